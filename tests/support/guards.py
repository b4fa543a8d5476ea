"""A pytest plugin: what a test leaves behind, logs or reaches for beyond this computer fails that very test."""

import asyncio
import asyncio.runners
import gc
import logging
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.child import stay_here

GRACE_S = 1.5
"""How long a thread that was told to end may take: a test that passes does not wait."""
_CHILDREN = Path(stay_here.__file__).parent


class Untidy(AssertionError):
    """The test did, or left behind, something that no test may."""


class Watch:
    """What one test did since it began."""

    def __init__(self) -> None:
        self.logs: list[logging.LogRecord] = []
        self.expected_logs: dict[str, bool] = {}
        self.tasks: list[str] = []
        self.threads = set(threading.enumerate())
        self.widgets = {_address(widget) for widget in _top_level_widgets()}
        self.loops = False
        self.failed = True
        _beyond_report().write_text("")

    def complaints(self) -> Iterator[str]:
        """What is wrong by now, apart from what is left behind. Each is told once."""
        yield from (f"reached beyond loopback: {line}" for line in _beyond_report().read_text().splitlines())
        _beyond_report().write_text("")
        yield from (f"left a task running: {task}" for task in self.tasks)
        self.tasks.clear()
        yield from (
            f"logged {_in_one_line(record)}" for record in self.logs if not self._was_expected(record)
        )
        self.logs.clear()

    def missing_logs(self) -> Iterator[str]:
        """Logs that were announced and did not come."""
        yield from (f"did not log {part!r}" for part, seen in self.expected_logs.items() if not seen)

    def leftovers(self) -> Iterator[str]:
        """Threads and windows that are still there; windows are closed, so that the next test has a clean desk."""
        if self.loops:
            gc.collect(1)  # a future whose error nobody took complains when it goes: now, not in a later test
        yield from (f"left a thread running: {thread.name}" for thread in _still_alive(self.threads))
        yield from (f"left a window: {widget}" for widget in _close_windows(self.widgets))

    def _was_expected(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        for part in self.expected_logs:
            if re.search(part, text):
                self.expected_logs[part] = True
                return True
        return False


_WATCH = pytest.StashKey[Watch]()
_current: list[Watch] = []
_report: list[Path] = []


def pytest_configure(config: pytest.Config) -> None:
    """Start to listen, and keep this process and its children on this computer."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    handle, report = tempfile.mkstemp(prefix="beyond-loopback-")
    os.close(handle)
    os.environ[stay_here.REPORT] = report
    config.add_cleanup(lambda: Path(report).unlink(missing_ok=True))
    paths = [str(_CHILDREN), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(paths))
    stay_here.stay_here(report)
    _report.append(Path(report))
    _listen_to_logs()
    _listen_to_runners()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """Begin to watch."""
    watch = item.stash[_WATCH] = Watch()
    _current.append(watch)
    yield
    _tell(watch.complaints())


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Judge what the test did."""
    watch = item.stash[_WATCH]
    yield
    _tell((*watch.complaints(), *watch.missing_logs()))
    watch.failed = False


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """Judge what is left when every fixture has tidied up. A failed test need not be tidy."""
    watch = item.stash[_WATCH]
    try:
        yield
    finally:
        _current.remove(watch)
        leftovers = tuple(watch.leftovers())
    if not watch.failed:
        _tell((*watch.complaints(), *leftovers))


@pytest.fixture
def allow_logs(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Announce a log of WARNING or above by a regular expression: `allow_logs("disk is full")`. It has to come."""
    expected = request.node.stash[_WATCH].expected_logs

    def announce(part: str) -> None:
        expected.setdefault(part, False)

    return announce


def _tell(complaints: Iterator[str] | tuple[str, ...]) -> None:
    found = list(complaints)
    if found:
        raise Untidy("the test " + "; ".join(found))


def _beyond_report() -> Path:
    return _report[-1]


def _listen_to_logs() -> None:
    """Hear every record that any logger hands out, whether or not it reaches the root."""
    hand_out = logging.Logger.callHandlers
    if getattr(hand_out, "heard_by_guards", False):
        return

    def hear(self: logging.Logger, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING and _current:
            _current[-1].logs.append(record)
        hand_out(self, record)

    hear.heard_by_guards = True  # type: ignore[attr-defined]
    logging.Logger.callHandlers = hear  # type: ignore[method-assign]


def _listen_to_runners() -> None:
    """Hear which tasks a runner finds alive when its coroutine has returned: it cancels them without a word."""
    cancel_all: Callable[[Any], None] = asyncio.runners._cancel_all_tasks  # type: ignore[attr-defined]
    if getattr(cancel_all, "heard_by_guards", False):
        return

    def hear(loop: asyncio.AbstractEventLoop) -> None:
        if _current:
            _current[-1].loops = True
            _current[-1].tasks.extend(_task_words(task) for task in asyncio.all_tasks(loop))
        cancel_all(loop)

    hear.heard_by_guards = True  # type: ignore[attr-defined]
    asyncio.runners._cancel_all_tasks = hear  # type: ignore[attr-defined]


def _task_words(task: "asyncio.Task[Any]") -> str:
    coroutine = task.get_coro()
    return f"{task.get_name()} ({getattr(coroutine, '__qualname__', coroutine)})"


def _in_one_line(record: logging.LogRecord) -> str:
    why = f" ({record.exc_info[1]!r})" if record.exc_info else ""
    return f"{record.levelname} {record.name}: {record.getMessage()}{why}"


def _still_alive(before: set[threading.Thread]) -> list[threading.Thread]:
    deadline = time.monotonic() + GRACE_S
    # Threads that Python did not start (Qt's) are listed once they call into Python, and stay listed.
    new = [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
    for thread in new:
        thread.join(max(0.0, deadline - time.monotonic()))
    return [thread for thread in new if thread.is_alive()]


def _top_level_widgets() -> list[Any]:
    qt = sys.modules.get("PySide6.QtWidgets")
    if qt is None or not isinstance(qt.QApplication.instance(), qt.QApplication):
        return []
    return [widget for widget in qt.QApplication.topLevelWidgets() if widget.parent() is None]


def _address(widget: Any) -> int:
    import shiboken6

    return int(shiboken6.getCppPointer(widget)[0])


def _close_windows(before: set[int]) -> list[str]:
    """Close the windows that were not there before, and name those that nobody was about to close."""
    if not (set(map(_address, _top_level_widgets())) - before):
        return []
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()  # a window in a reference cycle that nobody holds is not left behind
    leaked = [widget for widget in _top_level_widgets() if _address(widget) not in before]
    words = [f"{type(widget).__name__} {widget.objectName()!r}" for widget in leaked]
    for widget in leaked:
        widget.hide()
        widget.deleteLater()
    leaked.clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return words
