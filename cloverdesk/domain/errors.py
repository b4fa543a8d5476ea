"""The bases of every failure a person may meet: what happened, what it means, what to do, and the exit code of it."""

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import ClassVar

from cloverdesk.domain.message import Message, Param, as_params


class ExitCode(IntEnum):
    """What a command answers to its caller; the README holds the table."""

    DONE = 0
    BUG = 1
    USAGE = 2
    REFUSED = 3
    UNKNOWN = 4
    NOT_PERMITTED = 5
    NETWORK = 6
    DAMAGED = 7
    CANCELLED = 8
    NOT_FOUND = 9


class FailureKind(Enum):
    """How the funnel treats a failure."""

    USER = "user"
    ENVIRONMENT = "environment"
    BUG = "bug"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure as a value: it can be stored, shown and translated. Texts stand under `<code>.title|message|advice`."""

    code: str
    params: tuple[tuple[str, Param], ...] = ()

    @property
    def title(self) -> Message:
        """A few words."""
        return Message(f"{self.code}.title", self.params)

    @property
    def message(self) -> Message:
        """What happened, and what that means for the money."""
        return Message(f"{self.code}.message", self.params)

    @property
    def advice(self) -> Message:
        """What to do next."""
        return Message(f"{self.code}.advice", self.params)


class DeskError(Exception):
    """A failure meant for a person. Subclasses name `code`, `exit_code` and `kind`; `operation` is a journal id."""

    code: ClassVar[str]
    exit_code: ClassVar[ExitCode]
    kind: ClassVar[FailureKind] = FailureKind.USER

    def __init__(self, *, operation: str | None = None, **params: Param) -> None:
        super().__init__(self.code)
        self.operation = operation
        self.failure = Failure(self.code, as_params(params))

    def __str__(self) -> str:
        return f"{self.failure.message.english()} {self.failure.advice.english()}"


class InvalidAmount(DeskError):
    """An amount that cannot be used."""

    code = "amount.not_a_number"
    exit_code = ExitCode.USAGE


class AmountNotANumber(InvalidAmount):
    """Params: text."""

    code = "amount.not_a_number"


class AmountTooPrecise(InvalidAmount):
    """Params: text, decimals."""

    code = "amount.too_precise"


class AmountBelowZero(InvalidAmount):
    """Params: text."""

    code = "amount.below_zero"


class AmountIsZero(InvalidAmount):
    """Nothing would move."""

    code = "amount.zero"


class AmountTooLarge(InvalidAmount):
    """Params: largest."""

    code = "amount.too_large"


class OtherCurrency(InvalidAmount):
    """Params: text, currency."""

    code = "amount.other_currency"


class AmountAboveRemaining(DeskError):
    """Params: amount, remaining."""

    code = "amount.above_remaining"
    exit_code = ExitCode.USAGE


class UsageProblem(DeskError):
    """A command line that cannot be understood. Params: text."""

    code = "usage"
    exit_code = ExitCode.USAGE


class NotFound(DeskError):
    """Params: what (an id)."""

    code = "not_found"
    exit_code = ExitCode.NOT_FOUND


class NotPermitted(DeskError):
    """Params: who."""

    code = "not_permitted"
    exit_code = ExitCode.NOT_PERMITTED


class TakenBack(DeskError):
    """A person took the operation back before it was sent."""

    code = "operation.taken_back"
    exit_code = ExitCode.CANCELLED
    kind = FailureKind.CANCELLED


class Offline(DeskError):
    """Something needs Clover and the desk was told, or found, that there is no line."""

    code = "offline"
    exit_code = ExitCode.NETWORK
    kind = FailureKind.ENVIRONMENT
