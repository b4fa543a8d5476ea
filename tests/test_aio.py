"""The clock and the loops of the tests themselves: in order, without waiting, and threads included."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

from tests.support.aio import ManualClock, eventually, run, settle
from tests.support.window import run_qt


def test_sleepers_wake_in_order_each_at_its_own_time() -> None:
    async def main() -> list[tuple[str, float]]:
        clock, woken = ManualClock(), []

        async def sleeper(name: str, *naps: float) -> None:
            for seconds in naps:
                await clock.sleep(seconds)
                woken.append((name, clock.monotonic()))

        async with asyncio.TaskGroup() as group:
            group.create_task(sleeper("often", 0.1, 0.1, 0.1))
            group.create_task(sleeper("once", 0.25))
            await clock.advance(0.2)
            assert len(woken) == 2
            await clock.advance(10)
        return woken

    assert run(main()) == [("often", 0.1), ("often", 0.2), ("once", 0.25), ("often", 0.3)]


def test_wall_time_moves_with_it() -> None:
    async def main() -> None:
        clock = ManualClock(5_000)
        await clock.advance(1.5)
        assert (clock.now_ms(), clock.monotonic()) == (6_500, 1.5)

    run(main())


def test_who_was_cancelled_sleeps_no_more() -> None:
    async def main() -> None:
        clock = ManualClock()
        async with asyncio.TaskGroup() as group:
            nap = group.create_task(clock.sleep(5))
            await clock.until_asleep()
            nap.cancel()
            await settle()
            assert clock.sleepers == 0
            await clock.advance(9)
            assert clock.monotonic() == 9

    run(main())


async def _through_a_thread() -> None:
    """A task that needs a thread's answer has got it when `settle` returns."""
    answers = []

    async def ask(threads: ThreadPoolExecutor) -> None:
        loop = asyncio.get_running_loop()
        answers.extend([await loop.run_in_executor(threads, time.perf_counter) for _ in range(3)])

    with ThreadPoolExecutor(1) as threads:
        async with asyncio.TaskGroup() as group:
            group.create_task(ask(threads))
            await settle()
            assert len(answers) == 3


def test_settle_waits_for_threads() -> None:
    run(_through_a_thread())


def test_settle_waits_for_threads_in_the_window_loop(qapp) -> None:
    run_qt(_through_a_thread())


def test_what_comes_from_outside_is_seen_soon() -> None:
    async def main() -> str:
        heard: list[str] = []
        with ThreadPoolExecutor(1) as threads:
            threads.submit(heard.append, "hello")
            await eventually(lambda: heard)
        return heard[0]

    assert run(main()) == "hello"
