"""The seed: deterministic, plausible, true to the cent, and with something of everything near the top."""

from collections import Counter, defaultdict
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from cloverdesk.demo.engine import Slice
from cloverdesk.demo.gift_cards.cards import PREFIX
from cloverdesk.demo.options import DAY_MS, MINUTE_MS, DemoOptions
from cloverdesk.demo.paying import cards
from cloverdesk.demo.rules import ChargeFacts, line_count
from cloverdesk.demo.store import (
    CHARGE,
    CUSTOMER,
    EMPLOYEE,
    GIFT_CARD,
    ORDER,
    PLAN,
    REFUND,
    SUBSCRIPTION,
    DemoStore,
)
from tests.support.aio import NOON_MS
from tests.support.demo import demo_app
from tests.support.trade import KINDS, Hands, by_id, check_books, everything, seeded

STORES = ("us", "ca")


@pytest.fixture(scope="module", params=STORES)
def store(request: Any) -> Any:
    """A store with 2000 orders, to be looked at and not to be changed."""
    with seeded(2000, kind=request.param) as made:
        yield made


def _newest(store: DemoStore) -> list[dict[str, Any]]:
    """The charges, newest first."""
    return [record.body for record in reversed(store.all_of(CHARGE))]


@pytest.mark.parametrize("kind", STORES)
def test_the_same_seed_and_date_give_the_same_store(kind: str) -> None:
    with seeded(300, seed=7, kind=kind) as one, seeded(300, seed=7, kind=kind) as two:
        assert everything(one) == everything(two)
        for what in KINDS:
            part = Slice(what, limit=100_000)
            assert one.bodies(part) == two.bodies(part)
    with seeded(300, seed=7) as one, seeded(300, seed=8) as other, seeded(300, seed=7, kind="ca") as abroad:
        for what in KINDS:
            ids = [{record.id for record in made.all_of(what)} for made in (one, other, abroad)]
            assert len(set.union(*ids)) == sum(map(len, ids)), what


@pytest.mark.parametrize("count", [0, 1, 2, 3, 20, 40, 130, 777])
def test_as_many_orders_as_asked_for_each_with_its_charge(count: int) -> None:
    with demo_app(count) as demo:
        orders = by_id(demo.store, ORDER)
        charges = _newest(demo.store)
        assert len(orders) == count
        assert {charge["order"] for charge in charges} == orders.keys()
        assert len(demo.store.all_of(EMPLOYEE)) == 9
        check_books(demo.store)
        if charges:
            assert 0 <= NOON_MS - charges[0]["created"] < 60 * MINUTE_MS
        else:
            assert not demo.store.all_of(CUSTOMER) + demo.store.all_of(REFUND)


def test_the_books_are_right(store: DemoStore) -> None:
    check_books(store)


@pytest.mark.parametrize(
    "options",
    [
        DemoOptions(order_amount_includes_tax=False, refunds_carry_currency=False),
        DemoOptions(lapsed_hold_reads_as_voided=False, hold_days_visa=1, hold_days_other=1),
    ],
)
def test_a_seed_obeys_the_switches(options: DemoOptions) -> None:
    with seeded(1500, options=options) as store:
        orders, charges = by_id(store, ORDER), store.all_of(CHARGE)
        for charge in charges:
            body: dict[str, Any] = charge.body
            order = orders[body["order"]]
            whole = order["amount"] + (0 if options.order_amount_includes_tax else order["tax_amount"])
            assert order["amount_paid"] <= whole
            if charge.facts.get("lapsed"):
                assert body["refunded"] is options.lapsed_hold_reads_as_voided
        assert any(charge.facts.get("lapsed") for charge in charges)
        assert (
            all("currency" in record.body for record in store.all_of(REFUND))
            is options.refunds_carry_currency
        )


def test_every_state_is_there(store: DemoStore) -> None:
    charges = store.all_of(CHARGE)
    orders = by_id(store, ORDER)
    seen = Counter(_state(charge.body, charge.facts) for charge in charges)
    assert {
        "declined", "paid", "refunded", "partly refunded", "held", "lapsed", "released", "captured", "partly captured"
    } == seen.keys()  # fmt: skip
    assert {order["status"] for order in orders.values()} == {"created", "paid", "returned"}
    statuses = {record.status for record in store.all_of(ORDER)}
    assert statuses == {"created", "paid", "returned", "refunded"}
    refunds = [record.body for record in store.all_of(REFUND)]
    assert {refund["status"] for refund in refunds} == {"succeeded", "failed"}
    assert {refund["metadata"]["refundType"] for refund in refunds} == {"VOID", "AUTH", "PREAUTH"}
    assert {"duplicate", "fraudulent", "requested_by_customer"} <= {
        refund.get("reason") for refund in refunds
    }
    texts = {charge.body["failure_message"] for charge in charges if charge.status == "failed"}
    assert len(texts) >= 5
    assert "Declined: expired card" in texts
    assert 0.02 < seen["declined"] / len(charges) < 0.06
    assert seen["paid"] / len(charges) > 0.8


def _state(body: dict[str, Any], facts: dict[str, Any]) -> str:
    if body["status"] == "failed":
        return "declined"
    if facts.get("lapsed"):
        return "lapsed"
    if not body["captured"]:
        return "released" if body["refunded"] else "held"
    if facts.get("hold"):
        return "partly captured" if facts["released"] else "captured"
    if not body["amount_refunded"]:
        return "paid"
    return "refunded" if body["refunded"] else "partly refunded"


def test_a_fifth_is_plain_and_the_top_has_something_of_everything(store: DemoStore) -> None:
    orders, charges = by_id(store, ORDER), _newest(store)

    def is_plain(charge: dict[str, Any]) -> bool:
        return ChargeFacts.of(charge, orders[charge["order"]]).takes_parts and not charge["tip_amount"]

    assert sum(map(is_plain, charges)) >= 400
    top = charges[:22]
    ready = [one for one in top if is_plain(one) and not one["amount_refunded"] and one["amount"] >= 1000]
    assert len(ready) >= 4
    assert any(charge["status"] == "failed" for charge in top)
    assert any(charge["status"] == "succeeded" and not charge["captured"] for charge in top)
    assert any(charge["refunded"] for charge in top)
    assert any(charge["amount_refunded"] and not charge["refunded"] for charge in top)
    assert any(0 < charge["amount_captured"] < charge["amount"] for charge in top)


def test_double_charges_look_like_double_charges_and_nothing_else_does() -> None:
    with seeded(8000) as store:
        doubles, last = [], {}
        for charge in reversed(_newest(store)):
            source = charge["source"]
            key = (
                source["first6"],
                source["last4"],
                charge["amount"],
                charge.get("customer"),
                source.get("name"),
            )
            before = last.get(key[:3])
            if charge.get("paid") and before and charge["created"] - before[0]["created"] <= 10 * MINUTE_MS:
                doubles.append((before[0], charge))
                assert before[1] == key
            last[key[:3]] = (charge, key)
        assert 6 <= len(doubles) <= 20
        for one, two in doubles:
            assert one["paid"]
            assert two["paid"]
            assert not one["amount_refunded"] + two["amount_refunded"]
            assert one["order"] != two["order"]
            unlike = {name for name in one.keys() | two.keys() if one.get(name) != two.get(name)}
            assert unlike <= {"id", "created", "order", "ref_num", "auth_code"}
        assert NOON_MS - doubles[-1][1]["created"] < 4 * DAY_MS


@pytest.mark.parametrize("orders", [600, 2000, 14_600])
def test_the_charge_that_everybody_asks_for_is_there(orders: int) -> None:
    with seeded(orders) as store:
        found = [
            charge
            for charge in _newest(store)
            if charge["source"]["last4"] == "4242"
            and 4500 <= charge["amount_captured"] <= 5500
            and datetime.fromtimestamp(charge["created"] // 1000 - 5 * 3600, tz=UTC).date().isoformat()
            == "2026-11-17"  # the Tuesday before NOON_MS
        ]
        assert found


def test_trade_has_the_shape_of_a_week_a_day_and_a_year() -> None:
    with seeded(15_000) as store:
        local = [
            datetime.fromtimestamp(charge["created"] // 1000 - 5 * 3600, tz=UTC)
            for charge in _newest(store)
            if "stored_credentials" not in charge
        ]
        assert (local[0].date() - local[-1].date()).days == 729
        days, hours = Counter(at.weekday() for at in local), Counter(at.hour for at in local)
        assert days[5] > 1.8 * days[0]
        assert hours[12] > 5 * hours[21]
        assert sum(hours[hour] for hour in range(1, 5)) <= 1
        months = Counter((at.year, at.month) for at in local)
        assert months[2026, 8] > 1.5 * months[2026, 2]
        assert months[2026, 10] > months[2025, 10]
        dates = Counter(at.date().isoformat() for at in local)
        assert dates["2025-12-25"] < 0.3 * dates["2025-12-23"]
        assert dates["2025-11-27"] < 0.3 * dates["2025-11-28"]  # Thanksgiving, and the day after
        assert len(dates) > 725


def test_baskets_are_of_every_size_and_no_card_is_anybody_s(store: DemoStore) -> None:
    orders, charges = by_id(store, ORDER), _newest(store)
    sizes = Counter(line_count(order) for order in orders.values())
    assert set(sizes) == set(range(1, 9))
    amounts = sorted(charge["amount"] for charge in charges)
    assert amounts[0] < 1000
    assert 1500 < amounts[len(amounts) // 2] < 4000
    assert amounts[-1] > 20_000
    published = {(number[:6], number[-4:]): does for number, does in cards.TEST_CARDS.items()}
    for charge in charges:
        source = charge["source"]
        if source["brand"] == "GIFT_CARD":
            assert source["first6"] == PREFIX
            continue
        does = published[source["first6"], source["last4"]]
        assert does == cards.APPROVE or charge["status"] == "failed"
        expired = cards.is_past(int(source["exp_month"]), int(source["exp_year"]), charge["created"])
        assert not expired or charge["failure_message"] == "Declined: expired card"
    assert sum(1 for charge in charges if charge["tip_amount"]) > 200
    assert {charge["ecomind"] for charge in charges} == {"ecom", "moto"}


def test_the_taxes_are_those_of_the_place(store: DemoStore) -> None:
    rates = {"Sales Tax": 55, "Prepared Food Tax": 80, "TPS": 50, "TVQ": 99.75}
    names = set()
    orders = by_id(store, ORDER)
    for charge in _newest(store):
        if "stored_credentials" in charge:  # an invoice, whose tax is one line
            continue
        order = orders[charge["order"]]
        taxes = {item["description"]: item["amount"] for item in order["items"] if item["type"] == "tax"}
        names |= taxes.keys()
        if store.currency == "CAD" and taxes:
            assert list(taxes) == ["TPS", "TVQ"]
            base = taxes["TPS"] * 20
            assert abs(taxes["TVQ"] - base * rates["TVQ"] / 1000) <= 2
    assert names == ({"TPS", "TVQ"} if store.currency == "CAD" else {"Sales Tax", "Prepared Food Tax"})


def test_people_have_names_that_programs_stumble_over(store: DemoStore) -> None:
    names = {charge["source"].get("name", "") for charge in _newest(store)}
    assert any("'" in name for name in names)
    assert any("é" in name for name in names)
    assert any("🌸" in name or "🍁" in name for name in names)
    assert max(map(len, names)) > 80
    customers = [record.body for record in store.all_of(CUSTOMER)]
    assert all(len(one["firstName"]) <= 64 and len(one["lastName"]) <= 64 for one in customers)
    assert all(one["emailAddresses"]["elements"][0]["emailAddress"].isascii() for one in customers)
    alike = Counter((one["firstName"], one["lastName"]) for one in customers)
    assert max(alike.values()) >= 2


def test_customers_subscriptions_and_gift_cards_grow_with_the_orders(store: DemoStore) -> None:
    assert len(store.all_of(CUSTOMER)) == 200
    assert len(store.all_of(PLAN)) == 6
    assert len(store.all_of(SUBSCRIPTION)) == 16
    assert len(store.all_of(GIFT_CARD)) == 32


def test_failing_subscriptions_have_met_an_expired_card_three_times(store: DemoStore) -> None:
    customers = {record.id: record for record in store.all_of(CUSTOMER)}
    charges: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in store.all_of(CHARGE):
        charges[record.facts.get("subscription", "")].append(record.body)
    failing = [one for one in store.all_of(SUBSCRIPTION) if one.facts["open"] and one.body["active"]]
    assert failing
    for one in failing:
        assert one.facts["open"][0]["failures"] == 3
        assert [charge["status"] for charge in charges[one.id][-3:]] == ["failed"] * 3
        assert customers[one.body["customerUuid"]].facts["sources"]
    for one in store.all_of(SUBSCRIPTION):
        assert all(charge["customer"] == one.body["customerUuid"] for charge in charges[one.id])
    paid = sum(charge["amount_captured"] for own, made in charges.items() if own for charge in made)
    assert paid == sum(plan.body["subscriptionPaidTotalAmount"] for plan in store.all_of(PLAN)) > 0


def test_gift_cards_pay_for_some_of_it_in_whole_or_in_part() -> None:
    with seeded(6000) as store:
        orders, known = by_id(store, ORDER), {card.id: card for card in store.all_of(GIFT_CARD)}
        paid = [record for record in store.all_of(CHARGE) if record.body["source"]["brand"] == "GIFT_CARD"]
        assert len({record.facts["card"] for record in paid}) == len(paid) >= 20
        for record in paid:
            body, card = record.body, known[record.facts["card"]]
            assert body["gift_card"]["new_balance"] == card.body["balance"]
            assert body["gift_card"]["previous_balance"] == card.body["balance"] + body["amount"]
            assert body["source"]["last4"] == card.body["last4"]
            assert body["created"] + 1000 > card.created
        parts = [order for order in orders.values() if "past_charges" in order]
        assert parts
        for order in parts:
            first, rest = order["past_charges"][0], order["charge"]
            amounts = [record.body["amount"] for record in store.all_of(CHARGE) if record.id in {first, rest}]
            assert sum(amounts) == order["amount"] == order["amount_paid"]


def test_a_store_opened_at_night_is_a_store() -> None:
    for hour in range(0, 24, 3):
        hands = Hands(NOON_MS + hour * 60 * MINUTE_MS)
        with seeded(60, hands=hands) as store:
            check_books(store)
            newest = max(record.created for record in store.all_of(CHARGE))
            assert 0 <= hands.at_ms - newest < 60 * MINUTE_MS
            moments = [record.created for record in store.all_of(CHARGE)]
            assert all(one <= two for one, two in pairwise(moments))
