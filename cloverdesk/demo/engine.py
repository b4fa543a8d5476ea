"""All SQL that is more than a lookup: opening the store's file, its tables, and stretches of its lists."""

import errno
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from cloverdesk.demo.errors import DemoStoreError

VERSION = 2
APPLICATION = 0x434C5644
"""Marks a file as a demo store's."""
LOCK_SECONDS = 2.0

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE objects (
    seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, created INTEGER NOT NULL, owner TEXT NOT NULL,
    status TEXT NOT NULL, changed INTEGER NOT NULL, body TEXT NOT NULL, facts TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX objects_by_id ON objects (kind, id);
CREATE INDEX objects_in_order ON objects (kind);
CREATE INDEX objects_by_created ON objects (kind, created);
CREATE INDEX objects_by_owner ON objects (owner, kind) WHERE owner <> '';
CREATE TABLE answers (
    scope TEXT PRIMARY KEY, created INTEGER NOT NULL, digest TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE ledger (seq INTEGER PRIMARY KEY, body TEXT NOT NULL);
"""
AGENDA = """
CREATE TABLE agenda (seq INTEGER PRIMARY KEY, due INTEGER NOT NULL, what TEXT NOT NULL, id TEXT NOT NULL);
CREATE INDEX agenda_by_due ON agenda (due, seq);
CREATE UNIQUE INDEX agenda_by_id ON agenda (what, id);
"""
_FROM_1 = "ALTER TABLE objects ADD COLUMN facts TEXT NOT NULL DEFAULT '';" + AGENDA
"""What a store of the first version lacks."""

_FILTERS = {
    "owner": "owner <> '' AND owner = ?",
    "status": "status = ?",
    "not_status": "status <> ?",
    "id": "id IN (SELECT value FROM json_each(?))",
    # A stretch of time is a stretch of the list, found by two lookups, so that deep pages cost no more than the first.
    "created_from": "seq >= (SELECT seq FROM objects WHERE kind = :kind AND created >= ? ORDER BY created, seq LIMIT 1)",
    "created_before": (
        "seq <= (SELECT seq FROM objects WHERE kind = :kind AND created < ? ORDER BY created DESC, seq DESC LIMIT 1)"
    ),
    "changed_from": "changed >= ?",
    "changed_before": "changed > 0 AND changed < ?",
    "is_threeds": "(json_extract(body, '$.threeds') IS NOT NULL) = ?",
    "threeds_result": "json_extract(body, '$.threeds.validation_result') = ?",
}

Filter = tuple[str, str | int]
"""A name of `_FILTERS` and its value."""


@dataclass(frozen=True, slots=True)
class Match:
    """A comparison: `test` is SQL with `{}` where operator and value belong, and never comes from a caller."""

    test: str
    operator: str
    value: str | int


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of the list of one kind. `after` and `before` are places in the list order, excluded or `inclusive`.

    `sort` names a member of the bodies that the list is in the order of, before the order of creation.
    """

    kind: str
    filters: tuple[Filter, ...] = ()
    limit: int = 10
    after: int | None = None
    before: int | None = None
    inclusive: bool = False
    oldest_first: bool = False
    matches: tuple[Match, ...] = ()
    offset: int = 0
    sort: str = ""

    @property
    def backwards(self) -> bool:
        """Whether the stretch is the one that ends at `before`, and is therefore read from its end."""
        return self.before is not None and self.after is None


def select_bodies(part: Slice) -> tuple[str, dict[str, str | int]]:
    """The SELECT for a stretch and its parameters. A backward stretch comes out in reverse."""
    rows, values = _stretch(part)
    return f"SELECT body {rows} LIMIT :limit OFFSET :offset", values


def select_page(part: Slice) -> tuple[str, str, dict[str, str | int]]:
    """The SELECT for the bodies of a stretch in one piece, a comma between two, and the one for the place of what follows.

    SQLite joins in the order in which an inner SELECT with a limit hands the rows over.
    """
    rows, values = _stretch(part)
    joined = f"SELECT CAST(group_concat(body) AS BLOB) FROM (SELECT body {rows} LIMIT :limit OFFSET :offset)"  # noqa: S608 - of constants
    return joined, f"SELECT seq {rows} LIMIT 1 OFFSET :offset + :limit", values


def select_closely(joined: str) -> str:
    """`joined` for a stretch of which `:beyond` is the end: reads every row of it, which is quicker where few are others."""
    return joined.replace("WHERE", "NOT INDEXED WHERE seq > :beyond AND", 1)


def _stretch(part: Slice) -> tuple[str, dict[str, str | int]]:
    """From where the rows of a stretch come, and in which order, with the parameters."""
    values: dict[str, str | int] = {"kind": part.kind, "limit": part.limit, "offset": part.offset}
    wanted = ["kind = :kind"]
    for number, (name, value) in enumerate(part.filters):
        wanted.append(_FILTERS[name].replace("?", f":f{number}"))
        values[f"f{number}"] = value
    for number, match in enumerate(part.matches):
        wanted.append(match.test.format(f"{match.operator} :m{number}"))
        values[f"m{number}"] = match.value
    older, newer = (part.before, part.after) if part.oldest_first else (part.after, part.before)
    equal = "=" if part.inclusive else ""
    if older is not None:
        wanted.append(f"seq <{equal} :older")
        values["older"] = older
    if newer is not None:
        wanted.append(f"seq >{equal} :newer")
        values["newer"] = newer
    upwards = part.oldest_first != part.backwards
    order = "seq" if upwards else "seq DESC"
    if part.sort:
        order = f"json_extract(body, :sort), {order}"
        values["sort"] = f"$.{part.sort}"
    where = " AND ".join(wanted)
    return f"FROM objects WHERE {where} ORDER BY {order}", values


def connect(path: Path | None) -> sqlite3.Connection:
    """Open the store's file, made if it is missing, or a store in memory. Raises `DemoStoreError`.

    The file is locked for as long as it is open: two servers over one file would each tell a truth of their own.
    """
    try:
        db = sqlite3.connect(
            str(path) if path else ":memory:",
            timeout=LOCK_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
    except sqlite3.Error as problem:
        raise _unusable(path, problem) from problem
    try:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        _prepare(db)
        if path:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.Error as problem:
        db.close()
        raise _unusable(path, problem) from problem
    except DemoStoreError:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection) -> None:
    """Make the tables of a new file; take a file of ours; refuse any other."""
    db.execute("BEGIN IMMEDIATE")
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables and not application:
        _run(db, TABLES + AGENDA)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
    elif application != APPLICATION:
        raise sqlite3.DatabaseError("it is not a demo store")
    elif version > VERSION:
        raise sqlite3.DatabaseError("it was made by a newer version of this program")
    elif version < VERSION:
        _run(db, _FROM_1)
    db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute("COMMIT")


def _run(db: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";"):
        db.execute(statement)


def _unusable(path: Path | None, problem: sqlite3.Error) -> DemoStoreError:
    """Say why the file cannot be used, with the number the operating system would give where there is one."""
    why = str(problem)
    number = errno.EIO
    if path and "unable to open" in why:
        number = errno.ENOENT if not path.parent.exists() else errno.EACCES
        why = os.strerror(number)
    elif "readonly" in why:
        number, why = errno.EACCES, "it cannot be written to"
    elif "locked" in why:
        number, why = errno.EBUSY, "another demo store is using it"
    return DemoStoreError(number, f"The demo store cannot use {path}: {why}", str(path))
