"""The till: rings up the sales of a day, each with who bought what, how it was paid, and what is to become of it."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cloverdesk.demo import ids
from cloverdesk.demo.options import MINUTE_MS
from cloverdesk.demo.paying.bodies import Body, NewCharge
from cloverdesk.demo.paying.payments import EXPIRED_TEXT
from cloverdesk.demo.trade import fates
from cloverdesk.demo.trade.baskets import Basket, Baskets
from cloverdesk.demo.trade.catalogue import DECLINES, DECLINING_CARDS
from cloverdesk.demo.trade.fates import HOLDS, Fate, Later
from cloverdesk.demo.trade.people import People, Person

_APART_MS = 15 * MINUTE_MS
"""Two strangers with cards alike and the same amount come no closer, so that only double charges look like such."""
_TRIES = 8
_WANTED_TRIES = 500
_WANTED_AMOUNT = range(4850, 5151)
_WANTED_CARD = ("VISA", "424242", "4242")
_TWIN_LEAST_MS, _TWIN_MOST_MS = 20_000, 4 * MINUTE_MS
_REGULARS, _PLAIN, _NAMED, _BY_PHONE, _WITH_RECEIPT = 0.55, 0.28, 0.8, 0.07, 0.35
"""How many sales are to regulars, are plain, of cards with a name, taken on the phone, and with a receipt by mail."""
_TIPS = (0, 0, 0, 0, 0, 10, 15, 15, 18, 20)
_REFUSALS = tuple(text for text, share in DECLINES for _ in range(share))


@dataclass(frozen=True, slots=True)
class Told:
    """What is settled about a sale before it is made: its fate, and whether it is plain.

    By `by_ms` everything has happened to it.
    """

    fate: Fate
    plain: bool | None = None
    by_ms: int | None = None


@dataclass(slots=True)
class Sale:
    """A sale: its charge, what its order is for, and what is to happen to it, soonest first.

    `facts` is what the store knows of the charge beside. `before` is a payment that a gift card made first, with what
    the store knows of that one.
    """

    charge: NewCharge
    basket: Basket
    later: Sequence[Later] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    before: tuple[NewCharge, Mapping[str, object]] | None = None


@dataclass(frozen=True, slots=True)
class _Payment:
    """How somebody pays: the saved card if it is one, what charges show, and why the bank refuses, "" if it does not."""

    token: str
    source: Body
    refusal: str = ""


class Till:
    """Rings up the sales of one store, day by day; what chance decides is handed in, so that a day is always the same."""

    def __init__(self, baskets: Baskets, people: People, currency: str) -> None:
        self._baskets = baskets
        self._people = people
        self._currency = currency

    def ring_up(
        self, rng: random.Random, moments: Sequence[int], told: Mapping[int, Told] | None = None
    ) -> list[Sale]:
        """A sale at each of a day's `moments`, which are in order; `told` says something about some of them, by place."""
        self._rng = rng
        self._ids = iter(ids.many_ids(rng, 2 * len(moments)))
        self._code = ids.day_code(moments[0]) if moments else ""
        self._recent: dict[tuple[object, object, int], int] = {}
        settled = told or {}
        made: list[Sale] = []
        for place, at in enumerate(moments):
            wish = settled.get(place) or Told(fates.draw(rng))
            before = made[-1] if made else None
            doubles = wish.fate is Fate.TWIN and before is not None and _can_double(before)
            made.append(self._twin(before, at) if before and doubles else self._sale(at, wish))
        return made

    # ---------------------------------------------------------------- one sale

    def _sale(self, at: int, told: Told) -> Sale:
        rng = self._rng
        person, basket, fate, payment = self._drawn(at, told)
        charge = NewCharge(
            id=next(self._ids),
            order=next(self._ids),
            amount=basket.amount,
            currency=self._currency,
            created_ms=at,
            source=payment.source,
            ref_num=self._ref_num(),
            auth_code=self._auth_code(),
            tax=basket.tax,
            tip=0 if fate in HOLDS or not basket.is_tipped else self._tip(basket),
            capture=fate not in HOLDS,
            declined=bool(payment.refusal),
            decline_text=payment.refusal,
            customer=person.id if person else "",
            ecomind="moto" if rng.random() < _BY_PHONE else "ecom",
            extra={"receipt_email": person.email} if person and rng.random() < _WITH_RECEIPT else {},
        )
        later = () if charge.declined else fates.course(rng, fate, charge, basket, told.by_ms)
        return Sale(charge, basket, later, {"kind": "card", "token": payment.token})

    def _drawn(self, at: int, told: Told) -> tuple[Person | None, Basket, Fate, _Payment]:
        """Buyer, basket, fate and payment; none that looks like another sale of the quarter of an hour."""
        tries = 0
        while True:
            tries += 1
            person, name, language = self._buyer(at)
            basket = self._basket(told, language)
            payment = self._payment(at, told, person, name)
            key = (payment.source["first6"], payment.source["last4"], basket.amount)
            if at - self._recent.get(key, 0) >= _APART_MS or tries == _TRIES:
                self._recent[key] = at
                return person, basket, fates.possible(told.fate, basket), payment

    def _buyer(self, at: int) -> tuple[Person | None, str, int]:
        """A regular, or a stranger's name ("" for a card that was read without one), and the language they speak."""
        rng = self._rng
        known = self._people.known_at(at) if rng.random() < _REGULARS else 0
        if known:
            chance = rng.random()
            person = self._people.person(int(chance * chance * known))
            return person, person.name, person.language
        name, language = self._people.stranger(rng)
        return None, name if rng.random() < _NAMED else "", language

    def _basket(self, told: Told, language: int) -> Basket:
        rng = self._rng
        if told.fate is Fate.WANTED:
            return self._wanted(language)
        plain = rng.random() < _PLAIN if told.plain is None else told.plain
        return self._baskets.plain(rng, language) if plain else self._baskets.any(rng, language)

    def _wanted(self, language: int) -> Basket:
        for _ in range(_WANTED_TRIES):
            basket = self._baskets.any(self._rng, language)
            if basket.amount in _WANTED_AMOUNT and not basket.is_tipped:
                return basket
        return self._baskets.plain(self._rng, language)

    def _tip(self, basket: Basket) -> int:
        return basket.goods * _TIPS[int(self._rng.random() * len(_TIPS))] // 100

    def _payment(self, at: int, told: Told, person: Person | None, name: str) -> _Payment:
        rng, people = self._rng, self._people
        if told.fate is Fate.DECLINED:
            known = DECLINING_CARDS[int(rng.random() * len(DECLINING_CARDS))]
            text = _REFUSALS[int(rng.random() * len(_REFUSALS))]
            code = "fail" if "security code" in text else "pass"
            return _Payment("", shown(people.card(rng, at, name, known), code), text)
        if told.fate is Fate.WANTED:
            return _Payment("", shown(people.card(rng, at, name, _WANTED_CARD), "pass"))
        good = person.card_at(at) if person else None
        if good:
            saved = rng.random() < 0.5
            return _Payment(good[0] if saved else "", shown(good[1], None if saved else "pass"))
        if person and person.saved and told.fate is Fate.PAID and told.by_ms is None and rng.random() < 0.4:
            token, card = person.saved[-1]
            return _Payment(token, shown(card, None), EXPIRED_TEXT)
        return _Payment("", shown(people.card(rng, at, name), "pass"))

    def _twin(self, before: Sale, at: int) -> Sale:
        """The sale before, once more: somebody pressed twice."""
        rng, first = self._rng, before.charge
        apart = _TWIN_LEAST_MS + int(rng.random() * (_TWIN_MOST_MS - _TWIN_LEAST_MS))
        charge = replace(
            first,
            id=next(self._ids),
            order=next(self._ids),
            created_ms=min(at, first.created_ms + apart),
            ref_num=self._ref_num(),
            auth_code=self._auth_code(),
        )
        return replace(before, charge=charge)

    def _ref_num(self) -> str:
        return ids.ref_num(self._code, int(self._rng.random() * 100_000_000))

    def _auth_code(self) -> str:
        return ids.auth_code(int(self._rng.random() * 10_000))


def _can_double(before: Sale) -> bool:
    """Whether a sale is paid and stays so."""
    return before.charge.collected > 0 and not before.later


def shown(card: Body, code_check: str | None) -> Body:
    """A card as charges show it, with what became of its security code: None for a saved one."""
    shown: Body = {**card, "cvc_check": code_check}
    if "address_zip" in card:
        shown["address_zip_check"] = "pass"
    return shown
