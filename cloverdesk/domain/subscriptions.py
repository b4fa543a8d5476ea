"""Subscriptions: customers bound to a plan, and where in its life one stands, which Clover has no field for."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from cloverdesk.domain.clock import utc
from cloverdesk.domain.money import Money
from cloverdesk.domain.plans import Plan


class SubscriptionState(Enum):
    """What the fields of a subscription amount to at some moment (accounts.md, section 5)."""

    WAITING = "waiting"
    ACTIVE = "active"
    ENDED = "ended"
    INACTIVE = "inactive"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Subscription:
    """One subscription. Amounts are minor units of `currency`; `total_minor` has tip, tax and fees in it, None where untold.

    `start_ms` and `end_ms` are the moments that Clover names for the first charge and for the end, which is None for one
    without; Clover's dates are in UTC. Other times are epoch milliseconds, too, 0 where unknown; `deleted_ms` is None
    unless it was deleted. `plan` is the plan as it was told along, None if it was only named.
    """

    id: str
    customer_id: str
    plan_id: str
    active: bool
    amount_minor: int
    currency: str
    tip_minor: int = 0
    total_minor: int | None = None
    note: str = ""
    tax_rate_ids: tuple[str, ...] = ()
    collection_method: str = ""
    start_ms: int = 0
    end_ms: int | None = None
    last_run_ms: int = 0
    created_ms: int = 0
    modified_ms: int = 0
    deleted_ms: int | None = None
    plan: Plan | None = None

    @property
    def amount(self) -> Money:
        """What one period costs, before tax and tip."""
        return Money(self.amount_minor, self.currency)

    @property
    def total(self) -> Money | None:
        """What one period takes in all, None where Clover did not say."""
        return None if self.total_minor is None else Money(self.total_minor, self.currency)

    @property
    def start_date(self) -> date:
        """The day of the first charge, in UTC as Clover counts it."""
        return utc(self.start_ms).date()

    @property
    def end_date(self) -> date | None:
        """The day from which on nothing is charged, in UTC; None for one without end."""
        return None if self.end_ms is None else utc(self.end_ms).date()

    @property
    def created_at(self) -> datetime:
        """When it was made, UTC."""
        return utc(self.created_ms)

    def state_at(self, now_ms: int) -> SubscriptionState:
        """Where it stands. `active` alone does not tell: Clover may leave it true after the end."""
        if self.deleted_ms is not None:
            return SubscriptionState.DELETED
        if not self.active:
            return SubscriptionState.INACTIVE
        if self.end_ms is not None and self.end_ms <= now_ms:
            return SubscriptionState.ENDED
        return SubscriptionState.WAITING if self.start_ms > now_ms else SubscriptionState.ACTIVE
