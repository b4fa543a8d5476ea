"""Gift card money that goes back, and comes back again: refunds, voids, and for how long each is possible."""

from typing import Any

import pytest

from cloverdesk.demo.options import DAY_MS, DemoOptions
from tests.support.demo import with_demo
from tests.support.gift import GiftDesk, error_of

USD = {"currency": "usd"}
OVER = "This refund would make the order's total refunded amount greater than the original order's amount."


def _gift(before: int, after: int, locked: int = 0) -> dict[str, object]:
    dated = {"expiration_date": "3025-01-01"}
    return {**dated, "previous_balance": before, "new_balance": after, "lock_amount": locked}


@with_demo()
async def test_parts_of_a_redemption_go_back_until_nothing_is_left(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(5000)
    sale = (await desk.charge(card, 3000, tax_amount=100, tip_amount=200)).json()
    part = (await desk.refund(sale, amount=1200, reason="duplicate", external_reference_id="RMA77")).json()
    assert (part["object"], part["amount"], part["status"]) == ("refund", 1200, "succeeded")
    assert (part["gift_card"], part["reason"]) == (_gift(1800, 3000), "duplicate")
    assert (await desk.refund(sale, amount=2001)).json()["error"]["message"] == OVER
    rest = (await desk.refund(sale)).json()
    assert (rest["amount"], rest["gift_card"]) == (2000, _gift(3000, 5000))
    assert error_of(await desk.refund(sale)) == (400, "charge_already_refunded")
    read = await desk.read(sale)
    assert (read["amount_refunded"], read["refunded"]) == (3200, True)
    assert [one["id"] for one in read["refunds"]["data"]] == [rest["id"], part["id"]]
    listed = (await client.get(f"/v1/refunds/{part['id']}")).json()
    assert listed["gift_card"] == part["gift_card"]
    assert desk.effects(card)[2:] == [("gift_refund", 1200), ("gift_refund", 2000)]
    desk.check()


@pytest.mark.parametrize(
    ("later", "amount", "parts", "kind"),
    [
        (0, None, True, "VOID"),
        (DAY_MS - 1, None, True, "VOID"),
        (DAY_MS, None, True, "REFUND"),
        (0, 500, True, "VOID"),
        (0, 500, False, "REFUND"),
        (0, 1000, False, "VOID"),
        (DAY_MS, 500, True, "REFUND"),
    ],
)
def test_a_redemption_is_voided_for_a_day_and_refunded_later(later, amount, parts, kind) -> None:
    @with_demo(options=DemoOptions(gift_parts_voided=parts))
    async def script(demo, client) -> None:
        desk = GiftDesk(demo, client)
        card = await desk.loaded(1000)
        sale = (await desk.charge(card, 1000)).json()
        demo.store.advance(later)
        more = {} if amount is None else {"amount": amount}
        refund = (await desk.refund(sale, **more)).json()
        assert refund["metadata"]["refundType"] == kind
        assert demo.refunds_made[0]["refund_type"] == kind
        assert desk.worth(card) == (amount or 1000, 0)

    script()


@with_demo()
async def test_what_was_locked_first_is_only_ever_refunded(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(5000)
    lock = await desk.lock(card, 2000)
    await desk.capture(lock, amount=1500)
    refund = (await desk.refund(lock)).json()
    assert (refund["amount"], refund["metadata"]["refundType"]) == (1500, "REFUND")
    assert refund["gift_card"] == _gift(3500, 5000)


@with_demo()
async def test_a_lock_is_voided_whole_as_long_as_it_stands(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(5000)
    lock, other = await desk.lock(card, 2000), await desk.lock(card, 1000)
    demo.store.advance(7 * DAY_MS - 1)
    part = await desk.refund(lock, amount=500)
    assert part.json()["error"]["message"] == "A partial refund is not supported for this charge."
    refund = (await desk.refund(lock)).json()
    assert (refund["amount"], refund["metadata"]["refundType"]) == (2000, "VOID")
    assert refund["gift_card"] == _gift(2000, 4000, 1000)
    read = await desk.read(lock)
    assert (read["captured"], read["amount_refunded"], read["refunded"]) == (False, 2000, True)
    assert error_of(await desk.refund(lock)) == (400, "charge_already_refunded")
    assert error_of(await desk.capture(lock)) == (400, "processing_error")
    assert error_of(await desk.cancel(refund)) == (400, "processing_error")
    demo.store.advance(1)
    assert (await desk.read(other))["refunded"] is True
    assert desk.worth(card) == (5000, 0)
    desk.check()


@pytest.mark.parametrize(("later", "status"), [(DAY_MS - 1, 200), (DAY_MS, 400)])
def test_a_lock_may_be_voidable_for_a_day_only(later, status) -> None:
    @with_demo(options=DemoOptions(lock_voided_any_time=False))
    async def script(demo, client) -> None:
        desk = GiftDesk(demo, client)
        lock = await desk.lock(await desk.loaded(5000), 2000)
        demo.store.advance(later)
        assert (await desk.refund(lock)).status_code == status
        assert (await desk.read(lock))["refunded"] is (status == 200)

    script()


@with_demo()
async def test_a_refund_is_voided_as_documented(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(6500)
    sale = (await desk.charge(card, 1000)).json()
    refund = (await desk.refund(sale, amount=600)).json()
    answer = await desk.cancel(refund)
    told = answer.json()
    expected = {
        "id": refund["id"],
        "object": "void_on_refund",
        "amount": 600,
        "charge": sale["id"],
        "status": "succeeded",
        "gift_card": _gift(6100, 5500),
    }
    assert {name: told[name] for name in expected} == expected
    assert told["metadata"]["refundType"] == "VOID"
    assert error_of(await desk.cancel(refund)) == (400, "processing_error")
    read = await desk.read(sale)
    assert (read["amount_refunded"], read["refunds"]["data"][0]["status"]) == (0, "canceled")
    assert (await desk.refund(sale)).json()["amount"] == 1000
    assert desk.effects(card)[2:] == [("gift_refund", 600), ("gift_refund_void", 600), ("gift_refund", 1000)]
    desk.check()


@pytest.mark.parametrize(("later", "status"), [(DAY_MS - 1, 200), (DAY_MS, 400)])
def test_a_refund_can_be_voided_for_a_day(later, status) -> None:
    @with_demo()
    async def script(demo, client) -> None:
        desk = GiftDesk(demo, client)
        refund = (await desk.refund((await desk.charge(await desk.loaded(500), 500)).json())).json()
        demo.store.advance(later)
        assert (await desk.cancel(refund)).status_code == status

    script()


@pytest.mark.parametrize(
    ("declines", "refusal"), [(False, (400, "processing_error")), (True, (402, "card_declined"))]
)
def test_nothing_is_taken_back_that_the_card_does_not_have(declines, refusal) -> None:
    @with_demo(options=DemoOptions(uncovered_voids_decline=declines))
    async def script(demo, client) -> None:
        desk = GiftDesk(demo, client)
        card = await desk.loaded(1000)
        sale = (await desk.charge(card, 1000)).json()
        refund = (await desk.refund(sale)).json()
        lock = await desk.lock(card, 1)
        assert error_of(await desk.cancel(refund)) == refusal
        read = await desk.read(sale)
        assert (read["amount_refunded"], desk.worth(card)) == (1000, (1000, 1))
        await desk.capture(lock, amount=0)
        assert (await desk.cancel(refund)).status_code == 200
        reload = (await desk.call("reload", card, amount=700, **USD)).json()
        await desk.charge(card, 1)
        assert error_of(await desk.refund(reload)) == refusal
        assert desk.worth(card) == (699, 0)
        desk.check()

    script()


@with_demo()
async def test_a_reload_is_voided_as_documented(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(5000)
    reload = (await desk.call("reload", card, amount=1500, **USD)).json()
    part = await desk.refund(reload, amount=500)
    assert part.json()["error"]["message"] == "A partial refund is not supported for this charge."
    over = await desk.refund(reload, amount=1501)
    assert over.json()["error"]["message"] == OVER
    void = (await desk.refund(reload, reason="requested_by_customer", external_reference_id="R1")).json()
    assert (void["object"], void["amount"], void["charge"]) == ("refund", 1500, reload["id"])
    assert void["gift_card"] == _gift(6500, 5000)
    assert (void["metadata"]["refundType"], void["metadata"]["gatewayResponseCode"]) == ("VOID", "00")
    assert error_of(await desk.refund(reload)) == (400, "charge_already_refunded")
    assert error_of(await desk.cancel(void)) == (400, "processing_error")
    listed = (await client.get("/v1/refunds", params={"charge": reload["id"]})).json()["data"]
    assert [one["id"] for one in listed] == [void["id"]]
    effect = demo.ledger[-1]
    assert (effect["kind"], effect["charge"], effect["external_reference_id"]) == (
        "gift_reload_void",
        reload["id"],
        "R1",
    )
    desk.check()


@with_demo()
async def test_a_cash_out_and_an_activation_are_voided(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = desk.take()
    activation = (await desk.call("activate", card, amount=5000, **USD)).json()
    paid_out = (await desk.call("cashout", card)).json()
    assert error_of(await desk.refund(activation)) == (400, "processing_error")
    assert (await desk.refund(paid_out)).json()["gift_card"] == _gift(0, 5000)
    assert (await desk.refund(activation)).json()["gift_card"] == _gift(5000, 0)
    assert desk.seen(card).state == "inactive"
    assert (await desk.call("balance_inquiry", card)).status_code == 400
    assert (await desk.call("activate", card, amount=700, **USD)).status_code == 200
    desk.check()


@with_demo()
async def test_a_voided_activation_leaves_what_else_is_on_the_card(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = desk.take()
    activation = (await desk.call("activate", card, amount=5000, **USD)).json()
    await desk.call("reload", card, amount=1000, **USD)
    assert (await desk.refund(activation)).status_code == 200
    assert (await desk.call("balance_inquiry", card)).json()["gift_card"] == _gift(1000, 1000)


@pytest.mark.parametrize(
    ("later", "refunds", "kind"),
    [(DAY_MS - 1, False, "VOID"), (DAY_MS, False, None), (DAY_MS, True, "REFUND")],
)
def test_calls_can_be_voided_for_a_day(later, refunds, kind) -> None:
    @with_demo(options=DemoOptions(gift_calls_refunded_late=refunds))
    async def script(demo, client) -> None:
        desk = GiftDesk(demo, client)
        card = await desk.loaded(5000)
        reload = (await desk.call("reload", card, amount=1500, **USD)).json()
        demo.store.advance(later)
        answer = await desk.refund(reload)
        if kind is None:
            assert error_of(answer) == (400, "processing_error")
        else:
            assert answer.json()["metadata"]["refundType"] == kind
        assert desk.worth(card)[0] == (6500 if kind is None else 5000)

    script()


@with_demo(options=DemoOptions(activations_voided=False))
async def test_an_activation_may_be_final(demo, client) -> None:
    desk = GiftDesk(demo, client)
    activation = (await desk.call("activate", desk.take(), amount=500, **USD)).json()
    assert error_of(await desk.refund(activation)) == (400, "processing_error")


@with_demo()
async def test_a_failed_refund_gives_nothing_back(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(5000)
    sale = (await desk.charge(card, 1000)).json()
    reload = (await desk.call("reload", card, amount=100, **USD)).json()
    demo.trouble({"operation": "createRefund", "effect": {"status": "failed"}})
    for done in (sale, reload):
        answer = await desk.refund(done)
        assert (answer.status_code, answer.json()["status"]) == (200, "failed")
        assert "gift_card" not in answer.json()
    demo.trouble()
    assert desk.worth(card) == (4100, 0)
    for done in (sale, reload):
        assert (await desk.refund(done)).json()["status"] == "succeeded"
    assert desk.worth(card) == (5000, 0)
    desk.check()


@pytest.mark.parametrize(("status", "worth"), [("succeeded", 4500), ("failed", 4000)])
def test_a_pending_refund_reaches_the_card_when_it_is_decided(status, worth) -> None:
    @with_demo()
    async def script(demo, client) -> None:
        desk = GiftDesk(demo, client)
        card = await desk.loaded(5000)
        sale = (await desk.charge(card, 1000)).json()
        demo.trouble({"operation": "createRefund", "effect": {"status": "pending"}})
        refund = (await desk.refund(sale, amount=500)).json()
        assert (refund["status"], desk.worth(card)) == ("pending", (4000, 0))
        async with demo.client(demo.identity.control_token) as control:
            path = f"/_demo/refunds/{refund['id']}"
            assert (await control.post(path, json={"status": status})).status_code == 200
        read: dict[str, Any] = (await client.get(f"/v1/refunds/{refund['id']}")).json()
        assert (read["status"], "gift_card" in read) == (status, status == "succeeded")
        assert desk.worth(card) == (worth, 0)
        desk.check()

    script()


@with_demo()
async def test_a_charge_tied_to_an_order_goes_back_to_the_card(demo, client) -> None:
    desk = GiftDesk(demo, client)
    card = await desk.loaded(3000)
    mug = {"type": "sku", "amount": 2500, "currency": "usd", "description": "Mug", "quantity": 1}
    made = {"items": [mug], "currency": "usd", "email": "ada@example.com"}
    order = (await client.post("/v1/orders", json=made)).json()["id"]
    sale = (await desk.charge(card, 2500, order_id=order)).json()
    assert (await desk.read(sale))["order"] == order
    assert (await desk.refund(sale, amount=1000)).status_code == 200
    assert (await client.get(f"/v1/orders/{order}")).json()["amount_returned"] == 1000
    assert desk.worth(card) == (1500, 0)
