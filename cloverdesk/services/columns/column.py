"""A column as a value: the window shows it, the command line prints it, exports write it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

E = TypeVar("E")


class ColumnKind(Enum):
    """What a column's values are, so that each reader can write them its own way."""

    TEXT = "text"
    MUTED = "muted"
    ID = "id"
    MONEY = "money"
    MOMENT = "moment"
    STATE = "state"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Column(Generic[E]):
    """One column of a table of `E`.

    `code` names it in settings and exports, `title` is a message code; `value` gives a `Money` for MONEY, an aware
    datetime for MOMENT, an Enum for STATE (its text is `<state_texts>.<value>`), `(brand, last4)` for CARD, else text.
    """

    code: str
    title: str
    value: Callable[[E], object]
    kind: ColumnKind = ColumnKind.TEXT
    state_texts: str = ""
