"""Plans and who has subscribed to them, with a charge for every invoice so far: most go well, a few have failed."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from cloverdesk.demo import ids
from cloverdesk.demo.dues import Due
from cloverdesk.demo.options import DAY_MS, MINUTE_MS, DemoOptions
from cloverdesk.demo.paying import bodies
from cloverdesk.demo.paying.bodies import Body, NewCharge
from cloverdesk.demo.paying.payments import EXPIRED_TEXT
from cloverdesk.demo.recurring import seeding as recurring
from cloverdesk.demo.recurring.periods import day_of, midnight_of
from cloverdesk.demo.recurring.seeding import SeededSubscription
from cloverdesk.demo.store import DemoStore, Row
from cloverdesk.demo.trade.baskets import Basket
from cloverdesk.demo.trade.catalogue import PlanOffer
from cloverdesk.demo.trade.people import People, Person
from cloverdesk.demo.trade.sales import Sale, shown

_MONTHLY = ("MONTH", 1)
_FAILING_ONE_IN, _RETRIED_ONE_IN, _ENDED_ONE_IN = 25, 100, 100
"""How many subscriptions stand at three failures, at one, and were ended by the fifth."""
_WAITING, _CANCELLED, _DELETED, _ENDING, _DEARER = 0.03, 0.1, 0.02, 0.05, 0.04
"""How many have not begun, were cancelled, were deleted, have an end, and have a price of their own."""
_MOST_TRIES = 40


@dataclass(slots=True)
class Memberships:
    """Rows of plans and subscriptions, what is due of these, and the sales that they made, in no order."""

    plans: list[Row] = field(default_factory=list)
    subscriptions: list[Row] = field(default_factory=list)
    dues: list[Due] = field(default_factory=list)
    sales: list[Sale] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Wish:
    """A subscription to be: of which plan, whose, and since when; `failing` once it has met a card that is not good."""

    plan: int
    person: Person
    created_ms: int
    start_ms: int
    failing: bool = False


@dataclass(frozen=True, slots=True)
class _Member:
    """Who is subscribed to what."""

    offer: PlanOffer
    person: Person
    subscribed: SeededSubscription


class Club:
    """Signs people up in one store, between `first_ms` and `now_ms`."""

    def __init__(
        self, store: DemoStore, options: DemoOptions, people: People, first_ms: int, now_ms: int
    ) -> None:
        self._store = store
        self._options = options
        self._people = people
        self._rng = random.Random(f"{store.salt}/subscriptions")
        self._first_ms = first_ms
        self._now_ms = now_ms
        self._taken: set[str] = set()

    def sign_up(self, offers: Sequence[PlanOffer], count: int) -> Memberships:
        """`count` subscriptions to plans of these, oldest first; fewer where there are too few people with a card."""
        made = Memberships()
        wishes = [*self._failing(offers, count)]
        wishes += [wish for _ in range(count - len(wishes)) if (wish := self._wish(offers))]
        wishes.sort(key=lambda wish: wish.created_ms)
        members: list[list[SeededSubscription]] = [[] for _ in offers]
        plans = [self._plan(offer) for offer in offers]
        for own, wish in zip(ids.many_ids(self._rng, len(wishes)), wishes, strict=True):
            subscribed = self._subscription(plans[wish.plan], own, wish)
            members[wish.plan].append(subscribed)
            made.subscriptions.append(subscribed.row)
            made.dues += subscribed.dues
            made.sales += self._sales(_Member(offers[wish.plan], wish.person, subscribed))
        made.plans = [recurring.with_totals(plan, some) for plan, some in zip(plans, members, strict=True)]
        return made

    def _plan(self, offer: PlanOffer) -> Row:
        plan_id, product = ids.many_ids(self._rng, 2)
        return recurring.plan_row(
            self._store.identity,
            plan_id,
            name=offer.name,
            amount=offer.amount,
            product=product,
            created_ms=self._first_ms - 30 * DAY_MS,
            interval=offer.interval,
            interval_count=offer.count,
            tax_rates=[rate.id for rate in offer.taxes],
        )

    # ---------------------------------------------------------------- who, and since when

    def _wish(self, offers: Sequence[PlanOffer]) -> _Wish | None:
        """Somebody with a good card, at some time; None where nobody is found."""
        rng = self._rng
        plan = _by_share(rng, offers)
        for _ in range(_MOST_TRIES):
            created = self._first_ms + int(rng.random() * (self._now_ms - DAY_MS - self._first_ms))
            person = self._somebody(created)
            if person and person.id not in self._taken and person.card_at(self._now_ms):
                self._taken.add(person.id)
                waits = rng.random() < _WAITING
                start = self._now_ms + int(rng.random() * 20 * DAY_MS) if waits else created
                return _Wish(plan, person, created, midnight_of(day_of(start + DAY_MS)))
        return None

    def _somebody(self, at_ms: int) -> Person | None:
        known = self._people.known_at(at_ms)
        return self._people.person(int(self._rng.random() * known)) if known else None

    def _failing(self, offers: Sequence[PlanOffer], count: int) -> Iterator[_Wish]:
        """Monthly subscriptions whose last invoice met a card that had expired: three, one, or five nights in a row."""
        monthly = [place for place, offer in enumerate(offers) if (offer.interval, offer.count) == _MONTHLY]
        nights = [2] * (-(-count // _FAILING_ONE_IN)) + [0] * (count // _RETRIED_ONE_IN)
        nights += [5] * (count // _ENDED_ONE_IN)
        last = day_of(self._now_ms - self._options.billing_ms_of_day - 10 * MINUTE_MS)
        for ago, person in zip(nights, self._with_expired_cards(), strict=False):
            self._taken.add(person.id)
            day = date.fromordinal(last.toordinal() - ago)
            start = midnight_of(_months_before(day, 3))
            yield _Wish(monthly[0], person, start - DAY_MS // 2, start, failing=True)

    def _with_expired_cards(self) -> Iterator[Person]:
        for number in range(self._people.known_at(self._now_ms)):
            person = self._people.person(number)
            if person.saved and not person.card_at(self._now_ms):
                yield person

    # ---------------------------------------------------------------- what came of it

    def _subscription(self, plan: Row, own: str, wish: _Wish) -> SeededSubscription:
        rng = self._rng
        chance = 1.0 if wish.failing or wish.start_ms > self._now_ms else rng.random()
        since = wish.start_ms + int(rng.random() * max(1, self._now_ms - wish.start_ms))
        cancelled = since if chance < _CANCELLED else None
        deleted = since if _CANCELLED <= chance < _CANCELLED + _DELETED else None
        ends = 1 - _ENDING <= chance < 1.0
        return recurring.subscription_row(
            self._store.merchant,
            self._options,
            plan,
            own,
            customer=wish.person.id,
            start_ms=wish.start_ms,
            created_ms=wish.created_ms,
            now_ms=self._now_ms,
            end_ms=midnight_of(day_of(since + int(rng.random() * 300 * DAY_MS))) if ends else None,
            own={"note": "Leave at the side door"} if rng.random() < _DEARER else None,
            failing=wish.failing,
            cancelled_ms=cancelled,
            deleted_ms=deleted,
        )

    def _sales(self, member: _Member) -> list[Sale]:
        """A charge for every invoice that was paid, and one for every attempt on the one that was not."""
        made = member.subscribed
        paid = made.runs[: len(made.runs) - bool(made.attempts)]
        return [self._sale(member, at) for at in paid] + [
            self._sale(member, at, declined=True) for at in made.attempts
        ]

    def _sale(self, member: _Member, at: int, *, declined: bool = False) -> Sale:
        rng, currency, price = self._rng, self._store.currency, member.subscribed.price
        token, card = member.person.card_at(at) or member.person.saved[-1]
        own, order, item = ids.many_ids(rng, 3)
        charge = NewCharge(
            id=own,
            order=order,
            amount=price.amount + price.tax,
            currency=currency,
            created_ms=at,
            source=shown(card, None),
            ref_num=ids.ref_num(ids.day_code(at), int(rng.random() * 100_000_000)),
            auth_code=ids.auth_code(int(rng.random() * 10_000)),
            tax=price.tax,
            tip=price.tip,
            declined=declined,
            decline_text=EXPIRED_TEXT,
            customer=member.person.id,
            extra=member.subscribed.extra,
        )
        lines: list[Body] = [bodies.line(member.offer.name, 1, price.amount, currency, item)]
        if price.tax:
            lines.append(bodies.tax_line(price.tax, currency))
        facts = {"kind": "card", "token": token, "subscription": member.subscribed.row[1]}
        return Sale(charge, Basket(lines, price.amount, price.tax), facts=facts)


def _by_share(rng: random.Random, offers: Sequence[PlanOffer]) -> int:
    chance = int(rng.random() * sum(offer.share for offer in offers))
    for place, offer in enumerate(offers):
        if chance < offer.share:
            return place
        chance -= offer.share
    return 0


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or as many more as it takes until a month has that day."""
    while True:
        year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
        try:
            return day.replace(year=year, month=month + 1)
        except ValueError:
            months += 1
