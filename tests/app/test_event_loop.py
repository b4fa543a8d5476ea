"""The loop's timers never fire early, its tasks run, and closing it leaves nothing behind."""

import asyncio
import time

import pytest

from cloverdesk.app.event_loop import runner


def test_sleep_never_wakes_early(qapp) -> None:
    async def nap() -> list[float]:
        naps = []
        for seconds in (0.001, 0.0105, 0.05):
            start = time.monotonic()
            await asyncio.sleep(seconds)  # noqa: TID251 - the loop's own timer is what is tested
            naps.append(time.monotonic() - start - seconds)
        return naps

    with runner(qapp) as loop:
        assert min(loop.run(nap())) >= 0


def test_a_cancelled_timer_stays_quiet(qapp) -> None:
    async def cancel_one() -> list[str]:
        heard: list[str] = []
        loop = asyncio.get_running_loop()
        loop.call_later(0.001, heard.append, "cancelled").cancel()
        loop.call_later(0.002, heard.append, "kept")
        await asyncio.sleep(0.01)  # noqa: TID251 - the loop's own timer is what is tested
        return heard

    with runner(qapp) as loop:
        assert loop.run(cancel_one()) == ["kept"]


def test_calls_from_other_threads_arrive(qapp) -> None:
    async def ask() -> int:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as threads:
            return await asyncio.get_running_loop().run_in_executor(threads, lambda: 7)

    with runner(qapp) as loop:
        assert loop.run(ask()) == 7


def test_errors_leave_the_runner(qapp) -> None:
    async def fail() -> None:
        message = "as planned"
        raise LookupError(message)

    with runner(qapp) as loop, pytest.raises(LookupError, match="as planned"):
        loop.run(fail())
