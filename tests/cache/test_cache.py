"""What is saved comes back whole, only what changed is told, and a cache that cannot be used is made anew."""

import asyncio
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from cloverdesk.cache.cache import Batch, Cache
from cloverdesk.cache.marks import FeedMark, Stretch
from cloverdesk.cache.query import ChargeQuery
from cloverdesk.cache.tables import CHARGE_COLUMNS, REFUND_COLUMNS
from cloverdesk.domain.changes import Changes, Kind
from cloverdesk.domain.charges import Charge
from cloverdesk.domain.clock import utc
from cloverdesk.domain.errors import Failure
from cloverdesk.domain.refunds import Refund
from cloverdesk.storage.connection import open_connection
from cloverdesk.storage.errors import DataDamaged
from tests.cache.conftest import KEY, OpenCache
from tests.support.aio import NOON_MS, ManualClock, run
from tests.support.rows import a_charge, a_refund, an_order

EVERY_TEXT = {
    "customer_id": "CUSTOMER00001",
    "customer_name": "Zoë O'Brien-Ålund 日本",
    "brand": "VISA",
    "last4": "4242",
    "auth_code": "OK0000",
    "ref_num": "123",
    "description": 'two mugs, "blue"\n',
    "external_reference_id": "ABC123",
    "failure_code": "card_declined",
    "failure_message": "No",
}


def told(changes: Changes) -> set[str]:
    return {one for _, one in changes.ids}


def test_the_columns_are_the_fields(open_cache: OpenCache) -> None:
    of_its_order, not_kept = "line_count", "details"
    assert [*Charge._fields] == [*CHARGE_COLUMNS, of_its_order, not_kept]
    not_kept_either = ["additional_charges", "gift_card"]
    assert [field.name for field in fields(Refund)] == [*REFUND_COLUMNS, *not_kept_either]


def test_what_is_saved_comes_back_whole(open_cache: OpenCache) -> None:
    charge = a_charge(tax_minor=100, tip_minor=200, **EVERY_TEXT)
    refund = a_refund(reason="duplicate", refund_type="VOID", failure_reason="x", external_reference_id="R1")
    order = an_order(lines=3, tax_minor=100, customer_id="CUSTOMER00001")

    async def main() -> None:
        async with open_cache() as cache:
            changes = await cache.save(Batch((charge,), (refund,), (order,)), who="test")
            assert changes.who == "test"
            assert changes.kinds == {Kind.CHARGE, Kind.REFUND, Kind.ORDER}
            assert told(changes) == {charge.id, refund.id, order.id}
        async with open_cache() as cache:
            assert await cache.charges.get(charge.id) == charge._replace(line_count=3)
            assert await cache.refunds.get(refund.id) == refund
            assert await cache.orders.get(order.id) == order
            assert await cache.refunds.of_charge(charge.id) == (refund,)
            assert await cache.orders.of_charge(charge.id) == order
            assert await cache.charges.get("NOWHERE") is None
            assert await cache.orders.of_charge("NOWHERE") is None
            assert (
                await cache.charges.count() == await cache.refunds.count() == await cache.orders.count() == 1
            )

    run(main())


def test_only_what_changed_is_told(open_cache: OpenCache) -> None:
    async def main() -> None:
        async with open_cache() as cache:
            charges = tuple(map(a_charge, range(5)))
            await cache.save(Batch(charges), who="test")
            assert await cache.save(Batch(charges), who="test") == Changes(frozenset(), frozenset(), "test")
            changed = charges[3]._replace(refunded_minor=500)
            changes = await cache.save(Batch((*charges[:3], changed, charges[4])), who="test")
            assert told(changes) == {changed.id}
            assert await cache.charges.get(changed.id) == changed

    run(main())


@pytest.mark.parametrize("order_first", [True, False])
def test_the_lines_of_an_order_reach_its_charge_whichever_comes_first(
    open_cache: OpenCache, *, order_first: bool
) -> None:
    async def main() -> None:
        async with open_cache() as cache:
            batches = [Batch(charges=(a_charge(),)), Batch(orders=(an_order(lines=2),))]
            changes = [
                await cache.save(each, who="test") for each in (batches[::-1] if order_first else batches)
            ]
            charge = await cache.charges.get(a_charge().id)
            assert charge is not None
            assert charge.line_count == 2
            assert (Kind.CHARGE, charge.id) in changes[1].ids

    run(main())


def test_an_order_finds_a_charge_that_does_not_name_it(open_cache: OpenCache) -> None:
    async def main() -> None:
        async with open_cache() as cache:
            await cache.save(Batch(charges=(a_charge(order_id=""),)), who="test")
            await cache.save(Batch(orders=(an_order(lines=1),)), who="test")
            charge = await cache.charges.get(a_charge().id)
            assert charge is not None
            assert (charge.order_id, charge.line_count) == (an_order().id, 1)
            assert await cache.orders.of_charge(charge.id) == an_order()

    run(main())


def test_sparse_pages_take_nothing_away(open_cache: OpenCache) -> None:
    """Lists leave things out that single reads tell, and cut times to whole seconds."""
    charge = a_charge(created_ms=NOON_MS + 345, **EVERY_TEXT)
    sparse_charge = a_charge(created_ms=NOON_MS)
    refund = a_refund(created_ms=NOON_MS + 345, reason="duplicate")
    sparse_refund = Refund(refund.id, "", 500, "USD", 0, "")
    order = an_order(lines=2)
    sparse_order = replace(order, lines=(), charge_ids=(), status="", created_ms=0)

    async def main() -> None:
        async with open_cache() as cache:
            await cache.save(Batch((charge,), (refund,), (order,)), who="test")
            changes = await cache.save(Batch((sparse_charge,), (sparse_refund,), (sparse_order,)), who="test")
            assert not changes.ids
            assert await cache.charges.get(charge.id) == charge._replace(line_count=2)
            assert await cache.refunds.get(refund.id) == refund
            assert await cache.orders.get(order.id) == order

    run(main())


def test_an_order_without_lines_counts_none_only_when_read_by_itself(open_cache: OpenCache) -> None:
    async def main() -> None:
        async with open_cache() as cache:
            bare = Batch((a_charge(),), orders=(an_order(lines=0),))
            for batch, count in ((bare, None), (replace(bare, full=True), 0), (bare, 0)):
                await cache.save(batch, who="test")
                charge = await cache.charges.get(a_charge().id)
                assert charge is not None
                assert charge.line_count == count

    run(main())


def test_rows_and_mark_are_one_commit(open_cache: OpenCache) -> None:
    mark = FeedMark(Kind.CHARGE, NOON_MS, (Stretch("B", 20_000, "A", 10_000), Stretch("D", 5, "C", 1)))

    async def main() -> None:
        async with open_cache() as cache:
            assert cache.marks.get(Kind.CHARGE) == FeedMark(Kind.CHARGE)
            unsavable: Any = a_charge(2)._replace(amount_minor="no number")
            with pytest.raises(Exception, match="INTEGER"):
                await cache.save(Batch((a_charge(1), unsavable), mark=mark), who="test")
            assert cache.marks.get(Kind.CHARGE) == FeedMark(Kind.CHARGE)
            assert await cache.charges.count() == 0
            await cache.save(Batch((a_charge(),), mark=mark), who="test")
        async with open_cache() as cache:
            assert cache.marks.get(Kind.CHARGE) == mark
            failure = Failure("offline")
            charges, refunds, orders = cache.marks.freshness({Kind.ORDER: failure})
            assert (charges.kind, charges.rows, charges.whole) == (Kind.CHARGE, 1, False)
            assert (charges.complete_from, charges.complete_to) == (utc(10_000), utc(NOON_MS))
            assert (refunds.complete_to, refunds.failure) == (None, None)
            assert orders.failure == failure

    run(main())


def test_what_another_program_saves_is_noticed(open_cache: OpenCache) -> None:
    async def main() -> None:
        async with open_cache() as one, open_cache() as two:
            version = await one.data_version()
            await one.save(Batch((a_charge(1),)), who="test")
            assert await one.data_version() == version
            mark = FeedMark(Kind.CHARGE, NOON_MS, whole=True)
            await two.save(Batch((a_charge(2),), mark=mark), who="test")
            assert await one.data_version() != version
            assert one.marks.get(Kind.CHARGE) == mark
            assert one.marks.freshness()[0].rows == 2

    run(main())


def test_nothing_on_the_disk_is_plain(open_cache: OpenCache, tmp_path: Path) -> None:
    async def main() -> None:
        async with open_cache() as cache:
            await cache.save(Batch((a_charge(**EVERY_TEXT),), (a_refund(),), (an_order(),)), who="test")
            check()
        check()

    def check() -> None:
        files = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
        assert "cache.db" in files
        for name, content in files.items():
            # Five letters at least: fewer stand in random bytes by chance.
            for text in (b"CHARGE0", b"REFUND0", b"ORDER0", b"Brien", b"Mug 0", b"charges"):
                assert text not in content, (name, text)

    run(main())


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)


def write_as_newer(path: Path) -> None:
    connection = open_connection(path, key=KEY)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def write_with_another_key(path: Path) -> None:
    path.unlink()
    connection = open_connection(path, key=bytes(32))
    connection.execute("CREATE TABLE x (y)")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [(flip_a_bit, "damaged"), (write_with_another_key, "damaged"), (write_as_newer, "newer")],
)
def test_one_that_cannot_be_used_is_set_aside_and_made_anew(
    tmp_path: Path, open_cache: OpenCache, spoil: Callable[[Path], None], reason: str
) -> None:
    path = tmp_path / "cache.db"

    async def main() -> None:
        async with open_cache() as cache:
            assert cache.notice is None
            await cache.save(
                Batch((a_charge(),), mark=FeedMark(Kind.CHARGE, NOON_MS, whole=True)), who="test"
            )
        spoil(path)
        spoiled = path.read_bytes()
        async with open_cache() as cache:
            assert cache.notice is not None
            assert cache.notice.code == f"cache.rebuilt_{reason}"
            kept = tmp_path / f"cache.db.{reason}-20261124T120000Z"
            assert kept.name in cache.notice.english()
            assert kept.read_bytes() == spoiled
            assert await cache.charges.count() == 0
            assert cache.marks.get(Kind.CHARGE) == FeedMark(Kind.CHARGE)
            await cache.save(Batch((a_charge(),)), who="test")
        async with open_cache() as cache:
            assert cache.notice is None
            assert await cache.charges.count() == 1

    run(main())


def test_damage_further_in_makes_the_next_start_begin_anew(tmp_path: Path, open_cache: OpenCache) -> None:
    path = tmp_path / "cache.db"

    async def main() -> None:
        async with open_cache() as cache:
            await cache.save(Batch(tuple(a_charge(n, **EVERY_TEXT) for n in range(2000))), who="test")
        content = bytearray(path.read_bytes())
        for place in range(40 * 4096, len(content), 4096):
            content[place + 500] ^= 1
        path.write_bytes(content)
        async with open_cache() as cache:
            assert cache.notice is None
            every = cache.charges.outline(ChargeQuery())
            oldest = cache.charges.get(a_charge(1999).id)
            newest = cache.charges.newest(ChargeQuery(), 2000)
            results = await asyncio.gather(every, oldest, newest, return_exceptions=True)
            assert any(isinstance(each, DataDamaged) for each in results)
        async with open_cache() as cache:
            assert cache.notice is not None
            assert cache.notice.code == "cache.rebuilt_damaged"
        async with open_cache() as cache:
            assert cache.notice is None

    run(main())


def test_only_the_last_one_set_aside_is_kept(tmp_path: Path) -> None:
    async def main() -> None:
        clock = ManualClock()
        for _ in range(3):
            (tmp_path / "cache.db").write_text("no database" * 1000, "utf-8")
            cache = await Cache.open(tmp_path / "cache.db", key=KEY, clock=clock)
            await cache.close()
            await clock.advance(3600)

    run(main())
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "cache.db",
        "cache.db.damaged-20261124T140000Z",
    ]


def test_a_save_in_the_middle_of_a_list_is_found_in_its_place(open_cache: OpenCache) -> None:
    async def main() -> None:
        async with open_cache() as cache:
            await cache.save(Batch((a_charge(1), a_charge(3))), who="test")
            await cache.save(Batch((a_charge(0), a_charge(2), a_charge(4))), who="test")
            found = await cache.charges.newest(ChargeQuery(), 10)
            assert [each.id for each in found] == [a_charge(n).id for n in range(5)]

    run(main())
