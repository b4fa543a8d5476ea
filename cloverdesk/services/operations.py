"""Giving money back: from a request to a confirmed refund, and what happened to every earlier one."""

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from cloverdesk.domain.changes import ChangeHub, Changes, Kind
from cloverdesk.domain.errors import DeskError, NotFound
from cloverdesk.domain.money import ENGLISH_STYLE, Money, MoneyStyle, parse_money
from cloverdesk.domain.operations import MoneyOperation, OperationKind, OperationState
from cloverdesk.domain.refunds import RefundReason
from cloverdesk.journal.requests import refund_amount

if TYPE_CHECKING:
    from cloverdesk.domain.charges import Charge
    from cloverdesk.journal.executor import Journal
    from cloverdesk.journal.store import Step
    from cloverdesk.services.access import Access
    from cloverdesk.services.charges import ChargesService


class RefundReview(NamedTuple):
    """What is about to be asked for, checked against what the desk knows. `whole`: everything left goes back."""

    charge: "Charge"
    amount: Money
    whole: bool
    reason: RefundReason | None


class OperationsService:
    """What may be asked about money operations."""

    def __init__(
        self, journal: "Journal", charges: "ChargesService", access: "Access", hub: ChangeHub
    ) -> None:
        self._journal = journal
        self._charges = charges
        self._access = access
        self._hub = hub
        self._touched: asyncio.Queue[str] = asyncio.Queue()
        self._unsubscribe = journal.subscribe(self._on_step)

    def may_refund(self) -> bool:
        """Whether the actor may give money back at all."""
        return self._access.may(OperationKind.REFUND_CHARGE)

    def review(
        self,
        charge: "Charge",
        amount_text: str | None,
        reason: RefundReason | None,
        style: MoneyStyle = ENGLISH_STYLE,
    ) -> RefundReview:
        """Check a request against what is known of `charge`; `amount_text` None asks for everything left.

        Raises a subclass of `InvalidAmount`, `AmountAboveRemaining`, `WholeChargeOnly`, `NothingToGiveBack` or
        `NotPermitted`. Nothing is written.
        """
        self._access.check(OperationKind.REFUND_CHARGE)
        typed = None if amount_text is None else parse_money(amount_text, charge.currency, style)
        amount, whole = refund_amount(charge, typed)
        return RefundReview(charge, amount, whole=whole, reason=reason)

    async def start(self, review: RefundReview, *, hold_seconds: float) -> MoneyOperation:
        """Write the operation down and let its hold begin. The answer is `held`."""
        actor = self._access.check(OperationKind.REFUND_CHARGE)
        return await self._journal.start_refund(
            charge=review.charge,
            amount=None if review.whole else review.amount,
            reason=review.reason,
            actor=actor,
            hold_seconds=hold_seconds,
        )

    async def refund(
        self, charge_id: str, amount_text: str | None, reason: RefundReason | None, *, hold_seconds: float
    ) -> MoneyOperation:
        """Prepare a request and start it. Raises what both raise."""
        review = await self.prepare(charge_id, amount_text, reason)
        return await self.start(review, hold_seconds=hold_seconds)

    async def prepare(
        self, charge_id: str, amount_text: str | None, reason: RefundReason | None
    ) -> RefundReview:
        """Find the charge, reading it from Clover where too little is known, and check the request.

        Raises what `review` raises, and `NotFound`.
        """
        charge = await self._charges.require(charge_id)
        if charge.line_count is None:
            charge = await self._charges.refresh(charge_id)
        return self.review(charge, amount_text, reason)

    async def take_back(self, operation_id: str) -> MoneyOperation:
        """Stop an operation that still waits. Raises a `DeskError` that says where it stands when it is too late."""
        return await self._journal.take_back(operation_id, actor=self._access.actor)

    async def wait(self, operation_id: str) -> MoneyOperation:
        """Return the operation once it has settled; the cache knows what it did by then, if Clover can be read."""
        operation = await self._journal.wait(operation_id)
        await self._bring_in(operation.target)
        return operation

    async def get(self, operation_id: str) -> MoneyOperation:
        """One operation. Raises `NotFound`."""
        operation = await self._journal.get(operation_id)
        if operation is None:
            raise NotFound(what=operation_id)
        return operation

    async def list(self, limit: int = 200) -> tuple[MoneyOperation, ...]:
        """Operations, newest first."""
        return await self._journal.operations(limit=limit)

    async def of_charge(self, charge_id: str) -> tuple[MoneyOperation, ...]:
        """Operations on a charge, newest first, however many others came after them."""
        return await self._journal.operations(target=charge_id)

    async def steps(self, operation_id: str) -> "tuple[Step, ...]":
        """What happened to an operation, oldest first."""
        return await self._journal.steps(operation_id)

    async def retry(self, operation_id: str, *, hold_seconds: float) -> MoneyOperation:
        """Try again one that was not sent or did not happen: a new attempt of the same operation."""
        actor = self._access.check(OperationKind.REFUND_CHARGE)
        return await self._journal.retry(operation_id, actor=actor, hold_seconds=hold_seconds)

    async def decide(self, operation_id: str, *, happened: bool | None) -> MoneyOperation:
        """Record a person's word on an unknown one: it happened, it did not, or (None) set it aside."""
        actor = self._access.check(OperationKind.REFUND_CHARGE)
        return await self._journal.decide(operation_id, happened=happened, actor=actor)

    async def adopt(self) -> tuple[MoneyOperation, ...]:
        """Take over operations whose owner is dead, and look once for what became of them."""
        adopted = await self._journal.adopt()
        for charge_id in {one.target for one in adopted if one.state is OperationState.CONFIRMED}:
            await self._bring_in(charge_id)
        return adopted

    async def follow(self) -> None:
        """Run until cancelled: look for unknown operations, and bring what operations touched into the cache."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._journal.watch())
            while True:
                await self._bring_in(await self._touched.get())

    def close(self) -> None:
        """Stop listening to the journal."""
        self._unsubscribe()

    def _on_step(self, operation: MoneyOperation) -> None:
        self._hub.publish(Changes.of(Kind.OPERATION, [operation.id], who="journal"))
        if operation.state in {OperationState.CONFIRMED, OperationState.STOPPED, OperationState.DECLINED}:
            self._touched.put_nowait(operation.target)

    async def _bring_in(self, charge_id: str) -> None:
        try:
            await self._charges.refresh(charge_id)
        except DeskError:
            # The operation itself is settled; the feeds bring its charge in when Clover answers again.
            return
