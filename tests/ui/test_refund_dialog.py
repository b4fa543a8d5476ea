"""The refund dialog: bad amounts keep what was typed, keys do what they say, old facts are called old."""

import pytest
from PySide6.QtCore import Qt

from cloverdesk.domain.charges import ChargeState
from cloverdesk.settings.options import Options
from cloverdesk.ui.dialogs.refund import RefundSheet
from cloverdesk.ui.widgets.amount_field import AmountField
from cloverdesk.ui.widgets.button import Button
from cloverdesk.ui.widgets.fields import Chooser
from tests.support.clerk import CTRL, Clerk, at_the_window
from tests.support.desk import TestDesk, open_test_desk, plain_charge
from tests.support.widgets import nameless_widgets
from tests.support.window import run_qt


async def open_form(desk: TestDesk, clerk: Clerk) -> RefundSheet:
    """The dialog on a charge of which any amount can go back."""
    await clerk.find_charge((await plain_charge(desk)).id)
    await clerk.press(Qt.Key.Key_R)
    sheet = clerk.window.sheet()
    assert isinstance(sheet, RefundSheet)
    return sheet


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "That is not an amount"),
        ("0", "Amount is zero"),
        ("0.00", "Amount is zero"),
        ("-5", "Amount below zero"),
        ("5.005", "Too many decimals"),
        ("five", "That is not an amount"),
        ("1,2,3", "That is not an amount"),
        ("5 EUR", "Another currency"),
        ("900000", "More than remains"),
        ("99999999999", "Amount too large"),
    ],
)
def test_a_bad_amount_is_named_and_kept(qtbot, tmp_path, typed, said):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            sheet = await open_form(desk, clerk)
            await clerk.enter(typed)
            await clerk.press(Qt.Key.Key_Return, CTRL)
            assert clerk.text("refund_problem").startswith(said)
            assert sheet.form.amount.text() == typed
            assert clerk.focus() is sheet.form.amount
            assert not clerk.shows("refund_send")
            assert await desk.desk.operations.list() == ()

    run_qt(main())


def test_a_slip_can_be_put_right(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            await open_form(desk, clerk)
            await clerk.enter("5.005")
            await clerk.press(Qt.Key.Key_Backspace)
            assert clerk.text("refund_problem") == ""
            assert clerk.find(Button, "refund_to_review").text() == "Review $5.00"

    run_qt(main())


def test_everything_puts_the_rest_into_the_field(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            sheet = await open_form(desk, clerk)
            remaining = (await plain_charge(desk)).remaining
            await clerk.click("refund_everything")
            assert sheet.form.amount.text() == str(remaining).removeprefix("$")
            assert clerk.focus() is sheet.form.amount

    run_qt(main())


def test_digits_choose_the_reason_outside_the_amount(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            await open_form(desk, clerk)
            reason = clerk.find(Chooser, "refund_reason")
            await clerk.enter("12")
            assert clerk.find(AmountField, "refund_amount_field").text() == "12"
            assert reason.code() == "requested_by_customer"
            reason.setFocus()
            await clerk.enter("1")
            assert reason.code() == "duplicate"
            await clerk.enter("2")
            assert reason.code() == "fraudulent"

    run_qt(main())


def test_escape_goes_back_one_step_at_a_time(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            sheet = await open_form(desk, clerk)
            await clerk.enter("5.00")
            await clerk.press(Qt.Key.Key_Return, CTRL)
            assert clerk.shows("refund_send")
            await clerk.press(Qt.Key.Key_Escape)
            assert sheet.form.amount.text() == "5.00"
            await clerk.press(Qt.Key.Key_Escape)
            assert clerk.window.sheet() is None
            assert clerk.focus().objectName() == "charges_table"
            assert await desk.desk.operations.list() == ()

    run_qt(main())


def test_enter_on_the_way_back_does_not_send(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            await open_form(desk, clerk)
            await clerk.enter("5.00")
            await clerk.press(Qt.Key.Key_Return, CTRL)
            clerk.find(Button, "refund_back").setFocus()
            await clerk.press(Qt.Key.Key_Return)
            assert clerk.shows("refund_amount_field")
            assert await desk.desk.operations.list() == ()

    run_qt(main())


def test_tab_stays_inside(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            sheet = await open_form(desk, clerk)
            seen = []
            for _ in range(6):
                assert sheet.isAncestorOf(clerk.focus())
                seen.append(clerk.focus().objectName())
                await clerk.press(Qt.Key.Key_Tab)
            assert seen[:5] == [
                "refund_amount_field",
                "refund_reason",
                "refund_everything",
                "refund_cancel",
                "refund_to_review",
            ]
            assert seen[5] == seen[0]

    run_qt(main())


def test_without_a_line_it_says_how_old_its_facts_are(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path, running=False) as desk, at_the_window(desk) as clerk:
            desk.cable.cut = True
            await open_form(desk, clerk)
            await clerk.enter("5.00")
            for _ in range(10):
                await desk.clock.advance(5)
            await clerk.sees(lambda: "as last seen" in clerk.text("refund_note_text"))
            assert clerk.find(AmountField, "refund_amount_field").text() == "5.00"
            await clerk.press(Qt.Key.Key_Return, CTRL)
            assert clerk.shows("refund_send")

    run_qt(main())


def test_what_changed_in_clover_is_shown_before_anything_is_asked(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path, running=False) as desk, at_the_window(desk) as clerk:
            charge = await plain_charge(desk)
            await clerk.find_charge(charge.id)
            await desk.refund_elsewhere(charge.id, 100)
            await clerk.press(Qt.Key.Key_R)
            rest = str(type(charge.remaining)(charge.remaining.amount - 100, charge.currency))
            await clerk.sees(lambda: clerk.text("refund_remains") == f"of {rest} that remain")

    run_qt(main())


def test_a_charge_with_nothing_left_cannot_be_asked_for(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            charges = await desk.desk.charges.newest("", 60)
            done = next(one for one in charges if one.state is ChargeState.REFUNDED)
            await clerk.find_charge(done.id)
            await clerk.press(Qt.Key.Key_R)
            assert clerk.window.sheet() is None
            assert "Nothing of this charge is left" in clerk.notice()

    run_qt(main())


def test_who_may_not_is_told_so(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path, permitted=False) as desk, at_the_window(desk) as clerk:
            await clerk.find_charge((await plain_charge(desk)).id)
            assert not clerk.find(Button, "charge_give_back").isEnabled()
            await clerk.press(Qt.Key.Key_R)
            assert "You may not give money back" in clerk.notice()

    run_qt(main())


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "sent at once"), (1, "for 1 second."), (25, "for 25 seconds.")]
)
def test_the_hold_is_named_as_it_is_set(qtbot, tmp_path, seconds, said):
    async def main() -> None:
        options = Options(hold_seconds=seconds)
        async with open_test_desk(tmp_path, options=options) as desk, at_the_window(desk) as clerk:
            await open_form(desk, clerk)
            assert said in clerk.text("refund_info_text")

    run_qt(main())


def test_everything_in_it_has_a_name(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            await open_form(desk, clerk)
            assert nameless_widgets(clerk.window) == []
            await clerk.enter("5.00")
            await clerk.press(Qt.Key.Key_Return, CTRL)
            assert nameless_widgets(clerk.window) == []

    run_qt(main())


def test_after_a_bug_while_starting_the_dialog_can_be_left(qtbot, tmp_path, monkeypatch):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            sheet = await open_form(desk, clerk)
            await clerk.enter("5")
            await clerk.press(Qt.Key.Key_Return, CTRL)

            async def stumble(*_args: object, **_named: object) -> None:
                raise RuntimeError

            monkeypatch.setattr(type(desk.desk.operations), "start", stumble)
            await clerk.press(Qt.Key.Key_Return)
            await clerk.sees(lambda: clerk.bugs)
            clerk.bugs.clear()
            assert not sheet.send.isEnabled()
            await clerk.press(Qt.Key.Key_Escape)
            await clerk.press(Qt.Key.Key_Escape)
            assert clerk.window.sheet() is None

    run_qt(main())
