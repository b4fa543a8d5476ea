"""Which tabs the window has: one line each. A tab is built when it is first shown."""

from collections.abc import Callable
from typing import NamedTuple

from cloverdesk.ui.context import UiContext
from cloverdesk.ui.tab import Tab
from cloverdesk.ui.translate import translate


class TabSpec(NamedTuple):
    """One tab: `title` and `make` are called when the window is built and when the tab is first shown."""

    code: str
    icon: str
    title: Callable[[], str]
    make: Callable[[UiContext], Tab]
    shortcut: str


def _charges(context: UiContext) -> Tab:
    from cloverdesk.ui.tabs.charges.tab import ChargesTab

    return ChargesTab(context)


def _refunds(context: UiContext) -> Tab:
    from cloverdesk.ui.tabs.refunds.tab import RefundsTab

    return RefundsTab(context)


TABS: tuple[TabSpec, ...] = (
    TabSpec("charges", "credit-card", lambda: translate("Charges", "Charges"), _charges, "Ctrl+1"),
    TabSpec("refunds", "undo-2", lambda: translate("Refunds", "Refunds"), _refunds, "Ctrl+2"),
)
