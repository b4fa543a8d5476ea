"""What a gift card is worth: every effect on its balance is posted here, written down, and never takes it below nothing."""

from collections.abc import Mapping

from cloverdesk.demo.errors import Rejected, envelope, invalid, untyped
from cloverdesk.demo.gift_cards import cards as gift_cards
from cloverdesk.demo.gift_cards.cards import ACTIVE, INACTIVE, GiftCard
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.paying.sources import Source
from cloverdesk.demo.shop import Shop

ACTIVATION, RELOAD, CASHOUT = "gift_activation", "gift_reload", "gift_cashout"
REDEMPTION, LOCK, UNLOCK, GIVEN_BACK = "gift_redemption", "gift_lock", "gift_unlock", "gift_refund"
ACTIVATION_VOID, RELOAD_VOID = "gift_activation_void", "gift_reload_void"
CASHOUT_VOID, REFUND_VOID = "gift_cashout_void", "gift_refund_void"
EFFECTS: Mapping[str, tuple[int, int]] = {
    ACTIVATION: (1, 0),
    RELOAD: (1, 0),
    CASHOUT: (-1, 0),
    REDEMPTION: (-1, 0),
    GIVEN_BACK: (1, 0),
    LOCK: (0, 1),
    UNLOCK: (0, -1),
    ACTIVATION_VOID: (-1, 0),
    RELOAD_VOID: (-1, 0),
    CASHOUT_VOID: (1, 0),
    REFUND_VOID: (-1, 0),
}
"""Kinds of the ledger, and which way each moves the balance and what is locked of it."""

EXPIRES = "3025-01-01"
"""Cards do not expire; what comes back is a date that nobody sees."""
RIGHT, WRONG, MISSING = "right", "wrong", "missing"
"""What a token knows of the security code that came with its card."""
UNKNOWN_TEXT = "Please provide a valid source or token."
INACTIVE_TEXT = "The gift card is not active."
ACTIVE_TEXT = "The gift card is already active."
DECLINE_TEXT = "Gift card declined."
UNCOVERED_TEXT = "Invalid request: the balance of the gift card does not cover it"


class NotHonoured(Exception):
    """The gift card network declines: the attempt counts, unlike a call that is refused as not valid."""

    def __init__(self, text: str = DECLINE_TEXT) -> None:
        super().__init__(text)
        self.text = text


def post(shop: Shop, card: GiftCard, kind: str, amount: int, *, of: str, charge: str, **more: object) -> None:
    """Let `kind` of `EFFECTS` happen to a card, keep it and write it down; `of` and `charge` as in the ledger.

    A card that gets value is active. Raises `Rejected` where the card does not have so much.
    """
    to_balance, to_locked = EFFECTS[kind]
    if to_balance > 0:
        card.state = ACTIVE
    card.balance += to_balance * amount
    card.locked += to_locked * amount
    if card.spendable < 0 or card.locked < 0:
        raise _uncovered(shop)
    gift_cards.keep(shop.store, card)
    after = {"gift_card": card.id, "balance": card.balance, "locked": card.locked}
    shop.record(kind, of, charge=charge, amount=amount, **after, **more)


def worth(shop: Shop, card: GiftCard) -> int:
    """What answers call the balance."""
    return card.spendable if shop.options.gift_balances_spendable else card.balance


def told(shop: Shop, card: GiftCard, before: int, *, lock_id: int | None = None) -> Body:
    """`gift_card` of an answer about a card whose balance was `before`, with what is locked now."""
    shown = {**brief(shop, card, before), "lock_amount": card.locked}
    return shown if lock_id is None else {**shown, "lock_id": lock_id}


def brief(shop: Shop, card: GiftCard, before: int) -> Body:
    """The same without locks, as calls that cannot change any answer it."""
    return {"expiration_date": EXPIRES, "previous_balance": before, "new_balance": worth(shop, card)}


def active(shop: Shop, source: Source) -> GiftCard:
    """The active card behind a source. Raises `Rejected` or `NotHonoured` where it is none."""
    card = _card(shop, source)
    closed = shop.options.gift_cards_close_at_zero and not card.balance
    if card.state != ACTIVE or closed:
        raise _problem(shop, INACTIVE_TEXT)
    return card


def inactive(shop: Shop, source: Source) -> GiftCard:
    """The card behind a source, that was never activated. Raises `Rejected` or `NotHonoured` where it is none."""
    card = _card(shop, source)
    if card.state != INACTIVE:
        raise _problem(shop, ACTIVE_TEXT)
    return card


def funded(shop: Shop, source: Source) -> GiftCard:
    """The active card behind a source, with something to spend. Raises `Rejected` or `NotHonoured`."""
    card = active(shop, source)
    if not card.spendable:
        raise NotHonoured() if shop.options.empty_gift_cards_decline else invalid(DECLINE_TEXT)
    return card


def _card(shop: Shop, source: Source) -> GiftCard:
    facts = source.token.facts if source.token else {}
    enough = {RIGHT} if shop.options.gift_card_code_required else {RIGHT, MISSING}
    card = gift_cards.get(shop.store, str(facts.get("card")))
    if card is None or facts.get("code") not in enough:
        raise _problem(shop, UNKNOWN_TEXT)
    return card


def _problem(shop: Shop, text: str) -> Exception:
    """An unknown card and a wrong code are told in the same words: what is wrong helps nobody but a thief."""
    return NotHonoured() if shop.options.gift_card_problems_decline else invalid(text)


def _uncovered(shop: Shop) -> Rejected:
    if not shop.options.uncovered_voids_decline:
        return untyped(400, "processing_error", UNCOVERED_TEXT)
    why = {"code": "card_declined", "message": DECLINE_TEXT, "declineCode": "issuer_declined"}
    return Rejected(402, envelope(402, **why))
