"""The steps of the set-up, in order, and what `make run` shows when they are done."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

import environment
from trouble import Trouble


def say(text: str) -> None:
    """Tell how far it is; standard output belongs to what is run afterwards."""
    print(text, file=sys.stderr, flush=True)


def make_ready(stage: str) -> None:
    """Everything that `stage` (run or test) needs. Does nothing when it was done before."""
    if environment.is_ready(stage):
        return
    if sys.platform == "linux":
        import debian

        tests = debian.TESTS if stage == "test" else ()
        debian.provide((*debian.WINDOW, *debian.VENV, *tests), say)
    environment.make(stage, say)


def has_display(variables: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window could be seen."""
    return platform != "linux" or bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def show() -> int:
    """Open the window on the demo store or, without a display, draw the tour of it."""
    arguments, variables = ["demo"], dict(os.environ)
    if not has_display(variables):
        say("No display here: drawing the tour of the window into build/tour instead.")
        arguments = ["tour", "--out", "build/tour"]
        variables["QT_QPA_PLATFORM"] = "offscreen"
    command = [str(environment.PYTHON), "-m", "cloverdesk", *arguments]
    os.chdir(environment.ROOT)
    if os.name == "nt":  # there, exec returns to the shell at once
        return subprocess.run(command, env=variables, check=False).returncode
    return os.execve(command[0], command, variables)  # noqa: S606 - never returns


def main(arguments: Sequence[str]) -> int:
    """Return the exit code."""
    stages = {("run",): "run", ("ready", "run"): "run", ("ready", "test"): "test"}
    stage = stages.get(tuple(arguments))
    if stage is None:
        say("usage: python3 packaging/setup run | ready run | ready test")
        return 2
    try:
        make_ready(stage)
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except KeyboardInterrupt:
        return 130
    return show() if arguments[0] == "run" else 0
