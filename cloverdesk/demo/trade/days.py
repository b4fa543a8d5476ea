"""The shape of trade: how much of it a day sees, by season, weekday and holiday, and at which hours."""

import random
from bisect import bisect_right
from datetime import date, timedelta
from itertools import accumulate

from cloverdesk.demo.options import DAY_MS, MINUTE_MS
from cloverdesk.demo.trade.catalogue import Catalogue

HOUR_MS = 60 * MINUTE_MS
_EPOCH = date(1970, 1, 1).toordinal()
_WEEKDAYS = (64, 66, 80, 92, 118, 160, 106)
"""Monday to Sunday, in percent of a usual day."""
_WORKDAY = (0, 0, 0, 0, 0, 0, 2, 6, 9, 8, 7, 9, 11, 9, 6, 5, 5, 6, 5, 3, 1, 1, 0, 0)
_WEEKEND = (0, 0, 0, 0, 0, 0, 1, 3, 7, 10, 12, 12, 12, 11, 9, 8, 6, 5, 4, 3, 1, 1, 0, 0)
"""How busy each hour of the day is."""
_GROWTH_DAYS = range(2_500, 10_000)
"""Trade grows by one in so many a day: some seven percent a year."""
_GROWTH_BEGINS = 15_000


class Calendar:
    """The days of one store, counted from 1970 in its own time, daylight saving included.

    Every platform knows how to count; not every one knows the time zones.
    """

    def __init__(self, catalogue: Catalogue, utc_hours: int) -> None:
        self._catalogue = catalogue
        self._winter_ms = -utc_hours * HOUR_MS
        self._starts: dict[int, int] = {}

    def start_of(self, day: int) -> int:
        """When the day begins, in milliseconds since 1970 UTC."""
        known = self._starts.get(day)
        if known is None:
            summer = HOUR_MS if _is_summer(_date(day)) else 0
            known = self._starts[day] = day * DAY_MS + self._winter_ms - summer
        return known

    def day_of(self, at_ms: int) -> int:
        """The day that a moment belongs to."""
        day = (at_ms - self._winter_ms) // DAY_MS + 1
        while self.start_of(day) > at_ms:
            day -= 1
        return day

    def weekday(self, day: int) -> int:
        """0 for Monday to 6 for Sunday."""
        return (day + 3) % 7

    def weight(self, day: int) -> int:
        """How much trade the day sees, beside other days of this store."""
        when = _date(day)
        percent = self._catalogue.months[when.month - 1] * _WEEKDAYS[when.weekday()]
        special = self._catalogue.holidays.get((when.month, when.day))
        if special is None:
            special = self._catalogue.moving.get(_moving(when), 100)
        growth = min(max(day - _GROWTH_BEGINS, _GROWTH_DAYS.start), _GROWTH_DAYS.stop)
        return percent * special * growth

    def hours(self, day: int) -> tuple[int, ...]:
        """How busy each of the day's hours is."""
        return _WEEKEND if self.weekday(day) > 4 else _WORKDAY

    def share_until(self, day: int, at_ms: int) -> tuple[int, int]:
        """How much of the day's trade is done at `at_ms`, as a fraction."""
        hours, passed_ms = self.hours(day), at_ms - self.start_of(day)
        whole = min(passed_ms // HOUR_MS, 24)
        done = sum(hours[:whole]) * HOUR_MS
        if whole < 24:
            done += hours[whole] * (passed_ms % HOUR_MS)
        return done, sum(hours) * HOUR_MS

    def moments(self, rng: random.Random, day: int, count: int, *, until_ms: int | None = None) -> list[int]:
        """When `count` sales of the day happen, oldest first, none of them after `until_ms`."""
        start, hours = self.start_of(day), self.hours(day)
        if until_ms is not None:
            passed = max(0, min(24, (until_ms - start) // HOUR_MS + 1))
            hours = (*hours[:passed], *[0] * (24 - passed))
        total = list(accumulate(hours))
        end, draw = total[-1], rng.random
        if not end:  # before the first customer comes
            return [until_ms or start] * count
        drawn = [
            start + bisect_right(total, draw() * end) * HOUR_MS + int(draw() * HOUR_MS) for _ in range(count)
        ]
        drawn.sort()
        return drawn if until_ms is None else [min(at, until_ms) for at in drawn]


def _date(day: int) -> date:
    return date.fromordinal(day + _EPOCH)


def _is_summer(when: date) -> bool:
    """Whether clocks are ahead, in the United States and Canada alike."""
    begins = _nth(when.year, 3, weekday=6, number=2)
    ends = _nth(when.year, 11, weekday=6, number=1)
    return begins <= when < ends


def _moving(when: date) -> str:
    """The name of a feast without a date of its own, or ""."""
    thanksgiving = _nth(when.year, 11, weekday=3, number=4)
    if when == thanksgiving:
        return "us thanksgiving"
    if when == thanksgiving + timedelta(days=1):
        return "black friday"
    return "canadian thanksgiving" if when == _nth(when.year, 10, weekday=0, number=2) else ""


def _nth(year: int, month: int, *, weekday: int, number: int) -> date:
    """The first, second, ... such weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
