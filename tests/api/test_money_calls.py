"""What money calls send, member by member, and which answers they take: another object's is never a success."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest

from cloverdesk.api.errors import OutcomeUnknown, Refused
from cloverdesk.api.money.charges import ChargeCalls
from cloverdesk.api.money.gift_cards import GiftCardCalls
from cloverdesk.api.money.orders import OrderCalls
from cloverdesk.api.money.refunds import RefundCalls
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.charges import Charge, ChargeState
from cloverdesk.domain.orders import ReturnedLine
from cloverdesk.domain.payments import NewCharge, OrderPayment, SavedSource, Tender
from cloverdesk.domain.refunds import RefundReason
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.tokens import Token, TokenKind
from tests.api.operations import charges, gift_cards, orders, refunds
from tests.api.operations.every import CASES
from tests.api.operations.shop import answered
from tests.support.aio import run
from tests.support.api import answer, flying

KEY = "3f0d2c5e-8f43-4b5e-9a44-5b1a7c9f2d10"
REFERENCE = "ABCDEFGHJKMN"
CARD = Token(Secret("clv_1TSTSa7QmZ3Lw9Rk2Vb8Np4X"), TokenKind.CARD)
GIFT_CARD = Token(Secret(gift_cards.TOKEN), TokenKind.GIFT_CARD, last4="4412")
KEYED = {"createCharge", "captureCharge", "payOrder", "returnOrder", "createRefund"}
"""Where a key is documented, or at least always sent (payments.md, section 8)."""
Money = Callable[[ApiSession], Awaitable[Any]]


def charge(**asked: Any) -> Money:
    wanted = NewCharge(**{"amount_minor": 1800, "currency": "USD", "source": CARD, **asked})
    return lambda made: ChargeCalls(made).create(wanted, idempotency_key=KEY, external_reference_id=REFERENCE)


def capture(**asked: Any) -> Money:
    return lambda made: ChargeCalls(made).capture(charges.CHARGE, idempotency_key=KEY, **asked)


def pay(**asked: Any) -> Money:
    return lambda made: OrderCalls(made).pay(
        orders.ORDER, OrderPayment(**asked), idempotency_key=KEY, external_reference_id=REFERENCE
    )


def give_back(*lines: ReturnedLine) -> Money:
    return lambda made: OrderCalls(made).give_back(
        orders.ORDER, lines=lines, idempotency_key=KEY, external_reference_id=REFERENCE
    )


def refund(amount: int | None, reason: RefundReason | None = None) -> Money:
    return lambda made: RefundCalls(made).create(
        charge_id=charges.CHARGE,
        amount_minor=amount,
        reason=reason,
        idempotency_key=KEY,
        external_reference_id=REFERENCE,
    )


USUAL = {"ecomind": "moto", "external_reference_id": REFERENCE}
SENT: Mapping[str, tuple[Money, object, str, dict[str, Any]]] = {
    "a sale": (
        charge(),
        charges.ANSWER,
        "POST /v1/charges",
        USUAL | {"amount": 1800, "currency": "usd", "capture": True, "source": CARD.id.reveal()},
    ),
    "a gift card pays what it has": (
        charge(source=GIFT_CARD, capture=False),
        charges.ANSWER,
        "POST /v1/charges",
        USUAL
        | {"amount": 1800, "currency": "usd", "capture": False, "partial_redemption": True}
        | {"source": gift_cards.TOKEN},
    ),
    "a tender": (
        charge(source=Tender(label="Cash"), partial_redemption=False),
        charges.ANSWER,
        "POST /v1/charges",
        USUAL
        | {"amount": 1800, "currency": "usd", "capture": True, "partial_redemption": False}
        | {"source": "alternate_tender", "tender": {"label": "Cash"}},
    ),
    "a token that is kept": (
        charge(keep_source=True, tax_minor=0, tip_minor=0),
        charges.ANSWER,
        "POST /v1/charges",
        USUAL
        | {"amount": 1800, "currency": "usd", "capture": True, "source": CARD.id.reveal()}
        | {"intent": "save_credentials_on_file", "tax_amount": 0, "tip_amount": 0},
    ),
    "a whole hold": (capture(), charges.ANSWER, f"POST /v1/charges/{charges.CHARGE}/capture", {}),
    "nothing of a hold": (
        capture(amount_minor=0),
        charges.ANSWER,
        f"POST /v1/charges/{charges.CHARGE}/capture",
        {"amount": 0},
    ),
    "a shipment": (
        capture(amount_minor=2000, tip_minor=100, shipment=(1, 3)),
        charges.ANSWER,
        f"POST /v1/charges/{charges.CHARGE}/capture",
        {"amount": 2000, "tip_amount": 100, "split_shipment": "1/3"},
    ),
    "the rest of a hold": (
        lambda made: ChargeCalls(made).release(charges.CHARGE, keep_minor=4560),
        charges.ANSWER,
        f"PUT /v1/charges/{charges.CHARGE}",
        {"amount": 4560},
    ),
    "the end of 3DS": (
        lambda made: ChargeCalls(made).finalize(charges.CHARGE, flow_status="DONE"),
        charges.ANSWER,
        "POST /v1/charges/finalize_payment",
        {"charge_id": charges.CHARGE, "threeds": {"source": "CLOVER", "flow_status": "DONE"}},
    ),
    "an order, by its own customer": (
        pay(),
        orders.ANSWER,
        f"POST /v1/orders/{orders.ORDER}/pay",
        USUAL,
    ),
    "a part of an order": (
        pay(source=SavedSource("5NV8KX0RQ3ZJE"), amount_minor=1000, email="ada@example.com"),
        orders.ANSWER,
        f"POST /v1/orders/{orders.ORDER}/pay",
        USUAL | {"source": "5NV8KX0RQ3ZJE", "amount": 1000, "email": "ada@example.com"},
    ),
    "an order comes back": (
        give_back(),
        orders.ANSWER,
        f"POST /v1/orders/{orders.ORDER}/returns",
        {"external_reference_id": REFERENCE},
    ),
    "a line comes back": (
        give_back(ReturnedLine("6T0WJ9QX2MVKC", 1358)),
        orders.ANSWER,
        f"POST /v1/orders/{orders.ORDER}/returns",
        {
            "external_reference_id": REFERENCE,
            "items": [{"parent": "6T0WJ9QX2MVKC", "amount": 1358, "type": "sku", "quantity": 1}],
        },
    ),
    "a part of a charge": (
        refund(500, RefundReason.REQUESTED_BY_CUSTOMER),
        refunds.ANSWER,
        "POST /v1/refunds",
        {
            "charge": charges.CHARGE,
            "external_reference_id": REFERENCE,
            "amount": 500,
            "reason": "requested_by_customer",
        },
    ),
    "a whole charge": (
        refund(None),
        refunds.ANSWER,
        "POST /v1/refunds",
        {"charge": charges.CHARGE, "external_reference_id": REFERENCE},
    ),
    "a refund is taken back": (
        lambda made: RefundCalls(made).cancel(refunds.REFUND),
        refunds.ANSWER,
        f"POST /v1/refunds/{refunds.REFUND}/cancel",
        {"reason": "USER_CANCEL"},
    ),
    "a card with a printed value": (
        lambda made: GiftCardCalls(made).activate(GIFT_CARD),
        gift_cards.ANSWER,
        "POST /v1/activate",
        {"source": gift_cards.TOKEN},
    ),
    "a virtual card": (
        lambda made: GiftCardCalls(made).activate_virtual(
            Secret("112233"), amount_minor=2500, currency="USD"
        ),
        gift_cards.ANSWER,
        "POST /v1/activate",
        {"promotion_code": "112233", "amount": 2500, "currency": "usd"},
    ),
    "a reload": (
        lambda made: GiftCardCalls(made).reload(GIFT_CARD, amount_minor=1500, currency="CAD"),
        gift_cards.ANSWER,
        "POST /v1/reload",
        {"source": gift_cards.TOKEN, "amount": 1500, "currency": "cad"},
    ),
    "a cash-out": (
        lambda made: GiftCardCalls(made).cash_out(GIFT_CARD),
        gift_cards.ANSWER,
        "POST /v1/cashout",
        {"source": gift_cards.TOKEN},
    ),
}


@pytest.mark.parametrize("name", SENT)
def test_what_is_sent(name: str) -> None:
    call, reply, line, body = SENT[name]
    _, (request,) = run(flying(call, answer(reply), forwarded_for="203.0.113.7"))
    assert f"{request.method} {request.url.path}" == line
    assert json.loads(request.content) == body
    assert request.headers["x-forwarded-for"] == "203.0.113.7"


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_keys_go_where_clover_takes_them(case) -> None:
    reply = answer(b"" if case.answer is None else case.answer)
    _, requests = answered(lambda made: case.call(made, case.sample), reply)
    asked = requests[-1]
    assert ("idempotency-key" in asked.headers) is (case.operation_id in KEYED)


# ---------------------------------------------------------------- answers


ANOTHER: Mapping[str, tuple[Money, Mapping[str, object], Mapping[str, object]]] = {
    "a charge with another reference": (charge(), charges.ANSWER, {"external_reference_id": "SOMEBODYELSE"}),
    "a charge in another currency": (charge(), charges.ANSWER, {"currency": "cad"}),
    "another hold": (capture(), charges.ANSWER, {"id": "0000000000000"}),
    "another hold to keep": (
        lambda made: ChargeCalls(made).release(charges.CHARGE, keep_minor=1),
        charges.ANSWER,
        {"id": "0000000000000"},
    ),
    "another charge to finish": (
        lambda made: ChargeCalls(made).finalize(charges.CHARGE, flow_status="DONE"),
        charges.ANSWER,
        {"id": "0000000000000"},
    ),
    "another order to pay": (pay(source=CARD), orders.ANSWER, {"id": "0000000000000"}),
    "another order to return": (give_back(), orders.ANSWER, {"id": "0000000000000"}),
    "a refund of another charge": (refund(500), refunds.ANSWER, {"charge": "0000000000000"}),
    "another refund to take back": (
        lambda made: RefundCalls(made).cancel(refunds.REFUND),
        refunds.ANSWER,
        {"id": "0000000000000"},
    ),
    "another token": (
        lambda made: GiftCardCalls(made).reload(GIFT_CARD, amount_minor=1500, currency="USD"),
        gift_cards.ANSWER,
        {"source": {"id": "clv_another"}},
    ),
    "another card": (
        lambda made: GiftCardCalls(made).cash_out(GIFT_CARD),
        gift_cards.ANSWER,
        {"source": {"last4": "0000"}},
    ),
    "no balance": (
        lambda made: GiftCardCalls(made).activate(GIFT_CARD),
        gift_cards.ANSWER,
        {"gift_card": {"previous_balance": 0}},
    ),
}


@pytest.mark.parametrize("name", ANOTHER)
def test_an_answer_about_something_else_is_unknown(name: str) -> None:
    call, usual, odd = ANOTHER[name]
    run(flying(call, answer(usual)))
    with pytest.raises(OutcomeUnknown) as caught:
        run(flying(call, answer({**usual, **odd})))
    assert caught.value.why.startswith("another" if name != "no balance" else "undecodable")


def test_a_reference_that_was_not_sent_may_be_filled_in() -> None:
    async def work(made: ApiSession) -> Charge:
        asked = NewCharge(amount_minor=1800, currency="usd", source=CARD)
        return await ChargeCalls(made).create(asked, idempotency_key=KEY, external_reference_id="")

    found, (request,) = run(flying(work, answer(charges.ANSWER)))
    assert found.external_reference_id == REFERENCE
    assert "external_reference_id" not in json.loads(request.content)


@pytest.mark.parametrize("status", ["failed", "pending", "canceled", "", "brand_new"])
def test_every_status_of_a_two_hundred_is_handed_on(status: str) -> None:
    found, _ = run(flying(refund(None), answer(refunds.ANSWER | {"status": status})))
    assert found.status == status
    taken, _ = run(flying(charge(), answer(charges.ANSWER | {"status": status})))
    assert taken.status == status
    done, _ = run(flying(lambda made: GiftCardCalls(made).cash_out(GIFT_CARD), answer(_gift(status))))
    assert done.status == status


def _gift(status: str) -> Mapping[str, object]:
    return {**gift_cards.ANSWER, "status": status}


@pytest.mark.parametrize(
    ("told", "captured"),
    [
        ({"captured": False, "paid": True}, 0),  # older answers to a hold, and locks of gift cards
        ({"captured": False, "paid": None}, 0),
        ({"captured": None, "paid": None}, 0),
        ({"captured": True, "paid": True}, 1800),
        ({"captured": False, "paid": True, "amount_captured": 1800}, 1800),
    ],
)
def test_a_hold_took_nothing_whatever_its_answer_calls_it(told: dict[str, object], captured: int) -> None:
    found, _ = run(flying(charge(capture=False), answer({**charges.ANSWER, **told})))
    assert found.captured_minor == captured
    assert found.state is (ChargeState.PAID if captured else ChargeState.HELD)


def test_a_cash_out_that_tells_little() -> None:
    little = {"status": "succeeded", "gift_card": {"new_balance": "0"}}
    found, _ = run(flying(lambda made: GiftCardCalls(made).cash_out(GIFT_CARD), answer(little)))
    assert (found.id, found.amount_minor, found.balance.new_minor, found.last4) == ("", None, 0, "")


def test_a_virtual_card_whose_number_did_not_come() -> None:
    async def work(made: ApiSession) -> object:
        return await GiftCardCalls(made).activate_virtual(Secret("112233"))

    found, _ = run(flying(work, answer(gift_cards.ANSWER)))
    assert (found.id, found.issued) == ("GR3V7XN4KQM8T", None)


@pytest.mark.parametrize("name", ["", "..", "../orders", "A/B", "A?limit=1", "é", "X" * 65])
def test_ids_that_no_object_can_have_are_refused_before_anything_is_sent(name: str) -> None:
    calls: list[Money] = [
        lambda made: ChargeCalls(made).capture(name, idempotency_key=KEY),
        lambda made: ChargeCalls(made).release(name, keep_minor=1),
        lambda made: ChargeCalls(made).finalize(name, flow_status="DONE"),
        lambda made: OrderCalls(made).pay(
            name, OrderPayment(source=CARD), idempotency_key=KEY, external_reference_id=REFERENCE
        ),
        lambda made: OrderCalls(made).give_back(name, idempotency_key=KEY, external_reference_id=REFERENCE),
        lambda made: RefundCalls(made).cancel(name),
    ]

    async def work(made: ApiSession) -> None:
        for call in calls:
            with pytest.raises(Refused) as caught:
                await call(made)
            assert caught.value.status is None

    _, requests = run(flying(work, answer({})))
    assert requests == []


def test_a_tender_has_one_name() -> None:
    with pytest.raises(ValueError, match="one way"):
        Tender()
    with pytest.raises(ValueError, match="one way"):
        Tender(id="A", label="Cash")
