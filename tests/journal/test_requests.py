"""What can be asked for, and the words for what cannot; and that every word of the journal has its text."""

import re
from pathlib import Path

import pytest

import cloverdesk.journal
from cloverdesk.domain.charges import Charge
from cloverdesk.domain.errors import (
    AmountAboveRemaining,
    AmountBelowZero,
    AmountIsZero,
    DeskError,
    ExitCode,
    OtherCurrency,
)
from cloverdesk.domain.money import Money
from cloverdesk.domain.operations import OperationKind
from cloverdesk.domain.text_journal import FAILURES
from cloverdesk.domain.texts import ENGLISH
from cloverdesk.journal.errors import NothingToGiveBack, WholeChargeOnly
from cloverdesk.journal.kinds import handlers
from cloverdesk.journal.requests import refund_amount
from tests.support.aio import ManualClock, run
from tests.support.money import money_desk

PLAIN = Charge(
    id="7H2Q9XKD4W8TA",
    amount_minor=2000,
    captured_minor=2000,
    refunded_minor=0,
    currency="USD",
    created_ms=0,
    status="succeeded",
    line_count=1,
)
TAXED = PLAIN._replace(tax_minor=150)
HOLD = PLAIN._replace(captured_minor=0)


def usd(minor: int) -> Money:
    return Money(minor, "USD")


@pytest.mark.parametrize(
    ("charge", "asked", "expected"),
    [
        (PLAIN, usd(1), (usd(1), False)),
        (PLAIN, usd(2000), (usd(2000), False)),
        (PLAIN, None, (usd(2000), True)),
        (PLAIN._replace(refunded_minor=1999), usd(1), (usd(1), False)),
        (TAXED, None, (usd(2000), True)),
        (TAXED, usd(2000), (usd(2000), True)),
        (PLAIN._replace(line_count=None), usd(2000), (usd(2000), True)),
        (TAXED._replace(brand="GIFT_CARD"), usd(5), (usd(5), False)),
        (HOLD, None, (usd(2000), True)),
        (PLAIN._replace(captured_minor=2300, tip_minor=300), None, (usd(2300), True)),
    ],
)
def test_what_can_be_asked_for(charge: Charge, asked: Money | None, expected: tuple[Money, bool]) -> None:
    assert refund_amount(charge, asked) == expected


@pytest.mark.parametrize(
    ("charge", "asked", "problem", "exit_code"),
    [
        (PLAIN, usd(0), AmountIsZero, ExitCode.USAGE),
        (PLAIN, usd(-1), AmountBelowZero, ExitCode.USAGE),
        (PLAIN, usd(2001), AmountAboveRemaining, ExitCode.USAGE),
        (PLAIN._replace(refunded_minor=1999), usd(2), AmountAboveRemaining, ExitCode.USAGE),
        (PLAIN, Money(500, "CAD"), OtherCurrency, ExitCode.USAGE),
        (TAXED, usd(500), WholeChargeOnly, ExitCode.REFUSED),
        (PLAIN._replace(line_count=2), usd(500), WholeChargeOnly, ExitCode.REFUSED),
        (HOLD, usd(500), WholeChargeOnly, ExitCode.REFUSED),
        (PLAIN._replace(refunded_minor=2000), None, NothingToGiveBack, ExitCode.REFUSED),
        (PLAIN._replace(status="failed"), None, NothingToGiveBack, ExitCode.REFUSED),
        (PLAIN._replace(status="pending"), usd(1), NothingToGiveBack, ExitCode.REFUSED),
    ],
)
def test_what_cannot_be_asked_for_writes_nothing_down(
    tmp_path: Path, charge: Charge, asked: Money | None, problem: type[DeskError], exit_code: ExitCode
) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            with pytest.raises(problem) as told:
                await desk.journal.start_refund(
                    charge=charge, amount=asked, reason=None, actor=desk.someone, hold_seconds=0
                )
            assert told.value.exit_code is exit_code
            assert "Nothing was sent" in told.value.failure.message.english()
            assert await desk.journal.operations() == ()
            assert not (desk.folder / "owners").exists()

    run(main())


def test_every_kind_has_its_row_in_the_table() -> None:
    table = handlers(ManualClock(), "USD")
    assert set(table) == set(OperationKind)
    for handler in table.values():
        assert f"{handler.asks}.title" in ENGLISH
        assert not handler.idempotency_documented


def test_every_code_that_the_journal_uses_has_its_texts_and_no_text_is_left_over() -> None:
    sources = Path(cloverdesk.journal.__file__).parent.glob("*.py")
    used = {
        code
        for source in sources
        for code in re.findall(r'"((?:journal|refund)\.[a-z_.]+)"', source.read_text("utf-8"))
    }
    assert used == set(FAILURES)


def test_texts_say_what_happened_and_never_a_code() -> None:
    for title, message, advice in FAILURES.values():
        assert title
        assert message.endswith(".")
        assert advice.endswith(".")
        assert not title.endswith(".")
