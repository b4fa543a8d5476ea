"""A sale as the objects that are kept, as they stand at some moment: what happened since is in them already.

A seed makes years of trade at once, so it does here to bodies what the store does to its objects day by day; the
test of it lets the same sales take both ways.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from cloverdesk.demo import ids, rules
from cloverdesk.demo.dues import Due
from cloverdesk.demo.options import DAY_MS, DemoOptions
from cloverdesk.demo.paying import bodies, holds
from cloverdesk.demo.paying.bodies import Body, NewCharge, NewRefund
from cloverdesk.demo.paying.orders import number
from cloverdesk.demo.paying.returns import RETURNED
from cloverdesk.demo.rules import ChargeFacts, RefundDecision
from cloverdesk.demo.store import CHARGE, ORDER, REFUND, Row, dump
from cloverdesk.demo.trade import fates
from cloverdesk.demo.trade.fates import Later
from cloverdesk.demo.trade.sales import Sale

GOES_ON = "sale goes on"
"""The name on the agenda of whatever is to happen to a sale next."""
LATER = "later"
"""Where a charge's facts keep what is to happen to it."""


@dataclass(slots=True)
class Entry:
    """One sale's objects. `filed` and `changed` are the order's; `earlier` is the charge that a gift card paid first."""

    charge: Body
    order: Body
    facts: Body
    filed: str
    changed: int
    order_facts: Body = field(default_factory=dict)
    refunds: list[NewRefund] = field(default_factory=list)
    dues: list[Due] = field(default_factory=list)
    earlier: Row | None = None

    def charge_rows(self) -> list[Row]:
        """The charges, oldest first."""
        row = _row(CHARGE, self.charge, str(self.charge["status"]), 0, self.facts)
        return [self.earlier, row] if self.earlier else [row]

    def order_row(self) -> Row:
        """The order."""
        return _row(ORDER, self.order, self.filed, self.changed, self.order_facts)


def enter(sale: Sale, options: DemoOptions, until_ms: int) -> Entry:
    """The objects of a sale as they stand at `until_ms`; what is still to come is among the facts and the dues."""
    entry = _opened(sale, options)
    rest = list(sale.later)
    while rest and rest[0].at <= until_ms:
        _happen(entry, rest.pop(0), options)
    _stand_or_lapse(entry, sale.charge, options, until_ms)
    if rest:
        entry.facts[LATER] = [asdict(later) for later in rest]
        entry.dues.append(Due(rest[0].at, GOES_ON, sale.charge.id))
    return entry


def refund_row(refund: NewRefund) -> Row:
    """A refund."""
    read = bodies.refund_read(refund)
    return (REFUND, refund.id, number(read, "created"), refund.charge, "", 0, dump(read), "")


def _opened(sale: Sale, options: DemoOptions) -> Entry:
    """The sale as it was at the moment at which it was made."""
    made, basket = sale.charge, sale.basket
    charge = bodies.charge_read(made)
    whole = made if sale.before is None else _whole_of(sale)
    order = bodies.order_read(whole, basket.lines, with_tax=options.order_amount_includes_tax)
    filed = bodies.order_status(made)
    facts: Body = {**sale.facts, "authorized": made.amount + made.tip, "capture": made.capture}
    entry = Entry(charge, order, facts, filed, number(charge, "created") if filed == "paid" else 0)
    if sale.before:
        first, known = sale.before
        body = bodies.charge_read(first)
        order["past_charges"] = [first.id]
        entry.order_facts["by_hand"] = True
        entry.earlier = _row(
            CHARGE, body, first.status, 0, {**known, "authorized": first.amount, "capture": True}
        )
    return entry


def _whole_of(sale: Sale) -> NewCharge:
    """The charge that would have paid the order alone."""
    return NewCharge(
        **{name: getattr(sale.charge, name) for name in NewCharge.__slots__ if name not in {"amount", "tax"}},
        amount=sale.basket.amount,
        tax=sale.basket.tax,
    )


def _happen(entry: Entry, later: Later, options: DemoOptions) -> None:
    if later.what == fates.CAPTURE:
        _capture(entry, later)
        return
    facts = ChargeFacts.of(entry.charge, entry.order)
    if later.what == fates.RETURN:
        amount = amount_returned(entry.order, later.line, options) or facts.remaining
        decision = rules.returned_part(facts, amount, later.at, options)
        _refund(entry, later, decision, facts, options, extra={})
        _return(entry, later)
        return
    decision = rules.decide_refund(facts, later.amount or None, later.at, options)
    _refund(entry, later, decision, facts, options, extra={"reason": later.reason} if later.reason else {})


def amount_returned(order: Mapping[str, object], line: str, options: DemoOptions) -> int:
    """What goes back for an item of an order nothing went back of yet: with its share of the tax, and all of the tip.

    0 where no item is named.
    """
    cost = cost_of(order, line)
    tax = number(order, "tax_amount")
    goods = number(order, "amount") - (tax if options.order_amount_includes_tax else 0)
    return cost and cost + (tax * cost * 2 + goods) // (goods * 2) + number(order, "tip_amount")


def cost_of(order: Mapping[str, object], line: str) -> int:
    """What the lines of an item came to, 0 for none."""
    items = order["items"]
    lines = items if isinstance(items, list) else []
    return sum(one["amount"] * one["quantity"] for one in lines if line and one.get("parent") == line)


def _refund(
    entry: Entry,
    later: Later,
    decision: RefundDecision,
    facts: ChargeFacts,
    options: DemoOptions,
    *,
    extra: Mapping[str, object],
) -> None:
    fails = later.what == fates.FAILING_REFUND
    refund = NewRefund(
        id=later.id,
        charge=str(entry.charge["id"]),
        amount=decision.amount,
        currency=str(entry.charge["currency"]) if options.refunds_carry_currency else "",
        created_ms=later.at,
        refund_type=decision.refund_type,
        ref_num=ids.ref_num(ids.day_code(later.at), later.code),
        auth_code=ids.auth_code(later.code),
        status="failed" if fails else "succeeded",
        extra=extra,
    )
    entry.refunds.append(refund)
    bodies.with_refund(entry.charge, bodies.refund_read(refund))
    if fails:
        return
    charge, order = entry.charge, entry.order
    charge["amount_refunded"], charge["refunded"] = rules.refunded_after(facts, decision.amount)
    if facts.captured:
        order["amount_returned"] = number(order, "amount_returned") + decision.amount
        entry.filed = "refunded" if charge["refunded"] else entry.filed


def _return(entry: Entry, later: Later) -> None:
    """Let the order say that it, or an item of it, came back."""
    order, at = entry.order, bodies.whole_seconds(later.at)
    entered = order["status_transitions"]
    before = entered if isinstance(entered, dict) else {}
    order |= {"status": RETURNED, "status_transitions": {**before, RETURNED: at}}
    items = order["items"]
    parents = [one["parent"] for one in items if "parent" in one] if isinstance(items, list) else []
    back = [later.line] if later.line else dict.fromkeys(parents)
    entry.order_facts["returned"] = {parent: cost_of(order, parent) for parent in back}
    entry.filed, entry.changed = RETURNED, at


def _capture(entry: Entry, later: Later) -> None:
    charge, order = entry.charge, entry.order
    held = number(entry.facts, "authorized")
    taken, at = later.amount or held, bodies.whole_seconds(later.at)
    charge |= {"amount_captured": taken, "captured": True, "paid": True}
    entry.facts |= {"hold": True, "shipments": False, "whole": True, "released": taken < held}
    order |= {"amount_paid": taken, "status": "paid", "status_transitions": {"paid": at}}
    entry.filed, entry.changed = "paid", at


def _stand_or_lapse(entry: Entry, made: NewCharge, options: DemoOptions, until_ms: int) -> None:
    """Plan the end of a hold that stands, or let it be over."""
    charge = entry.charge
    if made.capture or made.declined or charge["captured"] or charge["refunded"]:
        return
    end = made.created_ms + holds.hold_days(str(made.source["brand"]), options) * DAY_MS
    if end > until_ms:
        entry.dues.append(Due(end, holds.LAPSE, made.id))
        return
    if options.lapsed_hold_reads_as_voided:
        charge |= {"amount_refunded": entry.facts["authorized"], "refunded": True, "outcome": holds.REVERSED}
    entry.facts["lapsed"] = True


def _row(kind: str, body: Body, status: str, changed: int, facts: Body) -> Row:
    owner = body.get("customer")
    kept = dump(facts) if facts else ""
    return (
        kind,
        str(body["id"]),
        number(body, "created"),
        str(owner or ""),
        status,
        changed,
        dump(body),
        kept,
    )
