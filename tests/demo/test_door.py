"""The door: credentials, unknown paths, spoilt bodies, and keys."""

import asyncio
import json

import httpx
import pytest

from cloverdesk.demo.options import DAY_MS, DemoOptions
from tests.support.demo import DECLINING_CARD, Demo, play

PATHS = ["/v1/charges", "/v1/charges/X", "/v1/refunds", "/v1/refunds/X", "/v1/orders", "/v1/orders/X"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer wrong", "Basic {token}", "{token}", "Bearer {public}"]
)
def test_a_wrong_bearer_is_a_bare_401(path: str, header: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        known = demo.identity
        filled = header.format(token=known.api_token, public=known.public_token)
        answer = await client.get(path, headers={"authorization": filled})
        assert (answer.status_code, answer.json()) == (401, {"message": "401 Unauthorized"})

    play(script)


def test_the_key_route_refuses_in_plain_text_unless_switched() -> None:
    async def text(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await client.get("/pakms/apikey", headers={"authorization": "Bearer no"})
        assert (answer.status_code, answer.text) == (401, "Unauthorized")
        assert answer.headers["content-type"].startswith("text/plain")

    async def envelope(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await client.get("/pakms/apikey", headers={"authorization": "Bearer no"})
        assert answer.json() == {"message": "401 Unauthorized"}

    play(text)
    play(envelope, options=DemoOptions(pakms_refusal_is_text=False))


@pytest.mark.parametrize(
    ("method", "path", "status", "text"),
    [
        ("GET", "/", 404, "404 Not Found"),
        ("GET", "/v1/charges/", 404, "404 Not Found"),
        ("GET", "/v2/charges", 404, "404 Not Found"),
        ("POST", "/v1/nothing", 404, "404 Not Found"),
        ("DELETE", "/v1/charges", 405, "405 Method Not Allowed"),
        ("GET", "/v1/tokens", 405, "405 Method Not Allowed"),
    ],
)
def test_what_is_no_operation_is_refused_in_plain_text(
    method: str, path: str, status: int, text: str
) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await client.request(method, path)
        assert (answer.status_code, answer.text) == (status, text)
        assert answer.headers["content-type"].startswith("text/plain")

    play(script)


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"\xff\xfe",
        b'{"amount": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"charge": "\\ud800"}',
        b'{"charge": "\\u0000"}',
        b'{"amount": NaN}',
    ],
    ids=range(10),
)
@pytest.mark.parametrize("path", ["/v1/charges", "/v1/refunds"])
def test_a_body_that_cannot_be_read_is_a_plain_refusal(path: str, content: bytes) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await client.post(path, content=content)
        assert answer.status_code in {400, 404}
        assert answer.json()["message"][:3] == str(answer.status_code)

    play(script)


def test_a_body_that_is_too_large() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await client.post("/v1/charges", content=b" " * 1_000_001)
        assert answer.status_code == 413

    play(script)


def test_odd_text_comes_back_as_it_was_sent() -> None:
    odd = 'Zoë & "Søren" \U0001f341 \u0000 \\ </script>'

    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        charge = await demo.charge(client, description=odd)
        read = (await client.get(f"/v1/charges/{charge['id']}")).json()
        assert read["description"] == odd

    play(script)


def test_answers_carry_a_request_id_and_success_no_message() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        answers = [await client.get("/v1/charges") for _ in range(2)]
        assert len({answer.headers["request-id"] for answer in answers}) == 2
        assert "message" not in answers[0].json()
        empty_body = await client.request("GET", "/v1/charges", headers={"content-length": "0"})
        assert empty_body.status_code == 200

    play(script)


async def _sale(demo: Demo, client: httpx.AsyncClient, **more: object) -> dict[str, object]:
    return {"amount": 1500, "currency": "usd", "source": await demo.token(client), **more}


def test_the_same_key_gives_the_first_answer_and_a_changed_body_is_refused() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        body, headers = await _sale(demo, client), {"idempotency-key": "k1"}
        first = await client.post("/v1/charges", json=body, headers=headers)
        again = await client.post("/v1/charges", content=json.dumps(body, indent=3), headers=headers)
        assert (again.status_code, again.content) == (200, first.content)
        assert len(demo.ledger) == 1
        assert demo.ledger[0]["idempotency_key"] == "k1"
        changed = await client.post("/v1/charges", json={**body, "amount": 1501}, headers=headers)
        assert (changed.status_code, changed.json()["error"]["type"]) == (400, "idempotency_error")
        demo.store.advance(DAY_MS + 1)
        late = await client.post("/v1/charges", json=body, headers=headers)
        assert late.json()["error"]["code"] == "invalid_request"

    play(script)


def test_declines_are_kept_under_their_key_and_other_refusals_are_not() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        source = await demo.token(client, DECLINING_CARD)
        body = {"amount": 1500, "currency": "usd", "source": source}
        first = await client.post("/v1/charges", json=body, headers={"idempotency-key": "k1"})
        again = await client.post("/v1/charges", json=body, headers={"idempotency-key": "k1"})
        assert (first.status_code, again.content) == (402, first.content)
        good = await _sale(demo, client)
        headers = {"idempotency-key": "k2"}
        assert (
            await client.post("/v1/charges", json={**good, "amount": 0}, headers=headers)
        ).status_code == 400
        assert (await client.post("/v1/charges", json=good, headers=headers)).status_code == 200

    play(script)


def test_a_key_in_use_is_a_conflict() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        demo.trouble({"operation": "createCharge", "nth": 1, "before": {"stall": True}})
        body, headers = await _sale(demo, client), {"idempotency-key": "k1"}
        async with asyncio.TaskGroup() as tasks:
            first = tasks.create_task(client.post("/v1/charges", json=body, headers=headers))
            await demo.faults.wait_stalled()
            second = await client.post("/v1/charges", json=body, headers=headers)
            assert (second.status_code, second.json()["error"]["type"]) == (409, "idempotency_error")
            demo.faults.release()
        assert first.result().status_code == 200
        assert len(demo.ledger) == 1

    play(script)


@pytest.mark.parametrize(("honoured", "made"), [(False, 2), (True, 1)])
def test_keys_on_refunds_count_by_a_switch(honoured: bool, made: int) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        charge = await demo.charge(client)
        body = {"charge": charge["id"], "amount": 500}
        for _ in range(2):
            answer = await client.post("/v1/refunds", json=body, headers={"idempotency-key": "k1"})
            assert answer.status_code == 200
        assert len(demo.refunds_made) == made

    play(script, options=DemoOptions(idempotency_on_refunds=honoured))


def test_a_key_finds_the_answer_that_was_lost() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        demo.trouble({"operation": "createCharge", "nth": 1, "after": {"drop": True}})
        body, headers = await _sale(demo, client), {"idempotency-key": "k1"}
        with pytest.raises(httpx.RemoteProtocolError):
            await client.post("/v1/charges", json=body, headers=headers)
        again = await client.post("/v1/charges", json=body, headers=headers)
        assert again.json()["id"] == demo.ledger[0]["id"]
        assert len(demo.ledger) == 1

    play(script)
