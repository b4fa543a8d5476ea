"""What the journal must know of a kind of operation: how to look before, how to send, how to tell its effect afterwards."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeAlias

from cloverdesk.domain.errors import Failure
from cloverdesk.domain.operations import Effect, MoneyOperation, RefundEvidence

if TYPE_CHECKING:
    from cloverdesk.api.session import ApiSession

Witnesses: TypeAlias = Callable[[], Awaitable[tuple[tuple[str, str], ...]]]
"""Operations of the same kind known to have happened: (our reference, id of what they did)."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Nothing speaks against sending. `evidence` is what is true just before."""

    evidence: RefundEvidence


@dataclass(frozen=True, slots=True)
class Stop:
    """It must not be sent. `effect` is there if an earlier attempt turns out to have happened."""

    failure: Failure
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """Proved: this is what the operation did."""

    effect: Effect


@dataclass(frozen=True, slots=True)
class Failed:
    """Proved: Clover took it, and it failed. No money moved."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class Absent:
    """Clover stands as it did before sending. A proof only once Clover can no longer act."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something changed that proves nothing. `may_clear`: it may be the list that lags, so a person is asked only later."""

    failure: Failure
    may_clear: bool = False


Look: TypeAlias = Ready | Stop
Sent: TypeAlias = Happened | Failed
Finding: TypeAlias = Happened | Failed | Absent | Unclear


class KindHandler(Protocol):
    """One kind of operation. Every method raises what the reads of the API raise, when Clover cannot be asked."""

    idempotency_documented: ClassVar[bool]
    """Whether Clover promises that the same key moves money once. Without that, nothing is ever sent again by itself."""
    asks: ClassVar[str]
    """The code of what a person is asked when nothing can be proved."""

    async def look(self, session: "ApiSession", operation: MoneyOperation, witnesses: Witnesses) -> Look:
        """Read the target from Clover, and compare it with what was asked for and with an earlier attempt."""

    async def send(self, session: "ApiSession", operation: MoneyOperation) -> Sent:
        """Make the one call. Raises what the money calls of the API raise."""

    async def recognise(
        self, session: "ApiSession", operation: MoneyOperation, witnesses: Witnesses
    ) -> Finding:
        """Read Clover back, and compare it with the evidence."""
