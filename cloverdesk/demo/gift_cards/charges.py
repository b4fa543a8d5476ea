"""Charges of gift cards: value is redeemed at once, or locked and later redeemed, let go of, or free again by itself."""

from cloverdesk.demo.errors import invalid, untyped
from cloverdesk.demo.gift_cards import cards as gift_cards
from cloverdesk.demo.gift_cards.balance import (
    LOCK,
    REDEMPTION,
    UNLOCK,
    NotHonoured,
    funded,
    post,
    told,
    worth,
)
from cloverdesk.demo.gift_cards.cards import GiftCard
from cloverdesk.demo.options import DAY_MS
from cloverdesk.demo.paying import holds, orders
from cloverdesk.demo.paying.bodies import Body, NewCharge
from cloverdesk.demo.paying.orders import number
from cloverdesk.demo.paying.sources import Source
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import CHARGE, Record

LAPSE = "gift card lock lapses"
PARTIAL_TEXT = "partial_redemption should be true for gift card"


def spend(shop: Shop, charge: NewCharge, source: Source) -> Body:
    """Redeem or lock what there is, up to what `charge` asks for, and let the charge say how much that was.

    Gives what the store is to know of the charge. Raises `Rejected` for a card that cannot be charged at all.
    """
    if not charge.amount:
        raise invalid("Please provide a valid amount.", code="invalid_charge_amount")
    if charge.tip and not shop.options.gift_cards_take_tips:
        raise invalid("Please provide a valid tip_amount.", code="invalid_tip_amount", param="tip_amount")
    try:
        card = funded(shop, source)
    except NotHonoured as problem:
        charge.declined, charge.decline_text = True, problem.text
        return {}
    before = worth(shop, card)
    taken = min(charge.amount + charge.tip, card.spendable)
    _cut(charge, taken)
    lock_id = None if charge.capture else _lock(shop, card, charge)
    kind = LOCK if lock_id else REDEMPTION
    post(shop, card, kind, taken, of=charge.id, charge=charge.id)
    shown: Body = {"partial_auth": True, "gift_card": told(shop, card, before, lock_id=lock_id)}
    if lock_id and shop.options.lock_reads_paid:
        shown["paid"] = True
    charge.extra = {**charge.extra, **shown}
    return {"card": card.id, "at": shop.store.now_ms(), "previous": before, "lock_id": lock_id}


def capture(shop: Shop, record: Record, amount: int | None, *, tip: int = 0) -> Body:
    """Redeem `amount` (None: all) of a lock and let go of the rest; 0 redeems nothing. Raises `Rejected`.

    Gives the charge as it is answered.
    """
    body, facts = record.body, record.facts
    if body["status"] != "succeeded" or not facts.get("lock_id") or facts.get("captured"):
        raise holds.not_capturable(shop.options, was_hold=bool(facts.get("captured")))
    card = card_of(shop, record)
    if record.id not in card.locks or body["refunded"]:
        raise untyped(400, "processing_error", "Invalid request: the authorization is no longer valid")
    held = holds.authorized(record)
    asked = held if amount is None else amount + tip
    if asked > held or (tip and not amount):
        raise invalid("Please provide a valid amount.", code="invalid_charge_amount")
    tip_before = number(body, "tip_amount")
    kept_tip = tip_before if amount is None else tip
    unlock(shop, card, record)
    if asked:
        post(shop, card, REDEMPTION, asked, of=record.id, charge=record.id)
    body["gift_card"] = told(shop, card, number(facts, "previous"), lock_id=number(facts, "lock_id"))
    body |= {"amount": asked - kept_tip, "tip_amount": kept_tip, "amount_captured": asked}
    body |= {"tax_amount": _share(body, held - tip_before), "captured": True, "paid": True}
    facts |= {"captured": True, "authorized": asked, "at": shop.store.now_ms()}
    shop.store.change(CHARGE, body, facts=facts)
    _tell(shop, record, asked, held - asked, tip=kept_tip, more_tip=kept_tip - tip_before)
    return body if shop.options.lock_capture_reads_captured else {**body, "captured": False}


def lapse(shop: Shop, charge_id: str) -> None:
    """Nobody captured the lock in time: its value can be spent again."""
    record = shop.store.get(CHARGE, charge_id)
    if record is None:
        return
    body, held = record.body, holds.authorized(record)
    unlock(shop, card_of(shop, record), record)
    if shop.options.lapsed_hold_reads_as_voided:
        body |= {"amount_refunded": held, "refunded": True, "outcome": holds.REVERSED}
    shop.store.change(CHARGE, body)
    shop.record("lapse", charge_id, charge=charge_id, amount=held)


def unlock(shop: Shop, card: GiftCard, record: Record) -> None:
    """Lift the lock of a charge."""
    del card.locks[record.id]
    shop.store.dues.unplan(LAPSE, record.id)
    post(shop, card, UNLOCK, holds.authorized(record), of=record.id, charge=record.id)


def card_of(shop: Shop, record: Record) -> GiftCard:
    """The card that a charge was made of. Raises `Rejected` where it is none of this store's."""
    card = gift_cards.get(shop.store, str(record.facts.get("card")))
    if card is None:
        raise untyped(400, "processing_error", "Invalid request: not a charge of a gift card")
    return card


def _lock(shop: Shop, card: GiftCard, charge: NewCharge) -> int:
    card.locks[charge.id] = lock_id = shop.store.new_number()
    shop.store.dues.plan(LAPSE, charge.id, shop.store.now_ms() + shop.options.lock_days * DAY_MS)
    return lock_id


def _cut(charge: NewCharge, taken: int) -> None:
    """Let a charge be of what was taken: the goods come before the tip, and tax stays the share of them that it was."""
    whole = charge.amount
    charge.amount = min(whole, taken)
    charge.tip = taken - charge.amount
    charge.tax = charge.tax * charge.amount // whole


def _share(body: Body, before: int) -> int:
    """The tax that is left in a charge whose amount was `before`."""
    return number(body, "tax_amount") * number(body, "amount") // before


def _tell(shop: Shop, record: Record, taken: int, released: int, *, tip: int, more_tip: int) -> None:
    """Let order and ledger know what became of a hold."""
    if taken:
        orders.collected(shop, record.body, taken - tip, tip=tip, more_tip=more_tip)
        shop.record("capture", record.id, charge=record.id, amount=taken)
    if released:
        shop.record("release", record.id, charge=record.id, amount=released)
