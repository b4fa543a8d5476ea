"""What dead processes left behind: taken over by whoever comes next, once, and read back before anything else."""

import asyncio
from pathlib import Path

import pytest

from cloverdesk.domain.errors import Offline
from cloverdesk.domain.operations import OperationState
from cloverdesk.journal.executor import Journal
from tests.support.aio import run, settle
from tests.support.money import money_desk

S = OperationState


async def _die(journal: Journal) -> None:
    """What other processes see of one that ends without a word: its lock is free, its rows stay."""
    journal._bench.owners.release()
    await settle()


@pytest.mark.parametrize("watched", [False, True])
def test_what_a_dead_process_held_is_cancelled(tmp_path: Path, *, watched: bool) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            held = await desk.start(charge, hold=60)
            other = await desk.open()
            await _die(desk.journal)
            if watched:
                await desk.watch(3, other)
            else:
                (adopted,) = await other.adopt()
                assert adopted.id == held.id
            left = await desk.now(held)
            assert left.state is S.CANCELLED
            assert left.failure is not None
            assert left.failure.code == "journal.left_waiting"
            await desk.clock.advance(
                120
            )  # the one that was thought dead wakes up, and finds that it may not send
            assert desk.moved(charge) == []
            assert desk.cable.sent == []
            assert (await desk.journal.wait(held.id)).state is S.CANCELLED

    run(main())


def test_what_a_dead_process_was_sending_is_read_back(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble({"operation": "createRefund", "after": {"stall": True}})
            held = await desk.start(charge)
            await desk.clock.advance(10)
            await desk.stalled()
            await _die(desk.journal)
            other = await desk.open()
            (found,) = await other.adopt()
            assert found.state is S.CONFIRMED
            assert await other.adopt() == ()
            assert await desk.trail(held) == [S.DRAFTED, S.HELD, S.SENDING, S.UNKNOWN, S.CONFIRMED]
            desk.demo.faults.release()
            assert (await desk.journal.wait(held.id)).state is S.CONFIRMED
            assert desk.moved(charge) == [500]

    run(main())


@pytest.mark.parametrize(
    ("trouble", "state", "effects"),
    [
        ({"before": {"stall": True}}, S.CONFIRMED, 1),
        ({"before": {"stall": True, "status": 429}}, S.NOT_HAPPENED, 0),
        ({"before": {"stall": True, "drop": True}}, S.UNKNOWN, 0),
    ],
)
def test_one_thought_dead_too_early_still_adds_what_it_learns(
    tmp_path: Path, trouble: dict[str, object], state: OperationState, effects: int
) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble({"operation": "createRefund", **trouble})
            held = await desk.start(charge)
            await desk.clock.advance(10)
            await desk.stalled()
            await _die(desk.journal)
            other = await desk.open()
            (found,) = await other.adopt()
            assert found.state is S.UNKNOWN
            desk.demo.faults.release()
            assert (await desk.journal.wait(held.id)).state is state
            left = await other.get(held.id)
            assert left is not None
            assert left.state is state
            assert desk.moved(charge) == [500] * effects

    run(main())


def test_who_waits_for_a_process_that_dies_takes_over(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            held = await desk.start(await desk.charge(), hold=60)
            other = await desk.open()
            waiting = asyncio.get_running_loop().create_task(other.wait(held.id))
            await desk.clock.advance(1)
            assert not waiting.done()
            await _die(desk.journal)
            await desk.clock.advance(1)
            assert (await waiting).state is S.CANCELLED

    run(main())


def test_only_one_of_many_adopts(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble({"operation": "createRefund", "after": {"stall": True}})
            await desk.start(charge)
            await desk.clock.advance(10)
            await desk.stalled()
            others = [await desk.open() for _ in range(3)]
            await _die(desk.journal)
            found = await asyncio.gather(*(other.adopt() for other in others))
            assert sorted(map(len, found)) == [0, 0, 1]
            desk.demo.faults.release()
            await settle()

    run(main())


def test_adopting_without_a_line_leaves_it_unknown(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble({"operation": "createRefund", "after": {"stall": True}})
            held = await desk.start(charge)
            await desk.clock.advance(10)
            await desk.stalled()
            await _die(desk.journal)
            other = await desk.open()
            desk.provided.append(Offline())
            (found,) = await other.adopt()
            assert (found.state, found.id) == (S.UNKNOWN, held.id)
            assert (await other.wait(held.id)).state is S.UNKNOWN
            desk.provided.clear()
            await desk.watch(3, other)
            left = await other.get(held.id)
            assert left is not None
            assert left.state is S.CONFIRMED
            desk.demo.faults.release()
            await settle()

    run(main())


def test_many_are_read_back_and_without_a_line_only_the_first_is_tried(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            desk.demo.trouble({"operation": "createRefund", "after": {"stall": True}})
            charges = [await desk.charge() for _ in range(3)]
            for charge in charges:
                await desk.start(charge, hold=0)
            await desk.demo.faults.wait_stalled(3)
            await _die(desk.journal)
            other = await desk.open()
            desk.provided.append(Offline())
            assert [one.state for one in await other.adopt()] == [S.UNKNOWN] * 3
            records = await other._store.moving()
            assert [record.looks for record in records] == [1, 0, 0]
            for record in records:
                assert (await other.wait(record.operation.id)).state is S.UNKNOWN
            desk.provided.clear()
            await desk.watch(1, other)
            assert {one.state for one in await other.operations()} == {S.CONFIRMED}
            desk.demo.faults.release()
            await settle()

    run(main())
