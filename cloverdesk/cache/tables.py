"""How objects are written: one upsert a kind, which tells what really changed and never trades knowledge for a gap."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from cloverdesk.cache.keys import Dated, known_keys, mint
from cloverdesk.cache.search import CHARGE_SAYS, REFUND_SAYS, remember_charges, remember_refunds
from cloverdesk.domain.charges import Charge
from cloverdesk.domain.orders import Order
from cloverdesk.domain.refunds import Refund
from cloverdesk.storage.connection import Connection, Value

E = TypeVar("E", bound=Dated)


class Kept(NamedTuple):
    """What keeping objects came to: the ids that are new or changed, and how many are new."""

    changed: tuple[str, ...] = ()
    added: int = 0


class Table(NamedTuple, Generic[E]):
    """One kind's table. `texts` are columns where "" means "not told"; `values` gives all columns but the key."""

    name: str
    columns: tuple[str, ...]
    texts: frozenset[str]
    values: Callable[[E], tuple[Value, ...]]
    says: tuple[str, ...] = ("key", "id")
    remember: Callable[[Connection, Sequence[Sequence[Any]]], None] | None = None

    def keep(self, connection: Connection, objects: Sequence[E]) -> Kept:
        """Insert or update `objects`, which come newest first."""
        each = list({one.id: one for one in objects}.values())
        if not each:
            return Kept()
        keys = known_keys(connection, self.name, [one.id for one in each])
        newcomers = [one for one in each if one.id not in keys]
        keys |= mint(connection, self.name, newcomers)
        changed = connection.insert_many(
            self.name,
            ("key", *self.columns),
            [(keys[one.id], *self.values(one)) for one in each],
            conflict=self._conflict(),
            returning=", ".join(self.says),
        )
        if self.remember is not None and changed:
            self.remember(connection, changed)
        return Kept(tuple(row[1] for row in changed), len(newcomers))

    def _conflict(self) -> str:
        """The update of what was known. A row that stays as it was is not written, and so not told."""
        merged = {column: self._merged(column) for column in self.columns if column != "id"}
        sets = ", ".join(f"{column} = {value}" for column, value in merged.items())
        known = ", ".join(f"{self.name}.{column}" for column in merged)
        return f"ON CONFLICT DO UPDATE SET {sets} WHERE ({known}) IS NOT ({', '.join(merged.values())})"

    def _merged(self, column: str) -> str:
        known, told = f"{self.name}.{column}", f"excluded.{column}"
        if column in self.texts:
            return f"iif({told} = '', {known}, {told})"
        if column == "created_ms":  # creates carry milliseconds, reads whole seconds: the first word stands
            return f"iif({known} = 0, {told}, {known})"
        return f"coalesce({told}, {known})"


_CHARGE_NUMBERS = ("amount_minor", "captured_minor", "refunded_minor", "tax_minor", "tip_minor", "created_ms")
CHARGE_COLUMNS = (
    "id",
    "amount_minor",
    "captured_minor",
    "refunded_minor",
    "currency",
    "created_ms",
    "status",
    "tax_minor",
    "tip_minor",
    "order_id",
    "customer_id",
    "customer_name",
    "brand",
    "last4",
    "auth_code",
    "ref_num",
    "description",
    "external_reference_id",
    "failure_code",
    "failure_message",
)
"""In the order of the fields of `Charge`; of the two after them one comes from its order, the other is not kept."""

REFUND_COLUMNS = (
    "id",
    "charge_id",
    "amount_minor",
    "currency",
    "created_ms",
    "status",
    "reason",
    "refund_type",
    "failure_reason",
    "external_reference_id",
)
"""In the order of the fields of `Refund`, the last two of which are not kept."""

ORDER_COLUMNS = (
    "id",
    "amount_minor",
    "currency",
    "created_ms",
    "status",
    "tax_minor",
    "customer_id",
    "charge_ids",
    "lines",
    "line_count",
)
"""In the order of the fields of `Order`, then the number of lines."""


def _charge_values(charge: Charge) -> tuple[Value, ...]:
    return (
        charge.id,
        charge.amount_minor,
        charge.captured_minor,
        charge.refunded_minor,
        charge.currency,
        charge.created_ms,
        charge.status,
        charge.tax_minor,
        charge.tip_minor,
        charge.order_id,
        charge.customer_id,
        charge.customer_name,
        charge.brand,
        charge.last4,
        charge.auth_code,
        charge.ref_num,
        charge.description,
        charge.external_reference_id,
        charge.failure_code,
        charge.failure_message,
    )


def _refund_values(refund: Refund) -> tuple[Value, ...]:
    return (
        refund.id,
        refund.charge_id,
        refund.amount_minor,
        refund.currency,
        refund.created_ms,
        refund.status,
        refund.reason,
        refund.refund_type,
        refund.failure_reason,
        refund.external_reference_id,
    )


def _order_values(order: Order, *, full: bool) -> tuple[Value, ...]:
    lines = [(line.description, line.quantity, line.unit_minor, line.kind) for line in order.lines]
    return (
        order.id,
        order.amount_minor,
        order.currency,
        order.created_ms,
        order.status,
        order.tax_minor,
        order.customer_id,
        _array(order.charge_ids),
        _array(lines),
        order.line_count if lines or full else None,
    )


def _array(values: Sequence[object]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) if values else ""


def _texts(columns: tuple[str, ...], numbers: Sequence[str]) -> frozenset[str]:
    return frozenset(columns) - {"id", *numbers}


CHARGES: Table[Charge] = Table(
    "charges",
    CHARGE_COLUMNS,
    _texts(CHARGE_COLUMNS, _CHARGE_NUMBERS),
    _charge_values,
    CHARGE_SAYS,
    remember_charges,
)
REFUNDS: Table[Refund] = Table(
    "refunds",
    REFUND_COLUMNS,
    _texts(REFUND_COLUMNS, ("amount_minor", "created_ms")),
    _refund_values,
    REFUND_SAYS,
    remember_refunds,
)


def orders_table(*, full: bool) -> Table[Order]:
    """The table of orders. `full` ones were read one by one: what they do not list is not there."""
    return Table(
        "orders",
        ORDER_COLUMNS,
        _texts(ORDER_COLUMNS, ("amount_minor", "created_ms", "tax_minor", "line_count")),
        lambda order: _order_values(order, full=full),
    )


def link(connection: Connection, orders: Sequence[Order]) -> None:
    """Remember which charges paid `orders`: the charges themselves do not always say."""
    pairs = [(charge_id, order.id) for order in orders for charge_id in order.charge_ids]
    if pairs:
        connection.insert_many(
            "order_charges",
            ("charge_id", "order_id"),
            pairs,
            conflict="ON CONFLICT DO UPDATE SET order_id = excluded.order_id WHERE order_id IS NOT excluded.order_id",
        )
