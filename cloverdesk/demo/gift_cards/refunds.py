"""Giving gift card money back, and taking it back again: what a refund of a charge does to the card it was made of."""

from cloverdesk.demo.errors import untyped
from cloverdesk.demo.gift_cards.balance import GIVEN_BACK, REFUND_VOID, post, told, worth
from cloverdesk.demo.gift_cards.cards import GiftCard
from cloverdesk.demo.gift_cards.charges import card_of, unlock
from cloverdesk.demo.options import DAY_MS
from cloverdesk.demo.paying.bodies import Body, NewRefund
from cloverdesk.demo.paying.orders import number
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import CHARGE, REFUND, Record

VOID, LATE = "VOID", "REFUND"


def is_gift(charge: Record) -> bool:
    """Whether a charge was made of a gift card of this store."""
    return "card" in charge.facts


def put_back(shop: Shop, charge: Record, refund: NewRefund) -> None:
    """Let a refund that is being made reach the card, and say so; nothing happens to other charges, nor while it is pending.

    Raises `Rejected` for a lock that stands no more, or may not be voided any more.
    """
    if not is_gift(charge):
        return
    refund.refund_type = _type_of(shop, charge, refund.amount)
    if refund.status == "succeeded":
        card_told = _return(shop, charge, refund.id, refund.amount)
        refund.extra = {**refund.extra, "gift_card": card_told}


def settled(shop: Shop, refund: Body) -> Body:
    """The refund that was pending and has been decided: the card has its money now."""
    charge = shop.store.get(CHARGE, str(refund["charge"]))
    if charge is None or not is_gift(charge) or refund["status"] != "succeeded":
        return refund
    card_told = _return(shop, charge, str(refund["id"]), number(refund, "amount"))
    after = {**refund, "gift_card": card_told}
    shop.store.change(REFUND, after)
    return after


def take_back(shop: Shop, charge: Record, refund: Record) -> Body:
    """Void a refund: what it gave is taken off the card. Gives `gift_card` of the answer.

    Raises `Rejected` where the card does not have it any more, or where the refund was the void of a lock.
    """
    if charge.body["captured"] is not True:
        raise untyped(400, "processing_error", "Invalid request: the refund cannot be cancelled")
    card = card_of(shop, charge)
    before = worth(shop, card)
    post(shop, card, REFUND_VOID, number(refund.body, "amount"), of=refund.id, charge=charge.id)
    return told(shop, card, before)


def _return(shop: Shop, charge: Record, refund_id: str, amount: int) -> Body:
    card = card_of(shop, charge)
    before = worth(shop, card)
    if charge.body["captured"] is True:
        post(shop, card, GIVEN_BACK, amount, of=refund_id, charge=charge.id)
    else:
        _void_lock(shop, card, charge)
    return told(shop, card, before)


def _void_lock(shop: Shop, card: GiftCard, charge: Record) -> None:
    late = shop.store.now_ms() - number(charge.facts, "at") >= DAY_MS
    if charge.id not in card.locks or (late and not shop.options.lock_voided_any_time):
        raise untyped(400, "processing_error", "Invalid request: the lock cannot be voided any more")
    unlock(shop, card, charge)


def _type_of(shop: Shop, charge: Record, amount: int) -> str:
    """What the gateway does: a void for a day, a refund later, and never a void of what was locked first."""
    facts = charge.facts
    if charge.body["captured"] is not True:
        return VOID
    late = shop.store.now_ms() - number(facts, "at") >= DAY_MS
    whole = amount == number(charge.body, "amount_captured")
    if late or facts.get("lock_id") or not (whole or shop.options.gift_parts_voided):
        return LATE
    return VOID
