"""What a person asks for, checked against what is known of its target before anything is written down."""

from cloverdesk.domain.charges import Charge
from cloverdesk.domain.errors import AmountAboveRemaining, AmountBelowZero, AmountIsZero, OtherCurrency
from cloverdesk.domain.money import Money
from cloverdesk.journal.errors import NothingToGiveBack, WholeChargeOnly


def refund_amount(charge: Charge, amount: Money | None) -> tuple[Money, bool]:
    """The amount that is to go back, and whether that is the whole, which is sent without an amount.

    Raises `NothingToGiveBack`, a subclass of `InvalidAmount`, `AmountAboveRemaining` or `WholeChargeOnly`.
    """
    remaining = charge.remaining
    if amount is not None:
        _check(amount, remaining)
    if not remaining:
        raise NothingToGiveBack(charge=charge.id)
    if amount is None:
        return remaining, True
    if amount > remaining:
        raise AmountAboveRemaining(amount=amount, remaining=remaining)
    if charge.whole_only is None:
        return amount, False
    if amount != remaining:
        raise WholeChargeOnly(charge=charge.id, remaining=remaining)
    return amount, True


def _check(amount: Money, remaining: Money) -> None:
    if amount.currency != remaining.currency:
        raise OtherCurrency(text=str(amount), currency=remaining.currency)
    if amount.amount < 0:
        raise AmountBelowZero(text=str(amount))
    if not amount:
        raise AmountIsZero
