"""From a service's columns to the window's: each kind of value is written in one way, whatever the tab."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import NamedTuple, TypeVar

from cloverdesk.domain.charges import ChargeState
from cloverdesk.domain.money import Money
from cloverdesk.services.columns.column import Column, ColumnKind
from cloverdesk.ui.locale import LocaleWriter
from cloverdesk.ui.messages import text_of_code
from cloverdesk.ui.states import StateLook, charge_look, refund_look
from cloverdesk.ui.tables.column import Cell, TableColumn
from cloverdesk.ui.translate import translate
from cloverdesk.ui.words import card_parts

E = TypeVar("E")
CellOf = Callable[[object], Cell]


class Width(NamedTuple):
    """Width of a column in pixels at 100 % text size, and its share of what is left over."""

    pixels: int
    stretch: int = 0


def table_columns(
    columns: Sequence[Column[E]], widths: Mapping[str, Width], writer: LocaleWriter
) -> tuple[TableColumn[E], ...]:
    """The columns as the window shows them; `widths` has an entry for each code."""
    return tuple(_table_column(column, widths[column.code], writer) for column in columns)


def _table_column(column: Column[E], width: Width, writer: LocaleWriter) -> TableColumn[E]:
    title = text_of_code(column.title)
    return TableColumn(column, title, _cell_of(column, writer), width.pixels, width.stretch)


def _cell_of(column: Column[E], writer: LocaleWriter) -> CellOf:
    if column.kind is ColumnKind.MOMENT:
        return lambda value: _moment_cell(value, writer)
    if column.kind is ColumnKind.MONEY:
        return lambda value: Cell(writer.money(value)) if isinstance(value, Money) else Cell("")
    if column.kind is ColumnKind.STATE:
        return lambda value: _state_cell(value, column.state_texts)
    if column.kind is ColumnKind.CARD:
        return _card_cell
    if column.code == "customer":
        return _customer_cell
    muted = column.kind in {ColumnKind.ID, ColumnKind.MUTED}
    return lambda value: Cell(str(value), muted=muted)


def _moment_cell(value: object, writer: LocaleWriter) -> Cell:
    # A sparse list element carries no time: its epoch says that nobody knows.
    if not isinstance(value, datetime) or not value.timestamp():
        return Cell("")
    day, time = writer.day_and_time(value)
    return Cell(day, second=time)


def _state_cell(value: object, texts: str) -> Cell:
    look = _look(value, texts)
    if look is None:
        return Cell(text_of_code(f"{texts}.{value}") if value else "", muted=True)
    return Cell(look.text, tone=look.tone, icon=look.icon)


def _look(value: object, texts: str) -> StateLook | None:
    if isinstance(value, ChargeState):
        return charge_look(value)
    word = value.value if isinstance(value, Enum) else value
    return refund_look(str(word)) if texts == "refund.state" else None


def _card_cell(value: object) -> Cell:
    if not isinstance(value, tuple):
        return Cell("")
    brand, last4 = card_parts(*value)
    return Cell(brand, second=last4)


def _customer_cell(value: object) -> Cell:
    if value:
        return Cell(str(value))
    return Cell(translate("Cells", "No customer"), muted=True)
