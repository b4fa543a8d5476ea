"""Boxes and lines that group things: cards with hairlines, plain grounds, dividers."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cloverdesk.ui.theme.paint import Canvas
from cloverdesk.ui.theme.tokens import Radius, Token
from cloverdesk.ui.widgets.painted import Painted


class Ground(Painted):
    """A plain area in one colour token, with hairlines inside the given edges."""

    def __init__(
        self,
        token: Token,
        *,
        object_name: str,
        accessible_name: str,
        edges: tuple[Qt.Edge, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(object_name=object_name, accessible_name=accessible_name, parent=parent)
        self._token, self._edges = token, edges

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill, then draw the edges."""
        canvas = Canvas(QPainter(self), self.theme)
        canvas.fill(self.rect(), self._token)
        for edge in self._edges:
            canvas.hairline(self.rect(), edge)


class Card(Painted):
    """A rounded surface with a hairline; put things into `body`."""

    def __init__(self, *, object_name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(object_name=object_name, accessible_name=accessible_name, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.body = QVBoxLayout(self)
        self._space()

    def _on_theme_changed(self) -> None:
        self._space()
        super()._on_theme_changed()

    def _space(self) -> None:
        px = self.theme.px
        self.body.setContentsMargins(px(15), px(10), px(15), px(10))
        self.body.setSpacing(0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box."""
        Canvas(QPainter(self), self.theme).box(self.rect(), Radius.CARD, Token.SURFACE, Token.BORDER)


class Divider(Painted):
    """A hairline; horizontal unless `vertical`."""

    def __init__(
        self,
        *,
        object_name: str,
        accessible_name: str = "",
        vertical: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(object_name=object_name, accessible_name=accessible_name, parent=parent)
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(*((fixed, free) if vertical else (free, fixed)))

    def sizeHint(self) -> QSize:
        """One pixel."""
        return QSize(1, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill with the colour of hairlines."""
        Canvas(QPainter(self), self.theme).fill(self.rect(), Token.BORDER)
