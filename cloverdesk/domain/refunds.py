"""Refunds as Clover reports them."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from cloverdesk.domain.clock import utc
from cloverdesk.domain.money import Money


class RefundReason(Enum):
    """The reasons Clover takes."""

    DUPLICATE = "duplicate"
    FRAUDULENT = "fraudulent"
    REQUESTED_BY_CUSTOMER = "requested_by_customer"


@dataclass(frozen=True, slots=True)
class Refund:
    """One refund. `amount_minor` is in minor units of `currency`; `created_ms` is epoch time.

    `status` is Clover's own word: succeeded, pending, failed, canceled, or one that we do not know yet; `refund_type` is
    `metadata.refundType` (`VOID`, `PREAUTH`, `AUTH`, …). Sparse list elements leave texts "" and `created_ms` 0.
    """

    id: str
    charge_id: str
    amount_minor: int
    currency: str
    created_ms: int
    status: str
    reason: str = ""
    refund_type: str = ""
    failure_reason: str = ""
    external_reference_id: str = ""

    @property
    def amount(self) -> Money:
        """What went back, or would have."""
        return Money(self.amount_minor, self.currency)

    @property
    def created_at(self) -> datetime:
        """When it was made, UTC."""
        return utc(self.created_ms)

    @property
    def counts(self) -> bool:
        """Whether it gives money back: a failed or cancelled one does not."""
        return self.status not in {"failed", "canceled"}
