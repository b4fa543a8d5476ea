"""Money is whole minor units: parsing refuses what is not certain, formatting and parsing agree."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloverdesk.domain.errors import (
    AmountBelowZero,
    AmountNotANumber,
    AmountTooLarge,
    AmountTooPrecise,
    InvalidAmount,
    OtherCurrency,
)
from cloverdesk.domain.money import LARGEST_MINOR, Money, MoneyStyle, exponent, format_money, parse_money

FRENCH = MoneyStyle(
    decimal_mark=",",
    group_mark="\u00a0",
    symbol_first=False,
    symbol_gap="\u00a0",
    symbols={"CAD": "$", "USD": "$ US"},
)
SWISS = MoneyStyle(group_mark="\u2019")
GERMAN = MoneyStyle(
    decimal_mark=",", group_mark=".", symbol_first=False, symbol_gap="\u00a0", symbols={"EUR": "€"}
)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("5", 500),
        ("5.00", 500),
        ("5.0", 500),
        ("5.", 500),
        (".5", 50),
        (",5", 50),
        ("0.01", 1),
        ("$5.00", 500),
        ("5.00 $", 500),
        ("USD 5", 500),
        ("5 usd", 500),
        ("5,00", 500),
        ("5,5", 550),
        ("1,234", 123400),
        ("1,234.56", 123456),
        ("1 234.56", 123456),
        ("1\u00a0234,56", 123456),
        ("999,999.99", LARGEST_MINOR),
        ("-0", 0),
        ("0", 0),
    ],
)
def test_english_amounts(text: str, minor: int) -> None:
    assert parse_money(text, "USD") == Money(minor, "USD")


@pytest.mark.parametrize(
    ("text", "style", "currency", "minor"),
    [
        ("1 234,56 $", FRENCH, "CAD", 123456),
        ("1\u202f234,56", FRENCH, "CAD", 123456),
        ("5.00", FRENCH, "CAD", 500),
        ("1\u2019234.50", SWISS, "USD", 123450),
        ("1.234,56 €", GERMAN, "EUR", 123456),
        ("1.234", GERMAN, "EUR", 123400),
        ("500", FRENCH, "JPY", 500),
        ("1.234", FRENCH, "KWD", None),
    ],
)
def test_amounts_of_other_locales(text: str, style: MoneyStyle, currency: str, minor: int | None) -> None:
    if minor is None:
        with pytest.raises(AmountNotANumber):
            parse_money(text, currency, style)
    else:
        assert parse_money(text, currency, style) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", AmountNotANumber),
        ("five", AmountNotANumber),
        ("$", AmountNotANumber),
        ("1.2.3", AmountNotANumber),
        ("1,23,4", AmountNotANumber),
        ("12,34.56", AmountNotANumber),
        ("12 34", AmountNotANumber),
        ("1 234,567", AmountNotANumber),
        ("5 00", AmountNotANumber),
        ("1e3", AmountNotANumber),
        ("\u0665", AmountNotANumber),
        ("1.234", AmountTooPrecise),
        ("0.005", AmountTooPrecise),
        ("-5", AmountBelowZero),
        ("\u22125.00", AmountBelowZero),
        ("-$5", AmountBelowZero),
        ("\u2212$5.00", AmountBelowZero),  # as it is written on the screen
        ("+-5", AmountNotANumber),
        ("--5", AmountNotANumber),
        ("1000000", AmountTooLarge),
        ("9" * 5000, AmountTooLarge),
        ("5 EUR", OtherCurrency),
        ("€5", OtherCurrency),
        ("CAD 5", OtherCurrency),
    ],
)
def test_what_is_not_certain_is_refused(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        parse_money(text, "USD")


@pytest.mark.parametrize("style", [MoneyStyle(), FRENCH, SWISS, GERMAN])
@given(minor=st.integers(0, LARGEST_MINOR), currency=st.sampled_from(["USD", "CAD", "JPY", "KWD", "EUR"]))
def test_what_is_written_can_be_read_back(style: MoneyStyle, minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert parse_money(format_money(money, style), currency, style) == money


@given(st.text(max_size=40))
def test_no_text_breaks_the_parser(text: str) -> None:
    with contextlib.suppress(InvalidAmount):
        assert 0 <= parse_money(text, "USD").amount <= LARGEST_MINOR


def test_format() -> None:
    assert format_money(Money(123456, "USD")) == "$1,234.56"
    assert format_money(Money(-500, "USD")) == "\u2212$5.00"
    assert format_money(Money(123456, "CAD"), FRENCH) == "1\u00a0234,56\u00a0$"
    assert format_money(Money(5, "USD")) == "$0.05"
    assert format_money(Money(500, "JPY")) == "JPY\u00a0500"
    assert exponent("kwd") == 3


def test_currencies_do_not_mix_and_floats_do_not_enter() -> None:
    with pytest.raises(ValueError, match="USD and CAD"):
        _ = Money(1, "USD") + Money(1, "CAD")
    with pytest.raises(ValueError, match="USD and CAD"):
        _ = Money(1, "USD") < Money(1, "CAD")
    with pytest.raises(TypeError):
        Money(1.0, "USD")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        _ = Money(1, "USD") + 1  # type: ignore[operator]
    with pytest.raises(TypeError):
        Money(True, "USD")
    with pytest.raises(ValueError, match="currency"):
        Money(1, "usd")
    assert Money.of(1, "usd") == Money(1, "USD")
