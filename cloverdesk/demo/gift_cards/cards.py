"""Gift cards: what the store knows of one. A number with its code is money, so neither is ever kept.

Of a card are kept an id of the store's own, the first and last digits, and salted hashes to know it again by. The numbers
of the cards that a store begins with are worked out from its salt and the card's serial, so that a person can be told them
as often as needed; the number of a virtual card is told once, by the call that makes it.
"""

import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import Any, Self, cast

from cloverdesk.demo import ids
from cloverdesk.demo.options import DAY_MS, MINUTE_MS
from cloverdesk.demo.store import GIFT_CARD, DemoStore, Record, Row, dump

ACTIVE, INACTIVE = "active", "inactive"
PREFIX = "987200"
"""How every number begins; no brand of payment cards has it, and the check digit that they have is always wrong here."""
PROMOTIONS: Mapping[str, int | None] = {"112233": None, "252500": 2500, "505000": 5000}
"""The programmes of virtual cards: promo code, and the value that its cards have, None where any will do."""

_MIDDLE = 10**9
_STEP = 387_420_489
"""Shares no factor with `_MIDDLE`: multiples of it meet every nine digits once before any comes again."""
_CODE_DIGITS = 8
_FIRST_VIRTUAL = 10**8
_OLDEST_DAYS = 400
_FACES = (1000, 1500, 2000, 2500, 5000, 7500, 10_000)
_KINDS = ("whole", "whole", "used", "used", "used", "printed", "printed used", "empty", "new", "new printed")
"""What every tenth card is: the value still on it, and whether that was printed on the card."""


@dataclass(slots=True)
class GiftCard:
    """One card. Amounts are minor units: `balance` contains what is `locked`; `denomination` is the value printed on it.

    `locks` are the charges that lock something, oldest first, with their lock ids. `serial` is None where the number was
    told once and is known to nobody else. `opening_balance` is what the store began with.
    """

    id: str
    first6: str
    last4: str
    code: str
    state: str = INACTIVE
    balance: int = 0
    locked: int = 0
    denomination: int | None = None
    opening_balance: int = 0
    virtual: bool = False
    serial: int | None = None
    locks: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, record: Record) -> Self:
        """The card that a record holds."""
        return cls(**cast("dict[str, Any]", record.body))

    @property
    def spendable(self) -> int:
        """What is not locked."""
        return self.balance - self.locked


def number_of(store: DemoStore, serial: int) -> str:
    """The number of the card with that serial, 16 digits."""
    return _number(store.salt, serial)


def code_of(store: DemoStore, serial: int) -> str:
    """The security code of the card with that serial, 8 digits."""
    return _code(store.salt, serial)


def find(store: DemoStore, number: str) -> GiftCard | None:
    """The card of that number, or None."""
    records = store.all_of(GIFT_CARD, owner=_hash(store.salt, number))
    return GiftCard.of(records[0]) if records else None


def get(store: DemoStore, card_id: str) -> GiftCard | None:
    """The card with that id, or None."""
    record = store.get(GIFT_CARD, card_id)
    return GiftCard.of(record) if record else None


def all_cards(store: DemoStore) -> list[GiftCard]:
    """Every card, oldest first."""
    return [GiftCard.of(record) for record in store.all_of(GIFT_CARD)]


def is_code(store: DemoStore, card: GiftCard, number: str, code: str) -> bool:
    """Whether that is the code of the card, whose number that is."""
    return card.code == _hash(store.salt, number, code)


def keep(store: DemoStore, card: GiftCard) -> None:
    """Write down what has become of a card."""
    store.change(GIFT_CARD, asdict(card), status=card.state, changed=store.now_ms())


def issue(store: DemoStore, denomination: int | None) -> tuple[GiftCard, str, str]:
    """Make a virtual card, not active yet: the card, its number and its code, which nobody can find out later."""
    serial, salt = _FIRST_VIRTUAL + store.new_number(), store.salt
    card = _card(salt, store.new_id(), serial)
    card.serial, card.virtual, card.denomination = None, True, denomination
    number, now = _number(salt, serial), store.now_ms()
    store.add(GIFT_CARD, asdict(card), created=now, owner=_hash(salt, number), status=card.state)
    return card, number, _code(salt, serial)


def seed_rows(store: DemoStore, count: int, now_ms: int, rng: random.Random) -> list[Row]:
    """`count` physical cards for a store to begin with, made up to `now_ms`: the same salt and `rng` give the same cards.

    Of ten in a row one is empty and two were never activated. The store's salt has to stand by now.
    """
    salt, first = store.salt, len(all_cards(store)) + 1
    oldest, newest = now_ms - _OLDEST_DAYS * DAY_MS, now_ms - MINUTE_MS
    moments = sorted(oldest + int(rng.random() * (newest - oldest)) for _ in range(count))
    rows: list[Row] = []
    for place, card_id in enumerate(ids.many_ids(rng, count)):
        card = _card(salt, card_id, first + place)
        _fill(card, _KINDS[place % len(_KINDS)], rng)
        owner = _hash(salt, _number(salt, first + place))
        at = moments[place]
        rows.append((GIFT_CARD, card.id, at, owner, card.state, at, dump(asdict(card)), ""))
    return rows


def _fill(card: GiftCard, kind: str, rng: random.Random) -> None:
    """Put on a card what one of its kind has."""
    face = rng.choice(_FACES)
    spent = rng.randrange(100, face - 100)
    if "printed" in kind:
        card.denomination = face
    if "new" not in kind:
        card.state = ACTIVE
        card.balance = 0 if kind == "empty" else face - spent if "used" in kind else face
    card.opening_balance = card.balance


def _card(salt: str, card_id: str, serial: int) -> GiftCard:
    number = _number(salt, serial)
    code = _hash(salt, number, _code(salt, serial))
    return GiftCard(card_id, number[:6], number[-4:], code, serial=serial)


def _number(salt: str, serial: int) -> str:
    start = int.from_bytes(_digest(salt, "first number"))
    digits = f"{PREFIX}{(start + serial * _STEP) % _MIDDLE:09d}"
    return digits + str((_check_digit(digits) + 5) % 10)


def _code(salt: str, serial: int) -> str:
    return f"{int.from_bytes(_digest(salt, 'code', str(serial))) % 10**_CODE_DIGITS:0{_CODE_DIGITS}d}"


def _check_digit(digits: str) -> int:
    """What would make a payment card's number of `digits`."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits))]
    return -sum(one - 9 if one > 9 else one for one in doubled) % 10


def _hash(salt: str, *secret: str) -> str:
    return _digest(salt, "hash", *secret).hex()


def _digest(salt: str, *parts: str) -> bytes:
    return blake2b("/".join((salt, "gift card", *parts)).encode(), digest_size=16).digest()
