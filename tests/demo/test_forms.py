"""Members that no rule looks at: of the wrong kind they are refused, and what comes back of them is what the documents promise."""

import pytest

from tests.support.demo import play

LINE = {"amount": 100, "currency": "usd", "description": "Mug", "quantity": 1}
WRONG = {
    "level2": [
        {"tax_amount": -1},
        {"tax_indicator": 3},
        {"destination_country_code": 1000},
        "text",
        {"duty_amount": "x"},
    ],
    "level3": [{"level3_line_items": {}}, {"level3_line_items": [{"quantity": "x"}]}, {"service_code": 7}],
    "soft_descriptor": [{"dba_name": "x" * 39}, {"country_code": "12"}, {"city": 5}],
    "stored_credentials": [{"installment_info": {"bill_pay_indicator": "Daily"}}, {"installment_info": []}],
    "metadata": [{"a": [1]}, []],
    "threeds": [{"source": "CLOVER", "browser_info": {"browser_color_depth": 24}}],
    "site_url": ["abc", "with space.com", 5],
    "expand": ["order", [5]],
    "tender": [{}, {"label": 5}],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in WRONG for value in WRONG[name]])
def test_a_charge_with_a_member_of_the_wrong_kind(name: str, value: object) -> None:
    async def script(demo, client) -> None:
        body = {"amount": 1000, "currency": "usd", "source": await demo.token(client), name: value}
        answer = await client.post("/v1/charges", json=body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_request")
        assert answer.json()["error"]["param"].startswith(name)
        assert demo.ledger == []

    play(script)


@pytest.mark.parametrize("value", [{"phone": 5}, {"address": {"city": []}}, {"address": "here"}, "here"])
def test_an_order_that_is_shipped_to_nowhere(value: object) -> None:
    async def script(demo, client) -> None:
        body = {"currency": "usd", "email": "a@example.com", "items": [LINE], "shipping": value}
        assert (await client.post("/v1/orders", json=body)).status_code == 400

    play(script)


def test_what_comes_back_has_no_nulls_and_whole_amounts() -> None:
    async def script(demo, client) -> None:
        level2 = {"tax_amount": "80", "duty_amount": None, "pc_order_number": "A1"}
        charge = await demo.charge(client, level2=level2, soft_descriptor=None, metadata={"cart": None})
        read = (await client.get(f"/v1/charges/{charge['id']}")).json()
        assert read["level2"] == {"tax_amount": 80, "pc_order_number": "A1"}
        assert "soft_descriptor" not in read
        assert read["metadata"] == {"cart": None}

    play(script)


@pytest.mark.parametrize("number", ["NaN", "1e400", "-Infinity"])
def test_what_is_no_number_in_json_is_not_taken(number: str) -> None:
    async def script(demo, client) -> None:
        body = f'{{"currency": "usd", "email": "a@example.com", "items": [], "metadata": {{"a": {number}}}}}'
        answer = await client.post("/v1/orders", content=body.encode())
        assert answer.json()["error"]["message"] == "The request body is not valid JSON."

    play(script)


def test_the_platform_refuses_in_its_own_words() -> None:
    async def script(demo, client) -> None:
        path = f"/v3/merchants/{demo.identity.merchant_id}/customers"
        answer = await client.post(path, json={"addresses": [{"id": 5}]})
        assert (answer.status_code, answer.json()["message"]) == (400, "Bad Request")

    play(script)


def test_an_order_is_paid_for_a_customer_that_there_is() -> None:
    async def script(demo, client) -> None:
        body = {"currency": "usd", "email": "a@example.com", "items": [LINE]}
        order = (await client.post("/v1/orders", json=body)).json()["id"]
        paying = {"source": await demo.token(client), "customer": "ZZZZZZZZZZZZZ"}
        answer = await client.post(f"/v1/orders/{order}/pay", json=paying)
        assert (answer.status_code, answer.json()["error"]["param"]) == (400, "customer")
        assert demo.ledger == []

    play(script)
