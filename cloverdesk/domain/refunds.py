"""Refunds as Clover reports them."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from cloverdesk.domain.charges import AdditionalCharge
from cloverdesk.domain.clock import utc
from cloverdesk.domain.money import Money

if TYPE_CHECKING:
    from cloverdesk.domain.gift_cards import (
        GiftCardBalance,  # few have one, and windows start with all of them
    )


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
    `additional_charges` went back on top of `amount_minor`; `gift_card` is what a gift card was worth after it.
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
    additional_charges: tuple[AdditionalCharge, ...] = ()
    gift_card: "GiftCardBalance | None" = None

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


@dataclass(frozen=True, slots=True)
class VoidOfRefund:
    """A refund that was taken back: `amount_minor` is the store's again if `status`, Clover's own word, says succeeded.

    `charge_id` is "" where Clover left it out; `gift_card` is what a gift card is worth after it.
    """

    refund_id: str
    charge_id: str
    amount_minor: int
    status: str
    gift_card: "GiftCardBalance | None" = None
