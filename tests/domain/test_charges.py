"""What the fields of a charge amount to, and what may be given back of it."""

import pytest

from cloverdesk.domain.charges import Charge, ChargeState
from cloverdesk.domain.money import Money

PAID = Charge("7H2Q9XKD4W8TA", 1800, 1800, 0, "USD", 1_718_035_312_000, "succeeded", line_count=1)


@pytest.mark.parametrize(
    ("changes", "state", "remaining"),
    [
        ({}, ChargeState.PAID, 1800),
        ({"refunded_minor": 500}, ChargeState.PARTLY_REFUNDED, 1300),
        ({"refunded_minor": 1800}, ChargeState.REFUNDED, 0),
        ({"captured_minor": 0}, ChargeState.HELD, 1800),
        ({"captured_minor": 0, "refunded_minor": 1800}, ChargeState.RELEASED, 0),
        ({"captured_minor": 1000}, ChargeState.PAID, 1000),
        ({"captured_minor": 1000, "refunded_minor": 1000}, ChargeState.REFUNDED, 0),
        (
            {"captured_minor": 2000, "tip_minor": 200, "refunded_minor": 1900},
            ChargeState.PARTLY_REFUNDED,
            100,
        ),
        ({"status": "failed", "captured_minor": 0}, ChargeState.DECLINED, 0),
        ({"status": "pending", "captured_minor": 0}, ChargeState.PENDING, 0),
        ({"status": "something_new"}, ChargeState.PENDING, 0),
    ],
)
def test_state_and_remaining(changes: dict, state: ChargeState, remaining: int) -> None:
    charge = PAID._replace(**changes)
    assert charge.state is state
    assert charge.remaining == Money(remaining, "USD")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, None),
        ({"refunded_minor": 1}, None),
        ({"tax_minor": 100}, "partial.has_tax"),
        ({"tip_minor": 100}, "partial.has_tip"),
        ({"line_count": 2}, "partial.several_lines"),
        ({"line_count": None}, "partial.order_not_read"),
        ({"captured_minor": 0}, "partial.is_hold"),
        ({"brand": "GIFT_CARD", "line_count": 5, "tax_minor": 5}, None),
    ],
)
def test_an_amount_is_taken_only_where_clover_takes_it(changes: dict, why: str | None) -> None:
    charge = PAID._replace(**changes)
    assert (charge.whole_only.code if charge.whole_only else None) == why
    assert charge.refundable_by_amount == (None if why else charge.remaining)


def test_nothing_left_means_no_amount() -> None:
    assert PAID._replace(refunded_minor=1800).refundable_by_amount is None
    assert PAID._replace(status="failed").refundable_by_amount is None
