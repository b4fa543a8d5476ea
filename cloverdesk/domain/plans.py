"""Plans: what is charged again and again, and how often."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from cloverdesk.domain.clock import utc
from cloverdesk.domain.money import Money


class Interval(Enum):
    """The unit of a billing period."""

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan: `amount_minor`, before tax, and `tip_minor` every `interval_count` times `interval`, in `currency`.

    `interval` is None for a word that is not known yet. `paid_minor` is what was collected under it so far. Times are epoch
    milliseconds: 0 where unknown, `deleted_ms` None unless it was deleted.
    """

    id: str
    name: str
    amount_minor: int
    currency: str
    interval: Interval | None
    interval_count: int = 1
    tip_minor: int = 0
    active: bool = True
    note: str = ""
    tax_rate_ids: tuple[str, ...] = ()
    subscription_count: int = 0
    paid_minor: int = 0
    created_ms: int = 0
    modified_ms: int = 0
    last_run_ms: int = 0
    deleted_ms: int | None = None

    @property
    def amount(self) -> Money:
        """What one period costs, before tax and tip."""
        return Money(self.amount_minor, self.currency)

    @property
    def tip(self) -> Money:
        """The tip of one period."""
        return Money(self.tip_minor, self.currency)

    @property
    def paid(self) -> Money:
        """What was collected under it so far."""
        return Money(self.paid_minor, self.currency)

    @property
    def created_at(self) -> datetime:
        """When it was made, UTC."""
        return utc(self.created_ms)

    @property
    def takes_subscriptions(self) -> bool:
        """Whether customers can still be subscribed to it."""
        return self.active and self.deleted_ms is None
