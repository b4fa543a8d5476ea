"""Texts below the window: a code and its parameters, so that each layer can speak in its reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeAlias, Union

if TYPE_CHECKING:
    from cloverdesk.domain.money import Money

Param: TypeAlias = Union[str, int, datetime, "Money"]


class Writer(Protocol):
    """Writes parameters the way a locale does."""

    def money(self, money: "Money") -> str:
        """`$1,234.56`, `1 234,56 $`."""

    def moment(self, moment: datetime) -> str:
        """A date and time, in the reader's time zone."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text by its code. `params` fill the `{names}` of the text that belongs to the code."""

    code: str
    params: tuple[tuple[str, Param], ...] = ()

    @classmethod
    def of(cls, code: str, **params: Param) -> "Message":
        """Build with named parameters."""
        return cls(code, tuple(sorted(params.items())))

    def fill(self, template: str, writer: Writer) -> str:
        """Put the parameters into `template`, a translation of this message's text."""
        return template.format_map({name: _written(value, writer) for name, value in self.params})

    def english(self) -> str:
        """The text as the command line prints it."""
        from cloverdesk.domain.texts import ENGLISH  # the table needs nothing of ours; the cycle ends here

        return self.fill(ENGLISH[self.code], PLAIN)


class PlainWriter:
    """English, no locale: for the command line and for logs."""

    def money(self, money: "Money") -> str:
        """`$1,234.56`."""
        return str(money)

    def moment(self, moment: datetime) -> str:
        """`2026-11-24 14:05 UTC`, in the zone the moment carries."""
        return f"{moment:%Y-%m-%d %H:%M %Z}"


PLAIN = PlainWriter()


def _written(value: Param, writer: Writer) -> str:
    if isinstance(value, datetime):
        return writer.moment(value)
    if isinstance(value, str | int):
        return str(value)
    return writer.money(value)


def as_params(values: Mapping[str, Param]) -> tuple[tuple[str, Param], ...]:
    """Parameters in their frozen, ordered form."""
    return tuple(sorted(values.items()))
