"""The columns of charges."""

from cloverdesk.domain.charges import Charge
from cloverdesk.services.columns.column import Column, ColumnKind

CHARGE_COLUMNS: tuple[Column[Charge], ...] = (
    Column("time", "column.time", lambda charge: charge.created_at, ColumnKind.MOMENT),
    Column("amount", "column.amount", lambda charge: charge.total, ColumnKind.MONEY),
    Column("state", "column.state", lambda charge: charge.state, ColumnKind.STATE, "charge.state"),
    Column("card", "column.card", lambda charge: (charge.brand, charge.last4), ColumnKind.CARD),
    Column("customer", "column.customer", lambda charge: charge.customer_name),
    Column("charge", "column.charge", lambda charge: charge.id, ColumnKind.ID),
)
