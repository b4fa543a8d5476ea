"""Rate limits: how many calls a second and at once, which header says so, and what impatience costs."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from cloverdesk.demo.app import create_app
from cloverdesk.demo.door.limits import MOST_TOKENS, PERIOD_NS, SECOND_NS, Limits
from cloverdesk.demo.errors import Rejected
from cloverdesk.demo.options import DemoOptions
from tests.support.aio import run
from tests.support.demo import Demo, demo_app

LIMITED = DemoOptions(rate_limits=True)
Script = Callable[["Till", Demo, httpx.AsyncClient], Coroutine[Any, Any, None]]


class Till:
    """A clock for limits that goes when a test says so."""

    def __init__(self) -> None:
        self.ns = 10 * SECOND_NS

    def __call__(self) -> int:
        return self.ns

    def pass_by(self, seconds: float) -> None:
        self.ns += round(seconds * SECOND_NS)


def called(limits: Limits, who: str = "t", times: int = 1) -> list[dict[str, str]]:
    """Make short calls, one after the other; the headers of each refusal, {} for what was let in."""
    answers = []
    for _ in range(times):
        try:
            with limits.turn(who):
                answers.append({})
        except Rejected as rejected:
            answers.append(dict(rejected.headers))
    return answers


def test_a_token_gets_sixteen_calls_in_any_second() -> None:
    till = Till()
    limits = Limits(till)
    for _ in range(8):
        assert called(limits, times=2) == [{}, {}]
        till.pass_by(0.05)
    assert called(limits, times=3) == [{"X-RateLimit-tokenLimit": "16"}] * 3
    till.pass_by(0.58)  # a second after the first two
    assert called(limits, times=3) == [{}, {}, {"X-RateLimit-tokenLimit": "16"}]
    till.pass_by(1)
    assert called(limits, times=16) == [{}] * 16


def test_a_caller_that_paces_itself_by_the_second_is_never_refused() -> None:
    till = Till()
    limits = Limits(till)
    for number in range(5):
        assert called(limits, times=16) == [{}] * 16
        till.pass_by(1 if number % 2 else 1 - 0.03)  # what is sent a second later may come a little earlier
    assert PERIOD_NS < SECOND_NS


def test_an_app_gets_fifty_calls_in_any_second() -> None:
    limits = Limits(Till())
    for number in range(5):
        assert called(limits, f"t{number}", times=10) == [{}] * 10
    assert called(limits, "t9") == [{"X-RateLimit-crossTokenLimit": "50"}]


def test_at_once_a_token_gets_five_calls_and_an_app_ten() -> None:
    limits = Limits(Till())
    with ExitStack() as flying:
        for _ in range(5):
            flying.enter_context(limits.turn("a"))
        assert called(limits, "a") == [{"X-RateLimit-tokenConcurrentLimit": "5", "retry-after": "1"}]
        for _ in range(5):
            flying.enter_context(limits.turn("b"))
        assert called(limits, "c") == [{"X-RateLimit-crossTokenConcurrentLimit": "10", "retry-after": "1"}]
    till_free = called(limits, "d")
    assert till_free == [{"X-RateLimit-crossTokenConcurrentLimit": "10", "retry-after": "2"}]  # too early


def test_calling_early_lengthens_the_wait_and_calling_on_time_ends_it() -> None:
    till = Till()
    limits = Limits(till)
    with ExitStack() as flying:
        for _ in range(5):
            flying.enter_context(limits.turn("a"))
        waits = [called(limits, "a")[0]["retry-after"] for _ in range(4)]
    assert waits == ["1", "2", "3", "4"]  # each of them is told to come after all others
    till.pass_by(0.5)
    assert called(limits, "a")[0]["retry-after"] == "5"  # free places do not help who comes early
    for _ in range(4):
        till.pass_by(1)
        assert called(limits, "a") == [{}]  # as they were told
    till.pass_by(1)
    assert called(limits, "a", times=3) == [{}] * 3


def test_no_wait_is_endless() -> None:
    till = Till()
    limits = Limits(till)
    with ExitStack() as flying:
        for _ in range(5):
            flying.enter_context(limits.turn("a"))
        waits = [int(one["retry-after"]) for one in called(limits, "a", times=200)]
    assert max(waits) == waits[-1] == 30
    till.pass_by(30)
    assert called(limits, "a") == [{}]


def test_a_call_that_fails_gives_its_place_back() -> None:
    limits = Limits(Till())
    for _ in range(10):
        with pytest.raises(ZeroDivisionError), limits.turn("a"):
            raise ZeroDivisionError
    assert called(limits, "a", times=6) == [{}] * 6


def test_tokens_that_nobody_uses_are_forgotten() -> None:
    till = Till()
    limits = Limits(till)
    for number in range(MOST_TOKENS * 3):
        called(limits, f"made up {number}")
        till.pass_by(0.1)
    assert len(limits._tokens) <= MOST_TOKENS


def play(script: Script, *, options: DemoOptions = LIMITED) -> None:
    """Run `script(till, demo, client)` on a demo store with a till of its own."""
    till = Till()

    async def main(demo: Demo) -> None:
        async with demo.client() as client:
            await script(till, demo, client)

    with demo_app(options=options) as made:
        app = create_app(made.store, options, faults=made.faults, limits=Limits(till))
        run(main(Demo(made.store, made.faults, app)))


async def statuses(client: httpx.AsyncClient, count: int, path: str = "/v1/charges") -> list[int]:
    return [(await client.get(path)).status_code for _ in range(count)]


def test_the_door_counts_by_token() -> None:
    async def script(till: Till, demo: Demo, client: httpx.AsyncClient) -> None:
        assert await statuses(client, 17) == [200] * 16 + [429]
        refused = await client.get("/v1/orders")
        assert (refused.status_code, refused.json()) == (429, {"message": "429 Too Many Requests"})
        assert refused.headers["x-ratelimit-tokenlimit"] == "16"
        assert "retry-after" not in refused.headers
        assert len(await demo.token(client)) > 4  # the public key is a token of its own
        till.pass_by(1)
        assert await statuses(client, 1) == [200]

    play(script)


def test_what_stands_behind_the_scenes_is_not_counted() -> None:
    async def script(till: Till, demo: Demo, client: httpx.AsyncClient) -> None:
        async with demo.client(demo.identity.control_token) as control:
            assert await statuses(control, 60, "/_demo/ledger") == [200] * 60
        assert await statuses(client, 60, "/sdk.js") == [200] * 60
        assert await statuses(client, 16) == [200] * 16

    play(script)


def test_a_refused_call_changes_nothing_and_uses_no_key_up() -> None:
    async def script(till: Till, demo: Demo, client: httpx.AsyncClient) -> None:
        charge = await demo.charge(client)
        await statuses(client, 16)
        body, headers = {"charge": charge["id"]}, {"idempotency-key": "k1"}
        assert (await client.post("/v1/refunds", json=body, headers=headers)).status_code == 429
        assert demo.refunds_made == []
        till.pass_by(1)
        assert (await client.post("/v1/refunds", json=body, headers=headers)).status_code == 200

    play(script)


def test_calls_that_a_fault_holds_back_are_in_flight() -> None:
    async def script(till: Till, demo: Demo, client: httpx.AsyncClient) -> None:
        demo.trouble({"operation": "listCharges", "times": 5, "before": {"stall": True}})
        async with asyncio.TaskGroup() as tasks:
            held = [tasks.create_task(client.get("/v1/charges")) for _ in range(5)]
            await demo.faults.wait_stalled(5)
            refused = await client.get("/v1/charges")
            assert refused.status_code == 429
            assert refused.headers["x-ratelimit-tokenconcurrentlimit"] == "5"
            assert refused.headers["retry-after"] == "1"
            demo.faults.release()
        assert [call.result().status_code for call in held] == [200] * 5
        till.pass_by(1)
        assert await statuses(client, 1) == [200]

    play(script)


def test_it_is_off_by_a_switch() -> None:
    async def script(till: Till, demo: Demo, client: httpx.AsyncClient) -> None:
        assert await statuses(client, 60) == [200] * 60

    play(script, options=DemoOptions(rate_limits=False))
