"""What the end of a money call means for its operation. Whatever does not prove that no money moved is unknown."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from cloverdesk.api.errors import (
    ApiError,
    CardDeclined,
    NameUnknown,
    NotAllowed,
    NotOfToday,
    NotSignedIn,
    NotTrusted,
    OutcomeUnknown,
    RateLimited,
    Refused,
    Unreachable,
    WrongMerchant,
)
from cloverdesk.domain.errors import DeskError, Failure
from cloverdesk.domain.message import as_params
from cloverdesk.domain.operations import Effect, MoneyOperation, OperationState
from cloverdesk.journal.handler import Absent, Failed, Finding, Happened, Sent

_REFUSED = (Refused, NotAllowed)
# By exact type: a subclass that stands for a lost answer must never count as "nothing was sent".
_NOT_SENT = frozenset(
    {RateLimited, NotSignedIn, WrongMerchant, Unreachable, NameUnknown, NotTrusted, NotOfToday}
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one attempt. `bug` is an error that nobody foresaw, to be reported."""

    state: OperationState
    effect: Effect | None = None
    failure: Failure | None = None
    needs_you: bool = False
    bug: Exception | None = None

    def of(self, sending: MoneyOperation, at: datetime) -> MoneyOperation:
        """The operation with this outcome."""
        moved = sending.moved_to(self.state, at)
        return replace(moved, effect=self.effect, failure=self.failure, needs_you=self.needs_you)


def interrupted(operation: MoneyOperation) -> Outcome:
    """The desk itself stood in the way of hearing the answer."""
    failure = Failure("journal.interrupted", as_params({"amount": operation.amount}))
    return Outcome(OperationState.UNKNOWN, failure=failure)


async def outcome_of(
    operation: MoneyOperation, send: Awaitable[Sent], read_back: Callable[[], Awaitable[Finding]]
) -> Outcome:
    """Await the one call. `read_back` is asked once after a decline, since a 402 can have moved money."""
    try:
        return _answered(await send)
    except CardDeclined as declined:
        return await _after_decline(operation, declined, read_back)
    except _REFUSED as refused:
        return Outcome(OperationState.DECLINED, failure=refused.failure)
    except OutcomeUnknown as problem:
        return Outcome(OperationState.UNKNOWN, failure=problem.failure)
    except ApiError as problem:
        state = OperationState.NOT_SENT if type(problem) in _NOT_SENT else OperationState.UNKNOWN
        return Outcome(state, failure=problem.failure)
    except Exception as bug:  # noqa: BLE001 - whatever it was, a byte may have left
        return replace(interrupted(operation), bug=bug)


def _answered(sent: Sent) -> Outcome:
    if isinstance(sent, Happened):
        return Outcome(OperationState.CONFIRMED, effect=sent.effect)
    return Outcome(OperationState.DECLINED, failure=sent.failure)


async def _after_decline(
    operation: MoneyOperation, declined: CardDeclined, read_back: Callable[[], Awaitable[Finding]]
) -> Outcome:
    try:
        finding = await read_back()
    except DeskError:
        return _unchecked(operation)
    except Exception as bug:  # noqa: BLE001 - a decline that could not be checked is no decline
        return replace(_unchecked(operation), bug=bug)
    if isinstance(finding, Happened):
        return Outcome(OperationState.CONFIRMED, effect=finding.effect)
    if isinstance(finding, Absent | Failed):
        return Outcome(OperationState.DECLINED, failure=declined.failure)
    return Outcome(OperationState.UNKNOWN, failure=finding.failure, needs_you=not finding.may_clear)


def _unchecked(operation: MoneyOperation) -> Outcome:
    failure = Failure("journal.decline_unchecked", as_params({"amount": operation.amount}))
    return Outcome(OperationState.UNKNOWN, failure=failure)
