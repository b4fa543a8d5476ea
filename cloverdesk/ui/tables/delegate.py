"""How rows are painted: words, grey words, figures, pills and the bars of rows that are under way."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from cloverdesk.services.columns.column import ColumnKind
from cloverdesk.ui.tables.column import Cell
from cloverdesk.ui.tables.model import EntityTableModel
from cloverdesk.ui.theme.paint import LEFT, RIGHT, Canvas
from cloverdesk.ui.theme.theme import current_theme
from cloverdesk.ui.theme.tokens import Radius, Size, Space, Token, Type
from cloverdesk.ui.widgets.pill import paint_pill, pill_size

RIGHT_ALIGNED = frozenset({ColumnKind.MONEY})
_BAR, _PLACEHOLDER = 3, 8
_QUIET = frozenset({ColumnKind.ID, ColumnKind.MUTED})


class EntityDelegate(QStyledItemDelegate):
    """Paints cells of an `EntityTableModel` for `parent`. `hover_row` is the row under the pointer, or -1."""

    def __init__(self, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self.hover_row = -1
        self._theme = current_theme()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Rows have one height; widths come from the columns."""
        return QSize(0, self._theme.px(Size.ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw ground and content of one cell."""
        model = index.model()
        if not isinstance(model, EntityTableModel):
            return
        painter.save()
        canvas = Canvas(painter, self._theme)
        # Attributes of QStyleOption reach Python without types in PySide6's stubs.
        rect = QRect(option.rect)
        selected = self._is_selected(index)
        self._paint_ground(canvas, rect, index, selected=selected)
        padding = self._theme.px(Space.M)
        area = rect.adjusted(padding, 0, -padding, -1)
        kind = model.columns[index.column()].column.kind
        cell = model.cell(index.row(), index.column())
        if cell is None:
            self._paint_placeholder(canvas, area, kind)
        elif cell.tone is not None:
            self._paint_pill(canvas, area, cell)
        else:
            self._paint_words(canvas, area, cell, kind, quiet=Token.SECOND if selected else Token.MUTED)
        painter.restore()

    def _is_selected(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """The option's state says it too, but would have PySide load `QStyle` for the first row."""
        view = self.parent()
        return isinstance(view, QAbstractItemView) and view.selectionModel().isSelected(index)

    def _paint_ground(
        self, canvas: Canvas, rect: QRect, index: QModelIndex | QPersistentModelIndex, *, selected: bool
    ) -> None:
        theme = self._theme
        if selected:
            canvas.fill(rect, Token.SELECTED)
        elif index.row() == self.hover_row:
            canvas.fill(rect, Token.SUBTLE)
        canvas.hairline(rect, Qt.Edge.BottomEdge)
        if selected and index.column() == 0:
            bar = QRect(rect.left(), rect.top(), theme.px(_BAR), rect.height() - 1)
            canvas.fill(bar, Token.MARK)

    def _paint_placeholder(self, canvas: Canvas, area: QRect, kind: ColumnKind) -> None:
        theme = self._theme
        height = theme.px(_PLACEHOLDER)
        width = area.width() * (3 if kind is ColumnKind.MONEY else 2) // 5
        left = area.right() - width if kind in RIGHT_ALIGNED else area.left()
        bar = QRect(left, area.center().y() - height // 2, width, height)
        canvas.box(bar, Radius.KEY, Token.SUBTLE)

    def _paint_pill(self, canvas: Canvas, area: QRect, cell: Cell) -> None:
        if cell.tone is None:
            return
        size = pill_size(self._theme, cell.text, cell.icon)
        top = area.top() + (area.height() - size.height() + 1) // 2
        # A pill may reach into the padding of its cell: its own ground keeps it apart from the next column.
        room = area.width() + self._theme.px(Space.S)
        place = QRect(area.left(), top, min(size.width(), room), size.height())
        paint_pill(canvas, place, cell.text, cell.icon, cell.tone)

    def _paint_words(
        self, canvas: Canvas, area: QRect, cell: Cell, kind: ColumnKind, *, quiet: Token
    ) -> None:
        """`quiet` is the colour of grey words: muted alone is too pale on the ground of a selected row."""
        type_ = Type.BODY_STRONG if kind is ColumnKind.MONEY else Type.BODY
        token = quiet if cell.muted or kind in _QUIET else Token.TEXT
        align = RIGHT if kind in RIGHT_ALIGNED else LEFT
        width = canvas.text(area, cell.text, type_, token, align=align)
        if cell.second and kind not in RIGHT_ALIGNED:
            rest = area.adjusted(width + self._theme.px(Space.XS), 0, 0, 0)
            canvas.text(rest, cell.second, Type.BODY, quiet)
