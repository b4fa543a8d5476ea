"""The rules around a charge: velocity, amounts that decide, surcharges, saved credentials, tenders, references."""

import pytest

from cloverdesk.demo.options import DAY_MS, DemoOptions
from tests.support.demo import CARD, Demo, with_demo


async def _charge(demo: Demo, client, amount: int = 1000, *, headers=None, source: str = "", **more):
    body = {"amount": amount, "currency": "usd", "source": source or await demo.token(client), **more}
    return await client.post("/v1/charges", json=body, headers=headers)


@with_demo(options=DemoOptions(velocity_per_card=2))
async def test_one_card_too_often(demo, client) -> None:
    for _ in range(2):
        assert (await _charge(demo, client)).status_code == 200
    third = await _charge(demo, client)
    assert (third.status_code, "velocity" in third.json()["error"]["message"]) == (402, True)
    assert third.json()["error"]["declineCode"] == "issuer_declined"
    demo.store.advance(DAY_MS)
    assert (await _charge(demo, client)).status_code == 200


@with_demo(options=DemoOptions(velocity_per_address=1))
async def test_one_address_too_often(demo, client) -> None:
    here, there = {"x-forwarded-for": "203.0.113.7"}, {"x-forwarded-for": "203.0.113.8"}
    answers = [(await _charge(demo, client, headers=h)).status_code for h in (here, here, there, None, None)]
    assert answers == [200, 402, 200, 200, 200]


@pytest.mark.parametrize(
    ("amount", "status"),
    [(9_999, 200), (10_100, 200), (10_500, 402), (12_345, 402), (20_000, 200), (4_567, 402)],
)
def test_amounts_decide_only_when_told_to(amount, status) -> None:
    @with_demo(options=DemoOptions(amounts_decide=True))
    async def deciding(demo, client) -> None:
        assert (await _charge(demo, client, amount)).status_code == status

    @with_demo()
    async def usual(demo, client) -> None:
        assert (await _charge(demo, client, amount)).status_code == 200

    deciding()
    usual()


@with_demo(options=DemoOptions(surcharge_rate=24_000))
async def test_a_surcharge_is_shown_beside_the_amount(demo, client) -> None:
    made = (await _charge(demo, client, 1500)).json()
    (fee,) = made["additional_charges"]
    assert (made["amount"], fee["amount"], fee["rate"], fee["type"]) == (1500, 36, 24_000, "CREDIT_SURCHARGE")
    read = (await client.get(f"/v1/charges/{made['id']}")).json()
    assert read["additional_charges"] == [fee]


@pytest.mark.parametrize("intent", ["save_credentials_on_file", "save_credential_on_file"])
def test_an_intent_makes_a_token_good_for_more_charges(intent) -> None:
    @with_demo()
    async def script(demo, client) -> None:
        source = await demo.token(client)
        stored = {"sequence": "FIRST", "initiator": "CARDHOLDER", "is_scheduled": False}
        first = await _charge(demo, client, source=source, intent=intent, stored_credentials=stored)
        assert first.json()["saved_credentials_on_file"]["value"] == source
        again = {"sequence": "SUBSEQUENT", "initiator": "MERCHANT", "is_scheduled": True}
        second = (await _charge(demo, client, source=source, stored_credentials=again)).json()
        assert (second["stored_credentials"], second["source"]["cvc_check"]) == (again, None)

    script()


@with_demo(options=DemoOptions(stored_credentials_required=True, intent_plural_only=True))
async def test_the_stricter_readings(demo, client) -> None:
    source = await demo.token(client)
    singular = await _charge(demo, client, source=source, intent="save_credential_on_file")
    assert singular.json()["error"]["param"] == "intent"
    assert (await _charge(demo, client, source=source, intent="save_credentials_on_file")).status_code == 200
    bare = await _charge(demo, client, source=source)
    assert bare.json()["error"]["param"] == "stored_credentials"


@with_demo()
async def test_the_merchants_own_tenders(demo, client) -> None:
    tender = {"label": "Cash"}
    made = (await _charge(demo, client, source="alternate_tender", tender=tender)).json()
    assert (made["payment_method_details"], made["tender"], made["source"]) == (
        "alternate_tender",
        tender,
        {},
    )
    for wrong in ({}, {"label": "Shells"}, {"id": 7}):
        assert (await _charge(demo, client, source="alternate_tender", tender=wrong)).status_code == 400


@with_demo()
async def test_purchase_card_data_counts_for_two_brands_only(demo, client) -> None:
    level2 = {"tax_amount": 80, "tax_indicator": 1}
    visa = (await _charge(demo, client, level2=level2)).json()
    assert (visa["level2"], "warning_message" in visa) == (level2, False)
    amex = await demo.token(client, {**CARD, "number": "378282246310005"})
    ignored = (await _charge(demo, client, source=amex, level2=level2)).json()
    assert ("level2" in ignored, "warning_message" in ignored) == (False, True)


@with_demo()
async def test_a_charge_tied_to_an_order_pays_it(demo, client) -> None:
    item = {"amount": 1000, "currency": "usd", "description": "Mug", "quantity": 1}
    order = (
        await client.post("/v1/orders", json={"currency": "usd", "email": "a@b.example", "items": [item]})
    ).json()["id"]
    assert (await _charge(demo, client, order_id="0000000000000")).status_code == 404
    made = (await _charge(demo, client, order_id=order)).json()
    read = (await client.get(f"/v1/orders/{order}")).json()
    assert (read["status"], read["charge"], read["amount_paid"]) == ("paid", made["id"], 1000)


@with_demo(options=DemoOptions(refund_limit=900))
async def test_a_refund_over_the_merchants_limit_is_declined(demo, client) -> None:
    charge = (await _charge(demo, client)).json()["id"]
    answer = await client.post("/v1/refunds", json={"charge": charge})
    assert (answer.status_code, answer.json()["error"]["message"]) == (402, "Declined: refund limit")
    assert (await client.post("/v1/refunds", json={"charge": charge, "amount": 900})).status_code == 200


@with_demo(options=DemoOptions(card_refunds_cancelled=True))
async def test_a_refund_is_taken_back_on_its_day(demo, client) -> None:
    charge = (await _charge(demo, client)).json()["id"]
    refund = (await client.post("/v1/refunds", json={"charge": charge, "amount": 400})).json()["id"]
    url = f"/v1/refunds/{refund}/cancel"
    assert (await client.post(url, json={"reason": "BECAUSE"})).status_code == 400
    voided = (await client.post(url, json={"reason": "USER_CANCEL"})).json()
    assert (voided["object"], voided["amount"], voided["charge"]) == ("void_on_refund", 400, charge)
    read = (await client.get(f"/v1/charges/{charge}")).json()
    assert (read["amount_refunded"], read["refunds"]["data"][0]["status"]) == (0, "canceled")
    assert (await client.post(url, json={"reason": "USER_CANCEL"})).status_code == 400
    late = (await client.post("/v1/refunds", json={"charge": charge, "amount": 400})).json()["id"]
    demo.store.advance(DAY_MS)
    assert (
        await client.post(f"/v1/refunds/{late}/cancel", json={"reason": "USER_CANCEL"})
    ).status_code == 400
    assert (
        await client.post("/v1/refunds/0000000000000/cancel", json={"reason": "USER_CANCEL"})
    ).status_code == 404


@with_demo()
async def test_refunds_of_cards_cannot_be_taken_back_usually(demo, client) -> None:
    charge = (await _charge(demo, client)).json()["id"]
    refund = (await client.post("/v1/refunds", json={"charge": charge})).json()["id"]
    answer = await client.post(f"/v1/refunds/{refund}/cancel", json={"reason": "USER_CANCEL"})
    assert answer.json()["error"]["code"] == "processing_error"
