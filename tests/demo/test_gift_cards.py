"""Gift cards at the counter: activated, reloaded, asked for their balance, and paid out."""

from dataclasses import replace
from typing import Any

import pytest

from cloverdesk.demo.options import DAY_MS, DemoOptions
from tests.support.demo import with_demo
from tests.support.gift import STOCK, WRONG_CODE, GiftDesk, Plastic, error_of

USD = {"currency": "usd"}
AUTHORIZED = {"network_status": "approved_by_network", "type": "authorized"}
BAD_SOURCE = {
    "type": "invalid_request_error",
    "code": "invalid_request",
    "message": "Please provide a valid source or token.",
}
BAD_AMOUNT = {
    "type": "invalid_request_error",
    "code": "invalid_charge_amount",
    "message": "Invalid amount for this gift card.",
}


def _told(answer: Any) -> dict[str, Any]:
    """A transaction without what is different each time."""
    body = answer.json()
    assert answer.status_code == 200, body
    assert (len(body.pop("id")), len(body.pop("ref_num"))) == (13, 12)
    return dict(body)


def _transaction(amount: int, before: int, after: int, source: dict[str, str]) -> dict[str, Any]:
    return {
        "amount": amount,
        "outcome": AUTHORIZED,
        "paid": True,
        "status": "succeeded",
        "source": source,
        "gift_card": {"expiration_date": "3025-01-01", "previous_balance": before, "new_balance": after},
    }


@with_demo()
async def test_activate_reload_and_cash_out_answer_as_documented(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = desk.take()
    last4 = card.number[-4:]
    activated = await desk.call("activate", card, amount=5000, **USD)
    assert _told(activated) == _transaction(5000, 0, 5000, {"last4": last4})
    source = await desk.token(card)
    reloaded = await client.post("/v1/reload", json={"source": source, "amount": 1500, **USD})
    assert _told(reloaded) == _transaction(1500, 5000, 6500, {"id": source, "last4": last4})
    paid_out = await desk.call("cashout", card)
    assert _told(paid_out) == _transaction(6500, 6500, 0, {"last4": last4})
    kinds = [("gift_activation", 5000), ("gift_reload", 1500), ("gift_cashout", 6500)]
    assert desk.effects(card) == kinds
    desk.check()


@with_demo()
async def test_a_balance_names_what_is_locked(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(6500)
    free = await desk.call("balance_inquiry", card)
    dated = {"expiration_date": "3025-01-01"}
    shown = {**dated, "previous_balance": 6500, "new_balance": 6500, "lock_amount": 0}
    assert free.json() == {"status": "succeeded", "gift_card": shown}
    lock = await desk.lock(card, 2000)
    locked = (await desk.call("balance_inquiry", card)).json()["gift_card"]
    shown = {**dated, "previous_balance": 4500, "new_balance": 4500, "lock_amount": 2000}
    assert locked == {**shown, "lock_id": lock["gift_card"]["lock_id"]}


@with_demo(options=DemoOptions(gift_balances_spendable=False))
async def test_balances_may_contain_what_is_locked(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(6500)
    lock = (await desk.lock(card, 2000))["gift_card"]
    assert (lock["previous_balance"], lock["new_balance"], lock["lock_amount"]) == (6500, 6500, 2000)
    asked = (await desk.call("balance_inquiry", card)).json()["gift_card"]
    assert (asked["new_balance"], asked["lock_amount"]) == (6500, 2000)


@with_demo()
async def test_a_printed_value_applies_and_has_to_match(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = desk.take(printed=True)
    value = desk.seen(card).denomination
    assert value is not None
    wrong = await desk.call("activate", card, amount=value + 1, **USD)
    assert (wrong.status_code, wrong.json()["error"]) == (400, BAD_AMOUNT)
    assert _told(await desk.call("activate", card))["amount"] == value
    again = desk.take(printed=True)
    same = desk.seen(again).denomination
    assert _told(await desk.call("activate", again, amount=same, **USD))["amount"] == same


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "invalid_charge_amount"),
        ({"amount": 5000}, "invalid_request"),
        ({"amount": 5000, "currency": "cad"}, "invalid_request"),
        ({"amount": 0, **USD}, "invalid_charge_amount"),
        ({"amount": 100_000_000, **USD}, "amount_too_large"),
        ({"amount": 5000, **USD, "note": "hello"}, "invalid_request"),
        ({"amount": 5000, **USD, "promotion_code": "112233"}, "invalid_request"),
    ],
)
def test_a_card_without_printed_value_needs_amount_and_currency(body, code) -> None:
    @with_demo()
    async def script(demo, client) -> None:
        desk = GiftDesk(demo, client)
        card = desk.take()
        assert error_of(await desk.call("activate", card, **body)) == (400, code)
        assert desk.seen(card).state == "inactive"
        assert desk.effects(card) == []

    script()


@with_demo()
async def test_a_virtual_card_is_told_once_and_works(demo, client) -> None:
    body = {"promotion_code": "112233", "amount": 2500, **USD}
    answer = await client.post("/v1/activate", json=body)
    told = _told(answer)
    number, code = told["gift_card"].pop("number"), told["gift_card"].pop("security_card_value")
    assert (len(number), len(code)) == (16, 8)
    assert told == _transaction(2500, 0, 2500, {"last4": number[-4:]})
    desk = GiftDesk(demo, client)
    (card,) = [one for one in await _drawer(demo) if one["virtual"]]
    assert (card["number"], card["security_code"], card["balance"]) == (None, None, 2500)
    mine = Plastic(card["id"], number, code)
    assert (await desk.call("balance_inquiry", mine)).json()["gift_card"]["new_balance"] == 2500
    other = _told(await client.post("/v1/activate", json=body))["gift_card"]["number"]
    assert other != number


@with_demo()
async def test_a_programme_may_fix_the_value(demo, client) -> None:
    async def activate(**body: object) -> Any:
        return await client.post("/v1/activate", json=body)

    assert _told(await activate(promotion_code="505000"))["amount"] == 5000
    off = await activate(promotion_code="505000", amount=4000, currency="usd")
    assert error_of(off) == (400, "invalid_charge_amount")
    assert error_of(await activate(promotion_code="112233")) == (400, "invalid_charge_amount")
    assert error_of(await activate(promotion_code="999", amount=1, currency="usd")) == (
        400,
        "invalid_request",
    )
    assert error_of(await activate(amount=1, currency="usd")) == (400, "invalid_request")


@with_demo()
async def test_what_cannot_be_done_is_refused_and_leaves_the_token_alone(demo, client) -> None:
    desk = GiftDesk(demo, client)
    asleep, awake = desk.take(), desk.take("active")
    stranger = Plastic("", "0" * 11, "12345678")
    twice = await desk.call("activate", awake, amount=100, **USD)
    assert error_of(twice) == (400, "invalid_request")
    for name, body in (("reload", {"amount": 100, **USD}), ("balance_inquiry", {}), ("cashout", {})):
        assert error_of(await desk.call(name, asleep, **body)) == (400, "invalid_request")
        unknown = await desk.call(name, stranger, **body)
        assert (unknown.status_code, unknown.json()["error"]) == (400, BAD_SOURCE)
        wrong = await client.post(f"/v1/{name}", json={"source": await desk.token(awake, WRONG_CODE), **body})
        assert (wrong.status_code, wrong.json()["error"]) == (400, BAD_SOURCE)
    source = await desk.token(asleep)
    assert error_of(await client.post("/v1/reload", json={"source": source, "amount": 1, **USD}))[0] == 400
    assert (await client.post("/v1/activate", json={"source": source, "amount": 1, **USD})).status_code == 200
    assert [one["kind"] for one in demo.ledger] == ["gift_activation"]


@with_demo()
async def test_a_token_is_good_for_one_call(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(1000)
    body = {"source": await desk.token(card)}
    assert (await client.post("/v1/balance_inquiry", json=body)).status_code == 200
    assert error_of(await client.post("/v1/balance_inquiry", json=body)) == (400, "token_already_used")
    assert error_of(await client.post("/v1/cashout", json=body)) == (400, "token_already_used")
    for source in (None, "", "clv_unknown", await demo.token(client)):
        answer = await client.post("/v1/balance_inquiry", json={"source": source})
        assert (answer.status_code, answer.json()["error"]) == (400, BAD_SOURCE)
    late = {"source": await desk.token(card)}
    demo.store.advance(DAY_MS)
    assert (await client.post("/v1/cashout", json=late)).json()["error"] == BAD_SOURCE


@with_demo(options=DemoOptions(inquiry_uses_token=False))
async def test_an_inquiry_may_leave_the_token_alone(demo, client) -> None:
    desk = GiftDesk(demo, client)
    body = {"source": await desk.token(await desk.loaded(1000))}
    for name, status in (("balance_inquiry", 200), ("balance_inquiry", 200), ("cashout", 200)):
        assert (await client.post(f"/v1/{name}", json=body)).status_code == status
    assert (await client.post("/v1/balance_inquiry", json=body)).status_code == 400


@with_demo()
async def test_nothing_to_pay_out_is_a_decline_that_uses_the_token(demo, client) -> None:
    desk = GiftDesk(demo, client)
    body = {"source": await desk.token(desk.take("active", empty=True))}
    answer = await client.post("/v1/cashout", json=body)
    why = {"code": "card_declined", "message": "Gift card declined.", "declineCode": "issuer_declined"}
    assert (answer.status_code, answer.json()["error"]) == (402, why)
    assert error_of(await client.post("/v1/cashout", json=body)) == (400, "token_already_used")


@with_demo(options=DemoOptions(declines_observed=False, declined_charge_consumes_token=False))
async def test_a_decline_can_have_the_documented_shape(demo, client) -> None:
    desk = GiftDesk(demo, client)
    body = {"source": await desk.token(desk.take("active", empty=True))}
    for _ in range(2):
        answer = await client.post("/v1/cashout", json=body)
        error = answer.json()["error"]
        assert (answer.status_code, error["type"], error["decline_code"]) == (
            400,
            "card_error",
            "issuer_declined",
        )


@with_demo()
async def test_a_cash_out_leaves_what_is_locked(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(6500)
    lock = await desk.lock(card, 2000)
    assert _told(await desk.call("cashout", card))["amount"] == 4500
    assert desk.worth(card) == (2000, 2000)
    assert (await desk.call("cashout", card)).status_code == 402
    assert (await desk.capture(lock, amount=500)).json()["gift_card"]["new_balance"] == 1500
    desk.check()


@with_demo(options=DemoOptions(cashout_leaves_locks=False, cashout_answers_like_reload=False))
async def test_a_cash_out_may_mind_locks_and_say_little(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(6500)
    lock = await desk.lock(card, 2000)
    assert error_of(await desk.call("cashout", card)) == (400, "invalid_request")
    await desk.capture(lock, amount=0)
    answer = (await desk.call("cashout", card)).json()
    assert sorted(answer) == ["gift_card", "status"]
    assert answer["gift_card"]["new_balance"] == 0


@with_demo()
async def test_the_number_alone_is_enough_unless_switched_off(demo, client) -> None:
    desk = GiftDesk(demo, client)
    scanned = replace(await desk.loaded(1000), code=None)
    assert (await desk.call("balance_inquiry", scanned)).status_code == 200


@with_demo(options=DemoOptions(gift_card_code_required=True))
async def test_the_code_may_be_required(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(1000)
    source = await desk.token(card, None)
    answer = await client.post("/v1/balance_inquiry", json={"source": source})
    assert answer.json()["error"] == BAD_SOURCE


@with_demo(options=DemoOptions(gift_card_problems_decline=True, wrong_denomination_is_amount=False))
async def test_the_gateway_may_decline_what_is_wrong(demo, client) -> None:
    desk = GiftDesk(demo, client)
    asleep = desk.take(printed=True)
    assert error_of(await desk.call("balance_inquiry", asleep)) == (402, "card_declined")
    assert error_of(await desk.charge(asleep, 100)) == (402, "card_declined")
    wrong = await desk.call("activate", asleep, amount=1, **USD)
    assert error_of(wrong) == (400, "invalid_request")


@with_demo(options=DemoOptions(gift_cards_close_at_zero=True))
async def test_an_empty_card_may_be_closed_until_something_comes_back(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(1000)
    charge = (await desk.charge(card, 1000)).json()
    assert error_of(await desk.call("reload", card, amount=1, **USD)) == (400, "invalid_request")
    await desk.refund(charge, amount=300)
    assert (await desk.call("reload", card, amount=1, **USD)).status_code == 200
    desk.check()


async def _drawer(demo, **query: str) -> list[dict[str, Any]]:
    async with demo.client(demo.identity.control_token) as control:
        answer = await control.get("/_demo/gift-cards", params=query)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["data"])


@with_demo()
async def test_the_drawer_hands_out_cards_that_work(demo, client) -> None:
    desk = GiftDesk(demo, client)
    listed = await _drawer(demo)
    assert len(listed) >= STOCK
    assert {one["state"] for one in listed} == {"active", "inactive"}
    for one in listed:
        card = Plastic(one["id"], one["number"], one["security_code"])
        answer = await desk.call("balance_inquiry", card)
        if one["state"] == "active":
            assert answer.json()["gift_card"]["new_balance"] == one["balance"] == one["opening_balance"]
        else:
            assert (answer.status_code, one["balance"]) == (400, 0)
    asleep = await _drawer(demo, state="inactive")
    assert {one["state"] for one in asleep} == {"inactive"}
    last4 = asleep[0]["last4"]
    assert all(one["last4"] == last4 for one in await _drawer(demo, last4=last4))


@with_demo()
async def test_the_drawer_is_for_whoever_runs_the_store(demo, client) -> None:
    assert (await client.get("/_demo/gift-cards")).status_code == 401
    async with demo.client(demo.identity.control_token) as control:
        answer = await control.get("/_demo/gift-cards", params={"state": "lost"})
        assert error_of(answer) == (400, "invalid_request")
        told = (await control.get("/_demo/gift-cards")).json()["promotions"]
        assert {"promotion_code": "112233", "denomination": None} in told
