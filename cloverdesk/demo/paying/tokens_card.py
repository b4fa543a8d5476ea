"""Tokens of payment cards, from a number or from a value that another vault holds. Neither is ever kept."""

import re

from cloverdesk.demo.door.fields import Fields
from cloverdesk.demo.errors import Rejected, invalid
from cloverdesk.demo.paying import cards
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.paying.sources import MULTI, Kind
from cloverdesk.demo.paying.tokens import NewToken, Part
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import TOKEN

LATEST_YEARS = 50
TRANSARMOR = "TRANSARMOR"
_DIGITS = re.compile(r"[0-9]{12,19}", re.ASCII)
_LAST4 = re.compile(r".*?([0-9]{4})", re.ASCII | re.DOTALL)
_CVV = re.compile(r"[0-9]{3,4}", re.ASCII)
_MONTH = re.compile(r"0?[1-9]|1[0-2]", re.ASCII)
_YEAR = re.compile(r"[0-9]{2}|[0-9]{4}", re.ASCII)
_LONGEST_VALUE = 500
_ECHOED = (
    "name",
    "address_line1",
    "address_line2",
    "address_city",
    "address_state",
    "address_zip",
    "address_country",
)


def read(shop: Shop, given: Fields) -> NewToken:
    """A token of a card. Raises `Rejected` for what Clover finds out before it is charged."""
    first6, last4, brand = _number(given)
    month, year = _expiry(given, "card", shop.store.now_ms())
    facts: dict[str, object] = {"kind": Kind.CARD, "behaviour": cards.behaviour(first6, last4)}
    if "cvv" not in given and not shop.options.cvv_checked_by_token:
        facts["without_cvv"] = True
    elif not _CVV.fullmatch(given.text("cvv") or ""):
        raise _bad("invalid_cvc", "The security code is not valid.", "cvv")
    named = given.text("brand") or brand
    if named not in cards.BRANDS:
        raise invalid("The card brand is not recognized.", code="invalid_card_type")
    card = {"exp_month": month, "exp_year": year, "first6": first6, "last4": last4, "brand": named}
    for name in _ECHOED:
        value = given.text(name, longest=255)
        if value is not None:
            card[name] = value
    return NewToken("card", card, facts)


def read_external(shop: Shop, part: Part, attribute: object) -> NewToken:
    """A token of a vaulted value, good for many charges at once. Raises `Rejected` for what cannot be one."""
    part.choice("token_type", TRANSARMOR)
    card, behaviour = _vaulted(shop, part.text("token_value", longest=_LONGEST_VALUE))
    if attribute is not None:
        if not isinstance(attribute, dict):
            raise part.wrong("transarmor_token_attribute")
        given = Fields(attribute, text_amounts=True)
        month, year = _expiry(given, "external_token.transarmor_token_attribute", shop.store.now_ms())
        card |= {"exp_month": month, "exp_year": year}
    return NewToken("card", card, {"kind": Kind.CARD, "behaviour": behaviour}, MULTI)


def _vaulted(shop: Shop, value: str) -> tuple[Body, str]:
    """The card behind a value that this store gave out (`saved_credentials_on_file`), and what charging it does.

    Of any other value only what it ends with is known.
    """
    known = shop.store.get(TOKEN, value)
    card = known.body.get("card") if known and known.status == MULTI else None
    if known and isinstance(card, dict):
        return dict(card), str(known.facts.get("behaviour", cards.APPROVE))
    last4 = _LAST4.fullmatch(value)
    return {"last4": last4[1]} if last4 else {}, cards.APPROVE


def _number(given: Fields) -> tuple[str, str, str | None]:
    """First six digits, last four, brand; of an encrypted number what the caller says they are."""
    if "encrypted_pan" in given:
        first6, last4 = given.text("first6") or "", given.text("last4") or ""
        known = "transarmor_key_id" in given and "brand" in given
        if not (known and re.fullmatch(r"[0-9]{6}", first6) and re.fullmatch(r"[0-9]{4}", last4)):
            raise _bad("invalid_number", "The encrypted card number is not complete.", "encrypted_pan")
        return first6, last4, None
    number = re.sub(r"[ -]", "", given.text("number", longest=40) or "")
    if not _DIGITS.fullmatch(number):
        raise _bad("invalid_number", "The card number is not valid.", "number")
    if not cards.is_number(number):
        raise _bad("incorrect_number", "The card number is not valid.", "number")
    return number[:6], number[-4:], cards.brand_of(number)


def _expiry(given: Fields, place: str, now_ms: int) -> tuple[str, str]:
    """Month and year as they came."""
    month, year = given.text("exp_month") or "", given.text("exp_year") or ""
    if not _MONTH.fullmatch(month):
        raise _bad("invalid_expiry_month", "The expiration month is not valid.", "exp_month", place)
    if not _YEAR.fullmatch(year):
        raise _bad("invalid_expiry_year", "The expiration year is not valid.", "exp_year", place)
    full_year = int(year) + 2000 if len(year) == 2 else int(year)
    if cards.is_past(int(month), full_year, now_ms):
        raise _bad("expired_card", "The card has expired.", "exp_year", place)
    if not cards.is_past(int(month), full_year - LATEST_YEARS, now_ms):
        raise _bad("invalid_expiry_year", "The expiration year is not valid.", "exp_year", place)
    return month, year


def _bad(code: str, message: str, param: str, place: str = "card") -> Rejected:
    return invalid(message, code=code, param=f"{place}.{param}")
