"""A tab of a list and a pane: side by side or one at a time, kept up to date while somebody looks."""

from functools import cached_property
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from cloverdesk.domain.changes import Changes, Kind
from cloverdesk.ui.context import UiContext
from cloverdesk.ui.list_side import ListSide
from cloverdesk.ui.list_source import ListPlan
from cloverdesk.ui.pane import DetailPane
from cloverdesk.ui.tab import Tab
from cloverdesk.ui.tasks import TaskScope
from cloverdesk.ui.theme.theme import current_theme
from cloverdesk.ui.theme.tokens import Size, Token
from cloverdesk.ui.widgets.card import Ground
from cloverdesk.ui.widgets.naming import named

E = TypeVar("E")
P = TypeVar("P", bound=DetailPane)
_REFRESH_MS = 120
"""Writes come in bursts while a store is read for the first time: one look for each burst."""
_STAMPS = frozenset({Kind.FRESHNESS, Kind.CONNECTION})


class ListTab(Tab, Generic[E, P]):
    """What all such tabs share. A subclass hands in its plan, makes its pane, and fills the pane in `show_entity`."""

    def __init__(self, code: str, title: str, context: UiContext, plan: ListPlan[E]) -> None:
        super().__init__(code, title)
        self.context, self.plan = context, plan
        self.scope = TaskScope(self, context.funnel)
        self.list_side: ListSide[E] = ListSide(code, plan, context, self.scope)
        self._active = self._opened = self._stale = self._folded = self._painted = False
        self._timer = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._timer.timeout.connect(self._on_refresh_due)
        self._lay_out()
        side = self.list_side
        side.current_changed.connect(self._on_current_changed)
        side.activated.connect(self._on_activated)
        side.filter_changed.connect(self.filter_changed)
        side.first_rows_painted.connect(self._on_first_rows_painted)
        side.model.outline_changed.connect(self._on_outline_changed)
        self._unsubscribe = context.desk.changes.subscribe(self._on_changes)

    def _lay_out(self) -> None:
        self.splitter = named(
            QSplitter(Qt.Orientation.Horizontal), f"{self.code}_splitter", self.accessibleName()
        )
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list_side)
        # It keeps the place of the pane.
        self._beside: QWidget = Ground(
            Token.WINDOW, object_name=f"{self.code}_beside", accessible_name=self.accessibleName()
        )
        self.splitter.addWidget(self._beside)
        named(self.splitter.handle(1), f"{self.code}_splitter_handle", self.tr("Width of the pane"))
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setSizes([10_000, current_theme().px(Size.PANE)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)

    @cached_property
    def pane(self) -> P:
        """Made when it is first wanted: the first rows are not kept waiting for it."""
        pane = self.make_pane()
        pane.back_requested.connect(self.leave)
        self.splitter.replaceWidget(1, pane)
        self._beside.deleteLater()
        self._beside = pane
        return pane

    # ---- for the subclass

    def make_pane(self) -> P:
        """The pane, connected to what its buttons do."""
        raise NotImplementedError

    def show_entity(self, entity: E | None) -> None:
        """Fill the pane with `entity`, or with nothing."""
        raise NotImplementedError

    def current(self) -> E | None:
        """What is selected."""
        return self.list_side.current()

    # ---- what the window asks

    def search_hint(self) -> str:
        """What the search field suggests while it is empty."""
        return self.plan.words.search

    def filter_text(self) -> str:
        """The filter in use, as typed."""
        return self.list_side.text()

    def set_filter(self, text: str) -> None:
        """Show what matches `text`."""
        self.list_side.set_text(text)

    def activate(self) -> None:
        """Catch up with what changed while the tab was hidden."""
        self._active = True
        if not self._opened:
            self._opened = True
            self.list_side.open()
        elif self._stale:
            self._on_refresh_due()

    def deactivate(self) -> None:
        """From now on changes are only remembered."""
        self._active = False

    def focus_list(self, reason: Qt.FocusReason = Qt.FocusReason.ShortcutFocusReason) -> None:
        """Give the keyboard to the list."""
        self._show_list()
        self.list_side.table.setFocus(reason)

    def focus_pane(self) -> None:
        """Give the keyboard to the first thing in the pane that takes it."""
        if self._folded:
            self.list_side.hide()
            self.pane.set_back_shown(shown=True)
            self.pane.show()
        field = self.pane.first_field()
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_folded(self, *, folded: bool) -> None:
        """Show list and pane side by side, or one at a time."""
        if folded != self._folded:
            self._folded = folded
            self._show_list()

    def leave(self) -> bool:
        """From the pane back to the list."""
        focus: QWidget | None = self.window().focusWidget()
        in_pane = focus is not None and self.pane.isAncestorOf(focus)
        if not in_pane and not self.list_side.isHidden():
            return False
        self.focus_list()
        return True

    def show_id(self, entity_id: str) -> None:
        """Select the object with this id; a filter that hides it is taken away."""
        self.scope.start(self._show_id, entity_id)

    def has_list_focus(self) -> bool:
        """Whether the keyboard is in the list."""
        return self.list_side.table.hasFocus()

    def restore(self, entity_id: str) -> None:
        """Select what was selected when the window closed, if it is still there."""
        self.scope.start(self._restore, entity_id)

    def current_id(self) -> str:
        """The id of the selected object, or an empty text."""
        entity = self.current()
        return "" if entity is None else self.plan.identity(entity)

    async def close_tasks(self) -> None:
        """End everything that is under way for this tab."""
        self._unsubscribe()
        self._timer.stop()
        await self.scope.close()

    # ---- inside

    async def _restore(self, entity_id: str) -> None:
        await self.list_side.select(entity_id)

    async def _show_id(self, entity_id: str) -> None:
        if await self.list_side.select(entity_id):
            self.focus_list()
            return
        text = self.tr("{what} has not been read from Clover yet.").format(what=entity_id)
        self.context.notices.tell(self.tr("Not here yet"), text)

    def _show_list(self) -> None:
        if self.list_side.isHidden():
            self.list_side.show()
            self.pane.set_back_shown(shown=False)
        self._beside.setVisible(not self._folded)

    def _on_current_changed(self, _entity: object) -> None:
        entity = self.current()
        if self._painted or entity is None:  # the first rows are not kept waiting for the pane
            self.show_entity(entity)

    def _on_first_rows_painted(self) -> None:
        self._painted = True
        self.first_rows_painted.emit()
        self.show_entity(self.current())

    def _on_outline_changed(self, total: int) -> None:
        if not total:  # no row will be painted
            self.show_entity(None)

    def _on_activated(self, _entity: object) -> None:
        self.focus_pane()

    def _on_changes(self, changes: Changes) -> None:
        """Look again, soon if somebody can see it."""
        if changes.kinds & _STAMPS and self._opened:
            self.list_side.show_emptiness()
        if changes.kinds & self.plan.touching:
            self._stale = True
            if self._active and not self._timer.isActive():
                self._timer.start()

    def _on_refresh_due(self) -> None:
        self._stale = False
        self.list_side.refresh()
        self.show_entity(self.current())
