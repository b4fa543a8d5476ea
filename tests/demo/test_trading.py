"""Trade day after day: the same however it is cut, in order, through the same rules as every call, and never in the way."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from cloverdesk.demo import agenda
from cloverdesk.demo.merchant import US
from cloverdesk.demo.options import DAY_MS, MINUTE_MS, DemoOptions
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import CHARGE, CUSTOMER, ORDER, REFUND, DemoStore, Record
from cloverdesk.demo.trade import entries
from cloverdesk.demo.trade.entries import enter
from cloverdesk.demo.trade.fates import Fate
from cloverdesk.demo.trade.people import Circle
from cloverdesk.demo.trade.sales import Sale, Told
from cloverdesk.demo.trade.trading import Premises, Progress, trade_until_now
from tests.support.aio import NOON_MS, run
from tests.support.demo import demo_app
from tests.support.trade import KINDS, Hands, by_id, check_books, everything, seeded

OPTIONS = DemoOptions()
HOUR_MS = 60 * MINUTE_MS


def _traded(steps: Sequence[int], *, orders: int = 600, kind: str = "us") -> dict[str, list[Record]]:
    """Everything in a store that was asked to trade after each of `steps` (milliseconds)."""
    hands = Hands()
    with seeded(orders, hands=hands, kind=kind) as store:
        for step in steps:
            hands.at_ms += step
            trade_until_now(store, OPTIONS)
        check_books(store)
        return everything(store)


@pytest.mark.parametrize("kind", ["us", "ca"])
def test_a_week_is_the_same_at_once_day_by_day_or_hour_by_hour(kind: str) -> None:
    at_once = _traded([7 * DAY_MS], kind=kind)
    assert _traded([DAY_MS] * 7, kind=kind) == at_once
    assert _traded([HOUR_MS] * (7 * 24), kind=kind) == at_once
    assert (
        _traded([3 * DAY_MS + 12_345, 17 * HOUR_MS, 4 * DAY_MS - 17 * HOUR_MS - 12_345], kind=kind) == at_once
    )


def test_what_was_there_stays_where_it_was(tmp_path: Path) -> None:
    hands, path = Hands(), tmp_path / "store.db"
    with seeded(2000, hands=hands, path=path) as store:
        before = everything(store)
    hands.at_ms += 5 * DAY_MS
    with seeded(2000, hands=hands, path=path) as store:
        made = trade_until_now(store, OPTIONS)
        after = everything(store)
        check_books(store)
    assert len(after[ORDER]) >= len(before[ORDER]) + made
    assert 50 < made < 200
    for kind in KINDS:
        ids = [record.id for record in after[kind]]
        assert ids[: len(before[kind])] == [record.id for record in before[kind]]
        assert len(set(ids)) == len(ids)
    kept = sum(one == two for one, two in zip(before[CHARGE], after[CHARGE], strict=False))
    assert len(before[CHARGE]) - 30 < kept < len(before[CHARGE])  # some money went back since


def test_new_customers_come_and_old_sales_are_refunded() -> None:
    hands = Hands()
    with seeded(3000, hands=hands) as store:
        customers, refunds = len(store.all_of(CUSTOMER)), len(store.all_of(REFUND))
        hands.at_ms += 40 * DAY_MS
        assert trade_until_now(store, OPTIONS) > 500
        check_books(store)
        assert len(store.all_of(CUSTOMER)) > customers + 10
        fresh = store.all_of(REFUND)[refunds:]
        charges = by_id(store, CHARGE)
        old = [one for one in fresh if charges[str(one.body["charge"])]["created"] <= NOON_MS]
        assert len(fresh) > 20
        assert old
        assert len(old) < len(fresh)
        lapsed = [
            one for one in store.all_of(CHARGE) if one.facts.get("lapsed") and one.created > NOON_MS - DAY_MS
        ]
        assert lapsed


def test_somebody_comes_by_when_it_was_noted_and_nobody_before() -> None:
    hands = Hands()
    with seeded(300, hands=hands) as store:
        trade_until_now(store, OPTIONS)
        sold = 0
        for _ in range(12):
            progress = Progress.of(store)
            assert progress
            assert progress.next_ms > hands.at_ms
            hands.at_ms = progress.next_ms - 1
            assert trade_until_now(store, OPTIONS) == 0
            hands.at_ms = progress.next_ms
            made = trade_until_now(store, OPTIONS)
            if made:
                assert store.all_of(CHARGE)[-1].created == progress.next_ms // 1000 * 1000
            sold += made
        assert sold > 5


def test_a_store_that_never_sold_goes_on_selling_nothing() -> None:
    hands = Hands()
    with seeded(0, hands=hands) as store:
        hands.at_ms += 10 * DAY_MS
        assert trade_until_now(store, OPTIONS) == 0
        assert not store.all_of(ORDER)


def test_a_store_left_alone_for_ten_years_trades_two_of_them() -> None:
    hands = Hands()
    with seeded(5, hands=hands) as store:
        hands.at_ms += 3650 * DAY_MS
        made = trade_until_now(store, OPTIONS)
        assert made > 700
        fresh = [record.created for record in store.all_of(ORDER)[5:]]
        assert min(fresh) >= hands.at_ms - 730 * DAY_MS
        assert max(fresh) > hands.at_ms - DAY_MS


def test_what_a_person_did_meanwhile_stands() -> None:
    """Their charge stays newer than whatever the store had not sold by then; what they refunded is not refunded again."""
    hands = Hands()

    async def script() -> None:
        async with demo.client() as client:
            for charge_id in coming:
                answer = await client.post("/v1/refunds", json={"charge": charge_id})
                assert answer.status_code == 200, answer.text
            hands.at_ms += 5 * DAY_MS
            own = (await demo.charge(client, 777))["id"]
            hands.at_ms += 2 * DAY_MS
            trade_until_now(demo.store, OPTIONS)
            ids = [record.id for record in demo.store.all_of(CHARGE)]
            assert ids.index(own) < len(ids) - 5
            charges = by_id(demo.store, CHARGE)
            assert not [
                one for one in ids[before : ids.index(own)] if "stored_credentials" not in charges[one]
            ]
            gone = [record.body["charge"] for record in demo.store.all_of(REFUND)]
            assert all(gone.count(charge_id) == 1 for charge_id in coming)

    with demo_app(2000, clock=hands.clock()) as demo:
        before = len(demo.store.all_of(CHARGE))
        coming = [
            record.id
            for record in demo.store.all_of(CHARGE)
            if any(later["what"] == "refund" for later in _later(record))
            and not record.body["amount_refunded"]
        ]
        assert coming
        run(script())
        check_books(demo.store)


def test_a_customer_who_was_deleted_buys_like_anybody() -> None:
    hands = Hands()
    with seeded(300, hands=hands) as store:
        for record in store.all_of(CUSTOMER):
            store.remove(CUSTOMER, record.id)
        before = len(store.all_of(CHARGE))
        hands.at_ms += 4 * DAY_MS
        assert trade_until_now(store, OPTIONS) > 20
        for record in store.all_of(CHARGE)[before:]:
            assert not record.owner or store.get(CUSTOMER, record.owner)


def _later(record: Record) -> list[dict[str, Any]]:
    later = record.facts.get(entries.LATER, [])
    assert isinstance(later, list)
    return later


# ---------------------------------------------------------------- both ways of coming about are one


@pytest.mark.parametrize("fate", [fate for fate in Fate if fate not in {Fate.TWIN, Fate.WANTED}])
@pytest.mark.parametrize(
    "options",
    [
        OPTIONS,
        DemoOptions(order_amount_includes_tax=False, refunds_carry_currency=False, void_window_ms=HOUR_MS),
    ],
)
def test_a_seed_makes_of_a_sale_what_the_rules_make_of_it(fate: Fate, options: DemoOptions) -> None:
    """A sale with all that came after it reads alike, whether a seed wrote it down or the store lived through it."""
    for sale in _sales(fate):
        with seeded(0, hands=Hands(sale.charge.created_ms)) as store:
            _check_both_ways(store, sale, options)


def _sales(fate: Fate) -> list[Sale]:
    """Sales of that fate, some plain and some not."""
    circle = Circle("salt", NOON_MS - 400 * DAY_MS, DAY_MS, NOON_MS)
    moments = [NOON_MS - 50 * DAY_MS + number * HOUR_MS for number in range(12)]
    told = {place: Told(fate, plain=fate is Fate.PARTLY_REFUNDED or place % 3 == 0) for place in range(12)}
    return Premises.of(US, circle).till.ring_up(random.Random(5), moments, told)


def _check_both_ways(store: DemoStore, sale: Sale, options: DemoOptions) -> None:
    until_ms = sale.charge.created_ms + 50 * DAY_MS
    written, lived = enter(sale, options, until_ms), enter(sale, options, sale.charge.created_ms)
    store.add_many([lived.order_row(), *lived.charge_rows()])
    store.dues.plan_many(lived.dues)
    while (due_ms := store.dues.next_ms) is not None and due_ms <= until_ms:
        with store.standing_at(due_ms):
            agenda.catch_up(Shop(store, options))
    charge, order = store.get(CHARGE, sale.charge.id), store.get(ORDER, sale.charge.order)
    assert charge
    assert order
    assert _told(charge.body) == _told(written.charge)
    assert charge.facts == written.facts
    assert order.body == written.order
    assert (order.status, order.facts) == (written.filed, written.order_facts)
    assert len(store.all_of(REFUND)) == len(written.refunds)


def _told(charge: dict[str, Any]) -> dict[str, Any]:
    """A charge without what no two refunds have in common."""
    shown = charge.get("refunds")
    if not shown:
        return charge
    refunds = [
        {**one, "id": "", "metadata": {**one["metadata"], "authCode": "", "refNum": ""}}
        for one in shown["data"]
    ]
    return {**charge, "refunds": {**shown, "data": refunds}}
