"""Faults: before the effect nothing happened, after it everything did, whatever the answer says."""

import asyncio
from typing import Any

import httpx
import pytest

from cloverdesk.demo.faults import PlanInvalid
from tests.support.demo import Demo, play

TROUBLES: list[tuple[dict[str, object], int | None]] = [
    ({"status": 402}, 402),
    ({"status": 429, "retry_after": 3}, 429),
    ({"status": 500}, 500),
    ({"status": 502, "html": True}, 502),
    ({"status": 503}, 503),
    ({"html": True}, 200),
    ({"truncated": True}, 200),
    ({"empty": True}, 200),
    ({"delay_ms": 1, "status": 503}, 503),
    ({"drop": True}, None),
]


@pytest.mark.parametrize(("trouble", "status"), TROUBLES)
@pytest.mark.parametrize(("when", "effects"), [("before", 0), ("after", 1)])
def test_the_ledger_says_what_the_answer_hides(
    trouble: dict[str, object], status: int | None, when: str, effects: int
) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        charge = await demo.charge(client)
        demo.trouble({"operation": "createRefund", "nth": 1, when: trouble})
        body = {"charge": charge["id"], "amount": 500}
        if status is None:
            with pytest.raises(httpx.RemoteProtocolError):
                await client.post("/v1/refunds", json=body)
        else:
            answer = await client.post("/v1/refunds", json=body)
            assert answer.status_code == status
            assert answer.headers.get("retry-after") == ("3" if status == 429 else None)
            _check_body(trouble, answer)
        assert len(demo.refunds_made) == effects
        assert (await client.post("/v1/refunds", json=body)).status_code == 200
        assert len(demo.refunds_made) == effects + 1

    play(script)


def _check_body(trouble: dict[str, object], answer: httpx.Response) -> None:
    if "html" in trouble:
        assert answer.headers["content-type"].startswith("text/html")
    elif "truncated" in trouble:
        assert answer.text.startswith('{"id"')
        with pytest.raises(ValueError, match=r"line 1 column"):
            answer.json()
    elif "empty" in trouble:
        assert answer.content == b""
    else:
        assert answer.json()["message"].startswith(str(answer.status_code))


def test_a_decline_that_moved_money_names_the_charge() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        demo.trouble({"operation": "createCharge", "after": {"status": 402}})
        body = {"amount": 900, "currency": "usd", "source": await demo.token(client)}
        answer = await client.post("/v1/charges", json=body)
        charge = answer.json()["error"]["charge"]
        assert (await client.get(f"/v1/charges/{charge}")).json()["paid"] is True

    play(script)


def test_which_calls_are_struck() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        async def statuses(path: str, count: int) -> list[int]:
            return [(await client.get(path)).status_code for _ in range(count)]

        demo.trouble({"operation": "listCharges", "every": 2, "before": {"status": 503}})
        assert await statuses("/v1/charges", 4) == [200, 503, 200, 503]
        assert await statuses("/v1/refunds", 2) == [200, 200]
        demo.trouble(
            {"operation": "listCharges", "nth": 2, "before": {"status": 429}},
            {"operation": "*", "nth": 3, "before": {"status": 500}},
        )
        assert await statuses("/v1/charges", 2) == [200, 429]
        assert await statuses("/v1/orders", 2) == [500, 200]
        demo.trouble({"before": {"status": 503}})
        assert await statuses("/v1/orders", 2) == [503, 503]

    play(script)


def test_chance_strikes_by_its_seed_and_so_often_at_most() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        async def struck(**rule: object) -> list[bool]:
            demo.trouble({"operation": "listRefunds", "before": {"status": 503}, **rule})
            return [(await client.get("/v1/refunds")).status_code == 503 for _ in range(200)]

        some = await struck(probability=0.25, seed=7)
        assert 20 < sum(some) < 80
        assert await struck(probability=0.25, seed=7) == some
        assert await struck(probability=0.25, seed=8) != some
        few = await struck(probability=0.25, seed=7, times=3)
        assert sum(few) == 3
        assert few[: few.index(True) + 1] == some[: some.index(True) + 1]
        assert all(await struck(probability=1))
        both = await struck(every=10, probability=0.5)
        assert 0 < sum(both) < 20
        assert not any(hit for number, hit in enumerate(both, 1) if number % 10)

    play(script)


def test_an_answer_that_comes_twice_tells_of_one_effect() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        charge = await demo.charge(client)
        demo.trouble({"operation": "createRefund", "after": {"twice": True}})
        answer = await client.post("/v1/refunds", json={"charge": charge["id"]})
        half = len(answer.content) // 2
        assert answer.content[:half] == answer.content[half:]
        assert answer.content.count(str(demo.refunds_made[0]["id"]).encode()) == 2
        assert len(demo.refunds_made) == 1

    play(script)


def test_a_page_of_the_store_that_is_declined_is_no_bug() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        demo.trouble({"after": {"status": 402}})
        assert (await client.get("/sdk.js")).json()["error"]["code"] == "card_declined"

    play(script)


def test_the_plan_can_be_read_back() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        rule = {
            "operation": "listCharges",
            "probability": 0.5,
            "seed": 3,
            "times": 2,
            "after": {"delay_ms": 1},
        }
        async with demo.client(demo.identity.control_token) as control:
            told = (await control.post("/_demo/faults", json={"rules": [rule]})).json()["rules"][0]
            assert told | rule == told | {"after": rule["after"]}
            assert told["after"]["delay_ms"] == 1
            assert (told["seen"], told["hit"], told["before"]) == (0, 0, None)
            for _ in range(20):
                await client.get("/v1/charges")
            told = (await control.get("/_demo/faults")).json()["rules"][0]
            assert (told["seen"], told["hit"]) == (20, 2)

    play(script)


def test_a_stalled_call_waits_until_it_is_released() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        charge = await demo.charge(client)
        demo.trouble({"operation": "createRefund", "after": {"stall": True}})
        async with asyncio.TaskGroup() as tasks, demo.client(demo.identity.control_token) as control:
            call = tasks.create_task(client.post("/v1/refunds", json={"charge": charge["id"]}))
            await demo.faults.wait_stalled()
            assert (await control.get("/_demo/faults")).json()["stalled"] == 1
            assert len(demo.refunds_made) == 1
            assert not call.done()
            assert (await control.post("/_demo/faults/release")).json() == {"released": 1}
        assert call.result().json()["amount"] == 2000
        assert demo.faults.stalled == 0

    play(script)


def test_clearing_the_plan_lets_everything_go() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        demo.trouble({"before": {"stall": True}})
        async with asyncio.TaskGroup() as tasks, demo.client(demo.identity.control_token) as control:
            calls = [tasks.create_task(client.get("/v1/charges")) for _ in range(3)]
            await demo.faults.wait_stalled(3)
            assert (await control.delete("/_demo/faults")).json()["rules"] == []
        assert [call.result().status_code for call in calls] == [200] * 3

    play(script)


BAD_PLANS: list[Any] = [
    [],
    {"rule": []},
    {"rules": {}},
    {"rules": [[]]},
    {"rules": [{"operation": 3}]},
    {"rules": [{"nth": 0}]},
    {"rules": [{"every": True}]},
    {"rules": [{"before": {"explode": True}}]},
    {"rules": [{"before": {"status": 418}}]},
    {"rules": [{"before": {"drop": "yes"}}]},
    {"rules": [{"after": {"delay_ms": 1.5}}]},
    {"rules": [{"effect": {"status": 1}}]},
    {"rules": [{"operation": "createRefunds"}]},
    {"rules": [{"probability": 0}]},
    {"rules": [{"probability": 1.01}]},
    {"rules": [{"probability": "0.5"}]},
    {"rules": [{"probability": True}]},
    {"rules": [{"seed": -1}]},
    {"rules": [{"times": 0}]},
    {"rules": [{"before": {"twice": True}}]},
    {"rules": [{"before": {"delay_ms": -1}}]},
    {"rules": [{"before": {"delay_ms": 10**9}}]},
    {"rules": [{"before": {"retry_after": -1}}]},
    {"rules": [{}] * 1001},
]


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ([], "the plan is an object"),
        ({"rule": []}, "rule is not known: one of rules is"),
        ({"rules": [{}, {"nth": 0}]}, "rules[1].nth is a whole number from 1 to 2147483647"),
        (
            {"rules": [{"after": {"status": 418}}]},
            "rules[0].after.status is one of 402, 429, 500, 502, 503, 504",
        ),
        ({"rules": [{"after": {"drop": 1}}]}, "rules[0].after.drop is true or false"),
        ({"rules": [{"operation": "refund"}]}, "rules[0].operation names no operation: refund"),
    ],
)
def test_a_refusal_says_where_the_plan_is_wrong(plan: object, words: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        with pytest.raises(PlanInvalid) as told:
            demo.faults.install(plan)
        assert str(told.value) == words

    play(script)


@pytest.mark.parametrize("plan", BAD_PLANS)
def test_a_plan_that_cannot_be_followed_is_refused_and_the_old_one_stays(plan: Any) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        demo.trouble({"operation": "listCharges", "before": {"status": 503}})
        with pytest.raises(PlanInvalid):
            demo.faults.install(plan)
        async with demo.client(demo.identity.control_token) as control:
            assert (await control.post("/_demo/faults", json=plan)).status_code == 400
        assert (await client.get("/v1/charges")).status_code == 503

    play(script)
