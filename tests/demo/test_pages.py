"""Pages as the store keeps them: the same however they are read, and never older than what was written."""

import random

import httpx
import pytest

from cloverdesk.demo.engine import Slice
from cloverdesk.demo.store import CHARGE, ORDER, REFUND, DemoStore
from tests.support.demo import Demo, play


def mixed(seed: int) -> DemoStore:
    """A store whose kinds lie together in places and among each other in others."""
    store, rng = DemoStore.open(), random.Random(seed)
    rows = []
    for number in range(1500):
        kind = CHARGE if number < 300 else rng.choices((CHARGE, ORDER, REFUND), (1, 1 + number // 300, 3))[0]
        owner = rng.choice(("", "C1", "C2"))
        rows.append(
            (kind, f"{kind}{number}", number, owner, "paid", number, f'{{"id":"{kind}{number}"}}', "")
        )
    store.add_many(rows)
    return store


@pytest.mark.parametrize("seed", range(5))
def test_a_page_is_what_its_rows_are_one_by_one(seed: int) -> None:
    store, rng = mixed(seed), random.Random(seed)
    for _ in range(300):
        limit = rng.choice((1, 7, 100))
        part = Slice(
            rng.choice((CHARGE, ORDER, REFUND)),
            filters=rng.choice(((), (("owner", "C1"),), (("created_from", 200),))),
            limit=limit,
            after=rng.choice((None, rng.randrange(-5, 1600))),
            inclusive=rng.random() < 0.3,
            oldest_first=rng.random() < 0.3,
        )
        text, more = store.page(part)
        bodies = store.bodies(
            Slice(part.kind, part.filters, limit + 1, part.after, None, part.inclusive, part.oldest_first)
        )
        assert text.decode() == ",".join(bodies[:limit])
        assert more is (len(bodies) > limit)
    store.close()


def test_a_page_is_never_older_than_what_was_written() -> None:
    store = mixed(1)
    part = Slice(CHARGE, limit=3)
    first, _ = store.page(part)
    assert store.page(part) == (first, True)
    store.add(CHARGE, {"id": "NEW"}, created=5000)
    assert store.page(part)[0].startswith(b'{"id":"NEW"},')
    store.change(CHARGE, {"id": "NEW", "changed": True})
    assert store.page(part)[0].startswith(b'{"id":"NEW","changed":true},')
    store.remove(CHARGE, "NEW")
    assert store.page(part)[0] == first
    store.close()


def test_a_page_of_what_was_taken_back_is_not_remembered() -> None:
    store = mixed(1)
    part = Slice(CHARGE, limit=3)
    first, _ = store.page(part)

    def add_and_fail() -> None:
        with store.transaction():
            store.add(CHARGE, {"id": "NEW"}, created=5000)
            assert store.page(part)[0].startswith(b'{"id":"NEW"},')
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_fail()
    assert store.page(part)[0] == first
    store.close()


def test_the_newest_page_shows_the_latest_refund() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        charge = await demo.charge(client)
        for amount in (100, 200):
            before = (await client.get("/v1/charges?limit=5")).json()["data"][0]
            await client.post("/v1/refunds", json={"charge": charge["id"], "amount": amount})
            after = (await client.get("/v1/charges?limit=5")).json()["data"][0]
            assert after["id"] == charge["id"]
            assert after["amount_refunded"] == before["amount_refunded"] + amount

    play(script, orders=10)
