"""What beside a card with a number can be saved on a customer: bank accounts, gift cards, and values of other vaults."""

from typing import Any

import httpx

from cloverdesk.demo.options import DemoOptions
from tests.support.demo import Demo, with_demo
from tests.support.gift import GiftDesk

EMAIL = {"email": "ada.field@example.com"}
ACH = {
    "bank_account_number": "1234567890",
    "bank_routing_number": "123456780",
    "encrypted": False,
    "check_type": "personal_check",
    "account_type": "checking",
    "customer_id_type": "driver_license",
    "customer_id_state": "CA",
    "customer_id": "X0000001",
    "first_name": "Ada",
    "last_name": "Example",
    "email": "ada@example.com",
    "phone": "4085550100",
    "address_line1": "1 Example St",
    "address_city": "Sunnyvale",
    "address_state": "CA",
    "address_zip": "94085",
    "agreement": {"agreement_id": "2c74dcc0", "type": "E_CHECK_GENERIC", "locale": "en_US"},
}
VAULTED = {
    "token_type": "TRANSARMOR",
    "token_value": "EXAMPLE-TRANSARMOR-VALUE-4242",
    "transarmor_token_attribute": {"exp_month": "12", "exp_year": "30"},
}


async def _token(demo: Demo, client: httpx.AsyncClient, **what: object) -> str:
    answer = await client.post("/v1/tokens", json=what, headers={"apikey": demo.identity.public_token})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


async def _save(client: httpx.AsyncClient, token: str) -> httpx.Response:
    return await client.post("/v1/customers", json={**EMAIL, "source": token})


async def _cards(demo: Demo, client: httpx.AsyncClient, customer: str) -> list[dict[str, Any]]:
    url = f"/v3/merchants/{demo.identity.merchant_id}/customers/{customer}"
    read = (await client.get(url, params={"expand": "cards"})).json()
    return list(read["cards"]["elements"])


@with_demo()
async def test_a_bank_account_is_not_saved(demo, client) -> None:
    token = await _token(demo, client, ach=ACH)
    answer = await _save(client, token)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (400, "invalid_request")
    assert error["message"] == "pre-Authorization not supported"
    made = (await _save(client, await demo.token(client))).json()
    added = await client.put(f"/v1/customers/{made['id']}", json={"source": token})
    assert added.status_code == 400
    charge = {"amount": 100, "currency": "usd", "source": token}
    assert (await client.post("/v1/charges", json=charge)).status_code == 200


@with_demo(options=DemoOptions(ach_saved=True))
async def test_a_bank_account_is_saved_where_switched(demo, client) -> None:
    made = (await _save(client, await _token(demo, client, ach=ACH))).json()
    (card,) = await _cards(demo, client, made["id"])
    assert (card["id"], card["last4"]) == (made["sources"]["data"][0], "7890")
    assert not {"first6", "expirationDate", "cardType"} & set(card)
    for _ in range(2):
        charge = {"amount": 100, "currency": "usd", "source": made["id"]}
        assert (await client.post("/v1/charges", json=charge)).status_code == 200


@with_demo()
async def test_a_gift_card_is_saved_if_it_is_active(demo, client) -> None:
    desk = GiftDesk(demo, client)
    refused = await _save(client, await desk.token(desk.take()))
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "invalid_request")
    loaded = await desk.loaded(5000)
    made = (await _save(client, await desk.token(loaded))).json()
    (card,) = await _cards(demo, client, made["id"])
    assert (card["cardType"], card["last4"]) == ("GIFT_CARD", loaded.number[-4:])
    charge = {"amount": 1200, "currency": "usd", "source": made["id"]}
    for _ in range(2):
        assert (await client.post("/v1/charges", json=charge)).status_code == 200
    assert desk.worth(loaded) == (2600, 0)


@with_demo(options=DemoOptions(gift_card_problems_decline=True))
async def test_a_gift_card_that_is_not_active_may_be_a_decline(demo, client) -> None:
    desk = GiftDesk(demo, client)
    refused = await _save(client, await desk.token(desk.take()))
    assert (refused.status_code, refused.json()["error"]["code"]) == (402, "card_declined")


@with_demo()
async def test_what_another_vault_holds_is_saved_as_far_as_it_is_known(demo, client) -> None:
    made = (await _save(client, await _token(demo, client, external_token=VAULTED))).json()
    (card,) = await _cards(demo, client, made["id"])
    assert (card["last4"], card["expirationDate"], "first6" in card) == ("4242", "1230", False)
    other = await _token(demo, client, external_token={**VAULTED, "token_value": "ANOTHER-4242"})
    added = await client.put(f"/v1/customers/{made['id']}", json={"source": other})
    assert len(added.json()["sources"]["data"]) == 2
    again = await client.put(f"/v1/customers/{made['id']}", json={"source": other})
    assert again.status_code == 409
    elsewhere = await _save(client, other)
    assert elsewhere.json()["error"]["code"] == "token_already_used"


@with_demo()
async def test_a_card_kept_by_a_charge_is_saved_afterwards(demo, client) -> None:
    token = await demo.token(client)
    kept = {"intent": "save_credentials_on_file", "stored_credentials": {"sequence": "FIRST"}}
    charge = {"amount": 100, "currency": "usd", "source": token, **kept}
    assert (await client.post("/v1/charges", json=charge)).status_code == 200
    made = (await _save(client, token)).json()
    paid = await client.post("/v1/charges", json={"amount": 100, "currency": "usd", "source": made["id"]})
    assert paid.json()["customer"] == made["id"]
