"""What the card page ends with, checked: a token with what may be shown of it, or nothing at all."""

import json
import re
from typing import Any

from cloverdesk.app.local_server import Request
from cloverdesk.domain.card_entry import CardEntryRequest
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.tokens import Token, TokenKind

LARGEST = 4096
"""Bytes of it."""
_TOKEN = re.compile(r"[A-Za-z][0-9A-Za-z_.-]{7,127}", re.ASCII)
"""Begins with a letter: a number is never taken for a token."""
_SHOWN = {
    "brand": re.compile(r"[A-Za-z][A-Za-z _-]{0,31}", re.ASCII),
    "first6": re.compile(r"\d{6}", re.ASCII),
    "last4": re.compile(r"\d{4}", re.ASCII),
    "account_last4": re.compile(r"\d{4}", re.ASCII),
    "routing_last4": re.compile(r"\d{4}", re.ASCII),
    "exp_month": re.compile(r"\d{1,2}", re.ASCII),
    "exp_year": re.compile(r"\d{2}|\d{4}", re.ASCII),
}
"""What is taken of the rest, by its shape; anything else may be missing as well."""


class Unusable(Exception):
    """Nothing that our page sends."""


def token_of(asked: Request, request: CardEntryRequest) -> Token | None:
    """The token that the page hands over; None if somebody cancelled. Raises `Unusable`."""
    if asked.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Unusable
    try:
        told = json.loads(asked.body)
    except (ValueError, RecursionError):
        raise Unusable from None  # the parser's own words would quote it
    if not isinstance(told, dict):
        raise Unusable
    if told.get("cancelled") is True:
        return None
    token = told.get("token")
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        raise Unusable
    if request.saves and told.get("agreed") is not True:
        raise Unusable
    return _token(Secret(token), request.kind, told.get("shown"))


def _token(token_id: Secret, kind: TokenKind, told: Any) -> Token:
    found = told if isinstance(told, dict) else {}
    shown = {
        name: str(found[name]) if shape.fullmatch(str(found.get(name, ""))) else ""
        for name, shape in _SHOWN.items()
    }
    return Token(
        token_id,
        kind,
        brand=shown["brand"],
        first6=shown["first6"],
        last4=shown["last4"] or shown["account_last4"],
        exp_month=shown["exp_month"],
        exp_year=shown["exp_year"],
        routing_last4=shown["routing_last4"],
    )
