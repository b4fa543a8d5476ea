"""Giving money back by keys alone: real store, real databases, real window."""

import pytest
from PySide6.QtCore import Qt

from cloverdesk.domain.charges import Charge, ChargeState
from cloverdesk.domain.operations import OperationState
from cloverdesk.ui.widgets.button import Button
from tests.support.clerk import CTRL, Clerk, at_the_window
from tests.support.desk import TestDesk, open_test_desk, plain_charge
from tests.support.window import run_qt

HOLD = 10
REFUND = "createRefund"


async def give_back(clerk: Clerk, charge: Charge, amount: str) -> None:
    """All keys of a refund, until it waits."""
    await clerk.find_charge(charge.id)
    await clerk.press(Qt.Key.Key_R)
    await clerk.sees(lambda: clerk.shows("refund_amount_field"))
    await clerk.enter(amount)
    await clerk.press(Qt.Key.Key_Return, CTRL)
    await clerk.sees(lambda: clerk.shows("refund_send"))
    await clerk.press(Qt.Key.Key_Return)
    await clerk.sees(clerk.hold)


async def states(desk: TestDesk) -> list[OperationState]:
    return [one.state for one in await desk.desk.operations.list()]


def test_find_give_back_and_see_it_confirmed(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            charge = await plain_charge(desk)
            await give_back(clerk, charge, "5.00")
            assert clerk.hold() == "Giving back $5.00 in 10 s"
            assert clerk.shows("waiting")
            assert desk.amounts_given_back(charge.id) == []
            await desk.clock.advance(HOLD)
            await clerk.sees(lambda: "Clover confirmed" in clerk.notice())
            assert clerk.notice() == "Given back $5.00. Clover confirmed."
            await clerk.sees(lambda: clerk.pill("charge_state") == "Partly refunded")
            assert desk.amounts_given_back(charge.id) == [500]
            await clerk.sees(lambda: not clerk.hold())
            assert not clerk.shows("waiting")
            await clerk.sees(lambda: "$5.00 given back" in clerk.text("charge_story_0_title"))
            assert clerk.text("charge_story_0_detail") == "by Dana, manager"

    run_qt(main())


@pytest.mark.parametrize("keys", [(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Z, CTRL)])
def test_it_can_be_taken_back_while_it_waits(qtbot, tmp_path, keys):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            charge = await plain_charge(desk)
            await give_back(clerk, charge, "5.00")
            await desk.clock.advance(HOLD - 1)
            await clerk.sees(lambda: clerk.hold() == "Giving back $5.00 in 1 s")
            await clerk.press(*keys)
            await clerk.sees(lambda: clerk.notice().startswith("Taken back"))
            assert clerk.notice() == "Taken back. $5.00 was not sent. No money moved."
            await desk.clock.advance(HOLD)
            assert desk.amounts_given_back(charge.id) == []
            assert await states(desk) == [OperationState.CANCELLED]
            assert clerk.pill("charge_state") == "Paid"
            assert not clerk.hold()

    run_qt(main())


def test_the_button_of_the_bar_stops_it_too(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            await give_back(clerk, await plain_charge(desk), "5.00")
            await clerk.click("hold_stop")
            await clerk.sees(lambda: clerk.notice().startswith("Taken back"))

    run_qt(main())


def test_enter_pressed_again_and_again_is_one_refund(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            charge = await plain_charge(desk)
            await clerk.find_charge(charge.id)
            await clerk.press(Qt.Key.Key_R)
            await clerk.enter("5.00")
            await clerk.press(Qt.Key.Key_Return, CTRL)
            sheet = clerk.window.sheet()
            for _ in range(3):
                sheet.on_enter()  # faster than the window can answer
                assert not clerk.find(Button, "refund_send").isEnabled()
            await clerk.press(Qt.Key.Key_Return)
            await clerk.sees(clerk.hold)
            assert await states(desk) == [OperationState.HELD]
            await desk.clock.advance(HOLD)
            await clerk.sees(lambda: "Clover confirmed" in clerk.notice())
            assert desk.amounts_given_back(charge.id) == [500]

    run_qt(main())


def test_a_lost_answer_is_said_as_it_is_and_nothing_is_sent_again(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            charge = await plain_charge(desk)
            await give_back(clerk, charge, "5.00")
            desk.demo.trouble({"operation": REFUND, "before": {"drop": True}})
            await desk.clock.advance(HOLD)
            await clerk.sees(lambda: clerk.notice().startswith("Clover did not answer"))
            assert "Do not send it again" in clerk.notice()
            assert clerk.shows("waiting")
            await clerk.sees(lambda: clerk.text("charge_banner_title") == "Clover did not answer")
            await clerk.press(Qt.Key.Key_R)
            assert clerk.window.sheet() is None
            assert desk.demo.transport.sent.count("POST /v1/refunds") == 1
            assert desk.amounts_given_back(charge.id) == []

    run_qt(main())


def test_an_answer_lost_after_the_money_moved_is_found_again(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            charge = await plain_charge(desk)
            await give_back(clerk, charge, "5.00")
            desk.demo.trouble({"operation": REFUND, "after": {"drop": True}})
            await desk.clock.advance(HOLD)
            await clerk.sees(clerk.notice)
            await desk.clock.advance(60)
            await clerk.sees(lambda: clerk.pill("charge_state") == "Partly refunded")
            assert await states(desk) == [OperationState.CONFIRMED]
            assert desk.amounts_given_back(charge.id) == [500]

    run_qt(main())


def test_a_cut_cable_stops_it_before_anything_is_sent(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            charge = await plain_charge(desk)
            await give_back(clerk, charge, "5.00")
            desk.cable.cut = True
            await desk.clock.advance(HOLD)
            await desk.clock.advance(HOLD)  # each look is tried again some times
            await clerk.sees(lambda: clerk.notice() and not clerk.hold())
            assert desk.amounts_given_back(charge.id) == []
            assert await states(desk) in ([OperationState.STOPPED], [OperationState.NOT_SENT])
            await clerk.sees(lambda: clerk.text("line_state") == "Offline")
            assert clerk.shows("line_banner")

    run_qt(main())


def test_a_whole_charge_goes_back_where_clover_takes_no_parts(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            charges = await desk.desk.charges.newest("", 60)
            charge = next(
                one for one in charges if one.state is ChargeState.PAID and one.refundable_by_amount is None
            )
            await clerk.find_charge(charge.id)
            await clerk.press(Qt.Key.Key_R)
            await clerk.sees(lambda: clerk.text("refund_why_whole_text"))
            assert not clerk.shows("refund_amount_field")
            assert clerk.text("refund_whole") == str(charge.remaining)
            await clerk.press(Qt.Key.Key_Return, CTRL)
            await clerk.press(Qt.Key.Key_Return)
            await clerk.sees(clerk.hold)
            await desk.clock.advance(HOLD)
            await clerk.sees(lambda: clerk.pill("charge_state") == "Refunded")

    run_qt(main())


def test_from_the_refund_to_its_charge(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            await clerk.search("nothing is called this")
            await clerk.press(Qt.Key.Key_2, CTRL)
            await clerk.sees(lambda: clerk.current("refunds_table"))
            refund = await desk.desk.refunds.get(clerk.current("refunds_table"))
            assert refund is not None
            await clerk.press(Qt.Key.Key_G)
            await clerk.sees(lambda: clerk.current("charges_table") == refund.charge_id)
            assert clerk.focus().objectName() == "charges_table"

    run_qt(main())
