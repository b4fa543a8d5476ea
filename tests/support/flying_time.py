"""A loop in which time flies: whoever sleeps is woken at once, in order, and the loop's clock shows when it would have been.

For tests of hours of traffic, in which nothing waits for a socket, a thread or another process.
"""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

from tests.support.aio import NOON_MS

T = TypeVar("T")


class _Selector(selectors.SelectSelector):
    """Instead of waiting, moves its own clock on."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout is None:
            msg = "everybody waits, and nobody will ever wake them"
            raise RuntimeError(msg)
        if not ready:
            self.now += timeout or 0
        return ready


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._flying = _Selector()
        super().__init__(self._flying)

    def time(self) -> float:
        return self._flying.now


class FlyingClock:
    """The `Clock` of such a loop."""

    def now_ms(self) -> int:
        """Wall time, milliseconds since the Unix epoch."""
        return NOON_MS + round(self.monotonic() * 1000)

    def monotonic(self) -> float:
        """Seconds since the loop began."""
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        """Return so many seconds later."""
        await asyncio.sleep(max(seconds, 0))  # noqa: TID251 - on a loop that does not wait


def run_flying(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run `coroutine` in such a loop and return its result."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(coroutine)
