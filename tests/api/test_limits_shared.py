"""Other programs on the same token: this desk obeys, takes its part, finds more when they are gone, and nobody starves.

The other side is the demo store's own limiter, which knows nothing of the desk's.
"""

import asyncio
import random
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest

from cloverdesk.api.exchange import LimitHit
from cloverdesk.api.limits import AFTERWARDS, BEAT, FIRST_LOAD, Limiter, Limits
from cloverdesk.demo.door import limits as demo
from cloverdesk.demo.errors import Rejected
from cloverdesk.sync.pace import Pace
from tests.support.flying_time import FlyingClock, run_flying

NEAR, FAR = (0.005, 0.01), (0.1, 0.3)
"""Seconds that a call takes, at least and at most."""
LOOK_EVERY = 15


class Clover:
    """Takes calls on one token and turns those away that are too many."""

    def __init__(self, seed: int, lasts: tuple[float, float]) -> None:
        self.clock = FlyingClock()
        self.chance = random.Random(seed)
        self._lasts = lasts
        self._limits = demo.Limits(lambda: round(self.clock.monotonic() * 1e9))
        self.asked = self.refused = 0

    async def call(self) -> tuple[LimitHit, float | None] | None:
        """None for a call that was served, else what the 429 says."""
        takes = self.chance.uniform(*self._lasts) / 3
        await self.clock.sleep(takes)
        self.asked += 1
        said = None
        try:
            with self._limits.turn("the token"):
                await self.clock.sleep(takes)
        except Rejected as refusal:
            self.refused += 1
            names = {name.lower(): value for name, value in refusal.headers.items()}
            wait = names.get("retry-after")
            hit = LimitHit(any("concurrent" in name for name in names), None)
            said = hit, float(wait) if wait else None
        await self.clock.sleep(takes)
        return said

    @property
    def share_refused(self) -> float:
        return self.refused / self.asked


@dataclass
class Program:
    """A desk on that token, or any other program that keeps to the limits as a desk does."""

    clover: Clover
    limits: Limits
    number: int = 0
    served: list[float] = field(default_factory=list)
    started: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        chance = random.Random(self.clover.chance.random())
        self.limiter = Limiter(self.limits, self.clover.clock, chance)

    async def read(self) -> None:
        """One read, tried until it is served."""
        clock = self.clover.clock
        while True:
            async with self.limiter.turn("page", interactive=False):
                self.started.append(clock.monotonic())
                refusal = await self.clover.call()
                if refusal is None:
                    self.limiter.served()
                    self.served.append(clock.monotonic())
                    return
                self.limiter.refused(*refusal)
            await clock.sleep((refusal[1] or 1) + self.clover.chance.uniform(0, 0.25))

    async def load(self, until: float) -> None:
        """Read as much as there is room for, three lists side by side."""

        async def one() -> None:
            while self.clover.clock.monotonic() < until:
                await self.read()

        async with asyncio.TaskGroup() as group:
            for _ in range(3):
                group.create_task(one())

    async def stay_fresh(self, until: float, first: float) -> float:
        """Look at three lists every now and then; returns for how long one of them was not looked at, at most."""
        clock, oldest = self.clover.clock, 0.0

        async def one() -> None:
            nonlocal oldest
            await clock.sleep(first)
            pace, last = Pace(clock, LOOK_EVERY, self.clover.chance), clock.monotonic()
            while last < until:
                pace.begin()
                await self.read()
                now = clock.monotonic()
                oldest, last = max(oldest, now - last), now
                pace.end(failed=False, complete=True)
                await clock.sleep(pace.wait())

        async with asyncio.TaskGroup() as group:
            for _ in range(3):
                group.create_task(one())
        return oldest

    def longest_wait(self, since: float = 0) -> float:
        """Seconds without anything served."""
        times = [since, *(at for at in self.served if at > since)]
        return max(after - before for before, after in pairwise(times))


def play(script: Callable[[], Coroutine[Any, Any, None]]) -> None:
    run_flying(script())


@pytest.mark.parametrize("lasts", [NEAR, FAR])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_programs_share_a_token(seed: int, lasts: tuple[float, float]) -> None:
    async def main() -> None:
        clover = Clover(seed, lasts)
        mine, other = Program(clover, FIRST_LOAD), Program(clover, FIRST_LOAD)
        async with asyncio.TaskGroup() as group:
            group.create_task(mine.load(until=60))
            await clover.clock.sleep(seed)
            group.create_task(other.load(until=60))
        assert clover.share_refused < 0.01
        assert min(len(mine.served), len(other.served)) > 0.3 * max(len(mine.served), len(other.served))
        assert len(mine.served) + len(other.served) > 11 * 60
        assert max(mine.longest_wait(), other.longest_wait(seed)) < 5

    play(main)


@pytest.mark.parametrize("seed", [1, 2])
def test_whoever_is_left_alone_takes_all_again(seed: int) -> None:
    async def main() -> None:
        clover = Clover(seed, NEAR)
        mine, other = Program(clover, FIRST_LOAD), Program(clover, FIRST_LOAD)
        async with asyncio.TaskGroup() as group:
            group.create_task(mine.load(until=300))
            group.create_task(other.load(until=60))
        while_shared = sum(20 < at < 60 for at in mine.served)
        alone = sum(250 < at < 300 for at in mine.served)
        assert while_shared / 40 < 12
        assert alone / 50 > 0.95 * 16 / BEAT

    play(main)


@pytest.mark.parametrize(("lasts", "most_refused"), [(NEAR, 0.02), (FAR, 0.03)])
def test_forty_desks_on_one_token_stay_fresh(lasts: tuple[float, float], most_refused: float) -> None:
    """Of slow calls, forty desks have more in flight than a token allows while they find their places."""

    async def main() -> None:
        clover = Clover(4, lasts)
        desks = [Program(clover, AFTERWARDS, number) for number in range(40)]
        begins = [clover.chance.uniform(0, LOOK_EVERY) for _ in desks]
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(desk.stay_fresh(until=900, first=begin))
                for desk, begin in zip(desks, begins, strict=True)
            ]
        assert clover.share_refused < most_refused
        assert max(task.result() for task in tasks) < 10 * LOOK_EVERY
        assert max(desk.longest_wait(900 - 4 * LOOK_EVERY) for desk in desks) < 4 * LOOK_EVERY

    play(main)


def test_forty_desks_that_come_back_in_one_moment_find_their_places() -> None:
    """After an outage everybody asks at once, and the store makes them wait ever longer; minutes later all is well."""

    async def main() -> None:
        clover = Clover(5, NEAR)
        desks = [Program(clover, AFTERWARDS, number) for number in range(40)]
        async with asyncio.TaskGroup() as group:
            for desk in desks:
                group.create_task(desk.stay_fresh(until=900, first=0))
            await clover.clock.sleep(300)
            asked, refused = clover.asked, clover.refused
        assert (clover.refused - refused) / (clover.asked - asked) < 0.02
        assert max(desk.longest_wait(300) for desk in desks) < 2 * LOOK_EVERY

    play(main)


def test_forty_desks_that_all_have_much_to_read_get_on() -> None:
    async def main() -> None:
        clover = Clover(6, NEAR)
        desks = [Program(clover, FIRST_LOAD, number) for number in range(40)]
        async with asyncio.TaskGroup() as group:
            for desk in desks:
                group.create_task(desk.load(until=600))
        assert clover.share_refused < 0.1
        assert sum(len(desk.served) for desk in desks) > 600 * 8
        assert min(len(desk.served) for desk in desks) > 20
        assert max(desk.longest_wait() for desk in desks) < 180

    play(main)


def test_an_idle_desk_beside_one_that_loads_stays_fresh() -> None:
    async def main() -> None:
        clover = Clover(7, FAR)
        idle = Program(clover, AFTERWARDS)
        async with asyncio.TaskGroup() as group:
            group.create_task(Program(clover, FIRST_LOAD).load(until=300))
            oldest = group.create_task(idle.stay_fresh(until=300, first=3))
        assert oldest.result() < 2 * LOOK_EVERY
        assert clover.share_refused < 0.01

    play(main)


# ---------------------------------------------------------------- one desk and what a 429 tells it


async def calls(desk: Program, count: int) -> list[float]:
    """When each of so many calls started, after whatever the limiter was told."""
    clock, starts = desk.clover.clock, []
    for _ in range(count):
        async with desk.limiter.turn("page", interactive=False):
            starts.append(clock.monotonic())
    return starts


def test_a_told_wait_is_kept_and_not_all_come_back_at_once() -> None:
    async def main() -> None:
        back = []
        for seed in range(20):
            desk = Program(Clover(seed, NEAR), FIRST_LOAD)
            begun = desk.clover.clock.monotonic()
            desk.limiter.refused(LimitHit(at_once=True), 7)
            back.append((await calls(desk, 1))[0] - begun)
        assert min(back) >= 7
        assert max(back) < 8
        assert len({round(one, 2) for one in back}) > 10

    play(main)


def test_without_a_told_wait_it_waits_ever_longer() -> None:
    async def main() -> None:
        desk = Program(Clover(1, NEAR), FIRST_LOAD)
        waits = []
        for _ in range(4):
            desk.limiter.refused(LimitHit(at_once=False), None)
            before = desk.clover.clock.monotonic()
            waits.append((await calls(desk, 1))[0] - before)
        for wait, least in zip(waits, (1, 2, 4, 8), strict=True):
            assert least <= wait < least * 1.1 + 0.26

    play(main)


def test_a_lower_limit_that_is_named_is_kept_to() -> None:
    async def main() -> None:
        desk = Program(Clover(1, NEAR), FIRST_LOAD)
        desk.limiter.refused(LimitHit(at_once=False, most=6), None)
        starts = await calls(desk, 60)
        assert max(sum(first <= one < first + 1 for one in starts) for first in starts) == 6
        assert starts[-1] - starts[0] < 59 / 6 * BEAT + 0.2

    play(main)


def test_people_are_not_slowed_by_what_the_machine_gives_up() -> None:
    async def main() -> None:
        desk = Program(Clover(1, NEAR), FIRST_LOAD)
        clock = desk.clover.clock
        desk.limiter.refused(LimitHit(at_once=True), 3)
        async with desk.limiter.turn("page", interactive=False):
            desk.limiter.served()
            async with desk.limiter.turn("person", interactive=True):
                assert clock.monotonic() < 4
        assert (await calls(desk, 1))[0] > 6

    play(main)
