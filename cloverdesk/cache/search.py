"""Free words to rows and back: the one module that knows how the engine searches text."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from cloverdesk.domain.money import exponent
from cloverdesk.storage.connection import Connection

# As people call what Clover writes short.
_BRANDS: Mapping[str, str] = MappingProxyType(
    {
        "MC": "mastercard",
        "AMEX": "american express",
        "DINERS_CLUB": "diners",
        "GIFT_CARD": "giftcard",
    }
)
_STATUSES: Mapping[str, str] = MappingProxyType({"canceled": "cancelled", "succeeded": "given back"})

_WORD = re.compile(r'"([^"]*)"?|(\S+)')
_LONGEST_TEXT = 200
_PLAIN = re.compile(r"\$?(\d{1,9})(?:[.,](\d{1,3}))?")
_GROUPED = re.compile(r"\$?(\d{1,3}(?:,\d{3})+)(?:\.(\d{1,3}))?")

CHARGE_SAYS = (
    "key",
    "id",
    "order_id",
    "external_reference_id",
    "brand",
    "last4",
    "customer_name",
    "state",
    "currency",
    "amount_minor",
    "captured_minor",
    "tip_minor",
)
"""Columns of a charge that its words are made of."""

REFUND_SAYS = (
    "key",
    "id",
    "charge_id",
    "external_reference_id",
    "status",
    "reason",
    "currency",
    "amount_minor",
)
"""Columns of a refund that its words are made of."""


def remember_charges(connection: Connection, rows: Sequence[Sequence[Any]]) -> None:
    """Bring the words of charges up to date; `rows` hold `CHARGE_SAYS`."""
    words = []
    for key, one, order, reference, brand, last4, customer, state, currency, amount, captured, tip in rows:
        card = f"{brand} {_BRANDS.get(brand, '')} {last4}"
        exact = {_state(state), *(_token(each, currency) for each in (amount, captured or amount + tip))}
        words.append((key, f"{one} {order} {reference}", card, customer, state, " ".join(exact)))
    columns = ("rowid", "id", "card", "customer", "state", "exact")
    connection.insert_many("charge_words", columns, words, replace=True)


def remember_refunds(connection: Connection, rows: Sequence[Sequence[Any]]) -> None:
    """Bring the words of refunds up to date; `rows` hold `REFUND_SAYS`."""
    words = [
        (
            key,
            f"{one} {charge} {reference}",
            f"{status} {_STATUSES.get(status, '')}",
            reason,
            _token(amount, currency),
        )
        for key, one, charge, reference, status, reason, currency, amount in rows
    ]
    connection.insert_many("refund_words", ("rowid", "id", "state", "reason", "exact"), words, replace=True)


def expression(text: str, states: Sequence[str] = ()) -> str:
    """What the engine looks for: every word of `text`, and one of `states`. "" where `text` holds no word."""
    found = (quoted or plain for quoted, plain in _WORD.findall(text[:_LONGEST_TEXT].replace("\0", " ")))
    words = [_word(word) for word in found if any(map(str.isalnum, word))]
    if words and states:
        words.append(f"({' OR '.join(_exact(_state(state)) for state in states)})")
    return " AND ".join(words)


def _word(word: str) -> str:
    written = word.replace('"', " ")
    ways = (f'- {{exact}} : "{written}" *', *map(_exact, _amounts(word)))
    return f"({' OR '.join(ways)})"


def _exact(token: str) -> str:
    return f'{{exact}} : "{token}"'


def _state(state: str) -> str:
    """A state as one word: `refunded` must not find what is partly refunded."""
    return state.replace("_", "")


def _amounts(word: str) -> list[str]:
    """The amounts that `word` may mean: `1,234` is one thousand or one and a bit."""
    found = (_PLAIN.fullmatch(word), _GROUPED.fullmatch(word))
    return sorted({_joined(match[1].replace(",", ""), match[2] or "") for match in found if match})


def _token(minor: int, currency: str) -> str:
    """An amount as one word without marks: 49.99 is `49p99`, 50.00 is `50`, in any currency."""
    decimals = exponent(currency)
    digits = str(abs(minor)).rjust(decimals + 1, "0")
    return _joined(digits[: len(digits) - decimals], digits[len(digits) - decimals :])


def _joined(whole: str, part: str) -> str:
    part = part.rstrip("0")
    return f"{whole.lstrip('0') or '0'}{'p' if part else ''}{part}"
