"""Fills an empty store with trade worth looking at: the same seed and date give the same ids, baskets and people."""

import gc
import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import accumulate

from cloverdesk.demo.accounts import staff
from cloverdesk.demo.gift_cards import cards as gift_cards
from cloverdesk.demo.merchant import US
from cloverdesk.demo.options import DAY_MS, MINUTE_MS, DemoOptions
from cloverdesk.demo.store import DemoStore
from cloverdesk.demo.trade import entries
from cloverdesk.demo.trade.catalogues import CATALOGUES
from cloverdesk.demo.trade.fates import Fate
from cloverdesk.demo.trade.memberships import Club, Memberships
from cloverdesk.demo.trade.people import Circle
from cloverdesk.demo.trade.purse import Purse
from cloverdesk.demo.trade.sales import Sale, Told
from cloverdesk.demo.trade.trading import LIVELINESS, Premises, Progress

_LONGEST_DAYS, _SHORTEST_DAYS, _LEAST_PER_DAY = 730, 2, 20
"""For how long the store has been selling: longer, the more it sold, and never so long that a day is empty."""
_PEOPLE_PER_ORDER, _LEAST_PEOPLE, _OLDEST_DAYS = 10, 8, 400
"""Every so many orders there is a regular; the first came so long ago at least."""
_ORDERS_PER_SUBSCRIPTION, _GIFT_CARDS_PER_SUBSCRIPTION, _GIFT_ONE_IN = 125, 2, 80
_PLAIN_OF_TEN = (0, 3, 6)
_NEWEST: Mapping[int, Fate] = {
    4: Fate.DECLINED,
    7: Fate.HELD,
    11: Fate.PARTLY_CAPTURED,
    13: Fate.PARTLY_REFUNDED,
    14: Fate.REFUNDED,
    17: Fate.RETURNED,
    24: Fate.TWIN,
}
"""Fates among the newest, counted from the newest: whoever opens a fresh store sees one of each."""
_SETTLED = 26
"""So many of the newest are what is said here; the plain ones among them stay paid, so that some can be given back."""
_TUESDAY = 1


def seed_store(
    store: DemoStore,
    orders: int,
    seed: int,
    *,
    kind: str = US.kind,
    options: DemoOptions | None = None,
    now_ms: int | None = None,
) -> None:
    """Sell `orders` times, up to `now_ms` (default: the store's time), in one transaction, in the `kind` of store.

    Two years back at most, the newest within the last hour. Customers, subscriptions and gift cards grow with the
    orders; the staff is there in any case.
    """
    now = store.now_ms() if now_ms is None else now_ms
    day = datetime.fromtimestamp(now // 1000, tz=UTC).date().isoformat()
    with _garbage_left(), store.transaction():
        store.salt = f"{seed}/{kind}/{day}"
        store.make_note("merchant", kind)
        staff.hire(store)
        if orders > 0:
            _Seeder(store, orders, now, options or DemoOptions()).fill()


@contextmanager
def _garbage_left() -> Iterator[None]:
    """Look for no garbage inside: a seed makes a million objects and drops none, and looking takes a quarter more."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Seeder:
    def __init__(self, store: DemoStore, orders: int, now_ms: int, options: DemoOptions) -> None:
        self._store = store
        self._orders = orders
        self._now_ms = now_ms
        self._options = options
        self._salt = store.salt
        self._catalogue = CATALOGUES[store.merchant.kind]
        days = min(_LONGEST_DAYS, max(_SHORTEST_DAYS, orders // _LEAST_PER_DAY))
        self._circle = self._people_of(days)
        self._premises = Premises.of(store.merchant, self._circle)
        self._today = self._premises.calendar.day_of(now_ms)
        self._first = self._today - days + 1

    def fill(self) -> None:
        """Make everything and add it, kind by kind, so that a page of a list lies together on the disk."""
        store, now = self._store, self._now_ms
        people = self._premises.people
        known = people.known_at(now)
        store.add_many(row for number in range(known) for row in people.person(number).rows())
        members = self._memberships()
        store.add_many(members.plans)
        store.add_many(members.subscriptions)
        cards = gift_cards.seed_rows(
            store,
            self._orders * _GIFT_CARDS_PER_SUBSCRIPTION // _ORDERS_PER_SUBSCRIPTION,
            now,
            random.Random(f"{self._salt}/gift cards"),
        )
        store.add_many(cards)
        weights = self._weights()
        counts = _shared(self._orders - len(members.sales), weights)
        self._keep([*members.sales, *self._sales(counts, Purse(cards))], members)
        progress = Progress(now, now, sum(counts), max(1, sum(weights) // 100), known, self._circle)
        progress.note(store)

    def _people_of(self, days: int) -> Circle:
        """The people: some two fifths of them came before the store began to sell here."""
        people = max(_LEAST_PEOPLE, self._orders // _PEOPLE_PER_ORDER)
        span = max(_OLDEST_DAYS, days + days * 2 // 3) * DAY_MS
        return Circle(self._salt, self._now_ms - span, span // people, self._now_ms)

    def _memberships(self) -> Memberships:
        first_ms = self._premises.calendar.start_of(self._first)
        club = Club(self._store, self._options, self._premises.people, first_ms, self._now_ms)
        return club.sign_up(self._catalogue.plans, self._orders // _ORDERS_PER_SUBSCRIPTION)

    def _keep(self, sales: list[Sale], members: Memberships) -> None:
        """Add what was sold, in the order of creation."""
        sales.sort(key=lambda sale: sale.charge.created_ms)
        made = [entries.enter(sale, self._options, self._now_ms) for sale in sales]
        refunds = [refund for entry in made for refund in entry.refunds]
        refunds.sort(key=lambda refund: refund.created_ms)
        self._store.add_many(entry.order_row() for entry in made)
        self._store.add_many(row for entry in made for row in entry.charge_rows())
        self._store.add_many(entries.refund_row(refund) for refund in refunds)
        self._store.dues.plan_many([*members.dues, *(due for entry in made for due in entry.dues)])

    # ---------------------------------------------------------------- sales over the counter

    def _weights(self) -> list[int]:
        """How much is sold on each day, beside the others; today is not over yet."""
        calendar, rng = self._premises.calendar, random.Random(f"{self._salt}/days")
        weights = [
            calendar.weight(day) * rng.choice(LIVELINESS) for day in range(self._first, self._today + 1)
        ]
        done, whole = calendar.share_until(self._today, self._now_ms)
        weights[-1] = max(1, weights[-1] * done // whole)
        return weights

    def _sales(self, counts: Sequence[int], purse: Purse) -> list[Sale]:
        calendar, till = self._premises.calendar, self._premises.till
        chance = random.Random(f"{self._salt}/purse")
        sales: list[Sale] = []
        left = sum(counts)
        newest_ms = self._now_ms - MINUTE_MS - int(chance.random() * 50 * MINUTE_MS)
        for day, count in enumerate(counts, self._first):
            left -= count
            rng = random.Random(f"{self._salt}/seed/{day}")
            moments = calendar.moments(rng, day, count, until_ms=newest_ms)
            if count and not left:
                moments[-1] = newest_ms
            told = self._told(day, count, left)
            for place, sale in enumerate(till.ring_up(rng, moments, told)):
                with_gift_card = place not in told and chance.random() < 1 / _GIFT_ONE_IN
                sales.append((purse.pays(sale, chance) if with_gift_card else None) or sale)
        return sales

    def _told(self, day: int, count: int, left: int) -> dict[int, Told]:
        """What is settled of the sales of a day after which `left` more are sold."""
        told: dict[int, Told] = {}
        tuesday = self._today - ((self._premises.calendar.weekday(self._today) - _TUESDAY) % 7 or 7)
        if day == tuesday and count:
            told[count // 2] = Told(Fate.WANTED)
        for age in range(left, min(_SETTLED, left + count)):
            told[count - 1 - (age - left)] = _settled(age, self._now_ms)
        if count > 1 and 0 in told and told[0].fate is Fate.TWIN:
            told[0], told[1] = told[1], told[0]  # the first sale of a day has none before it
        return told


def _settled(age: int, by_ms: int) -> Told:
    """What the newest sales are, by how many are newer."""
    fate = _NEWEST.get(age, Fate.PAID)
    plain = age % 10 in _PLAIN_OF_TEN if fate is Fate.PAID else fate is Fate.PARTLY_REFUNDED
    return Told(fate, plain, by_ms)


def _shared(orders: int, weights: Sequence[int]) -> list[int]:
    """So many orders for each day that they are `orders` in all, with one on the last day at least."""
    totals = [orders * total // sum(weights) for total in accumulate(weights)]
    counts = [total - before for total, before in zip(totals, [0, *totals], strict=False)]
    if orders and not counts[-1]:
        fullest = counts.index(max(counts))
        counts[fullest] -= 1
        counts[-1] = 1
    return counts
