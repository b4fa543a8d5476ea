"""What becomes of operations whose answer was lost: Clover is read back until the truth is certain, or a person decides."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from cloverdesk.domain.clock import utc
from cloverdesk.domain.errors import DeskError, ExitCode, Failure
from cloverdesk.domain.message import as_params
from cloverdesk.domain.operations import MoneyOperation, OperationState
from cloverdesk.journal.audit import THE_DESK
from cloverdesk.journal.bench import Bench
from cloverdesk.journal.handler import Absent, Failed, Finding, Happened, Witnesses
from cloverdesk.journal.outcomes import interrupted
from cloverdesk.journal.scope import report
from cloverdesk.journal.store import EffectClaimed, MovedOn, Record

SETTLE = timedelta(minutes=10)
"""How long Clover may still act on, or show, what was sent to it: a call is given up after 2 minutes, gateways and lists
lag by minutes at worst. Before that, finding nothing proves nothing."""
PAUSES = (2, 5, 15, 60, 300)
"""Seconds between read-backs of one operation; the last one repeats."""

_S = OperationState
_NO_LINE = frozenset({ExitCode.NETWORK, ExitCode.NOT_PERMITTED})


@dataclass(slots=True)
class _Due:
    """When an operation is read back next (seconds of the monotonic clock), after how many times."""

    at: float
    times: int = 0

    def again(self, now: float) -> None:
        self.at = now + PAUSES[min(self.times, len(PAUSES) - 1)]
        self.times += 1


class Recovery:
    """Adopts what dead processes left, and reads back what nobody knows."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._store = bench.store
        self._clock = bench.clock
        self._me = bench.owners.me.id

    def witnesses(self, operation: MoneyOperation) -> Witnesses:
        """The operations that tell whether this server gives references back."""
        return partial(self._store.proven, operation.kind)

    # ---------------------------------------------------------------- reading back

    async def look(self, unknown: MoneyOperation) -> MoneyOperation:
        """Read Clover back once, and commit what that proves. Raises a `DeskError` only where the disk refuses."""
        found, _ = await self._look(unknown)
        return found

    async def _look(self, unknown: MoneyOperation) -> tuple[MoneyOperation, bool]:
        """As `look`; and whether Clover could be asked, so that it is worth while to ask for the next one."""
        could_ask = True
        try:
            finding = await self._find(unknown)
        except DeskError as problem:
            could_ask = problem.exit_code not in _NO_LINE
        except Exception as bug:  # noqa: BLE001 - it stays unknown, and other operations have their turn
            report(bug)
        else:
            return await self._conclude(unknown, finding), could_ask
        return await self._in_vain(unknown, unknown.failure, needs_you=unknown.needs_you), could_ask

    async def _find(self, unknown: MoneyOperation) -> Finding:
        session = await self._bench.session()
        handler = self._bench.handlers()[unknown.kind]
        return await handler.recognise(session, unknown, self.witnesses(unknown))

    async def _conclude(self, unknown: MoneyOperation, finding: Finding) -> MoneyOperation:
        if isinstance(finding, Happened):
            confirmed = self._moved(unknown, _S.CONFIRMED)
            return await self._settle(unknown, replace(confirmed, effect=finding.effect))
        if isinstance(finding, Failed):
            return await self._settle(unknown, self._moved(unknown, _S.NOT_HAPPENED, finding.failure))
        if not isinstance(finding, Absent):
            asking = not finding.may_clear or self._is_settled(unknown)
            failure = finding.failure if asking else unknown.failure
            return await self._in_vain(unknown, failure, needs_you=asking)
        if not self._is_settled(unknown):
            return await self._in_vain(unknown, unknown.failure, needs_you=False)
        minutes = self._waited(unknown) // timedelta(minutes=1)
        failure = _failure("journal.no_trace", unknown, minutes=minutes)
        return await self._settle(unknown, self._moved(unknown, _S.NOT_HAPPENED, failure))

    async def _settle(self, unknown: MoneyOperation, known: MoneyOperation) -> MoneyOperation:
        try:
            return await self._store.move(unknown, known, who=THE_DESK)
        except MovedOn as moved:
            return moved.current
        except EffectClaimed as claim:
            refund = known.effect.id if known.effect else ""
            failure = _failure("journal.claimed_by_other", unknown, refund=refund, other=claim.by)
            return await self._in_vain(unknown, failure, needs_you=True)

    async def _in_vain(
        self, unknown: MoneyOperation, failure: Failure | None, *, needs_you: bool
    ) -> MoneyOperation:
        try:
            return await self._store.looked(
                unknown, at=self._now(), who=THE_DESK, needs_you=needs_you, failure=failure
            )
        except MovedOn as moved:
            return moved.current

    def _is_settled(self, unknown: MoneyOperation) -> bool:
        return self._waited(unknown) >= SETTLE

    def _waited(self, unknown: MoneyOperation) -> timedelta:
        return self._now() - (unknown.sent_at or unknown.updated_at)

    def _moved(
        self, operation: MoneyOperation, state: OperationState, failure: Failure | None = None
    ) -> MoneyOperation:
        return replace(operation.moved_to(state, self._now()), failure=failure, needs_you=False)

    # ---------------------------------------------------------------- adopting

    async def adopt(self) -> tuple[MoneyOperation, ...]:
        """Take over what dead owners left, and read each unknown one back once. Returns them as they stand then.

        Without a line only the first is tried. Raises a `DeskError` only where the disk refuses.
        """
        ends: list[MoneyOperation] = []
        could_ask = True
        for one in await self._take_over(await self._store.moving()):
            end = one
            if could_ask and one.state is _S.UNKNOWN:
                end, could_ask = await self._look(one)
            ends.append(end)
        return tuple(ends)

    async def watch(self) -> None:
        """Adopt, and read unknown operations back with growing pauses, until cancelled."""
        due: dict[str, _Due] = {}
        while True:
            with suppress(DeskError):  # the disk refuses: the rows stand, and the next round sees them
                await self._round(due)
            await self._clock.sleep(PAUSES[0])

    async def is_left(self, record: Record) -> bool:
        """Whether an operation has nobody who runs it."""
        if record.owner == self._me:
            return self._bench.scope.get(record.operation.id) is None
        with self._bench.owners.inherit(record.owner) as dead:
            return dead

    async def _round(self, due: dict[str, _Due]) -> None:
        records = await self._store.moving()
        adopted = await self._take_over(records)
        mine = {one.operation.id: one.operation for one in records if one.owner == self._me}
        mine |= {one.id: one for one in adopted}
        now = self._clock.monotonic()
        waiting = {one.id: one for one in mine.values() if self._waits_for_look(one)}
        for gone in due.keys() - waiting.keys():
            del due[gone]
        for one in waiting.values():
            turn = due.setdefault(one.id, _Due(now))
            if turn.at > now:
                continue
            _, could_ask = await self._look(one)
            turn.again(self._clock.monotonic())
            if not could_ask:
                return  # the others have their turn in the next rounds

    def _waits_for_look(self, one: MoneyOperation) -> bool:
        return one.state is _S.UNKNOWN and self._bench.scope.get(one.id) is None

    async def _take_over(self, records: Iterable[Record]) -> tuple[MoneyOperation, ...]:
        by_owner: defaultdict[str, list[Record]] = defaultdict(list)
        for record in records:
            by_owner[record.owner].append(record)
        adopted: list[MoneyOperation] = []
        for owner, theirs in by_owner.items():
            if owner == self._me:
                adopted += await self._take_each(filter(self._is_stranded, theirs))
                continue
            with self._bench.owners.inherit(owner) as dead:
                if dead:
                    adopted += await self._take_each(theirs)
        return tuple(adopted)

    def _is_stranded(self, record: Record) -> bool:
        """One of our own whose run ended before it could write down how."""
        return record.operation.state is not _S.UNKNOWN and self._bench.scope.get(record.operation.id) is None

    async def _take_each(self, records: Iterable[Record]) -> list[MoneyOperation]:
        adopted = []
        for record in records:
            try:
                adopted.append(await self._take(record))
            except MovedOn:
                continue  # somebody was quicker
        return adopted

    async def _take(self, record: Record) -> MoneyOperation:
        one, me = record.operation, self._bench.owners.claim()
        if one.state is _S.UNKNOWN:
            await self._store.adopt(record, me)
            return one
        after = (
            interrupted(one).of(one, self._now())
            if one.state is _S.SENDING
            else self._moved(one, _S.CANCELLED, _failure("journal.left_waiting", one))
        )
        return await self._store.move(one, after, who=THE_DESK, run_by=record.owner, taken_by=me)

    def _now(self) -> datetime:
        return utc(self._clock.now_ms())


def _failure(code: str, operation: MoneyOperation, **params: str | int) -> Failure:
    return Failure(code, as_params({"amount": operation.amount, **params}))
