"""Returning an order: what goes back for the whole of it or for some lines, and from which of its charges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cloverdesk.demo import rules
from cloverdesk.demo.errors import Rejected, envelope, invalid, untyped
from cloverdesk.demo.paying import bodies, refunding
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.paying.orders import charges_of, number
from cloverdesk.demo.rules import ChargeFacts
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import CHARGE, ORDER, Record

RETURNED = "returned"
_RETURNABLE = ("paid", "fulfilled", RETURNED)
_OVER = (
    "This refund would make the order's total refunded amount greater than the original order's amount.\n\n"
    "Consider doing a refund on a payment instead."
)


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """A line that comes back: `amount` is what goes back for it, minor units, its tax aside; `shown` as it is answered."""

    parent: str
    amount: int
    shown: Body


def give_back(
    shop: Shop,
    order: Record,
    lines: Sequence[ReturnedLine] | None,
    *,
    tip: int | None,
    reference: str | None,
    status: str,
) -> Body:
    """Return `lines` of an order, or (None) all of it; gives the order as it is then answered.

    `tip` is what goes back of it (None: all), `status` how the refunds end. Raises `Rejected` for an order that nothing
    was paid of, and for more than is left.
    """
    charges = _paid_with(shop, order)
    left = sum(facts.remaining for _, facts in charges)
    amount = left if lines is None else _amount_of(shop, order.body, lines, tip)
    if not 0 < amount <= left:
        raise untyped(400, "processing_error", _OVER)
    at = bodies.whole_seconds(shop.store.now_ms())
    body = order.body
    entered = body.get("status_transitions")
    before = entered if isinstance(entered, dict) else {}
    body |= {"status": RETURNED, "status_transitions": {**before, RETURNED: at}}
    _take_from(shop, charges, body, amount, reference=reference, status=status)
    facts: Body = {**order.facts, "returned": _returned_after(order, lines)}
    shop.store.change(ORDER, body, status=RETURNED, changed=at, facts=facts)
    return body if lines is None else {**body, "items": [line.shown for line in lines]}


def check_lines(order: Record, lines: Sequence[ReturnedLine]) -> None:
    """Raise `Rejected` for a line that the order does not have, or that more would go back for than it cost."""
    before = _returned(order)
    asked: dict[str, int] = {}
    for line in lines:
        asked[line.parent] = asked.get(line.parent, 0) + line.amount
    for parent, amount in asked.items():
        cost = _cost_of(order.body, parent)
        if cost is None:
            raise invalid("Please provide a valid parent for the item.", param="items.parent")
        if before.get(parent, 0) + amount > cost:
            raise untyped(400, "processing_error", _OVER)


def _paid_with(shop: Shop, order: Record) -> list[tuple[Record, ChargeFacts]]:
    """The charges that something can come back from, newest first. Raises `Rejected` unless the order can be returned."""
    ids = charges_of(order.body)
    records = [record for one in ids if (record := shop.store.get(CHARGE, one)) is not None]
    paid = [(record, ChargeFacts.of(record.body, order.body)) for record in records]
    taken = [(record, facts) for record, facts in paid if facts.captured and not facts.failed]
    returnable = order.body["status"] in _RETURNABLE or shop.options.partly_paid_orders_returned
    if not taken or not returnable:
        message = "Order has no payments. Nothing to refund"
        body = envelope(404, type="invalid_request_error", code="invalid_request", message=message)
        raise Rejected(404, body)
    return taken


def _amount_of(shop: Shop, order: Body, lines: Sequence[ReturnedLine], tip: int | None) -> int:
    """What goes back for some lines: what they name, their share of the tax, and the tip."""
    amount = sum(line.amount for line in lines)
    tax, whole = number(order, "tax_amount"), number(order, "amount")
    goods = whole - (tax if shop.options.order_amount_includes_tax else 0)
    share = (tax * amount * 2 + goods) // (goods * 2) if goods > 0 else 0
    whole_tip = number(order, "tip_amount") if tip is None else tip
    first = not number(order, "amount_returned")
    return amount + share + (whole_tip if first or shop.options.item_return_gives_tip_every_time else 0)


def _take_from(
    shop: Shop,
    charges: Sequence[tuple[Record, ChargeFacts]],
    order: Body,
    amount: int,
    *,
    reference: str | None,
    status: str,
) -> None:
    """Refund `amount` in all, from the newest charge first."""
    for record, facts in charges:
        part = min(amount, facts.remaining)
        if part <= 0:
            continue
        decision = rules.returned_part(facts, part, shop.store.now_ms(), shop.options)
        refunding.give_back(shop, record, order, decision, status=status, reference=reference)
        amount -= part


def _returned(order: Record) -> Mapping[str, int]:
    """What went back for each line before."""
    kept = order.facts.get("returned")
    return kept if isinstance(kept, dict) else {}


def _returned_after(order: Record, lines: Sequence[ReturnedLine] | None) -> Mapping[str, int]:
    after = dict(_returned(order))
    if lines is None:
        parents = {parent for line in _lines(order.body) if isinstance(parent := line.get("parent"), str)}
        return {parent: _cost_of(order.body, parent) or 0 for parent in parents}
    for line in lines:
        after[line.parent] = after.get(line.parent, 0) + line.amount
    return after


def _cost_of(order: Body, parent: str) -> int | None:
    """What the lines of an item came to, None if there are none."""
    lines = [line for line in _lines(order) if line.get("parent") == parent]
    return sum(number(line, "amount") * number(line, "quantity") for line in lines) if lines else None


def _lines(order: Body) -> Sequence[Mapping[str, object]]:
    items = order.get("items")
    return items if isinstance(items, list) else []
