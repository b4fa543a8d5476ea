"""What orders are made of, and what paying them and giving them back does to them."""

from collections.abc import Mapping, Sequence

from cloverdesk.demo import bodies
from cloverdesk.demo.bodies import Body, NewCharge
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


def settle_up(shop: Shop, order: Body, charge: Body) -> None:
    """Let an order that was opened for a hold know that its charge was captured."""
    at = bodies.whole_seconds(shop.store.now_ms())
    captured = number(charge, "amount_captured") - number(charge, "tip_amount")
    order |= {"amount_paid": captured, "status": "paid", "status_transitions": {"paid": at}}
    shop.store.change(ORDER, order, status="paid", changed=at)


def owed(order: Mapping[str, object], *, with_tax: bool) -> int:
    """What is still to be paid of an order, tax included and tips aside."""
    whole = number(order, "amount") + (0 if with_tax else number(order, "tax_amount"))
    return whole - number(order, "amount_paid")


def pay(shop: Shop, order: Record, charge: NewCharge) -> None:
    """Add a charge to what was paid of an order; once nothing is owed, it is paid."""
    body = order.body
    at = bodies.whole_seconds(charge.created_ms)
    earlier = body.get("charge")
    if earlier:
        past = body.get("past_charges")
        body["past_charges"] = [*(past if isinstance(past, list) else []), earlier]
    body |= {
        "charge": charge.id,
        "amount_paid": number(body, "amount_paid") + charge.amount,
        "tip_amount": number(body, "tip_amount") + charge.tip,
        "ref_num": charge.ref_num,
        "auth_code": charge.auth_code,
        "source": charge.source,
        "ecomind": charge.ecomind,
    }
    if charge.customer:
        body["customer"] = charge.customer
    status, changed = order.status, None
    if owed(body, with_tax=shop.options.order_amount_includes_tax) <= 0:
        status, changed = "paid", at
        body |= {"status": status, "status_transitions": {"paid": at}}
    shop.store.change(ORDER, body, status=status, changed=changed, owner=charge.customer or None)


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
