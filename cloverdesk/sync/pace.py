"""How often a feed looks: regularly while all is well, at once while history is missing, ever more slowly while it fails."""

from random import SystemRandom
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cloverdesk.domain.clock import Clock

_DOUBLINGS = 3
"""Failing, it looks at least every eight times as long as usual: two minutes for fifteen seconds."""
_A_MOMENT = 0.001
_chance = SystemRandom()


class Pace:
    """The pace of one feed. Times are monotonic seconds of the clock."""

    def __init__(self, clock: "Clock", every_seconds: float) -> None:
        self._clock = clock
        self._every = every_seconds
        self._failed = 0
        self._began = clock.monotonic()
        self._due = self._began

    def is_due(self) -> bool:
        """Whether it is time to look. Clocks wake a little early: by less than is worth another sleep."""
        return self.wait() < _A_MOMENT

    def wait(self) -> float:
        """Seconds until it is."""
        return max(self._due - self._clock.monotonic(), 0)

    def begin(self) -> None:
        """A look begins."""
        self._began = self._clock.monotonic()

    def end(self, *, failed: bool, complete: bool) -> None:
        """A look is over. Jitter keeps the desks of a chain from coming back in step after an outage."""
        self._failed = self._failed + 1 if failed else 0
        now = self._clock.monotonic()
        if failed:
            pause = self._every * (1 << min(self._failed - 1, _DOUBLINGS))
            self._due = now + pause * _chance.uniform(0.75, 1)
        else:
            self._due = self._began + self._every if complete else now
