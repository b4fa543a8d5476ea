"""The store's state: objects as Clover would read them back, the answers kept for keys, and the ledger of effects."""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cloverdesk.demo import engine, ids
from cloverdesk.demo.clock import DemoClock
from cloverdesk.demo.dues import Dues
from cloverdesk.demo.engine import Slice
from cloverdesk.demo.identity import Identity
from cloverdesk.demo.merchant import MERCHANTS, US, Merchant

CHARGE, REFUND, ORDER, TOKEN = "charge", "refund", "order", "token"
CUSTOMER, PLAN, SUBSCRIPTION = "customer", "plan", "subscription"
GIFT_CARD, GIFT_CALL = "gift_card", "gift_call"
EMPLOYEE, ROLE, GRANT = "employee", "role", "grant"

CLOSE = 4
"""A page whose rows lie among fewer than so many times as many is read in one go."""

_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


_SELECT = "SELECT id, created, owner, status, body, facts FROM objects"


def _record(row: tuple[str, int, str, str, str, str]) -> "Record":
    return Record(*row[:4], json.loads(row[4]), json.loads(row[5]) if row[5] else {})


def dump(body: object) -> str:
    """JSON without spaces and in ASCII, so that any text a caller sent can be kept and sent back."""
    return _encode(body)


@dataclass(frozen=True, slots=True)
class Record:
    """One object. `owner` is the customer of a charge or order and the charge of a refund; `status` is what lists filter by.

    `created` and `changed` (when `status` was entered) are milliseconds. `body` is what a read answers, `facts` what the
    store knows of the object and never shows.
    """

    id: str
    created: int
    owner: str
    status: str
    body: dict[str, object]
    facts: dict[str, object]


Row = tuple[str, str, int, str, str, int, str, str]
"""kind, id, created, owner, status, changed, body, facts ("" for none): one object on its way in."""


class DemoStore:
    """All state, on one connection behind one lock: every call sees whole transactions, in whatever thread it runs.

    `transaction()` may be nested; the outermost one decides. Without a path the store lives in memory.
    """

    def __init__(self, db: sqlite3.Connection, clock: DemoClock) -> None:
        self.clock = clock
        self._db = db
        self._lock = threading.RLock()
        self._depth = 0
        self.identity = self._load_identity()
        clock.offset_ms += int(self._meta("clock_offset_ms") or "0")
        self._newest = 0
        self._look_at_newest()
        self._latest = self._newest
        self._standing: int | None = None
        self.dues = Dues(db, self.transaction)

    @classmethod
    def open(cls, path: Path | None = None, *, clock: DemoClock | None = None) -> Self:
        """Open or make the store. Raises `DemoStoreError` (an OSError) if the file cannot be one."""
        return cls(engine.connect(path), clock or DemoClock())

    def close(self) -> None:
        """Close the file; nothing can be asked afterwards."""
        with self._lock:
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep everything that happens inside, or, when it raises, nothing of it."""
        with self._lock:
            if self._depth:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk can end it by itself
                    self._db.execute("ROLLBACK")
                self.dues.look()
                raise
            finally:
                self._depth = 0

    def now_ms(self) -> int:
        """The time, never before the newest object: list order is creation order, even if the machine's clock is set back."""
        if self._standing is not None:
            return self._standing
        self._latest = max(self.clock.now_ms(), self._latest)
        return self._latest

    def advance(self, by_ms: int) -> int:
        """Move the clock on, for this store and whoever opens its file later."""
        with self.transaction():
            self.clock.advance(by_ms)
            self._keep_offset(by_ms)
        return self.now_ms()

    def start_at(self, moment_ms: int) -> None:
        """Let it be `moment_ms` now, for this store and whoever opens its file later; once it has traded, it goes forward only."""
        by_ms = moment_ms - self.clock.now_ms()
        if by_ms > 0 or self.is_empty:
            with self.transaction():
                self.clock.offset_ms += by_ms
                self._keep_offset(by_ms)
            self._latest = self._newest

    def _keep_offset(self, by_ms: int) -> None:
        self._set_meta("clock_offset_ms", str(int(self._meta("clock_offset_ms") or "0") + by_ms))

    # ---------------------------------------------------------------- objects

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever sold here."""
        with self._lock:
            return self._db.execute("SELECT 1 FROM objects LIMIT 1").fetchone() is None

    def add(
        self,
        kind: str,
        body: Mapping[str, object],
        *,
        created: int,
        owner: str = "",
        status: str = "",
        changed: int = 0,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        """Add the newest object of its kind; `body` names its id."""
        kept = dump(facts) if facts else ""
        self._insert([(kind, str(body["id"]), created, owner, status, changed, dump(body), kept)])
        self._newest = max(self._newest, created)

    def add_many(self, rows: Iterable[Row]) -> None:
        """Add objects, each kind in the order of creation."""
        self._insert(self._noticed(rows))

    def _noticed(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows as they come, the newest of them noticed."""
        for row in rows:
            self._newest = max(self._newest, row[2])
            yield row

    def _insert(self, rows: Iterable[Row]) -> None:
        with self.transaction():
            self._db.executemany(
                "INSERT INTO objects (kind, id, created, owner, status, changed, body, facts) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )

    def get(self, kind: str, object_id: str) -> Record | None:
        """The object, or None."""
        with self._lock:
            row = self._db.execute(f"{_SELECT} WHERE kind = ? AND id = ?", (kind, object_id)).fetchone()
        return _record(row) if row else None

    def newest_ms(self, kind: str) -> int:
        """When the newest object of a kind was created, 0 where there is none."""
        with self._lock:
            (newest,) = self._db.execute(
                "SELECT max(created) FROM objects WHERE kind = ?", (kind,)
            ).fetchone()
        return newest or 0

    def all_of(self, kind: str, *, owner: str | None = None) -> list[Record]:
        """Every object of a kind, or of an owner's, oldest first; for kinds that a store has few of."""
        whose, values = ("", (kind,)) if owner is None else (" AND owner <> '' AND owner = ?", (kind, owner))
        with self._lock:
            rows = self._db.execute(f"{_SELECT} WHERE kind = ?{whose} ORDER BY seq", values)
            return [_record(row) for row in rows]

    def change(
        self,
        kind: str,
        body: Mapping[str, object],
        *,
        status: str | None = None,
        changed: int | None = None,
        owner: str | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        """Replace the body of the object that `body` names; the rest stays where it is None."""
        kept = None if facts is None else dump(facts)
        with self.transaction():
            self._db.execute(
                "UPDATE objects SET body = ?, status = coalesce(?, status), changed = coalesce(?, changed), "
                "owner = coalesce(?, owner), facts = coalesce(?, facts) WHERE kind = ? AND id = ?",
                (dump(body), status, changed, owner, kept, kind, str(body["id"])),
            )

    def remove(self, kind: str, object_id: str) -> None:
        """Forget an object and whatever was to happen to it."""
        with self.transaction():
            self._db.execute("DELETE FROM objects WHERE kind = ? AND id = ?", (kind, object_id))

    def place(self, kind: str, object_id: str) -> int | None:
        """Where the object stands in its list (higher is newer), or None."""
        with self._lock:
            row = self._db.execute(
                "SELECT seq FROM objects WHERE kind = ? AND id = ?", (kind, object_id)
            ).fetchone()
        return row[0] if row else None

    def bodies(self, part: Slice) -> list[str]:
        """The JSON bodies of a stretch in list order, at most `limit` of them."""
        sql, values = engine.select_bodies(part)
        with self._lock:
            found = [body for (body,) in self._db.execute(sql, values)]
        return found[::-1] if part.backwards else found

    def page(self, part: Slice) -> tuple[bytes, bool]:
        """The JSON bodies of a stretch that is not read backwards, a comma between two, and whether more of them follow.

        They go out as they are kept: taking them apart would take longer than reading them.
        """
        with self._lock:
            return self._read_page(part)

    def _read_page(self, part: Slice) -> tuple[bytes, bool]:
        joined, following, values = engine.select_page(part)
        beyond = self._db.execute(following, values).fetchone()
        downwards = part.after is not None and not part.oldest_first and not part.sort
        if beyond and downwards and (part.after or 0) - beyond[0] < CLOSE * part.limit:
            joined, values["beyond"] = engine.select_closely(joined), beyond[0]
        (text,) = self._db.execute(joined, values).fetchone()
        return text or b"", beyond is not None

    # ---------------------------------------------------------------- what happens by itself

    @property
    def is_something_due(self) -> bool:
        """Whether anything of the agenda should have happened by now; costs next to nothing."""
        return self.dues.next_ms is not None and self.dues.next_ms <= self.now_ms()

    @contextmanager
    def standing_at(self, at: int) -> Iterator[None]:
        """Let it be `at` inside: what was due earlier happened then, after whatever is older."""
        before, self._standing = self._standing, max(at, self._newest)
        try:
            yield
        finally:
            self._standing = before

    def _look_at_newest(self) -> None:
        (newest,) = self._db.execute("SELECT max(created) FROM objects").fetchone()
        self._newest = max(self._newest, newest or 0)

    # ---------------------------------------------------------------- keys

    def recall(self, scope: str, since_ms: int) -> tuple[str, int, str] | None:
        """Digest of the request, status and body of the answer kept under `scope` since `since_ms`, or None."""
        with self._lock:
            row = self._db.execute(
                "SELECT digest, status, body FROM answers WHERE scope = ? AND created >= ?", (scope, since_ms)
            ).fetchone()
        return (row[0], row[1], row[2]) if row else None

    def remember(self, scope: str, digest: str, status: int, body: str) -> None:
        """Keep the answer to a key."""
        with self.transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO answers (scope, created, digest, status, body) VALUES (?, ?, ?, ?, ?)",
                (scope, self.now_ms(), digest, status, body),
            )

    # ---------------------------------------------------------------- the ledger

    def record(self, effect: Mapping[str, object]) -> None:
        """Write down that something happened to money."""
        with self.transaction():
            self._db.execute("INSERT INTO ledger (body) VALUES (?)", (dump(effect),))

    def ledger(self) -> list[dict[str, object]]:
        """Every effect since the store was made, oldest first; what it was seeded with is not among them."""
        with self._lock:
            return [json.loads(body) for (body,) in self._db.execute("SELECT body FROM ledger ORDER BY seq")]

    # ---------------------------------------------------------------- names

    def new_id(self) -> str:
        """An id that no object of this store has."""
        return ids.object_id(self.salt, self._next_number())

    def new_token(self) -> str:
        """A single-pay token that was never given out."""
        return ids.token_id(self.salt, self._next_number())

    def new_number(self) -> int:
        """A running number, for gateway references."""
        return self._next_number()

    @property
    def salt(self) -> str:
        """What this store's ids are made from."""
        with self._lock:
            return self._meta("salt") or "unseeded"

    @salt.setter
    def salt(self, value: str) -> None:
        with self.transaction():
            self._set_meta("salt", value)

    def _next_number(self) -> int:
        with self.transaction():
            number = int(self._meta("counter") or "0") + 1
            self._set_meta("counter", str(number))
        return number

    @property
    def merchant(self) -> Merchant:
        """Which of the stores this is."""
        return MERCHANTS[self.note("merchant") or US.kind]

    @property
    def currency(self) -> str:
        """What the store sells in, such as USD."""
        return self.merchant.currency

    def note(self, name: str) -> str | None:
        """What was noted under a name, such as what kind of store this is."""
        with self._lock:
            return self._meta(name)

    def make_note(self, name: str, value: str) -> None:
        """Note something that belongs to no object."""
        with self.transaction():
            self._set_meta(name, value)

    def _load_identity(self) -> Identity:
        kept = self._meta("identity")
        if kept:
            return Identity(**json.loads(kept))
        made = Identity.make()
        with self.transaction():
            self._set_meta("identity", dump(made.as_mapping()))
        return made

    def _meta(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _set_meta(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))
