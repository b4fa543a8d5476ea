"""Customers on the Platform API: written without cards, found by filters, paged through, and read with all they have."""

import json
from typing import Any

import httpx
import pytest

from cloverdesk.demo.accounts import customers
from cloverdesk.demo.options import DemoOptions
from tests.support.aio import NOON_MS
from tests.support.demo import CARD, DEMO_URL, Demo, play

ADA = {
    "firstName": "Ada",
    "lastName": "Field",
    "emailAddresses": [{"emailAddress": "ada.field@example.com"}],
    "phoneNumbers": [{"phoneNumber": "4155550132"}],
}
EVERYTHING = ("emailAddresses,phoneNumbers,addresses", "cards,metadata,orders")


def _url(demo: Demo, customer: str = "") -> str:
    path = f"/v3/merchants/{demo.identity.merchant_id}/customers"
    return f"{path}/{customer}" if customer else path


async def _made(demo: Demo, client: httpx.AsyncClient, **told: object) -> dict[str, Any]:
    answer = await client.post(_url(demo), json=told)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def _read(demo: Demo, client: httpx.AsyncClient, customer: str, expand: str = "") -> dict[str, Any]:
    answer = await client.get(_url(demo, customer), params={"expand": expand})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def _found(demo: Demo, client: httpx.AsyncClient, *filters: str) -> list[str]:
    answer = await client.get(_url(demo), params=[("filter", one) for one in filters])
    assert answer.status_code == 200, answer.text
    return [one.get("firstName", "") for one in answer.json()["elements"]]


def test_a_customer_is_made_and_read_as_documented() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        made = await _made(demo, client, **ADA)
        assert made == {
            "href": f"{DEMO_URL}{_url(demo, made['id'])}",
            "id": made["id"],
            "firstName": "Ada",
            "lastName": "Field",
            "marketingAllowed": False,
            "customerSince": NOON_MS,
        }
        read = await _read(demo, client, made["id"])
        assert read == {**made, "merchant": {"id": demo.identity.merchant_id}}
        whole = await _read(demo, client, made["id"], "emailAddresses,phoneNumbers,nothing")
        (email,) = whole["emailAddresses"]["elements"]
        whose = {"id": made["id"]}
        assert email == {
            "id": email["id"],
            "emailAddress": "ada.field@example.com",
            "primaryEmail": True,
            "customer": whose,
        }
        (phone,) = whole["phoneNumbers"]["elements"]
        assert phone == {"id": phone["id"], "phoneNumber": "4155550132", "customer": whose}
        expanded = await client.post(_url(demo), json=ADA, params={"expand": "emailAddresses"})
        assert len(expanded.json()["emailAddresses"]["elements"]) == 1

    play(script)


def test_everything_that_can_be_written_comes_back() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        address = {
            "address1": "12 Elm Row",
            "city": "Portland",
            "state": "OR",
            "zip": "97201",
            "country": "US",
        }
        emails = [{"emailAddress": "a@example.com"}, {"emailAddress": "b@example.com", "primaryEmail": True}]
        metadata = {"businessName": "Field & Co.", "note": "Likes maps.", "dobYear": 1990, "dobMonth": 2}
        made = await _made(
            demo,
            client,
            marketingAllowed=True,
            emailAddresses=[*emails, emails[0]],
            addresses=[address],
            metadata=metadata,
            cards=[{"token": "ignored"}],
        )
        assert made["marketingAllowed"] is True
        contacts = await _read(demo, client, made["id"], EVERYTHING[0])
        mails = contacts["emailAddresses"]["elements"]
        assert [(one["emailAddress"], one["primaryEmail"]) for one in mails] == [
            ("a@example.com", False),
            ("b@example.com", True),
        ]
        (home,) = contacts["addresses"]["elements"]
        assert address.items() <= home.items()
        rest = await _read(demo, client, made["id"], EVERYTHING[1])
        assert rest["metadata"] == {**metadata, "modifiedTime": NOON_MS, "customer": {"id": made["id"]}}
        assert (rest["cards"], rest["orders"]) == ({"elements": []}, {"elements": []})

    play(script)


@pytest.mark.parametrize(
    ("told", "details"),
    [
        ({"firstName": "x" * 65}, "firstName: must be a text of at most 64 characters"),
        ({"lastName": 5}, "lastName: must be a text of at most 64 characters"),
        ({"marketingAllowed": "yes"}, "marketingAllowed: must be true or false"),
        ({"emailAddresses": {"elements": []}}, "emailAddresses: must be a list of objects"),
        ({"emailAddresses": ["a@example.com"]}, "emailAddresses: must be a list of objects"),
        ({"emailAddresses": [{}]}, "emailAddress: must not be empty"),
        (
            {"phoneNumbers": [{"phoneNumber": "5" * 22}]},
            "phoneNumber: must be a text of at most 21 characters",
        ),
        ({"phoneNumbers": [{"phoneNumber": ""}]}, "phoneNumber: must not be empty"),
        ({"addresses": [{"city": "x" * 128}]}, "city: must be a text of at most 127 characters"),
        ({"metadata": "note"}, "metadata: must be an object"),
        ({"metadata": {"dobMonth": 13}}, "dobMonth: must be from 1 to 12"),
        ({"metadata": {"dobYear": True}}, "dobYear: must be from 1 to 9999"),
    ],
)
def test_what_is_wrong_changes_nothing(told: dict[str, object], details: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        made = await _made(demo, client, **ADA)
        for url in (_url(demo), _url(demo, made["id"])):
            answer = await client.post(url, json={"lastName": "Fielding", **told})
            assert (answer.status_code, answer.json()) == (
                400,
                {"message": "Bad Request", "details": details},
            )
        page = await client.get(_url(demo))
        assert [one["lastName"] for one in page.json()["elements"]] == ["Field"]

    play(script)


def test_a_body_that_cannot_be_read_is_refused_in_the_platforms_words() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await client.post(_url(demo), content=b"{")
        assert (answer.status_code, answer.json()) == (
            400,
            {"message": "Bad Request", "details": "The request body is not valid JSON."},
        )

    play(script)


@pytest.mark.parametrize("changed", [False, True])
def test_an_update_changes_contacts_only_where_switched(changed: bool) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        made = await _made(demo, client, **ADA, metadata={"note": "old", "dobYear": 1990})
        demo.store.advance(1000)
        told = {
            "lastName": "Fielding",
            "marketingAllowed": True,
            "emailAddresses": [{"emailAddress": "new@example.com"}],
            "metadata": {"note": "new"},
        }
        answer = await client.post(_url(demo, made["id"]), json=told)
        assert answer.json() == {**made, "lastName": "Fielding", "marketingAllowed": True}
        whole = await _read(demo, client, made["id"], "emailAddresses,phoneNumbers,metadata")
        (email,) = whole["emailAddresses"]["elements"]
        assert email["emailAddress"] == ("new@example.com" if changed else "ada.field@example.com")
        assert len(whole["phoneNumbers"]["elements"]) == 1
        metadata = whole["metadata"]
        assert (metadata["note"], metadata["dobYear"], metadata["modifiedTime"]) == (
            "new",
            1990,
            NOON_MS + 1000,
        )

    play(script, options=DemoOptions(contacts_change_on_update=changed))


def test_saved_cards_are_read_with_all_that_revoking_and_showing_needs() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        token = await demo.token(
            client, {**CARD, "exp_month": "1", "name": "Ada Q Field", "address_zip": "97201"}
        )
        body = {"email": "ada@example.com", "source": token, "firstName": "Grace", "lastName": "Roe"}
        made = (await client.post("/v1/customers", json=body)).json()
        demo.store.advance(1000)
        newer = await demo.token(client, {**CARD, "number": "5204245250003294"})
        await client.put(f"/v1/customers/{made['id']}", json={"source": newer})
        read = await _read(demo, client, made["id"], "cards")
        new, old = read["cards"]["elements"]
        assert old == {
            "id": made["sources"]["data"][0],
            "first6": "424242",
            "last4": "4242",
            "firstName": "Ada Q",
            "lastName": "Field",
            "expirationDate": "0130",
            "cardType": "VISA",
            "token": token,
            "tokenType": "MULTIPAY",
            "modifiedTime": NOON_MS,
            "additionalInfo": {"zip": "97201"},
            "customer": {"id": made["id"]},
        }
        assert (new["cardType"], new["firstName"], new["modifiedTime"]) == ("MC", "Grace", NOON_MS + 1000)
        assert (await client.delete(f"/v1/customers/{made['id']}/sources/{new['id']}")).status_code == 200
        left = await _read(demo, client, made["id"], "cards")
        assert left["cards"]["elements"] == [old]
        unsaved = await _made(demo, client, **ADA)
        added = await client.put(f"/v1/customers/{unsaved['id']}", json={"source": await demo.token(client)})
        assert len(added.json()["sources"]["data"]) == 1

    play(script)


def test_orders_are_named_newest_first_and_at_most_a_hundred() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        body = {"email": "ada@example.com", "source": await demo.token(client)}
        customer = (await client.post("/v1/customers", json=body)).json()["id"]
        for _ in range(101):
            answer = await client.post(
                "/v1/charges", json={"amount": 100, "currency": "usd", "source": customer}
            )
        newest = (await client.get(f"/v1/charges/{answer.json()['id']}")).json()["order"]
        listed = await client.get(_url(demo), params={"expand": "orders"})
        orders = listed.json()["elements"][0]["orders"]["elements"]
        assert len(orders) == 100
        assert orders[0]["id"] == newest
        assert orders[0]["href"].endswith(f"/orders/{newest}")

    play(script)


def test_filters() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        await _made(demo, client, **ADA, marketingAllowed=True)
        demo.store.advance(1000)
        bob = {
            "firstName": "Bob",
            "lastName": "O'Neill",
            "emailAddresses": [{"emailAddress": "bob@example.com"}],
        }
        made = await _made(demo, client, **bob)
        await _made(demo, client, firstName="Émile = 5 < 6")

        async def found(*filters: str) -> str:
            return "".join(name[0] for name in await _found(demo, client, *filters))

        assert await found() == "ABÉ"
        assert await found("firstName=Ada") == "A"
        assert await found("firstName = Ada ") == "A"
        assert await found("firstName=ada") == ""
        assert await found("firstName!=Ada") == "BÉ"
        assert await found("lastName=O'Neill") == "B"
        assert await found("fullName=Ada Field") == "A"
        assert await found("fullName=Émile = 5 < 6") == "É"
        assert await found("emailAddress=ada.field@example.com") == "A"
        assert await found("emailAddress!=ada.field@example.com") == "BÉ"
        assert await found("emailAddress>=b") == "B"
        assert await found("phoneNumber=4155550132") == "A"
        assert await found("marketingAllowed=true") == "A"
        assert await found("marketingAllowed=false", "firstName<=Bob") == "B"
        assert await found(f"customerSince>={NOON_MS + 1000}") == "BÉ"
        assert await found(f"customerSince<{NOON_MS + 1000}") == "A"
        assert await found(f"customerSince>{NOON_MS}", f"customerSince<={NOON_MS}") == ""
        assert await found(f"id={made['id']}") == "B"
        assert await found(f"id in ('{made['id']}','X')") == "B"
        assert await found("deletedTime>0") == ""
        assert await found("firstName=' OR '1'='1") == ""

    play(script)


def test_filters_may_ignore_case() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        await _made(demo, client, **ADA)
        for one in ("firstName=ADA", "emailAddress=Ada.Field@Example.com", "fullName=ada field"):
            assert await _found(demo, client, one) == ["Ada"]
        assert await _found(demo, client, "firstName!=ada") == []

    play(script, options=DemoOptions(filters_ignore_case=True))


def test_pages_of_a_large_store_hold_everybody_once_and_in_order() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        ids = [f"C{number:012d}" for number in range(2300)]
        for number, customer in enumerate(ids):
            body = customers.new_body(customer, NOON_MS + number, email=f"c{number}@example.com")
            demo.store.add_many(customers.rows(body, NOON_MS + number, []))
        first = (await client.get(_url(demo))).json()
        assert len(first["elements"]) == 100
        assert first["href"] == f"{DEMO_URL}{_url(demo)}?limit=100"
        seen: list[str] = []
        while len(seen) % 1000 == 0:
            params = {"limit": 1000, "offset": len(seen)}
            page = (await client.get(_url(demo), params=params)).json()["elements"]
            seen += [one["id"] for one in page]
        assert seen == ids
        params = {"offset": 1, "limit": 5, "filter": f"customerSince>={NOON_MS + 2290}"}
        last = (await client.get(_url(demo), params=params)).json()
        assert [one["id"] for one in last["elements"]] == ids[2291:2296]
        assert httpx.URL(last["href"]).params["offset"] == "1"
        one = await client.get(_url(demo), params={"filter": "emailAddress=c2299@example.com"})
        assert [found["id"] for found in one.json()["elements"]] == [ids[2299]]

    play(script)


def test_an_empty_page_is_no_error() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await client.get(_url(demo), params={"filter": "emailAddress=no@example.com"})
        assert (answer.status_code, answer.json()["elements"]) == (200, [])
        past_the_end = await client.get(_url(demo), params={"offset": 10**14})
        assert json.loads(past_the_end.text)["elements"] == []

    play(script)
