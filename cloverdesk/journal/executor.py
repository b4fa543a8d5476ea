"""The journal: where every money operation is asked for, taken back, waited for, and never forgotten."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from cloverdesk.domain.clock import Clock, utc
from cloverdesk.domain.errors import DeskError, Failure, NotFound
from cloverdesk.domain.ids import new_idempotency_key, new_reference
from cloverdesk.domain.message import as_params
from cloverdesk.domain.operations import Actor, MoneyOperation, OperationKind, OperationState
from cloverdesk.journal.audit import THE_DESK, Step, named
from cloverdesk.journal.bench import Bench
from cloverdesk.journal.decisions import decided
from cloverdesk.journal.errors import Closing, NothingToDecide, NotToBeTriedAgain, too_late
from cloverdesk.journal.kinds import handlers
from cloverdesk.journal.owners import Owners
from cloverdesk.journal.requests import refund_amount
from cloverdesk.journal.scope import Phase, Run, Scope
from cloverdesk.journal.store import EffectClaimed, JournalStore, MovedOn, Record

if TYPE_CHECKING:
    from cloverdesk.api.session import ApiSession
    from cloverdesk.domain.charges import Charge
    from cloverdesk.domain.money import Money
    from cloverdesk.domain.refunds import RefundReason
    from cloverdesk.journal.life import Life
    from cloverdesk.journal.recovery import Recovery

DEFAULT_HOLD_SECONDS = 10.0
LOOK_EVERY_SECONDS = 0.25
"""How often one that waits looks for what other processes did."""

_S = OperationState
_MAY_RETRY = frozenset({_S.NOT_SENT, _S.NOT_HAPPENED})


class Journal:
    """All money operations of a profile. Several journals, in several processes, may be open on one file."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._store = bench.store
        self._clock = bench.clock
        self._shutting = asyncio.Lock()
        self._closed = False

    @classmethod
    async def open(
        cls,
        path: Path,
        *,
        key: bytes,
        owners_dir: Path,
        clock: Clock,
        session: "Callable[[], Awaitable[ApiSession]]",
        default_currency: str = "USD",
    ) -> "Journal":
        """Open or make the journal at `path` under a key of 32 bytes. Nothing is sent, adopted or claimed by that.

        `session` is asked for when Clover is needed. Raises what `storage.Database.open` raises.
        """
        store = await JournalStore.open(path, key=key)
        kinds = cache(partial(handlers, clock, default_currency))
        return cls(Bench(store, Owners(owners_dir), clock, session, kinds, Scope()))

    def subscribe(self, listener: Callable[[MoneyOperation], None]) -> Callable[[], None]:
        """Call `listener` on the loop with each operation that has taken a step; the answer ends that."""
        return self._store.subscribe(listener)

    async def close(self) -> None:
        """Take back what this process holds, wait for what it is sending, and close the file. May be called twice."""
        async with self._shutting:
            if self._closed:
                return
            self._closed = True
            try:
                await self._bench.scope.close()
                await self._release()
            finally:
                self._bench.owners.release()
                await self._store.close()

    # ---------------------------------------------------------------- asking

    async def start_refund(
        self,
        *,
        charge: "Charge",
        amount: "Money | None",
        reason: "RefundReason | None",
        actor: Actor,
        hold_seconds: float,
    ) -> MoneyOperation:
        """Write a refund down and let its hold begin; `amount` None gives all that is left. The answer is `held`.

        Raises what `requests.refund_amount` raises, `AlreadyMoving`, `Closing`, or a failure of the disk. Then nothing
        will be sent.
        """
        self._check_open()
        asked, whole = refund_amount(charge, amount)
        owner, now = self._bench.owners.claim(), self._now()
        drafted = MoneyOperation(
            id=new_reference(),
            kind=OperationKind.REFUND_CHARGE,
            target=charge.id,
            amount=asked,
            whole=whole,
            reason=reason,
            actor=actor,
            idempotency_key=new_idempotency_key(),
            state=_S.DRAFTED,
            created_at=now,
            updated_at=now,
            remaining=charge.remaining,
        )
        until = _later(now, hold_seconds)
        held = await self._store.draft(drafted, until, owner=owner, who=named(actor))
        return self._run(held)

    async def retry(
        self, operation_id: str, *, actor: Actor | None = None, hold_seconds: float = DEFAULT_HOLD_SECONDS
    ) -> MoneyOperation:
        """Try one again that was not sent or did not happen: held anew, with a key of its own.

        Raises `NotFound`, `NotToBeTriedAgain`, `AlreadyMoving`, `Closing`, or a failure of the disk.
        """
        self._check_open()
        before = await self._require(operation_id)
        if before.state not in _MAY_RETRY:
            raise NotToBeTriedAgain(before)
        owner, now = self._bench.owners.claim(), self._now()
        held = replace(
            before.moved_to(_S.HELD, now),
            idempotency_key=new_idempotency_key(),
            hold_until=_later(now, hold_seconds),
            sent_at=None,
            evidence=before.evidence if _may_show_late(before) else None,
            failure=None,
            needs_you=False,
        )
        try:
            held = await self._store.resume(before, held, owner=owner, who=_who(actor))
        except MovedOn as moved:
            raise NotToBeTriedAgain(moved.current) from moved
        return self._run(held)

    async def take_back(self, operation_id: str, *, actor: Actor | None = None) -> MoneyOperation:
        """Cancel one that still waits, whichever process holds it. Raises `NotFound`, or a `WrongState` if it is too late."""
        held = await self._require(operation_id)
        if held.state is _S.CANCELLED:
            return held
        if held.state is not _S.HELD:
            raise too_late(held)
        try:
            cancelled = await self._store.move(
                held, held.moved_to(_S.CANCELLED, self._now()), who=_who(actor)
            )
        except MovedOn:
            return await self.take_back(operation_id, actor=actor)
        run = self._bench.scope.get(operation_id)
        if run is not None:
            run.end()
        return cancelled

    async def decide(
        self, operation_id: str, *, happened: bool | None, actor: Actor | None = None
    ) -> MoneyOperation:
        """Write down a person's word on an unknown one: it happened, it did not, or (None) it is set aside.

        Raises `NotFound`, `NothingToDecide`, or a failure of the disk.
        """
        unknown = await self._require(operation_id)
        if unknown.state is not _S.UNKNOWN:
            raise NothingToDecide(unknown)
        after = decided(unknown, self._now(), happened=happened)
        try:
            return await self._store.move(unknown, after, who=_who(actor))
        except EffectClaimed:  # it happened, but by another refund than the one that was found
            return await self._store.move(unknown, replace(after, effect=None), who=_who(actor))
        except MovedOn as moved:
            raise NothingToDecide(moved.current) from moved

    # ---------------------------------------------------------------- looking

    async def wait(self, operation_id: str) -> MoneyOperation:
        """Return the operation once it is settled, or unknown after its first read-back proved nothing.

        Raises `NotFound`, or a failure of the disk.
        """
        run: Run | None = None
        while True:
            run = self._bench.scope.get(operation_id) or run
            if run is not None and (run.phase is not Phase.WAITING or run.task.done()):
                return await run.result()
            record = await self._store.record(operation_id)
            if record is None:
                raise NotFound(what=operation_id)
            if run is not None:
                await self._while_held(run, record)
            elif self._is_settled(record):
                return record.operation
            elif await self._recovery.is_left(record):
                await self._recovery.adopt()
            else:
                await self._clock.sleep(LOOK_EVERY_SECONDS)

    async def get(self, operation_id: str) -> MoneyOperation | None:
        """One operation, None if there is none of that id."""
        record = await self._store.record(operation_id)
        return record.operation if record else None

    async def operations(self, *, limit: int = 200, target: str | None = None) -> tuple[MoneyOperation, ...]:
        """Operations, newest first; only those on `target` if one is named."""
        return await self._store.newest(limit, target)

    async def steps(self, operation_id: str) -> tuple[Step, ...]:
        """What happened to an operation, oldest first."""
        return await self._store.steps(operation_id)

    async def data_version(self) -> int:
        """A number that changes when another process has written."""
        return await self._store.data_version()

    # ---------------------------------------------------------------- recovery

    async def adopt(self) -> tuple[MoneyOperation, ...]:
        """Take over what dead processes left: waiting ones are cancelled, sent ones read back once."""
        return await self._recovery.adopt()

    async def watch(self) -> None:
        """Adopt, and read unknown operations back with growing pauses, until cancelled."""
        await self._recovery.watch()

    # ---------------------------------------------------------------- inside

    # What acts is loaded when there is something to do: a window shows its rows before.

    @cached_property
    def _recovery(self) -> "Recovery":
        from cloverdesk.journal.recovery import Recovery

        return Recovery(self._bench)

    @cached_property
    def _life(self) -> "Life":
        from cloverdesk.journal.life import Life

        return Life(self._bench, self._recovery)

    def _check_open(self) -> None:
        if self._closed:
            raise Closing

    def _run(self, held: MoneyOperation) -> MoneyOperation:
        self._check_open()  # a row that was written while the journal closed is cancelled by whoever opens it next
        self._bench.scope.start(held, self._life.live)
        return held

    async def _require(self, operation_id: str) -> MoneyOperation:
        operation = await self.get(operation_id)
        if operation is None:
            raise NotFound(what=operation_id)
        return operation

    def _is_settled(self, record: Record) -> bool:
        """Whether nothing can be waited for: what is unknown has been read back, or nobody here is about to."""
        if record.operation.state is not _S.UNKNOWN:
            return not record.operation.state.is_moving
        return record.looks > 0 or record.owner == self._bench.owners.me.id

    async def _while_held(self, run: Run, record: Record) -> None:
        """Wait a moment for a run; end it at once if another process has taken the operation back."""
        if run.phase is not Phase.WAITING:
            return
        if record.operation.state is not _S.HELD:
            run.end()
        await run.end_or(self._clock.sleep(LOOK_EVERY_SECONDS))

    async def _release(self) -> None:
        """Cancel what is held by this process without a run: its asker went away while it was being written."""
        with suppress(DeskError):
            for record in await self._store.moving():
                if record.owner == self._bench.owners.me.id and record.operation.state is _S.HELD:
                    await self._cancel(record.operation)

    async def _cancel(self, held: MoneyOperation) -> None:
        failure = Failure("journal.closed_waiting", as_params({"amount": held.amount}))
        cancelled = replace(held.moved_to(_S.CANCELLED, self._now()), failure=failure)
        with suppress(MovedOn):
            await self._store.move(held, cancelled, who=THE_DESK)

    def _now(self) -> datetime:
        return utc(self._clock.now_ms())


def _may_show_late(before: MoneyOperation) -> bool:
    """Whether an attempt may still take effect, so that the next fresh look must compare with what was there before.

    Where the last one was not sent, an earlier one may have been.
    """
    return before.state is _S.NOT_HAPPENED or before.attempt > 1


def _later(now: datetime, seconds: float) -> datetime:
    if not 0 <= seconds < 86_400:
        msg = f"a hold cannot last {seconds} s"
        raise ValueError(msg)
    return now + timedelta(milliseconds=round(seconds * 1000))


def _who(actor: Actor | None) -> str:
    return named(actor or Actor.current())
