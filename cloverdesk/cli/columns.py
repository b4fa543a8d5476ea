"""Tables for people: the columns that the window and the exports share, written for a terminal."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from cloverdesk.cli.output import table
from cloverdesk.domain.message import Message
from cloverdesk.domain.texts import ENGLISH
from cloverdesk.services.columns.column import Column, ColumnKind

if TYPE_CHECKING:
    from cloverdesk.cli.documents import Step

E = TypeVar("E")

STEP_COLUMNS: "tuple[Column[Step], ...]" = (
    Column("time", "column.time", lambda step: step.at, ColumnKind.MOMENT),
    Column("state", "column.step", lambda step: step.state, ColumnKind.STATE, "operation.state"),
    Column("who", "column.who", lambda step: step.actor),
    Column("detail", "column.detail", lambda step: step.detail),
)


def text_table(columns: Sequence[Column[E]], rows: Sequence[E]) -> str:
    """All columns of `rows`, aligned, amounts to the right."""
    titles = [Message(column.title).english() for column in columns]
    lines = [[_written(column, column.value(row)) for column in columns] for row in rows]
    money = frozenset(at for at, column in enumerate(columns) if column.kind is ColumnKind.MONEY)
    return table(titles, lines, right=money)


def local(moment: datetime) -> str:
    """A time in the terminal's own zone."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def card(brand: str, last4: str) -> str:
    """`VISA 4242`, or what there is of it."""
    return " ".join(filter(None, (brand, last4)))


def _written(column: Column[E], value: object) -> str:
    if isinstance(value, datetime):
        return local(value)
    if column.kind is ColumnKind.STATE:
        return _state(column.state_texts, value)
    if column.kind is ColumnKind.CARD and isinstance(value, tuple):
        return card(*value)
    return str(value)


def _state(texts: str, value: object) -> str:
    """The words for a state; Clover may send one that we have no words for yet."""
    word = value.value if isinstance(value, Enum) else value
    code = f"{texts}.{word}"
    return Message(code).english() if code in ENGLISH else str(word)
