"""The key that does the same, drawn as a small cap."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cloverdesk.ui.theme.paint import CENTER, Canvas, text_width
from cloverdesk.ui.theme.theme import Theme
from cloverdesk.ui.theme.tokens import Radius, Token, Type
from cloverdesk.ui.widgets.painted import Snug

_PADDING, _HEIGHT = 6, 19


def key_size(theme: Theme, keys: str) -> QSize:
    """What a key cap takes; never narrower than high."""
    height = theme.px(_HEIGHT)
    width = text_width(theme, keys, Type.KEY) + 2 * theme.px(_PADDING)
    return QSize(max(width, height), height)


def paint_key(canvas: Canvas, rect: QRect, keys: str) -> None:
    """Draw a key cap that fills `rect`."""
    canvas.box(rect, Radius.KEY, Token.SURFACE, Token.STRONG)
    canvas.text(rect, keys, Type.KEY, Token.SECOND, align=CENTER)


class KeyHint(Snug):
    """A key cap such as "Ctrl K"."""

    def __init__(self, keys: str, *, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(object_name=object_name, accessible_name=keys, parent=parent)
        self._keys = keys

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return key_size(self.theme, self._keys)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cap."""
        paint_key(Canvas(QPainter(self), self.theme), self.rect(), self._keys)
