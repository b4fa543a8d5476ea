"""Operations that did not end well, of earlier runs and of other programs: told, and brought to an end by a person."""

from PySide6.QtCore import Qt

from cloverdesk.domain.operations import OperationState
from cloverdesk.settings.options import Options
from cloverdesk.ui.widgets.button import Button
from tests.journeys.test_refund_in_window import HOLD, REFUND, give_back, states
from tests.support.clerk import CTRL, at_the_window
from tests.support.desk import open_test_desk, plain_charge, plain_charges
from tests.support.window import run_qt

PATIENTLY = 1200


def test_what_another_program_started_can_be_stopped_here(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            charge = await plain_charge(desk)
            await desk.desk.operations.refund(charge.id, "5.00", None, hold_seconds=HOLD)
            await clerk.sees(lambda: clerk.hold() == "Giving back $5.00 in 10 s")
            await clerk.press(Qt.Key.Key_Escape)
            await clerk.sees(lambda: clerk.notice().startswith("Taken back"))
            assert await states(desk) == [OperationState.CANCELLED]

    run_qt(main())


def test_the_newest_of_two_is_stopped_first(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            first, second = await plain_charges(desk, 2)
            await desk.desk.operations.refund(first.id, "1.00", None, hold_seconds=HOLD)
            await desk.clock.advance(1)
            await desk.desk.operations.refund(second.id, "2.00", None, hold_seconds=HOLD)
            await clerk.sees(lambda: clerk.hold().startswith("Giving back $2.00"))
            assert clerk.find(Button, "hold_stop").isVisible()
            await clerk.press(Qt.Key.Key_Z, CTRL)
            await clerk.sees(lambda: clerk.hold().startswith("Giving back $1.00"))
            await clerk.press(Qt.Key.Key_Z, CTRL)
            await clerk.sees(lambda: not clerk.hold())
            await clerk.press(Qt.Key.Key_Z, CTRL)
            await clerk.sees(lambda: clerk.notice().startswith("Nothing is waiting"))

    run_qt(main())


def test_without_a_hold_it_goes_at_once(qtbot, tmp_path):
    async def main() -> None:
        options = Options(hold_seconds=0)
        async with open_test_desk(tmp_path, options=options) as desk, at_the_window(desk) as clerk:
            charge = await plain_charge(desk)
            await clerk.find_charge(charge.id)
            await clerk.press(Qt.Key.Key_R)
            await clerk.enter("5.00")
            await clerk.press(Qt.Key.Key_Return, CTRL)
            await clerk.press(Qt.Key.Key_Return)
            await clerk.sees(lambda: "Clover confirmed" in clerk.notice())
            assert desk.amounts_given_back(charge.id) == [500]

    run_qt(main())


def test_an_earlier_run_left_something_open_and_the_window_says_so(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk:
            charge = await plain_charge(desk)
            async with at_the_window(desk) as clerk:
                await give_back(clerk, charge, "5.00")
                desk.demo.trouble({"operation": REFUND, "before": {"drop": True}})
                await desk.clock.advance(HOLD)
                await clerk.sees(lambda: clerk.notice().startswith("Clover did not answer"))
            async with at_the_window(desk) as clerk:
                await clerk.sees(lambda: clerk.notice().startswith("Clover did not answer"))
                await clerk.click("waiting")
                await clerk.sees(lambda: clerk.current("charges_table") == charge.id)

    run_qt(main())


def test_a_person_decides_and_may_try_again(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            charge = await plain_charge(desk)
            await give_back(clerk, charge, "5.00")
            desk.demo.trouble({"operation": REFUND, "before": {"drop": True}})
            await desk.clock.advance(HOLD)
            await clerk.sees(lambda: clerk.notice().startswith("Clover did not answer"))
            desk.demo.trouble()
            await desk.refund_elsewhere(charge.id, 500)
            await desk.clock.advance(PATIENTLY)
            await clerk.sees(lambda: clerk.shows("charge_decide"))
            assert not clerk.shows("charge_give_back")
            await clerk.click("charge_decide")
            await clerk.sees(lambda: clerk.text("decide_facts_8_label") == "Refunded now")
            assert clerk.text("decide_facts_7_value") == "$0.00"
            assert clerk.text("decide_facts_8_value") == "$5.00"
            clerk.find(Button, "decide_did_not_happen").setFocus()
            await clerk.press(Qt.Key.Key_Return)
            await clerk.sees(lambda: clerk.window.sheet() is None)
            assert await states(desk) == [OperationState.NOT_HAPPENED]
            await clerk.sees(lambda: clerk.notice().startswith("The refund did not happen"))
            await clerk.click("notice_action")
            await clerk.sees(clerk.hold)
            await desk.clock.advance(HOLD)
            await clerk.sees(lambda: desk.amounts_given_back(charge.id) == [500, 500])

    run_qt(main())


def test_a_declined_refund_says_that_no_money_moved(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            charge = await plain_charge(desk)
            await give_back(clerk, charge, "5.00")
            desk.demo.trouble({"operation": REFUND, "before": {"status": 402}})
            await desk.clock.advance(HOLD)
            await clerk.sees(lambda: clerk.notice() and not clerk.hold())
            assert await states(desk) == [OperationState.DECLINED]
            assert desk.amounts_given_back(charge.id) == []

    run_qt(main())


def test_what_changed_meanwhile_stops_it(qtbot, tmp_path):
    async def main() -> None:
        async with open_test_desk(tmp_path) as desk, at_the_window(desk) as clerk:
            charge = await plain_charge(desk)
            await give_back(clerk, charge, str(charge.remaining).removeprefix("$"))
            await desk.refund_elsewhere(charge.id, 100)
            await desk.clock.advance(HOLD)
            await clerk.sees(lambda: clerk.notice() and not clerk.hold())
            assert await states(desk) == [OperationState.STOPPED]
            assert desk.amounts_given_back(charge.id) == [100]

    run_qt(main())
