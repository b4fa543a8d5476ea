"""What is allowed, and what it leads to: pure functions over what a charge is, without state or clock of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from cloverdesk.demo.errors import Rejected, envelope, invalid, untyped
from cloverdesk.demo.options import DAY_MS, DemoOptions

LARGEST_AMOUNT = 99_999_999
LARGEST_REFERENCE = 12
LARGEST_DESCRIPTION = 255
LARGEST_METADATA = 500
REFUNDS_SHOWN = 10
REASONS = ("duplicate", "fraudulent", "requested_by_customer")
REFUND_STATES = ("succeeded", "pending", "failed")
CURRENCY_BRANDS = {"VISA", "MC"}
"""Only these pay in another currency than the store's."""
_PARTS_ALWAYS = "GIFT_CARD"


@dataclass(frozen=True, slots=True)
class ChargeFacts:
    """What the rules ask about a charge. Amounts are minor units; `collected` is what was taken or is held, tip included."""

    collected: int
    refunded: int
    tax: int
    tip: int
    lines: int
    brand: str
    failed: bool
    captured: bool
    created_ms: int

    @classmethod
    def of(cls, charge: Mapping[str, object], order: Mapping[str, object]) -> Self:
        """Read them off a charge and its order, as they are kept."""
        source = charge.get("source")
        tip = _int(charge, "tip_amount")
        captured = charge["captured"] is True
        return cls(
            collected=_int(charge, "amount_captured") if captured else _int(charge, "amount") + tip,
            refunded=_int(charge, "amount_refunded"),
            tax=_int(charge, "tax_amount"),
            tip=tip,
            lines=line_count(order),
            brand=str(source.get("brand")) if isinstance(source, dict) else "",
            failed=charge["status"] != "succeeded",
            captured=captured,
            created_ms=_int(charge, "created"),
        )

    @property
    def remaining(self) -> int:
        """What can still go back."""
        return self.collected - self.refunded

    @property
    def takes_parts(self) -> bool:
        """Whether a part can go back: never of a hold, and of a sale only if it has one line, no tax and no tip."""
        if not self.captured:
            return False
        return self.brand == _PARTS_ALWAYS or not (self.tax or self.tip or self.lines > 1)


@dataclass(frozen=True, slots=True)
class RefundDecision:
    """What a refund will do: the amount that goes back and `metadata.refundType`."""

    amount: int
    refund_type: str


def line_count(order: Mapping[str, object]) -> int:
    """Lines of an order that were sold; a tax line is a share of the others."""
    items = order.get("items")
    lines = items if isinstance(items, list) else []
    return sum(line.get("type") != "tax" for line in lines)


def decide_refund(facts: ChargeFacts, asked: int | None, now_ms: int, options: DemoOptions) -> RefundDecision:
    """What a refund of `asked` (None: all that is left) does now. Raises `Rejected` where Clover refuses it."""
    if facts.failed:
        raise untyped(400, "processing_error", "Nothing to refund")
    if facts.remaining <= 0:
        raise _already_refunded(options)
    amount = facts.remaining if asked is None else asked
    if amount > facts.remaining:
        raise _over_refund()
    if amount < facts.remaining and not facts.takes_parts:
        raise invalid("A partial refund is not supported for this charge.")
    return RefundDecision(amount, _refund_type(facts, amount, now_ms, options))


def returned_part(facts: ChargeFacts, amount: int, now_ms: int, options: DemoOptions) -> RefundDecision:
    """What the return of an order gives back of one of its charges: any part, whatever the order is made of."""
    return RefundDecision(amount, _refund_type(facts, amount, now_ms, options))


def is_settled(created_ms: int, now_ms: int, options: DemoOptions) -> bool:
    """Whether the sale is past the point where it could be voided."""
    if options.void_window_ms is not None:
        return now_ms - created_ms >= options.void_window_ms
    return _batch(created_ms, options) < _batch(now_ms, options)


def refunded_after(facts: ChargeFacts, amount: int) -> tuple[int, bool]:
    """`amount_refunded` and `refunded` once `amount` went back (or, negative, did not after all)."""
    total = facts.refunded + amount
    return total, total >= facts.collected


def _refund_type(facts: ChargeFacts, amount: int, now_ms: int, options: DemoOptions) -> str:
    if not facts.captured:
        return "PREAUTH"
    whole = amount == facts.collected
    if whole and not is_settled(facts.created_ms, now_ms, options):
        return "VOID"
    return "AUTH"


def _batch(moment_ms: int, options: DemoOptions) -> int:
    """The number of the nightly batch that takes what happens at `moment_ms`."""
    return (moment_ms - options.settlement_ms_of_day) // DAY_MS


def _already_refunded(options: DemoOptions) -> Rejected:
    if not options.second_refund_says_already_refunded:
        return _over_refund()
    message = "The charge has already been refunded."
    body = envelope(400, type="invalid_request_error", code="charge_already_refunded", message=message)
    return Rejected(400, body)


def _over_refund() -> Rejected:
    message = (
        "This refund would make the order's total refunded amount greater than the original order's amount."
    )
    return untyped(400, "processing_error", message)


def _int(body: Mapping[str, object], name: str) -> int:
    value = body.get(name, 0)
    return value if isinstance(value, int) else 0
