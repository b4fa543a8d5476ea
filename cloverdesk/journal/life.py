"""One attempt of an operation from its hold to its outcome: look, commit, send once, commit."""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from cloverdesk.domain.clock import to_ms, utc
from cloverdesk.domain.errors import DeskError, Failure
from cloverdesk.domain.message import as_params
from cloverdesk.domain.operations import Effect, MoneyOperation, OperationState
from cloverdesk.journal.audit import THE_DESK
from cloverdesk.journal.bench import Bench
from cloverdesk.journal.handler import Finding, Ready, Stop
from cloverdesk.journal.outcomes import Outcome, interrupted, outcome_of
from cloverdesk.journal.scope import Phase, Run, report
from cloverdesk.journal.store import EffectClaimed, MovedOn

if TYPE_CHECKING:
    from cloverdesk.api.session import ApiSession
    from cloverdesk.journal.recovery import Recovery

LATEST_MS = 60_000
"""A hold that ends later than this after its time was slept through: the person is long gone, so nothing is sent."""
WRITE_AGAIN = (0.5, 2, 5)
"""Seconds between tries to write an outcome down while the disk refuses. Then only recovery will."""

_S = OperationState


class Life:
    """Runs operations that are held by this process."""

    def __init__(self, bench: Bench, recovery: "Recovery") -> None:
        self._bench = bench
        self._store = bench.store
        self._clock = bench.clock
        self._me = bench.owners.me.id
        self._recovery = recovery

    async def live(self, held: MoneyOperation, run: Run) -> MoneyOperation:
        """Bring a held operation to where the desk alone can bring it. Never raises for what Clover or the disk do."""
        begun = await self._begin(held, run)
        if isinstance(begun, MoneyOperation):
            return begun
        session, sending = begun
        ended = await self._write_outcome(sending, await self._send(session, sending))
        if ended.state is not _S.UNKNOWN or self._bench.scope.closing:
            return ended
        run.phase = Phase.LOOKING_BACK
        try:
            return await self._recovery.look(ended)
        except (asyncio.CancelledError, DeskError):
            return ended

    # ---------------------------------------------------------------- before sending

    async def _begin(
        self, held: MoneyOperation, run: Run
    ) -> "tuple[ApiSession, MoneyOperation] | MoneyOperation":
        """The operation as it is being sent, its row committed; or else as it ended unsent."""
        try:
            prepared = await self._prepare(held)
        except asyncio.CancelledError:
            return await self._cancel(held)
        run.phase = Phase.SENDING  # not cut from here on: the next step writes its end down, or sends
        if isinstance(prepared, MoneyOperation):
            return await self._give_up(held, prepared)
        session, ready = prepared
        sending = self._sending(held, ready)
        try:
            return session, await self._store.move(held, sending, who=THE_DESK, run_by=self._me)
        except MovedOn as moved:
            return moved.current
        except DeskError as problem:
            return await self._give_up(held, self._stopped(held, problem.failure))
        except asyncio.CancelledError:
            return await self._unsent(held, sending)

    async def _prepare(self, held: MoneyOperation) -> "tuple[ApiSession, Ready] | MoneyOperation":
        """Wait the hold out, then look at the target afresh; or else the operation as it ends unsent."""
        due = to_ms(held.hold_until or held.updated_at)
        await self._clock.sleep(max(due - self._clock.now_ms(), 0) / 1000)
        if self._clock.now_ms() > due + LATEST_MS:
            late = held.moved_to(_S.CANCELLED, self._now())
            return replace(late, failure=_failure("journal.overslept", held))
        try:
            session = await self._bench.session()
            look = await self._bench.handlers()[held.kind].look(session, held, self._recovery.witnesses(held))
        except DeskError as problem:
            return self._stopped(held, problem.failure)
        except Exception as bug:  # noqa: BLE001 - nothing was sent, and nothing will be
            report(bug)
            return self._stopped(held, _failure("journal.broken_before_sending", held))
        if isinstance(look, Stop):
            return self._stopped(held, look.failure, look.effect)
        return session, look

    def _stopped(
        self, held: MoneyOperation, failure: Failure, effect: Effect | None = None
    ) -> MoneyOperation:
        return replace(held.moved_to(_S.STOPPED, self._now()), failure=failure, effect=effect)

    async def _give_up(self, held: MoneyOperation, ended: MoneyOperation) -> MoneyOperation:
        try:
            return await self._store.move(held, ended, who=THE_DESK, run_by=self._me)
        except MovedOn as moved:
            return moved.current
        except EffectClaimed:
            return await self._give_up(held, replace(ended, effect=None))
        except DeskError:
            # It was not sent and will not be, whatever the row says: a held row without a run ends in `cancelled`.
            self._store.tell(ended)
            return ended

    async def _cancel(self, held: MoneyOperation) -> MoneyOperation:
        """The run was ended: somebody has taken the operation back and said so, or else the desk is closing."""
        cancelled = held.moved_to(_S.CANCELLED, self._now())
        return await self._give_up(held, replace(cancelled, failure=_failure("journal.closed_waiting", held)))

    # ---------------------------------------------------------------- sending

    def _sending(self, held: MoneyOperation, ready: Ready) -> MoneyOperation:
        now = self._now()
        moved = held.moved_to(_S.SENDING, now)
        return replace(moved, evidence=ready.evidence, sent_at=now, attempt=held.attempt + 1)

    async def _unsent(self, held: MoneyOperation, sending: MoneyOperation) -> MoneyOperation:
        """The loop ended while `sending` was being committed: nothing left, whatever the row says by now."""
        unsent = replace(
            sending.moved_to(_S.NOT_SENT, self._now()),
            failure=_failure("journal.closed_before_sending", held),
        )
        try:
            return await self._store.move(sending, unsent, who=THE_DESK, run_by=self._me)
        except MovedOn:
            return await self._cancel(held)

    async def _send(self, session: "ApiSession", sending: MoneyOperation) -> Outcome:
        handler = self._bench.handlers()[sending.kind]

        async def read_back() -> Finding:
            return await handler.recognise(session, sending, self._recovery.witnesses(sending))

        try:
            outcome = await outcome_of(sending, handler.send(session, sending), read_back)
        except asyncio.CancelledError:  # the loop ends: what was sent is on its way
            return interrupted(sending)
        if outcome.bug is not None:
            report(outcome.bug)
        return outcome

    async def _write_outcome(self, sending: MoneyOperation, outcome: Outcome) -> MoneyOperation:
        """Commit what Clover said. Where the disk refuses it is tried again, then told without being written."""
        ended = outcome.of(sending, self._now())
        for pause in (*WRITE_AGAIN, None):
            try:
                return await self._settle(sending, ended)
            except DeskError:
                if pause is None or self._bench.scope.closing:
                    break
                await self._clock.sleep(pause)
        # The row still says `sending`; recovery finds the same truth at Clover once the disk lets it.
        self._store.tell(ended)
        return ended

    async def _settle(self, sending: MoneyOperation, ended: MoneyOperation) -> MoneyOperation:
        try:
            return await self._store.move(sending, ended, who=THE_DESK, run_by=self._me)
        except EffectClaimed as claim:
            return await self._settle(sending, self._unclaimable(sending, ended, claim.by))
        except asyncio.CancelledError:  # the loop ends: the write may have been dropped before it began
            return await self._settle(sending, ended)
        except MovedOn as moved:
            return await self._add_to(moved.current, ended)

    async def _add_to(self, current: MoneyOperation, ended: MoneyOperation) -> MoneyOperation:
        """Somebody took this process for dead and called the operation unknown; but here is the answer."""
        same = current.attempt == ended.attempt and current.state is _S.UNKNOWN
        if not same or ended.state is _S.UNKNOWN:
            return current
        state = _S.CONFIRMED if ended.state is _S.CONFIRMED else _S.NOT_HAPPENED
        known = replace(
            current.moved_to(state, self._now()), effect=ended.effect, failure=ended.failure, needs_you=False
        )
        try:
            return await self._store.move(current, known, who=THE_DESK)
        except MovedOn as moved:
            return moved.current
        except EffectClaimed:
            return current

    def _unclaimable(self, sending: MoneyOperation, ended: MoneyOperation, other: str) -> MoneyOperation:
        refund = ended.effect.id if ended.effect else ""
        failure = _failure("journal.claimed_by_other", sending, refund=refund, other=other)
        return Outcome(_S.UNKNOWN, failure=failure, needs_you=True).of(sending, self._now())

    def _now(self) -> datetime:
        return utc(self._clock.now_ms())


def _failure(code: str, operation: MoneyOperation, **params: str) -> Failure:
    return Failure(code, as_params({"amount": operation.amount, **params}))
