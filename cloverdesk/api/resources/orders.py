"""Orders: what a charge was for."""

import msgspec

from cloverdesk.api.pages import LARGEST_PAGE, ApiPage
from cloverdesk.api.resources.collection import Collection
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
    link_id,
    text,
    unwrapped,
)
from cloverdesk.domain.orders import Order, OrderLine


class ItemWire(msgspec.Struct, frozen=True):
    """A line; `amount` is the price of one."""

    amount: Minor = 0
    quantity: int | None = None
    description: Text = None
    type: Text = None


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


_SHAPE = Shape(OrderWire)


class OrdersApi:
    """Reads of `/v1/orders`. Every method raises what `ApiSession.read` raises."""

    def __init__(self, session: ApiSession) -> None:
        self._orders = Collection(session, "/v1/orders", _SHAPE, order_of)

    async def list_page(
        self,
        *,
        limit: int = LARGEST_PAGE,
        starting_after: str | None = None,
        created_gte_ms: int | None = None,
        created_lt_ms: int | None = None,
        interactive: bool = False,
    ) -> ApiPage[Order]:
        """Orders, newest first, older than the one called `starting_after`, made in the half-open time range."""
        return await self._orders.page(
            limit=limit,
            starting_after=starting_after,
            created_gte_ms=created_gte_ms,
            created_lt_ms=created_lt_ms,
            interactive=interactive,
        )

    async def get(self, order_id: str, *, interactive: bool = True) -> Order:
        """The order as it is now, with all that Clover tells of it. Raises `Missing` too."""
        return await self._orders.one(order_id, interactive=interactive)


def order_of(wire: OrderWire) -> Order:
    """The order behind the wire's fields."""
    charges = (link_id(wire.charge), *map(link_id, unwrapped(wire.past_charges)))
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
    )


def _line(wire: ItemWire) -> OrderLine:
    return OrderLine(
        description=text(wire.description),
        quantity=1 if wire.quantity is None else wire.quantity,
        unit_minor=wire.amount,
        kind=text(wire.type) or "sku",
    )
