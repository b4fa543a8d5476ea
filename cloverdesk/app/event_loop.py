"""The event loop: asyncio on Qt's loop, with timers that keep their word, and garbage collected on its own thread only."""

import asyncio
import gc
import math

from PySide6.QtCore import QObject, Qt, QTimerEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

WAKE_EVERY_MS = 200
"""Python sees Ctrl+C only while it runs; an idle Qt loop never lets it."""


class PreciseTimer(QObject):
    """Runs callbacks after a delay, never early.

    qasync's own timer is coarse: a sleep of 0.5 s woke after 0.477 s. Delays are rounded up to whole milliseconds.
    """

    def __init__(self) -> None:
        super().__init__()
        self._handles: dict[int, asyncio.Handle] = {}
        self._stopped = False
        self._heartbeat = self.startTimer(WAKE_EVERY_MS)

    def add_callback(self, handle: asyncio.Handle, delay: float = 0) -> asyncio.Handle:
        """Run `handle` after `delay` seconds."""
        milliseconds = max(0, math.ceil(delay * 1000))
        self._handles[self.startTimer(milliseconds, Qt.TimerType.PreciseTimer)] = handle
        return handle

    def timerEvent(self, event: QTimerEvent) -> None:
        """Run the handle whose time has come."""
        number = event.timerId()
        if number == self._heartbeat:
            collect_garbage()
            return
        self.killTimer(number)
        handle = self._handles.pop(number, None)
        if handle is not None and not self._stopped and not handle.cancelled():
            handle._run()  # noqa: SLF001 - what every asyncio loop does with its handles

    def stop(self) -> None:
        """Run nothing more."""
        self._stopped = True
        for number in (*self._handles, self._heartbeat):
            self.killTimer(number)
        self._handles.clear()

    def set_debug(self, enabled: bool) -> None:  # noqa: FBT001 - qasync calls it so
        """Part of the interface that qasync expects; there is nothing to say."""


class DeskLoop(QEventLoop):  # type: ignore[misc]  # qasync ships no types
    """qasync's loop with precise timers."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        vars(self)["_timer"].stop()  # the coarse one that qasync made
        self._timer = PreciseTimer()

    def run_forever(self) -> None:
        """Run until stopped. Meanwhile the heartbeat collects garbage, and no other thread does."""
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            super().run_forever()
        finally:
            if was_enabled:
                gc.enable()


def collect_garbage() -> None:
    """What the interpreter would do by itself, wherever it happens to be: but Qt's objects may go on this thread only.

    Python collects on whichever thread makes the object that is one too many; a widget in a cycle would then be
    destroyed on a database thread, and the program with it.
    """
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
            gc.collect(generation)
            return


def runner(app: QApplication) -> asyncio.Runner:
    """An `asyncio.Runner` whose loop is the application's."""
    return asyncio.Runner(loop_factory=lambda: DeskLoop(app))
