"""Keeping under Clover's rate limits: a sliding window per token, in which people overtake the machine."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from cloverdesk.api.errors import RateLimited
from cloverdesk.domain.clock import Clock

WINDOW = 1.02
"""Seconds. A little over Clover's one second, since requests bunch up on their way."""
LONGEST_PAUSE = 3600.0
"""Seconds that a `retry-after` is obeyed for; more than an hour is a slip of somebody in between."""
LONGEST_WAIT = 30.0
"""Seconds that a call waits for a `retry-after` of another one; beyond it, failing with a sentence is kinder."""
_UNTIL_WOKEN = -1.0
_AT_ONCE = 0.0005  # seconds; what is left by rounding is not worth a sleep


@dataclass(frozen=True, slots=True)
class Limits:
    """Requests per second and in flight at once; None for no limit."""

    per_second: int | None = 16
    in_flight: int | None = 5

    def __post_init__(self) -> None:
        if (self.per_second is not None and self.per_second < 1) or (
            self.in_flight is not None and self.in_flight < 1
        ):
            msg = "a limit below one lets nothing through"
            raise ValueError(msg)


DEFAULT_LIMITS = Limits()


class Limiter:
    """Lets calls start one after the other, interactive ones first. Of one event loop."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._people: deque[asyncio.Event] = deque()
        self._machine: deque[asyncio.Event] = deque()
        self._starts: deque[float] = deque(maxlen=limits.per_second)
        self._flying = 0
        self._not_before = 0.0

    @asynccontextmanager
    async def turn(self, name: str, *, interactive: bool) -> AsyncIterator[None]:
        """Hold a place while the call `name` is in flight. Raises `RateLimited` while Clover wants a long pause."""
        await self._start(name, self._people if interactive else self._machine)
        try:
            yield
        finally:
            self._flying -= 1
            self._wake_next()

    def pause(self, seconds: float) -> None:
        """Start nothing for `seconds`, whoever asks: calling too early lengthens Clover's wait.

        No answer, which may be a proxy's, keeps the desk silent for longer than `LONGEST_PAUSE`.
        """
        pause = min(seconds, LONGEST_PAUSE)
        self._not_before = max(self._not_before, self._clock.monotonic() + pause)

    async def _start(self, name: str, line: deque[asyncio.Event]) -> None:
        me = asyncio.Event()
        line.append(me)
        try:
            while wait := self._hindrance(me, name):
                if wait == _UNTIL_WOKEN:
                    await me.wait()
                    me.clear()
                else:
                    await self._clock.sleep(wait)
            self._flying += 1
            self._starts.append(self._clock.monotonic())
        finally:
            line.remove(me)
            self._wake_next()

    def _hindrance(self, me: asyncio.Event, name: str) -> float:
        """Seconds to wait before looking again, 0 when `me` may start now."""
        if self._next() is not me:
            return _UNTIL_WOKEN
        now = self._clock.monotonic()
        pause = self._not_before - now
        if pause > LONGEST_WAIT:
            raise RateLimited(retry_after=pause, operation_name=name)
        if pause > _AT_ONCE:
            return pause
        if self._limits.in_flight is not None and self._flying >= self._limits.in_flight:
            return _UNTIL_WOKEN
        if self._limits.per_second is None or len(self._starts) < self._limits.per_second:
            return 0
        wait = self._starts[0] + WINDOW - now
        return wait if wait > _AT_ONCE else 0

    def _next(self) -> asyncio.Event | None:
        line = self._people or self._machine
        return line[0] if line else None

    def _wake_next(self) -> None:
        event = self._next()
        if event is not None:
            event.set()
