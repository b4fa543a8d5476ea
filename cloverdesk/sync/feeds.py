"""Feeds: each brings one kind of object from Clover into the cache, newest first, from wherever it stopped."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar

from cloverdesk.api.errors import Missing, Refused
from cloverdesk.cache.cache import Batch, Cache
from cloverdesk.cache.keys import Dated
from cloverdesk.domain.changes import Changes, Kind
from cloverdesk.domain.charges import Charge
from cloverdesk.domain.orders import Order
from cloverdesk.domain.refunds import Refund
from cloverdesk.sync.together import together
from cloverdesk.sync.walk import Seen, begin, go_on

if TYPE_CHECKING:
    from cloverdesk.api.pages import ApiPage
    from cloverdesk.api.resources.charges import ChargesApi
    from cloverdesk.api.resources.orders import OrdersApi
    from cloverdesk.api.resources.refunds import RefundsApi
    from cloverdesk.cache.marks import FeedMark
    from cloverdesk.domain.clock import Clock

WHO = "sync"

E = TypeVar("E", bound=Dated)


class Lists(Protocol[E]):
    """What a feed reads from."""

    async def list_page(
        self, *, starting_after: str | None = None, created_lt_ms: int | None = None
    ) -> "ApiPage[E]":
        """A page, newest first."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a walk may end early: at objects older than `since_ms`, or after the page at which the monotonic clock shows
    `late_at`. One page is always read, so that slow answers cannot keep history out for good.
    """

    since_ms: int | None = None
    late_at: float | None = None

    def far(self, mark: "FeedMark") -> bool:
        """Whether there is nothing to read, or nothing that is recent enough."""
        if mark.complete or not mark.stretches:
            return True
        return self.since_ms is not None and mark.stretches[0].oldest_ms < self.since_ms

    def late(self, now: float) -> bool:
        """Whether it took long enough, at `now` of the monotonic clock."""
        return self.late_at is not None and now >= self.late_at


class Feed(ABC, Generic[E]):
    """One kind. Every method raises what the API and the cache raise; what was saved before that stays."""

    kind: ClassVar[Kind]

    def __init__(
        self, lists: Lists[E], cache: Cache, publish: Callable[[Changes], None], clock: "Clock"
    ) -> None:
        self._lists = lists
        self._cache = cache
        self._publish = publish
        self._clock = clock

    async def look(self) -> None:
        """Read the newest page."""
        mark, now = self._cache.marks.get(self.kind), self._clock.now_ms()
        page = await self._lists.list_page()
        objects = await self._told(page.items)
        seen = Seen(objects, page.cursor, page.has_more and bool(page.cursor))
        await self._keep(objects, begin(mark, seen, now))

    async def go_on(self, stop: Stop) -> None:
        """Read older pages until nothing is missing, or `stop` says so."""
        mark = self._cache.marks.get(self.kind)
        while not stop.far(mark):
            cursor = mark.stretches[0].oldest_id
            page = await self._older(mark)
            objects = await self._told([each for each in page.items if each.id != cursor])
            moved = bool(page.cursor) and page.cursor != cursor
            mark = go_on(mark, Seen(objects, page.cursor, page.has_more and moved))
            await self._keep(objects, mark)
            if stop.late(self._clock.monotonic()):
                return

    async def _older(self, mark: "FeedMark") -> "ApiPage[E]":
        """The page after the first stretch. Where Clover no longer knows its last object, its time has to do."""
        last = mark.stretches[0]
        try:
            return await self._lists.list_page(starting_after=last.oldest_id)
        except (Missing, Refused):
            return await self._lists.list_page(created_lt_ms=last.oldest_ms // 1000 * 1000 + 1000)

    async def _keep(self, objects: Sequence[E], mark: "FeedMark") -> None:
        changes = await self._cache.save(replace(self._batch(objects), mark=mark), who=WHO)
        self._publish(changes | Changes.of(Kind.FRESHNESS, who=WHO))
        await self._follow_up([one for kind, one in changes.ids if kind is self.kind])

    async def _told(self, objects: Sequence[E]) -> Sequence[E]:
        """The objects with what the list left out."""
        return objects

    async def _follow_up(self, changed: Iterable[str]) -> None:
        """Read again what the changed ones make doubtful."""

    @abstractmethod
    def _batch(self, objects: Sequence[E]) -> Batch: ...


class Rereading:
    """Reads single charges again, for feeds that find them behind what went back of them."""

    def __init__(self, charges: "ChargesApi", cache: Cache, publish: Callable[[Changes], None]) -> None:
        self._charges = charges
        self._cache = cache
        self._publish = publish

    async def of(self, *, charges: Iterable[str] = (), refunds: Iterable[str] = ()) -> None:
        """Bring in anew the ones among these charges, and those of these refunds, that are behind."""
        behind = await self._cache.charges.behind(charges=charges, refunds=refunds)
        if not behind:
            return
        found = await together(*(self._read(one) for one in behind))
        batch = Batch(charges=tuple(charge for charge in found if charge is not None))
        self._publish(await self._cache.save(batch, who=WHO))

    async def _read(self, charge_id: str) -> Charge | None:
        try:
            return await self._charges.get(charge_id, interactive=False)
        except Missing:
            return None


class ChargesFeed(Feed[Charge]):
    """Charges. One that was read before a refund and kept after it is read again."""

    kind = Kind.CHARGE

    def __init__(
        self, charges: "ChargesApi", cache: Cache, publish: Callable[[Changes], None], clock: "Clock"
    ) -> None:
        super().__init__(charges, cache, publish, clock)
        self._rereading = Rereading(charges, cache, publish)

    async def _follow_up(self, changed: Iterable[str]) -> None:
        await self._rereading.of(charges=changed)

    def _batch(self, objects: Sequence[Charge]) -> Batch:
        return Batch(charges=tuple(objects))


class RefundsFeed(Feed[Refund]):
    """Refunds. The charge of one that appears is read again; one that the list only names is read by itself, once."""

    kind = Kind.REFUND

    def __init__(
        self,
        refunds: "RefundsApi",
        charges: "ChargesApi",
        cache: Cache,
        publish: Callable[[Changes], None],
        clock: "Clock",
    ) -> None:
        super().__init__(refunds, cache, publish, clock)
        self._refunds = refunds
        self._rereading = Rereading(charges, cache, publish)

    async def _told(self, objects: Sequence[Refund]) -> Sequence[Refund]:
        sparse = [each.id for each in objects if not (each.charge_id and each.created_ms)]
        if not sparse:
            return objects
        known = {each.id: each for each in await self._cache.refunds.several(sparse) if each.charge_id}
        unknown = [one for one in sparse if one not in known]
        read = await together(*(self._refunds.get(one, interactive=False) for one in unknown))
        fuller = {each.id: each for each in read}
        return [fuller.get(each.id) or _merged(each, known.get(each.id)) for each in objects]

    async def _follow_up(self, changed: Iterable[str]) -> None:
        await self._rereading.of(refunds=changed)

    def _batch(self, objects: Sequence[Refund]) -> Batch:
        return Batch(refunds=tuple(objects))


class OrdersFeed(Feed[Order]):
    """Orders."""

    kind = Kind.ORDER

    def __init__(
        self, orders: "OrdersApi", cache: Cache, publish: Callable[[Changes], None], clock: "Clock"
    ) -> None:
        super().__init__(orders, cache, publish, clock)

    def _batch(self, objects: Sequence[Order]) -> Batch:
        return Batch(orders=tuple(objects))


def _merged(told: Refund, known: Refund | None) -> Refund:
    if known is None:
        return told
    return replace(known, amount_minor=told.amount_minor, status=told.status or known.status)
