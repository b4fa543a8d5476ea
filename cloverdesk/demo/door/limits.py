"""Rate limits as documented (payments.md, section 10): so many calls a second and at once, for a token and for its app."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cloverdesk.demo.clock import monotonic_ns
from cloverdesk.demo.errors import Rejected, envelope

SECOND_NS = 1_000_000_000
PERIOD_NS = 950_000_000
"""A second, less what the way here may take off it: a caller that paces itself by the second is not refused."""
LONGEST_WAIT_S = 30
MOST_WAITING = 64
MOST_TOKENS = 256
"""How many tokens are kept count of; those that have been quiet for a while go first."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What one scope allows, and what its headers are called by."""

    scope: str
    per_second: int
    in_flight: int


TOKEN = Limit("token", 16, 5)
APP = Limit("crossToken", 50, 10)


class Limits:
    """Counts the calls of one app. `now_ns` is a clock that only ever goes forward, the machine's own by default.

    Not the store's clock, which a test may move or stop: how fast calls come is no matter of the store's day.
    """

    def __init__(self, now_ns: Callable[[], int] = monotonic_ns) -> None:
        self._now_ns = now_ns
        self._app = _Count(APP)
        self._tokens: dict[str, _Count] = {}

    @contextmanager
    def turn(self, token: str) -> Iterator[None]:
        """Be in flight inside. Raises `Rejected` (429) for a call that is one too many, for its token or for the app."""
        now = self._now_ns()
        counts = (self._count_of(token, now), self._app)
        for count in counts:
            count.check(now)
        for count in counts:
            count.begin(now)
        try:
            yield
        finally:
            for count in counts:
                count.flying -= 1

    def _count_of(self, token: str, now: int) -> "_Count":
        count = self._tokens.get(token)
        if count is None:
            if len(self._tokens) >= MOST_TOKENS:
                self._tokens = {name: one for name, one in self._tokens.items() if not one.is_quiet(now)}
            count = self._tokens[token] = _Count(TOKEN)
        return count


class _Count:
    """The calls of one scope: when the latest began, how many are in flight, and when whoever was turned away may come back.

    Somebody who comes back when told to is let in. Anybody who comes while others have been told to wait is told to wait
    longer than all of them, so that impatience is what lengthens the wait, and obedience always ends it.
    """

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self._begun: deque[int] = deque(maxlen=limit.per_second)
        self._told: deque[int] = deque(maxlen=MOST_WAITING)
        self.flying = 0

    def check(self, now: int) -> None:
        """Raise `Rejected` unless a call may begin."""
        limit = self._limit
        if self._told and self._told[0] <= now:
            self._told.popleft()
            early = False
        else:
            early = bool(self._told)
        if early or self.flying >= limit.in_flight:
            wait = {"retry-after": str(self._wait(now))}
            raise _too_many(limit.scope + "ConcurrentLimit", limit.in_flight, wait)
        begun = self._begun
        if len(begun) == limit.per_second and now - begun[0] < PERIOD_NS:
            raise _too_many(limit.scope + "Limit", limit.per_second, {})

    def begin(self, now: int) -> None:
        """Count a call that was let in."""
        self._begun.append(now)
        self.flying += 1

    def is_quiet(self, now: int) -> bool:
        """Whether nothing is remembered that could turn a call away."""
        last = max(self._begun[-1] if self._begun else 0, self._told[-1] if self._told else 0)
        return not self.flying and now - last >= SECOND_NS

    def _wait(self, now: int) -> int:
        """Whole seconds from now, a second more than whoever else waits."""
        left = max(0, self._told[-1] - now) if self._told else 0
        wait = min(-(-left // SECOND_NS) + 1, LONGEST_WAIT_S)
        self._told.append(max(now + wait * SECOND_NS, self._told[-1] if self._told else 0))
        return wait


def _too_many(header: str, number: int, headers: dict[str, str]) -> Rejected:
    return Rejected(429, envelope(429), {f"X-RateLimit-{header}": str(number), **headers})
