"""The hold: what can be taken back, by whom, until when; and that closing or sleeping never ends in a surprise."""

import asyncio
import threading
from pathlib import Path

import pytest

from cloverdesk.domain.errors import ExitCode, NotFound
from cloverdesk.domain.operations import Actor, OperationState
from cloverdesk.journal.errors import (
    NothingToDecide,
    NothingToTakeBack,
    NotToBeTriedAgain,
    TooLateConfirmed,
    TooLateSending,
    TooLateUnknown,
)
from cloverdesk.journal.scope import Phase
from cloverdesk.storage.database import open_connection
from tests.support.aio import eventually, run, settle
from tests.support.money import KEY, MoneyDesk, money_desk

S = OperationState
SAM = Actor("sam")


def test_the_hold_lasts_as_long_as_it_says(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            held = await desk.start(charge, hold=7.5)
            assert held.hold_until is not None
            assert (held.hold_until - held.created_at).total_seconds() == 7.5
            await desk.clock.advance(7.499)
            assert desk.moved(charge) == []
            await desk.clock.advance(0.001)
            assert desk.moved(charge) == [500]
            assert (await desk.journal.wait(held.id)).state is S.CONFIRMED

    run(main())


def test_without_a_hold_it_is_sent_at_once(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            held = await desk.start(charge, hold=0)
            assert held.state is S.HELD
            assert (await desk.journal.wait(held.id)).state is S.CONFIRMED
            assert desk.clock.monotonic() == 0

    run(main())


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf")])
def test_a_hold_that_is_no_time_is_refused(tmp_path: Path, seconds: float) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            with pytest.raises(ValueError, match="hold"):
                await desk.start(charge, hold=seconds)
            assert await desk.journal.operations() == ()

    run(main())


@pytest.mark.parametrize("elsewhere", [False, True])
def test_it_is_taken_back_while_it_is_held(tmp_path: Path, *, elsewhere: bool) -> None:
    """By the process that holds it, and by any other: the command line takes the window's refund back."""

    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            held = await desk.start(charge)
            await desk.clock.advance(9)
            journal = await desk.open() if elsewhere else desk.journal
            taken = await journal.take_back(held.id, actor=SAM)
            assert (taken.state, taken.failure) == (S.CANCELLED, None)
            assert await journal.take_back(held.id) == taken  # twice is once
            assert await desk.flying(desk.journal.wait(held.id)) == taken
            assert (await desk.last_step(held)).actor == "sam"
            await desk.clock.advance(60)
            assert desk.moved(charge) == []
            assert desk.cable.sent == []
            assert await desk.trail(held) == [S.DRAFTED, S.HELD, S.CANCELLED]

    run(main())


def test_who_waits_learns_at_once_that_another_process_took_it_back(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            held = await desk.start(await desk.charge(), hold=60)
            waiting = asyncio.get_running_loop().create_task(desk.journal.wait(held.id))
            await desk.clock.until_asleep(2)
            other = await desk.open()
            await other.take_back(held.id)
            await desk.clock.advance(0.5)
            assert waiting.done()
            assert (await waiting).state is S.CANCELLED
            assert desk.clock.sleepers == 0

    run(main())


def test_another_process_may_wait_for_it(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            held = await desk.start(charge)
            other = await desk.open()
            assert await other.adopt() == ()  # its owner lives
            done = await desk.flying(other.wait(held.id))
            assert done.state is S.CONFIRMED
            assert desk.moved(charge) == [500]

    run(main())


def test_too_late_to_take_back_says_where_it_stands(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble({"operation": "createRefund", "before": {"stall": True}})
            held = await desk.start(charge)
            await desk.clock.advance(10)
            await desk.stalled()
            with pytest.raises(TooLateSending) as told:
                await (await desk.open()).take_back(held.id)
            assert told.value.operation == held.id
            assert held.id in str(told.value)
            desk.demo.faults.release()
            await desk.journal.wait(held.id)
            with pytest.raises(TooLateConfirmed):
                await desk.journal.take_back(held.id)
            assert desk.moved(charge) == [500]

    run(main())


def test_what_is_over_or_unknown_cannot_be_taken_back(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            desk.demo.trouble({"operation": "createRefund", "nth": 1, "before": {"drop": True}})
            lost = await desk.refund(await desk.charge())
            with pytest.raises(TooLateUnknown) as told:
                await desk.journal.take_back(lost.id)
            assert told.value.exit_code is ExitCode.UNKNOWN
            desk.cable.cut_for_money = True
            unsent = await desk.refund(await desk.charge())
            with pytest.raises(NothingToTakeBack):
                await desk.journal.take_back(unsent.id)

    run(main())


def test_an_id_that_nobody_knows(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            journal = desk.journal
            assert await journal.get("NOSUCHTHING0") is None
            assert await journal.steps("NOSUCHTHING0") == ()
            for asked in (journal.take_back, journal.wait, journal.retry):
                with pytest.raises(NotFound):
                    await asked("NOSUCHTHING0")
            with pytest.raises(NotFound):
                await journal.decide("NOSUCHTHING0", happened=True)

    run(main())


def test_only_what_did_not_happen_may_be_tried_again_and_only_the_unknown_decided(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            done = await desk.refund(charge)
            with pytest.raises(NotToBeTriedAgain):
                await desk.journal.retry(done.id)
            with pytest.raises(NothingToDecide):
                await desk.journal.decide(done.id, happened=False)
            assert await desk.journal.get(done.id) == done
            assert desk.moved(charge) == [500]

    run(main())


# -------------------------------------------------------------------- closing


@pytest.mark.parametrize("minutes", [0, 5])
def test_closing_cancels_what_is_held(tmp_path: Path, minutes: int) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            held = await desk.start(charge, hold=minutes * 60 + 10)
            await desk.clock.advance(minutes * 60)
            other = await desk.open()
            await desk.journal.close()
            left = await other.get(held.id)
            assert left is not None
            assert left.state is S.CANCELLED
            assert left.failure is not None
            assert left.failure.code == "journal.closed_waiting"
            assert await other.adopt() == ()
            await desk.clock.advance(3600)
            assert desk.moved(charge) == []

    run(main())


def test_closing_waits_for_what_is_being_sent(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble({"operation": "createRefund", "before": {"stall": True}})
            held = await desk.start(charge)
            await desk.clock.advance(10)
            await desk.stalled()
            other = await desk.open()
            closing = asyncio.get_running_loop().create_task(desk.journal.close())
            await settle()
            assert not closing.done()
            desk.demo.faults.release()
            await closing
            done = await other.get(held.id)
            assert done is not None
            assert done.state is S.CONFIRMED
            assert desk.moved(charge) == [500]

    run(main())


def test_closing_does_not_wait_for_a_read_back(tmp_path: Path) -> None:
    """What was lost while closing is looked for by whoever opens the journal next."""

    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble(
                {"operation": "createRefund", "before": {"stall": True}, "after": {"drop": True}},
            )
            held = await desk.start(charge)
            await desk.clock.advance(10)
            await desk.stalled()
            closing = asyncio.get_running_loop().create_task(desk.journal.close())
            await settle()
            desk.cable.cut = True
            desk.demo.faults.release()
            await closing
            desk.cable.cut = False
            other = await desk.open()
            left = await other.get(held.id)
            assert left is not None
            assert left.state is S.UNKNOWN
            (found,) = await other.adopt()
            assert found.state is S.CONFIRMED
            assert desk.moved(charge) == [500]

    run(main())


def test_closing_during_the_fresh_look_sends_nothing(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble({"operation": "getCharge", "before": {"stall": True}})
            held = await desk.start(charge)
            await desk.clock.advance(10)
            await desk.stalled()
            other = await desk.open()
            await desk.journal.close()
            left = await other.get(held.id)
            assert left is not None
            assert left.state is S.CANCELLED
            desk.demo.faults.release()
            await settle()
            assert desk.moved(charge) == []

    run(main())


async def _end_the_loop(desk: MoneyDesk) -> None:
    """Cancel the journal's tasks as an event loop does that comes to its end."""
    tasks = [task for task in asyncio.all_tasks() if task.get_name().startswith("operation ")]
    assert tasks
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


def test_a_loop_that_ends_while_sending_leaves_an_unknown_one(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble({"operation": "createRefund", "after": {"stall": True}})
            held = await desk.start(charge)
            await desk.clock.advance(10)
            await desk.stalled()
            await _end_the_loop(desk)
            left = await desk.journal.get(held.id)
            assert left is not None
            assert (await desk.trail(held))[3] is S.UNKNOWN
            assert desk.moved(charge) == [500]
            done = await desk.flying(desk.journal.wait(held.id))
            assert done.state in {S.UNKNOWN, S.CONFIRMED}

    run(main())


def test_a_loop_that_ends_during_the_hold_cancels(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            held = await desk.start(charge)
            await settle()
            await _end_the_loop(desk)
            left = await desk.journal.get(held.id)
            assert left is not None
            assert left.state is S.CANCELLED
            assert desk.moved(charge) == []

    run(main())


def test_a_loop_that_ends_while_the_row_is_written_sends_nothing(tmp_path: Path) -> None:
    """The disk is slow, and the program ends before it knows whether `sending` was committed."""

    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble({"operation": "listRefunds", "before": {"stall": True}})
            held = await desk.start(charge, hold=0)
            await desk.demo.faults.wait_stalled()
            under_way = desk.journal._bench.scope.get(held.id)
            assert under_way is not None
            slow = open_connection(tmp_path / "journal.db", key=KEY)
            slow.execute("BEGIN IMMEDIATE")
            desk.demo.faults.release()
            await eventually(lambda: under_way.phase is Phase.SENDING)
            under_way.task.cancel()
            slow.execute("COMMIT")
            slow.close()
            left = await under_way.task
            assert left == await desk.now(held)
            assert left.state in {S.NOT_SENT, S.CANCELLED}  # as the write had begun or not
            assert desk.cable.sent == []
            assert desk.moved(charge) == []

    run(main())


def test_closing_while_a_stop_is_written_down_still_tells_the_one_that_waits(tmp_path: Path) -> None:
    """The disk is slow: the run is not cut between its end and the row that says so."""

    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            await desk.elsewhere(charge, charge.remaining.amount)
            desk.demo.trouble({"operation": "listRefunds", "before": {"stall": True}})
            held = await desk.start(charge, hold=0)
            await desk.demo.faults.wait_stalled()
            waiting = asyncio.get_running_loop().create_task(desk.journal.wait(held.id))
            await desk.clock.until_asleep(1)
            writer, slow = desk.journal._store._db._writer, threading.Event()
            writer.submit(slow.wait)
            desk.demo.faults.release()
            await eventually(writer._work_queue.qsize)
            closing = asyncio.get_running_loop().create_task(desk.journal.close())
            await eventually(lambda: desk.journal._bench.scope.closing)
            slow.set()
            await closing
            assert (await waiting).state is S.STOPPED

    run(main())


def test_one_that_waits_may_leave_without_harm(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            held = await desk.start(charge)
            waiting = asyncio.get_running_loop().create_task(desk.journal.wait(held.id))
            await desk.clock.until_asleep(2)
            waiting.cancel()
            await asyncio.wait({waiting})
            await desk.clock.advance(10)
            assert desk.moved(charge) == [500]

    run(main())


def test_a_computer_that_slept_through_the_hold_sends_nothing(tmp_path: Path) -> None:
    """Its monotonic clock stood still, its wall clock went on."""

    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            held = await desk.start(charge)
            await desk.clock.advance(5)
            desk.clock._start_us += 3_600_000_000
            await desk.clock.advance(5)
            done = await desk.journal.wait(held.id)
            assert done.state is S.CANCELLED
            assert done.failure is not None
            assert done.failure.code == "journal.overslept"
            assert desk.moved(charge) == []

    run(main())
