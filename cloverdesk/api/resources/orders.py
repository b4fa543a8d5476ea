"""Orders: pages of them, one as it is now, and making one that nobody has paid yet."""

from collections.abc import Mapping, Sequence
from typing import Unpack

import msgspec

from cloverdesk.api.auth import Door
from cloverdesk.api.pages import ApiPage
from cloverdesk.api.resources.changes import change, changed
from cloverdesk.api.resources.charges import SourceWire
from cloverdesk.api.resources.collection import Collection, Paging, told
from cloverdesk.api.resources.parts import ABSENT, additional_in
from cloverdesk.api.session import ApiSession
from cloverdesk.api.wire import (
    Currency,
    Elements,
    Link,
    Linked,
    Minor,
    Moment,
    ObjectId,
    Shape,
    Text,
    if_readable,
    link_id,
    text,
    unwrapped,
)
from cloverdesk.domain.orders import NewLine, NewOrder, Order, OrderLine, ShipTo, TaxRate

PATH = "/v1/orders"


class TaxRateWire(msgspec.Struct, frozen=True):
    """A tax of a line."""

    name: Text = None
    rate: int | None = None
    tax_amount: Minor | None = None
    tax_rate_uuid: Text = None


class ItemWire(msgspec.Struct, frozen=True):
    """A line; `amount` is the price of one."""

    amount: Minor = 0
    quantity: int | None = None
    description: Text = None
    type: Text = None
    parent: Text = None
    tax_rates: list[TaxRateWire] | Elements[TaxRateWire] | None = None


class OrderWire(msgspec.Struct, frozen=True):
    """An order as Clover writes it (payments.yaml, `Order`)."""

    id: ObjectId
    amount: Minor
    currency: Currency
    created: Moment | None = None
    status: Text = None
    tax_amount: Minor | None = None
    customer: Link = None
    charge: Link = None
    past_charges: list[ObjectId | Linked] | Elements[ObjectId | Linked] | None = None
    items: list[ItemWire] | Elements[ItemWire] | None = None
    amount_paid: Minor | None = None
    amount_returned: Minor | None = None
    tip_amount: Minor | None = None
    email: Text = None
    source: SourceWire | str | None = None
    auth_code: Text = None
    ref_num: Text = None
    external_reference_id: Text = None
    warning_message: Text = None
    status_transitions: msgspec.Raw = ABSENT
    additional_charges: msgspec.Raw = ABSENT


ORDER = Shape(OrderWire)
_NO_SOURCE = SourceWire()
_MOMENTS = msgspec.json.Decoder(dict[str, Moment | None], strict=False)


class OrdersApi(Collection[Order]):
    """`/v1/orders`, money aside. Reads raise what `ApiSession.read` raises."""

    def __init__(self, session: ApiSession) -> None:
        super().__init__(session, PATH, ORDER, order_of)

    async def list_page(
        self,
        *,
        customer_id: str = "",
        ids: Sequence[str] = (),
        status: str = "",
        entered_gte_ms: int | None = None,
        entered_lt_ms: int | None = None,
        oldest_first: bool = False,
        **paging: Unpack[Paging],
    ) -> ApiPage[Order]:
        """Orders, newest first unless asked otherwise: of a customer, certain ones, in a status, or by when they entered
        the status that they are in.
        """
        named = {"status_transitions.gte": entered_gte_ms, "status_transitions.lt": entered_lt_ms}
        filters = told(
            customer=customer_id, ids=list(ids), status=status, sort="ASC" if oldest_first else "", **named
        )
        return await self.page(filters, **paging)

    async def create(self, order: NewOrder) -> Order:
        """Make an order; nothing is charged.

        Sent once. Raises what `ApiSession.write` raises, and `ChangeUnknown` for a lost answer or one that names no order.
        """
        answer = await change(self._session, "createOrder", PATH, _body(order), door=Door.ECOMMERCE)
        return order_of(changed(answer, ORDER))


def order_of(wire: OrderWire) -> Order:
    """The order behind the wire's fields."""
    charges = (link_id(wire.charge), *map(link_id, unwrapped(wire.past_charges)))
    source = wire.source if isinstance(wire.source, SourceWire) else _NO_SOURCE
    return Order(
        id=wire.id,
        amount_minor=wire.amount,
        currency=wire.currency.upper(),
        created_ms=wire.created or 0,
        status=text(wire.status),
        tax_minor=wire.tax_amount or 0,
        customer_id=link_id(wire.customer),
        charge_ids=tuple(dict.fromkeys(filter(None, charges))),
        lines=tuple(map(_line, unwrapped(wire.items))),
        paid_minor=wire.amount_paid,
        returned_minor=wire.amount_returned,
        tip_minor=wire.tip_amount or 0,
        email=text(wire.email),
        brand=text(source.brand),
        last4=text(source.last4),
        auth_code=text(wire.auth_code),
        ref_num=text(wire.ref_num),
        external_reference_id=text(wire.external_reference_id),
        warning_message=text(wire.warning_message),
        entered_ms=_entered(wire.status_transitions),
        additional_charges=additional_in(wire.additional_charges),
    )


def _line(wire: ItemWire) -> OrderLine:
    return OrderLine(
        description=text(wire.description),
        quantity=1 if wire.quantity is None else wire.quantity,
        unit_minor=wire.amount,
        kind=text(wire.type) or "sku",
        parent=text(wire.parent),
        tax_rates=tuple(map(_tax_rate, unwrapped(wire.tax_rates))),
    )


def _tax_rate(wire: TaxRateWire) -> TaxRate:
    return TaxRate(text(wire.name), wire.rate, wire.tax_amount, text(wire.tax_rate_uuid))


def _entered(raw: msgspec.Raw) -> tuple[tuple[str, int], ...]:
    moments = if_readable(_MOMENTS, raw) or {}
    return tuple((status, moment) for status, moment in moments.items() if moment)


# ---------------------------------------------------------------- what is sent


def _body(order: NewOrder) -> Mapping[str, object]:
    currency = order.currency.lower()
    body: dict[str, object] = {
        "currency": currency,
        "email": order.email,
        "customer": order.customer_id,
        "items": [_item(line, currency) for line in order.lines],
        "shipping": _shipping(order.ship_to) if order.ship_to else None,
        "metadata": dict(order.metadata),
    }
    return {name: value for name, value in body.items() if value}


def _item(line: NewLine, currency: str) -> Mapping[str, object]:
    item: dict[str, object] = {
        "amount": line.unit_minor,
        "currency": currency,
        "description": line.description,
        "quantity": line.quantity,
        "type": line.kind,
    }
    if line.parent:
        item["parent"] = line.parent
    if line.tax_rates:
        item["tax_rates"] = [_rate(rate) for rate in line.tax_rates]
    return item


def _rate(rate: TaxRate) -> Mapping[str, str | int]:
    told_of = {
        "name": rate.name,
        "tax_rate_uuid": rate.id,
        "rate": rate.rate,
        "tax_amount": rate.amount_minor,
    }
    return {name: value for name, value in told_of.items() if value not in ("", None)}


def _shipping(to: ShipTo) -> Mapping[str, object]:
    address = {
        "line1": to.line1,
        "line2": to.line2,
        "city": to.city,
        "state": to.state,
        "postal_code": to.postal_code,
        "country": to.country,
    }
    there = {name: value for name, value in address.items() if value}
    whole = {"name": to.name, "phone": to.phone, "address": there}
    return {name: value for name, value in whole.items() if value}
