"""The journal's rows: every step is one transaction, and happens only if the operation still stands where it was read."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cloverdesk.domain.clock import to_ms, utc
from cloverdesk.domain.errors import Failure
from cloverdesk.domain.operations import MoneyOperation, OperationKind, OperationState
from cloverdesk.journal.audit import Facts, Step, dump_facts, facts_of, load_facts
from cloverdesk.journal.errors import AlreadyMoving
from cloverdesk.journal.owners import Owner
from cloverdesk.journal.rows import COLUMNS, MOVING, as_row, dump_failure, from_row
from cloverdesk.storage.database import Database
from cloverdesk.storage.migrations import scripts

if TYPE_CHECKING:
    from cloverdesk.storage.database import Connection

__all__ = ["EffectClaimed", "JournalStore", "MovedOn", "Record", "Step"]

Listener = Callable[[MoneyOperation], None]

_LIST = ", ".join(COLUMNS)
_SET = ", ".join(f"{name} = ?" for name in MOVING)
_MOVING_STATES = "('drafted', 'held', 'sending', 'unknown')"  # spelt out, so that the partial index is used


class Record(NamedTuple):
    """An operation, the id of the process that runs it, and how often its attempt was read back."""

    operation: MoneyOperation
    owner: str
    looks: int


class MovedOn(Exception):
    """The operation no longer stood where the step began: somebody else moved it. `current` is how it stands."""

    def __init__(self, current: MoneyOperation) -> None:
        super().__init__(f"{current.id} is {current.state.value}")
        self.current = current


class EffectClaimed(Exception):
    """The effect belongs to the operation `by` already."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


class JournalStore:
    """All operations and their steps. Listeners hear of each committed step, on the loop, after the commit."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._listeners: dict[int, Listener] = {}
        self._next = 0

    @classmethod
    async def open(cls, path: Path, *, key: bytes) -> "JournalStore":
        """Open or make the journal. Raises what `Database.open` raises; a newer journal is left as it is."""
        return cls(await Database.open(path, key=key, migrations=scripts(__package__), durable=True))

    async def close(self) -> None:
        """Close the file; may be called twice."""
        await self._db.close()

    async def data_version(self) -> int:
        """A number that changes when another process has written."""
        return await self._db.data_version()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with each operation that has moved; the answer ends that and may be called twice."""
        number = self._next
        self._next += 1
        self._listeners[number] = listener

        def unsubscribe() -> None:
            self._listeners.pop(number, None)

        return unsubscribe

    def tell(self, operation: MoneyOperation) -> None:
        """Let every listener know, soon: what a listener does wrong must not stop a money operation."""
        loop = asyncio.get_running_loop()
        for listener in tuple(self._listeners.values()):
            loop.call_soon(listener, operation)

    # ---------------------------------------------------------------- steps

    async def draft(
        self, drafted: MoneyOperation, hold_until: datetime, *, owner: Owner, who: str
    ) -> MoneyOperation:
        """Write a new operation down, drafted and held in one commit. Raises `AlreadyMoving` if its target is busy."""
        held = replace(drafted.moved_to(OperationState.HELD, drafted.created_at), hold_until=hold_until)

        def work(db: "Connection") -> None:
            _check_free(db, drafted)
            _know(db, owner, to_ms(drafted.created_at))
            row = {**as_row(held), "owner": owner.id}
            marks = ", ".join("?" * len(row))
            db.execute(f"INSERT INTO operations ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))  # noqa: S608 - names of our own columns
            _append(db, drafted, who)
            _append(db, held, who)

        await self._db.write(work)
        self.tell(held)
        return held

    async def move(
        self,
        before: MoneyOperation,
        after: MoneyOperation,
        *,
        who: str,
        run_by: str | None = None,
        taken_by: Owner | None = None,
    ) -> MoneyOperation:
        """Commit the step from `before` to `after`, if the operation still stands there, in the same attempt.

        `run_by`: only if that owner runs it. `taken_by` runs it from now on. Raises `MovedOn`, or `EffectClaimed`.
        """

        def work(db: "Connection") -> None:
            _check_unclaimed(db, after)
            if taken_by is not None:
                _know(db, taken_by, to_ms(after.updated_at))
            row = as_row(after)
            values = (*(row[name] for name in MOVING), taken_by.id if taken_by else None)
            place = (before.id, before.state.value, before.attempt, run_by, run_by)
            done = db.execute(
                f"UPDATE operations SET {_SET}, owner = coalesce(?, owner) "  # noqa: S608 - names of our own columns
                "WHERE id = ? AND state = ? AND attempt = ? AND (? IS NULL OR owner = ?) RETURNING id",
                values + place,
            )
            _check_moved(db, done, before)
            _append(db, after, who)

        await self._db.write(work)
        self.tell(after)
        return after

    async def resume(
        self, before: MoneyOperation, held: MoneyOperation, *, owner: Owner, who: str
    ) -> MoneyOperation:
        """Commit that a settled operation is held again, for a new attempt. Raises `MovedOn` or `AlreadyMoving`."""

        def work(db: "Connection") -> None:
            _check_free(db, before)
            _know(db, owner, to_ms(held.updated_at))
            row = as_row(held)
            done = db.execute(
                f"UPDATE operations SET {_SET}, owner = ?, looks = 0 "  # noqa: S608 - names of our own columns
                "WHERE id = ? AND state = ? AND attempt = ? RETURNING id",
                (*(row[name] for name in MOVING), owner.id, before.id, before.state.value, before.attempt),
            )
            _check_moved(db, done, before)
            _append(db, held, who)

        await self._db.write(work)
        self.tell(held)
        return held

    async def adopt(self, record: Record, owner: Owner) -> None:
        """Run an unknown operation from now on. Raises `MovedOn` if somebody else did, or settled it."""

        def work(db: "Connection") -> None:
            one = record.operation
            _know(db, owner, to_ms(one.updated_at))
            done = db.execute(
                "UPDATE operations SET owner = ? WHERE id = ? AND state = ? AND owner = ? RETURNING id",
                (owner.id, one.id, one.state.value, record.owner),
            )
            _check_moved(db, done, one)

        await self._db.write(work)

    async def looked(
        self, one: MoneyOperation, *, at: datetime, who: str, needs_you: bool, failure: Failure | None
    ) -> MoneyOperation:
        """Commit that an unknown operation was read back in vain. It is a step only if that changed what is known.

        Raises `MovedOn`.
        """
        changed = (one.needs_you, one.failure) != (needs_you, failure)
        after = replace(
            one, needs_you=needs_you, failure=failure, updated_at=at if changed else one.updated_at
        )

        def work(db: "Connection") -> None:
            done = db.execute(
                "UPDATE operations SET looks = looks + 1, needs_you = ?, failure = ?, updated_ms = ? "
                "WHERE id = ? AND state = ? AND attempt = ? RETURNING id",
                (
                    int(after.needs_you),
                    dump_failure(after.failure),
                    to_ms(after.updated_at),
                    one.id,
                    one.state.value,
                    one.attempt,
                ),
            )
            _check_moved(db, done, one)
            if changed:
                _append(db, after, who)

        await self._db.write(work)
        if changed:
            self.tell(after)
        return after

    # ---------------------------------------------------------------- reading

    async def record(self, operation_id: str) -> Record | None:
        """One operation with its owner, None if there is none of that id."""
        return await self._db.read(lambda db: _record(db, operation_id))

    async def newest(self, limit: int, target: str | None = None) -> tuple[MoneyOperation, ...]:
        """Operations, newest first; only those on `target` if one is named."""
        sql = f"SELECT {_LIST} FROM operations WHERE ?1 IS NULL OR target = ?1 ORDER BY n DESC LIMIT ?2"  # noqa: S608 - names of our own columns
        rows = await self._db.read(lambda db: db.execute(sql, (target, limit)))
        return tuple(map(from_row, rows))

    async def moving(self) -> tuple[Record, ...]:
        """Every operation that is not settled, oldest first."""
        sql = f"SELECT {_LIST}, owner, looks FROM operations WHERE state IN {_MOVING_STATES} ORDER BY n"  # noqa: S608 - names of our own columns
        rows = await self._db.read(lambda db: db.execute(sql))
        return tuple(Record(from_row(row), *row[len(COLUMNS) :]) for row in rows)

    async def proven(self, kind: OperationKind, limit: int = 3) -> tuple[tuple[str, str], ...]:
        """The newest confirmed operations of a kind: (id, which is our reference, and id of the effect)."""
        sql = (
            "SELECT id, effect_id FROM operations WHERE kind = ? AND state = 'confirmed' AND effect_id IS NOT NULL "
            "ORDER BY n DESC LIMIT ?"
        )
        rows = await self._db.read(lambda db: db.execute(sql, (kind.value, limit)))
        return tuple((str(one), str(effect)) for one, effect in rows)

    async def steps(self, operation_id: str) -> tuple[Step, ...]:
        """What happened to an operation, oldest first."""
        sql = "SELECT n, state, at_ms, actor, detail FROM steps WHERE operation = ? ORDER BY n"
        rows = await self._db.read(lambda db: db.execute(sql, (operation_id,)))
        return tuple(
            Step(n, OperationState(state), utc(at), actor, load_facts(detail))
            for n, state, at, actor, detail in rows
        )


def _record(db: "Connection", operation_id: str) -> Record | None:
    sql = f"SELECT {_LIST}, owner, looks FROM operations WHERE id = ?"  # noqa: S608 - names of our own columns
    row = db.one(sql, (operation_id,))
    return Record(from_row(row), *row[len(COLUMNS) :]) if row else None


def _check_free(db: "Connection", one: MoneyOperation) -> None:
    """At most one operation at a time moves a target's money: a dialog confirmed twice sends once."""
    row = db.one(
        f"SELECT id FROM operations WHERE target = ? AND id <> ? AND state IN {_MOVING_STATES}",  # noqa: S608 - a constant of our own
        (one.target, one.id),
    )
    if row:
        raise AlreadyMoving(operation=str(row[0]), target=one.target, other=str(row[0]))


def _check_unclaimed(db: "Connection", after: MoneyOperation) -> None:
    if after.effect is None:
        return
    row = db.one("SELECT id FROM operations WHERE effect_id = ? AND id <> ?", (after.effect.id, after.id))
    if row:
        raise EffectClaimed(str(row[0]))


def _check_moved(db: "Connection", done: list[tuple[object, ...]], before: MoneyOperation) -> None:
    if done:
        return
    current = _record(db, before.id)
    raise MovedOn(current.operation if current else before)


def _know(db: "Connection", owner: Owner, since_ms: int) -> None:
    db.execute(
        "INSERT INTO owners (id, os_user, host, pid, since_ms) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        (owner.id, owner.os_user, owner.host, owner.pid, since_ms),
    )


def _append(db: "Connection", one: MoneyOperation, who: str, facts: Facts | None = None) -> None:
    db.execute(
        "INSERT INTO steps (operation, n, state, at_ms, actor, detail) "
        "SELECT ?, coalesce(max(n), 0) + 1, ?, ?, ?, ? FROM steps WHERE operation = ?",
        (one.id, one.state.value, to_ms(one.updated_at), who, dump_facts(facts or facts_of(one)), one.id),
    )
