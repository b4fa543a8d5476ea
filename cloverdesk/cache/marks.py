"""How far each feed has come, kept in the same commits as the rows: a kill at any time loses no certainty."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from cloverdesk.domain.changes import Kind
from cloverdesk.domain.clock import utc
from cloverdesk.domain.errors import Failure
from cloverdesk.domain.freshness import Freshness
from cloverdesk.storage.connection import Connection

KINDS = (Kind.CHARGE, Kind.REFUND, Kind.ORDER)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of Clover's list, newest to oldest, of which nothing is missing. Times are milliseconds of the epoch."""

    newest_id: str
    newest_ms: int
    oldest_id: str
    oldest_ms: int


@dataclass(frozen=True, slots=True)
class FeedMark:
    """What a feed has brought in. `looked_ms`: when its newest page was asked for, None before the first.

    `stretches` are newest first, with gaps between; `whole`: the last one reaches the beginning of the store.
    """

    kind: Kind
    looked_ms: int | None = None
    stretches: tuple[Stretch, ...] = ()
    whole: bool = False

    @property
    def complete(self) -> bool:
        """Whether everything up to `looked_ms` is here."""
        return self.whole and len(self.stretches) <= 1


class _Known(NamedTuple):
    mark: FeedMark
    rows: int


class MarksStore:
    """The marks as of the last look into the database; `Cache` keeps them true."""

    def __init__(self) -> None:
        self._known: Mapping[Kind, _Known] = MappingProxyType({})

    def get(self, kind: Kind) -> FeedMark:
        """The mark of one feed."""
        return self._known[kind].mark

    def rows(self, kind: Kind) -> int:
        """How many objects of the kind are here."""
        return self._known[kind].rows

    def freshness(self, failures: Mapping[Kind, Failure] = MappingProxyType({})) -> tuple[Freshness, ...]:
        """How complete and how old each kind is; `failures` are of the last looks."""
        return tuple(_freshness(known, failures.get(kind)) for kind, known in self._known.items())

    def learn(self, known: Mapping[Kind, _Known]) -> bool:
        """Take over what the database holds; whether that was news."""
        news = known != self._known
        self._known = known
        return news


def read_marks(connection: Connection) -> Mapping[Kind, _Known]:
    """All marks as the database holds them."""
    rows = connection.execute("SELECT kind, row_count, looked_ms, whole, stretches FROM marks")
    found = {Kind(row[0]): _Known(_mark(row[0], *row[2:]), row[1]) for row in rows}
    return MappingProxyType({kind: found[kind] for kind in KINDS})


def write_mark(connection: Connection, mark: FeedMark) -> None:
    """Keep `mark` in place of the one of its kind."""
    stretches = [(each.newest_id, each.newest_ms, each.oldest_id, each.oldest_ms) for each in mark.stretches]
    connection.execute(
        "UPDATE marks SET looked_ms = ?, whole = ?, stretches = ? WHERE kind = ?",
        (mark.looked_ms, int(mark.whole), json.dumps(stretches), mark.kind.value),
    )


def count_rows(connection: Connection, kind: Kind, added: int) -> None:
    """Note that `added` objects of a kind are new."""
    if added:
        connection.execute("UPDATE marks SET row_count = row_count + ? WHERE kind = ?", (added, kind.value))


def _mark(kind: str, looked_ms: int | None, whole: int, stretches: str) -> FeedMark:
    return FeedMark(
        Kind(kind), looked_ms, tuple(Stretch(*each) for each in json.loads(stretches)), bool(whole)
    )


def _freshness(known: _Known, failure: Failure | None) -> Freshness:
    mark = known.mark
    oldest = None if mark.complete or not mark.stretches else utc(mark.stretches[0].oldest_ms)
    looked = None if mark.looked_ms is None else utc(mark.looked_ms)
    return Freshness(mark.kind, known.rows, oldest, looked, mark.complete, failure)
