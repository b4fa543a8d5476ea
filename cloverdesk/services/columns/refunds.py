"""The columns of refunds."""

from cloverdesk.domain.refunds import Refund
from cloverdesk.services.columns.column import Column, ColumnKind

REFUND_COLUMNS: tuple[Column[Refund], ...] = (
    Column("time", "column.time", lambda refund: refund.created_at, ColumnKind.MOMENT),
    Column("amount", "column.amount", lambda refund: refund.amount, ColumnKind.MONEY),
    Column("state", "column.state", lambda refund: refund.status, ColumnKind.STATE, "refund.state"),
    Column("reason", "column.reason", lambda refund: refund.reason, ColumnKind.STATE, "refund.reason"),
    Column("charge", "column.charge", lambda refund: refund.charge_id, ColumnKind.ID),
    Column("refund", "column.refund", lambda refund: refund.id, ColumnKind.ID),
)
