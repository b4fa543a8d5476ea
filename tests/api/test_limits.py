"""The limiter: never above the limit, never idle below it, people first, and nobody stuck."""

import asyncio
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloverdesk.api.limits import WINDOW, Limiter, Limits
from tests.support.aio import ManualClock, run, settle


class Traffic:
    """Calls through one limiter, each lasting as long as it is told; remembers when each started."""

    def __init__(self, limits: Limits) -> None:
        self.clock = ManualClock()
        self.limiter = Limiter(limits, self.clock)
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
    starts = [at for _, at in traffic.starts]
    assert len(starts) == len(calls)
    assert most_in_a_second(starts) <= per_second
    assert traffic.most <= in_flight


def test_the_pipe_is_kept_full() -> None:
    async def main() -> list[float]:
        traffic = Traffic(Limits(16, 5))
        async with asyncio.TaskGroup() as group:
            for _ in range(480):
                group.create_task(traffic.call("page", 0.1))
            await traffic.clock.advance(60)
        return [at for _, at in traffic.starts]

    starts = run(main())
    assert starts[-1] <= 480 / 16 * 1.05


def test_people_overtake_the_machine() -> None:
    async def main() -> list[str]:
        traffic = Traffic(Limits(per_second=2, in_flight=None))
        async with asyncio.TaskGroup() as group:
            for number in range(6):
                group.create_task(traffic.call(f"feed {number}", 0))
            await settle()
            group.create_task(traffic.call("person 0", 0, interactive=True))
            group.create_task(traffic.call("person 1", 0, interactive=True))
            await traffic.clock.advance(10)
        return traffic.names()

    assert run(main()) == ["feed 0", "feed 1", "person 0", "person 1", "feed 2", "feed 3", "feed 4", "feed 5"]


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
        return [at for _, at in traffic.starts]

    assert run(main()) == [5, 5]


def test_the_window_slides() -> None:
    async def main() -> list[float]:
        traffic = Traffic(Limits(2, None))
        async with asyncio.TaskGroup() as group:
            for wait in (0.6, 0.3, 0.2):
                group.create_task(traffic.call("one", 0))
                await traffic.clock.advance(wait)
            await traffic.clock.advance(5)
        return [at for _, at in traffic.starts]

    assert run(main()) == pytest.approx([0, 0.6, WINDOW])


@pytest.mark.parametrize("limits", list(itertools.product([0, -1, 1], repeat=2)))
def test_limits_that_let_nothing_through_are_a_mistake(limits: tuple[int, int]) -> None:
    if min(limits) > 0:
        assert Limits(*limits)
        return
    with pytest.raises(ValueError, match="lets nothing through"):
        Limits(*limits)
