"""The Platform API's merchant, employees and roles, and what all of its paths have in common."""

import httpx
import pytest

from cloverdesk.demo.accounts.staff import TEAMS, hire
from cloverdesk.demo.merchant import CA
from cloverdesk.demo.options import DemoOptions
from cloverdesk.demo.store import EMPLOYEE, ROLE
from tests.support.demo import DEMO_URL, Demo, play

LISTS = ("customers", "employees", "roles")


def _root(demo: Demo) -> str:
    return f"/v3/merchants/{demo.identity.merchant_id}"


def test_the_merchant_and_what_is_only_an_address_until_it_is_expanded() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        told = (await client.get(_root(demo))).json()
        assert (told["id"], told["name"]) == (demo.identity.merchant_id, "Maple & Main")
        assert told["href"] == DEMO_URL + _root(demo)
        assert set(told["owner"]) == {"id", "href"}
        for name in ("address", "properties", "employees", "tenders", "gateway"):
            assert list(told[name]) == ["href"]
        expand = {"expand": "address,owner,tenders"}
        full = (await client.get(_root(demo), params=expand)).json()
        assert full["address"] == {
            "href": f"{DEMO_URL}{_root(demo)}/address",
            "address1": "14 Exchange St",
            "address2": "",
            "address3": "",
            "city": "Portland",
            "state": "ME",
            "zip": "04101",
            "country": "US",
            "phoneNumber": "2075550114",
        }
        assert full["owner"]["isOwner"] is True
        assert list(full["employees"]) == ["href"]
        cash = full["tenders"]["elements"][0]
        assert (cash["label"], cash["labelKey"], cash["enabled"]) == ("Cash", "com.clover.tender.cash", True)
        order = {"amount": 100, "currency": "usd", "source": "alternate_tender", "tender": {"id": cash["id"]}}
        assert (await client.post("/v1/charges", json=order)).status_code == 200
        more = (await client.get(_root(demo), params={"expand": "employees,openingHours,gateway"})).json()
        assert len(more["employees"]["elements"]) == 9
        assert "sunday" in more["openingHours"]["elements"][0]

    play(script)


@pytest.mark.parametrize(
    ("kind", "currency", "locale", "timezone"),
    [("us", "USD", "en-US", "America/New_York"), ("ca", "CAD", "fr-CA", "America/Toronto")],
)
def test_the_settings(kind: str, currency: str, locale: str, timezone: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        demo.store.make_note("merchant", kind)
        told = (await client.get(f"{_root(demo)}/properties")).json()
        assert (told["defaultCurrency"], told["locale"], told["timezone"]) == (currency, locale, timezone)
        assert told["supportEmail"].endswith(".example")
        assert not {"abaAccountNumber", "ddaAccountNumber"} & set(told)

    play(script)


@pytest.mark.parametrize(
    ("rate", "surcharging"),
    [(None, {"supported": False}), (30_000, {"supported": True, "rate": 30_000})],
)
def test_the_payment_settings_tell_the_surcharge(rate: int | None, surcharging: dict[str, object]) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        told = (await client.get(f"{_root(demo)}/ecomm_payment_configs")).json()
        assert told == {"surcharging": surcharging, "purchase_card": {"supported": True}}
        demo.store.make_note("merchant", CA.kind)
        told = (await client.get(f"{_root(demo)}/ecomm_payment_configs")).json()
        assert told["purchase_card"] == {"supported": False}

    play(script, options=DemoOptions(surcharge_rate=rate))


def test_nine_employees_in_three_base_roles() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        page = (await client.get(f"{_root(demo)}/employees")).json()
        staff = page["elements"]
        assert page["href"] == f"{DEMO_URL}{_root(demo)}/employees?limit=100"
        assert len(staff) == 9
        assert {one["role"] for one in staff} == {"ADMIN", "MANAGER", "EMPLOYEE"}
        assert [one["name"] for one in staff if one["isOwner"]] == ["Ruth Whitcomb"]
        assert sum("claimedTime" not in one for one in staff) == 1
        assert not any({"roles", "pin", "unhashedPin"} & set(one) for one in staff)
        first = staff[0]
        url = f"{_root(demo)}/employees/{first['id']}"
        assert first["href"] == DEMO_URL + url
        assert (await client.get(url)).json() == first

    play(script)


def test_a_custom_role_tells_its_name_when_expanded_and_its_base_role_otherwise() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        listed = await client.get(f"{_root(demo)}/employees", params={"expand": "roles,shifts"})
        staff = listed.json()["elements"]
        lead = next(one for one in staff if one["name"] == "Grace Okafor")
        (role,) = lead["roles"]["elements"]
        assert lead["role"] == "MANAGER"
        assert (role["name"], role["systemRole"]) == ("Floor lead", "MANAGER")
        assert role["merchant"] == {"id": demo.identity.merchant_id}
        assert lead["shifts"] == {"elements": []}
        alone = await client.get(f"{_root(demo)}/employees/{lead['id']}", params={"expand": "roles"})
        assert alone.json()["roles"] == lead["roles"]
        roles = (await client.get(f"{_root(demo)}/roles", params={"expand": "employees"})).json()["elements"]
        assert [one["name"] for one in roles] == ["Admin", "Manager", "Employee", "Floor lead"]
        assert [one["id"] for one in roles[3]["employees"]["elements"]] == [lead["id"]]
        assert sum(len(one["employees"]["elements"]) for one in roles) == 9

    play(script)


def test_employees_and_roles_are_found_by_filters() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        roles = (await client.get(f"{_root(demo)}/roles")).json()["elements"]

        async def found(what: str, *filters: str) -> list[str]:
            answer = await client.get(f"{_root(demo)}/{what}", params=[("filter", one) for one in filters])
            assert answer.status_code == 200, answer.text
            return [one["name"] for one in answer.json()["elements"]]

        assert await found("employees", "role=ADMIN") == ["Ruth Whitcomb", "Théo Pelletier"]
        assert await found("employees", "role=MANAGER", "name>=S") == ["Sam Ortiz"]
        assert await found("employees", f"role.id={roles[3]['id']}") == ["Grace Okafor"]
        assert await found("employees", "nickname=Sam", "customId!=S01") == ["Sam Ortiz"]
        assert await found("employees", "email=staff1@mapleandmain.example") == ["Ruth Whitcomb"]
        assert await found("employees", "modifiedTime>0", "deletedTime>0") == []
        assert len(await found("employees", "modifiedTime>1700000000000")) == 9
        assert await found("roles", "systemRole=MANAGER") == ["Manager", "Floor lead"]
        assert await found("roles", f"id in ('{roles[0]['id']}', {roles[1]['id']})") == ["Admin", "Manager"]

    play(script)


def test_the_owner_can_read_as_owner() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        staff = (await client.get(f"{_root(demo)}/employees")).json()["elements"]
        assert [one["role"] for one in staff if one["isOwner"]] == ["OWNER"]

    play(script, options=DemoOptions(owner_role_is_owner=True))


def test_the_canadian_store_has_staff_of_its_own_and_each_store_hires_once() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        for record in [*demo.store.all_of(ROLE), *demo.store.all_of(EMPLOYEE)]:
            demo.store.remove(ROLE, record.id)
            demo.store.remove(EMPLOYEE, record.id)
        demo.store.make_note("merchant", CA.kind)
        for _ in range(2):
            hire(demo.store)
        staff = (await client.get(f"{_root(demo)}/employees")).json()["elements"]
        assert [one["name"] for one in staff] == [name for name, _ in TEAMS["ca"].people]
        assert "Élodie Gagnon-Côté" in {one["name"] for one in staff}

    play(script)


def test_the_same_store_always_has_the_same_staff() -> None:
    seen: list[list[str]] = []

    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        staff = (await client.get(f"{_root(demo)}/employees")).json()["elements"]
        seen.append([one["id"] for one in staff])

    for _ in range(2):
        play(script)
    assert seen[0] == seen[1]
    assert len(set(seen[0])) == 9


PATHS = ("", "/properties", "/ecomm_payment_configs", "/employees", "/employees/X", "/roles", "/customers")


@pytest.mark.parametrize("path", PATHS)
def test_another_merchant_and_a_wrong_token_are_a_401(path: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        answers = [
            await client.get(f"/v3/merchants/7MRCH4NT9KQ21{path}"),
            await client.get(_root(demo) + path, headers={"authorization": "Bearer no"}),
            await client.get(_root(demo) + path, params={"access_token": "x"}, headers={"authorization": ""}),
        ]
        for answer in answers:
            assert (answer.status_code, answer.json()) == (401, {"message": "401 Unauthorized"})

    play(script)


def test_the_private_token_opens_none_of_it_where_switched() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        assert (await client.get(_root(demo))).status_code == 401
        assert (await client.get("/v1/charges")).status_code == 200

    play(script, options=DemoOptions(private_token_opens_platform=False))


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
@pytest.mark.parametrize("path", ["/customers", "/customers/X", "/employees/X", ""])
def test_only_post_writes(method: str, path: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        assert (await client.request(method, _root(demo) + path, json={})).status_code == 405

    play(script)


@pytest.mark.parametrize("what", LISTS)
@pytest.mark.parametrize(
    ("params", "details"),
    [
        ([("limit", "0")], "limit must be from 1 to 1000"),
        ([("limit", "1001")], "limit must be from 1 to 1000"),
        ([("limit", "many")], "limit must be from 1 to 1000"),
        ([("offset", "-1")], "offset must be from 0"),
        ([("expand", "a,b,c,d")], "At most 3 fields can be expanded"),
        ([("expand", "a,b"), ("expand", "c,d")], "At most 3 fields can be expanded"),
        ([("filter", "orders.id=1")], "Invalid filter field"),
        ([("filter", "id=1"), ("filter", "shoeSize=1")], "Invalid filter field"),
        ([("filter", "id")], "Invalid filter"),
        ([("filter", "")], "Invalid filter"),
        ([("filter", "deletedTime=soon")], "Invalid filter value"),
    ],
)
def test_lists_refuse_what_they_do_not_know(what: str, params: list[tuple[str, str]], details: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await client.get(f"{_root(demo)}/{what}", params=params)
        assert (answer.status_code, answer.json()["message"]) == (400, "Bad Request")
        assert answer.json()["details"].startswith(details)
        if details.startswith("Invalid"):
            assert "id" in answer.headers["x-clover-allowed-filter-fields"].split(", ")

    play(script)


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        (
            "customers",
            "customerSince, firstName, lastName, emailAddress, phoneNumber, marketingAllowed, fullName, id, deletedTime",
        ),
        (
            "employees",
            "modifiedTime, role, role.id, customId, name, nickname, id, deletedTime, deleted_time, email",
        ),
        ("roles", "modifiedTime, systemRole, name, id, deletedTime"),
    ],
)
def test_lists_name_the_fields_that_a_filter_may_use(what: str, fields: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await client.get(f"{_root(demo)}/{what}", params={"expand": "nothing,known"})
        assert answer.status_code == 200
        assert answer.headers["x-clover-allowed-filter-fields"] == fields

    play(script)


def test_the_unknown_is_a_404_with_details() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        for what, name in (("customers", "Customer"), ("employees", "Employee")):
            answer = await client.get(f"{_root(demo)}/{what}/7MRCH4NT9KQ21")
            assert (answer.status_code, answer.json()) == (
                404,
                {"message": "Not Found", "details": f"{name} not found"},
            )

    play(script)
