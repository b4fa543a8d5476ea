"""What a person may choose about taking cards, where Clover's own pages leave it open."""

import re
from enum import Enum
from urllib.parse import urlsplit

from cloverdesk.domain.addresses import is_loopback

_LONGEST_ADDRESS = 500
_ADDRESS = re.compile(r"https?://[0-9A-Za-z.:\[\]-]+(/[0-9A-Za-z._~/-]*)?", re.ASCII)


class GiftCardBearer(Enum):
    """Which of a store's tokens signs calls about gift cards: Clover's pages differ (accounts.md, section 6)."""

    PRIVATE = "private"
    """As every other call of the store: the private token, or the sign-in."""
    PUBLIC = "public"
    """The API access key, with which cards are turned into tokens."""


class CardPageHost(Enum):
    """How the card page's address names this computer. Google's reCAPTCHA, which Clover's fields may use, judges by it."""

    ADDRESS = "127.0.0.1"
    NAME = "localhost"


def is_checkout(text: str) -> bool:
    """Whether this can be where Clover's fields come from: https anywhere, http on this computer only."""
    if len(text) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a broken address
        return False
    return usable and (parts.scheme == "https" or is_loopback(parts.hostname or ""))
