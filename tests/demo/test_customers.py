"""Customers with saved cards: what saving, changing, revoking and deleting answer, and what can be charged afterwards."""

from typing import Any

import httpx
import pytest

from cloverdesk.demo.accounts import customers
from cloverdesk.demo.options import DAY_MS, DemoOptions
from cloverdesk.demo.paying import cards
from tests.support.aio import NOON_MS
from tests.support.demo import CARD, DECLINING_CARD, Demo, play

OTHER_CARD = {**CARD, "number": "4000056655665556"}
ADDRESS = {"line1": "12 Elm Row", "city": "Portland", "state": "OR", "postal_code": "97201", "country": "US"}
SHIPPING = {"address": ADDRESS, "name": "Ada Field", "phone": "4155550132"}
ADA = {
    "ecomind": "ecom",
    "email": "ada.field@example.com",
    "firstName": "Ada",
    "lastName": "Field",
    "name": "Ada Field",
    "phone": "4155550132",
    "shipping": SHIPPING,
}
EMAIL = {"email": "ada.field@example.com"}
LIST_URL = "/v3/merchants/{}/customers"


async def _saved(demo: Demo, client: httpx.AsyncClient, **more: object) -> dict[str, Any]:
    body = {**EMAIL, "source": await demo.token(client), **more}
    answer = await client.post("/v1/customers", json=body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def _add(demo: Demo, client: httpx.AsyncClient, customer: str, card: dict[str, object]) -> Any:
    return await client.put(
        f"/v1/customers/{customer}", json={**EMAIL, "source": await demo.token(client, card)}
    )


async def _charge(client: httpx.AsyncClient, source: str) -> httpx.Response:
    return await client.post("/v1/charges", json={"amount": 1500, "currency": "usd", "source": source})


async def _count(demo: Demo, client: httpx.AsyncClient) -> int:
    listed = await client.get(LIST_URL.format(demo.identity.merchant_id))
    return len(listed.json()["elements"])


def test_saving_a_card_answers_as_documented() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        made = await _saved(demo, client, **ADA)
        (card,) = made["sources"]["data"]
        assert made == {
            "id": made["id"],
            "object": "customer",
            "created": NOON_MS,
            "currency": "USD",
            **{name: value for name, value in ADA.items() if name != "ecomind"},
            "sources": {"object": "list", "data": [card], "has_more": False},
        }
        assert (len(made["id"]), len(card)) == (13, 13)

    play(script)


def test_the_least_that_is_needed() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        made = await _saved(demo, client)
        assert set(made) == {"id", "object", "created", "currency", "email", "sources"}

    play(script)


def test_a_saved_card_is_charged_by_its_id_its_token_and_its_customer() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        token = await demo.token(client)
        made = (await client.post("/v1/customers", json={**EMAIL, "source": token})).json()
        for source in (made["id"], made["sources"]["data"][0], token):
            charge = await _charge(client, source)
            assert charge.status_code == 200, charge.text
            assert charge.json()["customer"] == made["id"]
            assert charge.json()["source"]["last4"] == "4242"
        demo.store.advance(2 * DAY_MS)
        assert (await _charge(client, token)).status_code == 200
        listed = await client.get("/v1/charges", params={"customer": made["id"]})
        assert len(listed.json()["data"]) == 4

    play(script)


def test_the_newest_card_comes_first_and_is_what_the_customer_pays_with() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        made = await _saved(demo, client)
        changed = (await _add(demo, client, made["id"], OTHER_CARD)).json()
        new, old = changed["sources"]["data"]
        assert old == made["sources"]["data"][0]
        assert (await _charge(client, made["id"])).json()["source"]["last4"] == "5556"
        answer = await client.delete(f"/v1/customers/{made['id']}/sources/{new}")
        assert answer.json() == {"deleted": True, "id": new, "object": "deletedcard"}
        assert (await _charge(client, made["id"])).json()["source"]["last4"] == "4242"

    play(script)


def test_a_revoked_card_pays_nothing_and_is_not_revoked_twice() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        token = await demo.token(client)
        made = (await client.post("/v1/customers", json={**EMAIL, "source": token})).json()
        (card,) = made["sources"]["data"]
        url = f"/v1/customers/{made['id']}/sources/{card}"
        assert (await client.delete(url)).status_code == 200
        for source in (card, token):
            refused = await _charge(client, source)
            assert refused.json()["error"]["message"] == "Please provide a valid source for the charge."
        no_card = await _charge(client, made["id"])
        assert (no_card.status_code, no_card.json()["error"]["code"]) == (400, "card_on_file_missing")
        again = await client.delete(url)
        assert (again.status_code, again.json()) == (
            404,
            {
                "message": "404 Not Found",
                "error": {
                    "type": "invalid_request_error",
                    "code": "invalid_request",
                    "message": f"Card with id {card} not found.",
                },
            },
        )
        assert (await _add(demo, client, made["id"], CARD)).status_code == 200
        assert (await _charge(client, made["id"])).status_code == 200

    play(script)


def test_unknown_customers_are_told_apart_as_observed() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        put = await client.put("/v1/customers/C7JQ2V8XNW4DM", json={**EMAIL, "source": "clv_1"})
        assert (put.status_code, put.json()["error"]) == (
            404,
            {
                "type": "validation_error",
                "code": "resource_missing",
                "message": "Customer with id C7JQ2V8XNW4DM not found.",
            },
        )
        revoke = await client.delete("/v1/customers/C7JQ2V8XNW4DM/sources/9K3ZP6RT1VB8E")
        error = revoke.json()["error"]
        assert (revoke.status_code, error["type"], error["code"]) == (
            404,
            "invalid_request_error",
            "invalid_request",
        )
        made = await _saved(demo, client)
        other = await _saved(demo, client)
        not_theirs = await client.delete(f"/v1/customers/{made['id']}/sources/{other['sources']['data'][0]}")
        assert not_theirs.status_code == 404

    play(script)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"email": None}, "email_invalid"),
        ({"email": "ada"}, "email_invalid"),
        ({"email": 5}, "email_invalid"),
        ({"source": None}, "invalid_request"),
        ({"source": "clv_1TSTSunknown"}, "invalid_request"),
        ({"source": 5}, "invalid_request"),
        ({"ecomind": "phone"}, "invalid_request"),
        ({"firstName": "x" * 65}, "invalid_request"),
        ({"phone": 5}, "invalid_request"),
        ({"shipping": "here"}, "invalid_request"),
        ({"shipping": {"address": {"country": "USA"}}}, "invalid_request"),
        ({"shipping": {"address": []}}, "invalid_request"),
    ],
)
def test_what_is_wrong_leaves_no_customer_and_the_token_good(change: dict[str, object], code: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        token = await demo.token(client)
        answer = await client.post("/v1/customers", json={**EMAIL, "source": token, **change})
        error = answer.json()["error"]
        assert (answer.status_code, error["code"], error["type"]) == (400, code, "invalid_request_error")
        assert await _count(demo, client) == 0
        assert (await _charge(client, token)).status_code == 200

    play(script)


def test_the_words_of_what_is_missing() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        no_email = await client.post("/v1/customers", json={"source": await demo.token(client)})
        assert no_email.json()["error"] == {
            "type": "invalid_request_error",
            "code": "email_invalid",
            "message": "Please provide a valid email.",
        }
        no_source = await client.post("/v1/customers", json=EMAIL)
        assert no_source.json()["error"] == {
            "type": "invalid_request_error",
            "code": "invalid_request",
            "message": "Please provide a valid source or token.",
        }

    play(script)


def test_a_token_is_saved_once_and_not_after_it_was_charged() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        token = await demo.token(client)
        for _ in range(2):
            answer = await client.post("/v1/customers", json={**EMAIL, "source": token})
        assert (answer.status_code, answer.json()["error"]) == (
            400,
            {
                "code": "token_already_used",
                "message": "You cannot use a clover token more than once unless it is marked as multipay.",
            },
        )
        charged = await demo.token(client)
        await _charge(client, charged)
        refused = await client.post("/v1/customers", json={**EMAIL, "source": charged})
        assert refused.json()["error"]["code"] == "token_already_used"
        lapsed = await demo.token(client)
        demo.store.advance(DAY_MS)
        late = await client.post("/v1/customers", json={**EMAIL, "source": lapsed})
        assert late.json()["error"]["code"] == "invalid_request"
        assert await _count(demo, client) == 1

    play(script)


@pytest.mark.parametrize(("consumes", "after"), [(True, 400), (False, 402)])
def test_a_card_that_is_refused_while_it_is_verified_leaves_no_customer(consumes: bool, after: int) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        token = await demo.token(client, DECLINING_CARD)
        body = {**EMAIL, "source": token}
        answer = await client.post("/v1/customers", json=body)
        assert (answer.status_code, answer.json()) == (
            402,
            {
                "message": "402 Payment Required",
                "error": {
                    "code": "card_declined",
                    "message": "Card declined.",
                    "declineCode": "issuer_declined",
                },
            },
        )
        assert await _count(demo, client) == 0
        assert (await client.post("/v1/customers", json=body)).status_code == after
        made = await _saved(demo, client)
        assert (await _add(demo, client, made["id"], DECLINING_CARD)).status_code == 402

    play(script, options=DemoOptions(declined_charge_consumes_token=consumes))


def test_a_card_that_the_customer_has_is_a_conflict_unless_switched() -> None:
    async def conflict(demo: Demo, client: httpx.AsyncClient) -> None:
        made = await _saved(demo, client)
        token = await demo.token(client)
        again = await client.put(f"/v1/customers/{made['id']}", json={"source": token})
        assert (again.status_code, again.json()) == (
            409,
            {
                "message": "409 Conflict",
                "error": {
                    "type": "invalid_request_error",
                    "code": "invalid_request",
                    "message": "The card already exists for this customer.",
                },
            },
        )
        assert (await client.post("/v1/customers", json={**EMAIL, "source": token})).status_code == 200

    async def twice(demo: Demo, client: httpx.AsyncClient) -> None:
        made = await _saved(demo, client)
        again = await _add(demo, client, made["id"], CARD)
        assert len(set(again.json()["sources"]["data"])) == 2

    play(conflict)
    play(twice, options=DemoOptions(saved_card_again_conflicts=False))


def test_the_same_email_makes_another_customer_unless_switched() -> None:
    async def second(demo: Demo, client: httpx.AsyncClient) -> None:
        made = [await _saved(demo, client) for _ in range(2)]
        assert made[0]["id"] != made[1]["id"]

    async def conflict(demo: Demo, client: httpx.AsyncClient) -> None:
        await _saved(demo, client)
        body = {**EMAIL, "source": await demo.token(client, OTHER_CARD)}
        assert (await client.post("/v1/customers", json=body)).status_code == 409
        assert await _count(demo, client) == 1

    play(second)
    play(conflict, options=DemoOptions(same_email_makes_second_customer=False))


def test_an_update_changes_what_it_names() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        made = await _saved(demo, client, **ADA)
        change = {"email": "ada@example.org", "lastName": "Fielding", "phone": "5555550100"}
        answer = await client.put(f"/v1/customers/{made['id']}", json=change)
        assert answer.json() == {**made, **change}
        url = f"/v3/merchants/{demo.identity.merchant_id}/customers/{made['id']}"
        read = (await client.get(url, params={"expand": "emailAddresses,phoneNumbers"})).json()
        assert [one["emailAddress"] for one in read["emailAddresses"]["elements"]] == ["ada@example.org"]
        assert [one["phoneNumber"] for one in read["phoneNumbers"]["elements"]] == ["5555550100"]
        assert read["lastName"] == "Fielding"

    play(script)


def test_an_update_needs_both_and_lists_the_new_card_only_where_switched() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        made = await _saved(demo, client)
        url = f"/v1/customers/{made['id']}"
        no_source = await client.put(url, json=EMAIL)
        assert no_source.json()["error"]["message"] == "Please provide a valid source or token."
        no_email = await client.put(url, json={"source": await demo.token(client, OTHER_CARD)})
        assert no_email.json()["error"]["code"] == "email_invalid"
        added = (await _add(demo, client, made["id"], OTHER_CARD)).json()["sources"]["data"]
        assert len(added) == 1
        assert added != made["sources"]["data"]

    options = DemoOptions(customer_update_needs_both=True, customer_update_lists_all_cards=False)
    play(script, options=options)


@pytest.mark.parametrize(
    ("name", "split", "first", "last"),
    [
        ("Ada Field", True, "Ada", "Field"),
        ("Ana María de la Cruz", True, "Ana María de la", "Cruz"),
        ("Ada", True, "Ada", None),
        ("Ada Field", False, None, None),
    ],
)
def test_a_full_name_is_split(name: str, split: bool, first: str | None, last: str | None) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        made = await _saved(demo, client, name=name)
        assert (made["name"], made.get("firstName"), made.get("lastName")) == (name, first, last)

    play(script, options=DemoOptions(full_name_split=split))


def test_a_card_without_code_is_saved_for_mail_order_only() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        bare = {name: value for name, value in CARD.items() if name != "cvv"}
        token = await demo.token(client, bare)
        body = {**EMAIL, "source": token}
        answer = await client.post("/v1/customers", json=body)
        assert (answer.status_code, answer.json()["error"]) == (
            400,
            {
                "code": "invalid_cvc",
                "message": f"CVV not found during card verification for Clover token {token}.",
            },
        )
        assert (await client.post("/v1/customers", json={**body, "ecomind": "moto"})).status_code == 200

    play(script, options=DemoOptions(cvv_checked_by_token=False))


@pytest.mark.parametrize("by_platform", [False, True])
def test_a_deleted_customer_is_gone_and_pays_nothing(by_platform: bool) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        made = await _saved(demo, client)
        own = f"/v1/customers/{made['id']}"
        platform = f"/v3/merchants/{demo.identity.merchant_id}/customers/{made['id']}"
        answer = await client.delete(platform if by_platform else own)
        if by_platform:
            assert (answer.status_code, answer.content) == (200, b"")
        else:
            assert answer.json() == {"deleted": True, "id": made["id"], "object": "deletedcustomer"}
        assert (await client.delete(own)).json()["error"]["code"] == "resource_missing"
        assert (await client.get(platform)).status_code == 404
        for source in (made["id"], made["sources"]["data"][0]):
            assert (await _charge(client, source)).status_code == 400

    play(script)


def test_deleting_on_the_ecommerce_host_can_be_switched_off() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        made = await _saved(demo, client)
        answer = await client.delete(f"/v1/customers/{made['id']}")
        assert (answer.status_code, answer.text) == (405, "405 Method Not Allowed")
        assert await _count(demo, client) == 1

    play(script, options=DemoOptions(ecommerce_customer_delete=False))


def test_a_card_that_expires_on_file_is_declined() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        token = await demo.token(client, {**CARD, "exp_month": "12", "exp_year": "2026"})
        made = (await client.post("/v1/customers", json={**EMAIL, "source": token})).json()
        demo.store.advance(60 * DAY_MS)
        assert (await _charge(client, made["id"])).status_code == 402

    play(script)


def test_customers_that_a_store_is_made_with_are_like_any_other() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        card = {"exp_month": "1", "exp_year": "30", "first6": "424242", "last4": "4242", "brand": "VISA"}
        other = {**card, "first6": "400557", "last4": "2222"}
        body = customers.new_body("C7JQ2V8XNW4DM", NOON_MS, first_name="Ada", email=EMAIL["email"])
        saved = [("clv_1TSTSdeclines", other), ("clv_1TSTSnew", card)]
        demo.store.add_many(customers.rows(body, NOON_MS, saved, name="Ada Field"))
        assert (await _charge(client, "C7JQ2V8XNW4DM")).json()["source"]["last4"] == "4242"
        assert (await _charge(client, "clv_1TSTSdeclines")).status_code == 402
        changed = (await client.put("/v1/customers/C7JQ2V8XNW4DM", json={"phone": "1"})).json()
        assert changed["name"] == "Ada Field"
        new, _old = changed["sources"]["data"]
        assert (await _charge(client, new)).status_code == 200
        assert (await client.delete(f"/v1/customers/C7JQ2V8XNW4DM/sources/{new}")).status_code == 200
        assert (await _charge(client, "C7JQ2V8XNW4DM")).status_code == 402
        assert (await client.delete("/v1/customers/C7JQ2V8XNW4DM")).status_code == 200

    play(script)


def test_no_number_is_kept() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        made = await _saved(demo, client)
        kept = [demo.store.all_of(kind) for kind in ("customer", "token", "card")]
        assert made["id"] in repr(kept)
        assert not any(number in repr(kept) for number in cards.TEST_CARDS)

    play(script)
