"""A value that may be used but never shown: tokens and keys travel in it, so that no log or traceback can spell them."""

import hmac
from typing import NoReturn

from cloverdesk.domain.redact import MASK


class Secret:
    """Text that prints masked. Two secrets are equal if their texts are; they cannot be pickled, copied or encoded."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, for the one place that needs it."""
        return self._text

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._text.encode(), other._text.encode())

    def __hash__(self) -> int:
        return hash((Secret, self._text))

    def __reduce__(self) -> NoReturn:
        msg = "a secret does not leave the process"
        raise TypeError(msg)
