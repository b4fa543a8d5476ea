"""The local copy of a store: whole batches in, lists out. It is disposable, and is made anew where it cannot be used."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from cloverdesk.cache import aside
from cloverdesk.cache.charges import ChargesStore
from cloverdesk.cache.marks import FeedMark, MarksStore, count_rows, read_marks, write_mark
from cloverdesk.cache.orders import OrdersStore
from cloverdesk.cache.refunds import RefundsStore
from cloverdesk.cache.tables import CHARGES, REFUNDS, Kept, link, orders_table
from cloverdesk.domain.changes import Changes, Kind
from cloverdesk.domain.charges import Charge
from cloverdesk.domain.message import Message
from cloverdesk.domain.orders import Order
from cloverdesk.domain.refunds import Refund
from cloverdesk.storage.database import Connection, Database
from cloverdesk.storage.errors import DataDamaged, DataNewer
from cloverdesk.storage.migrations import scripts

if TYPE_CHECKING:
    from cloverdesk.domain.clock import Clock

_CHARGES_OF_ORDERS = """
SELECT id FROM charges WHERE order_id <> '' AND order_id IN (SELECT value FROM json_each(?1))
UNION SELECT link.charge_id FROM order_charges AS link JOIN charges AS it ON it.id = link.charge_id
WHERE link.order_id IN (SELECT value FROM json_each(?1))
"""


@dataclass(frozen=True, slots=True)
class Batch:
    """Objects that arrived together, each kind newest first, and how far that brings a feed.

    `full`: read one by one, so that what they do not list is not there. Pages of a list are sparse and say nothing by it.
    """

    charges: tuple[Charge, ...] = ()
    refunds: tuple[Refund, ...] = ()
    orders: tuple[Order, ...] = ()
    mark: FeedMark | None = None
    full: bool = False


class Cache:
    """Every method raises a `StorageError` where the file stands in the way."""

    def __init__(self, database: Database, notice: Message | None) -> None:
        self._database = database
        self._version = 0
        self.notice = notice
        """What a person should know about how it was opened."""
        self.charges = ChargesStore(database)
        self.refunds = RefundsStore(database)
        self.orders = OrdersStore(database)
        self.marks = MarksStore()

    @classmethod
    async def open(cls, path: Path, *, key: bytes, clock: "Clock") -> Self:
        """Open the cache at `path`, or make it. One that is damaged, foreign or newer is set aside and begun anew.

        `key` has 32 bytes. Raises `DataUnwritable` or `DataBusy`.
        """
        notice = None
        if aside.is_condemned(path):
            notice = aside.set_aside(path, "damaged", clock)
        try:
            database = await _open(path, key)
        except (DataDamaged, DataNewer) as problem:
            reason = "newer" if isinstance(problem, DataNewer) else "damaged"
            notice = aside.set_aside(path, reason, clock)
            database = await _open(path, key)
        cache = cls(database, notice)
        try:
            cache._version = await database.data_version()
            cache.marks.learn(await database.read(read_marks))
        except BaseException:
            await database.close()
            raise
        return cache

    async def save(self, batch: Batch, *, who: str) -> Changes:
        """Keep a batch, rows and mark in one commit; what it changed, charges whose order came among them."""
        changes, marks = await self._database.write(lambda connection: _save(connection, batch, who))
        self.marks.learn(marks)
        return changes

    async def data_version(self) -> int:
        """A number that is another one once another program has written. Looks at its marks too, then."""
        version = await self._database.data_version()
        if version != self._version:
            self.marks.learn(await self._database.read(read_marks))
            self._version = version
        return version

    async def close(self) -> None:
        """Finish what was asked for and close. May be called twice."""
        await self._database.close()


async def _open(path: Path, key: bytes) -> Database:
    return await Database.open(
        path, key=key, migrations=scripts(__package__), on_damage=lambda: aside.condemn(path)
    )


def _save(connection: Connection, batch: Batch, who: str) -> tuple[Changes, Mapping[Kind, Any]]:
    kept = {
        Kind.CHARGE: CHARGES.keep(connection, batch.charges),
        Kind.REFUND: REFUNDS.keep(connection, batch.refunds),
        Kind.ORDER: orders_table(full=batch.full).keep(connection, batch.orders),
    }
    link(connection, batch.orders)
    for kind, each in kept.items():
        count_rows(connection, kind, each.added)
    if batch.mark is not None:
        write_mark(connection, batch.mark)
    kept[Kind.CHARGE] = _with_charges_of(connection, kept[Kind.ORDER].changed, kept[Kind.CHARGE])
    return _changes(kept, who), read_marks(connection)


def _with_charges_of(connection: Connection, orders: Sequence[str], charges: Kept) -> Kept:
    """An order says how many lines its charges have."""
    if not orders:
        return charges
    rows = connection.execute(_CHARGES_OF_ORDERS, (json.dumps(orders),))
    return charges._replace(changed=(*charges.changed, *(row[0] for row in rows)))


def _changes(kept: Mapping[Kind, Kept], who: str) -> Changes:
    ids = frozenset((kind, one) for kind, each in kept.items() for one in each.changed)
    return Changes(ids, frozenset(kind for kind, _ in ids), who)
