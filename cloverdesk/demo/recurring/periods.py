"""Dates of what recurs: as text the way Clover writes them, and the days on which a period ends."""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cloverdesk.demo.options import DAY_MS

LATEST_MS = 253_402_300_799_999
"""The last millisecond of the year 9999, after which there are no dates."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
_DAY = timedelta(days=1)
_DAYS: Mapping[str, int] = {"DAY": 1, "WEEK": 7}
_MONTHS: Mapping[str, int] = {"MONTH": 1, "YEAR": 12}
INTERVALS = (*_DAYS, *_MONTHS)


def text_of(at_ms: int) -> str:
    """A moment such as `2026-01-19T10:02:59.476+0000`; texts of this shape sort as the moments do."""
    moment = _EPOCH + timedelta(milliseconds=at_ms)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "+0000")


def moment_of(text: str) -> int | None:
    """Milliseconds of an ISO 8601 date with or without a time (UTC unless it says otherwise), or None.

    Older samples have `@` in place of `T`.
    """
    try:
        moment = datetime.fromisoformat(text.replace("@", "T", 1))
    except ValueError:
        return None
    at_ms = ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH) // _MS
    return at_ms if 0 <= at_ms <= LATEST_MS else None


def day_of(at_ms: int) -> date:
    """The day in UTC."""
    return (_EPOCH + timedelta(milliseconds=at_ms)).date()


def midnight_of(day: date) -> int:
    """When the day begins in UTC, in milliseconds."""
    return (day.toordinal() - _EPOCH.toordinal()) * DAY_MS


@dataclass(frozen=True, slots=True)
class Cycle:
    """The days on which something falls due, every `count` intervals from the day of `start_ms`.

    It happens `night_ms` after midnight, on the first day not before `start_ms`. Months are counted from the first
    day, so that the 31st comes back after a shorter month; that month's day is its last one, or, unless `clamped`,
    the one after.
    """

    start_ms: int
    interval: str
    count: int
    night_ms: int
    clamped: bool = True

    def moment(self, day: date) -> int:
        """When it happens on one of its days, in milliseconds."""
        return max(self.night(day), self.start_ms)

    def night(self, day: date) -> int:
        """When the night's run of any day is, in milliseconds."""
        return midnight_of(day) + self.night_ms

    def after(self, day: date | None) -> date | None:
        """Its first day after `day` (None: its very first); None where the calendar ends before."""
        start = day_of(self.start_ms)
        if day is None or day < start:
            return start
        if self.interval in _DAYS:
            step = _DAYS[self.interval] * self.count
            number = start.toordinal() + ((day - start).days // step + 1) * step
            return date.fromordinal(number) if number <= date.max.toordinal() else None
        step = _MONTHS[self.interval] * self.count
        passed = (day.year - start.year) * 12 + day.month - start.month
        months = passed // step * step
        found = _shifted(start, months, clamped=self.clamped)
        return found if found is None or found > day else _shifted(start, months + step, clamped=self.clamped)

    def coming(self, last: date | None, now_ms: int) -> date | None:
        """Its first day after `last` that is not missed already; None where the calendar ends before."""
        yesterday = day_of(now_ms) - _DAY
        day = self.after(yesterday if last is None else max(last, yesterday))
        return self.after(day) if day and self.moment(day) <= now_ms else day

    def until(self, end_ms: int) -> Iterator[int]:
        """The moments up to `end_ms`, that one left out."""
        day = self.after(None)
        while day is not None and self.moment(day) < end_ms:
            yield self.moment(day)
            day = self.after(day)


def _shifted(start: date, months: int, *, clamped: bool) -> date | None:
    """The same day of a later month, or what stands for it where that month is too short."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    if start.day <= last:
        return date(year, month + 1, start.day)
    return date(year, month + 1, last) + (timedelta() if clamped else _DAY)
