"""The engine over the demo store: everything arrives once and in order, and no cut, kill or fault leaves a gap."""

import asyncio
import subprocess
import sys

import pytest

from cloverdesk.api.errors import Missing, ServerTrouble, Unreachable
from cloverdesk.api.pages import every_page
from cloverdesk.api.resources.charges import ChargesApi
from cloverdesk.cache.query import ChargeQuery, RefundQuery
from cloverdesk.demo.options import DemoOptions
from cloverdesk.domain.changes import Changes, Kind
from cloverdesk.domain.charges import Charge, ChargeState
from cloverdesk.domain.clock import utc
from cloverdesk.sync.engine import WEEK_MS, SyncEngine
from tests.support.aio import NOON_MS, eventually, run
from tests.support.api import while_time_flies
from tests.support.demo import demo_app
from tests.sync.conftest import OpenPlace, Place

VARIANTS = {
    "as usual": DemoOptions(),
    "inclusive cursor": DemoOptions(cursor_inclusive=True),
    "silent at the end": DemoOptions(has_more_at_end=False),
    "sparse refunds": DemoOptions(refunds_list_sparse=True, refunds_carry_currency=False),
}


async def at_clover(here: Place) -> list[Charge]:
    api = ChargesApi(here.session)
    pages = every_page(lambda cursor: api.list_page(starting_after=cursor))
    return [charge async for page in pages for charge in page.items]


async def in_cache(here: Place) -> list[Charge]:
    return list(await here.cache.charges.newest(ChargeQuery(), 10_000))


async def pay(here: Place, count: int = 1) -> list[str]:
    async with here.demo.client() as client:
        return [str((await here.demo.charge(client, 2000))["id"]) for _ in range(count)]


async def give_back(here: Place, charge_id: str, amount: int) -> str:
    async with here.demo.client() as client:
        answer = await client.post("/v1/refunds", json={"charge": charge_id, "amount": amount})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


def rows_told(changes: list[Changes]) -> set[tuple[Kind, str]]:
    return {one for each in changes for one in each.ids}


@pytest.mark.parametrize("options", VARIANTS.values(), ids=list(VARIANTS))
def test_everything_arrives_once_and_in_order(place: OpenPlace, options: DemoOptions) -> None:
    async def main() -> None:
        async with place(250, options) as here:
            report = await here.engine.run_once()
            truth = await at_clover(here)
            kept = await in_cache(here)
            assert [each._replace(line_count=None) for each in kept] == truth
            orders = {each.id: await here.cache.orders.get(each.order_id) for each in kept}
            assert [each.line_count for each in kept] == [
                order.line_count if (order := orders[each.id]) else None for each in kept
            ]
            assert all(each.line_count for each in kept)
            refunds = await here.cache.refunds.newest(RefundQuery(), 10_000)
            assert refunds
            assert all(each.charge_id and each.created_ms and each.status for each in refunds)
            given_back = {each.id: each.refunded_minor for each in kept}
            for refund in refunds:
                of_charge = await here.cache.refunds.of_charge(refund.charge_id)
                total = sum(each.amount_minor for each in of_charge if each.counts)
                assert total == given_back[refund.charge_id]
            assert report.changed >= 500 + len(refunds)
            assert all(stamp.whole and stamp.complete_to == utc(NOON_MS) for stamp in report.freshness)
            assert [stamp.rows for stamp in report.freshness] == [len(kept), len(refunds), len(kept)]

    run(main())


def test_a_second_round_reads_little_and_tells_no_rows(place: OpenPlace) -> None:
    async def main() -> None:
        async with place(250) as here:
            await here.engine.run_once()
            here.line.asked.clear()
            here.told.clear()
            await here.engine.run_once()
            assert len(here.line.asked) == 3
            assert not rows_told(here.told)
            assert {kind for each in here.told for kind in each.kinds} == {Kind.FRESHNESS}

    run(main())


def test_an_empty_store_is_complete(place: OpenPlace) -> None:
    async def main() -> None:
        async with place() as here:
            report = await here.engine.run_once()
            assert [(stamp.rows, stamp.whole, stamp.complete_from) for stamp in report.freshness] == [
                (0, True, None)
            ] * 3
            (new,) = await pay(here)
            await here.engine.run_once()
            assert [each.id for each in await in_cache(here)] == [new]

    run(main())


def test_what_is_new_arrives_over_several_pages(place: OpenPlace) -> None:
    async def main() -> None:
        async with place(250) as here:
            await here.engine.run_once()
            new = await pay(here, 130)
            here.line.asked.clear()
            await here.engine.run_once()
            assert here.line.pages("charges") == 2
            kept = await in_cache(here)
            assert {each.id for each in kept[:130]} == set(new)
            assert {each.id for each in kept} == {each.id for each in await at_clover(here)}

    run(main())


def test_a_refund_made_elsewhere_reaches_its_old_charge(place: OpenPlace) -> None:
    async def main() -> None:
        async with place(250) as here:
            await here.engine.run_once()
            old = next(each for each in reversed(await in_cache(here)) if each.refundable_by_amount)
            refund = await give_back(here, old.id, 100)
            await here.engine.run_once()
            charge = await here.cache.charges.get(old.id)
            assert charge is not None
            assert charge == old._replace(refunded_minor=100)
            assert charge.state is ChargeState.PARTLY_REFUNDED
            assert [each.id for each in await here.cache.refunds.of_charge(old.id)] == [refund]

    run(main())


def test_the_last_week_of_every_kind_comes_before_any_history(place: OpenPlace) -> None:
    async def main() -> None:
        async with place(3000) as here:
            pages: dict[Kind, int] = {}
            week = NOON_MS - WEEK_MS

            def watch(changes: Changes) -> None:
                marks = {kind: here.cache.marks.get(kind) for kind in (Kind.CHARGE, Kind.REFUND, Kind.ORDER)}
                reached = {
                    kind
                    for kind, mark in marks.items()
                    if mark.stretches and mark.stretches[0].oldest_ms < week
                }
                for kind in changes.kinds & reached:
                    pages[kind] = pages.get(kind, 0) + 1
                    assert pages[kind] == 1 or len(reached) == 3

            here.engine._hub.subscribe(watch)
            await here.engine.run_once()
            assert pages[Kind.CHARGE] > 5

    run(main())


@pytest.mark.parametrize("page", [1, 2, 4, 7])
def test_a_kill_at_any_page_goes_on_from_there(place: OpenPlace, page: int) -> None:
    async def main() -> None:
        with demo_app(800) as demo:
            async with place(demo=demo) as here:
                demo.trouble({"operation": "listCharges", "nth": page, "before": {"stall": True}})
                killed = asyncio.get_running_loop().create_task(here.engine.run_once())
                await demo.faults.wait_stalled()
                killed.cancel()
                await asyncio.wait([killed])
                assert await here.cache.charges.count() == (page - 1) * 100
                assert not here.cache.marks.get(Kind.CHARGE).complete
            demo.trouble()
            async with place(demo=demo) as here:
                await pay(here, 3)
                await here.engine.run_once()
                kept = await in_cache(here)
                assert [each._replace(line_count=None) for each in kept] == await at_clover(here)
                # The newest page again, one that runs into what is known, and what was missing.
                assert here.line.pages("charges") - 9 <= 8 - (page - 1) + 2

    run(main())


def test_a_cursor_that_clover_forgot_is_replaced_by_its_time(place: OpenPlace) -> None:
    async def main() -> None:
        async with place(250) as here:
            truth = await at_clover(here)
            here.line.forgotten = {truth[99].id}
            await here.engine.run_once()
            assert [each._replace(line_count=None) for each in await in_cache(here)] == truth

    run(main())


def test_one_feed_that_fails_does_not_stop_the_others(place: OpenPlace) -> None:
    async def main() -> None:
        async with place(250) as here:
            here.demo.trouble({"operation": "listRefunds", "before": {"status": 503}})
            with pytest.raises(ServerTrouble):
                await while_time_flies(here.clock, here.engine.run_once())
            charges, refunds, orders = here.engine.freshness()
            assert (charges.whole, orders.whole) == (True, True)
            assert (charges.failure, orders.failure) == (None, None)
            assert refunds.failure is not None
            assert refunds.failure.code == "api.server_trouble"
            assert refunds.complete_to is None
            here.demo.trouble()
            here.told.clear()
            await here.engine.run_once()
            assert [stamp.failure for stamp in here.engine.freshness()] == [None] * 3
            assert Kind.FRESHNESS in here.told[-1].kinds

    run(main())


def test_running_looks_again_and_again(place: OpenPlace) -> None:
    async def main() -> None:
        async with place(30) as here:
            running = asyncio.get_running_loop().create_task(here.engine.run(every_seconds=15))
            await here.clock.until_asleep()
            assert len(await in_cache(here)) == 30
            (new,) = await pay(here)
            await here.clock.advance(13)
            assert await here.cache.charges.get(new) is None
            await here.clock.advance(2)
            await here.clock.until_asleep()
            assert await here.cache.charges.get(new) is not None
            running.cancel()
            await asyncio.wait([running])

    run(main())


def test_running_brings_history_in_between_looks(place: OpenPlace) -> None:
    """With no time between looks, each turn still reads on."""

    async def main() -> None:
        async with place(800) as here:
            running = asyncio.get_running_loop().create_task(here.engine.run(every_seconds=0))
            complete = [here.cache.marks.get(kind) for kind in (Kind.CHARGE, Kind.ORDER)]
            while not all(mark.complete for mark in complete):
                await eventually(lambda: here.told)
                here.told.clear()
                complete = [here.cache.marks.get(kind) for kind in (Kind.CHARGE, Kind.ORDER)]
            running.cancel()
            await asyncio.wait([running])
            assert [each._replace(line_count=None) for each in await in_cache(here)] == await at_clover(here)

    run(main())


def test_without_a_line_it_tries_ever_more_slowly_and_recovers(place: OpenPlace) -> None:
    async def main() -> None:
        async with place(30) as here:
            here.line.cut = True
            running = asyncio.get_running_loop().create_task(here.engine.run(every_seconds=15))
            looks: list[int] = []
            for _ in range(3):
                here.line.asked.clear()
                await here.clock.advance(130)
                looks.append(here.line.pages("charges"))
            assert looks[0] > looks[-1] > 0
            assert all(
                stamp.failure and stamp.failure.code == "api.unreachable" for stamp in here.engine.freshness()
            )
            here.line.cut = False
            await here.clock.advance(121)
            assert [stamp.failure for stamp in here.engine.freshness()] == [None] * 3
            assert len(await in_cache(here)) == 30
            running.cancel()
            await asyncio.wait([running])

    run(main())


def test_a_charge_is_read_anew_with_its_order_and_refunds(place: OpenPlace) -> None:
    async def main() -> None:
        async with place(30) as here:
            (charge_id,) = await pay(here)
            first = await here.engine.refresh_charge(charge_id)
            assert first.line_count == 1
            assert first.refundable_by_amount == first.amount
            refund = await give_back(here, charge_id, 700)
            here.told.clear()
            again = await here.engine.refresh_charge(charge_id)
            assert again == first._replace(refunded_minor=700)
            assert await here.cache.charges.get(charge_id) == again
            assert [each.id for each in await here.cache.refunds.of_charge(charge_id)] == [refund]
            (told,) = here.told
            assert told.who == "refresh"
            assert told.ids == {(Kind.CHARGE, charge_id), (Kind.REFUND, refund)}
            await here.engine.refresh_charge(charge_id)
            assert len(here.told) == 1
            with pytest.raises(Missing):
                await here.engine.refresh_charge("NOSUCHCHARGE1")
            here.line.cut = True
            with pytest.raises(Unreachable):
                await while_time_flies(here.clock, here.engine.refresh_charge(charge_id))

    run(main())


def test_a_charge_can_be_read_anew_while_everything_is_being_read(place: OpenPlace) -> None:
    async def main() -> None:
        async with place(300) as here:
            (charge_id,) = await pay(here)
            both = asyncio.gather(here.engine.run_once(), here.engine.refresh_charge(charge_id))
            _, charge = await both
            assert charge.id == charge_id
            assert [each._replace(line_count=None) for each in await in_cache(here)] == await at_clover(here)

    run(main())


def test_starting_needs_no_http_library() -> None:
    wanted = f"import {SyncEngine.__module__}, cloverdesk.cache.cache, sys; sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", wanted], check=False).returncode == 0
