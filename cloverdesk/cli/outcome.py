"""How a settled operation becomes the end of a command: nothing for `confirmed`, else a failure with its exit code."""

from typing import TYPE_CHECKING

from cloverdesk.domain.errors import DeskError, ExitCode, Failure
from cloverdesk.domain.message import as_params
from cloverdesk.domain.operations import MoneyOperation, OperationState

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Ended(DeskError):
    """An operation that ended other than confirmed; the failure it carries says why."""

    def __init__(self, operation: MoneyOperation) -> None:
        super().__init__(operation=operation.id)
        usual = Failure(f"cli.ended.{operation.state.value}", as_params({"operation": operation.id}))
        self.failure = operation.failure or usual


class EndedRefused(_Ended):
    """Declined by Clover, or stopped because the facts had changed. Nothing moved."""

    code = "cli.ended.declined"
    exit_code = ExitCode.REFUSED


class EndedUnknown(_Ended):
    """Nobody knows yet."""

    code = "cli.ended.unknown"
    exit_code = ExitCode.UNKNOWN


class EndedNotPermitted(_Ended):
    """Clover did not let us in. Nothing moved."""

    code = "cli.ended.not_sent"
    exit_code = ExitCode.NOT_PERMITTED


class EndedNotSent(_Ended):
    """There was no line. Nothing moved."""

    code = "cli.ended.not_sent"
    exit_code = ExitCode.NETWORK


class EndedCancelled(_Ended):
    """Taken back in time."""

    code = "cli.ended.cancelled"
    exit_code = ExitCode.CANCELLED


_BY_STATE: dict[OperationState, type[_Ended]] = {
    OperationState.DECLINED: EndedRefused,
    OperationState.STOPPED: EndedRefused,
    OperationState.NOT_HAPPENED: EndedRefused,
    OperationState.NOT_SENT: EndedNotSent,
    OperationState.CANCELLED: EndedCancelled,
}
_BY_CAUSE: dict[ExitCode, type[_Ended]] = {
    ExitCode.NETWORK: EndedNotSent,
    ExitCode.NOT_PERMITTED: EndedNotPermitted,
}


def check_confirmed(operation: MoneyOperation) -> None:
    """Return if the money moved; else raise what the command ends with.

    Where nothing moved because of the line or the sign-in, that cause names the exit code.
    """
    state = operation.state
    if state is OperationState.CONFIRMED:
        return
    ended = _BY_STATE.get(state, EndedUnknown)
    if operation.failure and ended in {EndedRefused, EndedNotSent}:
        ended = _BY_CAUSE.get(_exit_code(operation.failure) or ExitCode.DONE, ended)
    raise ended(operation)


def _exit_code(failure: Failure) -> ExitCode | None:
    """That of the error which the stored failure was made from; None for an error of a module that is not loaded."""
    return next(
        (kind.exit_code for kind in _errors(DeskError) if kind.__dict__.get("code") == failure.code), None
    )


def _errors(base: type[DeskError]) -> "Iterator[type[DeskError]]":
    for kind in base.__subclasses__():
        yield kind
        yield from _errors(kind)
