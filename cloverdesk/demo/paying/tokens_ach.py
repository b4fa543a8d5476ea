"""Tokens of bank accounts. Numbers are looked at, and their last four digits kept; nothing of the person is."""

import re

from cloverdesk.demo.paying.sources import Kind
from cloverdesk.demo.paying.tokens import NewToken, Part

_ACCOUNT = re.compile(r"[0-9]{10,12}", re.ASCII)
_ROUTING = re.compile(r"[0-9]{9}", re.ASCII)
_LONGEST_ENCRYPTED = 2000
_CHOICES = {
    "check_type": ("personal_check", "corporate_check"),
    "account_type": ("checking", "savings"),
    "customer_id_type": ("driver_license", "ssn", "tax_id", "military_id"),
}
_NAMES = {"personal_check": ("first_name", "last_name"), "corporate_check": ("business_name",)}
_NEEDED = (
    "customer_id_state",
    "customer_id",
    "phone",
    "address_line1",
    "address_city",
    "address_state",
    "address_zip",
)
_OPTIONAL = ("session_id", "address_line2", "address_country")


def read(part: Part, agreement: object) -> NewToken:
    """A token of a bank account. Raises `Rejected` for the first member that is missing or wrong."""
    shown = {**_account(part), "routing_last4": _routing(part)}
    for name, allowed in _CHOICES.items():
        part.choice(name, *allowed)
    for name in (*_NEEDED, *_NAMES[part.text("check_type")]):
        part.text(name)
    for name in _OPTIONAL:
        if name in part:
            part.text(name)
    part.email("email")
    if not isinstance(agreement, dict) or not agreement:
        raise part.wrong("agreement")
    return NewToken("ach", shown, {"kind": Kind.ACH})


def _account(part: Part) -> dict[str, str]:
    """The last four digits; none of a number that came encrypted, which this store has no key for."""
    if part.flag("encrypted"):
        part.text("bank_account_number", longest=_LONGEST_ENCRYPTED)
        return {}
    number = part.text("bank_account_number")
    if not _ACCOUNT.fullmatch(number):
        raise part.wrong("bank_account_number")
    return {"account_last4": number[-4:]}


def _routing(part: Part) -> str:
    number = part.text("bank_routing_number")
    if not _ROUTING.fullmatch(number):
        raise part.wrong("bank_routing_number")
    return number[-4:]
