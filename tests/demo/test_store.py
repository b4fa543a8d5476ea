"""The store's file: kept whole, refused in words."""

import errno
import os
import sqlite3
import threading
from pathlib import Path

import httpx
import pytest

from cloverdesk.demo.clock import DemoClock
from cloverdesk.demo.errors import DemoStoreError
from cloverdesk.demo.seed import seed_store
from cloverdesk.demo.store import CHARGE, DemoStore
from tests.support.aio import NOON_MS, run
from tests.support.demo import demo_app


def test_a_file_keeps_everything(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    with demo_app(20, path=path) as demo:

        async def sell() -> str:
            async with demo.client() as client:
                charge = await demo.charge(client)
                await client.post("/v1/refunds", json={"charge": charge["id"], "amount": 100})
                return str(charge["id"])

        charge_id = run(sell())
        demo.store.advance(5000)
        before, ledger, salt = demo.identity, demo.ledger, demo.store.salt
    with demo_app(99, path=path) as demo:
        assert (demo.identity, demo.ledger, demo.store.salt) == (before, ledger, salt)
        assert demo.store.now_ms() == NOON_MS + 5000
        kept = demo.store.get(CHARGE, charge_id)
        assert kept
        assert kept.body["amount_refunded"] == 100

        async def again() -> tuple[str, int]:
            async with demo.client() as client:
                charge = await demo.charge(client)
                listed = await client.get("/v1/charges", params={"limit": 100})
                return str(charge["id"]), len(listed.json()["data"])

        fresh, count = run(again())
        assert fresh != charge_id
        assert count == 22


def test_a_transaction_is_whole_or_nothing() -> None:
    with demo_app() as demo:

        def fail() -> None:
            with demo.store.transaction():
                demo.store.record({"kind": "charge"})
                with demo.store.transaction():
                    demo.store.record({"kind": "refund"})
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert demo.ledger == []


def test_threads_see_whole_transactions() -> None:
    with demo_app() as demo:

        def write() -> None:
            for _ in range(50):
                with demo.store.transaction():
                    demo.store.record({"id": demo.store.new_id()})
                    demo.store.record({"id": demo.store.new_id()})

        threads = [threading.Thread(target=write) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({effect["id"] for effect in demo.ledger}) == 400


def test_a_seed_that_is_interrupted_leaves_an_empty_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = DemoStore.open(tmp_path / "demo.db")
    try:

        def cut(_self: DemoStore, _rows: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(DemoStore, "add_many", cut)
            with pytest.raises(KeyboardInterrupt):
                seed_store(store, 5, 1)
        assert store.is_empty
        assert store.salt == "unseeded"
    finally:
        store.close()


def test_a_clock_that_is_set_back_does_not_put_new_sales_below_old_ones() -> None:
    moments = iter([NOON_MS, NOON_MS, NOON_MS - 60_000])
    with demo_app(clock=DemoClock(lambda: next(moments, NOON_MS - 60_000))) as demo:

        async def sell(client: httpx.AsyncClient) -> int:
            return int((await demo.charge(client))["created"])

        async def main() -> None:
            async with demo.client() as client:
                assert [await sell(client) for _ in range(2)] == [NOON_MS, NOON_MS]

        run(main())


def _other_database(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE anything (x)")
    db.close()


def _newer(path: Path) -> None:
    DemoStore.open(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (
            lambda path: path.write_text("not a database, but long enough to be read as one\n" * 40),
            "not a database",
        ),
        (_other_database, "it is not a demo store"),
        (_newer, "newer version"),
        (lambda path: path.mkdir(), "Permission denied|directory"),
    ],
)
def test_a_file_that_is_something_else_is_refused_and_left_alone(tmp_path: Path, make, words: str) -> None:
    path = tmp_path / "demo.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(DemoStoreError, match=words) as caught:
        DemoStore.open(path)
    assert caught.value.filename == str(path)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DemoStoreError) as caught:
        DemoStore.open(tmp_path / "no" / "demo.db")
    assert caught.value.errno == errno.ENOENT


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    DemoStore.open(path).close()
    path.chmod(0o400)
    with pytest.raises(DemoStoreError, match="cannot be written"):
        DemoStore.open(path)


def test_one_file_serves_one_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cloverdesk.demo.engine.LOCK_SECONDS", 0.0)
    first = DemoStore.open(tmp_path / "demo.db")
    try:
        with pytest.raises(DemoStoreError, match="another demo store is using it"):
            DemoStore.open(tmp_path / "demo.db")
    finally:
        first.close()
    DemoStore.open(tmp_path / "demo.db").close()


def test_what_cannot_be_kept_is_taken_back_and_the_store_goes_on(tmp_path: Path) -> None:
    store = DemoStore.open(tmp_path / "demo.db")
    refused = {"COMMIT": True}

    def allow(action: int, name: str | None, *_more: object) -> int:
        stopped = action == sqlite3.SQLITE_TRANSACTION and name == "COMMIT" and refused["COMMIT"]
        return sqlite3.SQLITE_DENY if stopped else sqlite3.SQLITE_OK

    store._db.set_authorizer(allow)
    with pytest.raises(sqlite3.DatabaseError):
        store.add(CHARGE, {"id": "LOST"}, created=1)
    refused["COMMIT"] = False
    store.add(CHARGE, {"id": "KEPT"}, created=2)
    assert [one.id for one in store.all_of(CHARGE)] == ["KEPT"]
    store.close()
