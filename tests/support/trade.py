"""Seeded stores for tests, the clock they trade by, and what must be true of whatever was sold."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cloverdesk.demo.clock import DemoClock
from cloverdesk.demo.options import DemoOptions
from cloverdesk.demo.paying.sources import CARD
from cloverdesk.demo.rules import ChargeFacts
from cloverdesk.demo.seed import seed_store
from cloverdesk.demo.store import (
    CHARGE,
    CUSTOMER,
    EMPLOYEE,
    GIFT_CARD,
    ORDER,
    PLAN,
    REFUND,
    ROLE,
    SUBSCRIPTION,
    TOKEN,
    DemoStore,
    Record,
)
from tests.support.aio import NOON_MS

LISTED = (CHARGE, ORDER, REFUND, CUSTOMER, PLAN, SUBSCRIPTION, EMPLOYEE, ROLE)
KINDS = (CHARGE, ORDER, REFUND, CUSTOMER, TOKEN, CARD, PLAN, SUBSCRIPTION, GIFT_CARD, EMPLOYEE, ROLE)


@dataclass
class Hands:
    """A clock that stands where it is put."""

    at_ms: int = NOON_MS

    def clock(self) -> DemoClock:
        return DemoClock(lambda: self.at_ms)


@contextmanager
def seeded(
    orders: int,
    *,
    seed: int = 1,
    kind: str = "us",
    hands: Hands | None = None,
    options: DemoOptions | None = None,
    path: Path | None = None,
) -> Iterator[DemoStore]:
    """A store with so many orders."""
    store = DemoStore.open(path, clock=(hands or Hands()).clock())
    try:
        if store.is_empty:
            seed_store(store, orders, seed, kind=kind, options=options)
        yield store
    finally:
        store.close()


def everything(store: DemoStore) -> dict[str, list[Record]]:
    """All objects, each kind in list order."""
    return {kind: store.all_of(kind) for kind in KINDS}


def by_id(store: DemoStore, kind: str) -> dict[str, dict[str, Any]]:
    """The bodies of a kind."""
    return {record.id: record.body for record in store.all_of(kind)}


def check_books(store: DemoStore) -> None:
    """Money is neither made nor lost, everything that is named is there, and lists are in the order of creation."""
    charges, orders = store.all_of(CHARGE), by_id(store, ORDER)
    paid: defaultdict[str, int] = defaultdict(int)
    given = _given_back(store)
    customers = by_id(store, CUSTOMER)
    for charge in charges:
        body: dict[str, Any] = charge.body
        order = orders[body["order"]]
        assert charge.owner == body.get("customer", "")
        assert not charge.owner or charge.owner in customers
        assert order.get("customer") == body.get("customer")
        if body["captured"]:
            paid[body["order"]] += body["amount_captured"] - body["tip_amount"]
            assert body["amount_captured"] <= charge.facts["authorized"]
        facts = ChargeFacts.of(body, order)
        lapsed = charge.facts.get("lapsed") is True
        assert body["amount_refunded"] == (facts.collected if lapsed else given[charge.id])
        assert facts.remaining >= 0
        assert body["refunded"] is (body["status"] == "succeeded" and facts.remaining == 0)
        assert body["currency"] == order["currency"] == store.currency
    for order in orders.values():
        _check_order(order, paid)
    returned = sum(order["amount_returned"] for order in orders.values())
    assert returned == sum(given[one.id] for one in charges if one.body["captured"])
    for kind in LISTED:
        created = [record.created for record in store.all_of(kind)]
        assert created == sorted(created), kind


def _given_back(store: DemoStore) -> Counter[str]:
    """What went back of each charge, and whether the charges say so."""
    given: Counter[str] = Counter()
    charges = by_id(store, CHARGE)
    for refund in store.all_of(REFUND):
        body: dict[str, Any] = refund.body
        charge = charges[body["charge"]]
        assert refund.owner == body["charge"]
        assert body in charge["refunds"]["data"]
        assert body["created"] >= charge["created"]
        if body["status"] == "succeeded":
            given[body["charge"]] += body["amount"]
    return given


def _check_order(order: dict[str, Any], paid: Mapping[str, int]) -> None:
    items = order["items"]
    assert order["amount"] == sum(item["amount"] * item.get("quantity", 1) for item in items)
    assert order["tax_amount"] == sum(item["amount"] for item in items if item["type"] == "tax")
    assert order["amount_paid"] == paid[order["id"]]
    goods = [item for item in items if item["type"] != "tax"]
    assert 1 <= len(goods) <= 8
    assert len({item["parent"] for item in goods}) == len(goods)
    assert order["status"] in {"created", "paid", "returned"}
    assert (order["status"] == "created") == (not order["amount_paid"])
