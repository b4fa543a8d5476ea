"""Card numbers: Clover's published test cards, what each does, and what makes a number, a brand or a date valid."""

from collections.abc import Mapping
from datetime import UTC, datetime

APPROVE, DECLINE, EXPIRED = "approve", "decline", "expired"
THREEDS_FRICTIONLESS, THREEDS_CHALLENGE, THREEDS_FAILED = "frictionless", "challenge", "failed"
BRANDS = ("VISA", "MC", "AMEX", "DISCOVER", "DINERS_CLUB", "JCB")

TEST_CARDS: Mapping[str, str] = {
    "4242424242424242": APPROVE,
    "4000056655665556": APPROVE,
    "378282246310005": APPROVE,
    "371449635398431": APPROVE,
    "30569309025904": APPROVE,
    "38520000023237": APPROVE,
    "3566002020360505": APPROVE,
    "6011361000006668": APPROVE,
    "6011000990139424": APPROVE,
    "4761530001111126": APPROVE,
    "5204245250003294": APPROVE,
    "375186917371340": APPROVE,
    "6011000050617475": APPROVE,
    "4001230000000129": APPROVE,
    "4811326490014875": APPROVE,
    "4043130007524792": APPROVE,
    "4264281511112228": APPROVE,
    "5123459046058920": APPROVE,
    "4005578003333335": DECLINE,
    "4005571702222222": DECLINE,
    "4264281511117771": DECLINE,
    "5424180273333333": DECLINE,
    "375987654000004": DECLINE,
}
"""Number to behaviour when charged without 3DS. A partial approval by the gateway is a decline here."""

THREEDS_CARDS: Mapping[str, str] = {
    "4242424242424242": THREEDS_FRICTIONLESS,
    "4001230000000129": THREEDS_FRICTIONLESS,
    "4811326490014875": THREEDS_CHALLENGE,
    "4043130007524792": THREEDS_CHALLENGE,
    "4264281511112228": THREEDS_FAILED,
    "5123459046058920": THREEDS_FAILED,
}
"""What asking the cardholder's bank leads to, where a charge wants 3DS; other cards pass without a challenge."""
_THREEDS = {(number[:6], number[-4:]): outcome for number, outcome in THREEDS_CARDS.items()}

_BEHAVIOURS = {(number[:6], number[-4:]): behaviour for number, behaviour in TEST_CARDS.items()}

_PREFIXES: tuple[tuple[int, int, int, str], ...] = (
    (1, 4, 4, "VISA"),
    (2, 51, 55, "MC"),
    (4, 2221, 2720, "MC"),
    (2, 34, 34, "AMEX"),
    (2, 37, 37, "AMEX"),
    (4, 6011, 6011, "DISCOVER"),
    (2, 65, 65, "DISCOVER"),
    (3, 644, 649, "DISCOVER"),
    (3, 300, 305, "DINERS_CLUB"),
    (2, 36, 36, "DINERS_CLUB"),
    (2, 38, 39, "DINERS_CLUB"),
    (4, 3528, 3589, "JCB"),
)
"""Digits looked at, first and last value, brand."""


def behaviour(first6: str, last4: str) -> str:
    """What a charge of the card does; a card that nobody published approves."""
    return _BEHAVIOURS.get((first6, last4), APPROVE)


def threeds(first6: str, last4: str) -> str:
    """What 3DS leads to with the card."""
    return _THREEDS.get((first6, last4), THREEDS_FRICTIONLESS)


def brand_of(number: str) -> str | None:
    """The brand by the first digits, or None."""
    for digits, first, last, brand in _PREFIXES:
        if first <= int(number[:digits]) <= last:
            return brand
    return None


def is_number(digits: str) -> bool:
    """Whether the check digit is right. The published test cards count as valid whatever theirs is."""
    if digits in TEST_CARDS:
        return True
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def is_past(month: int, year: int, now_ms: int) -> bool:
    """Whether a card that expires at the end of that month has expired."""
    today = datetime.fromtimestamp(now_ms // 1000, tz=UTC)
    return (year, month) < (today.year, today.month)
