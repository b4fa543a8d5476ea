"""Lists of one kind: counted, paged by key and searched in SQL, so that a million rows cost what one page costs."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from cloverdesk.cache.search import expression
from cloverdesk.domain.pages import Outline
from cloverdesk.storage.connection import Connection, Row, Value
from cloverdesk.storage.database import Database

E = TypeVar("E")


class Match(NamedTuple):
    """Which rows: those that every word of `text` matches and whose state is one of `states` (none: any)."""

    text: str = ""
    states: tuple[str, ...] = ()


class Listing(NamedTuple, Generic[E]):
    """How one kind is listed. `shown` are the columns `built` makes an object of; `joined` brings in other tables.

    The kind's own table is called `it` in both.
    """

    table: str
    words: str
    shown: tuple[str, ...]
    joined: str
    built: Callable[[Sequence[Any]], E]


class _Part(NamedTuple):
    """Where the rows of a match are found, by key; everything `?` in `where` stands for is in `params`.

    `searched`: by words, where beginning anew further down costs as much as coming there.
    """

    key: str
    source: str
    where: str
    params: tuple[Value, ...]
    searched: bool = False


class Rows(Generic[E]):
    """Reads one kind. Lists are newest first; a page begins at the row key that an `Outline` names."""

    def __init__(self, database: Database, listing: Listing[E]) -> None:
        self._database = database
        self._listing = listing

    async def count(self) -> int:
        """How many there are."""
        sql = f"SELECT count(*) FROM {self._listing.table}"  # noqa: S608 - names of ours
        return await self._database.read(lambda connection: _number(connection, sql))

    async def outline_of(self, match: Match, page_size: int) -> Outline:
        """Count what matches and name the pages."""
        part = _part(self._listing, match)
        return await self._database.read(lambda connection: _outline(connection, part, page_size))

    async def page_of(self, match: Match, anchor: int | None, limit: int) -> tuple[E, ...]:
        """At most `limit` rows from `anchor` on, or from the newest."""
        part = _part(self._listing, match)
        where, params = part.where, part.params
        if anchor is not None:
            where, params = f"{where} AND {part.key} <= ?", (*params, anchor)
        hits = f"SELECT {part.key} AS key FROM {part.source} WHERE {where} ORDER BY {part.key} DESC LIMIT ?"  # noqa: S608 - ours
        source = f"({hits}) AS hit CROSS JOIN {self._listing.table} AS it ON it.key = hit.key"
        tail = f"{source} {self._listing.joined} ORDER BY hit.key DESC LIMIT -1"
        return await self._database.read(lambda connection: self._rows(connection, tail, (*params, limit)))

    async def position_of(self, match: Match, object_id: str) -> int | None:
        """Index of an object in the list, None if it is not part of it."""
        part = _part(self._listing, match)
        own = f"SELECT key FROM {self._listing.table} WHERE id = ?"  # noqa: S608 - ours
        return await self._database.read(
            lambda connection: _position(connection, part, connection.one(own, (object_id,)))
        )

    async def where(self, condition: str, params: Sequence[Value]) -> tuple[E, ...]:
        """Rows that a condition of ours holds for, newest first."""
        tail = f"{self._listing.table} AS it {self._listing.joined} WHERE {condition} ORDER BY it.key DESC LIMIT -1"
        return await self._database.read(lambda connection: self._rows(connection, tail, params))

    async def get(self, object_id: str) -> E | None:
        """One object, None if it is not here."""
        found = await self.where("it.id = ?", (object_id,))
        return found[0] if found else None

    def _rows(self, connection: Connection, tail: str, params: Sequence[Value]) -> tuple[E, ...]:
        names = [f"c{number}" for number in range(len(self._listing.shown))]
        shown = ", ".join(
            f"{column} AS {name}" for column, name in zip(self._listing.shown, names, strict=True)
        )
        found = connection.at_once(names, f"SELECT {shown} FROM {tail}", params)  # noqa: S608 - ours
        return tuple(map(self._listing.built, found))


def _part(listing: Listing[E], match: Match) -> _Part:
    """Words need only the table of words, states alone only an index."""
    if words := expression(match.text, match.states):
        return _Part("rowid", listing.words, f"{listing.words} MATCH ?", (words,), searched=True)
    return _Part("it.key", f"{listing.table} AS it", _states(match.states), match.states)


def _states(states: Sequence[str]) -> str:
    """The plus keeps the engine from looking up each of several states and sorting what it finds."""
    if len(states) == 1:
        return "it.state = ?"
    return f"+it.state IN ({', '.join('?' * len(states))})" if states else "TRUE"


def _number(connection: Connection, sql: str, params: Sequence[Value] = ()) -> int:
    row = connection.one(sql, params)
    return int(row[0]) if row else 0


def _outline(connection: Connection, part: _Part, page_size: int) -> Outline:
    sql, params = (_numbered if part.searched else _hopped)(part, page_size)
    row = connection.one(sql, params)
    total = _number(connection, f"SELECT count(*) FROM {part.source} WHERE {part.where}", part.params)  # noqa: S608 - ours
    return Outline(total, page_size, tuple(json.loads(row[0] if row else "[]")))


def _hopped(part: _Part, page_size: int) -> tuple[str, tuple[Value, ...]]:
    """From page to page: along an index, skipping rows costs the engine a fifteenth of numbering them."""
    one = f"SELECT {part.key} FROM {part.source} WHERE {part.where}"  # noqa: S608 - ours
    order = f"ORDER BY {part.key} DESC LIMIT 1"
    sql = (
        f"WITH RECURSIVE page (key) AS (SELECT ({one} {order}) UNION ALL"  # noqa: S608 - ours
        f" SELECT ({one} AND {part.key} < page.key {order} OFFSET ?) FROM page WHERE page.key IS NOT NULL)"
        " SELECT json_group_array(key) FILTER (WHERE key IS NOT NULL) FROM page"
    )
    return sql, (*part.params, *part.params, page_size - 1)


def _numbered(part: _Part, page_size: int) -> tuple[str, tuple[Value, ...]]:
    """In one walk."""
    place = f"row_number() OVER (ORDER BY {part.key} DESC) - 1"
    sql = (
        "SELECT json_group_array(key) FILTER (WHERE place % ? = 0) FROM"  # noqa: S608 - ours
        f" (SELECT {part.key} AS key, {place} AS place FROM {part.source} WHERE {part.where} ORDER BY key DESC)"
    )
    return sql, (page_size, *part.params)


def _position(connection: Connection, part: _Part, own: Row | None) -> int | None:
    if own is None:
        return None
    sql = f"SELECT count(*) FROM {part.source} WHERE {part.where} AND {part.key}"  # noqa: S608 - ours
    if not _number(connection, f"{sql} = ?", (*part.params, own[0])):
        return None
    return _number(connection, f"{sql} > ?", (*part.params, own[0]))
