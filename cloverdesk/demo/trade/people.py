"""Who buys: regulars with cards on file, of whom there are more every day, and people who come by once."""

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from cloverdesk.demo import ids
from cloverdesk.demo.accounts import customers
from cloverdesk.demo.paying import cards
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.store import Row
from cloverdesk.demo.trade.catalogue import BRANDED_CARDS, Catalogue, Names, Town

_POOL = tuple(card[:3] for card in BRANDED_CARDS for _ in range(card[3]))
"""Brand, first six and last four, as often as they turn up."""
_REMARKABLE_EVERY = 5
_TWICE_EVERY, _TWICE_BACK = 150, 37
"""Every so many customers, somebody is in the store a second time."""
_FAITHFUL = 8
"""The first customers have a card on file, whatever else they have."""
_MONTHS_LEFT = (-1, 47)
"""For how long saved cards are still good."""
_ENDING = {5: -1, 6: 0, 7: 1}
"""Customers whose cards are good for so many months, so that every store has some that end, or have ended."""
_MAILBOXES = ("example.com", "example.com", "example.org", "example.net")
_CODE_LETTERS = "ABCEGHJKLMNPRSTVWXYZ"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Circle:
    """Whom a store knows, in so many words that it can be kept: one more person every `step_ms` since `first_ms`.

    `salt` is what the people are made from; at `seeded_ms` the store was filled.
    """

    salt: str
    first_ms: int
    step_ms: int
    seeded_ms: int


@dataclass(frozen=True, slots=True)
class Person:
    """A regular. `saved` are token ids, first saved first, each with its card; `language` counts in the catalogue's names."""

    id: str
    first: str
    last: str
    language: int
    since_ms: int
    email: str
    phone: str
    address: Body | None
    saved: Sequence[tuple[str, Body]]

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"

    def card_at(self, at_ms: int) -> tuple[str, Body] | None:
        """The newest card that has not expired by then."""
        for token, card in reversed(self.saved):
            if not cards.is_past(int(str(card["exp_month"])), int(str(card["exp_year"])), at_ms):
                return token, card
        return None

    def rows(self) -> list[Row]:
        """The customer and the cards as they are kept."""
        body = customers.new_body(
            self.id,
            self.since_ms,
            first_name=self.first,
            last_name=self.last,
            email=self.email,
            phone=self.phone or None,
            marketing=self.since_ms % 3 == 0,
        )
        if self.address:
            customers.set_elements(body, customers.ADDRESSES, [self.address])
        return customers.rows(body, self.since_ms, self.saved, name=self.name)


class People:
    """The regulars of one store by number, each the same whenever asked for, and strangers."""

    def __init__(self, catalogue: Catalogue, circle: Circle, country: str) -> None:
        self._catalogue = catalogue
        self._circle = circle
        self._country = country
        self._speakers = tuple(
            place for place, names in enumerate(catalogue.names) for _ in range(names.share)
        )
        self._met: dict[int, Person] = {}

    def known_at(self, at_ms: int) -> int:
        """How many regulars there are by then."""
        return max(0, (at_ms - self._circle.first_ms) // self._circle.step_ms)

    def known_from(self, number: int) -> int:
        """Since when the regular of that number counts among them, in milliseconds."""
        return self._circle.first_ms + (number + 1) * self._circle.step_ms

    def person(self, number: int) -> Person:
        """The regular of that number, 0 for the first there ever was."""
        met = self._met.get(number)
        if met is None:
            met = self._met[number] = self._make(number)
        return met

    def stranger(self, rng: random.Random) -> tuple[str, int]:
        """Name and language of somebody who comes by once."""
        language = _one_of(rng, self._speakers)
        names = self._catalogue.names[language]
        return f"{_one_of(rng, names.first)} {_one_of(rng, names.last)}", language

    def card(
        self, rng: random.Random, at_ms: int, name: str, known: tuple[str, str, str] | None = None
    ) -> Body:
        """A card that is good for a while after `at_ms`; the name is "" for one that was read without.

        `known` are its brand, first six and last four, where they are not left to chance.
        """
        year = datetime.fromtimestamp(at_ms // 1000, tz=UTC).year
        digits = known or _one_of(rng, _POOL)
        return _card(digits, 1 + int(rng.random() * 12), year + 1 + int(rng.random() * 4), name)

    def _make(self, number: int) -> Person:
        circle = self._circle
        rng = random.Random(f"{circle.salt}/person/{number}")
        own = ids.many_ids(rng, 1)[0]
        since_ms = circle.first_ms + number * circle.step_ms + int(rng.random() * circle.step_ms)
        if number % _TWICE_EVERY == _TWICE_EVERY - 1:
            return self._twice(self.person(number - _TWICE_BACK), own, since_ms, rng)
        language = _one_of(rng, self._speakers)
        first, last = self._name(rng, number, self._catalogue.names[language])
        town = _one_of(rng, self._catalogue.towns)
        address = self._address(rng, town) if rng.random() < 0.7 else None
        phone = f"{_one_of(rng, town.area_codes)}-555-01{int(rng.random() * 100):02d}"
        return Person(
            own,
            first,
            last,
            language,
            since_ms,
            _email(rng, first, last),
            phone if rng.random() < 0.85 else "",
            address,
            self._saved(rng, number, f"{first} {last}", since_ms, address),
        )

    def _name(self, rng: random.Random, number: int, names: Names) -> tuple[str, str]:
        place, rest = divmod(number, _REMARKABLE_EVERY)
        if rest == 1 and place < len(self._catalogue.remarkable):
            return self._catalogue.remarkable[place]
        return _one_of(rng, names.first), _one_of(rng, names.last)

    def _saved(
        self, rng: random.Random, number: int, name: str, since_ms: int, address: Body | None
    ) -> list[tuple[str, Body]]:
        """The cards on file: mostly one, now and then two or none."""
        chance = rng.random()
        saved: list[tuple[str, Body]] = []
        for place in range(2 if chance > 0.9 else 1 if chance > 0.06 or number < _FAITHFUL else 0):
            token = ids.token_id(f"{self._circle.salt}/saved", 2 * number + place)
            card = self.card(rng, since_ms, name)
            card |= _expiry(rng, max(since_ms, self._circle.seeded_ms), _ENDING.get(number))
            if address:
                card["address_zip"] = address["zip"]
            if all(card["last4"] != other["last4"] for _, other in saved):
                saved.append((token, card))
        return saved

    def _address(self, rng: random.Random, town: Town) -> Body:
        street, code = _one_of(rng, town.streets), _one_of(rng, town.codes)
        number = 1 + int(rng.random() * 900)
        line = f"{number}, {street}" if street[0].islower() else f"{number} {street}"
        return {
            "address1": line,
            "city": town.name,
            "state": town.state,
            "zip": code + self._rest_of_code(rng),
            "country": self._country,
        }

    def _rest_of_code(self, rng: random.Random) -> str:
        """What `postal_pattern` adds to the beginning of a postal code: 9 is any digit, A any letter."""
        return "".join(
            str(int(rng.random() * 10))
            if sign == "9"
            else _one_of(rng, _CODE_LETTERS)
            if sign == "A"
            else sign
            for sign in self._catalogue.postal_pattern
        )

    def _twice(self, before: Person, own: str, since_ms: int, rng: random.Random) -> Person:
        """Somebody who gave another address the second time, and another card, or none."""
        saved: list[tuple[str, Body]] = []
        if rng.random() < 0.5:
            saved = [(ids.token_id(f"{own}/saved", 0), self.card(rng, since_ms, before.name))]
        return Person(
            own,
            before.first,
            before.last,
            before.language,
            since_ms,
            _email(rng, before.last, before.first),
            before.phone,
            None,
            saved,
        )


def _card(known: tuple[str, str, str], month: int, year: int, name: str) -> Body:
    """A card as `createToken` shows it."""
    brand, first6, last4 = known
    card: Body = {
        "exp_month": f"{month:02d}",
        "exp_year": str(year),
        "first6": first6,
        "last4": last4,
        "brand": brand,
    }
    if name:
        card["name"] = name
    return card


def _expiry(rng: random.Random, at_ms: int, left: int | None) -> Body:
    """A date `left` months away, or some that a few of the saved cards have reached."""
    today = datetime.fromtimestamp(at_ms // 1000, tz=UTC)
    least, most = _MONTHS_LEFT
    some = least + int(rng.random() * (most - least))
    months = today.year * 12 + today.month - 1 + (some if left is None else left)
    return {"exp_month": f"{months % 12 + 1:02d}", "exp_year": str(months // 12)}


def _email(rng: random.Random, first: str, last: str) -> str:
    """An address that leads nowhere."""
    plain = [_ascii(name) for name in (first, last)]
    own = ".".join(name for name in plain if name) or "customer"
    number = str(int(rng.random() * 90) + 10) if rng.random() < 0.6 else ""
    return f"{own[:40]}{number}@{_one_of(rng, _MAILBOXES)}"


def _ascii(name: str) -> str:
    return "".join(
        sign for sign in unicodedata.normalize("NFKD", name).lower() if sign.isascii() and sign.isalnum()
    )


def _one_of(rng: random.Random, among: Sequence[T]) -> T:
    """Any one; several times as fast as `choice`."""
    return among[int(rng.random() * len(among))]
