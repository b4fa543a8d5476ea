"""Voiding what was done to a gift card at the counter: an activation, a reload or a cash-out, within a day."""

from collections.abc import Mapping

from cloverdesk.demo import rules
from cloverdesk.demo.errors import untyped
from cloverdesk.demo.gift_cards.balance import (
    ACTIVATION,
    ACTIVATION_VOID,
    CASHOUT,
    CASHOUT_VOID,
    RELOAD,
    RELOAD_VOID,
    post,
    told,
    worth,
)
from cloverdesk.demo.gift_cards.cards import INACTIVE
from cloverdesk.demo.gift_cards.charges import card_of
from cloverdesk.demo.gift_cards.refunds import LATE, VOID
from cloverdesk.demo.options import DAY_MS
from cloverdesk.demo.paying import bodies, refunding
from cloverdesk.demo.paying.bodies import NewRefund
from cloverdesk.demo.paying.orders import number
from cloverdesk.demo.rules import ChargeFacts, RefundDecision
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import GIFT_CALL, REFUND, Record

_UNDONE = {ACTIVATION: ACTIVATION_VOID, RELOAD: RELOAD_VOID, CASHOUT: CASHOUT_VOID}


def void(
    shop: Shop,
    record: Record,
    asked: int | None,
    *,
    status: str,
    reference: str | None,
    extra: Mapping[str, object],
) -> NewRefund:
    """Undo a call, all of it; the refund that says so. `status`, `reference` and `extra` as in `refunding.give_back`.

    Raises `Rejected` for a part, a second time, a day later, and where the card does not have the money any more.
    """
    refund = refunding.new_refund(shop, record, _decide(shop, record, asked), status, extra)
    if refund.status != "failed":
        refund.status = "succeeded"
        _undo(shop, record, refund, reference)
    read = bodies.refund_read(refund)
    shop.store.add(REFUND, read, created=bodies.whole_seconds(refund.created_ms), owner=record.id)
    return refund


def _decide(shop: Shop, record: Record, asked: int | None) -> RefundDecision:
    """The same rules as for a hold: all of it or nothing, and once."""
    amount = number(record.body, "amount")
    facts = ChargeFacts(
        collected=amount,
        refunded=amount if record.facts["voided"] else 0,
        tax=0,
        tip=0,
        lines=1,
        brand="GIFT_CARD",
        failed=False,
        captured=False,
        created_ms=record.created,
    )
    now = shop.store.now_ms()
    decision = rules.decide_refund(facts, asked, now, shop.options)
    if record.facts["kind"] == ACTIVATION and not shop.options.activations_voided:
        raise untyped(400, "processing_error", "Invalid request: an activation cannot be voided")
    if now - record.created < DAY_MS:
        return RefundDecision(decision.amount, VOID)
    if not shop.options.gift_calls_refunded_late:
        raise untyped(400, "processing_error", "Invalid request: it cannot be voided any more")
    return RefundDecision(decision.amount, LATE)


def _undo(shop: Shop, record: Record, refund: NewRefund, reference: str | None) -> None:
    card, kind = card_of(shop, record), str(record.facts["kind"])
    before = worth(shop, card)
    if kind == ACTIVATION and card.balance == refund.amount:
        card.state = INACTIVE
    more = {"refund_type": refund.refund_type, "external_reference_id": reference}
    post(shop, card, _UNDONE[kind], refund.amount, of=refund.id, charge=record.id, **more)
    refund.extra = {**refund.extra, "gift_card": told(shop, card, before)}
    shop.store.change(GIFT_CALL, record.body, facts={**record.facts, "voided": True})
