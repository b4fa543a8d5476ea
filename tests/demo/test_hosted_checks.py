"""What the frames find wrong with a field, in a JavaScript engine."""

import re

import pytest

from cloverdesk.demo.paying import cards
from tests.support.js_engine import HOSTED, Module, Threw, facts

pytestmark = pytest.mark.usefixtures("qapp")
VISA, AMEX = "4242424242424242", "378282246310005"
NUMBERS = [
    ("", "number_empty"),
    ("4242", "number_incomplete"),
    ("4242 4242 4242 42x2", "number_incomplete"),
    ("4242 4242 4242 4241", "number_wrong"),
    ("0000 0000 0000", "number_no_test_card"),
    ("4242 4242 4242 4242", ""),
    ("4242-4242-4242-4242", ""),
]
DATES = [
    ("", "date_empty"),
    ("12", "date_incomplete"),
    ("13/30", "date_incomplete"),
    ("00/30", "date_incomplete"),
    ("12/203", "date_incomplete"),
    ("10/26", "date_past"),
    ("10/2026", "date_past"),
    ("11/26", ""),
    ("1/2027", ""),
    ("12 / 30", ""),
    ("10/2076", ""),
    ("11/2076", "date_far"),
]
CODES = [
    ("", VISA, "cvv_empty"),
    ("12", VISA, "cvv_3"),
    ("1234", VISA, "cvv_3"),
    ("12x", VISA, "cvv_3"),
    ("123", VISA, ""),
    ("123", AMEX, "cvv_4"),
    ("1234", AMEX, ""),
    ("123", "", ""),
    ("1234", "", ""),
    ("12345", "", "cvv_3"),
]
OTHERS = [
    ("filled", "", "empty"),
    ("filled", "94085", ""),
    ("email", "ada@example", "email_wrong"),
    ("email", "ada@example.com", ""),
    ("phone", "555", "phone_wrong"),
    ("phone", "+1 (408) 555-0100", ""),
    ("stateCode", "Cal", "state_wrong"),
    ("stateCode", "CA", ""),
    ("routing", "123456789", "bank_routing"),
    ("routing", "123456780", ""),
    ("account", "1234567891", "bank_account"),
    ("account", "1234567890", ""),
    ("giftCard", "12345", "gift_number"),
    ("giftCard", "1234 5678 9012 3", ""),
    ("giftCode", "", ""),
    ("giftCode", "123", "gift_code"),
    ("giftCode", "12345678", ""),
]


@pytest.fixture
def checks() -> Module:
    return Module("checks.js")


@pytest.mark.parametrize(("text", "wrong"), NUMBERS)
def test_a_number(text: str, wrong: str, checks: Module) -> None:
    assert checks.call("cardNumber", text, facts()) == wrong


@pytest.mark.parametrize("number", cards.TEST_CARDS)
def test_a_number_has_the_check_digit_that_the_store_sees(number: str, checks: Module) -> None:
    total = sum(sum(divmod(int(digit) * (1 + at % 2), 10)) for at, digit in enumerate(reversed(number)))
    assert checks.call("hasCheckDigit", number) is (total % 10 == 0)


@pytest.mark.parametrize(("text", "wrong"), DATES)
def test_a_date(text: str, wrong: str, checks: Module) -> None:
    assert checks.call("cardDate", text, facts()) == wrong


def test_a_month(checks: Module) -> None:
    assert checks.call("monthOf", "1/30") == checks.call("monthOf", "01/2030") == {"month": 1, "year": 2030}


@pytest.mark.parametrize(("text", "number", "wrong"), CODES)
def test_a_code_by_its_card(text: str, number: str, wrong: str, checks: Module) -> None:
    assert checks.call("cardCode", text, facts(), number) == wrong


@pytest.mark.parametrize(("check", "text", "wrong"), OTHERS)
def test_any_other_field(check: str, text: str, wrong: str, checks: Module) -> None:
    assert checks.call(check, text, facts()) == wrong


@pytest.mark.parametrize("locale", ["en", "en-CA", "fr-CA"])
def test_everything_has_a_text(locale: str) -> None:
    texts = Module("texts.js")
    sources = [(HOSTED / name).read_text(encoding="utf-8") for name in ("checks.js", "forms.js")]
    codes = set(re.findall(r'"([a-z]+(?:_[a-z0-9]+)+|empty)"', sources[0]))
    labels = set(re.findall(r"^  ([A-Z_]+): (?:card|gift|ach)\(", sources[1], re.MULTILINE))
    assert (len(codes), len(labels)) == (19, 26)
    for name in sorted(codes | labels):
        said = texts.given("textsOf", [locale, facts()], [name])
        assert said
        assert "{" not in said
    with pytest.raises(Threw):
        texts.given("textsOf", [locale, facts()], ["no_such_text"])


def test_a_text_names_a_card_that_works() -> None:
    said = Module("texts.js").given("textsOf", ["fr-CA", facts()], ["number_no_test_card"])
    assert VISA in said
    assert "essai" in said
