"""Tokens: what makes a card valid, and what a token shows."""

import httpx
import pytest

from cloverdesk.demo.options import DAY_MS
from cloverdesk.demo.paying import cards
from tests.support.demo import CARD, Demo, play

REFUSED = [
    ({"number": "4242424242424241"}, "incorrect_number"),
    ({"number": "4242"}, "invalid_number"),
    ({"number": "4242x42424242424"}, "invalid_number"),
    ({"number": None}, "invalid_number"),
    ({"exp_month": "13"}, "invalid_expiry_month"),
    ({"exp_month": "0"}, "invalid_expiry_month"),
    ({"exp_month": None}, "invalid_expiry_month"),
    ({"exp_year": "203"}, "invalid_expiry_year"),
    ({"exp_year": "2199"}, "invalid_expiry_year"),
    ({"exp_year": "2026", "exp_month": "10"}, "expired_card"),
    ({"exp_year": "19"}, "expired_card"),
    ({"cvv": "12"}, "invalid_cvc"),
    ({"cvv": None}, "invalid_cvc"),
    ({"brand": "GOLD"}, "invalid_card_type"),
    ({"number": "9000000000000001"}, "invalid_card_type"),
    ({"number": 4242424242424242}, "invalid_request"),
    ({"number": None, "encrypted_pan": "abc", "first6": "424242", "last4": "4242"}, "invalid_number"),
]


def _post(demo: Demo, client: httpx.AsyncClient, body: object, key: str | None = None):
    headers = {"apikey": demo.identity.public_token if key is None else key}
    return client.post("/v1/tokens", json=body, headers=headers)


@pytest.mark.parametrize(("change", "code"), REFUSED)
def test_a_card_that_cannot_be_is_refused(change: dict[str, object], code: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await _post(demo, client, {"card": {**CARD, **change}})
        assert answer.status_code == 400
        error = answer.json()["error"]
        assert (error["code"], error["type"]) == (code, "invalid_request_error")

    play(script)


def test_a_card_is_good_to_the_end_of_its_month() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        this_month = {**CARD, "exp_month": "11", "exp_year": "26"}
        assert (await _post(demo, client, {"card": this_month})).status_code == 200
        demo.store.advance(7 * DAY_MS)
        expired = await _post(demo, client, {"card": this_month})
        assert expired.json()["error"] == {
            "type": "invalid_request_error",
            "code": "expired_card",
            "message": "The card has expired.",
            "param": "card.exp_year",
        }

    play(script)


@pytest.mark.parametrize("number", sorted(cards.TEST_CARDS))
def test_every_published_card_makes_a_token_that_shows_no_number(number: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await _post(demo, client, {"card": {**CARD, "number": number, "address_zip": "04101"}})
        token = answer.json()
        assert answer.status_code == 200
        assert token["id"].startswith("clv_1TSTS")
        assert token["card"] == {
            "exp_month": "12",
            "exp_year": "2030",
            "first6": number[:6],
            "last4": number[-4:],
            "brand": cards.brand_of(number),
            "address_zip": "04101",
        }
        assert number not in repr(demo.store.get("token", token["id"]))

    play(script)


def test_published_cards_are_told_apart_by_what_is_kept_of_them() -> None:
    assert len({(number[:6], number[-4:]) for number in cards.TEST_CARDS}) == len(cards.TEST_CARDS)


def test_numbers_come_with_spaces_or_dashes_and_encrypted() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        for number in ("4242 4242 4242 4242", "4242-4242-4242-4242"):
            answer = await _post(demo, client, {"card": {**CARD, "number": number}})
            assert answer.json()["card"]["last4"] == "4242"
        sealed = {"encrypted_pan": "abc", "transarmor_key_id": "0", "first6": "400557", "last4": "2222"}
        card = {"exp_month": "1", "exp_year": "30", "cvv": "123", "brand": "VISA", **sealed}
        token = (await _post(demo, client, {"card": card})).json()["id"]
        charge = {"amount": 100, "currency": "usd", "source": token}
        assert (await client.post("/v1/charges", json=charge)).status_code == 402

    play(script)


@pytest.mark.parametrize(
    "body", [{}, {"card": CARD, "ach": {}}, {"ach": {}}, {"card": "4242"}, {"card": None}]
)
def test_exactly_one_card_is_taken(body: dict[str, object]) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        assert (await _post(demo, client, body)).status_code == 400

    play(script)


def test_the_key_of_pakms_and_the_public_token_open_it_and_nothing_else_does() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        pakms = (await client.get("/pakms/apikey")).json()
        assert pakms["merchantUuid"] == demo.identity.merchant_id
        assert pakms["active"] is True
        for key in (pakms["apiAccessKey"], demo.identity.public_token):
            assert (await _post(demo, client, {"card": CARD}, key)).status_code == 200
        for key in ("", "wrong", demo.identity.api_token):
            answer = await _post(demo, client, {"card": CARD}, key)
            assert (answer.status_code, answer.json()) == (401, {"message": "401 Unauthorized"})

    play(script)
