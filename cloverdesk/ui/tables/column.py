"""The window side of a column: its translated title, width, alignment and how a cell of it is painted."""

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from cloverdesk.services.columns.column import Column
from cloverdesk.ui.theme.tokens import Tone

E = TypeVar("E")


class Cell(NamedTuple):
    """What a cell shows. `second` follows `text` in grey; with a `tone` it is a pill and `icon` its icon."""

    text: str
    second: str = ""
    muted: bool = False
    tone: Tone | None = None
    icon: str = ""


class TableColumn(NamedTuple, Generic[E]):
    """A service column as the window shows it.

    `cell` turns the column's value into words; it is called for visible rows only. `width` is in pixels at 100 % text size;
    the columns with a `stretch` share what is left over in its proportion. The column kind decides alignment and type.
    """

    column: Column[E]
    title: str
    cell: Callable[[object], Cell]
    width: int
    stretch: int = 0
    sortable: bool = False
