"""Charges as the desk sees them: Clover's fields, the state they amount to, and what may be given back."""

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from cloverdesk.domain.clock import utc
from cloverdesk.domain.message import Message
from cloverdesk.domain.money import Money

if TYPE_CHECKING:
    from cloverdesk.domain.gift_cards import (
        GiftCardBalance,  # few have one, and windows start with all of them
    )


class ChargeState(Enum):
    """What the fields of a charge amount to (payments.md, section 4)."""

    PAID = "paid"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"
    HELD = "held"
    RELEASED = "released"
    DECLINED = "declined"
    PENDING = "pending"


class AdditionalCharge(NamedTuple):
    """What the customer pays or gets back on top: `amount_minor` minor units, by a rate of percent times 10000.

    `kind` is Clover's word: `CREDIT_SURCHARGE`, `CONVENIENCE_FEE`, `INTERAC_V2`, or one that we do not know yet.
    """

    amount_minor: int
    kind: str = ""
    rate: int = 0
    id: str = ""


class ThreeDs(NamedTuple):
    """What asking the cardholder's bank came to, in Clover's words; `data` is what the step in the browser needs."""

    validation_result: str
    liability: str = ""
    source: str = ""
    data: tuple[tuple[str, str], ...] = ()

    @property
    def wants_browser(self) -> bool:
        """Whether the charge waits for a step in the cardholder's browser."""
        return self.validation_result.endswith("_FLOW_REQUIRED")


class ChargeDetails(NamedTuple):
    """What a charge tells that is read by itself, beyond what lists are made of. Unknown texts are "".

    `method` is card, ach, giftCard, …; `network_status` is `reversed_after_approval` once the rest of a hold was let go
    of. The checks say pass, failed, unavailable, unchecked, or "" for what was not supplied. `partial_auth` is set where
    less may have been taken than was asked for. When a hold lapses is not told at all.
    """

    method: str = ""
    ecomind: str = ""
    network_status: str = ""
    first6: str = ""
    exp_month: str = ""
    exp_year: str = ""
    line1_check: str = ""
    zip_check: str = ""
    cvc_check: str = ""
    receipt_email: str = ""
    warning_message: str = ""
    partial_auth: bool = False
    gift_card: "GiftCardBalance | None" = None
    additional_charges: tuple[AdditionalCharge, ...] = ()
    threeds: ThreeDs | None = None
    metadata: tuple[tuple[str, str], ...] = ()


class Charge(NamedTuple):
    """One charge. Amounts end in `_minor` and are minor units of `currency` (ISO, upper case); `created_ms` is epoch time.

    `captured_minor` is what was really taken, tip included (0 for a hold); `refunded_minor` what went back. `status` is
    Clover's own word (`succeeded`, `pending`, `failed`, or one that we do not know yet). Unknown texts are "".
    `line_count` is the number of lines of its order, None while that order has not been read; `details` is None for
    what comes out of a list.
    """

    id: str
    amount_minor: int
    captured_minor: int
    refunded_minor: int
    currency: str
    created_ms: int
    status: str
    tax_minor: int = 0
    tip_minor: int = 0
    order_id: str = ""
    customer_id: str = ""
    customer_name: str = ""
    brand: str = ""
    last4: str = ""
    auth_code: str = ""
    ref_num: str = ""
    description: str = ""
    external_reference_id: str = ""
    failure_code: str = ""
    failure_message: str = ""
    line_count: int | None = None
    details: ChargeDetails | None = None

    @property
    def amount(self) -> Money:
        """What was asked for; tax is part of it, the tip is not."""
        return Money(self.amount_minor, self.currency)

    @property
    def total(self) -> Money:
        """What the customer paid, or what is held: tip included."""
        return Money(self.captured_minor or self.amount_minor + self.tip_minor, self.currency)

    @property
    def refunded(self) -> Money:
        """What went back so far."""
        return Money(self.refunded_minor, self.currency)

    @property
    def tax(self) -> Money:
        """The tax inside `amount`."""
        return Money(self.tax_minor, self.currency)

    @property
    def tip(self) -> Money:
        """The tip on top of `amount`."""
        return Money(self.tip_minor, self.currency)

    @property
    def created_at(self) -> datetime:
        """When it was made, UTC."""
        return utc(self.created_ms)

    @property
    def is_hold(self) -> bool:
        """Whether nothing was taken yet: the money is only held."""
        return self.status == "succeeded" and self.captured_minor == 0

    @property
    def remaining(self) -> Money:
        """What could still go back: nothing for a charge that failed, the held amount for a hold."""
        if self.status != "succeeded":
            return Money.zero(self.currency)
        return Money(max(self.total.amount - self.refunded_minor, 0), self.currency)

    @property
    def state(self) -> ChargeState:
        """The state of section 4, judged by status and amounts, since reads can say `captured: false` for a sale."""
        if self.status == "failed":
            return ChargeState.DECLINED
        if self.status != "succeeded":
            return ChargeState.PENDING
        if self.is_hold:
            return ChargeState.RELEASED if self.refunded_minor else ChargeState.HELD
        if not self.refunded_minor:
            return ChargeState.PAID
        return ChargeState.PARTLY_REFUNDED if self.remaining else ChargeState.REFUNDED

    @property
    def whole_only(self) -> Message | None:
        """Why only the whole charge can go back, or None where Clover takes any amount (payments.md, section 7).

        Gift cards allow parts whatever the lines are.
        """
        if self.is_hold:
            return Message("partial.is_hold")
        if self.brand == "GIFT_CARD":
            return None
        if self.tax_minor:
            return Message("partial.has_tax")
        if self.tip_minor:
            return Message("partial.has_tip")
        if self.line_count is None:
            return Message("partial.order_not_read")
        return Message("partial.several_lines") if self.line_count > 1 else None

    @property
    def refundable_by_amount(self) -> Money | None:
        """What may be given back by amount; None where only the whole charge, or nothing, can go back."""
        return self.remaining if self.remaining and self.whole_only is None else None
