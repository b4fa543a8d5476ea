"""Charges as the cache has them."""

import json
from collections.abc import Iterable

from cloverdesk.cache.listing import Listing, Match, Rows
from cloverdesk.cache.query import ChargeQuery
from cloverdesk.cache.tables import CHARGE_COLUMNS
from cloverdesk.domain.charges import Charge
from cloverdesk.domain.pages import Outline
from cloverdesk.storage.database import Database

_ORDER_ID = "iif(it.order_id = '', coalesce(link.order_id, ''), it.order_id)"
_LISTING: Listing[Charge] = Listing(
    table="charges",
    words="charge_words",
    shown=(
        *(_ORDER_ID if name == "order_id" else f"it.{name}" for name in CHARGE_COLUMNS),
        "bought.line_count",
    ),
    joined=(
        "LEFT JOIN order_charges AS link ON link.charge_id = it.id"
        f" LEFT JOIN orders AS bought ON bought.id = {_ORDER_ID}"
    ),
    built=lambda row: Charge(*row),
)

# What went back says more than the charge does, or one of these refunds gave nothing back after all.
_BEHIND = """
WITH asked (id) AS (
  SELECT value FROM json_each(:charges)
  UNION SELECT charge_id FROM refunds WHERE id IN (SELECT value FROM json_each(:refunds))
)
SELECT it.id FROM asked
CROSS JOIN charges AS it ON it.id = asked.id
CROSS JOIN refunds AS back ON back.charge_id = it.id
GROUP BY it.id
HAVING sum(iif(back.status IN ('failed', 'canceled'), 0, back.amount_minor)) > it.refunded_minor
  OR (
    sum(back.status IN ('failed', 'canceled') AND back.id IN (SELECT value FROM json_each(:refunds))) > 0
    AND sum(iif(back.status IN ('failed', 'canceled'), 0, back.amount_minor)) < it.refunded_minor
  )
"""


class ChargesStore(Rows[Charge]):
    """Reads charges; `line_count` comes from their orders."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, _LISTING)

    async def outline(self, query: ChargeQuery, page_size: int = 200) -> Outline:
        """Count what matches and name the pages."""
        return await self.outline_of(_match(query), page_size)

    async def page(self, query: ChargeQuery, anchor: int, page_size: int = 200) -> tuple[Charge, ...]:
        """The page that begins at `anchor`."""
        return await self.page_of(_match(query), anchor, page_size)

    async def newest(self, query: ChargeQuery, limit: int) -> tuple[Charge, ...]:
        """At most `limit` of the newest that match."""
        return await self.page_of(_match(query), None, limit)

    async def position(self, query: ChargeQuery, charge_id: str) -> int | None:
        """Index of a charge in the list, None if it is not part of it."""
        return await self.position_of(_match(query), charge_id)

    async def behind(self, *, charges: Iterable[str] = (), refunds: Iterable[str] = ()) -> tuple[str, ...]:
        """Of these charges, and of those of these refunds, the ids of the ones that do not know of all that went back."""
        params = {"charges": json.dumps(list(charges)), "refunds": json.dumps(list(refunds))}
        rows = await self._database.read(lambda connection: connection.execute(_BEHIND, params))
        return tuple(row[0] for row in rows)


def _match(query: ChargeQuery) -> Match:
    return Match(query.text, tuple(sorted(state.value for state in query.states)))
