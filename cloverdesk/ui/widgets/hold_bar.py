"""The seconds in which a money operation can still be taken back."""

from math import ceil

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from cloverdesk.ui.theme.paint import Canvas
from cloverdesk.ui.theme.tokens import Size, Space, Token, Type
from cloverdesk.ui.widgets.button import Button
from cloverdesk.ui.widgets.icon_label import IconLabel
from cloverdesk.ui.widgets.painted import Painted
from cloverdesk.ui.widgets.text import Text

_HEIGHT, _LINE, _SECONDS = 52, 3, 10


class HoldBar(Painted):
    """A bar across the bottom that empties; `stop_requested` comes from its button.

    Its owner drives it with `set_remaining` as often as it likes and binds Esc. Where less motion is wanted, the bar
    steps instead of gliding.
    """

    stop_requested = Signal()

    def __init__(
        self,
        *,
        object_name: str,
        accessible_name: str,
        stop_text: str,
        key_hint: str = "Esc",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(object_name=object_name, accessible_name=accessible_name, parent=parent)
        self._fraction, self._steps = 1.0, _SECONDS
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon = IconLabel(
            "clock", object_name=f"{object_name}_icon", token=Token.WARN, size=Size.ICON_MEDIUM, parent=self
        )
        self._text = Text(
            "", object_name=f"{object_name}_text", type_=Type.BODY_STRONG, token=Token.WARN, parent=self
        )
        self.stop_button = Button(
            stop_text, object_name=f"{object_name}_stop", key_hint=key_hint, parent=self
        )
        self.stop_button.clicked.connect(self.stop_requested)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self.stop_button)
        self._space()

    def set_seconds(self, seconds: int) -> None:
        """How long the whole hold is: the number of steps where less motion is wanted."""
        self._steps = max(1, seconds)

    def set_remaining(self, fraction: float, text: str) -> None:
        """Show how much is left, from 1.0 to 0.0, and the words for it."""
        self._text.set_text(text)
        fraction = min(1.0, max(0.0, fraction))
        if self.theme.reduced_motion:
            fraction = ceil(fraction * self._steps) / self._steps
        if fraction != self._fraction:
            self._fraction = fraction
            self.update()

    def fraction(self) -> float:
        """What it shows now, from 0.0 to 1.0."""
        return self._fraction

    def _on_theme_changed(self) -> None:
        self._space()
        super()._on_theme_changed()

    def _space(self) -> None:
        px = self.theme.px
        self._row.setContentsMargins(px(Space.L), px(_LINE), px(Space.L), 0)
        self._row.setSpacing(px(10))

    def sizeHint(self) -> QSize:
        """Taller than the status bar it lies above."""
        return QSize(super().sizeHint().width(), self.theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is left as a ground, and a line that says it more clearly."""
        theme, canvas = self.theme, Canvas(QPainter(self), self.theme)
        left = round(self.width() * self._fraction)
        canvas.fill(self.rect(), Token.SURFACE)
        canvas.fill(QRect(0, 0, left, self.height()), Token.WARN_GROUND)
        canvas.hairline(self.rect(), Qt.Edge.TopEdge)
        canvas.fill(QRect(0, 0, left, theme.px(_LINE)), Token.WARN)
