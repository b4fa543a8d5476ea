"""The window of one store: bars, tabs, the hold, notices and sheets, put together and kept in step."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout

from cloverdesk.domain.errors import DeskError
from cloverdesk.domain.operations import Actor
from cloverdesk.settings.window_state import WindowState
from cloverdesk.ui.context import UiContext
from cloverdesk.ui.keys import KeyMap
from cloverdesk.ui.locale import LocaleWriter, reader_locale
from cloverdesk.ui.messages import text_of
from cloverdesk.ui.notices import Notices
from cloverdesk.ui.tab import Tab
from cloverdesk.ui.tab_registry import TABS
from cloverdesk.ui.tasks import TaskScope
from cloverdesk.ui.theme.tokens import Size, Token, Tone
from cloverdesk.ui.widgets.card import Ground
from cloverdesk.ui.widgets.environment_frame import EnvironmentFrame
from cloverdesk.ui.widgets.hold_bar import HoldBar
from cloverdesk.ui.widgets.naming import named
from cloverdesk.ui.widgets.tab_bar import TabBar
from cloverdesk.ui.window.environment import look_of
from cloverdesk.ui.window.facts import StatusFacts
from cloverdesk.ui.window.hold import HoldShow
from cloverdesk.ui.window.line_banner import LineBanner
from cloverdesk.ui.window.operations import OperationsWatch
from cloverdesk.ui.window.outcomes import Outcomes
from cloverdesk.ui.window.sheets import Sheets
from cloverdesk.ui.window.status_bar import StatusBar
from cloverdesk.ui.window.steering import Steering
from cloverdesk.ui.window.tabs import TabStack
from cloverdesk.ui.window.top_bar import TopBar

if TYPE_CHECKING:
    from cloverdesk.services.desk import Desk
    from cloverdesk.ui.dialogs.sheet import Sheet
    from cloverdesk.ui.failures import FailureFunnel
    from cloverdesk.ui.theme.theme import Theme

_SIZE, _LEAST = (1280, 800), (640, 480)


class MainWindow(QMainWindow):
    """Closing it only asks: `close_requested` comes, and `allow_close` lets the next attempt through.

    `first_rows_painted` comes once, when the first real row is on the screen. A running event loop is needed from
    `show` on; `await close_tasks()` before the window is deleted.
    """

    close_requested = Signal()
    first_rows_painted = Signal()

    def __init__(
        self,
        desk: "Desk",
        theme: "Theme",
        funnel: "FailureFunnel",
        *,
        state: WindowState | None = None,
        locale: QLocale | None = None,
    ) -> None:
        super().__init__()
        self._desk, self._theme, self._state = desk, theme, state or WindowState()
        self._may_close = self._started = False
        locale = locale or reader_locale()
        QLocale.setDefault(locale)  # %Ln in translated texts groups digits as this reader does
        self._who = Actor.current(desk.profile.owner).name
        self.scope = TaskScope(self, funnel)
        self._content = Ground(Token.SURFACE, object_name="content", accessible_name=self.tr("Content"))
        self.context = UiContext(
            desk, LocaleWriter(locale, desk.clock), funnel, Notices(self._content), KeyMap(self)
        )
        self._funnel = funnel
        self._build()
        self._connect()
        self.steering = Steering(self)
        self._restore_size()
        funnel.attach(self._show_failure)

    # ---- building

    def _build(self) -> None:
        profile, writer = self._desk.profile, self.context.writer
        look = look_of(profile)
        named(self, "main_window", profile.store_name)
        self.setWindowTitle(f"{profile.store_name} · {look.text} · CloverDesk")
        self.frame = EnvironmentFrame(look.frame, object_name="frame", accessible_name=look.text)
        self.top_bar = TopBar(profile.store_name, look, self._who)
        self.tab_bar = TabBar(object_name="tabs", accessible_name=self.tr("Tabs"))
        for spec in TABS:
            self.tab_bar.add_tab(spec.code, spec.title(), spec.icon)
        self.tabs = TabStack(self.context)
        self.hold_bar = HoldBar(
            object_name="hold", accessible_name=self.tr("Waiting to be sent"), stop_text=self.tr("Stop")
        )
        self.status_bar = StatusBar(writer)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.banner = LineBanner()
        column.addWidget(self.banner)
        column.addWidget(self.tabs, 1)
        for widget in (self.top_bar, self.tab_bar, self._content, self.hold_bar, self.status_bar):
            self.frame.body.addWidget(widget, 1 if widget is self._content else 0)
        self.setCentralWidget(self.frame)

    def _connect(self) -> None:
        self.watch = OperationsWatch(self._desk, self.scope, self)
        self.hold = HoldShow(self.hold_bar, self.watch, self.context.writer, self._desk.clock)
        self.outcomes = Outcomes(self.context, self.scope, self.watch, self)
        self.facts = StatusFacts(self.context, self.scope, self.status_bar, self.banner)
        self.sheets = Sheets(self.frame, self.context)
        self.sheets.operation_started.connect(self.watch.take)
        self.hold.stop_requested.connect(self.outcomes.take_back)
        self.outcomes.decide_requested.connect(self.sheets.decide)
        self.watch.changed.connect(self._on_operations_changed)
        self.tab_bar.current_changed.connect(self._on_tab_chosen)
        self.tabs.tab_built.connect(self._on_tab_built)
        self.tabs.tab_shown.connect(self._on_tab_shown)
        self.top_bar.search_typed.connect(self._on_search_changed)
        self.top_bar.search.search_submitted.connect(self._on_search_submitted)
        self.status_bar.waiting_requested.connect(self._on_waiting)
        self.status_bar.shortcuts_requested.connect(self.sheets.shortcuts)

    # ---- opening and closing

    def _restore_size(self) -> None:
        px = self._theme.px
        screen = self.screen().availableSize()
        self.setMinimumSize(min(px(_LEAST[0]), screen.width()), min(px(_LEAST[1]), screen.height()))
        width, height = self._state.size or _SIZE
        self.resize(min(width, screen.width()), min(height, screen.height()))
        if self._state.maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def window_state(self) -> WindowState:
        """What to remember of the window until its next start."""
        size = self.normalGeometry().size() if self.isMaximized() else self.size()
        selected = dict(self._state.selected) | {tab.code: tab.current_id() for tab in self.tabs.built()}
        return WindowState(
            size=(size.width(), size.height()),
            maximized=self.isMaximized(),
            tab=self.tab_bar.current(),
            columns=self._state.columns,
            selected={code: one for code, one in selected.items() if one},
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to read when there is something to see."""
        super().showEvent(event)
        if not self._started:
            self._started = True
            self._start()

    def _start(self) -> None:
        codes = self.tab_bar.codes()
        code = self._state.tab if self._state.tab in codes else codes[0]
        self.tab_bar.set_current(code)
        tab = self.tabs.show_tab(code)
        selected = self._state.selected.get(code)
        if selected:
            tab.restore(selected)
        tab.focus_list(Qt.FocusReason.MouseFocusReason)  # no ring before the first key
        self.watch.start()
        self.facts.start()
        for message in self._desk.notices:
            self.context.notices.tell(text_of(message, self.context.writer), tone=Tone.INFO)

    def allow_close(self) -> None:
        """Let the next attempt to close through."""
        self._may_close = True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first: what is being sent has to end, and holds are taken back."""
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.close_requested.emit()

    async def close_tasks(self) -> None:
        """End everything that is under way for the window; money operations go on in the journal."""
        self._funnel.detach()
        self.watch.stop()
        self.facts.stop()
        self.hold.end()
        await self.tabs.close_tasks()
        await self.sheets.close_tasks()
        await self.scope.close()

    # ---- tabs and search

    def _on_tab_chosen(self, code: str) -> None:
        if self._started:
            self.tabs.show_tab(code).focus_list()

    def _on_tab_built(self, tab: Tab) -> None:
        tab.first_rows_painted.connect(self.first_rows_painted)
        tab.filter_changed.connect(self._on_filter_changed)
        tab.jump_requested.connect(self.show_entity)
        tab.refund_requested.connect(self.sheets.refund)
        tab.decide_requested.connect(self.sheets.decide)

    def _on_tab_shown(self, tab: Tab) -> None:
        self.top_bar.set_search(tab.filter_text(), tab.search_hint())

    def _on_filter_changed(self, text: str) -> None:
        tab = self.tabs.current()
        if tab is not None:
            self.top_bar.set_search(text, tab.search_hint())

    def _on_search_changed(self, text: str) -> None:
        tab = self.tabs.current()
        if tab is not None:
            tab.set_filter(text)

    def _on_search_submitted(self, _text: str) -> None:
        tab = self.tabs.current()
        if tab is not None:
            tab.focus_list()

    def show_entity(self, tab: str, entity_id: str) -> None:
        """Go to the tab `tab` and select the object with this id there."""
        self.tab_bar.set_current(tab)
        current = self.tabs.current()
        if current is not None:
            current.show_id(entity_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """List and pane side by side need room."""
        super().resizeEvent(event)
        self.tabs.set_folded(folded=self.width() < self._theme.px(Size.PANE_FOLDS_UNDER))

    # ---- sheets

    def show_report(self, report: str) -> None:
        """Show the report of a bug."""
        self.sheets.report(report)

    def sheet(self) -> "Sheet | None":
        """The sheet that is open."""
        return self.sheets.top

    # ---- operations and failures

    def _on_operations_changed(self) -> None:
        self.status_bar.set_waiting(len(self.watch.waiting()))

    def _on_waiting(self) -> None:
        waiting = self.watch.waiting()
        needing = next((one for one in waiting if one.needs_you), None)
        if needing is not None:
            self.sheets.decide(needing)
        elif waiting:
            self.show_entity("charges", waiting[0].target)

    def _show_failure(self, failure: DeskError) -> None:
        self.context.notices.show_failure(failure, self.context.writer)
