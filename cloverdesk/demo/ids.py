"""Ids and numbers as Clover makes them, from a seed and a counter, so that the same store always gets the same ones."""

import random
from datetime import UTC, datetime
from hashlib import blake2b

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O, U: none was ever seen in an id."""
ID_LENGTH = 13
TOKEN_LENGTH = 19
_MIXED = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BYTE_TO_ID = (ALPHABET * 8).encode()


def many_ids(rng: random.Random, count: int) -> list[str]:
    """`count` object ids; one call for all of them, because a large seed needs hundreds of thousands."""
    text = rng.randbytes(count * ID_LENGTH).translate(_BYTE_TO_ID).decode("ascii")
    return [text[start : start + ID_LENGTH] for start in range(0, len(text), ID_LENGTH)]


def object_id(salt: str, number: int) -> str:
    """The object id of the `number`th object of a store."""
    return _digest(salt, "id", number)[:ID_LENGTH].translate(_BYTE_TO_ID).decode("ascii")


def token_id(salt: str, number: int) -> str:
    """A single-pay token, as the sandbox writes them."""
    digest = _digest(salt, "token", number)
    return "clv_1TSTS" + "".join(_MIXED[byte % len(_MIXED)] for byte in digest[:TOKEN_LENGTH])


def ref_num(day: str, number: int) -> str:
    """A gateway reference: 12 digits, year digit and day of the year (`day_code`) before a running number."""
    return f"{day}{number % 100_000_000:08d}"


def day_code(moment_ms: int) -> str:
    """Last digit of the year and day of the year, such as 4162."""
    return datetime.fromtimestamp(moment_ms // 1000, tz=UTC).strftime("%Y%j")[3:]


def auth_code(number: int) -> str:
    """An authorization code such as OK4127."""
    return f"OK{number % 10_000:04d}"


def _digest(salt: str, kind: str, number: int) -> bytes:
    return blake2b(f"{salt}/{kind}/{number}".encode(), digest_size=32).digest()
