"""How often Clover is asked: hard while history is brought in, softly afterwards, hardly ever by an idle desk."""

import asyncio
from pathlib import Path

import pytest

from cloverdesk.settings.options import RANGES, Options
from cloverdesk.sync.pace import MOST_LOOKS_A_SECOND, Pace, often_enough
from tests.support.aio import ManualClock, eventually, run
from tests.support.api import while_time_flies
from tests.support.desk import open_test_desk
from tests.sync.conftest import OpenPlace

A_WHILE = 240


@pytest.mark.parametrize("every_seconds", [RANGES["sync_every_seconds"][0], 15])
def test_an_idle_desk_hardly_asks(tmp_path: Path, every_seconds: int) -> None:
    async def main() -> int:
        options = Options(sync_every_seconds=every_seconds)
        async with open_test_desk(tmp_path, options=options, running=False) as test:
            asked = test.demo.transport.sent
            before = len(asked)
            going_on = asyncio.get_running_loop().create_task(test.desk.run())
            for _ in range(A_WHILE):
                await test.clock.advance(1)
            going_on.cancel()
            await asyncio.wait([going_on])
            return len(asked) - before

    asked = run(main())
    assert asked <= MOST_LOOKS_A_SECOND * A_WHILE
    assert asked >= 3 * A_WHILE / max(every_seconds, 12) * 0.8


def test_history_is_brought_in_faster_than_anything_else(place: OpenPlace) -> None:
    async def main() -> tuple[list[bool], list[bool]]:
        async with place(800) as here:
            told: list[bool] = []
            here.engine._first_load = lambda *, on: told.append(on)
            await here.engine.run_once()
            loading = [*told]
            told.clear()
            await here.engine.run_once()
            return loading, told

    loading, afterwards = run(main())
    assert loading[:2] == [True, True]
    assert loading[-1] is False
    assert not any(afterwards)


def test_it_ends_with_whatever_ends_the_reading(place: OpenPlace) -> None:
    async def main() -> list[bool]:
        async with place(800) as here:
            told: list[bool] = []
            here.engine._first_load = lambda *, on: told.append(on)
            here.demo.trouble({"operation": "listCharges", "before": {"stall": True}})
            reading = asyncio.get_running_loop().create_task(here.engine.run_once())
            await eventually(lambda: here.demo.faults.stalled)
            reading.cancel()
            await asyncio.wait([reading])
            here.demo.faults.release()
            return told

    assert run(main()) == [True, False]


def test_what_can_never_be_read_is_no_history(place: OpenPlace) -> None:
    async def main() -> list[bool]:
        async with place(60) as here:
            here.demo.trouble({"operation": "listOrders", "before": {"status": 503}})
            told: list[bool] = []
            here.engine._first_load = lambda *, on: told.append(on)
            for _ in range(2):
                running = here.engine.run(every_seconds=15)
                task = asyncio.get_running_loop().create_task(running)
                await while_time_flies(here.clock, here.clock.sleep(20))
                task.cancel()
                await asyncio.wait([task])
            return told

    assert run(main())[-3:] == [False, False, False]


# ---------------------------------------------------------------- the pace of a feed


def looked(
    pace: Pace, clock: ManualClock, took: float, *, failed: bool = False, complete: bool = True
) -> float:
    """The seconds until the next look, after one that took so long."""

    async def main() -> float:
        pace.begin()
        await clock.advance(took)
        pace.end(failed=failed, complete=complete)
        return pace.wait() + took

    return run(main())


def test_looks_of_many_desks_drift_apart() -> None:
    clock = ManualClock()
    waits = {round(looked(Pace(clock, 15), clock, 0), 2) for _ in range(50)}
    assert len(waits) > 20
    assert min(waits) >= 13.5
    assert max(waits) <= 15


def test_a_look_that_takes_long_makes_the_next_ones_rarer_for_a_while() -> None:
    clock = ManualClock()
    pace = Pace(clock, 15)
    looked(pace, clock, 15)  # history came in
    assert looked(pace, clock, 0.2) <= 15
    slow = [looked(pace, clock, 10) for _ in range(4)]
    assert slow[0] > 15
    assert 45 < slow[-1] <= 60
    quick = [looked(pace, clock, 0.2) for _ in range(20)]
    assert quick[0] > 45
    assert quick[-1] <= 15


def test_history_that_takes_long_makes_nothing_rarer() -> None:
    clock = ManualClock()
    pace = Pace(clock, 15)
    assert looked(pace, clock, 14, complete=False) == 14
    assert looked(pace, clock, 14) <= 15


@pytest.mark.parametrize(("wanted", "feeds", "least"), [(15, 3, 15), (5, 3, 10), (60, 9, 60), (15, 9, 30)])
def test_however_often_and_however_many(wanted: float, feeds: int, least: float) -> None:
    clock = ManualClock()
    waits = [looked(Pace(clock, often_enough(wanted, feeds)), clock, 0) for _ in range(50)]
    assert min(waits) >= least * 0.9
    assert feeds / min(waits) <= MOST_LOOKS_A_SECOND or min(waits) >= wanted * 0.9
