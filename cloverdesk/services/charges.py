"""Charges for tabs and commands: read from the cache, refreshed from Clover when asked."""

from typing import TYPE_CHECKING

from cloverdesk.cache.query import ChargeQuery
from cloverdesk.domain.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from cloverdesk.cache.cache import Cache
    from cloverdesk.domain.charges import Charge
    from cloverdesk.domain.pages import Outline
    from cloverdesk.sync.engine import SyncEngine

PAGE_SIZE = 200


class ChargeList:
    """One filtered list of charges, newest first, readable from any page on (a `PageSource`)."""

    def __init__(self, cache: "Cache", query: ChargeQuery) -> None:
        self._cache = cache
        self._query = query

    async def outline(self) -> "Outline":
        """Count the charges and name the pages."""
        return await self._cache.charges.outline(self._query, PAGE_SIZE)

    async def page(self, anchor: int) -> "tuple[Charge, ...]":
        """Charges of the page that begins at `anchor`."""
        return await self._cache.charges.page(self._query, anchor, PAGE_SIZE)

    async def position(self, charge_id: str) -> int | None:
        """Index of a charge in this list, None if it is not part of it."""
        return await self._cache.charges.position(self._query, charge_id)


class ChargesService:
    """What may be asked about charges."""

    def __init__(self, cache: "Cache", engine: "Callable[[], Awaitable[SyncEngine]]") -> None:
        self._cache = cache
        self._engine = engine

    def list(self, text: str = "") -> ChargeList:
        """The charges that match a typed filter."""
        return ChargeList(self._cache, ChargeQuery(text=text))

    async def newest(self, text: str = "", limit: int = 100) -> "tuple[Charge, ...]":
        """The newest charges that match, at most `limit`."""
        return await self._cache.charges.newest(ChargeQuery(text=text), limit)

    async def get(self, charge_id: str) -> "Charge | None":
        """The charge as the cache has it, None if it has not been seen."""
        return await self._cache.charges.get(charge_id)

    async def require(self, charge_id: str) -> "Charge":
        """The charge from the cache, else from Clover. Raises `NotFound`, or an `ApiError` if Clover cannot be asked."""
        known = await self.get(charge_id)
        return known or await self.refresh(charge_id)

    async def refresh(self, charge_id: str) -> "Charge":
        """Read the charge, its order and its refunds from Clover now. Raises `NotFound` or another `ApiError`."""
        from cloverdesk.api.errors import Missing

        engine = await self._engine()
        try:
            return await engine.refresh_charge(charge_id)
        except Missing as problem:
            raise NotFound(what=charge_id) from problem
