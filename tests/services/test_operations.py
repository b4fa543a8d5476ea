"""What may be asked for, checked before anything is written, and what became of it."""

import pytest

from cloverdesk.domain.charges import Charge
from cloverdesk.domain.errors import (
    AmountAboveRemaining,
    AmountBelowZero,
    AmountIsZero,
    AmountNotANumber,
    AmountTooPrecise,
    NotFound,
    NotPermitted,
    OtherCurrency,
)
from cloverdesk.domain.operations import OperationState
from cloverdesk.domain.refunds import RefundReason
from cloverdesk.journal.errors import NothingToGiveBack, WholeChargeOnly
from tests.support.aio import run
from tests.support.desk import TestDesk, open_test_desk

REASON = RefundReason.REQUESTED_BY_CUSTOMER


async def find(test: TestDesk, *, by_amount: bool) -> Charge:
    for charge in await test.desk.charges.newest("", 60):
        if (
            bool(charge.refundable_by_amount) is by_amount
            and charge.remaining.amount > 600
            and not charge.is_hold
        ):
            return charge
    raise AssertionError


@pytest.mark.parametrize(
    ("text", "failure"),
    [
        ("0", AmountIsZero),
        ("-1", AmountBelowZero),
        ("1.001", AmountTooPrecise),
        ("99999", AmountAboveRemaining),
        ("5 EUR", OtherCurrency),
        ("five", AmountNotANumber),
        ("", AmountNotANumber),
    ],
)
def test_a_bad_amount_is_refused_and_nothing_is_written(tmp_path, text, failure) -> None:
    async def main() -> None:
        async with open_test_desk(tmp_path) as test:
            charge = await find(test, by_amount=True)
            with pytest.raises(failure):
                await test.desk.operations.refund(charge.id, text, REASON, hold_seconds=0)
            assert await test.desk.operations.list() == ()
            assert test.amounts_given_back(charge.id) == []

    run(main())


def test_a_cent_too_much_is_too_much(tmp_path) -> None:
    async def main() -> None:
        async with open_test_desk(tmp_path) as test:
            charge = await find(test, by_amount=True)
            minor = charge.remaining.amount + 1
            text = f"{minor // 100}.{minor % 100:02d}"
            with pytest.raises(AmountAboveRemaining):
                test.desk.operations.review(charge, text, REASON)

    run(main())


def test_part_of_a_charge_that_goes_back_as_a_whole_only(tmp_path) -> None:
    async def main() -> None:
        async with open_test_desk(tmp_path) as test:
            charge = await find(test, by_amount=False)
            with pytest.raises(WholeChargeOnly):
                test.desk.operations.review(charge, "5.00", REASON)
            review = test.desk.operations.review(charge, None, REASON)
            assert review.whole
            assert review.amount == charge.remaining

    run(main())


def test_a_refund_is_confirmed_and_the_cache_knows_it(tmp_path) -> None:
    async def main() -> None:
        async with open_test_desk(tmp_path) as test:
            charge = await find(test, by_amount=True)
            started = await test.desk.operations.refund(charge.id, "5.00", REASON, hold_seconds=0)
            ended = await test.desk.operations.wait(started.id)
            assert ended.state is OperationState.CONFIRMED
            seen = await test.desk.charges.get(charge.id)
            assert seen is not None
            assert seen.refunded_minor == charge.refunded_minor + 500
            assert test.amounts_given_back(charge.id) == [500]

    run(main())


def test_nothing_is_left_of_a_refunded_charge(tmp_path) -> None:
    async def main() -> None:
        async with open_test_desk(tmp_path) as test:
            charge = await find(test, by_amount=True)
            started = await test.desk.operations.refund(charge.id, None, REASON, hold_seconds=0)
            await test.desk.operations.wait(started.id)
            with pytest.raises(NothingToGiveBack):
                await test.desk.operations.refund(charge.id, "0.01", REASON, hold_seconds=0)

    run(main())


def test_who_may_not_cannot(tmp_path) -> None:
    async def main() -> None:
        async with open_test_desk(tmp_path, permitted=False) as test:
            charge = await find(test, by_amount=True)
            assert not test.desk.operations.may_refund()
            with pytest.raises(NotPermitted):
                await test.desk.operations.refund(charge.id, "5.00", REASON, hold_seconds=0)
            assert await test.desk.operations.list() == ()

    run(main())


def test_what_is_not_there_is_not_found(tmp_path) -> None:
    async def main() -> None:
        async with open_test_desk(tmp_path, orders=3) as test:
            with pytest.raises(NotFound):
                await test.desk.operations.refund("NOSUCHCHARGE1", "5.00", REASON, hold_seconds=0)
            with pytest.raises(NotFound):
                await test.desk.operations.take_back("NOSUCHOPERAT")

    run(main())
