"""What the window asks of every tab, and what a tab may ask of the window."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cloverdesk.ui.widgets.naming import named


class Tab(QWidget):
    """A tab. It asks the window for things through its signals and knows no other tab."""

    refund_requested = Signal(object)
    """A `Charge` whose money is to go back."""
    decide_requested = Signal(object)
    """A `MoneyOperation` of which only a person can say what became of it."""
    jump_requested = Signal(str, str)
    """Code of another tab and the id to show there."""
    filter_changed = Signal(str)
    """The tab changed its own filter: the search field shows it."""
    first_rows_painted = Signal()
    """Once: the first real row is on the screen."""

    def __init__(self, code: str, title: str) -> None:
        super().__init__()
        self.code = code
        named(self, f"{code}_tab", title)

    def search_hint(self) -> str:
        """What the search field suggests while it is empty."""
        return ""

    def filter_text(self) -> str:
        """The filter in use, as typed."""
        return ""

    def set_filter(self, text: str) -> None:
        """Show what matches `text`."""

    def activate(self) -> None:
        """The tab is on the screen: catch up with what changed meanwhile."""

    def deactivate(self) -> None:
        """The tab is hidden: remember what changes, and look when it is shown again."""

    def focus_list(self, reason: Qt.FocusReason = Qt.FocusReason.ShortcutFocusReason) -> None:
        """Give the keyboard to the list; keys make it show where the keyboard is, a pointer does not."""

    def focus_pane(self) -> None:
        """Give the keyboard to the pane."""

    def set_folded(self, *, folded: bool) -> None:
        """Show list and pane side by side, or one at a time."""

    def show_id(self, entity_id: str) -> None:
        """Select the object with this id, whatever the filter was."""

    def current_id(self) -> str:
        """The id of the selected object, or an empty text."""
        return ""

    def leave(self) -> bool:
        """Esc: go one step back inside the tab. False when there is none."""
        return False

    def has_list_focus(self) -> bool:
        """Whether the keyboard is in the list."""
        return False

    def restore(self, entity_id: str) -> None:
        """Select what was selected when the window closed, if it is still there."""

    async def close_tasks(self) -> None:
        """End everything that is under way for this tab."""
