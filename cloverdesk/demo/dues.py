"""The store's diary: what is to happen by itself, and when."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass

_PLAN = "INSERT OR REPLACE INTO agenda (due, what, id) VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Due:
    """Something that happens by itself at `at` (milliseconds): `what`, to the object `id`."""

    at: int
    what: str
    id: str


class Dues:
    """What is planned, kept with the store. One thing of a kind at most is planned for an object."""

    def __init__(
        self, db: sqlite3.Connection, transaction: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._db = db
        self._transaction = transaction
        self.next_ms: int | None = None
        """When the earliest thing happens; None while nothing is planned."""
        self.look()

    def plan(self, what: str, object_id: str, at: int) -> None:
        """Let `what` happen to an object at `at` (milliseconds), and not when it was to happen before."""
        self.plan_many([Due(at, what, object_id)])

    def plan_many(self, dues: Iterable[Due]) -> None:
        """Plan each of `dues`."""
        with self._transaction():
            self._db.executemany(_PLAN, ((due.at, due.what, due.id) for due in dues))
        self.look()

    def unplan(self, what: str, object_id: str) -> None:
        """Let `what` not happen."""
        with self._transaction():
            self._db.execute("DELETE FROM agenda WHERE what = ? AND id = ?", (what, object_id))
        self.look()

    def take(self, until: int) -> Due | None:
        """Take the earliest thing out that should have happened by `until`, or None."""
        with self._transaction():
            row = self._db.execute(
                "SELECT seq, due, what, id FROM agenda WHERE due <= ? ORDER BY due, seq LIMIT 1", (until,)
            ).fetchone()
            if row is None:
                return None
            self._db.execute("DELETE FROM agenda WHERE seq = ?", (row[0],))
        self.look()
        return Due(row[1], row[2], row[3])

    def look(self) -> None:
        """See again when the earliest thing happens: after every change, and after one that was undone."""
        (self.next_ms,) = self._db.execute("SELECT min(due) FROM agenda").fetchone()
