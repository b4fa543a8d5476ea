"""State as icon and word in one tone: as a widget, and as strokes for table cells."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cloverdesk.ui.theme.paint import Canvas, text_width
from cloverdesk.ui.theme.theme import Theme
from cloverdesk.ui.theme.tokens import Radius, Size, Tone, Type
from cloverdesk.ui.widgets.painted import Snug

_LEFT, _GAP, _RIGHT, _ICON = 8, 5, 10, 12


def pill_size(theme: Theme, text: str, icon: str) -> QSize:
    """What a pill takes."""
    lead = _LEFT + _ICON + _GAP if icon else _RIGHT
    width = theme.px(lead) + text_width(theme, text, Type.SMALL_MEDIUM) + theme.px(_RIGHT)
    return QSize(width, theme.px(Size.PILL))


def paint_pill(canvas: Canvas, rect: QRect, text: str, icon: str, tone: Tone) -> None:
    """Draw a pill that fills `rect`; words that do not fit are elided."""
    theme = canvas.theme
    canvas.box(rect, Radius.FULL, tone.ground)
    left = rect.left() + theme.px(_RIGHT)
    if icon:
        start = rect.left() + theme.px(_LEFT)
        canvas.icon(icon, tone.ink, start, rect.center().y() + 1, size=_ICON)
        left = start + theme.px(_ICON + _GAP)
    words = QRect(rect)
    words.setLeft(left)
    words.setRight(rect.right() - theme.px(_RIGHT) + 2)
    canvas.text(words, text, Type.SMALL_MEDIUM, tone.ink)


class Pill(Snug):
    """A state: rounded ground, icon and word in one tone. `icon` is a Lucide name, or "" for the word alone."""

    def __init__(
        self, text: str, icon: str, tone: Tone, *, object_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(object_name=object_name, accessible_name=text, parent=parent)
        self._text, self._icon, self._tone = text, icon, tone

    def set_state(self, text: str, icon: str, tone: Tone) -> None:
        """Show another state."""
        self._text, self._icon, self._tone = text, icon, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word it shows."""
        return self._text

    def sizeHint(self) -> QSize:
        """As wide as its word."""
        return pill_size(self.theme, self._text, self._icon)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the state."""
        paint_pill(Canvas(QPainter(self), self.theme), self.rect(), self._text, self._icon, self._tone)
