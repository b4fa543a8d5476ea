"""What the keys of the window do: moving between its parts, and going back one step at a time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from cloverdesk.ui.keys import Key
from cloverdesk.ui.tab_registry import TABS

if TYPE_CHECKING:
    from collections.abc import Callable

    from cloverdesk.ui.main_window import MainWindow


class Steering(QObject):
    """Binds the keys when it is made. Single letters act only while no field is typed into."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._search = window.top_bar.search
        self._search.installEventFilter(self)
        window.context.keys.bind(
            window,
            [
                Key(("/", "Ctrl+K"), self.tr("Search"), window.top_bar.focus_search),
                *(Key((spec.shortcut,), spec.title(), self._opener(spec.code)) for spec in TABS),
                Key(("F6",), self.tr("From the search to the list to the pane"), self._on_next_region),
                Key(("Esc",), self.tr("Stop what waits, else go back"), self._on_escape),
                Key(("Ctrl+Z",), self.tr("Take the newest refund back while it waits"), self._on_undo),
                Key(("Ctrl+Q",), self.tr("Close the window"), self._on_quit),
                Key(("?", "F1"), self.tr("Shortcuts"), window.sheets.shortcuts),
            ],
        )

    def _opener(self, code: str) -> "Callable[[], None]":
        return lambda: self._window.tab_bar.set_current(code)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the search goes on in the list."""
        down = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        )
        tab = self._window.tabs.current()
        if watched is not self._search or not down or tab is None:
            return False
        tab.focus_list()
        return True

    def _on_next_region(self) -> None:
        tab, focus = self._window.tabs.current(), self._focus()
        if tab is None:
            return
        if focus is self._search:
            tab.focus_list()
        elif tab.has_list_focus():
            tab.focus_pane()
        else:
            self._window.top_bar.focus_search()

    def _on_escape(self) -> None:
        """The nearest thing first: typed text, what waits, a notice, one step back."""
        window, focus = self._window, self._focus()
        tab = window.tabs.current()
        if isinstance(focus, QLineEdit) and focus.text():
            focus.clear()
        elif window.hold.stop() or window.context.notices.dismiss() or tab is None or tab.leave():
            return
        elif isinstance(focus, QLineEdit):
            tab.focus_list()

    def _on_undo(self) -> None:
        if not self._window.hold.stop():
            text = self.tr("Only a refund that still waits can be taken back.")
            self._window.context.notices.tell(self.tr("Nothing is waiting"), text)

    def _on_quit(self) -> None:
        self._window.close()

    def _focus(self) -> QWidget | None:
        return self._window.focusWidget()
