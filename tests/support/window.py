"""Runs a coroutine in the window's own event loop, for tests that drive widgets."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication

from cloverdesk.app.event_loop import DeskLoop
from tests.support.aio import Settling, patiently

T = TypeVar("T")


class SettlingDeskLoop(Settling, DeskLoop):
    """The window's loop, with an ear for threads."""


def run_qt(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run `coroutine` in the loop that the window uses, and return its result. The test must use `qapp` or `qtbot`.

    The guards fail the test if a task is still alive when the coroutine returns.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        msg = "run_qt needs an application: let the test use the fixture qapp or qtbot"
        raise TypeError(msg)
    with asyncio.Runner(loop_factory=lambda: SettlingDeskLoop(app)) as runner:
        return runner.run(patiently(coroutine))
