"""The columns of money operations."""

from cloverdesk.domain.operations import MoneyOperation
from cloverdesk.services.columns.column import Column, ColumnKind

OPERATION_COLUMNS: tuple[Column[MoneyOperation], ...] = (
    Column("time", "column.time", lambda operation: operation.created_at, ColumnKind.MOMENT),
    Column("amount", "column.amount", lambda operation: operation.amount, ColumnKind.MONEY),
    Column("state", "column.state", lambda operation: operation.state, ColumnKind.STATE, "operation.state"),
    Column("charge", "column.charge", lambda operation: operation.target, ColumnKind.ID),
    Column("operation", "column.operation", lambda operation: operation.id, ColumnKind.ID),
    Column("who", "column.who", lambda operation: operation.actor.name),
)
