"""Trade day after day: where a store's trade stands, and how the days that are missing are traded.

A day of trade is made from the store's salt and the day alone, so that it is the same whether it is traded at once, hour
by hour, or years later together with others.
"""

import json
import random
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Self

from cloverdesk.demo import agenda
from cloverdesk.demo.merchant import Merchant
from cloverdesk.demo.options import DAY_MS, DemoOptions
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import CHARGE, CUSTOMER, ORDER, DemoStore
from cloverdesk.demo.trade import entries
from cloverdesk.demo.trade.baskets import Baskets
from cloverdesk.demo.trade.catalogues import CATALOGUES
from cloverdesk.demo.trade.days import Calendar
from cloverdesk.demo.trade.people import Circle, People
from cloverdesk.demo.trade.sales import Sale, Till

NOTE = "trade"
_LONGEST_DAYS = 730
"""A store that nobody opened for longer has been closed before that."""
_NEVER_MS = 2**63
LIVELINESS = range(80, 121)
"""By how many percent of what is usual a day's trade can differ."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a store's trade stands: done up to `until_ms`, with somebody coming by at `next_ms` (milliseconds).

    A day of the calendar's `weight` sees `orders`; `people` regulars of the `circle` are among the customers.
    """

    until_ms: int
    next_ms: int
    orders: int
    weight: int
    people: int
    circle: Circle

    @classmethod
    def of(cls, store: DemoStore) -> Self | None:
        """As it was noted; None for a store that never traded."""
        noted = store.note(NOTE)
        if noted is None:
            return None
        told = json.loads(noted)
        return cls(**{**told, "circle": Circle(**told["circle"])})

    def note(self, store: DemoStore) -> None:
        """Keep it with the store."""
        store.make_note(NOTE, json.dumps(asdict(self)))


@dataclass(frozen=True, slots=True)
class Premises:
    """What a store trades with: its days, its people, and the till."""

    calendar: Calendar
    people: People
    till: Till

    @classmethod
    def of(cls, merchant: Merchant, circle: Circle) -> Self:
        """Those of a store whose people are `circle`."""
        catalogue = CATALOGUES[merchant.kind]
        people = People(catalogue, circle, merchant.country)
        till = Till(Baskets(catalogue, merchant.currency, circle.salt), people, merchant.currency)
        return cls(Calendar(catalogue, merchant.utc_hours), people, till)


def trade_until_now(store: DemoStore, options: DemoOptions) -> int:
    """Trade from where the store's trade ended to its present; how many orders that made.

    What falls due on the way (holds that lapse, invoices, money that goes back) happens in its turn. Costs next to
    nothing while nobody came by; does nothing for a store that never traded.
    """
    progress = Progress.of(store)
    if progress is None or (store.now_ms() < progress.next_ms and not store.is_something_due):
        return 0
    with store.transaction():
        return _Trader(store, options, progress).trade(store.now_ms())


class _Trader:
    """Trades one stretch of time."""

    def __init__(self, store: DemoStore, options: DemoOptions, progress: Progress) -> None:
        self._store = store
        self._shop = Shop(store, options)
        self._progress = progress
        self._premises = Premises.of(store.merchant, progress.circle)
        self._people = progress.people

    def trade(self, until_ms: int) -> int:
        """Trade up to then."""
        progress, store = self._progress, self._store
        since_ms = max(
            progress.until_ms,
            store.newest_ms(CHARGE),
            store.newest_ms(ORDER),
            until_ms - _LONGEST_DAYS * DAY_MS,
        )
        sales, next_ms = self._between(since_ms, until_ms)
        count, waiting = len(sales), deque(sales)
        while True:
            self._welcome(self._ring_up(waiting, min(until_ms, self._due_ms())))
            due_ms = self._due_ms()
            if due_ms > until_ms:
                break
            with store.standing_at(due_ms):
                agenda.catch_up(self._shop)
        next_ms = min(next_ms, self._premises.people.known_from(self._people))
        replace(progress, until_ms=until_ms, next_ms=next_ms, people=self._people).note(store)
        return count

    def _due_ms(self) -> int:
        """When something happens by itself next."""
        due_ms = self._store.dues.next_ms
        return _NEVER_MS if due_ms is None else due_ms

    def _between(self, since_ms: int, until_ms: int) -> tuple[list[Sale], int]:
        """The sales after `since_ms` and up to `until_ms`, and when the next one is."""
        calendar = self._premises.calendar
        day, sales = calendar.day_of(since_ms), list[Sale]()
        while True:
            for sale in self._day(day):
                if sale.charge.created_ms > until_ms:
                    return sales, sale.charge.created_ms
                if sale.charge.created_ms > since_ms:
                    sales.append(sale)
            day += 1

    def _day(self, day: int) -> Sequence[Sale]:
        """All sales of a day."""
        progress, calendar, till = self._progress, self._premises.calendar, self._premises.till
        rng = random.Random(f"{progress.circle.salt}/trade/{day}")
        weight = progress.orders * calendar.weight(day) * rng.choice(LIVELINESS)
        count, rest = divmod(weight, progress.weight * 100)
        count += rng.randrange(progress.weight * 100) < rest
        return till.ring_up(rng, calendar.moments(rng, day, count))

    def _ring_up(self, waiting: deque[Sale], until_ms: int) -> int:
        """Keep the sales up to then, or to when something is due of one of them: until when that was. The others wait."""
        ready = []
        while waiting and waiting[0].charge.created_ms <= until_ms:
            sale = waiting.popleft()
            made = sale.charge
            self._welcome(made.created_ms)
            if made.customer and self._store.get(CUSTOMER, made.customer) is None:
                sale.charge = replace(made, customer="")
                sale.facts = {**sale.facts, "token": ""}
            entry = entries.enter(sale, self._shop.options, made.created_ms)
            until_ms = min([until_ms, *(due.at for due in entry.dues)])
            ready.append(entry)
        if ready:
            self._store.add_many([entry.order_row() for entry in ready])
            self._store.add_many([row for entry in ready for row in entry.charge_rows()])
            self._store.dues.plan_many([due for entry in ready for due in entry.dues])
        return until_ms

    def _welcome(self, until_ms: int) -> None:
        """Add the regulars who came since the last one."""
        known = self._premises.people.known_at(until_ms)
        newest_ms = self._store.newest_ms(CUSTOMER) if known > self._people else 0
        for number in range(self._people, known):
            person = self._premises.people.person(number)
            if person.since_ms >= newest_ms:
                self._store.add_many(person.rows())
        self._people = max(self._people, known)
