"""Somebody at the desk: opens the window, presses keys, reads what is on the screen. No back doors."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cloverdesk.settings.window_state import WindowState
from cloverdesk.ui.failures import FailureFunnel
from cloverdesk.ui.main_window import MainWindow
from cloverdesk.ui.tables.view import EntityTable
from cloverdesk.ui.theme.theme import Scheme, apply_theme
from cloverdesk.ui.widgets.hold_bar import HoldBar
from cloverdesk.ui.widgets.pill import Pill
from cloverdesk.ui.widgets.text import Text
from cloverdesk.ui.widgets.toast import Toast
from tests.support.aio import eventually, settle
from tests.support.desk import TestDesk

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Clerk:
    """Hands and eyes at one window."""

    def __init__(self, window: MainWindow, bugs: list[BaseException]) -> None:
        self.window = window
        self.bugs = bugs

    # ---- hands

    async def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press and release a key wherever the keyboard is."""
        QTest.keyClick(self.focus(), key, modifier)
        await settle()

    async def enter(self, text: str) -> None:
        """Type letters wherever the keyboard is."""
        for letter in text:
            QTest.keyClick(self.focus(), letter)
            await settle()

    async def click(self, name: str) -> None:
        """Click the widget with this object name."""
        QTest.mouseClick(self.find(QWidget, name), Qt.MouseButton.LeftButton)
        await settle()

    async def search(self, text: str) -> None:
        """Look for `text` and wait for what is found."""
        await self.enter("/")
        await self.press(Qt.Key.Key_A, CTRL)
        await self.press(Qt.Key.Key_Delete)
        await self.enter(text)

    async def find_charge(self, charge_id: str) -> None:
        """Search a charge by its id, and go to it in the list."""
        await self.search(charge_id)
        await self.sees(lambda: self.current("charges_table") == charge_id)
        await self.press(Qt.Key.Key_Down)

    # ---- eyes

    def focus(self) -> QWidget:
        """What has the keyboard."""
        return QApplication.focusWidget() or self.window

    def find(self, kind: type, name: str):
        """The widget of a kind with this object name; it must be there."""
        found = self.window.findChild(kind, name)
        assert found is not None, f"there is no {name}"
        return found

    def shows(self, name: str) -> bool:
        """Whether a widget with this name can be seen."""
        found = self.window.findChild(QWidget, name)
        return found is not None and found.isVisible()

    def text(self, name: str) -> str:
        """The words of a label that can be seen, an empty text otherwise."""
        label = self.window.findChild(Text, name)
        return label.shown_text() if label is not None and label.isVisible() else ""

    def pill(self, name: str) -> str:
        """The word of a pill."""
        return self.find(Pill, name).text()

    def notice(self) -> str:
        """The notice on the screen."""
        toast = self.window.findChild(Toast)
        return toast.accessibleName() if toast is not None and toast.isVisible() else ""

    def hold(self) -> str:
        """The words of the hold bar, an empty text when there is none."""
        bar = self.find(HoldBar, "hold")
        return self.find(Text, "hold_text").shown_text() if bar.isVisible() else ""

    def current(self, table: str) -> str:
        """The id of the current row."""
        entity = self.find(EntityTable, table).current_entity()
        return str(getattr(entity, "id", ""))

    def column(self, table: str, number: int) -> list[str]:
        """The words of a column, of all rows that have been read."""
        model = self.find(EntityTable, table).model()
        cells = (model.index(row, number).data() for row in range(model.rowCount()))
        return [cell for cell in cells if cell is not None]

    async def sees(self, holds) -> None:
        """Wait until `holds()`, then until the window is at rest."""
        await eventually(holds)
        await settle()


@asynccontextmanager
async def at_the_window(
    test_desk: TestDesk,
    *,
    size: tuple[int, int] | None = (1280, 800),
    scheme: Scheme = Scheme.LIGHT,
    text_scale: float = 1.0,
    state: WindowState | None = None,
    language: str = "en_GB",
) -> AsyncIterator[Clerk]:
    """The window on a desk, shown and filled; closed in two phases at the end. A bug in it fails the test.

    Without a `size` it has the one that it remembers.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)  # as the program does: the loop ends when its work has ended
    theme = apply_theme(app, scheme, text_scale=text_scale, reduced_motion=True)
    bugs: list[BaseException] = []
    window = MainWindow(
        test_desk.desk, theme, FailureFunnel(bugs.append), state=state, locale=QLocale(language)
    )
    if size is not None:
        window.resize(*size)  # larger than the screen there may be
    try:
        window.show()
        window.activateWindow()
        await settle()
        yield Clerk(window, bugs)
        assert bugs == []
    finally:
        await window.close_tasks()
        window.allow_close()
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
        await settle()
        app.setQuitOnLastWindowClosed(True)
