"""What an app without a permission is refused, and that the table of permissions is whole."""

import httpx
import pytest

from cloverdesk.demo.app import OPERATIONS
from cloverdesk.demo.door.permissions import NEEDED
from cloverdesk.demo.options import DemoOptions
from tests.support.demo import Demo, play

NOT_CLOVERS = ("demo.", "hosted.")


def test_every_operation_has_its_row_and_every_row_its_operation() -> None:
    assert {one.id for one in OPERATIONS if not one.id.startswith(NOT_CLOVERS)} == set(NEEDED)
    pairs = {(one.method, one.path) for one in OPERATIONS if one.id in NEEDED}
    assert len(pairs) == len(NEEDED) == 52


@pytest.mark.parametrize(
    ("missing", "refused"),
    [
        ({"Read payments"}, {"/v1/charges", "/v1/refunds", "/v1/orders"}),
        ({"Read customers"}, {"{root}/customers"}),
        ({"Read merchant"}, {"{root}", "{root}/properties", "{root}/ecomm_payment_configs"}),
        ({"Read employees"}, {"{root}/employees", "{root}/roles"}),
        ({"Read orders", "Online payments"}, {"/v1/orders", "/pakms/apikey"}),
        ({"Write customers"}, set()),
    ],
)
def test_a_missing_permission_is_a_401_like_a_wrong_token(missing: set[str], refused: set[str]) -> None:
    paths = (
        "/v1/charges",
        "/v1/refunds",
        "/v1/orders",
        "/pakms/apikey",
        "{root}",
        "{root}/properties",
        "{root}/ecomm_payment_configs",
        "{root}/employees",
        "{root}/roles",
        "{root}/customers",
    )

    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        root = f"/v3/merchants/{demo.identity.merchant_id}"
        for path in paths:
            answer = await client.get(path.format(root=root))
            assert answer.status_code == (401 if path in refused else 200), path

    play(script, options=DemoOptions(permissions_missing=frozenset(missing)))


def test_writing_customers_is_a_permission_of_its_own() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        root = f"/v3/merchants/{demo.identity.merchant_id}/customers"
        body = {"email": "ada@example.com", "source": await demo.token(client)}
        for url, told in ((root, {"firstName": "Ada"}), ("/v1/customers", body)):
            answer = await client.post(url, json=told)
            assert (answer.status_code, answer.json()) == (401, {"message": "401 Unauthorized"})
        assert (await client.get(root)).json()["elements"] == []
        assert (await demo.charge(client))["status"] == "succeeded"

    play(script, options=DemoOptions(permissions_missing=frozenset({"Write customers"})))


def test_some_orders_need_more_than_others() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        line = {"amount": 1800, "currency": "usd", "description": "Poster", "quantity": 1, "type": "sku"}
        taxed = {**line, "tax_rates": [{"name": "Sales Tax", "rate": 1_000_000}]}
        order = {"items": [line], "currency": "usd", "email": "ada@example.com"}
        assert (await client.post("/v1/orders", json=order)).status_code == 200
        for more in ({"customer": "C7JQ2V8XNW4DM"}, {"items": [line, taxed]}):
            assert (await client.post("/v1/orders", json={**order, **more})).status_code == 401

    missing = frozenset({"Read customers", "Read inventory"})
    play(script, options=DemoOptions(permissions_missing=missing))


def test_the_pages_of_signing_in_and_the_tests_own_paths_need_none() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        assert (await demo.token(client)).startswith("clv_")
        assert (await client.get("/oauth/v2/authorize")).status_code == 400
        control = {"authorization": f"Bearer {demo.identity.control_token}"}
        assert (await client.get("/_demo/ledger", headers=control)).status_code == 200

    every = frozenset(name for names in NEEDED.values() for name in names)
    play(script, options=DemoOptions(permissions_missing=every))
