"""Money: integer minor units and an ISO currency, parsed and formatted in one place for every locale."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from cloverdesk.domain.errors import (
    AmountBelowZero,
    AmountNotANumber,
    AmountTooLarge,
    AmountTooPrecise,
    OtherCurrency,
)

LARGEST_MINOR = 99_999_999
"""Clover refuses anything above 999,999.99 (payments.md, section 2)."""

# ISO 4217: the currencies whose minor unit is not a hundredth.
_EXPONENTS: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF"), 0
    )
    | dict.fromkeys(("XOF", "XPF"), 0)
    | dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3)
)
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_SPACE = "\u00a0"
_DOLLARS = frozenset({"USD", "CAD"})
_LONGEST = 12


def exponent(currency: str) -> int:
    """Decimals of the currency's minor unit (2 for USD, 0 for JPY)."""
    return _EXPONENTS.get(currency.upper(), 2)


@dataclass(frozen=True, slots=True)
class MoneyStyle:
    """How a locale writes money. `symbols` maps ISO codes to what stands for them; others show their code."""

    decimal_mark: str = "."
    group_mark: str = ","
    symbol_first: bool = True
    symbol_gap: str = ""
    symbols: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({"USD": "$", "CAD": "CA$"}))
    minus: str = "\u2212"


ENGLISH_STYLE = MoneyStyle()


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount of one currency in its minor unit. Arithmetic across currencies raises `ValueError`."""

    amount: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            msg = f"money is counted in whole minor units, not in {type(self.amount).__name__}"
            raise TypeError(msg)
        if not re.fullmatch(r"[A-Z]{3}", self.currency):
            msg = f"not an ISO currency: {self.currency!r}"
            raise ValueError(msg)

    @classmethod
    def of(cls, amount_minor: int, currency: str) -> "Money":
        """Build from Clover's spelling: the currency may be in either case."""
        return cls(amount_minor, currency.upper())

    @classmethod
    def zero(cls, currency: str) -> "Money":
        """Nothing, in `currency`."""
        return cls.of(0, currency)

    def _same(self, other: object) -> int:
        if not isinstance(other, Money):
            msg = f"money cannot be combined with {type(other).__name__}"
            raise TypeError(msg)
        if other.currency != self.currency:
            msg = f"{self.currency} and {other.currency} cannot be added up or compared"
            raise ValueError(msg)
        return other.amount

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.amount >= self._same(other)

    def __bool__(self) -> bool:
        return self.amount != 0

    def __str__(self) -> str:
        return format_money(self)


def format_money(money: Money, style: MoneyStyle = ENGLISH_STYLE) -> str:
    """Write `money` as the locale does: `$1,234.56`, `1 234,56 $`."""
    digits = exponent(money.currency)
    whole, minor = divmod(abs(money.amount), 10**digits)
    number = f"{whole:,}".replace(",", style.group_mark)
    if digits:
        number += f"{style.decimal_mark}{minor:0{digits}d}"
    symbol = style.symbols.get(money.currency)
    gap = style.symbol_gap if symbol else "\u00a0"
    symbol = symbol or money.currency
    body = f"{symbol}{gap}{number}" if style.symbol_first else f"{number}{gap}{symbol}"
    return style.minus + body if money.amount < 0 else body


def parse_money(text: str, currency: str, style: MoneyStyle = ENGLISH_STYLE) -> Money:
    """Read what a person typed, in `currency`.

    Both decimal marks are accepted where the meaning is certain; `1.234` in a locale that groups with a comma is
    refused rather than guessed. Raises a subclass of `InvalidAmount` naming what is wrong with it.
    """
    currency = currency.upper()
    before, rest = _signed(text)
    after, bare = _signed(_without_symbol(rest, text, currency, style))
    if before and after:
        raise AmountNotANumber(text=text.strip())
    negative = (before or after) in {"-", "\u2212"}
    whole, fraction = _split(bare, text, style)
    digits = exponent(currency)
    if len(fraction) > digits:
        raise AmountTooPrecise(text=text.strip(), decimals=digits)
    if len(whole.lstrip("0")) > _LONGEST:
        raise AmountTooLarge(largest=Money(LARGEST_MINOR, currency))
    minor = int(whole or "0") * 10**digits + int(fraction.ljust(digits, "0") or "0")
    if negative and minor:
        raise AmountBelowZero(text=text.strip())
    if minor > LARGEST_MINOR:
        raise AmountTooLarge(largest=Money(LARGEST_MINOR, currency))
    return Money(minor, currency)


def _signed(text: str) -> tuple[str, str]:
    """The sign, "" where there is none, and the rest: it may stand on either side of the currency's symbol."""
    bare = text.strip()
    return (bare[0], bare[1:].strip()) if bare[:1] in {"-", "\u2212", "+"} else ("", bare)


def _without_symbol(bare: str, text: str, currency: str, style: MoneyStyle) -> str:
    bare = _SPACES.sub(_SPACE, bare)
    local = _SPACES.sub(_SPACE, style.symbols.get(currency, ""))
    for own in filter(None, (currency, local, "$" if currency in _DOLLARS else "")):
        if bare.upper().startswith(own):
            bare = bare[len(own) :]
            break
        if bare.upper().endswith(own):
            bare = bare[: -len(own)]
            break
    bare = bare.strip(_SPACE)
    if re.search(r"[^\W\d_]{2,3}|[$€£¥]", bare) and re.search(r"\d", bare):
        raise OtherCurrency(text=text.strip(), currency=currency)
    return bare


def _split(bare: str, text: str, style: MoneyStyle) -> tuple[str, str]:
    """Digits before and after the decimal mark.

    The locale's own way of writing comes first. The other decimal mark is taken only where it cannot be meant to group,
    which three digits after it could; grouping must be exact, so that a slip of the finger is not taken for a number.
    """
    other = "," if style.decimal_mark == "." else "."
    own = re.fullmatch(_number(style.decimal_mark, style.group_mark, tail="*"), bare)
    match = own or re.fullmatch(_number(other, style.decimal_mark, tail="{1,2}"), bare)
    if match is None or not re.search("[0-9]", bare):
        raise AmountNotANumber(text=text.strip())
    whole, fraction = match["whole"], match["fraction"] or ""
    return re.sub("[^0-9]", "", whole), fraction


def _number(decimal_mark: str, group_mark: str, *, tail: str) -> str:
    mark = rf"(?P<mark>{re.escape(_SPACES.sub(_SPACE, group_mark))}|{_SPACE})"
    grouped = rf"[0-9]{{1,3}}{mark}[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*"
    return rf"(?P<whole>{grouped}|[0-9]*)(?:{re.escape(decimal_mark)}(?P<fraction>[0-9]{tail}))?"
