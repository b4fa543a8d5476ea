"""A database for coroutines: shared by programs, and true whatever is cancelled or killed."""

import asyncio
import sys
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest

from cloverdesk.storage.connection import Connection, open_connection
from cloverdesk.storage.database import Database
from cloverdesk.storage.errors import DataDamaged, DataNewer
from cloverdesk.storage.migrations import migrate
from tests.support.aio import run

KEY = bytes(range(32))
SCHEMA = ("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;",)
FOREVER = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


def add(text: str) -> Any:
    def work(connection: Connection) -> int:
        connection.execute("INSERT INTO note (text) VALUES (?)", (text,))
        return connection.changes

    return work


def texts(connection: Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT text FROM note ORDER BY id")]


async def opened(path: Path, **options: Any) -> Database:
    return await Database.open(path, key=KEY, migrations=SCHEMA, **options)


def started(work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
    return asyncio.get_running_loop().create_task(work)


def test_what_is_written_is_read_now_and_after_opening_again(tmp_path: Path) -> None:
    async def main() -> None:
        database = await opened(tmp_path / "a.db")
        assert database.path == tmp_path / "a.db"
        assert await database.write(add("one")) == 1
        assert await database.read(texts) == ["one"]
        await database.close()
        await database.close()
        database = await opened(tmp_path / "a.db", durable=True)
        assert await database.read(texts) == ["one"]
        await database.close()

    run(main())


def test_work_that_raises_leaves_nothing(tmp_path: Path) -> None:
    def half(connection: Connection) -> None:
        add("half")(connection)
        raise LookupError

    async def main() -> None:
        database = await opened(tmp_path / "a.db")
        with pytest.raises(LookupError):
            await database.write(half)
        assert await database.read(texts) == []
        await database.close()

    run(main())


def test_readers_cannot_write_and_see_one_state(tmp_path: Path) -> None:
    async def main() -> None:
        database = await opened(tmp_path / "a.db")
        reading, written = threading.Event(), threading.Event()

        def twice(connection: Connection) -> tuple[int, int]:
            before = len(texts(connection))
            reading.set()
            written.wait()
            return before, len(texts(connection))

        slow = started(database.read(twice))
        while not reading.is_set():
            assert await database.read(texts) == []  # another reader, meanwhile
        await database.write(add("new"))
        written.set()
        assert await slow == (0, 0)
        with pytest.raises(Exception, match="readonly"):
            await database.read(add("never"))
        assert await database.read(texts) == ["new"]
        await database.close()

    run(main())


def test_two_programs_share_it_and_notice_each_other(tmp_path: Path) -> None:
    async def main() -> None:
        one, two = await opened(tmp_path / "a.db"), await opened(tmp_path / "a.db")
        before_one, before_two = await one.data_version(), await two.data_version()
        writes = [each.write(add(str(n))) for n in range(20) for each in (one, two)]
        await asyncio.gather(*writes)
        assert len(await one.read(texts)) == 40
        assert await one.data_version() != before_one
        noticed = await two.data_version()
        assert noticed != before_two
        await two.write(add("own"))
        assert await two.data_version() == noticed
        await one.close()
        await two.close()

    run(main())


def test_two_programs_that_make_it_at_once_agree(tmp_path: Path) -> None:
    async def main(path: Path) -> None:
        databases = await asyncio.gather(*(opened(path) for _ in range(4)))
        for database in databases:
            await database.write(add("x"))
        assert await databases[0].read(texts) == ["x"] * 4
        for database in databases:
            await database.close()

    for attempt in range(5):
        run(main(tmp_path / f"{attempt}.db"))


def test_a_write_that_began_is_committed_though_nobody_waits(tmp_path: Path) -> None:
    async def main() -> None:
        database = await opened(tmp_path / "a.db")
        begun, go_on = threading.Event(), threading.Event()

        def slow(connection: Connection) -> None:
            begun.set()
            go_on.wait()
            add("begun")(connection)

        first, second = started(database.write(slow)), started(database.write(add("never begun")))
        while not begun.is_set():
            await database.read(texts)
        second.cancel()
        first.cancel()
        await asyncio.wait([first, second])
        assert first.cancelled()
        go_on.set()
        await database.write(add("after"))
        assert await database.read(texts) == ["begun", "after"]
        await database.close()

    run(main())


def test_a_read_that_nobody_waits_for_ends_at_once(tmp_path: Path) -> None:
    async def main() -> None:
        database = await opened(tmp_path / "a.db", readers=1)
        begun = threading.Event()

        def endless(connection: Connection) -> None:
            begun.set()
            connection.execute(FOREVER)

        reading = started(database.read(endless))
        waiting = started(database.read(endless))
        while not begun.is_set():
            await database.data_version()
        # Its statement may not have begun yet: giving up has to hold then, too.
        waiting.cancel()
        reading.cancel()
        await asyncio.wait([reading, waiting])
        assert await database.read(texts) == []
        await database.close()

    run(main())


def test_closing_finishes_what_was_asked_for(tmp_path: Path) -> None:
    async def main() -> None:
        database = await opened(tmp_path / "a.db")
        writes = [started(database.write(add(str(n)))) for n in range(5)]
        await asyncio.gather(*writes[:1])
        await asyncio.gather(database.close(), database.close(), *writes[1:])
        database = await opened(tmp_path / "a.db")
        assert await database.read(texts) == [str(n) for n in range(5)]
        await database.close()
        assert not (tmp_path / "a.db-wal").exists()

    run(main())


def test_migrations_run_once_each_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    steps = ("CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y; INSERT INTO a VALUES (1, 2)")
    connection = open_connection(path, key=KEY)
    migrate(connection, steps[:1])
    migrate(connection, steps)
    migrate(connection, steps)
    assert connection.execute("SELECT * FROM a") == [(1, 2)]
    with pytest.raises(Exception, match="no such table"):
        migrate(connection, (*steps, "INSERT INTO a VALUES (3, 4); INSERT INTO nowhere VALUES (1)"))
    assert connection.execute("SELECT * FROM a") == [(1, 2)]
    assert connection.one("PRAGMA user_version") == (2,)
    connection.close()


def test_a_newer_one_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"

    async def main() -> None:
        newer = await Database.open(path, key=KEY, migrations=(*SCHEMA, "CREATE TABLE more (x)"))
        await newer.close()
        before = path.read_bytes()
        with pytest.raises(DataNewer) as caught:
            await opened(path)
        assert path.read_bytes() == before
        assert dict(caught.value.failure.params) == {"path": str(path), "found": 2, "known": 1}

    run(main())


def test_damage_met_later_is_told_to_the_owner_too(tmp_path: Path) -> None:
    path = tmp_path / "a.db"

    async def main() -> None:
        database = await opened(path)
        await database.write(lambda connection: [add("x" * 900)(connection) for _ in range(500)])
        await database.close()
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        told: list[str] = []
        database = await opened(path, on_damage=lambda: told.append("damage"))
        with pytest.raises(DataDamaged):
            await database.read(texts)
        assert told == ["damage"]
        await database.close()

    run(main())


KILLED = """
import os, sys
from pathlib import Path
from cloverdesk.storage.connection import open_connection
connection = open_connection(Path(sys.argv[1]), key=bytes(range(32)), durable=True)
with connection.transaction():
    connection.execute("INSERT INTO note (text) VALUES ('committed')")
connection.execute("BEGIN IMMEDIATE")
connection.execute("INSERT INTO note (text) VALUES ('not committed')")
os._exit(9)
"""


def test_a_kill_keeps_what_was_committed_and_nothing_else(tmp_path: Path) -> None:
    async def main() -> None:
        database = await opened(tmp_path / "a.db")
        version = await database.data_version()
        killed = await asyncio.create_subprocess_exec(sys.executable, "-c", KILLED, str(tmp_path / "a.db"))
        assert await killed.wait() == 9
        assert await database.data_version() != version
        assert await database.read(texts) == ["committed"]
        await database.write(add("after"))
        await database.close()

    run(main())


_TAKE = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="its locks belong to handles, not to processes")
def test_opening_a_reader_keeps_the_lock_that_tells_other_programs_that_we_are_here(tmp_path: Path) -> None:
    """Closing any handle of a file drops all locks of the process on it; without them others delete the log."""

    async def main() -> None:
        database = await opened(tmp_path / "a.db")
        try:
            await database.write(add("one"))
            assert await database.read(texts) == ["one"]
            other = await asyncio.create_subprocess_exec(
                sys.executable, "-c", _TAKE, str(tmp_path / "a.db"), stderr=asyncio.subprocess.PIPE
            )
            _, said = await other.communicate()
            assert b"BlockingIOError" in said
        finally:
            await database.close()

    run(main())
