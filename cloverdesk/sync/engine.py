"""Keeps the cache true: three feeds side by side, the last week of everything first, then history, then the newest again."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from cloverdesk.api.errors import Missing, NotAllowed
from cloverdesk.cache.cache import Batch, Cache
from cloverdesk.domain.changes import ChangeHub, Changes, Kind
from cloverdesk.domain.charges import Charge
from cloverdesk.domain.errors import DeskError
from cloverdesk.domain.freshness import Freshness
from cloverdesk.domain.orders import Order
from cloverdesk.sync.feeds import WHO, ChargesFeed, OrdersFeed, RefundsFeed, Stop
from cloverdesk.sync.pace import Pace, often_enough
from cloverdesk.sync.together import one_fate

if TYPE_CHECKING:
    from cloverdesk.api.resources.charges import ChargesApi
    from cloverdesk.api.resources.orders import OrdersApi
    from cloverdesk.api.resources.refunds import RefundsApi
    from cloverdesk.domain.clock import Clock
    from cloverdesk.domain.errors import Failure

AnyFeed = ChargesFeed | RefundsFeed | OrdersFeed

WEEK_MS = 7 * 24 * 3600 * 1000


class FirstLoad(Protocol):
    """Told whether history is being brought in, for which Clover is asked more often."""

    def __call__(self, *, on: bool) -> None:
        """Begin or end."""


def _nobody(*, on: bool) -> None:
    """Whoever does not want to be told."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one whole round came to: how many objects are new or changed, and how complete everything is now."""

    changed: int
    freshness: tuple[Freshness, ...]


class SyncEngine:
    """Brings a store into the cache and keeps it there; tells the hub after each page."""

    def __init__(
        self,
        *,
        charges: "ChargesApi",
        refunds: "RefundsApi",
        orders: "OrdersApi",
        cache: Cache,
        hub: ChangeHub,
        clock: "Clock",
        first_load: FirstLoad = _nobody,
    ) -> None:
        self._charges, self._refunds, self._orders = charges, refunds, orders
        self._first_load = first_load
        self._cache, self._hub, self._clock = cache, hub, clock
        self._feeds: tuple[AnyFeed, ...] = (
            ChargesFeed(charges, cache, self._publish, clock),
            RefundsFeed(refunds, charges, cache, self._publish, clock),
            OrdersFeed(orders, cache, self._publish, clock),
        )
        self._failures: dict[Kind, DeskError] = {}
        self._changed = 0
        self._turn = asyncio.Lock()

    def freshness(self) -> tuple[Freshness, ...]:
        """How complete and how old each kind is, and why its last look failed."""
        failures: dict[Kind, Failure] = {kind: each.failure for kind, each in self._failures.items()}
        return self._cache.marks.freshness(failures)

    async def run_once(self) -> SyncReport:
        """Read until everything is here. Raises the first failure, after the other feeds had their turn."""
        async with self._turn:
            before = self._changed
            await self._round(self._feeds, Stop())
            for problem in self._failures.values():
                raise problem
            return SyncReport(self._changed - before, self.freshness())

    async def run(self, *, every_seconds: float = 15) -> None:
        """Keep everything fresh until cancelled. Failures are shown by `freshness` and tried again, ever more slowly.

        The newest is looked for every `every_seconds`, also while history is still being read; an idle desk looks less
        often where that would be more than is polite.
        """
        idle_seconds = often_enough(every_seconds, len(self._feeds))
        paces = {feed.kind: Pace(self._clock, idle_seconds) for feed in self._feeds}
        while True:
            async with self._turn:
                due = [feed for feed in self._feeds if paces[feed.kind].is_due()]
                for feed in due:
                    paces[feed.kind].begin()
                await self._round(due, Stop(late_at=self._clock.monotonic() + every_seconds))
                for feed in due:
                    complete = self._cache.marks.get(feed.kind).complete
                    paces[feed.kind].end(failed=feed.kind in self._failures, complete=complete)
            await self._clock.sleep(min(pace.wait() for pace in paces.values()))

    async def refresh_charge(self, charge_id: str) -> Charge:
        """Read a charge, its order and its refunds anew, and keep them. Raises `Missing` or another `ApiError`.

        A person waits for this, so it overtakes the feeds.
        """
        charge = await self._charges.get(charge_id)
        if not charge.order_id:
            known = await self._cache.charges.get(charge_id)
            charge = charge._replace(order_id=known.order_id if known else "")
        async with one_fate() as group:
            order = group.create_task(self._order(charge.order_id))
            refunds = group.create_task(self._refunds.of_charge(charge_id, currency=charge.currency))
        orders = tuple(filter(None, (order.result(),)))
        batch = Batch(charges=(charge,), refunds=refunds.result(), orders=orders, full=True)
        self._publish(await self._cache.save(batch, who="refresh"))
        return await self._cache.charges.get(charge_id) or charge

    async def _order(self, order_id: str) -> Order | None:
        """The order if it can be had: without it the charge can still be looked at, and refunded as a whole."""
        try:
            return await self._orders.get(order_id) if order_id else None
        except (Missing, NotAllowed):
            return None

    async def _round(self, feeds: Sequence[AnyFeed], stop: Stop) -> None:
        """Let feeds read side by side; what is recent of every kind comes before anything that is old."""
        week = replace(stop, since_ms=self._clock.now_ms() - WEEK_MS)
        try:
            self._first_load(on=self._history_is_missing())
            async with one_fate() as group:
                for feed in feeds:
                    group.create_task(self._take(feed, week, look=True))
            self._first_load(on=self._history_is_missing())
            async with one_fate() as group:
                for feed in feeds:
                    if feed.kind not in self._failures:
                        group.create_task(self._take(feed, stop))
        finally:
            self._first_load(on=False)

    def _history_is_missing(self) -> bool:
        """Whether there is something old to bring in, of kinds that can be read."""
        readable = (feed.kind for feed in self._feeds if feed.kind not in self._failures)
        return not all(self._cache.marks.get(kind).complete for kind in readable)

    async def _take(self, feed: AnyFeed, stop: Stop, *, look: bool = False) -> None:
        """One part of a feed's turn. A failure is kept for `freshness`; the other feeds go on."""
        failure = None
        try:
            if look:
                await feed.look()
            await feed.go_on(stop)
        except DeskError as problem:
            failure = problem
        self._note(feed.kind, failure)

    def _note(self, kind: Kind, failure: DeskError | None) -> None:
        before = self._failures.pop(kind, None)
        if failure is not None:
            self._failures[kind] = failure
        if (before and before.failure) != (failure and failure.failure):
            self._hub.publish(Changes.of(Kind.FRESHNESS, who=WHO))

    def _publish(self, changes: Changes) -> None:
        if changes.kinds:
            self._changed += len(changes.ids)
            self._hub.publish(changes)
