"""A quiet line that says something is under way, without movement."""

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cloverdesk.ui.theme.paint import Canvas
from cloverdesk.ui.theme.tokens import Token
from cloverdesk.ui.widgets.painted import Painted

_THICK, _PATIENCE_MS = 2, 150


class BusyLine(Painted):
    """Two pixels in the accent while busy, nothing otherwise; its height never changes.

    What takes less than a blink shows nothing, so that quick answers do not flicker.
    """

    def __init__(self, *, object_name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(object_name=object_name, accessible_name=accessible_name, parent=parent)
        self._shown = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience_over)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - connected to signals that carry a bool
        """Say whether something is under way."""
        if busy:
            self._patience.start()
        else:
            self._patience.stop()
            self._show(shown=False)

    def _on_patience_over(self) -> None:
        self._show(shown=True)

    def _show(self, *, shown: bool) -> None:
        self._shown = shown
        self.update()

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(0, self.theme.px(_THICK))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        if self._shown:
            Canvas(QPainter(self), self.theme).fill(self.rect(), Token.ACCENT)
