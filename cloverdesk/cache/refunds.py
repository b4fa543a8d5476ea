"""Refunds as the cache has them."""

import json
from collections.abc import Sequence

from cloverdesk.cache.listing import Listing, Match, Rows
from cloverdesk.cache.query import RefundQuery
from cloverdesk.cache.tables import REFUND_COLUMNS
from cloverdesk.domain.pages import Outline
from cloverdesk.domain.refunds import Refund
from cloverdesk.storage.database import Database

_LISTING: Listing[Refund] = Listing(
    table="refunds",
    words="refund_words",
    shown=tuple(f"it.{name}" for name in REFUND_COLUMNS),
    joined="",
    built=lambda row: Refund(*row),
)


class RefundsStore(Rows[Refund]):
    """Reads refunds."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, _LISTING)

    async def outline(self, query: RefundQuery, page_size: int = 200) -> Outline:
        """Count what matches and name the pages."""
        return await self.outline_of(Match(query.text), page_size)

    async def page(self, query: RefundQuery, anchor: int, page_size: int = 200) -> tuple[Refund, ...]:
        """The page that begins at `anchor`."""
        return await self.page_of(Match(query.text), anchor, page_size)

    async def newest(self, query: RefundQuery, limit: int) -> tuple[Refund, ...]:
        """At most `limit` of the newest that match."""
        return await self.page_of(Match(query.text), None, limit)

    async def position(self, query: RefundQuery, refund_id: str) -> int | None:
        """Index of a refund in the list, None if it is not part of it."""
        return await self.position_of(Match(query.text), refund_id)

    async def of_charge(self, charge_id: str) -> tuple[Refund, ...]:
        """All refunds of a charge, newest first."""
        return await self.where("it.charge_id = ?", (charge_id,))

    async def several(self, ids: Sequence[str]) -> tuple[Refund, ...]:
        """Those of `ids` that are here, newest first."""
        return await self.where("it.id IN (SELECT value FROM json_each(?))", (json.dumps(ids),))
