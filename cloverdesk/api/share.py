"""How much of a limit this desk takes while programs it cannot see take theirs: less when turned away, more after calm."""

from math import inf

CALM = 25.0
"""Seconds without being turned away, after which a little more is tried."""
LONGEST_CALM = 240.0
_CROWD = 8
"""With less than this part of a limit there are many to share it, and each tries for more so much the less often."""
_USED = 0.5
"""Who takes less than this part of a share needs no larger one."""
_FEWEST = 3
_LEAST_STEP = 0.1


class Share:
    """One limit's share; all of it until something is cut off. Times are monotonic seconds.

    Additive growth and multiplicative cuts are what lets shares of one limit become alike without a word between them.
    What was too much once is approached slowly; once it is left behind, whoever shared the limit seems to be gone.
    """

    def __init__(self, least: float) -> None:
        self._least = least
        self._level = inf
        self._too_much = inf
        self._since = 0.0
        self._served = 0
        self._strides = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing was cut off."""
        return self._level == inf

    def of(self, limit: float) -> float:
        """What may be taken of `limit`."""
        return min(limit, self._level)

    def cut(self, taken: float, factor: float, now: float) -> None:
        """Take only `factor` of `taken` from now on, which was too much."""
        self._too_much = taken
        self._level = max(self._least, taken * factor)
        self._strides = 0
        self._begin(now)

    def served(self, limit: float, now: float, *, per_second: bool) -> None:
        """A call made use of the share: once there was calm for long enough, and need of more, it grows."""
        if self.is_whole:
            return
        self._served += 1
        lasted = now - self._since
        if lasted < self._calm(limit):
            return
        needed = max(_FEWEST, _USED * self._level * lasted) if per_second else _FEWEST
        if self._served >= needed:
            self._grow(limit, least_step=_LEAST_STEP if per_second else 1)
        else:
            self._strides = 0
        self._begin(now)

    def _calm(self, limit: float) -> float:
        crowd = max(1.0, limit / _CROWD / self._level)
        return max(_FEWEST, min(CALM * crowd, LONGEST_CALM) / (1 << 2 * self._strides))

    def _grow(self, limit: float, *, least_step: float) -> None:
        step = max(least_step, min(self._level / 4, (limit - self._level) / 8))
        self._level += step * (1 << self._strides)
        self._strides = self._strides + 1 if self._level > self._too_much else 0
        if self._level >= limit:
            self._level = inf

    def _begin(self, now: float) -> None:
        self._since = now
        self._served = 0
