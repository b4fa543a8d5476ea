"""What a person's word makes of an operation that nobody could settle."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from cloverdesk.domain.message import Param
from cloverdesk.domain.money import Money
from cloverdesk.domain.operations import Effect, MoneyOperation, OperationState, RefundEvidence


def decided(unknown: MoneyOperation, at: datetime, *, happened: bool | None) -> MoneyOperation:
    """The operation as the person says it is: it happened, it did not, or (None) nobody shall be asked again.

    If exactly one refund had been found that could be ours, "it happened" means that one. "It did not" means that those
    found belong to somebody else: a new attempt does not stumble over them again.
    """
    found = _found(unknown)
    if happened is None:
        return replace(unknown.moved_to(OperationState.SET_ASIDE, at), needs_you=False)
    if happened:
        confirmed = unknown.moved_to(OperationState.CONFIRMED, at)
        return replace(confirmed, effect=_effect(found), failure=None, needs_you=False)
    not_happened = unknown.moved_to(OperationState.NOT_HAPPENED, at)
    evidence = _with(unknown.evidence, str(found.get("refunds", "")))
    return replace(not_happened, evidence=evidence, failure=None, needs_you=False)


def _found(unknown: MoneyOperation) -> Mapping[str, Param]:
    """The facts that were laid before the person, as recovery stored them."""
    failure = unknown.failure
    return dict(failure.params) if failure and failure.code == "journal.nobody_knows" else {}


def _effect(found: Mapping[str, Param]) -> Effect | None:
    moved = found.get("moved")
    if found.get("count") != 1 or not isinstance(moved, Money):
        return None
    return Effect(str(found["refunds"]), str(found.get("status", "")), moved)


def _with(evidence: RefundEvidence | None, refunds: str) -> RefundEvidence | None:
    if evidence is None or not refunds:
        return evidence
    return replace(evidence, refund_ids=(*evidence.refund_ids, *refunds.split(", ")))
