"""Trying a read again: harmless, bounded, and never all desks at the same moment. Money calls know nothing of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import SystemRandom
from typing import TypeVar

from cloverdesk.api.errors import ApiError, RateLimited
from cloverdesk.api.limits import LONGEST_WAIT
from cloverdesk.domain.clock import Clock

T = TypeVar("T")

_FIRST_PAUSE = 0.5
_FIRST_PAUSE_WHEN_LIMITED = 1.0  # payments.md, section 10: wait one second, then back off
_chance = SystemRandom()


@dataclass(frozen=True, slots=True)
class Endurance:
    """How often something is tried, and for how many seconds since the first try another one may still begin."""

    tries: int
    seconds: float


OF_THE_MACHINE = Endurance(tries=4, seconds=120)
WHILE_SOMEBODY_WAITS = Endurance(tries=3, seconds=30)


async def with_retries(attempt: Callable[[], Awaitable[T]], clock: Clock, endurance: Endurance) -> T:
    """The result of `attempt`, tried again while its failure may pass. Raises the last failure."""
    begun = clock.monotonic()
    for failed in range(1, endurance.tries):
        try:
            return await attempt()
        except ApiError as problem:
            if not problem.may_pass or _asks_too_long(problem):
                raise
            pause = _pause(problem, failed)
            if not _is_told(problem) and clock.monotonic() + pause - begun > endurance.seconds:
                raise
            await clock.sleep(pause)
    return await attempt()


def _is_told(problem: ApiError) -> bool:
    """Whether Clover said when to come back, so that it is known to be worth it."""
    return isinstance(problem, RateLimited) and bool(problem.retry_after)


def _asks_too_long(problem: ApiError) -> bool:
    return isinstance(problem, RateLimited) and (problem.retry_after or 0) > LONGEST_WAIT


def _pause(problem: ApiError, failed: int) -> float:
    if isinstance(problem, RateLimited):
        told = problem.retry_after or _FIRST_PAUSE_WHEN_LIMITED * (1 << (failed - 1))
        return told + _chance.uniform(0, 0.25)
    longest = _FIRST_PAUSE * (1 << (failed - 1))
    return longest * _chance.uniform(0.5, 1)
