"""How often a feed looks: regularly while all is well, at once while history is missing, ever more slowly while it fails."""

from random import SystemRandom
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from cloverdesk.domain.clock import Clock

MOST_LOOKS_A_SECOND = 0.3
"""What an idle desk asks for, all its feeds together."""
_DOUBLINGS = 3
"""Failing, it looks at least every eight times as long as usual: two minutes for fifteen seconds."""
_LONGEST_STRETCH = 4.0
_SLOW = 1 / 3
"""A look that takes this part of the usual time is one of many that wait for Clover."""
_EARLIEST = 0.9
_A_MOMENT = 0.001


def often_enough(wanted_seconds: float, feeds: int) -> float:
    """The seconds between two looks of each of so many feeds that want to look every `wanted_seconds`."""
    return max(wanted_seconds, feeds / MOST_LOOKS_A_SECOND / _EARLIEST)


class Pace:
    """The pace of one feed. Times are monotonic seconds of the clock.

    Jitter keeps the desks of a chain, and the feeds of a desk, from coming in step; `chance` decides it, by default the system's.
    """

    def __init__(self, clock: "Clock", every_seconds: float, chance: "Random | None" = None) -> None:
        self._clock = clock
        self._chance = chance or SystemRandom()
        self._every = every_seconds
        self._failed = 0
        self._stretch = 1.0
        self._began = clock.monotonic()
        self._due = self._began
        self._complete = False

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
        """A look is over."""
        self._failed = self._failed + 1 if failed else 0
        now = self._clock.monotonic()
        if failed:
            pause = self._every * (1 << min(self._failed - 1, _DOUBLINGS))
            self._due = now + pause * self._chance.uniform(0.75, 1)
        elif complete:
            self._stretch = self._stretched(now - self._began)
            self._due = self._began + self._every * self._stretch * self._chance.uniform(_EARLIEST, 1)
        else:
            self._due = now
        self._complete = complete

    def _stretched(self, took: float) -> float:
        """How many times as long as usual to wait: more where a mere look took long, since others wait for the same Clover."""
        if self._complete and took > self._every * _SLOW:
            return min(self._stretch * 2, _LONGEST_STRETCH)
        return max(self._stretch * 0.9, 1)
