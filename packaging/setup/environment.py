"""`.venv`: made from a lock with hashes, and stamped, so that a second call has nothing to do."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = {"run": ROOT / "packaging" / "lock" / "run.txt", "test": ROOT / "packaging" / "lock" / "dev.txt"}


def _fingerprint(stage: str) -> str:
    """What the environment is made of: another lock, Python, place or set-up makes another one."""
    # Not the whole version: apt may bring a newer build of the same Python while it installs, and the environment lives on.
    made_of = hashlib.sha256(f"{sys.implementation.cache_tag}\n{ROOT}\n".encode())
    for file in (LOCKS[stage], ROOT / "pyproject.toml", *sorted(Path(__file__).parent.glob("*.py"))):
        made_of.update(file.read_bytes())
    return made_of.hexdigest()


def _stamp(stage: str) -> Path:
    return VENV / f"ready-{stage}"


def is_ready(stage: str) -> bool:
    """Whether everything of this stage was set up before, and nothing has changed since."""
    try:
        return PYTHON.exists() and _stamp(stage).read_text() == _fingerprint(stage)
    except OSError:
        return False


def make(stage: str, say: Callable[[str], None]) -> None:
    """Make `.venv`, or bring it up to date, and stamp it. Raises `Trouble`."""
    if not _works():
        say("Making .venv")
        shutil.rmtree(VENV, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(VENV)], "The virtual environment could not be made")
    lock = LOCKS[stage]
    say(f"Installing what {lock.relative_to(ROOT).as_posix()} names")
    _pip("--require-hashes", "--requirement", str(lock), why="The packages could not be installed (network?)")
    _pip(
        "--no-deps", "--no-build-isolation", "--editable", str(ROOT), why="CloverDesk could not be installed"
    )
    for one in LOCKS if stage == "test" else (stage,):  # the lock of the tests holds all that running needs
        _stamp(one).write_text(_fingerprint(one))


def _works() -> bool:
    """Whether there is an environment of this very Python, pip included."""
    if not PYTHON.exists():
        return False
    code = "import sys, pip; print(sys.implementation.cache_tag)"
    told = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True, check=False)
    return told.returncode == 0 and told.stdout.strip() == sys.implementation.cache_tag


def _pip(*arguments: str, why: str) -> None:
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    _run([str(PYTHON), "-m", "pip", "install", *quiet, *arguments], why)


def _run(command: list[str], why: str) -> None:
    ran = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if ran.returncode != 0:
        last = next((line for line in reversed(ran.stdout.splitlines()) if line.startswith("ERROR: ")), "")
        msg = f"{why}. {last}"
        raise Trouble(msg.strip())
