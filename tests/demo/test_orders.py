"""Orders made by hand: their totals, paying them in one go or in several, and returning them."""

import pytest

from cloverdesk.demo.options import DemoOptions
from tests.support.demo import CARD, DECLINING_CARD, Demo, with_demo

MUG = {"amount": 1358, "currency": "usd", "description": "Mug", "quantity": 2, "type": "sku"}
TAXED = {
    "amount": 1800,
    "currency": "usd",
    "description": "Poster",
    "quantity": 1,
    "tax_rates": [{"name": "Sales Tax", "rate": 1000000}],
}


async def _create(client, *items, **more):
    body = {"currency": "usd", "email": "ada@example.com", "items": list(items or (MUG,)), **more}
    return await client.post("/v1/orders", json=body)


async def _pay(demo: Demo, client, order_id: str, *, card=CARD, headers=None, **more):
    body = {"source": await demo.token(client, card), **more}
    return await client.post(f"/v1/orders/{order_id}/pay", json=body, headers=headers)


def _error(answer) -> dict:
    return answer.json()["error"]


@with_demo()
async def test_an_order_is_made_and_read_back(demo, client) -> None:
    answer = await _create(client)
    made = answer.json()
    assert (answer.status_code, made["amount"], made["status"], made["currency"]) == (
        200,
        2716,
        "created",
        "usd",
    )
    read = (await client.get(f"/v1/orders/{made['id']}")).json()
    assert (read["currency"], read["amount_paid"], read["amount_returned"]) == ("USD", 0, 0)
    (line,) = read["items"]
    assert (line["amount"], line["quantity"], line["type"], len(line["parent"])) == (1358, 2, "sku", 13)
    assert demo.ledger == []


@with_demo()
async def test_tax_and_shipping_and_discount_add_up(demo, client) -> None:
    discount = {
        "amount": -300,
        "currency": "usd",
        "description": "Regular",
        "quantity": 1,
        "type": "discount",
    }
    shipping = {"amount": 500, "currency": "usd", "description": "Ground", "quantity": 1, "type": "shipping"}
    refused = await _create(client, TAXED, shipping)
    assert _error(refused)["param"] == "shipping.address"
    address = {"address": {"line1": "1 Example St", "city": "Sunnyvale"}}
    made = (await _create(client, TAXED, shipping, discount, shipping=address)).json()
    assert (made["amount"], made["tax_amount"]) == (1800 + 180 + 500 - 300, 180)
    assert made["items"][-1] == {
        "type": "tax",
        "amount": 180,
        "currency": "USD",
        "description": "Sales Tax",
    }


@with_demo(options=DemoOptions(order_amount_includes_tax=False))
async def test_where_the_amount_is_without_tax_the_tax_is_still_owed(demo, client) -> None:
    made = (await _create(client, TAXED)).json()
    assert (made["amount"], made["tax_amount"]) == (1800, 180)
    paid = (await _pay(demo, client, made["id"])).json()
    assert (paid["amount_paid"], paid["status"]) == (1980, "paid")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"email": "nobody"}, "email_invalid"),
        ({"email": None}, "email_invalid"),
        ({"currency": "dollars"}, "invalid_request"),
        ({"items": []}, "invalid_request"),
        ({"items": [MUG] * 26}, "invalid_request"),
        ({"items": [{**MUG, "quantity": 0}]}, "invalid_request"),
        ({"items": [{**MUG, "amount": "much"}]}, "invalid_request"),
        ({"items": [{**MUG, "amount": 99_999_999}]}, "amount_too_large"),
        ({"items": [{**MUG, "currency": "eur"}]}, "invalid_request"),
        ({"items": [{**MUG, "amount": -1}]}, "invalid_request"),
        ({"items": [{**MUG, "tax_rates": [{}]}]}, "invalid_request"),
        ({"items": ["mug"]}, "invalid_request"),
        ({"items": {"elements": []}}, "invalid_request"),
        ({"customer": "0000000000000"}, "invalid_request"),
        ({"items": [{**MUG, "type": "discount"}]}, "invalid_request"),
    ],
)
def test_what_is_no_order_is_refused(change, code) -> None:
    @with_demo()
    async def script(demo, client) -> None:
        answer = await _create(client, **change)
        assert (answer.status_code, _error(answer)["code"]) == (400, code)

    script()


@with_demo()
async def test_paying_in_full(demo, client) -> None:
    order = (await _create(client)).json()["id"]
    paid = (await _pay(demo, client, order, tip_amount=300)).json()
    assert (paid["status"], paid["amount_paid"], paid["tip_amount"]) == ("paid", 2716, 300)
    assert paid["status_transitions"]["paid"] % 1000 == 0
    charge = (await client.get(f"/v1/charges/{paid['charge']}")).json()
    assert (charge["order"], charge["amount_captured"], charge["source"]["last4"]) == (order, 3016, "4242")
    again = await _pay(demo, client, order)
    assert (again.status_code, _error(again)["code"]) == (409, "order_already_paid")
    listed = (await client.get("/v1/orders", params={"status": "paid"})).json()
    assert [one["id"] for one in listed["data"]] == [order]


@with_demo()
async def test_several_payments_until_nothing_is_owed(demo, client) -> None:
    order = (await _create(client)).json()["id"]
    first = (await _pay(demo, client, order, amount=1000)).json()
    assert (first["status"], first["amount_paid"]) == ("created", 1000)
    over = await _pay(demo, client, order, amount=1717)
    assert _error(over)["code"] == "invalid_charge_amount"
    second = (await _pay(demo, client, order)).json()
    assert (second["status"], second["amount_paid"]) == ("paid", 2716)
    assert second["past_charges"] == [first["charge"]]
    assert second["charge"] != first["charge"]


@with_demo()
async def test_who_pays_and_where_the_receipt_goes(demo, client) -> None:
    order = (await _create(client)).json()["id"]
    nobody = await client.post(f"/v1/orders/{order}/pay", json={})
    assert _error(nobody)["message"] == "Please provide a valid source or token."
    cash = {"tender": {"label_key": "com.clover.tender.cash"}}
    unknown = await client.post(f"/v1/orders/{order}/pay", json={"tender": {"label": "Shells"}})
    assert _error(unknown)["param"] == "tender"
    paid = (await client.post(f"/v1/orders/{order}/pay", json=cash)).json()
    assert paid["status"] == "paid"
    charge = (await client.get(f"/v1/charges/{paid['charge']}")).json()
    assert (charge["payment_method_details"], charge["tender"]) == ("alternate_tender", cash["tender"])


@with_demo()
async def test_a_declined_payment_leaves_the_order_open_or_removes_it(demo, client) -> None:
    order = (await _create(client)).json()["id"]
    declined = await _pay(demo, client, order, card=DECLINING_CARD)
    assert (declined.status_code, _error(declined)["declineCode"]) == (402, "issuer_declined")
    read = (await client.get(f"/v1/orders/{order}")).json()
    assert (read["status"], read["amount_paid"], "charge" in read) == ("created", 0, False)
    metadata = {"delete_order_on_failure": True}
    gone = await _pay(demo, client, order, card=DECLINING_CARD, metadata=metadata)
    assert gone.status_code == 402
    assert (await client.get(f"/v1/orders/{order}")).status_code == 404


@with_demo(options=DemoOptions(orders_without_items=True))
async def test_an_order_without_lines_cannot_be_paid(demo, client) -> None:
    order = (await _create(client, items=[])).json()["id"]
    answer = await _pay(demo, client, order)
    assert (answer.status_code, _error(answer)["message"]) == (
        404,
        f"Order with id {order} has no line items.",
    )
    assert (await _pay(demo, client, "0000000000000")).status_code == 404


@with_demo()
async def test_a_key_pays_once(demo, client) -> None:
    order = (await _create(client)).json()["id"]
    body = {"source": await demo.token(client)}
    headers = {"idempotency-key": "pay-once-1234"}
    first = await client.post(f"/v1/orders/{order}/pay", json=body, headers=headers)
    again = await client.post(f"/v1/orders/{order}/pay", json=body, headers=headers)
    assert again.content == first.content
    assert len(demo.ledger) == 1


@with_demo()
async def test_returning_everything(demo, client) -> None:
    order = (await _create(client, TAXED)).json()["id"]
    unpaid = await client.post(f"/v1/orders/{order}/returns", json={})
    assert (unpaid.status_code, _error(unpaid)["message"]) == (
        404,
        "Order has no payments. Nothing to refund",
    )
    await _pay(demo, client, order, amount=500)
    await _pay(demo, client, order, tip_amount=45)
    returned = (await client.post(f"/v1/orders/{order}/returns")).json()
    assert (returned["status"], returned["amount_returned"]) == ("returned", 2025)
    assert sorted(refund["amount"] for refund in demo.refunds_made) == [500, 1525]
    for charge in (returned["charge"], *returned["past_charges"]):
        assert (await client.get(f"/v1/charges/{charge}")).json()["refunded"] is True
    again = await client.post(f"/v1/orders/{order}/returns")
    assert (again.status_code, _error(again)["code"]) == (400, "processing_error")


@with_demo()
async def test_returning_a_line_gives_its_share_of_tax_and_the_whole_tip(demo, client) -> None:
    two = {**TAXED, "quantity": 2}
    order = (await _create(client, two)).json()
    await _pay(demo, client, order["id"], tip_amount=45)
    line = {"parent": order["items"][0]["parent"], "amount": 1800, "type": "sku", "quantity": 1}
    url = f"/v1/orders/{order['id']}/returns"
    first = (await client.post(url, json={"items": [line]})).json()
    assert (first["amount_returned"], first["items"]) == (1800 + 180 + 45, [line])
    over = await client.post(url, json={"items": [line]})
    assert (over.status_code, _error(over)["code"]) == (400, "processing_error")
    assert "Consider doing a refund on a payment instead." in _error(over)["message"]
    rest = (await client.post(url, json={"items": [line], "tip_amount": 0})).json()
    assert rest["amount_returned"] == 3600 + 360 + 45


@with_demo(options=DemoOptions(item_return_gives_tip_every_time=False, return_amount_is_unit_price=True))
async def test_the_other_readings_of_a_return(demo, client) -> None:
    order = (await _create(client, {**MUG, "quantity": 3})).json()
    await _pay(demo, client, order["id"], tip_amount=45)
    line = {"parent": order["items"][0]["parent"], "amount": 1358, "type": "sku"}
    url = f"/v1/orders/{order['id']}/returns"
    first = (await client.post(url, json={"items": [{**line, "quantity": 2}]})).json()
    assert first["amount_returned"] == 2716 + 45
    second = (await client.post(url, json={"items": [line]})).json()
    assert second["amount_returned"] == 3 * 1358 + 45


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([], "invalid_request"),
        ("all", "invalid_request"),
        ([{"parent": "0000000000000", "amount": 1, "type": "sku"}], "invalid_request"),
        ([{"amount": 1, "type": "sku"}], "invalid_request"),
        ([{"parent": "OWN", "amount": 0, "type": "sku"}], "invalid_charge_amount"),
        ([{"parent": "OWN", "amount": 2717, "type": "sku"}], "processing_error"),
        ([{"parent": "OWN", "amount": 1359, "type": "sku"}] * 2, "processing_error"),
    ],
)
def test_what_cannot_be_returned_is_refused(items, code) -> None:
    @with_demo()
    async def script(demo, client) -> None:
        order = (await _create(client)).json()
        await _pay(demo, client, order["id"])
        own = order["items"][0]["parent"]
        sent = items
        if isinstance(items, list):
            sent = [{**one, "parent": own} if one.get("parent") == "OWN" else one for one in items]
        answer = await client.post(f"/v1/orders/{order['id']}/returns", json={"items": sent})
        assert (answer.status_code, _error(answer)["code"]) == (400, code)
        assert demo.refunds_made == []

    script()
