"""Hands and eyes of the tour: synthetic keys into the real window, and pictures of what comes of them."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from cloverdesk.domain.clock import Clock

LOOK_SECONDS = 0.05
PATIENCE_SECONDS = 60.0
SETTLE_SECONDS = 0.25


class StepFailed(Exception):
    """What should have been seen did not come."""


class Driver:
    """Uses one window as a person at the keyboard would."""

    def __init__(self, window: QWidget, clock: Clock, out: Path) -> None:
        self._window, self._clock, self._out = window, clock, out
        self._number = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, to whatever has the keyboard."""
        QTest.keyClick(self._focused(), key, modifier)

    def type(self, text: str) -> None:
        """Letters and digits, one after the other."""
        for letter in text:
            QTest.keyClicks(self._focused(), letter)

    async def until(self, what: str, seen: Callable[[], bool | Awaitable[bool]]) -> None:
        """Look until `seen`; raises `StepFailed`, naming `what`, when it does not come."""
        deadline = self._clock.monotonic() + PATIENCE_SECONDS
        while self._clock.monotonic() < deadline:
            now = seen()
            if now if isinstance(now, bool) else await now:
                return
            await self._clock.sleep(LOOK_SECONDS)
        raise StepFailed(what)

    async def picture(self, name: str) -> None:
        """Save what the window shows as `NN-name.png`; raises `StepFailed` when it cannot be saved."""
        await self._clock.sleep(SETTLE_SECONDS)
        self._number += 1
        path = self._out / f"{self._number:02d}-{name}.png"
        if not self._window.grab().save(str(path)):
            msg = f"the picture {path}"
            raise StepFailed(msg)

    def _focused(self) -> QWidget:
        focus: QWidget | None = self._window.focusWidget()
        return self._window if focus is None else focus
