"""Charges of gift cards: redeemed at once, locked and captured, or free again when time has passed."""

from typing import Any

import pytest

from cloverdesk.demo.options import DAY_MS, DemoOptions
from tests.support.demo import with_demo
from tests.support.gift import GiftDesk, error_of

EXPIRES = {"expiration_date": "3025-01-01"}
WARNING = "partial_redemption should be true for gift card"


def _gift(before: int, after: int, locked: int = 0, **more: object) -> dict[str, object]:
    return {
        **EXPIRES,
        "previous_balance": before,
        "new_balance": after,
        "lock_amount": locked,
        **more,
    }


@with_demo()
async def test_what_is_there_is_redeemed_and_the_rest_is_paid_otherwise(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(3000)
    source = await desk.token(card)
    body = {"amount": 5000, "currency": "usd", "source": source, "partial_redemption": True}
    made = (await client.post("/v1/charges", json=body)).json()
    shown = {"id": source, "brand": "GIFT_CARD", "first6": card.number[:6], "last4": card.number[-4:]}
    expected = {
        "amount": 3000,
        "payment_method_details": "giftCard",
        "amount_refunded": 0,
        "currency": "usd",
        "captured": True,
        "outcome": {"network_status": "approved_by_network", "type": "authorized"},
        "paid": True,
        "status": "succeeded",
        "partial_auth": True,
        "source": shown,
        "gift_card": _gift(3000, 0),
    }
    assert {name: made[name] for name in expected} == expected
    assert "warning_message" not in made
    read = await desk.read(made)
    assert (read["amount"], read["amount_captured"], read["gift_card"]) == (3000, 3000, _gift(3000, 0))
    order = (await client.get(f"/v1/orders/{read['order']}")).json()
    assert (order["amount"], order["amount_paid"], order["status"]) == (3000, 3000, "paid")
    assert (await demo.charge(client, 5000 - made["amount"]))["paid"] is True
    assert error_of(await client.post("/v1/charges", json=body)) == (400, "token_already_used")
    assert desk.effects(card)[1:] == [("gift_redemption", 3000)]
    desk.check()


@with_demo()
async def test_an_empty_card_is_a_decline_that_can_be_read(demo, client) -> None:
    desk = GiftDesk(demo, client)
    answer = await desk.charge(desk.take("active", empty=True), 100)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["declineCode"]) == (
        402,
        "card_declined",
        "issuer_declined",
    )
    assert error["message"] == "Gift card declined."
    read = await desk.read({"id": error["charge"]})
    assert (read["status"], read["amount_captured"]) == ("failed", 0)
    assert (await desk.refund(read)).status_code == 400
    assert error_of(await desk.capture(read)) == (400, "processing_error")


@with_demo(options=DemoOptions(empty_gift_cards_decline=False))
async def test_an_empty_card_may_be_no_decline(demo, client) -> None:
    desk = GiftDesk(demo, client)
    empty = desk.take("active", empty=True)
    assert error_of(await desk.charge(empty, 100)) == (400, "invalid_request")


@with_demo()
async def test_a_card_that_cannot_be_charged_is_refused(demo, client) -> None:
    desk = GiftDesk(demo, client)
    asleep, card = desk.take(), await desk.loaded(1000)
    assert error_of(await desk.charge(asleep, 100)) == (400, "invalid_request")
    wrong = {"amount": 100, "currency": "usd", "source": await desk.token(card, "0000")}
    assert error_of(await client.post("/v1/charges", json=wrong)) == (400, "invalid_request")
    assert error_of(await desk.charge(card, 100, currency="cad")) == (400, "invalid_request")
    assert error_of(await desk.charge(card, 0, capture=False)) == (400, "invalid_charge_amount")
    assert desk.worth(card) == (1000, 0)


@pytest.mark.parametrize(
    ("told", "strict", "warned"),
    [
        ({"partial_redemption": True}, True, False),
        ({"partial_redemption": "true"}, True, False),
        ({"partial_redemption": False}, True, True),
        ({"partial_redemption": "false"}, False, True),
        ({"partial_redemption": None}, True, True),
        ({"partial_redemption": None}, False, False),
    ],
)
def test_whoever_wants_it_whole_is_warned_and_served_all_the_same(told, strict, warned) -> None:
    @with_demo(options=DemoOptions(partial_redemption_warns_if_absent=strict))
    async def script(demo, client) -> None:
        desk = GiftDesk(demo, client)
        made = (await desk.charge(await desk.loaded(6500), 7000, **told)).json()
        assert (made["amount"], made["partial_auth"]) == (6500, True)
        assert made.get("warning_message") == (WARNING if warned else None)

    script()


@with_demo()
async def test_a_lock_and_its_capture_answer_as_documented(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(6500)
    lock = await desk.lock(card, 1000)
    lock_id = lock["gift_card"]["lock_id"]
    assert isinstance(lock_id, int)
    assert lock["gift_card"] == _gift(6500, 5500, 1000, lock_id=lock_id)
    assert (lock["amount"], lock["captured"], lock["paid"], lock["status"]) == (
        1000,
        False,
        True,
        "succeeded",
    )
    assert (await desk.read(lock))["amount_captured"] == 0
    done = (await desk.capture(lock, amount=600)).json()
    assert done["gift_card"] == _gift(6500, 5900, lock_id=lock_id)
    assert (done["id"], done["object"], done["amount"], done["captured"], done["paid"]) == (
        lock["id"],
        "charge",
        600,
        True,
        True,
    )
    assert desk.worth(card) == (5900, 0)
    order = (await client.get(f"/v1/orders/{done['order']}")).json()
    assert (order["amount_paid"], order["status"]) == (600, "paid")
    assert desk.effects(card)[1:] == [("gift_lock", 1000), ("gift_unlock", 1000), ("gift_redemption", 600)]
    money = [(one["kind"], one["amount"]) for one in demo.ledger if not one.get("gift_card")]
    assert money == [("hold", 1000), ("capture", 600), ("release", 400)]


@with_demo()
async def test_a_capture_of_nothing_only_unlocks(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(6500)
    lock = await desk.lock(card, 1000)
    done = (await desk.capture(lock, amount=0)).json()
    assert done["gift_card"] == _gift(6500, 6500, lock_id=lock["gift_card"]["lock_id"])
    assert (done["amount"], done["captured"], done["paid"]) == (0, True, True)
    order = (await client.get(f"/v1/orders/{done['order']}")).json()
    assert (order["amount_paid"], order["status"]) == (0, "created")
    assert error_of(await desk.refund(lock)) == (400, "charge_already_refunded")
    assert desk.effects(card)[1:] == [("gift_lock", 1000), ("gift_unlock", 1000)]


@with_demo()
async def test_locks_stand_side_by_side_while_anything_is_left(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(5000)
    first, second = await desk.lock(card, 2000), await desk.lock(card, 4000)
    assert (second["amount"], second["gift_card"]["new_balance"]) == (3000, 0)
    ids = [one["gift_card"]["lock_id"] for one in (first, second)]
    assert ids[0] != ids[1]
    asked = (await desk.call("balance_inquiry", card)).json()["gift_card"]
    assert (asked["new_balance"], asked["lock_amount"], asked["lock_id"]) == (0, 5000, ids[1])
    assert (await desk.charge(card, 1, capture=False)).status_code == 402
    done = (await desk.capture(second, amount=1000)).json()["gift_card"]
    assert done == _gift(3000, 2000, 2000, lock_id=ids[1])
    redeemed = (await desk.charge(card, 9000)).json()
    assert (redeemed["amount"], redeemed["gift_card"]) == (2000, _gift(2000, 0, 2000))
    assert (await desk.capture(first)).json()["amount"] == 2000
    assert desk.worth(card) == (0, 0)
    desk.check()


@with_demo()
async def test_what_was_not_locked_cannot_be_captured(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(5000)
    sale, lock = (await desk.charge(card, 1000)).json(), await desk.lock(card, 1000)
    for body in (
        {"amount": 1001},
        {"amount": 1000, "tip_amount": 1},
        {"tip_amount": 1},
        {"amount": 0, "tip_amount": 1},
    ):
        assert error_of(await desk.capture(lock, **body)) == (400, "invalid_charge_amount")
    assert error_of(await desk.capture(lock, amount=500, split_shipment="1/2")) == (400, "invalid_request")
    assert error_of(await desk.capture(sale, amount=500)) == (400, "processing_error")
    assert (await desk.capture(lock, amount=500)).status_code == 200
    assert error_of(await desk.capture(lock, amount=500)) == (400, "processing_error")
    rest = await client.put(f"/v1/charges/{lock['id']}", json={"amount": 500})
    assert error_of(rest) == (400, "processing_error")
    assert desk.worth(card) == (3500, 0)


@with_demo(options=DemoOptions(second_capture_says_already_captured=True, lock_capture_reads_captured=False))
async def test_switches_of_a_capture(demo, client) -> None:
    desk = GiftDesk(demo, client)
    lock = await desk.lock(await desk.loaded(5000), 1000)
    done = (await desk.capture(lock)).json()
    assert (done["captured"], done["amount"]) == (False, 1000)
    assert (await desk.read(lock))["captured"] is True
    assert error_of(await desk.capture(lock)) == (400, "charge_already_captured")


@with_demo(options=DemoOptions(lock_reads_paid=False))
async def test_a_lock_may_look_like_a_hold(demo, client) -> None:
    desk = GiftDesk(demo, client)
    lock = await desk.lock(await desk.loaded(5000), 1000)
    assert "paid" not in lock
    assert "paid" not in await desk.read(lock)


@with_demo()
async def test_texts_are_taken_for_flags(demo, client) -> None:
    desk = GiftDesk(demo, client)
    lock = (await desk.charge(await desk.loaded(500), 100, capture="false")).json()
    assert lock["captured"] is False
    assert (await demo.charge(client, 100, capture="true"))["captured"] is True


@with_demo(options=DemoOptions(text_flags_accepted=False))
async def test_texts_may_be_no_flags(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(500)
    assert error_of(await desk.charge(card, 100, capture="false")) == (400, "invalid_request")


@pytest.mark.parametrize("days", [7, 2])
def test_a_lock_releases_itself_after_its_days(days) -> None:
    @with_demo(options=DemoOptions(lock_days=days))
    async def script(demo, client) -> None:
        desk = GiftDesk(demo, client)
        card = await desk.loaded(5000)
        lock = await desk.lock(card, 2000)
        demo.store.advance(days * DAY_MS - 1)
        assert (await desk.call("balance_inquiry", card)).json()["gift_card"]["lock_amount"] == 2000
        demo.store.advance(1)
        asked = (await desk.call("balance_inquiry", card)).json()["gift_card"]
        assert asked == _gift(5000, 5000)
        read = await desk.read(lock)
        assert (read["captured"], read["refunded"], read["amount_refunded"]) == (False, True, 2000)
        assert read["outcome"]["network_status"] == "reversed_after_approval"
        assert error_of(await desk.capture(lock, amount=1)) == (400, "processing_error")
        assert error_of(await desk.refund(lock)) == (400, "charge_already_refunded")
        unlocked = next(one for one in demo.ledger if one["kind"] == "gift_unlock")
        assert unlocked["created"] == lock["created"] + days * DAY_MS
        desk.check()

    script()


@with_demo(options=DemoOptions(lapsed_hold_reads_as_voided=False))
async def test_a_lapsed_lock_that_reads_as_standing_gives_nothing_back(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(5000)
    lock = await desk.lock(card, 2000)
    demo.store.advance(7 * DAY_MS)
    assert error_of(await desk.refund(lock)) == (400, "processing_error")
    assert error_of(await desk.capture(lock)) == (400, "processing_error")
    assert (await desk.read(lock))["refunded"] is False
    assert desk.worth(card) == (5000, 0)


@with_demo()
async def test_a_captured_lock_does_not_lapse(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(5000)
    await desk.capture(await desk.lock(card, 2000), amount=1500)
    demo.store.advance(30 * DAY_MS)
    assert (await desk.call("balance_inquiry", card)).json()["gift_card"] == _gift(3500, 3500)


@pytest.mark.parametrize(
    ("loaded", "amount", "tip", "tax"), [(5000, 2000, 300, 200), (2100, 2000, 100, 200), (1000, 1000, 0, 100)]
)
def test_goods_come_before_the_tip_and_tax_stays_their_share(loaded, amount, tip, tax) -> None:
    @with_demo()
    async def script(demo, client) -> None:
        desk = GiftDesk(demo, client)
        card = await desk.loaded(loaded)
        made = (await desk.charge(card, 2000, tip_amount=300, tax_amount=200)).json()
        assert (made["amount"], made["tip_amount"], made["tax_amount"]) == (amount, tip, tax)
        read = await desk.read(made)
        assert read["amount_captured"] == amount + tip == loaded - desk.worth(card)[0]

    script()


@with_demo()
async def test_a_lock_with_tip_and_tax_is_captured_in_part(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(5000)
    lock = await desk.lock(card, 2000, tip_amount=300, tax_amount=200)
    assert desk.worth(card) == (5000, 2300)
    done = (await desk.capture(lock, amount=1000, tip_amount=100)).json()
    assert (done["amount"], done["tip_amount"], done["tax_amount"]) == (1000, 100, 100)
    assert (done["amount_captured"], desk.worth(card)) == (1100, (3900, 0))
    order = (await client.get(f"/v1/orders/{done['order']}")).json()
    assert (order["amount_paid"], order["tip_amount"]) == (1000, 100)
    whole = await desk.lock(card, 1000, tip_amount=50)
    done = (await desk.capture(whole)).json()
    assert (done["amount"], done["tip_amount"], done["amount_captured"]) == (1000, 50, 1050)


@with_demo(options=DemoOptions(gift_cards_take_tips=False))
async def test_tips_may_be_refused(demo, client) -> None:
    desk = GiftDesk(demo, client)
    answer = await desk.charge(await desk.loaded(5000), 1000, tip_amount=100)
    assert error_of(answer) == (400, "invalid_tip_amount")


@with_demo()
async def test_an_order_is_paid_by_gift_card_and_card(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(3000)
    mugs = {"type": "sku", "amount": 2500, "currency": "usd", "description": "Mug", "quantity": 2}
    made = {"items": [mugs], "currency": "usd", "email": "ada@example.com"}
    order = (await client.post("/v1/orders", json=made)).json()
    path = f"/v1/orders/{order['id']}/pay"

    async def pay(source: str, **more: Any) -> dict[str, Any]:
        answer = await client.post(path, json={"source": source, **more})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    part = await pay(await desk.token(card), partial_redemption=True)
    assert (part["status"], part["amount_paid"]) == ("created", 3000)
    whole = await pay(await demo.token(client))
    assert (whole["status"], whole["amount_paid"]) == ("paid", 5000)
    returned = (await client.post(f"/v1/orders/{order['id']}/returns", json={})).json()
    assert returned["amount_returned"] == 5000
    assert desk.worth(card) == (3000, 0)
    desk.check()


@with_demo()
async def test_an_intent_does_not_make_a_token_good_for_more(demo, client) -> None:
    desk = GiftDesk(demo, client)
    body = {"amount": 100, "currency": "usd", "source": await desk.token(await desk.loaded(5000))}
    first = await client.post("/v1/charges", json={**body, "intent": "save_credentials_on_file"})
    assert "saved_credentials_on_file" not in first.json()
    assert error_of(await client.post("/v1/charges", json=body)) == (400, "token_already_used")
