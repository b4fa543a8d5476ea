"""Every failure has its three texts, every text can be filled, and every code that is used exists."""

import importlib
import pkgutil
import string
from datetime import UTC, datetime

import pytest

import cloverdesk
from cloverdesk.domain.errors import AmountAboveRemaining, DeskError
from cloverdesk.domain.message import Message
from cloverdesk.domain.money import Money
from cloverdesk.domain.texts import AREAS, ENGLISH

for _module in pkgutil.walk_packages(cloverdesk.__path__, "cloverdesk."):
    if not _module.name.endswith("__main__"):
        importlib.import_module(_module.name)  # so that every failure is declared


def failures(base: type[DeskError] = DeskError) -> list[type[DeskError]]:
    return [one for kind in base.__subclasses__() for one in (kind, *failures(kind))]


@pytest.mark.parametrize("failure", failures(), ids=lambda failure: failure.__name__)
def test_each_failure_says_what_happened_and_what_to_do(failure: type[DeskError]) -> None:
    code = getattr(failure, "code", None)
    if code is None:
        assert failure.__subclasses__()
        return
    for part in ("title", "message", "advice"):
        assert ENGLISH[f"{code}.{part}"].strip(), f"{code}.{part}"


def test_no_code_stands_in_two_areas() -> None:
    codes = [code for area in AREAS for code in (*area.MESSAGES, *area.FAILURES)]
    assert len(codes) == len(set(codes))


def test_every_text_is_a_sound_template() -> None:
    for text in ENGLISH.values():
        assert all(field is None or field.isidentifier() for _, field, _, _ in string.Formatter().parse(text))


def test_parameters_are_written_in_english() -> None:
    problem = AmountAboveRemaining(amount=Money(600, "USD"), remaining=Money(500, "USD"))
    assert "$6.00" in str(problem)
    assert "$5.00" in str(problem)
    assert problem.failure.title.english() == "More than remains"
    moment = Message.of("usage.message", text=datetime(2026, 11, 24, 14, 5, tzinfo=UTC))
    assert "2026-11-24 14:05" in moment.english()
