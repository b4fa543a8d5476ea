"""Charges: creating, declining, holding, and how they read back."""

from typing import Any

import httpx
import pytest

from cloverdesk.demo.clock import DemoClock
from cloverdesk.demo.options import DAY_MS, DemoOptions
from tests.support.aio import NOON_MS
from tests.support.demo import CARD, DECLINING_CARD, Demo, play

SALE = {"amount": 1800, "currency": "usd"}


async def _create(demo: Demo, client: httpx.AsyncClient, **more: object) -> httpx.Response:
    source = await demo.token(client)
    return await client.post("/v1/charges", json={**SALE, "source": source, **more})


def test_a_create_says_milliseconds_and_the_callers_currency_and_a_read_does_not() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        made = (await _create(demo, client, external_reference_id="WEB1042", description="Order 1042")).json()
        assert made["created"] == NOON_MS + 345
        assert (made["currency"], made["captured"], made["paid"]) == ("usd", True, True)
        assert made["source"]["id"].startswith("clv_")
        assert "order" not in made
        read = (await client.get(f"/v1/charges/{made['id']}")).json()
        assert read["created"] == NOON_MS
        assert (read["currency"], read["amount_captured"], read["amount_refunded"]) == ("USD", 1800, 0)
        assert read["external_reference_id"] == "WEB1042"
        assert "id" not in read["source"]
        order = (await client.get(f"/v1/orders/{read['order']}")).json()
        assert (order["charge"], order["amount"], order["status"]) == (made["id"], 1800, "paid")
        assert [
            (one["description"], one["quantity"], one["amount"], one["type"]) for one in order["items"]
        ] == [("Order 1042", 1, 1800, "sku")]

    play(script, clock=DemoClock(lambda: NOON_MS + 345))


def test_tip_is_added_and_tax_is_contained() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        made = (await _create(demo, client, amount=1980, tax_amount=180, tip_amount=200)).json()
        read = (await client.get(f"/v1/charges/{made['id']}")).json()
        assert (read["amount"], read["amount_captured"]) == (1980, 2180)
        assert (read["tax_amount"], read["tip_amount"]) == (180, 200)
        order = (await client.get(f"/v1/orders/{read['order']}")).json()
        assert [(one["type"], one["amount"]) for one in order["items"]] == [("sku", 1800), ("tax", 180)]
        assert order["amount"] == 1980

    play(script)


REFUSED: list[tuple[dict[str, object], str]] = [
    ({"amount": None}, "invalid_charge_amount"),
    ({"amount": 0}, "invalid_charge_amount"),
    ({"amount": -1}, "invalid_charge_amount"),
    ({"amount": 1.5}, "invalid_charge_amount"),
    ({"amount": "18.00"}, "invalid_charge_amount"),
    ({"amount": True}, "invalid_charge_amount"),
    ({"amount": 100_000_000}, "amount_too_large"),
    ({"currency": None}, "invalid_request"),
    ({"currency": "dollars"}, "invalid_request"),
    ({"source": "clv_unknown"}, "invalid_request"),
    ({"source": None}, "invalid_request"),
    ({"source": {"id": 1}}, "invalid_request"),
    ({"tip_amount": -1}, "invalid_tip_amount"),
    ({"tax_amount": 1801}, "invalid_tax_amount"),
    ({"tax_amount": "x"}, "invalid_tax_amount"),
    ({"receipt_email": "ada"}, "email_invalid"),
    ({"external_reference_id": "1234567890123"}, "invalid_request"),
    ({"external_reference_id": "a-b"}, "invalid_request"),
    ({"description": "x" * 256}, "invalid_request"),
    ({"metadata": {"k": "x" * 500}}, "invalid_request"),
    ({"metadata": "text"}, "invalid_request"),
    ({"capture": "yes"}, "invalid_request"),
    ({"ecomind": "retail"}, "invalid_request"),
]


@pytest.mark.parametrize(("change", "code"), REFUSED)
def test_a_wrong_field_is_refused_and_leaves_the_token_alone(change: dict[str, object], code: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        source = await demo.token(client)
        body = {**SALE, "source": source}
        answer = await client.post("/v1/charges", json={**body, **change})
        assert answer.status_code == 400
        assert answer.json()["message"] == "400 Bad Request"
        assert answer.json()["error"]["code"] == code
        assert demo.ledger == []
        assert (await client.post("/v1/charges", json=body)).status_code == 200

    play(script)


def test_amounts_may_come_as_text_unless_switched_off() -> None:
    async def takes(demo: Demo, client: httpx.AsyncClient) -> None:
        assert (await _create(demo, client, amount="1800")).json()["amount"] == 1800

    async def refuses(demo: Demo, client: httpx.AsyncClient) -> None:
        assert (await _create(demo, client, amount="1800")).status_code == 400

    play(takes)
    play(refuses, options=DemoOptions(text_amounts_accepted=False))


def test_a_token_is_good_once_and_for_a_day() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        source = await demo.token(client)
        body = {**SALE, "source": source}
        assert (await client.post("/v1/charges", json=body)).status_code == 200
        again = await client.post("/v1/charges", json=body)
        assert again.status_code == 400
        assert again.json()["error"] == {
            "code": "token_already_used",
            "message": "You cannot use a clover token more than once unless it is marked as multipay.",
        }
        late = await demo.token(client)
        demo.store.advance(DAY_MS)
        answer = await client.post("/v1/charges", json={**SALE, "source": late})
        assert answer.json()["error"]["message"] == "Please provide a valid source for the charge."

    play(script)


def test_other_currencies_work_with_two_brands() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        assert (await _create(demo, client, currency="CAD")).json()["currency"] == "CAD"
        amex = await demo.token(client, {**CARD, "number": "378282246310005"})
        body = {**SALE, "currency": "cad", "source": amex}
        assert (await client.post("/v1/charges", json=body)).status_code == 400

    play(script)


def test_a_hold_takes_nothing_and_does_not_say_paid() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        made = (await _create(demo, client, capture=False)).json()
        assert (made["captured"], made["status"]) == (False, "succeeded")
        assert "paid" not in made
        read = (await client.get(f"/v1/charges/{made['id']}")).json()
        assert (read["captured"], read["amount_captured"]) == (False, 0)
        assert "paid" not in read
        assert [effect["kind"] for effect in demo.ledger] == ["hold"]
        check = await _create(demo, client, amount=0, capture=False)
        assert check.json()["amount"] == 0

    play(script)


async def _decline(demo: Demo, client: httpx.AsyncClient) -> httpx.Response:
    source = await demo.token(client, DECLINING_CARD)
    return await client.post("/v1/charges", json={**SALE, "source": source})


def test_a_decline_has_the_observed_shape_and_stays_readable() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await _decline(demo, client)
        assert answer.status_code == 402
        body: dict[str, Any] = answer.json()
        assert body["message"] == "402 Payment Required"
        assert set(body["error"]) == {"code", "message", "charge", "declineCode"}
        assert (body["error"]["code"], body["error"]["declineCode"]) == ("card_declined", "issuer_declined")
        read = (await client.get(f"/v1/charges/{body['error']['charge']}")).json()
        assert (read["status"], read["paid"], read["amount_captured"]) == ("failed", False, 0)
        assert read["failure_code"] == "card_declined"
        listed = (await client.get("/v1/charges")).json()["data"]
        assert [one["id"] for one in listed] == [read["id"]]
        order = (await client.get(f"/v1/orders/{read['order']}")).json()
        assert (order["status"], order["amount_paid"]) == ("created", 0)
        assert [effect["kind"] for effect in demo.ledger] == ["decline"]
        refund = await client.post("/v1/refunds", json={"charge": read["id"]})
        assert refund.status_code == 400

    play(script)


def test_a_decline_can_have_the_documented_shape_and_be_hidden() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await _decline(demo, client)
        error = answer.json()["error"]
        assert (answer.status_code, error["type"], error["decline_code"]) == (
            400,
            "card_error",
            "issuer_declined",
        )
        assert (await client.get(f"/v1/charges/{error['charge']}")).status_code == 404
        assert (await client.get("/v1/charges")).json()["data"] == []

    play(script, options=DemoOptions(declines_observed=False, declines_listed=False))


@pytest.mark.parametrize(("consumed", "status"), [(True, 400), (False, 402)])
def test_a_decline_uses_the_token_up_by_a_switch(consumed: bool, status: int) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        source = await demo.token(client, DECLINING_CARD)
        body = {**SALE, "source": source}
        assert (await client.post("/v1/charges", json=body)).status_code == 402
        assert (await client.post("/v1/charges", json=body)).status_code == status

    play(script, options=DemoOptions(declined_charge_consumes_token=consumed))


def test_switches_of_what_a_charge_shows() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        made = (await _create(demo, client, external_reference_id="WEB1", tax_amount=100)).json()
        assert "external_reference_id" not in made
        read = (await client.get(f"/v1/charges/{made['id']}")).json()
        assert made["order"] == read["order"]
        assert "external_reference_id" not in read
        assert (read["captured"], read["amount_captured"]) == (False, 1800)
        listed = (await client.get("/v1/charges")).json()["data"][0]
        assert listed["captured"] is False
        assert (await client.get(f"/v1/orders/{read['order']}")).json()["amount"] == 1700
        assert demo.ledger[0]["external_reference_id"] == "WEB1"

    options = DemoOptions(
        external_reference_id_echoed=False,
        order_on_create=True,
        sales_read_as_captured=False,
        order_amount_includes_tax=False,
    )
    play(script, options=options)


def test_headers_may_be_required() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        assert (await _create(demo, client)).json()["error"]["param"] == "x-forwarded-for"
        client.headers["x-forwarded-for"] = "203.0.113.7"
        assert (await _create(demo, client)).status_code == 200
        client.headers["user-agent"] = ""
        assert (await client.get("/v1/charges")).json()["error"]["param"] == "User-Agent"

    play(script, options=DemoOptions(forwarded_for_required=True, user_agent_required=True))


def test_an_unknown_charge() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await client.get("/v1/charges/7H2Q9XKD4W8TA")
        assert (answer.status_code, answer.json()) == (
            404,
            {
                "message": "404 Not Found",
                "error": {
                    "type": "invalid_request_error",
                    "code": "invalid_request",
                    "message": "Charge with id 7H2Q9XKD4W8TA not found.",
                },
            },
        )

    play(script)
