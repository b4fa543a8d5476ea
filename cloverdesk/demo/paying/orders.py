"""What happens to orders: opened by a charge or by hand, paid in one go or in several, and given back."""

from collections.abc import Mapping, Sequence

from cloverdesk.demo.paying import bodies
from cloverdesk.demo.paying.bodies import Body, NewCharge
from cloverdesk.demo.paying.order_items import Basket
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import ORDER, Record


def open_for(shop: Shop, charge: NewCharge) -> None:
    """The order of a charge that was made without one: a single line, and its tax."""
    description = str(charge.extra.get("description", "Custom amount"))
    parent = shop.store.new_id()
    items = [bodies.line(description, 1, charge.amount - charge.tax, charge.currency, parent)]
    if charge.tax:
        items.append(bodies.tax_line(charge.tax, charge.currency))
    order = bodies.order_read(charge, items, with_tax=shop.options.order_amount_includes_tax)
    created = bodies.whole_seconds(charge.created_ms)
    status = bodies.order_status(charge)
    changed = created if status == "paid" else 0
    shop.store.add(ORDER, order, created=created, owner=charge.customer, status=status, changed=changed)


def open_by_hand(shop: Shop, basket: Basket, currency: str, *, customer: str, more: Body) -> Body:
    """An order that nobody has paid yet, as it is read. `more` is what the caller sent and gets back."""
    created = bodies.whole_seconds(shop.store.now_ms())
    with_tax = shop.options.order_amount_includes_tax
    order: Body = {
        "id": shop.store.new_id(),
        "object": "order",
        "amount": basket.goods + (basket.tax if with_tax else 0),
        "amount_paid": 0,
        "amount_returned": 0,
        "tax_amount": basket.tax,
        "tip_amount": 0,
        "currency": currency.upper(),
        "created": created,
        "items": basket.lines,
        "status": "created",
        "status_transitions": {},
        **more,
    }
    if customer:
        order["customer"] = customer
    facts = {"by_hand": True}
    shop.store.add(ORDER, order, created=created, owner=customer, status="created", facts=facts)
    return order


def owed(order: Mapping[str, object], *, with_tax: bool) -> int:
    """What is still to be paid of an order, tax included and tips aside."""
    whole = number(order, "amount") + (0 if with_tax else number(order, "tax_amount"))
    return whole - number(order, "amount_paid")


def collected(shop: Shop, charge: Mapping[str, object], amount: int, *, tip: int, more_tip: int = 0) -> None:
    """Let the order of a charge know that money which was held is taken now: `amount`, and beside it the tip.

    `more_tip` is the part of `tip` that the order cannot know yet if the charge was its own from the start.
    """
    order = shop.store.get(ORDER, str(charge["order"]))
    if order is not None:
        is_known = charge["id"] in charges_of(order.body)
        add_payment(shop, order, charge, amount, more_tip if is_known else tip)


def add_payment(shop: Shop, order: Record, charge: Mapping[str, object], amount: int, tip: int) -> None:
    """Count what a charge took for an order, `tip` not in `amount`; once nothing is owed, the order is paid.

    An order that a charge opened is paid by whatever that charge takes. `charge` is as it is read.
    """
    body = order.body
    if charge["id"] not in charges_of(body):
        _show_newest(body, charge)
    body["tip_amount"] = number(body, "tip_amount") + tip
    body["amount_paid"] = number(body, "amount_paid") + amount
    status, changed = order.status, None
    if owed(body, with_tax=shop.options.order_amount_includes_tax) <= 0 or not order.facts.get("by_hand"):
        status, changed = "paid", bodies.whole_seconds(shop.store.now_ms())
        body |= {"status": status, "status_transitions": {"paid": changed}}
    customer = charge.get("customer")
    if customer:
        body["customer"] = customer
    shop.store.change(ORDER, body, status=status, changed=changed, owner=str(customer) if customer else None)


def charges_of(order: Mapping[str, object]) -> Sequence[str]:
    """The charges that an order was paid with, newest first."""
    past = order.get("past_charges")
    newest = order.get("charge")
    earlier = [str(one) for one in past] if isinstance(past, list) else []
    return [*([str(newest)] if newest else []), *reversed(earlier)]


def number(body: Mapping[str, object], name: str) -> int:
    """An amount of a body, 0 where it has none."""
    value = body.get(name, 0)
    return value if isinstance(value, int) else 0


def _show_newest(order: Body, charge: Mapping[str, object]) -> None:
    """Show the charge in front of the earlier ones."""
    earlier = order.get("charge")
    if earlier:
        past = order.get("past_charges")
        order["past_charges"] = [*(past if isinstance(past, list) else []), earlier]
    order["charge"] = charge["id"]
    for name in ("ref_num", "auth_code", "source", "ecomind"):
        if name in charge:
            order[name] = charge[name]
