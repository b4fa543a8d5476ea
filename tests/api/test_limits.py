"""The limiter: never above the limit, never idle below it, people first, and nobody stuck."""

import asyncio
import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloverdesk.api.limits import AFTERWARDS, BEAT, FIRST_LOAD, PEOPLE_ABOUT, WINDOW, Limiter, Limits
from tests.support.aio import ManualClock, run, settle


class Traffic:
    """Calls through one limiter, each lasting as long as it is told; remembers when each started."""

    def __init__(self, limits: Limits) -> None:
        self.clock = ManualClock()
        self.limiter = Limiter(limits, self.clock, random.Random(1))
        self.starts: list[tuple[str, float]] = []
        self.flying = 0
        self.most = 0

    async def call(self, name: str, lasts: float, *, interactive: bool = False) -> None:
        async with self.limiter.turn(name, interactive=interactive):
            self.starts.append((name, self.clock.monotonic()))
            self.flying += 1
            self.most = max(self.most, self.flying)
            await self.clock.sleep(lasts)
            self.flying -= 1

    def names(self) -> list[str]:
        return [name for name, _ in self.starts]

    def times(self) -> list[float]:
        return [at for _, at in self.starts]


def most_in_a_second(starts: list[float]) -> int:
    return max(sum(first <= one < first + 1 for one in starts) for first in starts)


@settings(deadline=None, max_examples=40)
@given(
    per_second=st.integers(1, 20),
    in_flight=st.integers(1, 6),
    calls=st.lists(st.tuples(st.integers(0, 900), st.booleans()), min_size=1, max_size=60),
)
def test_no_window_and_no_moment_is_overfull(
    per_second: int, in_flight: int, calls: list[tuple[int, bool]]
) -> None:
    async def main() -> Traffic:
        traffic = Traffic(Limits(per_second, in_flight))
        async with asyncio.TaskGroup() as group:
            for ms, interactive in calls:
                group.create_task(traffic.call("one", ms / 1000, interactive=interactive))
            await traffic.clock.advance(300)
        return traffic

    traffic = run(main())
    assert len(traffic.starts) == len(calls)
    assert most_in_a_second(traffic.times()) <= per_second
    assert traffic.most <= in_flight


@pytest.mark.parametrize(
    ("limits", "lasts", "seconds"),
    [
        (FIRST_LOAD, 0.1, 480 / 16),  # the rate is what holds it
        (FIRST_LOAD, 1.0, 480 / 5),  # the places are
    ],
)
def test_the_pipe_is_kept_full(limits: Limits, lasts: float, seconds: float) -> None:
    async def main() -> float:
        traffic = Traffic(limits)
        async with asyncio.TaskGroup() as group:
            for _ in range(480):
                group.create_task(traffic.call("page", lasts))
            await traffic.clock.advance(120)
        return traffic.times()[-1] + lasts

    assert run(main()) <= seconds * 1.05


def test_the_machine_goes_evenly() -> None:
    async def main() -> list[float]:
        traffic = Traffic(FIRST_LOAD)
        async with asyncio.TaskGroup() as group:
            for _ in range(40):
                group.create_task(traffic.call("page", 0))
            await traffic.clock.advance(5)
        return traffic.times()

    starts = run(main())
    late = [at - number * BEAT / 16 for number, at in enumerate(starts)]
    assert max(late) - min(late) <= BEAT / 16 / 2 + 0.002
    assert len({round(one, 3) for one in late}) > 10  # but not in step with others


def test_people_overtake_the_machine() -> None:
    async def main() -> list[str]:
        traffic = Traffic(Limits(per_second=2, in_flight=None))
        async with asyncio.TaskGroup() as group:
            for number in range(4):
                group.create_task(traffic.call(f"feed {number}", 0))
            await settle()
            group.create_task(traffic.call("person 0", 0, interactive=True))
            group.create_task(traffic.call("person 1", 0, interactive=True))
            await traffic.clock.advance(20)
        return traffic.names()

    assert run(main()) == ["feed 0", "person 0", "person 1", "feed 1", "feed 2", "feed 3"]


def test_people_overtake_where_places_are_full() -> None:
    async def main() -> list[str]:
        traffic = Traffic(Limits(per_second=None, in_flight=1))
        async with asyncio.TaskGroup() as group:
            for number in range(3):
                group.create_task(traffic.call(f"feed {number}", 1))
            await settle()
            group.create_task(traffic.call("person", 1, interactive=True))
            await traffic.clock.advance(10)
        return traffic.names()

    assert run(main()) == ["feed 0", "person", "feed 1", "feed 2"]


def test_room_is_left_while_people_are_about() -> None:
    """The first call of a person waits for the next place, those that follow it for none at all; then all is as before."""

    async def main() -> tuple[list[float], list[float]]:
        traffic = Traffic(FIRST_LOAD)
        waited: list[float] = []

        async def person() -> None:
            asked = traffic.clock.monotonic()
            async with traffic.limiter.turn("person", interactive=True):
                waited.append(traffic.clock.monotonic() - asked)

        async with asyncio.TaskGroup() as group:
            for _ in range(400):
                group.create_task(traffic.call("page", 0.1))
            await traffic.clock.advance(10)
            for _ in range(3):
                for _ in range(4):
                    group.create_task(person())
                await traffic.clock.advance(2)
            await traffic.clock.advance(20)
        return waited, traffic.times()

    waited, starts = run(main())
    assert max(waited[:1]) <= 2 * BEAT / 16
    assert waited[4:] == [0] * 8
    while_about = [at for at in starts if 10 < at < 14 + PEOPLE_ABOUT]
    assert len(while_about) / (4 + PEOPLE_ABOUT) > 10
    afterwards = [at for at in starts if 25 < at < 30]
    assert len(afterwards) > 0.95 * 5 * 16 / BEAT


def test_whoever_gives_up_frees_the_way() -> None:
    async def main() -> list[str]:
        traffic = Traffic(Limits(per_second=1, in_flight=1))
        loop = asyncio.get_running_loop()
        tasks = [loop.create_task(traffic.call(f"call {number}", 0.5)) for number in range(5)]
        await settle()
        for number in (0, 1, 3):  # one in flight, the next in line, one in the middle
            tasks[number].cancel()
        await settle()
        await traffic.clock.advance(10)
        await asyncio.gather(*tasks, return_exceptions=True)
        return traffic.names()

    assert run(main()) == ["call 0", "call 2", "call 4"]


def test_a_pause_holds_everybody_and_ends() -> None:
    async def main() -> list[float]:
        traffic = Traffic(Limits(None, None))
        traffic.limiter.pause(5)
        traffic.limiter.pause(2)
        async with asyncio.TaskGroup() as group:
            for interactive in (False, True):
                group.create_task(traffic.call("one", 0, interactive=interactive))
            await traffic.clock.advance(4.9)
            assert traffic.starts == []
            await traffic.clock.advance(1)
        return traffic.times()

    assert run(main()) == [5, 5]


@pytest.mark.parametrize("interactive", [True, False])
def test_the_window_slides(interactive: bool) -> None:
    async def main() -> list[float]:
        traffic = Traffic(Limits(2, None))
        async with asyncio.TaskGroup() as group:
            for wait in (0.6, 0.3, 0.2):
                group.create_task(traffic.call("one", 0, interactive=interactive))
                await traffic.clock.advance(wait)
            await traffic.clock.advance(5)
        return traffic.times()

    first, second, third = run(main())
    assert (first, second) == (0, 0.6)
    assert third == pytest.approx(WINDOW) if interactive else WINDOW <= third <= 0.6 + BEAT * 0.75


def test_limits_change_while_calls_wait() -> None:
    async def main() -> list[float]:
        traffic = Traffic(AFTERWARDS)
        async with asyncio.TaskGroup() as group:
            for _ in range(200):
                group.create_task(traffic.call("page", 0.01))
            await traffic.clock.advance(5)
            traffic.limiter.change(FIRST_LOAD)
            await traffic.clock.advance(5)
            traffic.limiter.change(AFTERWARDS)
            await traffic.clock.advance(15)
        return traffic.times()

    starts = run(main())
    counts = [sum(begin <= at < begin + 5 for at in starts) for begin in (0, 5, 10)]
    assert counts == pytest.approx([50, 80, 50], rel=0.12)
    assert most_in_a_second(starts) <= 16


def test_more_places_let_those_who_wait_go_at_once() -> None:
    async def main() -> list[float]:
        traffic = Traffic(Limits(None, 1))
        async with asyncio.TaskGroup() as group:
            for _ in range(3):
                group.create_task(traffic.call("page", 100))
            await traffic.clock.advance(1)
            traffic.limiter.change(Limits(None, 2))
            await traffic.clock.advance(300)
        return traffic.times()

    assert run(main()) == [0, 1, 100]


@pytest.mark.parametrize("limits", list(itertools.product([0, -1, 1], repeat=2)))
def test_limits_that_let_nothing_through_are_a_mistake(limits: tuple[int, int]) -> None:
    if min(limits) > 0:
        assert Limits(*limits)
        return
    with pytest.raises(ValueError, match="lets nothing through"):
        Limits(*limits)
