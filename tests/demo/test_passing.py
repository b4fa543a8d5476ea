"""A store that trades on: people come by while it is open, in the order of the list, whatever else happens."""

from cloverdesk.demo.clock import DemoClock
from cloverdesk.demo.options import DAY_MS, DemoOptions
from tests.support.aio import NOON_MS
from tests.support.demo import with_demo

HOUR_MS = DAY_MS // 24


class Hand:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOON_MS

    def __call__(self) -> int:
        return self.now


hand = Hand()


async def _charges(client) -> list[dict]:
    return list((await client.get("/v1/charges", params={"limit": 100})).json()["data"])


@with_demo(orders=2000, clock=DemoClock(hand), options=DemoOptions(trades_on=True))
async def test_people_come_by_while_the_store_is_open(demo, client) -> None:
    before = await _charges(client)
    hand.now += 6 * HOUR_MS
    made = await demo.charge(client, 1234)
    hand.now += 6 * HOUR_MS
    after = await _charges(client)
    newer = [one["id"] for one in after].index(before[0]["id"])
    assert newer > 3
    assert made["id"] in [one["id"] for one in after[:newer]]
    moments = [one["created"] for one in after]
    assert moments == sorted(moments, reverse=True)
    assert await _charges(client) == after


@with_demo(orders=2000, options=DemoOptions())
async def test_nobody_does_unless_told(demo, client) -> None:
    before = await _charges(client)
    demo.store.advance(HOUR_MS * 12)
    assert await _charges(client) == before


@with_demo()
async def test_the_clock_is_not_moved_out_of_sight(demo, client) -> None:
    headers = {"authorization": f"Bearer {demo.identity.control_token}", "host": "127.0.0.1"}
    far = await client.post("/_demo/clock", json={"advance_ms": 4000 * DAY_MS}, headers=headers)
    assert far.status_code == 400
    near = await client.post("/_demo/clock", json={"advance_ms": 400 * DAY_MS}, headers=headers)
    assert near.json()["now_ms"] == NOON_MS + 400 * DAY_MS
