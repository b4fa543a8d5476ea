"""What people buy in one go: lines, what they come to, and the tax on them."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from cloverdesk.demo import ids
from cloverdesk.demo.paying import bodies
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.paying.taxes import WHOLE, TaxRate
from cloverdesk.demo.trade.catalogue import Catalogue

LEAST_PLAIN = 1000
"""A plain sale comes to as much, so that there is something to give back of it."""
_STAPLES, _KITCHEN, _GOODS = range(3)
"""Places of the shelves in a catalogue."""
_COFFEE = ((_KITCHEN,), (1, 1, 2, 2, 2, 3, 3, 4))
_ERRAND = ((_GOODS, _GOODS, _STAPLES), (1, 1, 2, 2, 3, 4, 5))
_BIG_SHOP = ((_STAPLES, _KITCHEN, _GOODS), (2, 3, 4, 5, 6, 7, 8))
"""From which shelves people pick, and how often."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Basket:
    """`lines` are as an order shows them, tax lines last; `goods` and `tax` are minor units, tax not in `goods`."""

    lines: Sequence[Body]
    goods: int
    tax: int
    is_tipped: bool = False

    @property
    def amount(self) -> int:
        """Goods and tax."""
        return self.goods + self.tax


class Baskets:
    """Fills baskets from the shelves of one store."""

    def __init__(self, catalogue: Catalogue, currency: str, salt: str) -> None:
        self._shelves = catalogue.shelves
        self._currency = currency
        rng = random.Random(f"{salt}/articles")
        self._ids = [ids.many_ids(rng, len(shelf.articles)) for shelf in self._shelves]
        self._lines: dict[tuple[int, int, int, int], Body] = {}

    def plain(self, rng: random.Random, language: int) -> Basket:
        """One line without tax, which Clover gives back by amount."""
        place = int(rng.random() * len(self._shelves[_STAPLES].articles))
        price = self._shelves[_STAPLES].articles[place].price
        quantity = max(_one_of(rng, (1, 1, 2, 3)), -(-LEAST_PLAIN // price))
        return Basket([self._line(_STAPLES, place, quantity, language)], price * quantity, 0)

    def any(self, rng: random.Random, language: int) -> Basket:
        """A coffee with something, an errand, or the shopping of the week."""
        chance = rng.random()
        shelves, sizes = _COFFEE if chance < 0.45 else _ERRAND if chance < 0.7 else _BIG_SHOP
        draw = rng.random
        picked: dict[tuple[int, int], int] = {}
        for _ in range(_one_of(rng, sizes)):
            shelf, chance = _one_of(rng, shelves), draw()
            # Best sellers stand first; who takes the same thing again takes two of it.
            pick = (shelf, int(chance * chance * len(self._shelves[shelf].articles)))
            picked[pick] = picked.get(pick, 0) + 1
        return self._priced(picked, language)

    def _priced(self, picked: dict[tuple[int, int], int], language: int) -> Basket:
        taxed: dict[str, int] = {}
        rates: dict[str, TaxRate] = {}
        lines: list[Body] = []
        goods, is_tipped = 0, False
        for (place, article), quantity in picked.items():
            shelf = self._shelves[place]
            lines.append(self._line(place, article, quantity, language))
            price = shelf.articles[article].price * quantity
            goods += price
            is_tipped = is_tipped or shelf.eaten_here
            for rate in shelf.taxes:
                rates[rate.id] = rate
                taxed[rate.id] = taxed.get(rate.id, 0) + price
        own = {rate_id: tax_of(rates[rate_id], amount) for rate_id, amount in taxed.items()}
        lines += [
            bodies.tax_line(tax, self._currency, rates[rate_id].name) for rate_id, tax in own.items() if tax
        ]
        return Basket(lines, goods, sum(own.values()), is_tipped)

    def _line(self, shelf: int, place: int, quantity: int, language: int) -> Body:
        """A line; the same one is the same object, which saves making it tens of thousands of times."""
        key = (shelf, place, quantity, language)
        known = self._lines.get(key)
        if known is None:
            article = self._shelves[shelf].articles[place]
            name = article.names[min(language, len(article.names) - 1)]
            known = bodies.line(name, quantity, article.price, self._currency, self._ids[shelf][place])
            self._lines[key] = known
        return known


def tax_of(rate: TaxRate, amount: int) -> int:
    """What one rate comes to, half a cent rounded up."""
    return (amount * rate.rate + WHOLE // 2) // WHOLE


def _one_of(rng: random.Random, among: Sequence[T]) -> T:
    """Any one; several times as fast as `choice`."""
    return among[int(rng.random() * len(among))]
