"""`/v1/tokens`: a card becomes a source that can be charged once. Its number is looked at and never kept."""

import re

from cloverdesk.demo import cards
from cloverdesk.demo.calls import Answer, Call, Credential, Operation
from cloverdesk.demo.errors import Rejected, invalid
from cloverdesk.demo.fields import Fields
from cloverdesk.demo.sources import FRESH, Kind
from cloverdesk.demo.store import TOKEN

LATEST_YEARS = 50
_DIGITS = re.compile(r"[0-9]{12,19}", re.ASCII)
_CVV = re.compile(r"[0-9]{3,4}", re.ASCII)
_MONTH = re.compile(r"0?[1-9]|1[0-2]", re.ASCII)
_YEAR = re.compile(r"[0-9]{2}|[0-9]{4}", re.ASCII)
_KINDS = ("card", "ach", "gift_card", "external_token")
_ECHOED = (
    "name",
    "address_line1",
    "address_line2",
    "address_city",
    "address_state",
    "address_zip",
    "address_country",
)


def create_token(call: Call) -> Answer:
    """A single-pay token for a card."""
    kinds = [kind for kind in _KINDS if kind in call.body]
    if len(kinds) != 1:
        raise invalid("Please provide exactly one of card, ach, gift_card and external_token.")
    if kinds != ["card"]:
        msg = f"The merchant is not set up for {kinds[0]}."
        raise invalid(msg, param=kinds[0])
    given = Fields(call.fields.member("card"), text_amounts=True)
    card = read_card(given, call.store.now_ms())
    token = call.store.new_token()
    facts = {"kind": Kind.CARD, "behaviour": _behaviour(card)}
    kept = {"id": token, "card": card}
    call.store.add(TOKEN, kept, created=call.store.now_ms(), status=FRESH, facts=facts)
    return Answer.json({"id": token, "object": "token", "card": card})


def read_card(given: Fields, now_ms: int) -> dict[str, str]:
    """What of a card is kept and shown. Raises `Rejected` for what Clover finds out before it is charged."""
    first6, last4, brand = _number(given)
    month, year = _expiry(given, now_ms)
    if not _CVV.fullmatch(given.text("cvv") or ""):
        raise _bad("invalid_cvc", "The security code is not valid.", "cvv")
    named = given.text("brand") or brand
    if named not in cards.BRANDS:
        raise invalid("The card brand is not recognized.", code="invalid_card_type")
    card = {"exp_month": month, "exp_year": year, "first6": first6, "last4": last4, "brand": named}
    for name in _ECHOED:
        value = given.text(name, longest=255)
        if value is not None:
            card[name] = value
    return card


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


def _expiry(given: Fields, now_ms: int) -> tuple[str, str]:
    """Month and year as they came."""
    month, year = given.text("exp_month") or "", given.text("exp_year") or ""
    if not _MONTH.fullmatch(month):
        raise _bad("invalid_expiry_month", "The expiration month is not valid.", "exp_month")
    if not _YEAR.fullmatch(year):
        raise _bad("invalid_expiry_year", "The expiration year is not valid.", "exp_year")
    full_year = int(year) + 2000 if len(year) == 2 else int(year)
    if cards.is_past(int(month), full_year, now_ms):
        raise _bad("expired_card", "The card has expired.", "exp_year")
    if not cards.is_past(int(month), full_year - LATEST_YEARS, now_ms):
        raise _bad("invalid_expiry_year", "The expiration year is not valid.", "exp_year")
    return month, year


def _behaviour(card: dict[str, str]) -> str:
    return cards.behaviour(card["first6"], card["last4"])


def _bad(code: str, message: str, param: str) -> Rejected:
    return invalid(message, code=code, param=f"card.{param}")


OPERATIONS = (Operation("createToken", "POST", "/v1/tokens", create_token, credential=Credential.PUBLIC_KEY),)
