"""Tokens of gift cards. Which card of the store it is, and whether the code was right, is settled here and kept; no number is."""

import re

from cloverdesk.demo.errors import invalid
from cloverdesk.demo.gift_cards import cards as gift_cards
from cloverdesk.demo.gift_cards.balance import MISSING, RIGHT, UNKNOWN_TEXT, WRONG
from cloverdesk.demo.paying.sources import Kind
from cloverdesk.demo.paying.tokens import NewToken, Part
from cloverdesk.demo.shop import Shop

BRAND = "GIFT_CARD"
_NUMBER = re.compile(r"[0-9]{6,19}", re.ASCII)
_CODE = re.compile(r"[0-9A-Za-z]{4,8}", re.ASCII)
_SHORTEST_WITH_FIRST6 = 13
"""The first six and last four digits of a shorter number would be nearly all of it."""


def read(shop: Shop, part: Part) -> NewToken:
    """A token of a gift card, known here or not. Raises `Rejected` for what cannot be a number or a code."""
    number = part.text("number" if "number" in part else "card_number")
    if not _NUMBER.fullmatch(number):
        raise part.wrong("number", code="invalid_number")
    code = part.text("security_code") if "security_code" in part else None
    if code is not None and not _CODE.fullmatch(code):
        raise part.wrong("security_code")
    if "foreign_access_code" in part:
        part.text("foreign_access_code")
    facts = _recognized(shop, number, code)
    shown = {"last4": number[-4:], "brand": BRAND}
    if len(number) >= _SHORTEST_WITH_FIRST6:
        shown = {"first6": number[:6], **shown}
    return NewToken("gift_card", shown, {"kind": Kind.GIFT_CARD, **facts})


def _recognized(shop: Shop, number: str, code: str | None) -> dict[str, object]:
    """The store's own id of the card, None where it has none, and what is to be said of the code."""
    card = gift_cards.find(shop.store, number)
    if code is None:
        quality = MISSING
    else:
        fits = card is not None and gift_cards.is_code(shop.store, card, number, code)
        quality = RIGHT if fits else WRONG
    if shop.options.gift_cards_checked_by_token and (card is None or quality == WRONG):
        raise invalid(UNKNOWN_TEXT)
    return {"card": card.id if card else None, "code": quality}
