"""The one place that knows what time it is; everything else is handed a `Clock`, so that tests need not wait."""

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Wall time in milliseconds since the epoch, monotonic seconds, and sleeping."""

    def now_ms(self) -> int:
        """Wall time, milliseconds since the Unix epoch."""

    def monotonic(self) -> float:
        """Seconds from an arbitrary start, never going back."""

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds` of this clock."""


class SystemClock:
    """The machine's own clock."""

    def now_ms(self) -> int:
        """Wall time, milliseconds since the Unix epoch."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        """Seconds from an arbitrary start, never going back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds`."""
        await asyncio.sleep(seconds)  # noqa: TID251 - this is the Clock


def utc(ms: int) -> datetime:
    """Return the aware UTC datetime for `ms` milliseconds since the epoch."""
    return datetime.fromtimestamp(ms // 1000, tz=UTC).replace(microsecond=ms % 1000 * 1000)


def to_ms(moment: datetime) -> int:
    """Milliseconds since the epoch of an aware datetime, exact.

    Raises ValueError for a naive datetime: its instant is unknown.
    """
    if moment.tzinfo is None:
        msg = "a datetime without a time zone names no instant"
        raise ValueError(msg)
    delta = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1000 + delta.microseconds // 1000
