"""One connection: what it writes is nobody else's to read, and each failure of the engine says what to do."""

import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cloverdesk.domain.errors import ExitCode, FailureKind
from cloverdesk.storage import connection as module
from cloverdesk.storage.connection import Connection, open_connection
from cloverdesk.storage.errors import DataBusy, DataDamaged, DataUnwritable, StorageError

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))


def made(path: Path, rows: int = 1000) -> Path:
    connection = open_connection(path, key=KEY)
    connection.executescript(
        "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT); CREATE INDEX t ON note (text)"
    )
    connection.insert_many("note", ("id", "text"), [(n, f"a plain sentence {n}") for n in range(rows)])
    connection.close()
    return path


def test_rows_come_back_in_order_and_whole(tmp_path: Path) -> None:
    connection = open_connection(made(tmp_path / "a.db", 20_000), key=KEY)
    assert connection.one("SELECT count(*), max(id), min(id) FROM note") == (20_000, 19_999, 0)
    assert connection.one("SELECT text FROM note WHERE id = ?", (7,)) == ("a plain sentence 7",)
    assert connection.one("SELECT text FROM note WHERE id = :id", {"id": -1}) is None
    newest = "SELECT id AS c0, nullif(text, text) AS c1 FROM note ORDER BY id DESC LIMIT 3"
    assert connection.at_once(("c0", "c1"), newest) == [[19_999, None], [19_998, None], [19_997, None]]
    connection.close()


def test_insert_many_tells_what_was_inserted_or_changed(tmp_path: Path) -> None:
    connection = open_connection(made(tmp_path / "a.db", 3), key=KEY)
    conflict = "ON CONFLICT DO UPDATE SET text = excluded.text WHERE text IS NOT excluded.text"
    rows = [(1, "a plain sentence 1"), (2, "another"), (3, "new")]
    assert connection.insert_many("note", ("id", "text"), rows, conflict=conflict, returning="id") == [
        (2,),
        (3,),
    ]
    assert connection.changes == 2
    assert connection.insert_many("note", ("id", "text"), []) == []
    connection.insert_many("note", ("id", "text"), [(3, "newer")], replace=True)
    assert connection.one("SELECT text FROM note WHERE id = 3") == ("newer",)
    connection.close()


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    connection = open_connection(made(tmp_path / "a.db", 0), key=KEY)

    def fail_halfway() -> None:
        with connection.transaction():
            connection.execute("INSERT INTO note VALUES (1, 'half')")
            raise KeyError

    with pytest.raises(KeyError):
        fail_halfway()
    assert connection.one("SELECT count(*) FROM note") == (0,)
    with connection.transaction():
        connection.execute("INSERT INTO note VALUES (1, 'whole')")
    assert connection.one("SELECT count(*) FROM note") == (1,)
    connection.close()
    connection.close()


def test_nothing_on_the_disk_is_plain(tmp_path: Path) -> None:
    connection = open_connection(made(tmp_path / "a.db"), key=KEY)
    connection.execute("INSERT INTO note VALUES (5000, 'still in the log')")
    files = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    connection.close()
    assert "a.db-wal" in files
    for name, content in files.items():
        assert b"plain sentence" not in content, name
        assert b"still in the log" not in content, name
        assert b"CREATE" not in content, name
        assert KEY not in content, name
        assert KEY.hex().encode() not in content, name


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's files private by their folder")
def test_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    connection = open_connection(made(tmp_path / "a.db"), key=KEY)
    connection.execute("INSERT INTO note VALUES (5000, 'x')")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    connection.close()
    assert set(modes.values()) == {0o600}, modes


def cut_in_half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def replace_by_text(path: Path) -> None:
    path.write_text("This is no database at all.\n" * 500, "utf-8")


def read_all(connection: Connection) -> None:
    try:
        connection.execute("SELECT count(text), count(id), max(text) FROM note NOT INDEXED")
        connection.execute("SELECT count(*) FROM note INDEXED BY t WHERE text > ''")
    finally:
        connection.close()


@pytest.mark.parametrize("spoil", [cut_in_half, flip_a_bit, replace_by_text])
def test_damage_is_told_and_not_repaired(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    path = made(tmp_path / "a.db")
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(DataDamaged) as caught:
        read_all(open_connection(path, key=KEY))
    assert path.read_bytes() == before
    judge(caught.value, path)


def test_another_key_opens_nothing_and_is_not_told(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db")
    before = path.read_bytes()
    with pytest.raises(DataDamaged) as caught:
        open_connection(path, key=OTHER_KEY)
    assert path.read_bytes() == before
    judge(caught.value, path)
    assert OTHER_KEY.hex() not in repr(caught.value.__cause__)


@pytest.mark.parametrize(("durable", "synchronous"), [(True, 2), (False, 1)])
def test_what_must_last_waits_for_the_disk(tmp_path: Path, *, durable: bool, synchronous: int) -> None:
    connection = open_connection(tmp_path / "a.db", key=KEY, durable=durable)
    assert connection.one("PRAGMA synchronous") == (synchronous,)
    assert connection.one("PRAGMA journal_mode") == ("wal",)
    assert connection.one("PRAGMA foreign_keys") == (1,)
    connection.close()


@pytest.mark.parametrize("key", [b"", b"short", bytes(33)])
def test_a_key_has_32_bytes(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_connection(tmp_path / "a.db", key=key)


def test_a_place_that_takes_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    for path in (tmp_path / "missing" / "a.db", tmp_path / "folder.db"):
        with pytest.raises(DataUnwritable) as caught:
            open_connection(path, key=KEY)
        judge(caught.value, path)


def test_a_full_disk_undoes_what_was_begun(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db", 10)
    connection = open_connection(path, key=KEY)
    connection.execute("PRAGMA max_page_count = 10")
    rows = [(n, "x" * 500) for n in range(100, 1000)]

    def fill() -> None:
        with connection.transaction():
            connection.insert_many("note", ("id", "text"), rows)

    with pytest.raises(DataUnwritable) as caught:
        fill()
    judge(caught.value, path)
    assert connection.one("SELECT count(*) FROM note") == (10,)
    connection.close()


def test_a_database_that_another_holds_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "a.db")
    monkeypatch.setattr(module, "BUSY_MS", 1)
    holder, waiting = open_connection(path, key=KEY), open_connection(path, key=KEY)
    with holder.transaction():
        with pytest.raises(DataBusy) as caught:
            waiting.execute("BEGIN IMMEDIATE")
        judge(caught.value, path)
    holder.close()
    waiting.close()


def test_a_faulty_statement_is_a_bug_and_no_storage_error(tmp_path: Path) -> None:
    connection = open_connection(made(tmp_path / "a.db"), key=KEY)
    with pytest.raises(Exception, match="no such table") as caught:
        connection.execute("SELECT * FROM nowhere")
    connection.close()
    assert not isinstance(caught.value, StorageError)


def judge(problem: StorageError, path: Path) -> None:
    """Each says which file, and has an exit code and all its texts; none tells the key."""
    assert problem.exit_code is ExitCode.DAMAGED
    assert problem.kind is FailureKind.ENVIRONMENT
    texts = [
        each.english() for each in (problem.failure.title, problem.failure.message, problem.failure.advice)
    ]
    assert all(texts)
    assert str(path) in texts[1]
    assert KEY.hex() not in str(problem)
