"""Start-up and memory of the desk against a bare window in the same interpreter."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

ROOT = Path(__file__).resolve().parents[2]
BARE = (sys.executable, str(Path(__file__).with_name("bare_window.py")))
DESK = (sys.executable, "-m", "cloverdesk")
MARK = "CLOVERDESK_BENCH_FIRST_ROW"
"""`1`: tell when the first row is painted, and leave. `stay`: tell it, and go on."""
GOALS = {"first_row": 3.0, "memory": 2.2}
FEWEST_RUNS = 5
QUIET_S, STEP_S = 3.0, 0.25


@dataclass(frozen=True)
class Subject:
    """A program that is measured: its command and its environment."""

    command: tuple[str, ...]
    variables: Mapping[str, str]

    def start(self, mark: str) -> "subprocess.Popen[str]":
        """Start it, told what to do after its first row."""
        return subprocess.Popen(
            self.command,
            env={**self.variables, MARK: mark},
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )


class NoMark(RuntimeError):
    """The program ended without having painted a row."""


def _mark(process: "subprocess.Popen[str]") -> int:
    """The moment (monotonic nanoseconds) that the program told. Raises `NoMark` with its last words."""
    heard = []
    for line in process.stderr or ():
        if line.startswith("first-row "):
            return int(line.split()[1])
        heard.append(line)
    msg = f"{' '.join(map(str, process.args))} ended with {process.wait()}: {''.join(heard[-5:]).strip()}"
    raise NoMark(msg)


def first_row_ms(subject: Subject) -> float:
    """Milliseconds from the start of the process to its first painted row."""
    begun = time.monotonic_ns()
    with subject.start("1") as process:
        painted = _mark(process)
        process.communicate()
    return (painted - begun) / 1e6


def memory_mb(subject: Subject) -> float:
    """Resident megabytes of the process once it has painted and its memory has stopped to grow."""
    with subject.start("stay") as process:
        try:
            _mark(process)
            return _resting(psutil.Process(process.pid)) / 1e6
        finally:
            process.terminate()
            process.communicate()


def _resting(process: psutil.Process) -> int:
    """The greatest resident size seen until it did not grow for a while."""
    greatest, quiet = 0, 0.0
    while quiet < QUIET_S:
        time.sleep(STEP_S)  # noqa: TID251 - a look from outside, at another process
        now = process.memory_info().rss
        quiet = 0.0 if now > greatest else quiet + STEP_S
        greatest = max(greatest, now)
    return greatest


def compare(bare: Subject, desk: Subject, runs: int) -> dict[str, object]:
    """Medians and ratios of alternated runs."""
    times: list[tuple[float, float]] = []
    for _ in range(runs + 1):
        times.append((first_row_ms(bare), first_row_ms(desk)))  # noqa: PERF401 - a run after the other, told apart
    sizes = [(memory_mb(bare), memory_mb(desk)) for _ in range(max(1, runs // 2))]
    return {
        "first_row": _figures("ms", times[1:], GOALS["first_row"]),  # the first pair warms the disk
        "memory": _figures("mb", sizes, GOALS["memory"]),
        "runs": runs,
    }


def _figures(unit: str, pairs: Sequence[tuple[float, float]], goal: float) -> dict[str, object]:
    bare, desk = (median(side) for side in zip(*pairs, strict=True))
    ratio = round(desk / bare, 2)
    named = {f"bare_{unit}": round(bare, 1), f"desk_{unit}": round(desk, 1)}
    return {**named, "ratio": ratio, "goal": goal, "met": ratio <= goal}


def _ready_desk(data_dir: str, variables: Mapping[str, str], orders: int) -> Subject:
    """The desk on a demo store whose charges have been read before."""
    place = ("--data-dir", data_dir)
    demo = Subject((*DESK, "demo", "--orders", str(orders), *place), variables)
    first_row_ms(demo)
    sync = (*DESK, "sync", "--profile", "demo", *place)
    subprocess.run(sync, env=variables, cwd=ROOT, check=True, capture_output=True)
    return demo


def measure(runs: int, orders: int) -> dict[str, object]:
    """The figures for a demo store of so many orders. Raises `NoMark` or `CalledProcessError` where there are none."""
    # As it is started every day: with compiled modules, which a test run may have asked not to be written.
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as data_dir:
        desk = _ready_desk(data_dir, variables, orders)
        return compare(Subject(BARE, variables), desk, max(runs, FEWEST_RUNS))
