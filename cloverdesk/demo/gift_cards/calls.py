"""What is done to a gift card at the counter: it is activated, reloaded, asked for its balance, and paid out."""

from cloverdesk.demo import ids
from cloverdesk.demo.errors import Rejected, invalid
from cloverdesk.demo.gift_cards import cards as gift_cards
from cloverdesk.demo.gift_cards.balance import (
    ACTIVATION,
    CASHOUT,
    RELOAD,
    active,
    brief,
    funded,
    inactive,
    post,
    told,
    worth,
)
from cloverdesk.demo.gift_cards.cards import GiftCard
from cloverdesk.demo.paying import bodies
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.paying.sources import Source
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import GIFT_CALL

DENOMINATION_TEXT = "Invalid amount for this gift card."


def activate(shop: Shop, source: Source, amount: int | None) -> Body:
    """Put value on a card that had none yet: `amount`, or what is printed on it. Raises `Rejected` or `NotHonoured`."""
    card = inactive(shop, source)
    value = _value_of(shop, card.denomination, amount)
    return {**_load(shop, card, ACTIVATION, value), "source": {"last4": card.last4}}


def activate_virtual(shop: Shop, promotion: str, amount: int | None) -> Body:
    """Make a card of a programme. Its number and code are in this answer and nowhere else. Raises `Rejected`."""
    if promotion not in gift_cards.PROMOTIONS:
        raise invalid("Please provide a valid promotion_code.", param="promotion_code")
    denomination = gift_cards.PROMOTIONS[promotion]
    value = _value_of(shop, denomination, amount)
    card, number, code = gift_cards.issue(shop.store, denomination)
    body = _load(shop, card, ACTIVATION, value)
    secrets = {"number": number, "security_card_value": code}
    return {**body, "source": {"last4": card.last4}, "gift_card": {**secrets, **brief(shop, card, 0)}}


def reload(shop: Shop, source: Source, amount: int) -> Body:
    """Add value to a card. Raises `Rejected` or `NotHonoured`."""
    card = active(shop, source)
    return {**_load(shop, card, RELOAD, amount), "source": {"id": source.id, "last4": card.last4}}


def inquire(shop: Shop, source: Source) -> Body:
    """What can be spent, and what is locked. Raises `Rejected` or `NotHonoured`."""
    card = active(shop, source)
    newest = list(card.locks.values())[-1:]
    lock_id = newest[0] if newest else None
    return {"status": "succeeded", "gift_card": told(shop, card, worth(shop, card), lock_id=lock_id)}


def cash_out(shop: Shop, source: Source) -> Body:
    """Take all that can be spent off a card; the merchant pays it by other means. Raises `Rejected` or `NotHonoured`."""
    card = funded(shop, source)
    if card.locked and not shop.options.cashout_leaves_locks:
        raise invalid("Part of the gift card's balance is locked.")
    before = worth(shop, card)
    done = {**_done(shop, card, CASHOUT, card.spendable, before), "source": {"last4": card.last4}}
    if shop.options.cashout_answers_like_reload:
        return done
    return {name: done[name] for name in ("status", "gift_card")}


def _value_of(shop: Shop, denomination: int | None, asked: int | None) -> int:
    """What a new card is worth. Raises `Rejected` unless the amount fits the card, or is there where the card has none."""
    value = asked if denomination is None else denomination
    if value is None or asked not in {None, value}:
        is_amount = value is None or shop.options.wrong_denomination_is_amount
        raise bad_amount("invalid_charge_amount" if is_amount else "invalid_request")
    return value


def bad_amount(code: str = "invalid_charge_amount") -> Rejected:
    """What is said about an amount that does not fit the card."""
    return invalid(DENOMINATION_TEXT, code=code)


def _load(shop: Shop, card: GiftCard, kind: str, amount: int) -> Body:
    return _done(shop, card, kind, amount, worth(shop, card))


def _done(shop: Shop, card: GiftCard, kind: str, amount: int, before: int) -> Body:
    """Do it, keep what is needed to void it, and give the answer, its source aside."""
    store, call_id = shop.store, shop.store.new_id()
    now, serial = store.now_ms(), store.new_number()
    post(shop, card, kind, amount, of=call_id, charge=call_id)
    kept = {"id": call_id, "amount": amount, "currency": store.currency}
    facts = {"card": card.id, "kind": kind, "voided": False}
    store.add(GIFT_CALL, kept, created=now, owner=card.id, facts=facts)
    return {
        "id": call_id,
        "amount": amount,
        "ref_num": ids.ref_num(ids.day_code(now), serial),
        "outcome": bodies.APPROVED,
        "paid": True,
        "status": "succeeded",
        "gift_card": brief(shop, card, before),
    }
