"""Refunds for tabs and commands, read from the cache."""

from typing import TYPE_CHECKING

from cloverdesk.cache.query import RefundQuery

if TYPE_CHECKING:
    from cloverdesk.cache.cache import Cache
    from cloverdesk.domain.pages import Outline
    from cloverdesk.domain.refunds import Refund

PAGE_SIZE = 200


class RefundList:
    """One filtered list of refunds, newest first, readable from any page on (a `PageSource`)."""

    def __init__(self, cache: "Cache", query: RefundQuery) -> None:
        self._cache = cache
        self._query = query

    async def outline(self) -> "Outline":
        """Count the refunds and name the pages."""
        return await self._cache.refunds.outline(self._query, PAGE_SIZE)

    async def page(self, anchor: int) -> "tuple[Refund, ...]":
        """Refunds of the page that begins at `anchor`."""
        return await self._cache.refunds.page(self._query, anchor, PAGE_SIZE)

    async def position(self, refund_id: str) -> int | None:
        """Index of a refund in this list, None if it is not part of it."""
        return await self._cache.refunds.position(self._query, refund_id)


class RefundsService:
    """What may be asked about refunds."""

    def __init__(self, cache: "Cache") -> None:
        self._cache = cache

    def list(self, text: str = "") -> RefundList:
        """The refunds that match a typed filter."""
        return RefundList(self._cache, RefundQuery(text=text))

    async def newest(self, text: str = "", limit: int = 100) -> "tuple[Refund, ...]":
        """The newest refunds that match, at most `limit`."""
        return await self._cache.refunds.newest(RefundQuery(text=text), limit)

    async def get(self, refund_id: str) -> "Refund | None":
        """The refund as the cache has it, None if it has not been seen."""
        return await self._cache.refunds.get(refund_id)

    async def of_charge(self, charge_id: str) -> "tuple[Refund, ...]":
        """All refunds of a charge that the cache has, newest first."""
        return await self._cache.refunds.of_charge(charge_id)
