"""The Charges tab: typed filters, the pane, and staying up to date."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QMenu

from cloverdesk.domain.charges import ChargeState
from cloverdesk.ui.widgets.button import Button
from cloverdesk.ui.widgets.search_field import SearchField
from cloverdesk.ui.widgets.text import Text
from tests.support.clerk import CTRL, at_the_window
from tests.support.desk import open_test_desk, plain_charge
from tests.support.window import run_qt

STATE = 2


def test_it_opens_on_the_newest_charge(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            (newest,) = await desk.desk.charges.newest("", 1)
            await clerk.sees(lambda: clerk.current("charges_table") == newest.id)
            assert clerk.text("charge_amount") == str(newest.total)
            assert clerk.text("charges_filter_found") == "60 charges"
            assert clerk.focus().objectName() == "charges_table"

    run_qt(main())


def test_the_pane_follows_the_keyboard_and_leaves_it_in_the_list(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            charges = await desk.desk.charges.newest("", 3)
            await clerk.sees(lambda: clerk.current("charges_table") == charges[0].id)
            await clerk.press(Qt.Key.Key_Down)
            await clerk.press(Qt.Key.Key_Down)
            assert clerk.text("charge_amount") == str(charges[2].total)
            assert clerk.focus().objectName() == "charges_table"
            await clerk.press(Qt.Key.Key_End)
            assert clerk.current("charges_table") == (await desk.desk.charges.newest("", 60))[-1].id

    run_qt(main())


def test_words_in_the_pane_have_the_colours_of_the_theme(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            await clerk.sees(lambda: clerk.text("charge_amount") != "")
            pane = clerk.window.tabs.current().pane
            assert {label.foregroundRole() for label in pane.findChildren(Text)} == {
                QPalette.ColorRole.WindowText
            }

    run_qt(main())


def test_typing_filters_and_each_word_is_a_chip(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            await clerk.search("declined visa")
            declined = await desk.desk.charges.newest("declined visa", 60)
            await clerk.sees(lambda: clerk.text("charges_filter_found") == f"{len(declined)} found")
            assert set(clerk.column("charges_table", STATE)) <= {"Declined"}
            await clerk.click("charges_filter_on_1")
            only = await desk.desk.charges.newest("declined", 60)
            await clerk.sees(lambda: clerk.text("charges_filter_found") == f"{len(only)} found")
            assert clerk.find(SearchField, "search").text() == "declined"

    run_qt(main())


def test_nothing_found_says_so_and_shows_the_way_out(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            await clerk.search("zzzzz")
            await clerk.sees(lambda: clerk.text("charges_empty_title") == "Nothing matches “zzzzz”")
            assert clerk.shows("charge_pane_nothing")
            await clerk.click("charges_empty_button")
            await clerk.sees(lambda: clerk.text("charges_filter_found") == "60 charges")
            assert clerk.find(SearchField, "search").text() == ""

    run_qt(main())


def test_escape_clears_the_search_then_leaves_it(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            await clerk.search("4242")
            await clerk.press(Qt.Key.Key_Escape)
            assert clerk.find(SearchField, "search").text() == ""
            await clerk.press(Qt.Key.Key_Escape)
            assert clerk.focus().objectName() == "charges_table"

    run_qt(main())


def test_letters_in_the_search_are_letters(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            await clerk.enter("/")
            await clerk.enter("r?/g")
            assert clerk.find(SearchField, "search").text() == "r?/g"
            assert clerk.window.sheet() is None

    run_qt(main())


@pytest.mark.parametrize("state", [ChargeState.PARTLY_REFUNDED, ChargeState.DECLINED, ChargeState.HELD])
def test_a_state_can_be_chosen_from_the_menu(qtbot, tmp_path, state):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            expected = [one for one in await desk.desk.charges.newest("", 60) if one.state is state]
            await clerk.click("charges_filter_add_state")
            menu = clerk.find(QMenu, "charges_state_menu")
            (action,) = [each for each in menu.actions() if each.data() == state.value]
            action.trigger()
            menu.close()
            await clerk.sees(lambda: clerk.text("charges_filter_found") == f"{len(expected)} found")
            assert clerk.current("charges_table") == expected[0].id

    run_qt(main())


def test_a_declined_charge_says_why_in_plain_words(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            charges = await desk.desk.charges.newest("", 60)
            declined = next(one for one in charges if one.state is ChargeState.DECLINED)
            await clerk.find_charge(declined.id)
            assert "No money was taken" in clerk.text("charge_banner_text")
            assert not clerk.find(Button, "charge_give_back").isEnabled()

    run_qt(main())


def test_enter_goes_to_the_pane_and_escape_back(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            await clerk.sees(lambda: clerk.current("charges_table"))
            await clerk.press(Qt.Key.Key_Return)
            assert (
                clerk.find(Button, "charge_give_back").hasFocus()
                or clerk.find(Button, "charge_more").hasFocus()
            )
            await clerk.press(Qt.Key.Key_Escape)
            assert clerk.focus().objectName() == "charges_table"

    run_qt(main())


def test_what_happens_elsewhere_appears_and_the_selection_stays(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            charge = await plain_charge(desk)
            await clerk.find_charge(charge.id)
            await clerk.press(Qt.Key.Key_Escape)
            await desk.refund_elsewhere(charge.id, 100)
            await desk.clock.advance(30)
            await clerk.sees(lambda: clerk.pill("charge_state") == "Partly refunded")
            assert clerk.current("charges_table") == charge.id

    run_qt(main())


def test_a_hidden_tab_catches_up_when_it_is_shown(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            charge = await plain_charge(desk)
            await clerk.find_charge(charge.id)
            await clerk.press(Qt.Key.Key_2, CTRL)
            await desk.refund_elsewhere(charge.id, 100)
            await desk.clock.advance(30)
            await clerk.press(Qt.Key.Key_1, CTRL)
            await clerk.sees(lambda: clerk.pill("charge_state") == "Partly refunded")

    run_qt(main())


def test_f5_reads_the_charge_again(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path, running=False) as desk, at_the_window(desk) as clerk:
            charge = await plain_charge(desk)
            await clerk.find_charge(charge.id)
            await desk.refund_elsewhere(charge.id, 100)
            await clerk.press(Qt.Key.Key_F5)
            await clerk.sees(lambda: clerk.pill("charge_state") == "Partly refunded")
            assert clerk.notice().startswith("Read again from Clover")

    run_qt(main())


def test_an_empty_store_says_that_it_is_empty(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path, orders=0) as desk, at_the_window(desk) as clerk:
            await clerk.sees(lambda: clerk.text("charges_empty_title") == "No charges yet")

    run_qt(main())


def test_a_store_that_was_never_read_says_what_is_going_on(qtbot, tmp_path):
    async def main() -> None:
        async with (
            open_test_desk(tmp_path, synced=False, running=False) as desk,
            at_the_window(desk) as clerk,
        ):
            await clerk.sees(lambda: clerk.text("charges_empty_title") == "Reading the store")
            await desk.desk.sync_once()
            await clerk.sees(lambda: clerk.text("charges_filter_found") == "60 charges")
            assert clerk.current("charges_table")

    run_qt(main())
