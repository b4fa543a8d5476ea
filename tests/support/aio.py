"""Runs coroutines in tests, and a clock that goes only when a test says so."""

import asyncio
import heapq
import itertools
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from typing import Any, TypeVar

T = TypeVar("T")

NOON_MS = 1_795_521_600_000
"""2026-11-24 12:00 UTC, when a `ManualClock` starts."""
PATIENCE_S = 90
"""A test that hangs ends after this long; no test that passes comes near."""
_QUIET_ROUNDS = 25


class Settling(asyncio.AbstractEventLoop):
    """Mixed into a loop: knows the calls that threads have not answered yet, so that `settle` can wait for them."""

    in_threads: set["asyncio.Future[Any]"]

    def run_in_executor(self, executor: Executor | None, func: Callable[..., Any], *args: Any) -> Any:
        """Remember the call until it is answered."""
        if not hasattr(self, "in_threads"):
            self.in_threads = set()
        future = super().run_in_executor(executor, func, *args)
        self.in_threads.add(future)
        future.add_done_callback(self.in_threads.discard)
        return future


class SettlingLoop(Settling, asyncio.SelectorEventLoop):
    """asyncio's own loop, for tests without a window."""


def new_loop() -> SettlingLoop:
    """A loop that never complains about slowness: this machine may be busy with other tests."""
    loop = SettlingLoop()
    loop.slow_callback_duration = float("inf")
    return loop


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run `coroutine` in a loop of its own, in asyncio's debug mode, and return its result.

    The guards fail the test if a task is still alive when the coroutine returns.
    """
    with asyncio.Runner(debug=True, loop_factory=new_loop) as runner:
        return runner.run(patiently(coroutine))


async def patiently(coroutine: Coroutine[Any, Any, T]) -> T:
    """Await `coroutine`; raises TimeoutError when it hangs."""
    async with asyncio.timeout(PATIENCE_S):
        return await coroutine


async def settle() -> None:
    """Return when every task waits for something that this loop alone cannot bring about.

    Calls made through `run_in_executor` are waited for; sockets and other processes are not (see `eventually`).
    """
    loop = asyncio.get_running_loop()
    while True:
        for _ in range(_QUIET_ROUNDS):
            await asyncio.sleep(0)  # noqa: TID251 - gives way, does not wait
        waiting = getattr(loop, "in_threads", None)
        if not waiting:
            return
        await asyncio.wait(tuple(waiting))


async def eventually(holds: Callable[[], object], *, within: float = PATIENCE_S) -> None:
    """Return as soon as `holds()` is true: for what sockets, threads and other processes bring about.

    Raises TimeoutError after `within` seconds.
    """
    async with asyncio.timeout(within):
        while not holds():  # noqa: ASYNC110 - polls what has no event to wait for
            await asyncio.sleep(0.005)  # noqa: TID251 - between two looks


class ManualClock:
    """A `Clock` that stands still. `advance` moves it and wakes, in order, whoever's time has come."""

    def __init__(self, now_ms: int = NOON_MS) -> None:
        self._start_us = now_ms * 1000
        self._elapsed_us = 0
        self._sleepers: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def now_ms(self) -> int:
        """Wall time, milliseconds since the Unix epoch."""
        return (self._start_us + self._elapsed_us) // 1000

    def monotonic(self) -> float:
        """Seconds since this clock was made."""
        return self._elapsed_us / 1_000_000

    async def sleep(self, seconds: float) -> None:
        """Return when `advance` has moved the clock by `seconds`; with zero or less, only give way."""
        if seconds <= 0:
            await asyncio.sleep(0)  # noqa: TID251 - gives way, does not wait
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        due = self._elapsed_us + round(seconds * 1_000_000)
        heapq.heappush(self._sleepers, (due, next(self._numbers), woken))
        await woken

    @property
    def sleepers(self) -> int:
        """How many are asleep now."""
        return sum(not woken.done() for _, _, woken in self._sleepers)

    async def until_asleep(self, count: int = 1) -> None:
        """Return when at least `count` sleep on this clock: what they do before that may take sockets or threads."""
        await eventually(lambda: self.sleepers >= count)

    async def advance(self, seconds: float) -> None:
        """Move the clock on. Each sleeper wakes at its own time and may do its work before the next one wakes."""
        await settle()
        end = self._elapsed_us + round(seconds * 1_000_000)
        while self._sleepers and self._sleepers[0][0] <= end:
            due, _, woken = heapq.heappop(self._sleepers)
            if woken.done():
                continue
            self._elapsed_us = due
            woken.set_result(None)
            await settle()
        self._elapsed_us = end
        await settle()
