"""How a desk treats Clover, as the options of its profile have it: how often it asks, and how long it waits."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from cloverdesk.api.exchange import Patience
from cloverdesk.api.limits import Limits

if TYPE_CHECKING:
    from cloverdesk.settings.options import Options


@dataclass(frozen=True, slots=True)
class Manners:
    """Limits while history is brought in and afterwards, patience with a read and with a money call."""

    first_load: Limits
    afterwards: Limits
    read_patience: Patience
    money_patience: Patience

    @classmethod
    def of(cls, options: "Options") -> Self:
        """What the options say."""
        return cls(
            Limits(options.first_load_requests_per_second, options.first_load_requests_at_once),
            Limits(options.requests_per_second, options.requests_at_once),
            _patience(options.connect_seconds, options.read_seconds),
            _patience(options.connect_seconds, options.money_seconds),
        )


def _patience(connect: int, whole: int) -> Patience:
    """Half of the time may pass without a byte."""
    return Patience(connect=connect, silence=whole / 2, whole=whole)
