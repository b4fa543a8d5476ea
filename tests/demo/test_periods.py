"""Dates of what recurs: read, written, and counted on from any day."""

from datetime import date, timedelta

import pytest

from cloverdesk.demo.recurring.periods import LATEST_MS, Cycle, day_of, midnight_of, moment_of, text_of

NIGHT_MS = 700_000


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-01-19T10:02:59.476+0000", "2026-01-19T10:02:59.476+0000"),
        ("2026-01-19@10:02:59.476+0000", "2026-01-19T10:02:59.476+0000"),
        ("2026-01-19T10:02:59Z", "2026-01-19T10:02:59.000+0000"),
        ("2026-01-19T10:02:59-05:00", "2026-01-19T15:02:59.000+0000"),
        ("2026-01-19 10:02", "2026-01-19T10:02:00.000+0000"),
        ("2026-01-19", "2026-01-19T00:00:00.000+0000"),
        ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999+0000"),
    ],
)
def test_a_date_in_any_spelling(text: str, written: str) -> None:
    at_ms = moment_of(text)
    assert at_ms is not None
    assert text_of(at_ms) == written
    assert moment_of(written) == at_ms


@pytest.mark.parametrize(
    "text", ["", "@", "tomorrow", "2026-02-30", "2026-01-19T25:00", "1969-12-31", "9999-12-31T23:59:59-01:00"]
)
def test_what_is_no_date(text: str) -> None:
    assert moment_of(text) is None


def test_the_last_date_there_is() -> None:
    assert text_of(LATEST_MS) == "9999-12-31T23:59:59.999+0000"
    last = Cycle(LATEST_MS, "DAY", 1, NIGHT_MS)
    assert last.after(None) == date.max
    assert last.after(date.max) is None
    assert Cycle(midnight_of(date(9999, 12, 1)), "MONTH", 1, NIGHT_MS).after(date(9999, 12, 1)) is None


def _cycle(start: date, interval: str, count: int) -> Cycle:
    return Cycle(midnight_of(start), interval, count, NIGHT_MS)


@pytest.mark.parametrize("interval", ["DAY", "WEEK", "MONTH", "YEAR"])
@pytest.mark.parametrize("count", [1, 2, 3, 6])
@pytest.mark.parametrize(
    "start", [date(2027, 1, 31), date(2028, 2, 29), date(2027, 8, 30), date(2027, 12, 1)]
)
def test_from_any_day_the_next_one_is_the_first_that_a_walk_through_the_calendar_meets(
    interval: str, count: int, start: date
) -> None:
    cycle = _cycle(start, interval, count)
    walked = [day_of(moment) for moment in cycle.until(midnight_of(date(2040, 1, 1)))]
    assert walked[0] == start
    assert walked == sorted(set(walked))
    for days in range(-3, 1500):
        day = start + timedelta(days=days)
        assert cycle.after(day) == next(one for one in walked if one > day)
        before, after = midnight_of(day), midnight_of(day) + NIGHT_MS
        assert cycle.coming(None, before) == next(one for one in walked if one >= day)
        assert (
            cycle.coming(day, before) == cycle.coming(None, after) == next(one for one in walked if one > day)
        )


@pytest.mark.parametrize(("interval", "count", "months"), [("MONTH", 1, 1), ("MONTH", 4, 4), ("YEAR", 1, 12)])
def test_months_go_back_to_the_day_they_began_on(interval: str, count: int, months: int) -> None:
    start = date(2027, 1, 31)
    walked = [
        day_of(moment) for moment in _cycle(start, interval, count).until(midnight_of(date(2035, 1, 1)))
    ]
    for number, day in enumerate(walked):
        assert (day.year * 12 + day.month) - (start.year * 12 + start.month) == number * months
        following = day + timedelta(days=1)
        assert day.day == 31 or following.day == 1
