"""What signs a call in: which credential each of Clover's hosts wants, and what may be done when one is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from cloverdesk.api.errors import NotSignedIn, TokenMissing, TokenUnusable
from cloverdesk.domain.errors import DeskError
from cloverdesk.domain.secret import Secret


class Door(Enum):
    """One of Clover's hosts, by what is asked there."""

    ECOMMERCE = "ecommerce"
    TOKEN = "token"  # noqa: S105 - the name of a host
    PLATFORM = "platform"
    RECURRING = "recurring"
    GIFT_CARDS = "gift_cards"
    """The same host as `ECOMMERCE`. Which bearer it wants for gift cards, Clover's own pages tell differently."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What signs the desk in: the bearer, the `apikey` of the token host, and the platform's bearer where it differs."""

    private: Secret
    public: Secret | None = None
    platform: Secret | None = None


class Auth(Protocol):
    """The sign-in of one profile."""

    async def headers(self, door: Door) -> Mapping[str, str]:
        """What a call to `door` carries. Raises `TokenMissing`, `TokenUnusable`, or what renewing a sign-in raises."""

    async def renew(self, door: Door, refused: Mapping[str, str]) -> bool:
        """Whether there is another credential than the `refused` headers had, after Clover answered them with 401.

        Raises what renewing a sign-in raises.
        """

    def vouches_for(self, refused: Mapping[str, str]) -> bool:
        """Whether the credential of these headers is good for certain: a 401 can only be a permission that it lacks."""


class FixedTokens:
    """Tokens that were pasted in: nothing can be renewed."""

    def __init__(self, credentials: Credentials) -> None:
        """Raises `TokenUnusable` for a token that cannot stand in a header."""
        private, public = bearer(credentials.private), credentials.public
        platform = bearer(credentials.platform) if credentials.platform else private
        self._headers = dict.fromkeys((Door.ECOMMERCE, Door.RECURRING, Door.GIFT_CARDS), private)
        self._headers[Door.PLATFORM] = platform
        if public:
            self._headers[Door.TOKEN] = api_key(public)

    async def headers(self, door: Door) -> Mapping[str, str]:
        """The token that was pasted for `door`. Raises `TokenMissing`."""
        if door not in self._headers:
            raise TokenMissing
        return self._headers[door]

    async def renew(self, _door: Door, _refused: Mapping[str, str]) -> bool:
        """Never: there is nothing to renew them with."""
        return False

    def vouches_for(self, _refused: Mapping[str, str]) -> bool:
        """Never: somebody may have withdrawn them."""
        return False


def not_sent(problem: DeskError, name: str) -> NotSignedIn:
    """The failure of the money call `name`, of which nothing left because of `problem`, in the words of that."""
    failure = NotSignedIn(operation_name=name)
    failure.failure = problem.failure
    return failure


def api_key(public: Secret) -> Mapping[str, str]:
    """How the public key goes to the token host."""
    return {"apikey": header_text(public)}


def header_text(token: Secret) -> str:
    """The token, if it can stand in a header: an exception of the HTTP library would spell it out."""
    text = token.reveal()
    if not text or not text.isascii() or not text.isprintable() or " " in text:
        raise TokenUnusable
    return text


def bearer(token: Secret) -> Mapping[str, str]:
    """How any other token goes to Clover. Raises `TokenUnusable`."""
    return {"authorization": f"Bearer {header_text(token)}"}
