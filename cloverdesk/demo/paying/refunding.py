"""Giving money back: one refund of one charge, whoever asks for it, and what it does to the charge and its order."""

from collections.abc import Mapping

from cloverdesk.demo import ids, rules
from cloverdesk.demo.errors import Rejected, envelope, not_found, untyped
from cloverdesk.demo.gift_cards import refunds as gift_cards_refunds
from cloverdesk.demo.options import DAY_MS
from cloverdesk.demo.paying import bodies, holds
from cloverdesk.demo.paying.bodies import Body, NewRefund
from cloverdesk.demo.paying.orders import number
from cloverdesk.demo.rules import ChargeFacts, RefundDecision
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import CHARGE, ORDER, REFUND, DemoStore, Record

LIMIT_TEXT = "Declined: refund limit"


def order_of(store: DemoStore, charge: Record) -> Body:
    """The order of a charge. Raises `Rejected` if it is gone."""
    order_id = str(charge.body["order"])
    order = store.get(ORDER, order_id)
    if order is None:
        raise not_found("Order", order_id)
    return order.body


def give_back(
    shop: Shop,
    charge: Record,
    order: Body,
    decision: RefundDecision,
    *,
    status: str = "succeeded",
    reference: str | None = None,
    extra: Mapping[str, object] | None = None,
) -> NewRefund:
    """Make the refund that was decided on, show it in its charge and its order, and write the effect down.

    `charge.body` and `order` are changed, too. `reference` is the caller's
    `external_reference_id`, `extra` what the caller sent and gets back. Raises `Rejected` where
    the merchant's own limit refuses it.
    """
    limit = shop.options.refund_limit
    if limit is not None and decision.amount > limit:
        raise _over_limit(charge.id)
    refund = new_refund(shop, charge, decision, status, extra or {})
    gift_cards_refunds.put_back(shop, charge, refund)
    read = bodies.refund_read(refund)
    shop.store.add(REFUND, read, created=bodies.whole_seconds(refund.created_ms), owner=refund.charge)
    bodies.with_refund(charge.body, read)
    move(shop.store, charge.body, order, 0 if refund.status == "failed" else refund.amount)
    if charge.body["refunded"] and not ChargeFacts.of(charge.body, order).captured:
        shop.store.dues.unplan(holds.LAPSE, charge.id)
    shop.record(
        "refund",
        refund.id,
        charge=charge.id,
        amount=refund.amount,
        refund_type=refund.refund_type,
        status=refund.status,
        external_reference_id=reference,
    )
    return refund


def move(store: DemoStore, charge: Body, order: Body, amount: int) -> None:
    """Add `amount` to what went back of a charge; negative, when it did not after all."""
    facts = ChargeFacts.of(charge, order)
    charge["amount_refunded"], charge["refunded"] = rules.refunded_after(facts, amount)
    store.change(CHARGE, charge)
    if not facts.captured:
        return
    order["amount_returned"] = number(order, "amount_returned") + amount
    store.change(ORDER, order, status=_filed(order))


def settle(shop: Shop, refund_id: str, status: str) -> Body:
    """Decide a refund that was left pending. Raises `Rejected` if there is none such."""
    record = shop.store.get(REFUND, refund_id)
    if record is None or record.body["status"] != "pending" or status not in {"succeeded", "failed"}:
        raise not_found("Pending refund", refund_id)
    refund = {**record.body, "status": status}
    if status == "failed":
        refund["failure_reason"] = bodies.DECLINE_TEXT
    gone = number(refund, "amount")
    _change(shop, record, refund, back=gone if status == "failed" else 0)
    shop.record(f"refund_{status}", refund_id, charge=record.owner, amount=gone)
    return gift_cards_refunds.settled(shop, refund)


def cancel(shop: Shop, record: Record) -> Body:
    """Take a refund back: the money is the store's again. Raises `Rejected` where it is too late, or was done before."""
    charge = shop.store.get(CHARGE, record.owner)
    if record.body["status"] != "succeeded" or charge is None or charge.body["captured"] is not True:
        raise untyped(400, "processing_error", "Invalid request: the refund cannot be cancelled")
    of_gift_card = gift_cards_refunds.is_gift(charge)
    cancels = of_gift_card or shop.options.card_refunds_cancelled
    if shop.store.now_ms() - record.created >= DAY_MS or not cancels:
        raise untyped(400, "processing_error", "Invalid request: the refund cannot be cancelled any more")
    gone = number(record.body, "amount")
    _change(shop, record, {**record.body, "status": "canceled"}, back=gone)
    shop.record("refund_cancelled", record.id, charge=record.owner, amount=gone)
    told = voided(shop, record, gone)
    if of_gift_card:
        told["gift_card"] = gift_cards_refunds.take_back(shop, charge, record)
    return told


def voided(shop: Shop, record: Record, amount: int) -> Body:
    """How the answer to a cancelled refund looks."""
    serial = shop.store.new_number()
    return {
        "id": record.id,
        "object": "void_on_refund",
        "amount": amount,
        "charge": record.owner,
        "created": shop.store.now_ms(),
        "status": "succeeded",
        "metadata": {
            "refundType": "VOID",
            "authCode": ids.auth_code(serial),
            "refNum": ids.ref_num(ids.day_code(shop.store.now_ms()), serial),
            "gatewayResponseCode": "00",
        },
    }


def _change(shop: Shop, record: Record, refund: Body, *, back: int) -> None:
    """Keep a refund that ended differently, and undo `back` of what it did to its charge."""
    charge = shop.store.get(CHARGE, record.owner)
    if charge is None:
        raise not_found("Charge", record.owner)
    shop.store.change(REFUND, refund)
    bodies.with_refund(charge.body, refund)
    move(shop.store, charge.body, order_of(shop.store, charge), -back)
    if back and charge.body["captured"] is not True and not gift_cards_refunds.is_gift(charge):
        holds.stand_again(shop, charge)


def new_refund(
    shop: Shop, charge: Record, decision: RefundDecision, status: str, extra: Mapping[str, object]
) -> NewRefund:
    """A refund that is about to be made of what `charge` took, numbered and dated."""
    serial, now = shop.store.new_number(), shop.store.now_ms()
    return NewRefund(
        id=shop.store.new_id(),
        charge=charge.id,
        amount=decision.amount,
        currency=str(charge.body["currency"]) if shop.options.refunds_carry_currency else "",
        created_ms=now,
        refund_type=decision.refund_type,
        ref_num=ids.ref_num(ids.day_code(now), serial),
        auth_code=ids.auth_code(serial),
        status=status if status in rules.REFUND_STATES else "succeeded",
        extra=extra,
    )


def _filed(order: Body) -> str:
    """What lists find the order under: wholly given back is `refunded`, whatever its own status says."""
    paid = number(order, "amount_paid") + number(order, "tip_amount")
    whole = 0 < paid <= number(order, "amount_returned")
    return "refunded" if whole and order["status"] != "returned" else str(order["status"])


def _over_limit(charge_id: str) -> Rejected:
    why = {"code": "card_declined", "message": LIMIT_TEXT, "charge": charge_id}
    return Rejected(402, envelope(402, **why, declineCode="issuer_declined"))
