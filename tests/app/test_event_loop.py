"""The loop's timers never fire early, its tasks run, and closing it leaves nothing behind."""

import asyncio
import gc
import threading
import time
from concurrent.futures import ThreadPoolExecutor

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


class Ring:
    """Something that only the garbage collector can take away."""

    gone_on: list[threading.Thread] = []  # noqa: RUF012 - shared on purpose

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        self.gone_on.append(threading.current_thread())


def test_garbage_is_collected_on_the_loops_thread_only(qapp) -> None:
    """Else a widget in a cycle is destroyed on a database thread, and the program crashes."""

    def make_much() -> None:
        for _ in range(200):
            _kept = [[] for _ in range(2000)]

    async def work() -> None:
        with ThreadPoolExecutor(1) as threads:
            for _ in range(20):
                Ring()
                await asyncio.get_running_loop().run_in_executor(threads, make_much)
            Ring()
            for _ in range(4):
                _kept = [[] for _ in range(2000)]
                await asyncio.sleep(0.25)  # noqa: TID251 - the heartbeat is real

    Ring.gone_on.clear()
    gc.collect()
    Ring.gone_on.clear()
    with runner(qapp) as loop:
        loop.run(work())
    assert Ring.gone_on
    assert set(Ring.gone_on) == {threading.main_thread()}
    assert gc.isenabled()
