"""The window as a whole: bars, keys, closing, remembering, large texts, and a light start."""

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel

from cloverdesk.settings.window_state import WindowState
from cloverdesk.ui.theme.theme import Scheme
from cloverdesk.ui.widgets.pill import Pill
from cloverdesk.ui.widgets.search_field import SearchField
from tests.support.clerk import CTRL, Clerk, at_the_window
from tests.support.desk import open_test_desk
from tests.support.widgets import nameless_widgets
from tests.support.window import run_qt


def test_it_says_whose_money_this_is(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            assert clerk.text("store_name") == "Maple & Main, Portland"
            assert clerk.find(Pill, "environment_pill").text() == "Demo store"
            assert clerk.window.frame.accessibleName() == "Demo store"
            assert clerk.window.windowTitle() == "Maple & Main, Portland · Demo store · CloverDesk"
            assert clerk.text("actor_name") == "Dana, manager"

    run_qt(main())


def test_the_status_bar_tells_line_age_and_count(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            await clerk.sees(lambda: clerk.text("charge_count").startswith("60 charges since "))
            await clerk.sees(lambda: clerk.text("line_state") == "Connected")
            assert clerk.text("complete_to").startswith("Complete to ")

    run_qt(main())


def test_everything_has_a_name(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            await clerk.sees(lambda: clerk.current("charges_table"))
            assert nameless_widgets(clerk.window) == []
            await clerk.press(Qt.Key.Key_2, CTRL)
            await clerk.sees(lambda: clerk.current("refunds_table"))
            assert nameless_widgets(clerk.window) == []
            await clerk.enter("?")
            assert nameless_widgets(clerk.window) == []

    run_qt(main())


def test_keys_move_between_tabs_search_list_and_pane(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            await clerk.sees(lambda: clerk.current("charges_table"))
            await clerk.press(Qt.Key.Key_2, CTRL)
            assert clerk.window.tab_bar.current() == "refunds"
            await clerk.press(Qt.Key.Key_1, CTRL)
            assert clerk.window.tab_bar.current() == "charges"
            for key in (Qt.Key.Key_K, Qt.Key.Key_Slash):
                await clerk.press(key, CTRL if key == Qt.Key.Key_K else Qt.KeyboardModifier.NoModifier)
                assert isinstance(clerk.focus(), SearchField)
                await clerk.press(Qt.Key.Key_F6)
                assert clerk.focus().objectName() == "charges_table"
            await clerk.press(Qt.Key.Key_F6)
            assert clerk.window.tabs.current().pane.isAncestorOf(clerk.focus())
            await clerk.press(Qt.Key.Key_F6)
            assert isinstance(clerk.focus(), SearchField)

    run_qt(main())


def test_the_shortcuts_are_listed_and_keys_rest_meanwhile(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            await clerk.enter("?")
            words = [label.text() for label in clerk.window.sheet().findChildren(QLabel)]
            assert "Give money back" in words
            await clerk.press(Qt.Key.Key_2, CTRL)
            assert clerk.window.tab_bar.current() == "charges"
            await clerk.press(Qt.Key.Key_Escape)
            assert clerk.window.sheet() is None
            await clerk.press(Qt.Key.Key_2, CTRL)
            assert clerk.window.tab_bar.current() == "refunds"

    run_qt(main())


def test_closing_asks_first(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            asked = []
            clerk.window.close_requested.connect(lambda: asked.append(1))
            clerk.window.close()
            assert asked == [1]
            assert clerk.window.isVisible()
            clerk.window.allow_close()
            clerk.window.close()
            assert not clerk.window.isVisible()

    run_qt(main())


def test_it_remembers_where_it_was(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk:
            async with at_the_window(desk, size=(780, 700)) as clerk:
                await clerk.sees(lambda: clerk.current("charges_table"))
                for _ in range(5):
                    await clerk.press(Qt.Key.Key_Down)
                selected = clerk.current("charges_table")
                state = clerk.window.window_state()
            state.save(tmp_path)
            again = WindowState.load(tmp_path)
            async with at_the_window(desk, size=None, state=again) as clerk:
                await clerk.sees(lambda: clerk.current("charges_table") == selected)
                assert (clerk.window.width(), clerk.window.height()) == (780, 700)
                assert clerk.window.tab_bar.current() == "charges"

    run_qt(main())


def test_the_first_row_is_told_once(qtbot, tmp_path):
    async def main() -> None:
        async with (
            open_test_desk(tmp_path, synced=False, running=False) as desk,
            at_the_window(desk) as clerk,
        ):
            told = []
            clerk.window.first_rows_painted.connect(lambda: told.append(1))
            await desk.desk.sync_once()
            await clerk.sees(lambda: told)
            await clerk.press(Qt.Key.Key_Down)
            clerk.window.repaint()
            assert told == [1]

    run_qt(main())


def test_a_narrow_window_shows_list_or_pane(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk, size=(900, 700)) as clerk:
            await clerk.sees(lambda: clerk.current("charges_table"))
            assert clerk.shows("charges_table")
            assert not clerk.shows("charge_pane")
            await clerk.press(Qt.Key.Key_Return)
            assert clerk.shows("charge_pane")
            assert not clerk.shows("charges_table")
            await clerk.press(Qt.Key.Key_Escape)
            assert clerk.shows("charges_table")
            clerk.window.resize(1280, 800)
            await clerk.sees(lambda: clerk.shows("charge_pane"))
            assert clerk.shows("charges_table")

    run_qt(main())


def cut_labels(clerk: Clerk) -> list[str]:
    """Labels whose words do not fit into them."""
    cut = []
    for label in clerk.window.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap():
            words = label.shown_text() if hasattr(label, "shown_text") else label.text()
            if QFontMetrics(label.font()).horizontalAdvance(words) > label.width() + 1:
                cut.append(f"{label.objectName()}: {words}")
    return cut


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_large_texts_are_not_cut(qtbot, tmp_path, scale, scheme):
    async def main() -> None:
        async with (
            open_test_desk(tmp_path) as desk,
            at_the_window(desk, scheme=scheme, text_scale=scale, size=(1280, 800)) as clerk,
        ):
            await clerk.sees(lambda: clerk.current("charges_table"))
            assert cut_labels(clerk) == []
            await clerk.press(Qt.Key.Key_Return)
            assert cut_labels(clerk) == []
            await clerk.press(Qt.Key.Key_R)
            await clerk.sees(lambda: clerk.shows("refund_sheet"))
            assert cut_labels(clerk) == []

    run_qt(main())


def test_a_bug_shows_its_report_and_the_window_goes_on(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            clerk.window.show_report("Traceback: something")
            assert clerk.shows("report_text")
            await clerk.press(Qt.Key.Key_Return)
            assert clerk.window.sheet() is None

    run_qt(main())


def test_importing_the_window_imports_nothing_heavy():
    code = (
        "import sys, cloverdesk.ui.main_window, cloverdesk.ui.tabs.charges.tab\n"
        "heavy = {'httpx', 'msgspec', 'apsw', 'starlette', 'uvicorn', 'keyring', 'zstandard', 'truststore'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
