"""Trying a read again: harmless, bounded, and never all desks at the same moment. Money calls know nothing of it."""

from collections.abc import Awaitable, Callable
from random import SystemRandom
from typing import TypeVar

from cloverdesk.api.errors import ApiError, RateLimited
from cloverdesk.api.limits import LONGEST_WAIT
from cloverdesk.domain.clock import Clock

T = TypeVar("T")

TRIES = 4
TRIES_WHILE_SOMEBODY_WAITS = 3
_FIRST_PAUSE = 0.5
_FIRST_PAUSE_WHEN_LIMITED = 1.0  # payments.md, section 10: wait one second, then back off
_chance = SystemRandom()


async def with_retries(attempt: Callable[[], Awaitable[T]], clock: Clock, *, tries: int) -> T:
    """The result of `attempt`, tried up to `tries` times while its failure may pass. Raises the last failure."""
    for failed in range(1, tries):
        try:
            return await attempt()
        except ApiError as problem:
            if not problem.may_pass or _asks_too_long(problem):
                raise
            await clock.sleep(_pause(problem, failed))
    return await attempt()


def _asks_too_long(problem: ApiError) -> bool:
    return isinstance(problem, RateLimited) and (problem.retry_after or 0) > LONGEST_WAIT


def _pause(problem: ApiError, failed: int) -> float:
    if isinstance(problem, RateLimited):
        return (problem.retry_after or _FIRST_PAUSE_WHEN_LIMITED * (1 << (failed - 1))) + _chance.uniform(
            0, 0.25
        )
    longest = _FIRST_PAUSE * (1 << (failed - 1))
    return longest * _chance.uniform(0.5, 1)
