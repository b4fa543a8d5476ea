"""What a person may be told by the journal itself: before anything is written, or when a wish comes too late."""

from collections.abc import Mapping
from types import MappingProxyType

from cloverdesk.domain.errors import DeskError, ExitCode, FailureKind
from cloverdesk.domain.operations import MoneyOperation, OperationState

_S = OperationState


class NothingToGiveBack(DeskError):
    """Params: charge."""

    code = "refund.nothing_left"
    exit_code = ExitCode.REFUSED


class WholeChargeOnly(DeskError):
    """An amount was asked for where Clover takes only the whole charge. Params: charge, remaining."""

    code = "refund.whole_only"
    exit_code = ExitCode.REFUSED


class AlreadyMoving(DeskError):
    """Another operation on the same target is not settled. Params: target, other (its id)."""

    code = "journal.already_moving"
    exit_code = ExitCode.REFUSED


class Closing(DeskError):
    """The journal takes nothing on any more."""

    code = "journal.closing"
    exit_code = ExitCode.CANCELLED


class OwnersUnwritable(DeskError):
    """The folder of the owners' locks cannot be used. Params: folder."""

    code = "journal.owners_unwritable"
    exit_code = ExitCode.DAMAGED
    kind = FailureKind.ENVIRONMENT


class WrongState(DeskError):
    """Something was asked of an operation that it is not in a state for. Params: other (its id)."""

    code = "journal.too_late.settled"
    exit_code = ExitCode.REFUSED

    def __init__(self, operation: MoneyOperation) -> None:
        super().__init__(operation=operation.id, other=operation.id, amount=operation.amount)


class TooLateSending(WrongState):
    """It is on its way to Clover."""

    code = "journal.too_late.sending"


class TooLateUnknown(WrongState):
    """It was sent, and nobody knows yet what became of it."""

    code = "journal.too_late.unknown"
    exit_code = ExitCode.UNKNOWN


class TooLateConfirmed(WrongState):
    """The money has moved."""

    code = "journal.too_late.confirmed"


class NothingToTakeBack(WrongState):
    """It is over, and no money moved."""

    code = "journal.too_late.settled"


class NotToBeTriedAgain(WrongState):
    """Only what was not sent or did not happen may be tried again."""

    code = "journal.not_to_be_tried_again"


class NothingToDecide(WrongState):
    """Only an unknown operation waits for a person's word."""

    code = "journal.nothing_to_decide"


_TOO_LATE: Mapping[OperationState, type[WrongState]] = MappingProxyType(
    {
        _S.SENDING: TooLateSending,
        _S.UNKNOWN: TooLateUnknown,
        _S.SET_ASIDE: TooLateUnknown,
        _S.CONFIRMED: TooLateConfirmed,
    }
)


def too_late(operation: MoneyOperation) -> WrongState:
    """Why an operation cannot be taken back, by where it stands."""
    return _TOO_LATE.get(operation.state, NothingToTakeBack)(operation)
