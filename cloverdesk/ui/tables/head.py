"""The head of a table: titles in small type, an arrow at the sorted one, a hairline below."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHeaderView, QWidget

from cloverdesk.ui.theme.paint import LEFT, RIGHT, Canvas
from cloverdesk.ui.theme.tokens import Size, Space, Token, Type
from cloverdesk.ui.widgets.naming import named
from cloverdesk.ui.widgets.painted import follow_theme
from cloverdesk.ui.widgets.viewport import own_viewport

_ARROW = 13


class TableHead(QHeaderView):
    """Paints itself with the theme."""

    def __init__(self, *, object_name: str, accessible_name: str, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        named(self, object_name, accessible_name)
        own_viewport(self, QPalette.ColorRole.Button)
        self.viewport().setMouseTracking(True)  # the pointer shows where a width can be dragged
        self._right: frozenset[int] = frozenset()
        self._sorted, self._descending = -1, True
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self._theme = follow_theme(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.viewport().update()

    def set_right_aligned(self, sections: frozenset[int]) -> None:
        """Which titles stand at the right, above figures."""
        self._right = sections

    def set_sorted(self, section: int, *, descending: bool) -> None:
        """Put the arrow at `section`; -1 for none."""
        self._sorted, self._descending = section, descending
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """32 px."""
        return QSize(super().sizeHint().width(), self._theme.px(Size.HEAD) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the whole width first: the last column may end before it."""
        canvas = Canvas(QPainter(self.viewport()), self._theme)
        canvas.fill(self.viewport().rect(), Token.SURFACE)
        canvas.hairline(self.viewport().rect(), Qt.Edge.BottomEdge)
        del canvas  # Qt paints the same viewport next
        super().paintEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one title."""
        theme = self._theme
        painter.save()
        canvas = Canvas(painter, theme)
        canvas.fill(rect, Token.SURFACE)
        canvas.hairline(rect, Qt.Edge.BottomEdge)
        padding = theme.px(Space.M)
        area = rect.adjusted(padding, 0, -padding, 0)
        title = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        is_sorted = section == self._sorted
        arrow = theme.px(_ARROW + Space.XS) if is_sorted else 0
        if section in self._right:
            area.adjust(0, 0, -arrow, 0)
        align = RIGHT if section in self._right else LEFT
        width = canvas.text(area, title, Type.SMALL_MEDIUM, Token.MUTED, align=align)
        if is_sorted:
            left = (area.right() + 1 if section in self._right else area.left() + width) + theme.px(Space.XS)
            name = "arrow-down" if self._descending else "arrow-up"
            canvas.icon(name, Token.SECOND, left, rect.center().y(), size=_ARROW)
        painter.restore()
