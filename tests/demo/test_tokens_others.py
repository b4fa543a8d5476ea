"""Tokens of gift cards and of cards that another vault holds."""

import pytest

from cloverdesk.demo.options import DemoOptions
from tests.support.demo import Demo, with_demo
from tests.support.gift import GiftDesk, error_of

SALE = {"amount": 1800, "currency": "usd"}
EXTERNAL = {
    "token_type": "TRANSARMOR",
    "token_value": "EXAMPLE-TRANSARMOR-VALUE-4242",
    "transarmor_token_attribute": {"exp_month": "12", "exp_year": "30"},
}


def _post(demo: Demo, client, body: object):
    return client.post("/v1/tokens", json=body, headers={"apikey": demo.identity.public_token})


@pytest.mark.parametrize("member", ["number", "card_number"])
def test_any_gift_card_number_makes_a_token(member) -> None:
    @with_demo()
    async def script(demo, client) -> None:
        sample = {member: "1234567890123", "security_code": "12345678"}
        token = (await _post(demo, client, {"gift_card": sample})).json()
        assert token.pop("id").startswith("clv_")
        shown = {"first6": "123456", "last4": "0123", "brand": "GIFT_CARD"}
        assert token == {"object": "token", "gift_card": shown}

    script()


@with_demo()
async def test_a_short_number_is_not_shown_nearly_whole(demo, client) -> None:
    for number in ("123456", "12345678901"):
        token = (await _post(demo, client, {"gift_card": {"number": number}})).json()
        assert token["gift_card"] == {"last4": number[-4:], "brand": "GIFT_CARD"}
        assert number not in repr(demo.store.get("token", token["id"]))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "invalid_request"),
        ({"number": "12345"}, "invalid_number"),
        ({"number": "1" * 20}, "invalid_number"),
        ({"number": "12345678x"}, "invalid_number"),
        ({"number": 123456789}, "invalid_request"),
        ({"number": "123456789", "security_code": "123"}, "invalid_request"),
        ({"number": "123456789", "security_code": "123456789"}, "invalid_request"),
        ({"number": "123456789", "foreign_access_code": 7}, "invalid_request"),
    ],
)
def test_what_cannot_be_a_gift_card_makes_none(given, code) -> None:
    @with_demo()
    async def script(demo, client) -> None:
        answer = await _post(demo, client, {"gift_card": given})
        assert error_of(answer) == (400, code)
        assert answer.json()["error"]["param"].startswith("gift_card.")

    script()


@with_demo(options=DemoOptions(gift_cards_checked_by_token=True))
async def test_gift_cards_may_be_checked_at_once(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = desk.take("active")
    assert (await desk.tokenize(card)).status_code == 200
    assert (await desk.tokenize(card, None)).status_code == 200
    assert error_of(await desk.tokenize(card, "0000")) == (400, "invalid_request")
    stranger = {"gift_card": {"number": "1234567890123"}}
    assert error_of(await _post(demo, client, stranger)) == (400, "invalid_request")


@with_demo()
async def test_a_vaulted_card_is_good_for_many_charges_at_once(demo, client) -> None:
    token = (await _post(demo, client, {"external_token": EXTERNAL})).json()
    assert token["card"] == {"last4": "4242", "exp_month": "12", "exp_year": "30"}
    assert EXTERNAL["token_value"] not in repr(demo.store.get("token", token["id"]))
    for _ in range(2):
        made = await client.post("/v1/charges", json={**SALE, "source": token["id"]})
        assert (made.status_code, made.json()["payment_method_details"]) == (200, "card")


@with_demo()
async def test_a_value_of_this_store_is_known_again(demo, client) -> None:
    body = {**SALE, "source": await demo.token(client), "intent": "save_credentials_on_file"}
    saved = (await client.post("/v1/charges", json=body)).json()["saved_credentials_on_file"]
    given = {"token_type": saved["tokenType"], "token_value": saved["value"]}
    token = (await _post(demo, client, {"external_token": given})).json()
    assert (token["card"]["brand"], token["card"]["last4"]) == ("VISA", "4242")
    single = {"token_type": "TRANSARMOR", "token_value": await demo.token(client)}
    assert "brand" not in (await _post(demo, client, {"external_token": single})).json()["card"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"token_type": "OTHER"}, "invalid_request"),
        ({"token_type": None}, "invalid_request"),
        ({"token_value": ""}, "invalid_request"),
        ({"token_value": None}, "invalid_request"),
        ({"transarmor_token_attribute": "12/30"}, "invalid_request"),
        ({"transarmor_token_attribute": {"exp_month": "13", "exp_year": "30"}}, "invalid_expiry_month"),
        ({"transarmor_token_attribute": {"exp_month": "12", "exp_year": "20"}}, "expired_card"),
    ],
)
def test_what_cannot_be_a_vaulted_card_makes_none(change, code) -> None:
    @with_demo()
    async def script(demo, client) -> None:
        answer = await _post(demo, client, {"external_token": {**EXTERNAL, **change}})
        assert error_of(answer) == (400, code)
        assert answer.json()["error"]["param"].startswith("external_token.")

    script()


@with_demo()
async def test_a_vaulted_card_without_a_date_has_none(demo, client) -> None:
    given = {"token_type": "TRANSARMOR", "token_value": "no digits at its end"}
    token = (await _post(demo, client, {"external_token": given})).json()
    assert token["card"] == {}
    assert (await client.post("/v1/charges", json={**SALE, "source": token["id"]})).status_code == 200


@with_demo(options=DemoOptions(cvv_checked_by_token=False))
async def test_a_card_may_come_without_its_security_code(demo, client) -> None:
    card = {"number": "4242424242424242", "exp_month": "12", "exp_year": "2030"}
    token = (await _post(demo, client, {"card": card})).json()["id"]
    made = (await client.post("/v1/charges", json={**SALE, "source": token})).json()
    assert made["source"]["cvc_check"] is None
    assert error_of(await _post(demo, client, {"card": {**card, "cvv": "1"}})) == (400, "invalid_cvc")
