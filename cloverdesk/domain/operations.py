"""Money operations: what a person asked for, and the only ways it may go (architecture, section 4)."""

import getpass
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from types import MappingProxyType

from cloverdesk.domain.errors import Failure
from cloverdesk.domain.money import Money
from cloverdesk.domain.refunds import RefundReason


class OperationKind(Enum):
    """What an operation does to money."""

    REFUND_CHARGE = "refund_charge"


class OperationState(Enum):
    """Where an operation stands."""

    DRAFTED = "drafted"
    HELD = "held"
    SENDING = "sending"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"
    NOT_HAPPENED = "not_happened"
    CANCELLED = "cancelled"
    STOPPED = "stopped"
    SET_ASIDE = "set_aside"

    @property
    def is_final(self) -> bool:
        """Whether nothing can follow."""
        return not TRANSITIONS[self]

    @property
    def is_moving(self) -> bool:
        """Whether the desk itself will take the next step without being asked."""
        return self in _MOVING


_S = OperationState
TRANSITIONS: Mapping[OperationState, frozenset[OperationState]] = MappingProxyType(
    {
        _S.DRAFTED: frozenset({_S.HELD, _S.CANCELLED}),
        _S.HELD: frozenset({_S.SENDING, _S.CANCELLED, _S.STOPPED}),
        _S.SENDING: frozenset({_S.CONFIRMED, _S.DECLINED, _S.NOT_SENT, _S.UNKNOWN}),
        _S.UNKNOWN: frozenset({_S.CONFIRMED, _S.NOT_HAPPENED, _S.SET_ASIDE}),
        _S.NOT_SENT: frozenset({_S.HELD}),
        _S.NOT_HAPPENED: frozenset({_S.HELD}),
        _S.CONFIRMED: frozenset(),
        _S.DECLINED: frozenset(),
        _S.CANCELLED: frozenset(),
        _S.STOPPED: frozenset(),
        _S.SET_ASIDE: frozenset(),
    }
)
_MOVING = frozenset({_S.HELD, _S.SENDING, _S.UNKNOWN})


class IllegalTransition(Exception):
    """A step that the table does not know: a bug, never a person's mistake."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asked: the operating system's user and, where known, the Clover employee."""

    os_user: str
    employee: str = ""

    @classmethod
    def current(cls, employee: str = "") -> "Actor":
        """Whoever runs this process."""
        try:
            return cls(getpass.getuser(), employee)
        except (OSError, KeyError, ImportError):  # no such user in the system's table
            return cls("unknown", employee)

    @property
    def name(self) -> str:
        """The name to show."""
        return self.employee or self.os_user


@dataclass(frozen=True, slots=True)
class RefundEvidence:
    """What was true of the charge just before sending: enough to tell our effect from anybody else's.

    `refund_ids` are all refunds that the charge had; amounts are minor units of the operation's currency.
    """

    captured_minor: int
    refunded_minor: int
    refund_ids: tuple[str, ...]
    looked_at: datetime


@dataclass(frozen=True, slots=True)
class Effect:
    """What Clover did: its object's id and status, and the amount that really moved."""

    id: str
    status: str
    moved: Money


@dataclass(frozen=True, slots=True)
class MoneyOperation:
    """One thing asked for, from draft to end.

    `id` (12 characters) is also sent as `external_reference_id`. `whole` means that everything left is to go back, and
    no amount is sent; `amount` is then what was left when it was drafted. `attempt` counts sends, from 0 before the first;
    each attempt has its own `idempotency_key`. `failure` says why it was declined, stopped, not sent or is unknown.
    `remaining` is what could still go back when the person asked, so that a stop can show what has changed.
    """

    id: str
    kind: OperationKind
    target: str
    amount: Money
    whole: bool
    reason: RefundReason | None
    actor: Actor
    idempotency_key: str
    state: OperationState
    created_at: datetime
    updated_at: datetime
    hold_until: datetime | None = None
    sent_at: datetime | None = None
    attempt: int = 0
    evidence: RefundEvidence | None = None
    effect: Effect | None = None
    failure: Failure | None = None
    needs_you: bool = False
    remaining: Money | None = None

    def moved_to(self, state: OperationState, at: datetime) -> "MoneyOperation":
        """The same operation in its next state. Raises `IllegalTransition` for a step outside the table."""
        if state not in TRANSITIONS[self.state]:
            msg = f"{self.id}: {self.state.value} cannot become {state.value}"
            raise IllegalTransition(msg)
        return replace(self, state=state, updated_at=at)
