"""What goes to Clover and what comes back, as values: the seam between the session and the HTTP library."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

LARGEST_BODY = 8_000_000
"""Bytes. A page of 100 charges has about 60 kB; whatever is larger than this is no answer of Clover's."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: for a connection, for the next byte, and for the whole answer."""

    connect: float
    silence: float
    whole: float


READ_PATIENCE = Patience(connect=10, silence=30, whole=60)
MONEY_PATIENCE = Patience(connect=10, silence=60, whole=120)


@dataclass(frozen=True, slots=True)
class Call:
    """One HTTP request. `name` is what failures call it; it does not show its secrets.

    One that must be `alone` has a connection of its own: one that was kept may be dying, and that shows only when the
    request has left, or hold an answer that belongs to nobody.
    """

    name: str
    method: str
    url: str
    patience: Patience
    params: Mapping[str, str | int | list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    content: bytes | None = field(default=None, repr=False)
    alone: bool = False


@dataclass(frozen=True, slots=True)
class LimitHit:
    """Which limit a 429 was for: calls at once, or a second; `most` is how many it allows, None where it does not say."""

    at_once: bool
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole HTTP answer. `retry_after` is in seconds, None where the answer names none; `name` is the call's.

    `limit_hit` is set on a 429.
    """

    name: str
    status: int
    body: bytes = field(repr=False)
    content_type: str = ""
    request_id: str = ""
    retry_after: float | None = None
    limit_hit: LimitHit | None = None

    @property
    def is_success(self) -> bool:
        """Whether the status is a 2xx."""
        return 200 <= self.status < 300

    @property
    def is_web_page(self) -> bool:
        """Whether this is a page for people: Clover's API never answers with one, proxies and sign-in pages do."""
        return "html" in self.content_type or self.body.lstrip()[:1] == b"<"


class Hindrance(Enum):
    """Why there is no answer. The first four come before the first byte of the request."""

    NO_CONNECTION = "no connection"
    NAME_UNKNOWN = "name unknown"
    NOT_TRUSTED = "not trusted"
    NOT_OF_TODAY = "not of today"
    PROXY = "proxy"
    TIMEOUT = "timeout"
    CUT = "cut"
    TOO_LARGE = "too large"
    GARBLED = "garbled"


class NothingSent(Exception):
    """No connection: not one byte of the request left."""

    def __init__(self, why: Hindrance) -> None:
        super().__init__(why.value)
        self.why = why


class NoWholeAnswer(Exception):
    """The request may have left, and no whole answer came back."""

    def __init__(self, why: Hindrance) -> None:
        super().__init__(why.value)
        self.why = why
