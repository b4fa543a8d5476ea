"""`/_demo/*`: who may use it, the clock and the ledger."""

import httpx
import pytest

from tests.support.aio import NOON_MS
from tests.support.demo import Demo, play

ROUTES = [
    ("GET", "/_demo/faults"),
    ("POST", "/_demo/faults"),
    ("DELETE", "/_demo/faults"),
    ("POST", "/_demo/faults/release"),
    ("GET", "/_demo/ledger"),
    ("GET", "/_demo/clock"),
    ("POST", "/_demo/clock"),
    ("POST", "/_demo/refunds/X"),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_only_the_control_token_on_a_loopback_host_opens_it(method: str, path: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        assert (await client.request(method, path)).status_code == 401
        async with demo.client(demo.identity.control_token) as control:
            for host in ("shop.example", "127.0.0.1.shop.example:80", "", "[::1", "192.168.0.7"):
                answer = await control.request(method, path, headers={"host": host})
                assert answer.status_code == 403, host
            for host in ("127.0.0.1:8080", "localhost", "[::1]:80", "LOCALHOST:1"):
                answer = await control.request(method, path, headers={"host": host})
                assert answer.status_code not in {401, 403}, host

    play(script)


def test_the_control_token_opens_nothing_else() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        async with demo.client(demo.identity.control_token) as control:
            assert (await control.get("/v1/charges")).status_code == 401

    play(script)


def test_the_clock_goes_forward() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        async with demo.client(demo.identity.control_token) as control:
            moved = await control.post("/_demo/clock", json={"advance_ms": 90_000})
            assert moved.json() == {"now_ms": NOON_MS + 90_000}
            assert (await control.get("/_demo/clock")).json() == moved.json()
            for wrong in (-1, 1.5, "1", True, None, 10**14):
                assert (await control.post("/_demo/clock", json={"advance_ms": wrong})).status_code == 400
        assert (await demo.charge(client))["created"] == NOON_MS + 90_000

    play(script)


def test_the_ledger_holds_what_happened_since_the_seed() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        async with demo.client(demo.identity.control_token) as control:
            assert (await control.get("/_demo/ledger")).json() == {"data": []}
            charge = await demo.charge(client, 700)
            await demo.charge(client, 800, capture=False)
            body = {"charge": charge["id"], "external_reference_id": "RMA77"}
            refund = await client.post("/v1/refunds", json=body, headers={"idempotency-key": "k1"})
            effects = (await control.get("/_demo/ledger")).json()["data"]
            assert [(one["kind"], one["amount"]) for one in effects] == [
                ("charge", 700),
                ("hold", 800),
                ("refund", 700),
            ]
            assert effects[2] == {
                "kind": "refund",
                "id": refund.json()["id"],
                "charge": charge["id"],
                "amount": 700,
                "refund_type": "VOID",
                "status": "succeeded",
                "created": refund.json()["created"],
                "idempotency_key": "k1",
                "external_reference_id": "RMA77",
            }
            narrowed = await control.get("/_demo/ledger", params={"charge": charge["id"], "kind": "refund"})
            assert narrowed.json()["data"] == effects[2:]

    play(script, orders=10)
