"""The shape of trade: days in the store's own time, clocks that go forward and back, feasts, hours."""

import random
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from cloverdesk.demo.options import DAY_MS
from cloverdesk.demo.trade.catalogues import CATALOGUES
from cloverdesk.demo.trade.days import HOUR_MS, Calendar

EPOCH = date(1970, 1, 1).toordinal()


@pytest.fixture
def days() -> Calendar:
    return Calendar(CATALOGUES["us"], -5)


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal() - EPOCH


def _begins(days: Calendar, text: str) -> str:
    return datetime.fromtimestamp(days.start_of(_day(text)) // 1000, tz=UTC).isoformat()[:16]


def test_days_begin_at_midnight_of_the_store() -> None:
    winter = Calendar(CATALOGUES["ca"], -5)
    assert _begins(winter, "2026-01-15") == "2026-01-15T05:00"
    assert _begins(winter, "2026-07-15") == "2026-07-15T04:00"


@pytest.mark.parametrize(
    ("first_of_summer", "first_of_winter"), [("2026-03-08", "2026-11-01"), ("2025-03-09", "2025-11-02")]
)
def test_clocks_go_forward_in_march_and_back_in_november(
    days: Calendar, first_of_summer: str, first_of_winter: str
) -> None:
    for text, before, after in ((first_of_summer, 5, 4), (first_of_winter, 4, 5)):
        day = _day(text)
        assert days.start_of(day - 1) == (day - 1) * DAY_MS + before * HOUR_MS
        assert days.start_of(day) == day * DAY_MS + after * HOUR_MS


def test_every_moment_belongs_to_the_day_that_it_falls_into(days: Calendar) -> None:
    for day in range(_day("2026-02-25"), _day("2026-11-10")):
        begins, ends = days.start_of(day), days.start_of(day + 1)
        assert 23 * HOUR_MS <= ends - begins <= 25 * HOUR_MS
        assert days.day_of(begins) == days.day_of(ends - 1) == day
        assert days.weekday(day) == date.fromordinal(day + EPOCH).weekday()


def test_feasts_are_quiet_and_the_day_after_is_not(days: Calendar) -> None:
    def beside_others(text: str) -> float:
        return days.weight(_day(text)) / days.weight(_day(text) - 14)

    assert beside_others("2026-11-26") < 0.2  # Thanksgiving is the fourth Thursday
    assert beside_others("2026-11-27") > 1.4
    assert beside_others("2026-12-25") < 0.2
    canada = Calendar(CATALOGUES["ca"], -5)
    assert canada.weight(_day("2026-10-12")) < canada.weight(_day("2026-10-05"))  # the second Monday
    assert canada.weight(_day("2026-12-26")) > 1.3 * canada.weight(_day("2026-12-19"))


def test_summers_and_decembers_are_busy_and_so_are_saturdays(days: Calendar) -> None:
    month = Counter[int]()
    for day in range(_day("2026-01-01"), _day("2027-01-01")):
        month[date.fromordinal(day + EPOCH).month] += days.weight(day)
    assert month[8] > 1.5 * month[2]
    assert month[12] > 1.2 * month[11]
    assert days.weight(_day("2026-05-16")) > 2 * days.weight(_day("2026-05-11"))


def test_moments_are_in_order_within_the_day_and_not_after_what_is_asked(days: Calendar) -> None:
    day = _day("2026-09-09")
    begins = days.start_of(day)
    moments = days.moments(random.Random(3), day, 500)
    assert moments == sorted(moments)
    assert begins + 6 * HOUR_MS <= moments[0]
    assert moments[-1] < begins + 22 * HOUR_MS
    until = begins + 9 * HOUR_MS + 1234
    early = days.moments(random.Random(3), day, 500, until_ms=until)
    assert max(early) <= until
    assert min(early) < until - HOUR_MS
    assert days.moments(random.Random(3), day, 2, until_ms=begins + HOUR_MS) == [begins + HOUR_MS] * 2


def test_the_share_of_a_day_grows_from_nothing_to_all_of_it(days: Calendar) -> None:
    day = _day("2026-09-09")
    begins = days.start_of(day)
    shares = [days.share_until(day, begins + hour * HOUR_MS) for hour in range(25)]
    done = [part for part, _ in shares]
    assert done[0] == 0
    assert done == sorted(done)
    assert done[-1] == shares[-1][1]
    assert done[13] > done[-1] / 2
