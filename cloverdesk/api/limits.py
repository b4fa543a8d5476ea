"""Keeping under Clover's rate limits: a sliding window per token, in which people overtake the machine."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from math import inf
from random import SystemRandom
from typing import TYPE_CHECKING

from cloverdesk.api.errors import RateLimited
from cloverdesk.api.share import Share
from cloverdesk.domain.clock import Clock

if TYPE_CHECKING:
    from random import Random

    from cloverdesk.api.exchange import LimitHit

WINDOW = 1.01
"""Seconds. A little over Clover's one second, since requests bunch up on their way."""
BEAT = 1.03
"""Seconds over which the machine spreads the calls of a window."""
_SWAY = 0.5
"""By how much of its time a call of the machine may be late. In step, a newcomer would always find the window just full."""
LONGEST_PAUSE = 3600.0
"""Seconds that a `retry-after` is obeyed for; more than an hour is a slip of somebody in between."""
LONGEST_WAIT = 40.0
"""Seconds that a call waits for a `retry-after` of another one; beyond it, failing with a sentence is kinder."""
PEOPLE_ABOUT = 10.0
"""Seconds after a call of a person, for which the machine leaves room: such calls come in flocks."""
_PAUSE_UNLESS_TOLD = 1.0  # seconds; payments.md, section 10: wait one second, then back off
_CROWD = 3
"""Seconds to wait, told by Clover, that show a crowd: each early caller makes the wait of the next one longer."""
_SILENCE = 45.0
"""Seconds that the machine keeps still after its turn in a crowd, so that everybody else who was told to wait can come."""
_DOUBLINGS = 5
_LEAST_RATE = 0.1
_STARTS_REMEMBERED = 256
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


FIRST_LOAD = Limits(16, 5)
"""What Clover takes of one token (payments.md, section 10)."""
AFTERWARDS = Limits(10, 4)
"""What a desktop client should keep to (accounts.md, section 9)."""


class Limiter:
    """Lets calls start one after the other, interactive ones first. Of one event loop.

    The machine's calls go out evenly, so that a person's finds the next place soon. Being turned away although the limits
    are kept means that other programs share the token: then this desk takes less, and tries for more after calm.
    """

    def __init__(self, limits: Limits, clock: Clock, chance: "Random | None" = None) -> None:
        self._limits = limits
        self._clock = clock
        self._chance = chance or SystemRandom()
        self._people: deque[asyncio.Event] = deque()
        self._machine: deque[asyncio.Event] = deque()
        self._starts: deque[float] = deque(maxlen=_STARTS_REMEMBERED)
        self._flying = 0
        self._not_before = self._people_until = -inf
        self._beat = self._machine_not_before = -inf
        self._rate, self._places = Share(_LEAST_RATE), Share(1)
        self._most_a_second, self._most_at_once = inf, inf
        self._refused = 0
        self._silence = 0.0

    def change(self, limits: Limits) -> None:
        """Keep to `limits` from now on."""
        self._limits = limits
        self._wake_next()

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

    def served(self) -> None:
        """A call that is in flight was answered, and not with a 429."""
        now = self._clock.monotonic()
        self._refused = 0
        self._rate.served(self._per_second, now, per_second=True)
        if self._flying + 1 > self._places.of(self._in_flight):
            self._places.served(self._in_flight, now, per_second=False)

    def refused(self, hit: "LimitHit", retry_after: float | None) -> None:
        """A call that is in flight was answered with 429: obey, and take less. `retry_after` is in seconds, None where Clover gave none."""
        now = self._clock.monotonic()
        last = self._not_before  # when the last pause ended, or will end
        told = retry_after or _PAUSE_UNLESS_TOLD * (1 << self._refused)
        self._refused = min(self._refused + 1, _DOUBLINGS)
        # Jitter, so that many desks do not come back in one moment; never earlier than told.
        self.pause(min(told, LONGEST_PAUSE) * self._chance.uniform(1, 1.1) + self._chance.uniform(0, 0.25))
        if retry_after:
            self._silence = retry_after**2 if retry_after < _CROWD else _SILENCE
        if now >= last:  # else it was on its way already when another one was refused
            self._take_less(hit, now, again=now < last + 1)

    # ---------------------------------------------------------------- how much

    @property
    def _per_second(self) -> float:
        return min(self._limits.per_second or inf, self._most_a_second)

    @property
    def _in_flight(self) -> float:
        return min(self._limits.in_flight or inf, self._most_at_once)

    def _take_less(self, hit: "LimitHit", now: float, *, again: bool) -> None:
        """Take less of what was hit. `again`: a little after it was hit before, so that it is tight indeed."""
        if hit.at_once and (hit.most or inf) < self._in_flight:
            self._most_at_once = hit.most or inf
        elif not hit.at_once and (hit.most or inf) < self._per_second:
            self._most_a_second = hit.most or inf
        else:
            self._give_way(now, at_once=hit.at_once, again=again)

    def _give_way(self, now: float, *, at_once: bool, again: bool) -> None:
        """Others take part of what this desk has kept to."""
        tight = again or self._rate.is_whole
        if at_once:
            held = max(1, min(self._places.of(self._in_flight), self._flying))
            tight = tight or held <= 1
            self._places.cut(held, 0.5, now)
        allowed = self._rate.of(self._per_second)
        taken = allowed if allowed < inf else max(1, sum(start > now - 1 for start in self._starts))
        self._rate.cut(taken, 0.5 if tight else 0.7, now)

    # ---------------------------------------------------------------- when

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
            self._count(self._clock.monotonic(), is_person=line is self._people)
        finally:
            line.remove(me)
            self._wake_next()

    def _count(self, now: float, *, is_person: bool) -> None:
        self._flying += 1
        self._starts.append(now)
        spacing = BEAT / self._rate.of(self._per_second)
        sway = spacing * _SWAY
        self._beat = max(self._beat, now - sway) + spacing
        self._machine_not_before = self._beat + self._chance.uniform(0, sway)
        if self._silence:
            quiet = now + self._silence * self._chance.uniform(1, 1.25)
            self._beat = self._machine_not_before = max(self._machine_not_before, quiet)
            self._silence = 0.0
        if is_person:
            self._people_until = now + PEOPLE_ABOUT

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
        is_person = bool(self._people)
        if self._flying + 1 > self._most_flying(now, is_person=is_person):
            return _UNTIL_WOKEN
        wait = self._until_free(now, is_person=is_person)
        return wait if wait > _AT_ONCE else 0

    def _most_flying(self, now: float, *, is_person: bool) -> float:
        """How many may be in flight before the one that asks."""
        shared = self._places.of(self._in_flight)
        if is_person:
            return min(self._in_flight, shared + 1)
        room = 2 if now < self._people_until else 0
        return max(1, min(shared, self._in_flight - room))

    def _until_free(self, now: float, *, is_person: bool) -> float:
        """Seconds until the window has room; the machine waits for its own time, too."""
        wait = 0.0 if is_person else self._machine_not_before - now
        most = self._per_second
        if not is_person and now < self._people_until and most < inf:
            most -= most // 4
        if most > len(self._starts):
            return wait
        return max(wait, self._starts[-int(most)] + WINDOW - now)

    def _next(self) -> asyncio.Event | None:
        line = self._people or self._machine
        return line[0] if line else None

    def _wake_next(self) -> None:
        event = self._next()
        if event is not None:
            event.set()
