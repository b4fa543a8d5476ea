"""How an operation stands in the journal's rows: plain integers and texts, and JSON for what has parts."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from cloverdesk.domain.clock import to_ms, utc
from cloverdesk.domain.errors import Failure
from cloverdesk.domain.message import Param, as_params
from cloverdesk.domain.money import Money
from cloverdesk.domain.operations import (
    Actor,
    Effect,
    MoneyOperation,
    OperationKind,
    OperationState,
    RefundEvidence,
)
from cloverdesk.domain.refunds import RefundReason

Value: TypeAlias = str | int | None

FIXED = (
    "id",
    "kind",
    "target",
    "amount_minor",
    "currency",
    "remaining_minor",
    "whole",
    "reason",
    "os_user",
    "employee",
    "created_ms",
)
"""Columns that never change once an operation is drafted."""
MOVING = (
    "idempotency_key",
    "state",
    "updated_ms",
    "hold_until_ms",
    "sent_ms",
    "attempt",
    "evidence",
    "effect",
    "effect_id",
    "failure",
    "needs_you",
)
"""Columns that a step may change."""
COLUMNS = FIXED + MOVING


def as_row(one: MoneyOperation) -> Mapping[str, Value]:
    """The columns of an operation by their names."""
    return {
        "id": one.id,
        "kind": one.kind.value,
        "target": one.target,
        "amount_minor": one.amount.amount,
        "currency": one.amount.currency,
        "remaining_minor": None if one.remaining is None else one.remaining.amount,
        "whole": int(one.whole),
        "reason": one.reason.value if one.reason else None,
        "os_user": one.actor.os_user,
        "employee": one.actor.employee,
        "created_ms": to_ms(one.created_at),
        "idempotency_key": one.idempotency_key,
        "state": one.state.value,
        "updated_ms": to_ms(one.updated_at),
        "hold_until_ms": _ms(one.hold_until),
        "sent_ms": _ms(one.sent_at),
        "attempt": one.attempt,
        "evidence": _dump(_evidence_parts(one.evidence)),
        "effect": _dump(_effect_parts(one.effect)),
        "effect_id": one.effect.id if one.effect else None,
        "failure": dump_failure(one.failure),
        "needs_you": int(one.needs_you),
    }


def from_row(values: Sequence[Any]) -> MoneyOperation:
    """The operation behind a row of `COLUMNS`."""
    row = dict(zip(COLUMNS, values, strict=False))
    currency = row["currency"]
    remaining = row["remaining_minor"]
    return MoneyOperation(
        id=row["id"],
        kind=OperationKind(row["kind"]),
        target=row["target"],
        amount=Money(row["amount_minor"], currency),
        whole=bool(row["whole"]),
        reason=RefundReason(row["reason"]) if row["reason"] else None,
        actor=Actor(row["os_user"], row["employee"]),
        idempotency_key=row["idempotency_key"],
        state=OperationState(row["state"]),
        created_at=utc(row["created_ms"]),
        updated_at=utc(row["updated_ms"]),
        hold_until=_moment(row["hold_until_ms"]),
        sent_at=_moment(row["sent_ms"]),
        attempt=row["attempt"],
        evidence=_evidence(_load(row["evidence"])),
        effect=_effect(_load(row["effect"])),
        failure=load_failure(row["failure"]),
        needs_you=bool(row["needs_you"]),
        remaining=None if remaining is None else Money(remaining, currency),
    )


def dump_failure(failure: Failure | None) -> str | None:
    """A failure as JSON; money and moments keep their kind."""
    if failure is None:
        return None
    params = {name: _param_parts(value) for name, value in failure.params}
    return _dump({"code": failure.code, "params": params})


def load_failure(text: str | None) -> Failure | None:
    """The failure that `dump_failure` wrote."""
    parts = _load(text)
    if parts is None:
        return None
    params = {name: _param(value) for name, value in parts["params"].items()}
    return Failure(parts["code"], as_params(params))


def _param_parts(value: Param) -> object:
    if isinstance(value, datetime):
        return {"ms": to_ms(value)}
    if isinstance(value, Money):
        return {"minor": value.amount, "currency": value.currency}
    return value


def _param(value: Any) -> Param:
    if not isinstance(value, dict):
        known: str | int = value
        return known
    return utc(value["ms"]) if "ms" in value else Money(value["minor"], value["currency"])


def _evidence_parts(evidence: RefundEvidence | None) -> Mapping[str, object] | None:
    if evidence is None:
        return None
    return {
        "captured": evidence.captured_minor,
        "refunded": evidence.refunded_minor,
        "refunds": evidence.refund_ids,
        "looked_ms": to_ms(evidence.looked_at),
    }


def _evidence(parts: Mapping[str, Any] | None) -> RefundEvidence | None:
    if parts is None:
        return None
    return RefundEvidence(
        parts["captured"], parts["refunded"], tuple(parts["refunds"]), utc(parts["looked_ms"])
    )


def _effect_parts(effect: Effect | None) -> Mapping[str, object] | None:
    if effect is None:
        return None
    return {
        "id": effect.id,
        "status": effect.status,
        "minor": effect.moved.amount,
        "currency": effect.moved.currency,
    }


def _effect(parts: Mapping[str, Any] | None) -> Effect | None:
    if parts is None:
        return None
    return Effect(parts["id"], parts["status"], Money(parts["minor"], parts["currency"]))


def _ms(moment: datetime | None) -> int | None:
    return None if moment is None else to_ms(moment)


def _moment(ms: int | None) -> datetime | None:
    return None if ms is None else utc(ms)


def _dump(parts: Mapping[str, object] | None) -> str | None:
    return None if parts is None else json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def _load(text: str | None) -> Any:
    return None if text is None else json.loads(text)
