"""Refunds, voids and releases: what may go back, and what charge, order and ledger say afterwards."""

from typing import Any

import httpx
import pytest

from cloverdesk.demo.options import DAY_MS, MINUTE_MS, DemoOptions
from cloverdesk.demo.rules import ChargeFacts, decide_refund, line_count
from tests.support.demo import Demo, play

OVER = {
    "code": "processing_error",
    "message": "This refund would make the order's total refunded amount greater than the original order's amount.",
}
PARTIAL = {
    "type": "invalid_request_error",
    "code": "invalid_request",
    "message": "A partial refund is not supported for this charge.",
}


async def _refund(client: httpx.AsyncClient, charge: dict[str, Any], **more: object) -> httpx.Response:
    return await client.post("/v1/refunds", json={"charge": charge["id"], **more})


async def _read(client: httpx.AsyncClient, charge: dict[str, Any]) -> dict[str, Any]:
    return dict((await client.get(f"/v1/charges/{charge['id']}")).json())


def test_parts_add_up_to_the_whole() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        charge = await demo.charge(client, 2000)
        first = (
            await _refund(client, charge, amount=500, reason="duplicate", external_reference_id="RMA77")
        ).json()
        assert (first["object"], first["amount"], first["status"]) == ("refund", 500, "succeeded")
        assert (first["reason"], first["external_reference_id"]) == ("duplicate", "RMA77")
        assert first["metadata"]["refundType"] == "AUTH"
        read = await _read(client, charge)
        assert (read["amount_refunded"], read["refunded"]) == (500, False)
        assert [one["id"] for one in read["refunds"]["data"]] == [first["id"]]
        rest = (await _refund(client, charge)).json()
        assert rest["amount"] == 1500
        read = await _read(client, charge)
        assert (read["amount_refunded"], read["refunded"]) == (2000, True)
        order = (await client.get(f"/v1/orders/{read['order']}")).json()
        assert (order["amount_returned"], order["status"]) == (2000, "paid")
        found = (await client.get("/v1/orders", params={"status": "refunded"})).json()["data"]
        assert [one["id"] for one in found] == [order["id"]]
        assert [effect["amount"] for effect in demo.refunds_made] == [500, 1500]
        assert demo.refunds_made[0]["external_reference_id"] == "RMA77"

    play(script)


def test_over_and_again() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        charge = await demo.charge(client, 2000)
        over = await _refund(client, charge, amount=2001)
        assert (over.status_code, over.json()["error"]) == (400, OVER)
        await _refund(client, charge, amount=1500)
        assert (await _refund(client, charge, amount=501)).json()["error"] == OVER
        await _refund(client, charge)
        again = await _refund(client, charge, amount=1)
        assert again.status_code == 400
        assert again.json()["error"]["code"] == "charge_already_refunded"

    play(script)


def test_the_second_refund_may_be_an_over_refund() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        charge = await demo.charge(client)
        await _refund(client, charge)
        assert (await _refund(client, charge)).json()["error"] == OVER

    play(script, options=DemoOptions(second_refund_says_already_refunded=False))


@pytest.mark.parametrize("more", [{"tax_amount": 100}, {"tip_amount": 100}, {"capture": False}])
def test_parts_are_refused_with_tax_or_tip_and_of_holds(more: dict[str, object]) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        charge = await demo.charge(client, 2000, **more)
        part = await _refund(client, charge, amount=500)
        assert (part.status_code, part.json()["error"]) == (400, PARTIAL)
        whole = await _refund(client, charge)
        assert whole.json()["amount"] == 2000 + charge["tip_amount"]
        assert (await _read(client, charge))["refunded"] is True

    play(script)


def test_several_lines_refuse_a_part_and_take_the_whole() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        listed = (await client.get("/v1/charges", params={"limit": 100})).json()["data"]
        for charge in listed:
            order = (await client.get(f"/v1/orders/{charge['order']}")).json()
            if line_count(order) > 1 and charge["status"] == "succeeded" and not charge["amount_refunded"]:
                assert (await _refund(client, charge, amount=100)).json()["error"] == PARTIAL
                amount = charge["amount"] + charge["tip_amount"]
                assert (await _refund(client, charge, amount=amount)).status_code == 200
                return
        pytest.fail("the seed has no charge of several lines")

    play(script, orders=40)


def test_a_released_hold() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        charge = await demo.charge(client, 5000, capture=False)
        refund = (await _refund(client, charge)).json()
        assert (refund["amount"], refund["metadata"]["refundType"]) == (5000, "PREAUTH")
        read = await _read(client, charge)
        assert (read["captured"], read["amount_refunded"], read["refunded"]) == (False, 5000, True)
        assert (await _refund(client, charge)).status_code == 400

    play(script)


@pytest.mark.parametrize(
    ("window", "later", "kind"),
    [
        (None, 0, "VOID"),
        (None, 16 * 60 * MINUTE_MS, "VOID"),
        (None, 17 * 60 * MINUTE_MS, "AUTH"),
        (25 * MINUTE_MS, 24 * MINUTE_MS, "VOID"),
        (25 * MINUTE_MS, 25 * MINUTE_MS, "AUTH"),
    ],
)
def test_an_unsettled_sale_is_voided(window: int | None, later: int, kind: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        charge = await demo.charge(client)
        demo.store.advance(later)
        refund = (await _refund(client, charge)).json()
        assert refund["metadata"]["refundType"] == kind
        assert demo.refunds_made[0]["refund_type"] == kind

    play(script, options=DemoOptions(void_window_ms=window))


BAD: list[tuple[dict[str, object], int, str]] = [
    ({"charge": None}, 400, "Please provide a valid charge."),
    ({"charge": ""}, 400, "Please provide a valid charge."),
    ({"charge": "7H2Q9XKD4W8TA"}, 404, "Not Found"),
    ({"amount": 0}, 400, "Please provide a valid amount."),
    ({"amount": -5}, 400, "Please provide a valid amount."),
    ({"amount": 1.0}, 400, "Please provide a valid amount."),
    ({"amount": "five"}, 400, "Please provide a valid amount."),
    ({"reason": "because"}, 400, "Please provide a valid reason."),
    ({"external_reference_id": "1234567890123"}, 400, "Please provide a valid external_reference_id."),
]


@pytest.mark.parametrize(("change", "status", "message"), BAD)
def test_a_wrong_field_moves_nothing(change: dict[str, object], status: int, message: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        charge = await demo.charge(client)
        answer = await client.post("/v1/refunds", json={"charge": charge["id"], **change})
        assert (answer.status_code, answer.json()["error"]["message"]) == (status, message)
        assert demo.refunds_made == []
        assert (await _read(client, charge))["amount_refunded"] == 0

    play(script)


def test_a_charge_shows_its_last_ten_refunds_newest_first() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        charge = await demo.charge(client, 1200)
        made = [(await _refund(client, charge, amount=100)).json()["id"] for _ in range(12)]
        shown = (await _read(client, charge))["refunds"]["data"]
        assert [one["id"] for one in shown] == made[:1:-1]
        listed = await client.get("/v1/refunds", params={"charge": charge["id"], "limit": 100})
        assert [one["id"] for one in listed.json()["data"]] == made[::-1]

    play(script)


def test_switches_of_what_a_refund_shows() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        charge = await demo.charge(client)
        refund = (await _refund(client, charge, external_reference_id="RMA77")).json()
        assert "currency" not in refund
        assert "external_reference_id" not in refund
        listed = (await client.get("/v1/refunds")).json()["data"]
        assert listed == [{"id": refund["id"], "amount": 2000, "inReportingPeriod": False, "voided": False}]
        assert (await client.get(f"/v1/refunds/{refund['id']}")).json()["status"] == "succeeded"
        assert demo.refunds_made[0]["external_reference_id"] == "RMA77"

    options = DemoOptions(
        refunds_carry_currency=False, external_reference_id_echoed=False, refunds_list_sparse=True
    )
    play(script, options=options)


def test_a_failed_refund_is_a_200_that_gives_nothing_back() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        demo.trouble({"operation": "createRefund", "effect": {"status": "failed"}})
        charge = await demo.charge(client)
        answer = await _refund(client, charge)
        assert (answer.status_code, answer.json()["status"]) == (200, "failed")
        assert answer.json()["failure_reason"]
        assert (await _read(client, charge))["amount_refunded"] == 0

    play(script)


@pytest.mark.parametrize(("status", "returned"), [("succeeded", 500), ("failed", 0)])
def test_a_pending_refund_is_decided_later(status: str, returned: int) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        demo.trouble({"operation": "createRefund", "effect": {"status": "pending"}})
        charge = await demo.charge(client)
        refund = (await _refund(client, charge, amount=500)).json()
        assert refund["status"] == "pending"
        assert (await _read(client, charge))["amount_refunded"] == 500
        async with demo.client(demo.identity.control_token) as control:
            path = f"/_demo/refunds/{refund['id']}"
            assert (await control.post(path, json={"status": status})).json()["status"] == status
            assert (await control.post(path, json={"status": status})).status_code == 404
        assert (await client.get(f"/v1/refunds/{refund['id']}")).json()["status"] == status
        read = await _read(client, charge)
        assert (read["amount_refunded"], read["refunds"]["data"][0]["status"]) == (returned, status)

    play(script)


def test_gift_cards_take_parts_whatever_the_lines() -> None:
    facts = ChargeFacts(
        collected=1000,
        refunded=0,
        tax=50,
        tip=0,
        lines=3,
        brand="GIFT_CARD",
        failed=False,
        captured=True,
        created_ms=0,
    )
    assert decide_refund(facts, 300, 9 * DAY_MS, DemoOptions()).amount == 300
