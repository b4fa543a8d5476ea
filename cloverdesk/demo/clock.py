"""The store's own clock: real time plus an offset that can be moved, so that days pass in a test without waiting."""

import time
from collections.abc import Callable


def system_ms() -> int:
    """Milliseconds since the Unix epoch by the machine's clock."""
    return time.time_ns() // 1_000_000


def monotonic_ns() -> int:
    """Nanoseconds on a clock that nobody sets: for how long something took."""
    return time.monotonic_ns()


class DemoClock:
    """Wall time in milliseconds; `advance` moves it forward for good. `base` is asked for the time that it runs on."""

    def __init__(self, base: Callable[[], int] = system_ms, offset_ms: int = 0) -> None:
        self._base = base
        self.offset_ms = offset_ms

    def now_ms(self) -> int:
        """Milliseconds since the Unix epoch."""
        return self._base() + self.offset_ms

    def advance(self, by_ms: int) -> int:
        """Move forward and return the new time. Raises ValueError for a step back: nothing here can undo a day."""
        if by_ms < 0:
            raise ValueError("the clock goes forward only")
        self.offset_ms += by_ms
        return self.now_ms()
