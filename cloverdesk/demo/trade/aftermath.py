"""What the store does about a sale of its own later on: as its clerks would, through the rules that every call obeys."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any, cast

from cloverdesk.demo import rules
from cloverdesk.demo.errors import Rejected
from cloverdesk.demo.paying import holds, refunding, returns
from cloverdesk.demo.paying.returns import ReturnedLine
from cloverdesk.demo.rules import ChargeFacts
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import CHARGE, ORDER, Record
from cloverdesk.demo.trade import fates
from cloverdesk.demo.trade.entries import GOES_ON, LATER, cost_of
from cloverdesk.demo.trade.fates import Later


def go_on(shop: Shop, charge_id: str) -> None:
    """Let happen what is to happen next to a sale, and plan what comes after; nothing where somebody has come before."""
    record = shop.store.get(CHARGE, charge_id)
    rest = record and [Later(**one) for one in cast("list[Any]", record.facts.get(LATER, []))]
    if not record or not rest:
        return
    facts = {name: value for name, value in record.facts.items() if name != LATER}
    if rest[1:]:
        facts[LATER] = [asdict(later) for later in rest[1:]]
        shop.store.dues.plan(GOES_ON, charge_id, rest[1].at)
    shop.store.change(CHARGE, record.body, facts=facts)
    with suppress(Rejected):
        _HAPPENS[rest[0].what](shop, replace(record, facts=facts), rest[0])


def _refund(shop: Shop, charge: Record, later: Later) -> None:
    order = refunding.order_of(shop.store, charge)
    facts = ChargeFacts.of(charge.body, order)
    decision = rules.decide_refund(facts, later.amount or None, shop.store.now_ms(), shop.options)
    status = "failed" if later.what == fates.FAILING_REFUND else "succeeded"
    extra = {"reason": later.reason} if later.reason else {}
    refunding.give_back(shop, charge, order, decision, status=status, extra=extra)


def _capture(shop: Shop, charge: Record, later: Later) -> None:
    holds.capture(shop, charge, later.amount or None)


def _return(shop: Shop, charge: Record, later: Later) -> None:
    order = shop.store.get(ORDER, str(charge.body["order"]))
    if order is None:
        return
    cost = cost_of(order.body, later.line)
    lines = [ReturnedLine(later.line, cost, {})] if cost else None
    if lines:
        returns.check_lines(order, lines)
    returns.give_back(shop, order, lines, tip=None, reference=None, status="succeeded")


_HAPPENS: Mapping[str, Callable[[Shop, Record, Later], None]] = {
    fates.REFUND: _refund,
    fates.FAILING_REFUND: _refund,
    fates.RELEASE: _refund,
    fates.CAPTURE: _capture,
    fates.RETURN: _return,
}
