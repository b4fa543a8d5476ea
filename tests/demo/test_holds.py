"""Holds: captured whole, in part or in shipments, let go of by hand, and lapsing by themselves."""

import pytest

from cloverdesk.demo.options import DAY_MS, DemoOptions
from tests.support.demo import CARD, Demo, with_demo

MASTERCARD = {**CARD, "number": "5204245250003294"}


async def _hold(demo: Demo, client, amount: int = 5000, card=CARD, **more) -> str:
    source = await demo.token(client, card)
    body = {"amount": amount, "currency": "usd", "source": source, "capture": False, **more}
    made = (await client.post("/v1/charges", json=body)).json()
    assert (made["captured"], "paid" in made, made["status"]) == (False, False, "succeeded")
    return str(made["id"])


async def _capture(client, charge: str, headers=None, **body):
    return await client.post(f"/v1/charges/{charge}/capture", json=body, headers=headers)


async def _read(client, charge: str) -> dict:
    return dict((await client.get(f"/v1/charges/{charge}")).json())


def _kinds(demo: Demo) -> list[tuple[str, int]]:
    return [(str(one["kind"]), int(str(one["amount"]))) for one in demo.ledger]


@with_demo()
async def test_all_of_it(demo, client) -> None:
    charge = await _hold(demo, client, tip_amount=300)
    taken = (await _capture(client, charge)).json()
    assert (taken["amount"], taken["amount_captured"], taken["captured"], taken["paid"]) == (
        5000,
        5300,
        True,
        True,
    )
    order = (await client.get(f"/v1/orders/{taken['order']}")).json()
    assert (order["status"], order["amount_paid"], order["tip_amount"]) == ("paid", 5000, 300)
    again = await _capture(client, charge)
    assert (again.status_code, again.json()["error"]) == (
        400,
        {"code": "processing_error", "message": "Invalid request: cannot capture a non AUTH payment"},
    )
    assert _kinds(demo) == [("hold", 5300), ("capture", 5300)]


@with_demo()
async def test_a_part_lets_go_of_the_rest(demo, client) -> None:
    charge = await _hold(demo, client)
    taken = (await _capture(client, charge, amount=4200)).json()
    assert (taken["amount"], taken["amount_captured"]) == (5000, 4200)
    assert (await _capture(client, charge, amount=100)).status_code == 400
    assert _kinds(demo) == [("hold", 5000), ("capture", 4200), ("release", 800)]
    refund = await client.post("/v1/refunds", json={"charge": charge, "amount": 4201})
    assert refund.status_code == 400
    whole = await client.post("/v1/refunds", json={"charge": charge})
    assert whole.json()["amount"] == 4200


@with_demo(options=DemoOptions(rest_of_hold_released=False))
async def test_the_rest_may_stay(demo, client) -> None:
    charge = await _hold(demo, client)
    await _capture(client, charge, amount=4200)
    assert (await _capture(client, charge, amount=801)).json()["error"]["code"] == "invalid_charge_amount"
    assert (await _capture(client, charge)).json()["amount_captured"] == 5000


@with_demo()
async def test_shipments_and_what_is_let_go_of_after_them(demo, client) -> None:
    charge = await _hold(demo, client)
    first = (await _capture(client, charge, amount=2000, split_shipment="1/3")).json()
    assert first["amount_captured"] == 2000
    second = (await _capture(client, charge, amount=2560, split_shipment="2/3")).json()
    assert second["amount_captured"] == 4560
    wrong = await client.put(f"/v1/charges/{charge}", json={"amount": 440})
    assert wrong.json()["error"]["code"] == "invalid_charge_amount"
    kept = (await client.put(f"/v1/charges/{charge}", json={"amount": 4560})).json()
    assert kept["outcome"]["network_status"] == "reversed_after_approval"
    assert (await _capture(client, charge, amount=440, split_shipment="3/3")).status_code == 400
    assert _kinds(demo)[-1] == ("release", 440)
    order = (await client.get(f"/v1/orders/{kept['order']}")).json()
    assert order["amount_paid"] == 4560


@with_demo()
async def test_the_last_shipment_lets_go_of_the_rest(demo, client) -> None:
    charge = await _hold(demo, client)
    await _capture(client, charge, amount=2000, split_shipment="1/2")
    await _capture(client, charge, amount=2000, split_shipment="2/2")
    assert _kinds(demo)[-1] == ("release", 1000)
    demo.store.advance(40 * DAY_MS)
    await _read(client, charge)
    assert [kind for kind, _ in _kinds(demo)].count("release") == 1


@with_demo()
async def test_shipments_that_stop_are_let_go_of_when_the_hold_lapses(demo, client) -> None:
    charge = await _hold(demo, client)
    await _capture(client, charge, amount=2000, split_shipment="1")
    demo.store.advance(8 * DAY_MS)
    read = await _read(client, charge)
    assert (read["amount_captured"], read["outcome"]["network_status"]) == (2000, "reversed_after_approval")
    assert _kinds(demo)[-1] == ("release", 3000)


@pytest.mark.parametrize(
    "body",
    [
        {"amount": 5001},
        {"amount": 0},
        {"amount": -1},
        {"amount": "some"},
        {"split_shipment": "0/3"},
        {"split_shipment": 3},
        {"tip_amount": "x"},
        {"receipt_email": "nobody"},
    ],
)
def test_what_cannot_be_captured(body) -> None:
    @with_demo()
    async def script(demo, client) -> None:
        charge = await _hold(demo, client)
        assert (await _capture(client, charge, **body)).status_code == 400
        assert _kinds(demo) == [("hold", 5000)]

    script()


@with_demo(options=DemoOptions(multi_capture=False, second_capture_says_already_captured=True))
async def test_the_documented_words_for_a_second_capture(demo, client) -> None:
    charge = await _hold(demo, client)
    assert (await _capture(client, charge, split_shipment="1/2")).status_code == 400
    await _capture(client, charge)
    assert (await _capture(client, charge)).json()["error"]["code"] == "charge_already_captured"
    sale = (await demo.charge(client))["id"]
    assert (await _capture(client, sale)).json()["error"]["code"] == "processing_error"
    assert (await _capture(client, "0000000000000")).status_code == 404


@with_demo()
async def test_a_hold_lapses_by_its_brand(demo, client) -> None:
    visa, mastercard = await _hold(demo, client), await _hold(demo, client, card=MASTERCARD)
    demo.store.advance(7 * DAY_MS - 1000)
    assert (await _read(client, visa))["refunded"] is False
    demo.store.advance(2000)
    read = await _read(client, visa)
    assert (read["refunded"], read["amount_refunded"], read["captured"]) == (True, 5000, False)
    assert (await _capture(client, visa)).status_code == 400
    assert (await client.post("/v1/refunds", json={"charge": visa})).status_code == 400
    assert (await _read(client, mastercard))["refunded"] is False
    demo.store.advance(23 * DAY_MS)
    assert (await _read(client, mastercard))["refunded"] is True


@with_demo()
async def test_a_released_hold_does_not_lapse_again(demo, client) -> None:
    charge = await _hold(demo, client)
    refund = (await client.post("/v1/refunds", json={"charge": charge})).json()
    assert refund["metadata"]["refundType"] == "PREAUTH"
    demo.store.advance(30 * DAY_MS)
    await _read(client, charge)
    assert [kind for kind, _ in _kinds(demo)] == ["hold", "refund"]


@with_demo()
async def test_a_hold_that_was_not_released_after_all_lapses(demo, client) -> None:
    charge = await _hold(demo, client)
    for status in ("failed", "pending"):
        demo.trouble({"operation": "createRefund", "effect": {"status": status}})
        refund = (await client.post("/v1/refunds", json={"charge": charge})).json()
        assert refund["status"] == status
    headers = {"authorization": f"Bearer {demo.identity.control_token}", "host": "127.0.0.1"}
    url = f"/_demo/refunds/{refund['id']}"
    assert (await client.post(url, json={"status": "failed"}, headers=headers)).status_code == 200
    assert (await _read(client, charge))["refunded"] is False
    demo.store.advance(7 * DAY_MS)
    assert (await _read(client, charge))["refunded"] is True
    assert _kinds(demo)[-1] == ("lapse", 5000)


@with_demo()
async def test_a_key_captures_once(demo, client) -> None:
    charge = await _hold(demo, client)
    headers = {"idempotency-key": "capture-1234567"}
    first = await _capture(client, charge, headers, amount=10)
    again = await _capture(client, charge, headers, amount=10)
    assert again.content == first.content


@with_demo()
async def test_what_happens_by_itself_happens_at_its_own_moment(demo, client) -> None:
    charge = await _hold(demo, client)
    made = demo.store.now_ms()
    demo.store.advance(365 * DAY_MS)
    await _read(client, charge)
    lapse = next(one for one in demo.ledger if one["kind"] == "lapse")
    assert lapse["created"] == made + 7 * DAY_MS
