"""A database for coroutines: one thread writes, a few read, and nobody waits on the event loop."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from queue import LifoQueue
from threading import Event
from typing import Self, TypeVar

from cloverdesk.storage.connection import Connection, open_connection
from cloverdesk.storage.errors import DataDamaged
from cloverdesk.storage.migrations import migrate

__all__ = ["Connection", "Database", "open_connection"]

T = TypeVar("T")


class Database:
    """An encrypted database that several programs may have open at once.

    Work is a plain function of a `Connection`; it runs in a thread, inside one transaction. Every method raises
    `DataDamaged`, `DataUnwritable` or `DataBusy` where the file stands in the way.
    """

    def __init__(self, path: Path, opener: Callable[[], Connection], *, readers: int) -> None:
        self._path = path
        self._open_one = opener
        self._on_damage: Callable[[], None] | None = None
        self._connection: Connection | None = None
        # Readers open when they are first needed; the one that was used last is used next.
        self._idle: LifoQueue[Connection | None] = LifoQueue()
        for _ in range(readers):
            self._idle.put(None)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix=f"{path.stem}-writer")
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix=f"{path.stem}-reader")
        self._closing: asyncio.Future[None] | None = None

    @classmethod
    async def open(
        cls,
        path: Path,
        *,
        key: bytes,
        migrations: Sequence[str],
        durable: bool = False,
        readers: int = 2,
        on_damage: Callable[[], None] | None = None,
    ) -> Self:
        """Open the database at `path`, or make it, and bring it to the newest of `migrations`.

        `key` has 32 bytes. A `durable` one has every commit on the disk before `write` returns. `on_damage` is called,
        in a thread, when later work meets damage. Raises `DataNewer` too.
        """
        self = cls(path, partial(open_connection, path, key=key, durable=durable), readers=readers)
        try:
            await _in_thread(self._writer, partial(self._begin, migrations))
        except BaseException:
            await self.close()
            raise
        self._on_damage = on_damage
        return self

    @property
    def path(self) -> Path:
        """Where the database is."""
        return self._path

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction of the one writer; committed when this returns, undone when `work` raises.

        Cancelling drops work that has not begun; work that has begun is finished and committed all the same.
        """
        return await _in_thread(self._writer, partial(self._write, work))

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on one unchanging state of the database. Cancelling stops it wherever it is."""
        given_up = Event()
        try:
            return await _in_thread(self._readers, partial(self._read, work, given_up))
        except asyncio.CancelledError:
            given_up.set()
            raise

    async def data_version(self) -> int:
        """A number that is another one once another program has written; our own writes do not change it."""
        return await _in_thread(self._writer, self._data_version)

    async def close(self) -> None:
        """Finish what was asked for, end the threads and close. May be called twice."""
        if self._closing is None:
            self._closing = asyncio.get_running_loop().run_in_executor(self._writer, self._end)
        try:
            await asyncio.shield(self._closing)
        finally:
            self._writer.shutdown(wait=self._closing.done())

    # ---- in the writer's thread

    def _begin(self, migrations: Sequence[str]) -> None:
        self._connection = self._open_one()
        migrate(self._connection, migrations)

    def _write(self, work: Callable[[Connection], T]) -> T:
        connection = self._opened()
        return self._watched(lambda: _transact(connection, "IMMEDIATE", work))

    def _data_version(self) -> int:
        row = self._opened().one("PRAGMA data_version")
        return int(row[0]) if row else 0

    def _end(self) -> None:
        self._readers.shutdown(wait=True)
        while not self._idle.empty():
            if (reader := self._idle.get()) is not None:
                reader.close()
        if self._connection is not None:
            self._connection.close()

    def _opened(self) -> Connection:
        if self._connection is None:
            msg = "the database was never opened"
            raise RuntimeError(msg)
        return self._connection

    # ---- in a reader's thread

    def _read(self, work: Callable[[Connection], T], given_up: Event) -> T:
        connection = self._idle.get()
        try:
            connection = opened = connection or self._reader()
            return self._watched(lambda: _transact(opened, "DEFERRED", partial(_until, given_up, work)))
        finally:
            self._idle.put(connection)

    def _reader(self) -> Connection:
        connection = self._open_one()
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _watched(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except DataDamaged:
            if self._on_damage is not None:
                self._on_damage()
            raise


def _transact(connection: Connection, kind: str, work: Callable[[Connection], T]) -> T:
    with connection.transaction(kind):
        return work(connection)


def _until(given_up: Event, work: Callable[[Connection], T], connection: Connection) -> T:
    with connection.until(given_up.is_set):
        return work(connection)


async def _in_thread(executor: Executor, work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(executor, work)
