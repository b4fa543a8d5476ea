"""Row keys: creation second * 4096 + n, minted once for each id and never changed, so that row order is time order."""

import json
from collections.abc import Sequence
from typing import Protocol

from cloverdesk.storage.connection import Connection

PER_SECOND = 1 << 12


class Dated(Protocol):
    """An object with an id and a time of creation."""

    @property
    def id(self) -> str:
        """Clover's id."""

    @property
    def created_ms(self) -> int:
        """Milliseconds since the epoch, 0 where it is not known."""


def known_keys(connection: Connection, table: str, ids: Sequence[str]) -> dict[str, int]:
    """The keys of those of `ids` that the table has."""
    wanted = "SELECT value FROM json_each(?)"
    sql = f"SELECT id, key FROM {table} WHERE id IN ({wanted})"  # noqa: S608 - names of ours, values are bound
    return dict(connection.execute(sql, (json.dumps(ids),)))


def mint(connection: Connection, table: str, newcomers: Sequence[Dated]) -> dict[str, int]:
    """A fresh key for each of `newcomers`, which come newest first: of one second, the newer gets the larger key.

    A second that is full (everything without a time is in second 0) runs over into the next.
    """
    seconds = {each.created_ms // 1000 for each in newcomers}
    last = _last_keys(connection, table, seconds)
    minted: dict[str, int] = {}
    for place in sorted(range(len(newcomers)), key=lambda at: (newcomers[at].created_ms // 1000, -at)):
        second = newcomers[place].created_ms // 1000
        while last[second] + 1 >= (second + 1) * PER_SECOND:
            second += 1
            if second not in last:
                last |= _last_keys(connection, table, {second})
        last[second] += 1
        minted[newcomers[place].id] = last[second]
    return minted


def _last_keys(connection: Connection, table: str, seconds: set[int]) -> dict[int, int]:
    """For each second its largest key that is taken, or the one before its first."""
    first = [second * PER_SECOND for second in seconds]
    taken = f"SELECT max(key) FROM {table} WHERE key BETWEEN value AND value + {PER_SECOND - 1}"  # noqa: S608 - ours
    rows = connection.execute(f"SELECT value, ({taken}) FROM json_each(?)", (json.dumps(first),))  # noqa: S608 - ours
    return {value // PER_SECOND: value - 1 if key is None else key for value, key in rows}
