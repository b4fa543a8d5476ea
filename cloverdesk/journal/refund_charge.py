"""Refunding a charge: the fresh look before, the one call, and how its refund is told from everybody else's."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from cloverdesk.api.errors import Missing
from cloverdesk.domain.clock import utc
from cloverdesk.domain.errors import Failure
from cloverdesk.domain.message import Param, as_params
from cloverdesk.domain.money import Money
from cloverdesk.domain.operations import Effect, MoneyOperation, RefundEvidence
from cloverdesk.journal.handler import (
    Absent,
    Failed,
    Finding,
    Happened,
    Look,
    Ready,
    Sent,
    Stop,
    Unclear,
    Witnesses,
)

if TYPE_CHECKING:
    from cloverdesk.api.resources.refunds import RefundsApi
    from cloverdesk.api.session import ApiSession
    from cloverdesk.domain.charges import Charge
    from cloverdesk.domain.clock import Clock
    from cloverdesk.domain.refunds import Refund


class RefundOfCharge:
    """`OperationKind.REFUND_CHARGE`: a charge goes back, whole or by amount.

    `default_currency` is what Clover's refunds are in where nothing names their currency.
    """

    idempotency_documented: ClassVar[bool] = False
    asks: ClassVar[str] = "journal.nobody_knows"

    def __init__(self, clock: "Clock", default_currency: str) -> None:
        self._clock = clock
        self._default_currency = default_currency

    async def look(self, session: "ApiSession", operation: MoneyOperation, witnesses: Witnesses) -> Look:
        """Read the charge, all its refunds, and its order where the number of lines decides."""
        charge = await _charge(session, operation)
        api = self._refunds(session)
        refunds = await api.of_charge(operation.target, currency=operation.amount.currency)
        stop = await _done_before(api, operation, refunds, witnesses) or _changed(operation, charge, refunds)
        if stop is not None:
            return stop
        ids = tuple(refund.id for refund in refunds)
        return Ready(
            RefundEvidence(charge.captured_minor, charge.refunded_minor, ids, utc(self._clock.now_ms()))
        )

    async def send(self, session: "ApiSession", operation: MoneyOperation) -> Sent:
        """Give the money back, once. A refund that says `failed` gave nothing."""
        from cloverdesk.api.money.refunds import RefundCalls

        refund = await RefundCalls(session, operation.amount.currency).create(
            charge_id=operation.target,
            amount_minor=None if operation.whole else operation.amount.amount,
            reason=operation.reason,
            idempotency_key=operation.idempotency_key,
            external_reference_id=operation.id,
        )
        return _sent(operation, refund)

    async def recognise(
        self, session: "ApiSession", operation: MoneyOperation, witnesses: Witnesses
    ) -> Finding:
        """Look for a refund with our reference; without one, for a charge that stands exactly as before."""
        evidence = operation.evidence
        if evidence is None:
            msg = f"{operation.id} was sent without evidence"
            raise ValueError(msg)
        api = self._refunds(session)
        listed = await api.of_charge(operation.target, currency=operation.amount.currency)
        fresh = await _since(api, evidence, listed)
        ours = sorted(
            (one for one in fresh if one.external_reference_id == operation.id), key=lambda one: one.counts
        )
        if ours:
            return _sent(operation, ours[-1])
        nameless = [one for one in fresh if one.counts and not one.external_reference_id]
        if nameless and not await _echoes(api, witnesses):
            return Unclear(_failure(self.asks, operation, **_summary(operation, nameless)))
        charge = await _charge(session, operation, lines=False)
        return _compared(operation, charge, fresh, evidence)

    def _refunds(self, session: "ApiSession") -> "RefundsApi":
        from cloverdesk.api.resources.refunds import RefundsApi

        return RefundsApi(session, default_currency=self._default_currency)


async def _charge(session: "ApiSession", operation: MoneyOperation, *, lines: bool = True) -> "Charge":
    """The charge as Clover has it now; its order is read only where its lines decide what may go back."""
    from cloverdesk.api.resources.charges import ChargesApi
    from cloverdesk.api.resources.orders import OrdersApi

    charge = await ChargesApi(session).get(operation.target)
    one_line = charge._replace(line_count=1)
    if not lines or operation.whole or one_line.whole_only is not None or not charge.order_id:
        return charge
    order = await OrdersApi(session).get(charge.order_id)
    return charge._replace(line_count=order.line_count)


async def _since(api: "RefundsApi", evidence: RefundEvidence, listed: Sequence["Refund"]) -> list["Refund"]:
    """The refunds that were not there at the time of `evidence`.

    List elements may hold little more than id and amount: what decides is then read from the refund itself.
    """
    found = []
    for refund in listed:
        if refund.id in evidence.refund_ids:
            continue
        if refund.external_reference_id and refund.status:
            found.append(refund)
        else:
            whole = await api.get(refund.id)
            found.append(replace(whole, charge_id=refund.charge_id, currency=refund.currency))
    return found


async def _echoes(api: "RefundsApi", witnesses: Witnesses) -> bool:
    """Whether this server gives our references back: then a refund without one cannot be ours."""
    known = await witnesses()
    if not known:
        return False
    reference, refund_id = known[0]
    try:
        return (await api.get(refund_id)).external_reference_id == reference
    except Missing:
        return False


def _sent(operation: MoneyOperation, refund: "Refund") -> Sent:
    if refund.counts:
        return Happened(Effect(refund.id, refund.status, refund.amount))
    said = refund.failure_reason or refund.status
    return Failed(_failure("journal.failed_at_clover", operation, said=said))


def _compared(
    operation: MoneyOperation, charge: "Charge", fresh: Sequence["Refund"], evidence: RefundEvidence
) -> Finding:
    """Nothing of ours among the refunds: the charge must then say the same, to the cent."""
    others = sum(refund.amount_minor for refund in fresh if refund.counts)
    if charge.refunded_minor == evidence.refunded_minor + others:
        return Absent()
    currency = operation.amount.currency
    before, now = Money(evidence.refunded_minor, currency), Money(charge.refunded_minor, currency)
    return Unclear(
        _failure("journal.refunded_amount_moved", operation, before=before, now=now), may_clear=True
    )


async def _done_before(
    api: "RefundsApi", operation: MoneyOperation, refunds: Sequence["Refund"], witnesses: Witnesses
) -> Stop | None:
    """Why a new attempt must not be sent: the refund of an earlier one shows only now, or may be among those that do."""
    if operation.evidence is None:
        return None
    fresh = [one for one in await _since(api, operation.evidence, refunds) if one.counts]
    for refund in fresh:
        if refund.external_reference_id == operation.id:
            failure = _failure("journal.done_before", operation, refund=refund.id, moved=refund.amount)
            return Stop(failure, Effect(refund.id, refund.status, refund.amount))
    nameless = [one for one in fresh if not one.external_reference_id]
    if not nameless or await _echoes(api, witnesses):
        return None
    return Stop(_failure("journal.maybe_done_before", operation, **_summary(operation, nameless)))


def _changed(operation: MoneyOperation, charge: "Charge", refunds: Sequence["Refund"]) -> Stop | None:
    """Why the charge as it is now does not fit what was asked for."""
    if charge.currency != operation.amount.currency:
        return Stop(_failure("journal.other_currency_now", operation, currency=charge.currency))
    before = operation.remaining or operation.amount
    if charge.status != "succeeded":
        return Stop(_failure("journal.not_refundable", operation, before=before, status=charge.status))
    gone = sum(refund.amount_minor for refund in refunds if refund.counts)
    now = Money(max(charge.total.amount - max(charge.refunded_minor, gone), 0), charge.currency)
    if (now != operation.amount) if operation.whole else (now < operation.amount):
        return Stop(_failure("journal.facts_changed", operation, before=before, now=now))
    if not operation.whole and charge.whole_only is not None:
        return Stop(_failure("journal.whole_only_now", operation, now=now))
    return None


def _summary(operation: MoneyOperation, refunds: Sequence["Refund"]) -> dict[str, Param]:
    moved = Money(sum(refund.amount_minor for refund in refunds), operation.amount.currency)
    return {
        "count": len(refunds),
        "refunds": ", ".join(refund.id for refund in refunds),
        "moved": moved,
        "status": refunds[0].status,
    }


def _failure(code: str, operation: MoneyOperation, **params: Param) -> Failure:
    return Failure(code, as_params({"amount": operation.amount, **params}))
