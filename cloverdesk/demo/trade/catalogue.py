"""What a store's catalogue is made of: shelves, taxes, names and towns; the two stores' own are in the modules beside."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cloverdesk.demo.paying.taxes import TaxRate


@dataclass(frozen=True, slots=True)
class Article:
    """Something for sale: its name in each of the store's languages and the price of one, in minor units."""

    names: tuple[str, ...]
    price: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """Articles that are taxed alike, best sellers first. `eaten_here` is what people leave a tip for."""

    articles: tuple[Article, ...]
    taxes: tuple[TaxRate, ...] = ()
    eaten_here: bool = False


@dataclass(frozen=True, slots=True)
class Town:
    """Where customers live. `streets` are in the language of the place, `codes` beginnings of its postal codes."""

    name: str
    state: str
    codes: tuple[str, ...]
    area_codes: tuple[str, ...]
    streets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """First and last names of people who speak `language`, and how many of a hundred customers do."""

    language: str
    share: int
    first: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanOffer:
    """A plan as it is offered: price in minor units, every `count` times `interval`, and how many of a hundred choose it."""

    name: str
    amount: int
    interval: str
    count: int
    share: int
    taxes: tuple[TaxRate, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that one store sells, and to whom.

    `staples` are sold in plain sales: one line, no tax. `remarkable` are customers' names (first, last) that a program
    stumbles over. `holidays` says how much of a usual day is sold on (month, day), in percent; `moving` does for days
    that `days.Calendar` finds.
    """

    staples: Shelf
    kitchen: Shelf
    goods: Shelf
    names: tuple[Names, ...]
    remarkable: tuple[tuple[str, str], ...]
    towns: tuple[Town, ...]
    postal_pattern: str
    plans: tuple[PlanOffer, ...]
    months: tuple[int, ...]
    holidays: Mapping[tuple[int, int], int] = field(default_factory=dict)
    moving: Mapping[str, int] = field(default_factory=dict)

    @property
    def shelves(self) -> tuple[Shelf, ...]:
        """Every shelf."""
        return (self.staples, self.kitchen, self.goods)


def shelf(
    *articles: tuple[str | tuple[str, ...], int], taxes: tuple[TaxRate, ...] = (), eaten_here: bool = False
) -> Shelf:
    """A shelf of (name or names, price)."""
    made = tuple(Article((name,) if isinstance(name, str) else name, price) for name, price in articles)
    return Shelf(made, taxes, eaten_here)


BRANDED_CARDS: tuple[tuple[str, str, str, int], ...] = (
    ("VISA", "424242", "4242", 20),
    ("VISA", "400005", "5556", 10),
    ("VISA", "476153", "1126", 8),
    ("VISA", "400123", "0129", 5),
    ("VISA", "481132", "4875", 4),
    ("VISA", "404313", "4792", 4),
    ("MC", "520424", "3294", 18),
    ("MC", "512345", "8920", 8),
    ("AMEX", "378282", "0005", 6),
    ("AMEX", "371449", "8431", 4),
    ("AMEX", "375186", "1340", 2),
    ("DISCOVER", "601136", "6668", 4),
    ("DISCOVER", "601100", "9424", 3),
    ("DISCOVER", "601100", "7475", 1),
    ("DINERS_CLUB", "305693", "5904", 1),
    ("DINERS_CLUB", "385200", "3237", 1),
    ("JCB", "356600", "0505", 1),
)
"""Brand, first six and last four of the published test cards that pay, and how many of a hundred people have one."""

DECLINING_CARDS: tuple[tuple[str, str, str], ...] = (
    ("VISA", "400557", "2222"),
    ("VISA", "426428", "7771"),
    ("MC", "542418", "3333"),
    ("AMEX", "375987", "0004"),
)
DECLINES: tuple[tuple[str, int], ...] = (
    ("Declined: do not honor", 40),
    ("Declined: insufficient funds", 30),
    ("Declined: security code does not match", 10),
    ("Declined: call the issuer", 8),
    ("Declined: transaction not permitted to cardholder", 6),
    ("Declined: exceeds withdrawal limit", 4),
    ("Declined: restricted card", 2),
)
"""What banks say, and how many of a hundred refusals it is. Clover's code is the same for all of them."""
