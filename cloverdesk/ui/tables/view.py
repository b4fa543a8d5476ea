"""The list on the screen: rows, head, keyboard and the one current row."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from cloverdesk.ui.tables.delegate import RIGHT_ALIGNED, EntityDelegate
from cloverdesk.ui.tables.head import TableHead
from cloverdesk.ui.tables.model import EntityTableModel, Watch
from cloverdesk.ui.theme.focus import OWN_RING
from cloverdesk.ui.theme.tokens import Size, Token
from cloverdesk.ui.widgets.naming import named
from cloverdesk.ui.widgets.painted import follow_theme
from cloverdesk.ui.widgets.viewport import own_viewport

E = TypeVar("E")
_MOVES = QAbstractItemView.CursorAction
_BY_TAB = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason})
_ROW_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class EntityTable(QTableView):
    """A table of entities with one current row.

    `current_changed(entity | None)` comes when another row is current, and again when its entity has arrived or was
    read again; `entity_activated(entity)` on Enter or a double click; `sort_requested(code)` on a click on the head of
    a sortable column.
    """

    current_changed = Signal(object)
    entity_activated = Signal(object)
    sort_requested = Signal(str)

    def __init__(self, *, object_name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, object_name, accessible_name)
        own_viewport(self, QPalette.ColorRole.Base)
        self._entities: EntityTableModel[object] | None = None
        self._told: object = None
        self._quiet = self._fitting = self._first_wanted = self._by_keys = False
        self._current_seen = False
        self._dragged: dict[int, int] = {}
        self._row_height = Size.ROW
        self._delegate = EntityDelegate(self)
        self._theme = follow_theme(self._on_theme_changed)
        self._head = TableHead(
            object_name=f"{object_name}_head", accessible_name=accessible_name, parent=self
        )
        self._set_up()

    def _set_up(self) -> None:
        self.setProperty(OWN_RING, "row")
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(self._head)
        self._head.sectionClicked.connect(self._on_head_clicked)
        self._head.sectionResized.connect(self._on_section_resized)
        rows = named(self.verticalHeader(), f"{self.objectName()}_rows", self.accessibleName())
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._on_double_clicked)
        self._apply_row_height()

    # ---- what others ask

    def set_entities(self, model: EntityTableModel[E]) -> None:
        """Show `model` (use this, not `setModel`). Call it once."""
        self.setModel(model)
        self._entities = model  # type: ignore[assignment]  # the view only hands entities on, whatever they are
        model.set_watch(self._watch)
        model.about_to_swap.connect(self._on_about_to_swap)
        model.swapped.connect(self._on_swapped)
        model.dataChanged.connect(self._on_data_changed)
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        self._head.set_right_aligned(
            frozenset(i for i, each in enumerate(model.columns) if each.column.kind in RIGHT_ALIGNED)
        )
        self._fit_columns()

    def current_entity(self) -> object | None:
        """The entity of the current row, or None."""
        row = self.currentIndex().row()
        return self._entities.entity(row) if self._entities is not None and row >= 0 else None

    def select_row(self, row: int) -> None:
        """Make `row` current and visible."""
        if self._entities is not None and 0 <= row < self._entities.rowCount():
            self.setCurrentIndex(self._entities.index(row, 0))

    def select_first(self) -> None:
        """Make the first row current as soon as there is one, unless another is."""
        self._first_wanted = True
        self._select_wanted_first()

    def set_sorted(self, code: str, *, descending: bool) -> None:
        """Show the arrow at the column `code`; an unknown code shows none."""
        codes = [each.column.code for each in self._entities.columns] if self._entities is not None else []
        self._head.set_sorted(codes.index(code) if code in codes else -1, descending=descending)

    def set_row_height(self, pixels: int) -> None:
        """Rows of `Size.ROW`, `ROW_COMPACT` or `ROW_COMFORTABLE`."""
        self._row_height = pixels
        self._apply_row_height()

    # ---- the current row

    def _watch(self) -> Watch:
        height = max(1, self.verticalHeader().defaultSectionSize())
        first = self.verticalScrollBar().value() // height
        return Watch(self.currentIndex().row(), first, first + self.viewport().height() // height + 1)

    def _on_current_row_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._quiet:
            self._tell_current()

    def _tell_current(self) -> None:
        entity = self.current_entity()
        if entity is not self._told:
            self._told = entity
            self.current_changed.emit(entity)

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if not self._quiet and first.row() <= self.currentIndex().row() <= last.row():
            self._tell_current()

    def _on_about_to_swap(self) -> None:
        self._quiet = True
        self._current_seen = self._is_seen(self.currentIndex())

    def _is_seen(self, index: QModelIndex) -> bool:
        return index.isValid() and self.viewport().rect().contains(self.visualRect(index).center())

    def _on_swapped(self, row: int, shift: int) -> None:
        """Put the current row and the screen back where they were, before anything is painted."""
        height = self.verticalHeader().defaultSectionSize()
        value = self.verticalScrollBar().value()
        if row < 0:
            self.selectionModel().clear()
        elif row != self.currentIndex().row():
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(self.model().index(row, 0), flag.ClearAndSelect | flag.Rows)
        self.updateGeometries()
        self.verticalScrollBar().setValue(value + shift * height)
        if self._current_seen and not self._is_seen(self.currentIndex()):
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        self._quiet = False
        self._tell_current()
        self._select_wanted_first()

    def _select_wanted_first(self) -> None:
        if self._first_wanted and self._entities is not None and self._entities.rowCount():
            self._first_wanted = False
            if not self.currentIndex().isValid():
                self.select_row(0)

    # ---- widths and heights

    def _on_theme_changed(self) -> None:
        self._apply_row_height()
        self._fit_columns()
        self.viewport().update()

    def _apply_row_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(self._row_height))

    def _fit_columns(self) -> None:
        """Give each column its width, and share what is left over by `stretch`; a dragged column keeps its width."""
        if self._entities is None:
            return
        columns = self._entities.columns
        widths = [self._dragged.get(i, self._theme.px(each.width)) for i, each in enumerate(columns)]
        shares = [0 if i in self._dragged else each.stretch for i, each in enumerate(columns)]
        spare = self.viewport().width() - sum(widths)
        self._fitting = True
        for section, width in enumerate(widths):
            extra = spare * shares[section] // sum(shares) if any(shares) else 0
            # What can grow can also shrink, until its words would be cut too short; then the list scrolls sideways.
            self._head.resizeSection(section, max(width + extra, width * 3 // 5))
        self._fitting = False

    def _on_section_resized(self, section: int, _old: int, new: int) -> None:
        if not self._fitting:
            self._dragged[section] = new

    def _on_head_clicked(self, section: int) -> None:
        if self._entities is not None and self._entities.columns[section].sortable:
            self.sort_requested.emit(self._entities.columns[section].column.code)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._fit_columns()

    # ---- keyboard and pointer

    def _on_double_clicked(self, _index: QModelIndex) -> None:
        entity = self.current_entity()
        if entity is not None:
            self.entity_activated.emit(entity)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; all else moves."""
        self._set_by_keys(by_keys=True)
        if Qt.Key(event.key()) in _ROW_KEYS and self.current_entity() is not None:
            self.entity_activated.emit(self.current_entity())
            return
        super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End mean the list, not the row; there is nothing to the left or right."""
        if action in {_MOVES.MoveHome, _MOVES.MoveEnd}:
            row = 0 if action == _MOVES.MoveHome else self.model().rowCount() - 1
            return self.model().index(row, 0)
        if action in {_MOVES.MoveLeft, _MOVES.MoveRight}:
            return self.currentIndex()
        return super().moveCursor(action, modifiers)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click needs no ring."""
        self._set_by_keys(by_keys=False)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the pointer."""
        super().mouseMoveEvent(event)
        self._set_hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tint nothing."""
        super().leaveEvent(event)
        self._set_hover(-1)

    def _set_hover(self, row: int) -> None:
        if row != self._delegate.hover_row:
            before, self._delegate.hover_row = self._delegate.hover_row, row
            for each in (before, row):
                self.viewport().update(self._row_rect(each))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is, unless a click brought it here."""
        if (
            event.reason() is not Qt.FocusReason.ActiveWindowFocusReason
        ):  # a window that opens or comes back changes nothing
            self._set_by_keys(by_keys=event.reason() is not Qt.FocusReason.MouseFocusReason)
        super().focusInEvent(event)
        if event.reason() in _BY_TAB and not self.currentIndex().isValid():
            self.select_row(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _set_by_keys(self, *, by_keys: bool) -> None:
        self._by_keys = by_keys
        self.viewport().update()

    def _row_rect(self, row: int) -> QRect:
        if row < 0:
            return QRect()
        top = self.rowViewportPosition(row)
        return QRect(QPoint(0, top), QPoint(self.viewport().width() - 1, top + self.rowHeight(row) - 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and the ring around the current one while the keyboard is here."""
        super().paintEvent(event)
        current = self.currentIndex()
        if self._by_keys and self.hasFocus() and current.isValid():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self._theme.color(Token.FOCUS), 2, j=Qt.PenJoinStyle.MiterJoin))
            painter.drawRect(self._row_rect(current.row()).adjusted(1, 1, -1, -2))
