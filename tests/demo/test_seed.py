"""The seed: deterministic, plausible, and with something of everything near the top."""

import json
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from cloverdesk.demo.catalogue import LONG_NAME
from cloverdesk.demo.engine import Slice
from cloverdesk.demo.options import DAY_MS
from cloverdesk.demo.rules import ChargeFacts, line_count
from tests.support.aio import NOON_MS
from tests.support.demo import Demo, demo_app


def _all(demo: Demo, kind: str) -> list[dict[str, Any]]:
    return [json.loads(body) for body in demo.store.bodies(Slice(kind, limit=100_000))]


def _facts(charge: dict[str, Any], orders: dict[str, dict[str, Any]]) -> ChargeFacts:
    return ChargeFacts.of(charge, orders[charge["order"]])


def _orders(demo: Demo) -> dict[str, dict[str, Any]]:
    return {order["id"]: order for order in _all(demo, "order")}


def test_the_same_seed_and_date_give_the_same_store() -> None:
    with demo_app(300, 7) as one, demo_app(300, 7) as two, demo_app(300, 8) as other:
        assert _all(one, "charge") == _all(two, "charge")
        assert _all(one, "order") == _all(two, "order")
        assert _all(one, "refund") == _all(two, "refund")
        assert not {row["id"] for row in _all(one, "charge")} & {row["id"] for row in _all(other, "charge")}


@pytest.mark.parametrize("count", [0, 1, 2, 3, 20, 777])
def test_as_many_orders_as_asked_for_each_with_its_charge(count: int) -> None:
    with demo_app(count) as demo:
        orders, charges = _orders(demo), _all(demo, "charge")
        assert len(orders) == len(charges) == count
        for charge in charges:
            order = orders[charge["order"]]
            assert order.get("charge", charge["id"]) == charge["id"]
            assert order["amount"] == charge["amount"]
        if charges:
            assert NOON_MS - charges[0]["created"] < 3_600_000


def test_amounts_are_the_sum_of_lines_tax_and_tip() -> None:
    with demo_app(500) as demo:
        orders = _orders(demo)
        for charge in _all(demo, "charge"):
            items = orders[charge["order"]]["items"]
            lines = sum(item["amount"] * item.get("quantity", 1) for item in items)
            assert charge["amount"] == lines
            assert charge["tax_amount"] == sum(item["amount"] for item in items if item["type"] == "tax")
            taken = charge["amount"] + charge["tip_amount"] if charge["captured"] else 0
            assert charge["amount_captured"] == taken
            assert 1 <= line_count(orders[charge["order"]]) <= 8


def test_refunds_add_up_and_follow_the_rules() -> None:
    with demo_app(2000) as demo:
        orders, refunds = _orders(demo), _all(demo, "refund")
        given: Counter[str] = Counter()
        for refund in refunds:
            given[refund["charge"]] += refund["amount"]
        for charge in _all(demo, "charge"):
            facts = _facts(charge, orders)
            assert charge["amount_refunded"] == given[charge["id"]]
            assert facts.remaining >= 0
            assert charge["refunded"] is (facts.remaining == 0)
            if charge["amount_refunded"] and not charge["refunded"]:
                assert facts.takes_parts
        times = [refund["created"] for refund in refunds]
        assert times == sorted(times, reverse=True)
        assert times[0] <= NOON_MS


def test_a_fifth_is_plain_and_the_top_has_something_of_everything() -> None:
    with demo_app(2000) as demo:
        orders, charges = _orders(demo), _all(demo, "charge")
        plain = [
            charge for charge in charges if _facts(charge, orders).lines == 1 and not charge["tax_amount"]
        ]
        assert len(plain) >= 400
        top = charges[:20]
        ready = [
            charge
            for charge in top
            if charge in plain
            and charge.get("paid")
            and not charge["amount_refunded"]
            and charge["amount"] >= 1000
        ]
        assert len(ready) >= 4
        assert any(charge["status"] == "failed" for charge in top)
        assert any(charge["status"] == "succeeded" and not charge["captured"] for charge in top)
        assert any(charge["refunded"] for charge in top)
        assert any(charge["amount_refunded"] and not charge["refunded"] for charge in top)
        assert {charge["source"]["brand"] for charge in charges} == {"VISA", "MC", "AMEX", "DISCOVER"}
        names = {charge["source"].get("name", "") for charge in charges}
        assert LONG_NAME in names
        assert any("'" in name for name in names)
        assert any(not name.isascii() for name in names)


def test_trade_has_the_shape_of_a_week_and_stays_within_its_days() -> None:
    with demo_app(4000) as demo:
        moments = [charge["created"] for charge in _all(demo, "charge")]
        assert min(moments) >= NOON_MS - 401 * DAY_MS
        days = Counter(datetime.fromtimestamp(at // 1000 - 5 * 3600, tz=UTC).weekday() for at in moments)
        assert days[5] > 1.5 * days[0]
        hours = Counter(datetime.fromtimestamp(at // 1000 - 5 * 3600, tz=UTC).hour for at in moments)
        assert hours[12] > 5 * hours[21]
        assert sum(hours[hour] for hour in range(1, 5)) <= 1
