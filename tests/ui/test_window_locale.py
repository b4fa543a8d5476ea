"""Amounts and moments as each locale writes them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QLocale

from cloverdesk.domain.money import Money, parse_money
from cloverdesk.ui.locale import LocaleWriter, money_style, reader_locale
from tests.support.aio import NOON_MS, ManualClock

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
WEST = timezone(timedelta(hours=-8))


def writer(name: str = "en_GB", zone: timezone = UTC) -> LocaleWriter:
    return LocaleWriter(QLocale(name), ManualClock(NOON_MS), zone)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("en_US", "$1,234.56"),
        ("en_GB", "$1,234.56"),
        ("en_CA", "US$1,234.56"),
        ("de_DE", "1.234,56\u00a0$"),
        ("fr_FR", "1\u202f234,56\u00a0$"),
        ("fr_CA", "1\u00a0234,56\u00a0US$"),
    ],
)
def test_money_is_written_as_the_locale_does(qapp, name, written):
    assert writer(name).money(Money(123_456, "USD")) == written


@pytest.mark.parametrize(
    "name", ["en_US", "en_GB", "en_CA", "fr_CA", "fr_FR", "de_DE", "de_CH", "ja_JP", "pt_BR"]
)
@pytest.mark.parametrize("minor", [0, 5, 1250, 123_456, 99_999_999])
def test_what_is_written_can_be_typed_again(qapp, name, minor):
    money = Money(minor, "CAD")
    style = money_style(QLocale(name))
    assert parse_money(writer(name).money(money), "CAD", style) == money
    assert parse_money(writer(name).amount(money), "CAD", style) == money


def test_the_bare_amount_has_no_sign(qapp):
    assert writer("en_US").amount(Money(123_456, "USD")) == "1,234.56"
    assert writer("fr_CA").amount(Money(500, "CAD")) == "5,00"


def test_a_canadian_dollar_needs_no_letters_in_canada(qapp):
    assert writer("en_CA").money(Money(500, "CAD")) == "$5.00"
    assert writer("en_US").money(Money(500, "CAD")) == "CA$5.00"


def test_the_locales_own_currency_has_its_sign(qapp):
    assert writer("de_DE").money(Money(500, "EUR")) == "5,00\u00a0€"
    assert writer("en_GB").symbol("GBP") == "£"
    assert writer("en_GB").symbol("SEK") == "SEK"


@pytest.mark.parametrize(
    ("back", "day"),
    [
        (timedelta(0), "Today"),
        (timedelta(hours=13), "Yesterday"),
        (timedelta(days=2), "Sun"),
        (timedelta(days=6), "Wed"),
        (timedelta(days=7), "17 Nov"),
        (timedelta(days=365), "24 Nov 2025"),
        (timedelta(days=-1), "25 Nov"),
    ],
)
def test_days_are_said_as_a_person_says_them(qapp, back, day):
    assert writer().day(NOON - back) == day


def test_the_day_is_that_of_the_zone_at_the_desk(qapp):
    late = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
    assert writer(zone=WEST).moment(late) == "Yesterday 23:30"
    assert writer(zone=UTC).moment(late) == "Today 07:30"


def test_each_locale_has_its_own_order_and_time(qapp):
    moment = NOON - timedelta(days=30)
    assert writer("en_US").moment(moment) == "Oct 25 12:00\u202fPM"
    assert writer("en_US").day(NOON - timedelta(days=400)) == "Oct 20, 2025"
    assert writer("de_DE").day(moment) == "25 Okt."
    assert writer("ja_JP").day(moment) == "2026/10/25"


def test_short_leaves_the_day_out_only_today(qapp):
    assert writer().short(NOON) == "12:00"
    assert writer().short(NOON - timedelta(days=1)) == "Yesterday 12:00"


def test_a_system_without_a_language_is_written_to_in_plain_english(qapp, monkeypatch):
    monkeypatch.setattr(QLocale, "system", staticmethod(QLocale.c))
    locale = reader_locale()
    assert locale.language() == QLocale.Language.English
    assert locale.toString(2000) == "2,000"
