"""`/v1/orders`: making orders, paying them in one go or in several, returning them, and reading what charges were for."""

import json
from typing import TYPE_CHECKING

from cloverdesk.demo import rules
from cloverdesk.demo.door import pages
from cloverdesk.demo.door.calls import Answer, Call, Operation
from cloverdesk.demo.door.fields import Fields, invalid_field
from cloverdesk.demo.errors import Rejected, envelope, invalid, not_found
from cloverdesk.demo.paying import order_items, orders, payments, returns, sources
from cloverdesk.demo.paying.bodies import Body, NewCharge
from cloverdesk.demo.paying.returns import ReturnedLine
from cloverdesk.demo.paying.sources import Source
from cloverdesk.demo.routes import charges
from cloverdesk.demo.store import CUSTOMER, ORDER, Record

if TYPE_CHECKING:
    from cloverdesk.demo.engine import Filter

URL = "/v1/orders"
STATUSES = ("created", "paid", "fulfilled", "refunded", "canceled", "returned")
_DIRECTIONS = {"ASC": True, "DESC": False}
_SPARSE = pages.sparse("id", "object", "amount", "currency", "created", "charge", "customer", "items")


def list_orders(call: Call) -> Answer:
    """Orders, newest first unless `sort` says otherwise."""
    filters: list[Filter] = pages.text_filter(call, "customer", "owner")
    filters += pages.time_filters(call, "status_transitions", "changed")
    wanted = [value for key, value in call.query if key in {"ids", "ids[]"}]
    if wanted:
        filters.append(("id", json.dumps(wanted)))
    status = call.asked("status")
    if status is not None:
        if status not in STATUSES:
            raise invalid_field("status")
        filters.append(("status", status))
    direction = call.asked("sort") or "DESC"
    if direction not in _DIRECTIONS:
        raise invalid_field("sort")
    shape = _SPARSE if call.options.orders_list_sparse else None
    return pages.page(call, ORDER, URL, filters=filters, oldest_first=_DIRECTIONS[direction], shape=shape)


def get_order(call: Call) -> Answer:
    """One order, whole."""
    order_id = call.path["order_id"]
    return pages.one(call, ORDER, order_id, not_found("Order", order_id))


def create_order(call: Call) -> Answer:
    """An order of the lines that are sent; nothing is charged."""
    fields = call.fields
    currency = fields.currency()
    customer = _customer(call)
    basket = order_items.read_items(call.shop, call.body.get("items"), currency)
    email = fields.email("email")
    if email is None and not (customer and call.options.customer_replaces_email):
        raise _no_email()
    more: Body = {"email": email, "metadata": fields.metadata(), "shipping": _shipping(call)}
    if basket.has_shipping and call.options.shipping_address_required and not _has_address(more["shipping"]):
        raise invalid("Please provide a valid shipping address.", param="shipping.address")
    kept = {name: value for name, value in more.items() if value is not None}
    order = orders.open_by_hand(call.shop, basket, currency, customer=customer, more=kept)
    return Answer.json({**order, "currency": currency})


def pay_order(call: Call) -> Answer:
    """Take what is owed of an order, or a part; answers the order."""
    charges.check_forwarded(call)
    order = _order(call)
    with_tax = call.options.order_amount_includes_tax
    if not order.body.get("items"):
        raise _order_refused(404, "invalid_request", f"Order with id {order.id} has no line items.")
    owed = orders.owed(order.body, with_tax=with_tax)
    if order.body["status"] != "created" or owed <= 0:
        raise _order_refused(409, "order_already_paid", f"Order with id {order.id} has been already paid.")
    source = _payer(call, order)
    charge = _charge_for(call, order, owed)
    charge.extra = {**charges.read_extra(call, source), **_receipt(call, order, source)}
    charges.ask_threeds(call, charge, source)
    keep = charges.fields_intent(call)
    address = charges.address_of(call)
    payments.take(call.shop, charge, source, address=address, keep_source=keep, order=order)
    return _paid(call, order, charge)


def return_order(call: Call) -> Answer:
    """Give back what was paid for an order, or for some of its lines."""
    order, fields = _order(call), call.fields
    lines = _returned_lines(call)
    tip = fields.amount("tip_amount", _bad_tip)
    if lines is not None:
        returns.check_lines(order, lines)
    status = call.effect.get("status", "succeeded")
    reference = fields.reference()
    body = returns.give_back(call.shop, order, lines, tip=tip, reference=reference, status=status)
    return Answer.json(body)


# ---------------------------------------------------------------- making an order


def _customer(call: Call) -> str:
    """The customer that is named, "" for none. Raises `Rejected` if there is none such."""
    named = call.fields.text("customer")
    if named is not None and call.store.get(CUSTOMER, named) is None:
        raise invalid("Please provide a valid customer.", param="customer")
    return named or ""


def _shipping(call: Call) -> Body | None:
    return dict(call.fields.member("shipping")) if "shipping" in call.fields else None


def _has_address(shipping: object) -> bool:
    address = shipping.get("address") if isinstance(shipping, dict) else None
    return isinstance(address, dict) and bool(address.get("line1"))


# ---------------------------------------------------------------- paying


def _payer(call: Call, order: Record) -> Source:
    """What pays: the source that is sent, else the card of the customer who is named or whose order it is."""
    source = charges.read_source(call)
    if source is not None:
        return source
    customer = call.fields.text("customer") or str(order.body.get("customer") or "")
    if customer:
        return sources.of_customer(call.shop, customer)
    raise invalid("Please provide a valid source or token.")


def _charge_for(call: Call, order: Record, owed: int) -> NewCharge:
    """The charge that pays the order. Raises `Rejected` for the first field that is wrong."""
    fields = call.fields
    asked = fields.amount("amount", charges.bad_amount, least=1)
    amount = owed if asked is None else asked
    currency = str(order.body["currency"])
    if amount > owed:
        raise charges.bad_amount()
    if "currency" in fields and fields.currency().upper() != currency:
        raise invalid("Please provide a valid currency.")
    charge = payments.new_charge(call.shop, amount, currency, order=order.id)
    whole = amount == orders.number(order.body, "amount")
    charge.tax = orders.number(order.body, "tax_amount") if whole else 0
    most = rules.LARGEST_AMOUNT - amount
    charge.tip = charges.read_part(fields, "tip_amount", "invalid_tip_amount", most=most)
    charge.ecomind = fields.choice("ecomind", ("ecom", "moto")) or "ecom"
    charge.reference = fields.reference()
    charge.customer = _customer(call) or str(order.body.get("customer") or "")
    return charge


def _receipt(call: Call, order: Record, source: Source) -> Body:
    """Where the receipt goes. Raises `Rejected` where neither the call nor the order, nor a customer, says."""
    email = call.fields.email("email") or order.body.get("email")
    if email is None and not (source.customer or order.body.get("customer")):
        raise _no_email()
    return {"receipt_email": email} if email else {}


def _paid(call: Call, order: Record, charge: NewCharge) -> Answer:
    """The order after its payment, or the decline."""
    if charge.declined:
        metadata = call.fields.metadata() or order.body.get("metadata")
        if isinstance(metadata, dict) and metadata.get("delete_order_on_failure") in (True, "true"):
            call.store.remove(ORDER, order.id)
        return charges.decline_of(call, charge.id, charge.decline_text)
    after = call.store.get(ORDER, order.id)
    body = after.body if after else order.body
    told = {name: charge.extra[name] for name in ("threeds", "warning_message") if name in charge.extra}
    return Answer.json({**body, **told})


# ---------------------------------------------------------------- returning


def _returned_lines(call: Call) -> list[ReturnedLine] | None:
    """The lines that come back; None where all do."""
    told = call.body.get("items")
    if told is None:
        return None
    if not isinstance(told, list) or not told:
        raise invalid_field("items")
    return [_returned_line(call, item) for item in told]


def _returned_line(call: Call, item: object) -> ReturnedLine:
    if not isinstance(item, dict):
        raise invalid_field("items")
    fields = Fields(item, text_amounts=call.options.text_amounts_accepted)
    parent, kind = fields.text("parent"), fields.text("type")
    amount = fields.amount("amount", charges.bad_amount, least=1)
    quantity = fields.amount("quantity", lambda: invalid_field("items.quantity"), least=1) or 1
    if parent is None or kind is None or amount is None:
        raise invalid_field("items")
    back = amount * quantity if call.options.return_amount_is_unit_price else amount
    return ReturnedLine(parent, back, {**item, "amount": amount, "quantity": quantity})


def _order(call: Call) -> Record:
    order_id = call.path["order_id"]
    order = call.store.get(ORDER, order_id)
    if order is None:
        raise not_found("Order", order_id)
    return order


def _order_refused(status: int, code: str, message: str) -> Rejected:
    return Rejected(status, envelope(status, type="invalid_request_error", code=code, message=message))


def _no_email() -> Rejected:
    return invalid("Please provide a valid email.", code="email_invalid")


def _bad_tip() -> Rejected:
    return invalid("Please provide a valid tip_amount.", code="invalid_tip_amount", param="tip_amount")


OPERATIONS = (
    Operation("listOrders", "GET", URL, list_orders),
    Operation("createOrder", "POST", URL, create_order),
    Operation("getOrder", "GET", URL + "/{order_id}", get_order),
    Operation(
        "payOrder",
        "POST",
        URL + "/{order_id}/pay",
        pay_order,
        keyed=lambda options: options.pay_and_capture_keyed,
    ),
    Operation(
        "returnOrder",
        "POST",
        URL + "/{order_id}/returns",
        return_order,
        keyed=lambda options: options.returns_keyed,
    ),
)
