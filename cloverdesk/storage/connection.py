"""One connection to an encrypted database: statements in, rows out, and the engine's failures in the desk's own words."""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

import apsw

from cloverdesk.storage.errors import DataBusy, DataDamaged, DataUnwritable, StorageError

Value: TypeAlias = str | int | bytes | None
Params: TypeAlias = Sequence[Value] | Mapping[str, Value]
Row: TypeAlias = tuple[Any, ...]
"""What columns hold is known to the statement, not to the type checker."""

KEY_BYTES = 32
BUSY_MS = 5000
_WAL_LIMIT = 64 * 1024 * 1024
_WAL_TRIES = 20
_STEPS_BETWEEN_LOOKS = 100_000
"""Steps of the engine, about a millisecond: each look takes the interpreter lock."""
# The engine takes 32766 parameters a statement; its cache of compiled statements takes 16 kB of text.
_PARAMS_AT_ONCE = 7500

_DAMAGED = (apsw.NotADBError, apsw.CorruptError, apsw.FormatError)
_BUSY = (apsw.BusyError, apsw.LockedError, apsw.ProtocolError)
_UNWRITABLE = (apsw.CantOpenError, apsw.FullError, apsw.IOError, apsw.PermissionsError, apsw.ReadOnlyError)


class Connection:
    """An open database. One thread at a time; rows come as plain tuples."""

    def __init__(self, engine: apsw.Connection, path: Path) -> None:
        self._engine = engine
        self.path = path

    def execute(self, sql: str, params: Params = ()) -> list[Row]:
        """Run one statement and return all its rows."""
        with _told(self.path):
            return self._engine.execute(sql, params).fetchall()

    def one(self, sql: str, params: Params = ()) -> Row | None:
        """The first row, None if there is none."""
        rows = self.execute(sql, params)
        return rows[0] if rows else None

    def at_once(self, columns: Sequence[str], select: str, params: Params = ()) -> list[list[Any]]:
        """Rows of `select` in its order: `columns` names what it selects; texts, integers and nulls only.

        The engine hands them over in one step. A step for each row would hand the interpreter lock back and forth as
        often, and beside a busy window each of these costs as much as all rows together.
        """
        array = f"json_group_array(json_array({', '.join(columns)}))"
        row = self.one(f"SELECT {array} FROM ({select})", params)  # noqa: S608 - names of ours, values are bound
        found: list[list[Any]] = json.loads(row[0]) if row else []
        return found

    def insert_many(
        self,
        table: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[Value]],
        *,
        conflict: str = "",
        returning: str = "",
        replace: bool = False,
    ) -> list[Row]:
        """Insert `rows`, as many in one statement as the engine takes; return what `returning` names of each.

        `conflict` is an upsert clause (`ON CONFLICT …`); `replace` takes away rows of the same key first.
        """
        at_once = max(_PARAMS_AT_ONCE // len(columns), 1)
        verb = "REPLACE" if replace else "INSERT"
        head = f"{verb} INTO {table} ({', '.join(columns)}) VALUES "
        one = f"({', '.join('?' * len(columns))})"
        tail = f" {conflict}" + (f" RETURNING {returning}" if returning else "")
        found: list[Row] = []
        for start in range(0, len(rows), at_once):
            part = rows[start : start + at_once]
            found += self.execute(
                head + ", ".join([one] * len(part)) + tail, tuple(chain.from_iterable(part))
            )
        return found

    def executescript(self, sql: str) -> None:
        """Run several statements; what they select is not looked at."""
        self.execute(sql)

    @property
    def changes(self) -> int:
        """Rows that the last statement inserted, changed or deleted."""
        return self._engine.changes()

    @contextmanager
    def transaction(self, kind: str = "IMMEDIATE") -> Iterator[None]:
        """All of it or nothing: committed at the end, rolled back on any exception."""
        self.execute(f"BEGIN {kind}")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self._engine.in_transaction:  # after a full disk the engine has gone back by itself
                self.execute("ROLLBACK")
            raise

    @contextmanager
    def until(self, given_up: Callable[[], bool]) -> Iterator[None]:
        """Make whatever runs in here end early with an error once `given_up()` is true."""
        self._engine.set_progress_handler(given_up, _STEPS_BETWEEN_LOOKS)
        try:
            yield
        finally:
            self._engine.set_progress_handler(None)

    def close(self) -> None:
        """Bring the log into the database, as far as nobody else reads it, and close. May be called twice."""
        self._engine.close()


def open_connection(path: Path, *, key: bytes, durable: bool = False) -> Connection:
    """Open the database at `path`, or make it. `key` has 32 bytes; a `durable` one survives a power cut after each commit.

    Blocks. Raises `DataDamaged` (a wrong key too), `DataUnwritable` or `DataBusy`.
    """
    _make_private(path)
    with _told(path):
        engine = apsw.Connection(str(path))
    try:
        _unlock(engine, key)
        with _told(path):
            _prepare(engine, path, durable=durable)
    except BaseException:
        engine.close()
        raise
    return Connection(engine, path)


def _make_private(path: Path) -> None:
    """A new file is for this user alone; the engine gives its log the same permissions.

    One that is there is not touched: closing any handle of it drops all locks that this process has on it.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return
    except OSError as problem:
        raise DataUnwritable(path=str(path), why=problem.strerror or "it cannot be opened") from problem


def _unlock(engine: apsw.Connection, key: bytes) -> None:
    if len(key) != KEY_BYTES:
        msg = f"a key has {KEY_BYTES} bytes"
        raise ValueError(msg)
    engine.set_busy_timeout(BUSY_MS)
    engine.pragma("cipher", "aegis")
    # "raw:" keeps the engine from deriving: the key has all the entropy it needs.
    engine.pragma("key", f"raw:{key.hex()}")


def _prepare(engine: apsw.Connection, path: Path, *, durable: bool) -> None:
    engine.execute("SELECT count(*) FROM sqlite_schema").fetchall()  # the first read is what proves the key
    if engine.readonly("main"):
        raise DataUnwritable(path=str(path), why="it is read-only")
    engine.pragma("foreign_keys", True)  # noqa: FBT003 - the engine's own word
    engine.pragma("synchronous", "FULL" if durable else "NORMAL")
    engine.pragma("trusted_schema", False)  # noqa: FBT003 - the engine's own word
    engine.pragma("journal_size_limit", _WAL_LIMIT)
    _write_ahead(engine)


def _write_ahead(engine: apsw.Connection) -> None:
    """Switch to write-ahead logging. Where two programs make one database, the engine refuses without waiting."""
    for _ in range(_WAL_TRIES):
        try:
            engine.pragma("journal_mode", "WAL")
        except apsw.BusyError:
            engine.execute("BEGIN IMMEDIATE; COMMIT")  # waits until the other one is through
        else:
            return
    engine.pragma("journal_mode", "WAL")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn the engine's failures that a person can do something about into ours; a faulty statement stays a bug."""
    try:
        yield
    except apsw.Error as problem:
        failure = _failure(problem, path)
        if failure is None:
            raise
        raise failure from problem


def _failure(problem: apsw.Error, path: Path) -> StorageError | None:
    if isinstance(problem, _DAMAGED):
        return DataDamaged(path=str(path))
    if isinstance(problem, _BUSY):
        return DataBusy(path=str(path))
    if isinstance(problem, _UNWRITABLE):
        return DataUnwritable(path=str(path), why=str(problem))
    return None
