"""The tabs of the window: built when first shown, one in front, the others remembering what changed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from cloverdesk.ui.context import UiContext
from cloverdesk.ui.tab import Tab
from cloverdesk.ui.tab_registry import TABS, TabSpec
from cloverdesk.ui.widgets.naming import named


class TabStack(QStackedWidget):
    """Shows one tab. `tab_built` comes once for each, `tab_shown` whenever another is in front."""

    tab_built = Signal(object)
    tab_shown = Signal(object)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        named(self, "tab_stack", self.tr("Content"))
        self._context = context
        self._specs: dict[str, TabSpec] = {spec.code: spec for spec in TABS}
        self._tabs: dict[str, Tab] = {}
        self._folded = False

    def current(self) -> Tab | None:
        """The tab in front; None before the first one was shown."""
        tab = self.currentWidget()
        return tab if isinstance(tab, Tab) else None

    def built(self) -> tuple[Tab, ...]:
        """The tabs that were shown once."""
        return tuple(self._tabs.values())

    def show_tab(self, code: str) -> Tab:
        """Bring a tab to the front. Raises KeyError for a code that the registry does not have."""
        tab = self._tabs.get(code) or self._build(self._specs[code])
        before = self.current()
        if before is not None and before is not tab:
            before.deactivate()
        self.setCurrentWidget(tab)
        tab.set_folded(folded=self._folded)
        tab.activate()
        self.tab_shown.emit(tab)
        return tab

    def set_folded(self, *, folded: bool) -> None:
        """Tell the tabs whether there is room for list and pane side by side."""
        self._folded = folded
        tab = self.current()
        if tab is not None:
            tab.set_folded(folded=folded)

    async def close_tasks(self) -> None:
        """End what is under way in every tab."""
        for tab in self._tabs.values():
            await tab.close_tasks()

    def _build(self, spec: TabSpec) -> Tab:
        tab = spec.make(self._context)
        self._tabs[spec.code] = tab
        self.addWidget(tab)
        self.tab_built.emit(tab)
        return tab
