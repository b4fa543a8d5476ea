"""Orders as the cache has them."""

import json
from collections.abc import Sequence
from typing import Any

from cloverdesk.cache.listing import Listing, Rows
from cloverdesk.domain.orders import Order, OrderLine
from cloverdesk.storage.database import Database

_OF_CHARGE = (
    "it.id IN (SELECT order_id FROM charges WHERE id = ?1"
    " UNION SELECT order_id FROM order_charges WHERE charge_id = ?1)"
)


def _order(row: Sequence[Any]) -> Order:
    one, amount, currency, created, status, tax, customer, charges, lines = row
    return Order(
        one,
        amount,
        currency,
        created,
        status,
        tax,
        customer,
        tuple(json.loads(charges or "[]")),
        tuple(OrderLine(*line) for line in json.loads(lines or "[]")),
    )


_LISTING: Listing[Order] = Listing(
    table="orders",
    words="",
    shown=tuple(
        f"it.{name}"
        for name in (
            "id",
            "amount_minor",
            "currency",
            "created_ms",
            "status",
            "tax_minor",
            "customer_id",
            "charge_ids",
            "lines",
        )
    ),
    joined="",
    built=_order,
)


class OrdersStore(Rows[Order]):
    """Reads orders."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, _LISTING)

    async def of_charge(self, charge_id: str) -> Order | None:
        """The order that a charge paid, None while it is not known."""
        found = await self.where(_OF_CHARGE, (charge_id,))
        return found[0] if found else None
