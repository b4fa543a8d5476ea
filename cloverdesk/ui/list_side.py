"""The list of a tab: typed filter as chips, virtual table, and what to say when it is empty."""

import asyncio
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from cloverdesk.ui.context import UiContext
from cloverdesk.ui.empty import empty_words
from cloverdesk.ui.filter_words import join_words, split_words, with_word, without_word
from cloverdesk.ui.list_source import ListPlan
from cloverdesk.ui.tables.filter import FilterBar
from cloverdesk.ui.tables.model import EntityTableModel
from cloverdesk.ui.tables.view import EntityTable
from cloverdesk.ui.tasks import TaskScope
from cloverdesk.ui.theme.focus import OWN_RING
from cloverdesk.ui.theme.theme import current_theme
from cloverdesk.ui.theme.tokens import Token
from cloverdesk.ui.widgets.busy_line import BusyLine
from cloverdesk.ui.widgets.chip import AddChip
from cloverdesk.ui.widgets.empty_state import EmptyState
from cloverdesk.ui.widgets.naming import named

E = TypeVar("E")


class ListSide(QWidget, Generic[E]):
    """Shows what matches the filter. Signals carry entities as objects; `filter_changed` comes from its own chips only."""

    current_changed = Signal(object)
    activated = Signal(object)
    filter_changed = Signal(str)
    first_rows_painted = Signal()

    def __init__(self, code: str, plan: ListPlan[E], context: UiContext, scope: TaskScope) -> None:
        super().__init__()
        named(self, f"{code}_list", plan.words.table)
        self._code, self._plan, self._context = code, plan, context
        self._text, self._total = "", 0
        self._fresh = self._to_first = False
        self._waiting: list[asyncio.Future[None]] = []
        self.model: EntityTableModel[E] = EntityTableModel(plan.columns, plan.identity, scope, self)
        self.filter_bar = FilterBar(object_name=f"{code}_filter", accessible_name=self.tr("Filter"))
        self.table = EntityTable(object_name=f"{code}_table", accessible_name=plan.words.table)
        for bar, name in (
            (self.table.verticalScrollBar(), "down"),
            (self.table.horizontalScrollBar(), "across"),
        ):
            named(bar, f"{code}_table_{name}", self.tr("Scroll"))
        self.empty = EmptyState(plan.icon, "", "", object_name=f"{code}_empty")
        self.empty.setProperty(OWN_RING, True)  # noqa: FBT003 - it has the keyboard only until there are rows again
        self._busy = BusyLine(object_name=f"{code}_busy", accessible_name=self.tr("Reading"), parent=self)
        self._stack = named(QStackedWidget(), f"{code}_stack", plan.words.table)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_bar)
        column.addWidget(self._busy)
        column.addWidget(self._stack, 1)
        if self._plan.offers:
            self.filter_bar.set_offers([("state", self._plan.words.offer)])

    def _connect(self) -> None:
        self.model.outline_changed.connect(self._on_outline_changed)
        self.model.loading_changed.connect(self._busy.set_busy)
        self.table.set_entities(self.model)
        self.table.set_sorted("time", descending=True)
        self.table.current_changed.connect(self.current_changed)
        self.table.entity_activated.connect(self.activated)
        self.table.viewport().installEventFilter(self)
        self.filter_bar.filter_removed.connect(self._on_filter_removed)
        self.filter_bar.filter_offered.connect(self._on_filter_offered)
        self.empty.action_requested.connect(self._on_show_everything)

    # ---- what the tab asks

    def text(self) -> str:
        """The filter as typed."""
        return self._text

    def current(self) -> E | None:
        """The selected object; None while its page is under way, too."""
        return self.model.entity(self.table.currentIndex().row())

    def open(self) -> None:
        """Read the list for the first time and select its first row."""
        self.table.select_first()
        self._read()

    def set_text(self, text: str) -> None:
        """Show what matches `text`."""
        if text != self._text:
            self._text = text
            self._to_first = bool(
                text.strip()
            )  # who searches wants the newest match; who stops keeps the place
            self._show_chips()
            self._read()

    def refresh(self) -> None:
        """Read the list again, staying where it is."""
        self.model.refresh()

    async def select(self, entity_id: str) -> bool:
        """Make an object current, taking a filter away that hides it. False if the list has none of that id."""
        row = await self._plan.source(self._words()).position(entity_id)
        if row is None and self._text:
            self._set_own_text("")
            row = await self._plan.source("").position(entity_id)
        if row is None:
            return False
        await self._until_fresh()
        self.table.select_row(row)
        return True

    def show_emptiness(self) -> None:
        """Show the table, or say why there is nothing to show."""
        if self._total or not self._fresh:
            self._stack.setCurrentWidget(self.table)
            return
        plan, connection = self._plan, self._context.desk.connection
        words = empty_words(plan.icon, plan.words, self._text.strip(), plan.kind, connection)
        self.empty.set_message(words.icon, words.title, words.text, words.button)
        self._stack.setCurrentWidget(self.empty)

    # ---- filter

    def _words(self) -> str:
        return join_words(split_words(self._text))

    def _read(self) -> None:
        self._fresh = False
        self.filter_bar.set_found("")  # the old count says nothing about the new filter
        self.model.set_source(self._plan.source(self._words()))

    def _show_chips(self) -> None:
        names = {offer.word: offer.text for offer in self._plan.offers}
        words = enumerate(split_words(self._text))
        self.filter_bar.set_active([(str(number), names.get(word, word)) for number, word in words])

    def _set_own_text(self, text: str) -> None:
        self.set_text(text)
        self.filter_changed.emit(text)

    def _on_filter_removed(self, number: str) -> None:
        self._set_own_text(without_word(self._text, int(number)))

    def _on_show_everything(self) -> None:
        self._set_own_text("")
        self.table.setFocus()

    def _on_filter_offered(self, _code: str) -> None:
        menu = named(QMenu(self), f"{self._code}_state_menu", self._plan.words.offer)
        menu.aboutToHide.connect(menu.deleteLater)
        for offer in self._plan.offers:
            action = menu.addAction(current_theme().icon(offer.icon, Token.SECOND), offer.text)
            action.setData(offer.word)
        menu.triggered.connect(lambda action: self._set_own_text(with_word(self._text, action.data())))
        chip = self.filter_bar.findChild(AddChip)
        corner = chip.mapToGlobal(QPoint(0, chip.height())) if chip else self.mapToGlobal(QPoint(0, 0))
        menu.popup(corner)

    # ---- what the model tells

    def _on_outline_changed(self, total: int) -> None:
        self._total, self._fresh = total, True
        self.filter_bar.set_found(self._found_words(total))
        self.show_emptiness()
        if self._to_first and total:
            self._to_first = False
            self.table.select_row(0)
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def _found_words(self, total: int) -> str:
        words = self._plan.words
        if self._text.strip():
            return words.found(total)
        return words.how_many(total) if total else ""

    async def _until_fresh(self) -> None:
        if not self._fresh:
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            await future

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the first real row on the screen, once."""
        if event.type() == QEvent.Type.Paint and self._total and self.model.entity(0) is not None:
            watched.removeEventFilter(self)
            # The paint itself comes after this filter.
            QTimer.singleShot(0, self, self.first_rows_painted.emit)
        return False
