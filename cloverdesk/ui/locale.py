"""How this reader's locale writes money and moments: the one place where `QLocale` meets amounts and times."""

from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from types import MappingProxyType

from PySide6.QtCore import QDate, QLocale, QTime

from cloverdesk.domain.clock import Clock, utc
from cloverdesk.domain.money import Money, MoneyStyle, format_money
from cloverdesk.ui.translate import translate

_SAMPLE = "X"
_WEEK = timedelta(days=6)


def reader_locale() -> QLocale:
    """The system's locale; a system that names none is written to as in plain English."""
    locale = QLocale.system()
    if locale.language() == QLocale.Language.C:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return locale


def money_style(locale: QLocale) -> MoneyStyle:
    """How `locale` writes money. A dollar sign alone means the dollar of the reader's own country."""
    sample = locale.toCurrencyString(1, _SAMPLE)
    first = sample.startswith(_SAMPLE)
    gap = "\u00a0" if any(mark.isspace() for mark in sample) else ""
    canadian = locale.territory() == QLocale.Country.Canada
    symbols = {"CAD": "$", "USD": "US$"} if canadian else {"USD": "$", "CAD": "CA$"}
    own = locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    sign = locale.currencySymbol()
    if own and sign and sign != "$":
        symbols[own] = sign
    return MoneyStyle(
        decimal_mark=locale.decimalPoint(),
        group_mark=locale.groupSeparator(),
        symbol_first=first,
        symbol_gap=gap,
        symbols=MappingProxyType(symbols),
    )


class LocaleWriter:
    """Writes amounts and moments for the person at the desk, in the machine's zone unless `zone` is given."""

    def __init__(self, locale: QLocale, clock: Clock, zone: tzinfo | None = None) -> None:
        self.style = money_style(locale)
        self._locale = locale
        self._clock = clock
        self._zone = zone
        long_date = locale.dateFormat(QLocale.FormatType.LongFormat)
        self._day_first = long_date.find("d MMMM") >= 0 or long_date.find("d. MMMM") >= 0
        self._own_dates = long_date.startswith("y")

    def money(self, money: Money) -> str:
        """`$1,234.56`, `1 234,56 $`."""
        return format_money(money, self.style)

    def amount(self, money: Money) -> str:
        """The number alone, as a person would type it."""
        marked = replace(self.style, symbols={money.currency: _SAMPLE}, symbol_gap="")
        return format_money(money, marked).replace(_SAMPLE, "")

    def symbol(self, currency: str) -> str:
        """What stands for the currency: its sign, else its code."""
        return self.style.symbols.get(currency, currency)

    def number(self, count: int) -> str:
        """A count with the locale's grouping."""
        return self._locale.toString(count)

    def moment(self, moment: datetime) -> str:
        """A day and a time in one: `Today 13:47`."""
        return " ".join(self.day_and_time(moment))

    def day_and_time(self, moment: datetime) -> tuple[str, str]:
        """The day as a person says it, and the time of day."""
        return self.day(moment), self.time(moment)

    def time(self, moment: datetime) -> str:
        """The time of day, to the minute."""
        here = self._here(moment)
        return self._locale.toString(QTime(here.hour, here.minute), QLocale.FormatType.ShortFormat)

    def day(self, moment: datetime) -> str:
        """`Today`, `Yesterday`, the weekday within a week, else the date; the year only when it is another one."""
        here, now = self._here(moment), self._now()
        age = now.date() - here.date()
        if age == timedelta(0):
            return translate("LocaleWriter", "Today")
        if age == timedelta(days=1):
            return translate("LocaleWriter", "Yesterday")
        if timedelta(0) < age <= _WEEK:
            return self._locale.dayName(here.isoweekday(), QLocale.FormatType.ShortFormat)
        return self._date(here, with_year=here.year != now.year)

    def short(self, moment: datetime) -> str:
        """The time alone for today, else the day and the time."""
        return self.time(moment) if self._here(moment).date() == self._now().date() else self.moment(moment)

    def month(self, moment: datetime) -> str:
        """Month and year: `Mar 2024`."""
        here = self._here(moment)
        return self._locale.toString(QDate(here.year, here.month, 1), "MMM yyyy")

    def _date(self, here: datetime, *, with_year: bool) -> str:
        day = QDate(here.year, here.month, here.day)
        if self._own_dates:
            return self._locale.toString(day, QLocale.FormatType.ShortFormat)
        pattern = "d MMM" if self._day_first else "MMM d"
        if with_year:
            pattern += " yyyy" if self._day_first else ", yyyy"
        return self._locale.toString(day, pattern)

    def _here(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone)

    def _now(self) -> datetime:
        return self._here(utc(self._clock.now_ms()))
