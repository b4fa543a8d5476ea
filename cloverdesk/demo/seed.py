"""Fills an empty store with trade worth looking at: the same seed and date give the same ids, baskets and people."""

import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from typing import TypeVar

from cloverdesk.demo import bodies, catalogue, ids
from cloverdesk.demo.bodies import Body, NewCharge, NewRefund
from cloverdesk.demo.identity import CURRENCY
from cloverdesk.demo.options import DAY_MS, MINUTE_MS, DemoOptions
from cloverdesk.demo.rules import ChargeFacts, decide_refund, refunded_after
from cloverdesk.demo.store import CHARGE, ORDER, REFUND, DemoStore, Row, dump

HOUR_MS = 60 * MINUTE_MS
LONGEST_DAYS = 400
ORDERS_PER_DAY = 5
HOLD_DAYS = 6
"""A hold older than this would have lapsed with some brand."""
LOCAL_SHIFT_HOURS = -5
"""Portland's winter time; a seed need not know about daylight saving, and not every platform knows the zones."""

_HOURS = (0, 0, 0, 0, 0, 0, 2, 6, 9, 8, 7, 9, 11, 9, 6, 5, 5, 6, 5, 3, 1, 0, 0, 0)
_WEEKDAYS = (5, 5, 6, 7, 9, 12, 8)
_PAID, _DECLINED, _HELD, _PARTLY, _REFUNDED = range(5)
_NEWEST = {4: _DECLINED, 7: _HELD, 13: _PARTLY, 14: _REFUNDED}
"""States among the newest, counted from the newest: whoever opens a fresh store sees one of each."""
_PLAIN_EVERY = (0, 3, 6)
"""Which of ten charges are plain: one line, no tax, no tip; more than the fifth that Clover's rules are shown with."""
_LEAST_REFUNDABLE = 1000
_BASKETS = (1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 8)
_STEPS = (1, 3, 5, 7, 9, 11)

T = TypeVar("T")


@dataclass(slots=True)
class _Sale:
    """A charge on its way into the store."""

    charge: NewCharge
    items: list[Body]
    state: int


def seed_store(
    store: DemoStore, orders: int, seed: int, *, options: DemoOptions | None = None, now_ms: int | None = None
) -> None:
    """Sell `orders` times, up to `now_ms` (default: the store's time), in one transaction.

    At most 400 days back, the newest within the last hour.
    """
    now = store.now_ms() if now_ms is None else now_ms
    day = datetime.fromtimestamp(now // 1000, tz=UTC).date().isoformat()
    with store.transaction():
        store.salt = f"{seed}/{day}"
        if orders > 0:
            _Seeder(random.Random(store.salt), orders, now, options or DemoOptions()).fill(store)


class _Seeder:
    def __init__(self, rng: random.Random, orders: int, now: int, options: DemoOptions) -> None:
        self._rng = rng
        self._count = orders
        self._now = now
        self._options = options
        self._parents = dict(
            zip(
                catalogue.STAPLES + catalogue.GOODS,
                ids.many_ids(rng, len(catalogue.STAPLES + catalogue.GOODS)),
                strict=True,
            )
        )
        self._customers = self._make_customers()
        self._charge_ids = ids.many_ids(rng, orders)
        self._order_ids = ids.many_ids(rng, orders)
        self._refund_ids = iter(ids.many_ids(rng, orders))
        self._day, self._day_code = 0, ""

    def fill(self, store: DemoStore) -> None:
        """Make everything and add it, kind by kind, so that a page of a list lies together on the disk."""
        charges, orders, refunds = [], [], []
        for number, at in enumerate(self._moments()):
            sale = self._sale(number, at)
            charge = bodies.charge_read(sale.charge)
            order = bodies.order_read(
                sale.charge, sale.items, with_tax=self._options.order_amount_includes_tax
            )
            filed = bodies.order_status(sale.charge)
            if sale.state in {_PARTLY, _REFUNDED}:
                refund = self._refund(sale, charge, order, number)
                refunds.append(refund)
                filed = "refunded" if charge["refunded"] else filed
            charges.append(_row(CHARGE, charge, sale.charge.customer, sale.charge.status))
            orders.append(_row(ORDER, order, sale.charge.customer, filed, paid=sale.charge.collected > 0))
        refunds.sort(key=lambda refund: refund.created_ms)
        store.add_many(orders)
        store.add_many(charges)
        store.add_many(_refund_rows(refunds))

    def _moments(self) -> list[int]:
        """When each sale happened, oldest first, by the shape of a shop's week; the last one less than an hour ago."""
        hours = 24 * min(LONGEST_DAYS, max(2, self._count // ORDERS_PER_DAY))
        first_hour = self._now // HOUR_MS - hours
        weights = [_weight(first_hour + slot) for slot in range(hours)]
        total = list(accumulate(weights))
        rng, end = self._rng, total[-1]
        drawn = (
            (first_hour + bisect_right(total, rng.random() * end)) * HOUR_MS + int(rng.random() * HOUR_MS)
            for _ in range(self._count - 1)
        )
        newest = self._now - MINUTE_MS - int(rng.random() * 50 * MINUTE_MS)
        return [*sorted(min(moment, newest) for moment in drawn), newest]

    def _make_customers(self) -> list[tuple[str, str]]:
        """Id and name of each regular."""
        count = max(8, self._count // 8)
        names = [
            f"{self._pick(catalogue.FIRST_NAMES)} {self._pick(catalogue.LAST_NAMES)}" for _ in range(count)
        ]
        names[:3] = ["Renée O'Brien-Lefèvre", catalogue.LONG_NAME, "José D'Angelo"]
        return list(zip(ids.many_ids(self._rng, count), names, strict=True))

    def _sale(self, number: int, at: int) -> _Sale:
        age = self._count - 1 - number
        plain = age % 10 in _PLAIN_EVERY
        state = self._state(age, at, plain=plain)
        items, subtotal, tax = self._basket(plain=plain)
        tip = 0 if plain or self._rng.random() < 0.65 else subtotal * self._pick((10, 15, 18, 20)) // 100
        customer, name = self._buyer()
        charge = NewCharge(
            id=self._charge_ids[number],
            order=self._order_ids[number],
            amount=subtotal + tax,
            currency=CURRENCY,
            created_ms=at,
            source=self._card(name, declining=state == _DECLINED),
            ref_num=ids.ref_num(self._code_of(at), number),
            auth_code=ids.auth_code(int(self._rng.random() * 10_000)),
            tax=tax,
            tip=tip,
            capture=state != _HELD,
            declined=state == _DECLINED,
            customer=customer,
        )
        return _Sale(charge, items, state)

    def _state(self, age: int, at: int, *, plain: bool) -> int:
        """What became of the sale. Plain ones among the newest stay paid, so that there is something to give back."""
        if age < 20:
            return _NEWEST.get(age, _PAID)
        chance = self._rng.random()
        if chance < 0.03:
            return _DECLINED
        if chance < 0.06:
            return _REFUNDED
        if chance < 0.12 and plain:
            return _PARTLY
        if chance < 0.16 and self._now - at < HOLD_DAYS * DAY_MS:
            return _HELD
        return _PAID

    def _basket(self, *, plain: bool) -> tuple[list[Body], int, int]:
        """Lines, their sum without tax, and the tax."""
        rng = self._rng
        if plain:
            article = self._pick(catalogue.STAPLES)
            quantity = max(self._pick((1, 1, 2, 3)), -(-_LEAST_REFUNDABLE // article[1]))
            return [self._line(article, quantity)], article[1] * quantity, 0
        items, subtotal = [], 0
        for article in self._articles(self._pick(_BASKETS)):
            quantity = 2 if rng.random() < 0.2 else 1
            items.append(self._line(article, quantity))
            subtotal += article[1] * quantity
        tax = (subtotal * catalogue.TAX_PER_MILLE + 500) // 1000
        return [*items, bodies.tax_line(tax, CURRENCY)], subtotal, tax

    def _articles(self, count: int) -> list[tuple[str, int]]:
        """Different goods: steps of one length through a list whose length that does not divide meet none twice."""
        goods = catalogue.GOODS
        start, step = int(self._rng.random() * len(goods)), self._pick(_STEPS)
        return [goods[(start + place * step) % len(goods)] for place in range(count)]

    def _pick(self, among: Sequence[T]) -> T:
        """Any one; several times as fast as `choice`."""
        return among[int(self._rng.random() * len(among))]

    def _line(self, article: tuple[str, int], quantity: int) -> Body:
        return bodies.line(article[0], quantity, article[1], CURRENCY, self._parents[article])

    def _buyer(self) -> tuple[str, str]:
        """A regular's id and name, or nobody's."""
        return self._pick(self._customers) if self._rng.random() < 0.7 else ("", "")

    def _card(self, name: str, *, declining: bool) -> Body:
        cards = catalogue.DECLINING_CARDS if declining else catalogue.CARDS
        brand, first6, last4 = self._pick(cards)
        card: Body = {
            "brand": brand,
            "exp_month": "12",
            "exp_year": "2030",
            "first6": first6,
            "last4": last4,
        }
        if name:
            card["name"] = name
        return card

    def _refund(self, sale: _Sale, charge: Body, order: Body, number: int) -> NewRefund:
        """Give the sale back, wholly or in part, and show it in charge and order."""
        made = sale.charge
        at = made.created_ms + int((self._now - made.created_ms) * self._rng.random() ** 3)
        at = min(at, made.created_ms + 30 * DAY_MS)
        facts = ChargeFacts.of(charge, order)
        part = self._rng.randrange(100, max(101, facts.collected // 2)) if sale.state == _PARTLY else None
        decision = decide_refund(facts, part, at, self._options)
        refund = NewRefund(
            id=next(self._refund_ids),
            charge=made.id,
            amount=decision.amount,
            currency=CURRENCY if self._options.refunds_carry_currency else "",
            created_ms=at,
            refund_type=decision.refund_type,
            ref_num=ids.ref_num(self._code_of(at), number),
            auth_code=made.auth_code,
            extra={"reason": self._pick(("requested_by_customer", "requested_by_customer", "duplicate"))},
        )
        bodies.with_refund(charge, bodies.refund_read(refund))
        charge["amount_refunded"], charge["refunded"] = refunded_after(facts, decision.amount)
        order["amount_returned"] = charge["amount_refunded"]
        return refund

    def _code_of(self, at: int) -> str:
        """The day's code, worked out once a day."""
        if at // DAY_MS != self._day:
            self._day, self._day_code = at // DAY_MS, ids.day_code(at)
        return self._day_code


def _weight(hour: int) -> int:
    """How busy the shop is in an hour since the epoch; the epoch began on a Thursday."""
    day, of_day = divmod(hour + LOCAL_SHIFT_HOURS, 24)
    return _HOURS[of_day] * _WEEKDAYS[(day + 3) % 7]


def _row(kind: str, body: Body, owner: str, status: str, *, paid: bool = False) -> Row:
    created = body["created"]
    at = created if isinstance(created, int) else 0
    return (kind, str(body["id"]), at, owner, status, at if paid else 0, dump(body), "")


def _refund_rows(refunds: list[NewRefund]) -> Iterator[Row]:
    for refund in refunds:
        yield _row(REFUND, bodies.refund_read(refund), refund.charge, "")
