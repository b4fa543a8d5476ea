"""The JSON of every result: amounts in minor units with their currency, times in ISO 8601 UTC, `id` and `state` by name."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol, TypeAlias, Union

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cloverdesk.domain.charges import Charge
    from cloverdesk.domain.errors import Failure
    from cloverdesk.domain.money import Money
    from cloverdesk.domain.operations import Effect, MoneyOperation, OperationState
    from cloverdesk.settings.profiles import Profile

Json: TypeAlias = Union[str, int, bool, "list[Json]", "Mapping[str, Json]", None]
Document: TypeAlias = dict[str, "Json"]


def money(value: "Money | None") -> Document | None:
    """`{"amount": 500, "currency": "USD"}`."""
    return None if value is None else {"amount": value.amount, "currency": value.currency}


def moment(value: datetime | None) -> str | None:
    """`2026-11-24T14:05:00.123Z`."""
    if value is None:
        return None
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def charge(value: "Charge") -> Document:
    """One charge. `amount` is what was asked for, `total` what was paid (with tip), `remaining` what could still go back."""
    return {
        "id": value.id,
        "state": value.state.value,
        "amount": money(value.amount),
        "total": money(value.total),
        "tax": money(value.tax),
        "tip": money(value.tip),
        "refunded": money(value.refunded),
        "remaining": money(value.remaining),
        "refundable_by_amount": money(value.refundable_by_amount),
        "created_at": moment(value.created_at),
        "status": value.status,
        "brand": value.brand,
        "last4": value.last4,
        "customer_id": value.customer_id,
        "customer_name": value.customer_name,
        "order_id": value.order_id,
        "description": value.description,
        "auth_code": value.auth_code,
        "ref_num": value.ref_num,
        "external_reference_id": value.external_reference_id,
        "failure_code": value.failure_code,
        "failure_message": value.failure_message,
    }


def operation(value: "MoneyOperation") -> Document:
    """One money operation. `effect` is what Clover did, `failure` why it did not."""
    return {
        "id": value.id,
        "state": value.state.value,
        "kind": value.kind.value,
        "charge": value.target,
        "amount": money(value.amount),
        "whole": value.whole,
        "reason": value.reason.value if value.reason else None,
        "actor": value.actor.name,
        "os_user": value.actor.os_user,
        "attempt": value.attempt,
        "created_at": moment(value.created_at),
        "updated_at": moment(value.updated_at),
        "hold_until": moment(value.hold_until),
        "sent_at": moment(value.sent_at),
        "needs_you": value.needs_you,
        "effect": _effect(value.effect),
        "failure": _failure(value.failure),
    }


class Step(Protocol):
    """One step of an operation, as the journal wrote it down."""

    @property
    def at(self) -> datetime:
        """When."""

    @property
    def state(self) -> "OperationState":
        """What the operation became."""

    @property
    def actor(self) -> str:
        """Who did it."""

    @property
    def detail(self) -> str:
        """What else is known of it."""


def step(value: Step) -> Document:
    """One step of an operation."""
    return {
        "state": value.state.value,
        "at": moment(value.at),
        "actor": value.actor,
        "detail": value.detail,
    }


def profile(value: "Profile") -> Document:
    """One profile; there is no secret in it."""
    return {
        "id": value.name,
        "environment": value.environment.value,
        "url": value.url,
        "token_url": value.apart.token or None,
        "platform_url": value.apart.platform or None,
        "recurring_url": value.apart.recurring or None,
        "merchant_id": value.merchant_id,
        "actor": value.owner,
        "store_name": value.store_name,
        "currency": value.currency,
        "key_home": value.key_home.value,
        "signs_in": value.signs_in.value,
    }


def _effect(value: "Effect | None") -> Document | None:
    return None if value is None else {"id": value.id, "state": value.status, "moved": money(value.moved)}


def _failure(value: "Failure | None") -> Document | None:
    if value is None:
        return None
    text = f"{value.message.english()} {value.advice.english()}"
    return {"code": value.code, "title": value.title.english(), "message": text}
