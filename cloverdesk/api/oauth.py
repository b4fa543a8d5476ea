"""Clover's OAuth v2 as a desktop app speaks it (accounts.md, section 7): PKCE, the sign-in page, codes and refresh tokens."""

import base64
import hashlib
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Self, TypeVar
from urllib.parse import quote, urlencode

import msgspec

from cloverdesk.api.addresses import host_of
from cloverdesk.api.environments import hosts_for
from cloverdesk.api.errors import (
    ApiError,
    NameUnknown,
    NotOfToday,
    NotSignedIn,
    NotTrusted,
    RateLimited,
    ServerTrouble,
    Unreachable,
)
from cloverdesk.api.exchange import Answer, Call, NothingSent, NoWholeAnswer, Patience
from cloverdesk.api.no_answers import no_answer
from cloverdesk.api.verdicts import bad_answer, where
from cloverdesk.api.wire import UNREADABLE
from cloverdesk.domain.addresses import TOGETHER, HostsApart
from cloverdesk.domain.environment import Environment
from cloverdesk.domain.errors import ExitCode
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.sign_in import App, TokenPair

if TYPE_CHECKING:
    from cloverdesk.api.http import HttpClient

log = logging.getLogger(__name__)

AUTHORIZE = "/oauth/v2/authorize"
EXCHANGE, REFRESH = "exchangeCode", "refreshTokens"
RECOVER, MIGRATE = "recoverTokens", "migrateLegacyToken"
_PATHS: Mapping[str, str] = MappingProxyType(
    {
        EXCHANGE: "/oauth/v2/token",
        REFRESH: "/oauth/v2/refresh",
        RECOVER: "/oauth/v2/recovery",
        MIGRATE: "/oauth/token/migrate_v2",
    }
)
_WEB: Mapping[Environment, str] = MappingProxyType(
    {Environment.SANDBOX: "https://sandbox.dev.clover.com", Environment.LIVE: "https://www.clover.com"}
)
_PATIENCE = Patience(connect=10, silence=20, whole=30)
"""A window that is being closed waits for this."""
_REFUSALS = frozenset({400, 401, 403})


class CodeRefused(ApiError):
    """Clover does not take an authorization code: it is wrong, used or too old, or the app is another one. No params."""

    code = "api.code_refused"
    exit_code = ExitCode.NOT_PERMITTED


class SignInEnded(NotSignedIn):
    """The sign-in is over: it was withdrawn or removed, or nobody used it for too long. No params."""

    code = "api.sign_in_ended"


class SignInLost(NotSignedIn):
    """Clover renewed the sign-in, and its answer was lost before it was kept. No params."""

    code = "api.sign_in_lost"


UNUSED: frozenset[type[ApiError]] = frozenset({Unreachable, NameUnknown, NotTrusted, NotOfToday, RateLimited})
"""Failures, by their exact type, after which a refresh token is as good as before."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """What one attempt to sign in is known by: the verifier stays here, its challenge and the state go to the browser."""

    verifier: Secret
    challenge: str
    state: str

    @classmethod
    def make(cls) -> Self:
        """A fresh one, of the system's randomness."""
        verifier = secrets.token_urlsafe(64)
        digest = hashlib.sha256(verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        return cls(Secret(verifier), challenge, secrets.token_urlsafe(24))


def authorize_address(base: str, app: App, challenge: Challenge, *, merchant_id: str = "") -> str:
    """The address for the browser; there is no secret in it. `merchant_id` spares the merchant the choice of a store."""
    asked = {
        "client_id": app.client_id,
        "redirect_uri": app.redirect,
        "response_type": "code",
        "state": challenge.state,
        "code_challenge": challenge.challenge,
        "code_challenge_method": "S256",
    }
    if merchant_id:
        asked["merchant_id"] = merchant_id
    return f"{base}{AUTHORIZE}?{urlencode(asked, quote_via=quote)}"


def web_base(environment: Environment, url: str | None, apart: HostsApart = TOGETHER) -> str:
    """Where the browser goes to sign in. Raises an `AddressProblem` as `hosts_for` does."""
    return _WEB.get(environment) or hosts_for(environment, url, apart).platform


W = TypeVar("W")
Required = Annotated[str, msgspec.Meta(min_length=1)]


class PairWire(msgspec.Struct, frozen=True):
    """A pair as Clover writes it (accounts.yaml, `TokenPair`)."""

    access_token: Required
    access_token_expiration: int = 0
    refresh_token: str = ""
    refresh_token_expiration: int = 0


class CodeWire(msgspec.Struct, frozen=True):
    """A code as Clover writes it (accounts.yaml, `MigrateResponse`)."""

    authorization_code: Required
    expiration: int = 0


_PAIR = msgspec.json.Decoder(PairWire, strict=False)
_CODE = msgspec.json.Decoder(CodeWire, strict=False)


@dataclass(frozen=True, slots=True)
class LegacyCode:
    """An authorization code that Clover gave for an older token, and when it ends (Unix seconds, 0 for not said)."""

    code: Secret
    expires_at: int


class OAuthService:
    """The token service of one environment. Each call has a connection of its own: there is one in half an hour."""

    def __init__(self, base: str, connect: "Callable[[], HttpClient]") -> None:
        """`base` is the address of the platform host; `connect` opens a client for it, which is closed again."""
        self._base = base
        self._connect = connect

    async def exchange(self, client_id: str, code: Secret, verifier: Secret) -> TokenPair:
        """The pair for an authorization code, which works once.

        Raises `CodeRefused`, `RateLimited`, `ServerTrouble`, `BadAnswer` or `Unreachable`.
        """
        told = {"client_id": client_id, "code": code.reveal(), "code_verifier": verifier.reveal()}
        return await self._pair(EXCHANGE, told, CodeRefused)

    async def refresh(self, client_id: str, token: Secret) -> TokenPair:
        """A new pair for a refresh token, which is used up by it.

        Raises `SignInEnded`, and what `exchange` raises. After any of these but `UNUSED` it may be used up as well.
        """
        return await self._pair(
            REFRESH, {"client_id": client_id, "refresh_token": token.reveal()}, SignInEnded
        )

    async def recover(self, client_id: str, client_secret: Secret, token: Secret) -> TokenPair:
        """A new pair for a refresh token whose answer was lost, for apps that have a secret: a desk has none.

        Raises `SignInEnded`, and what `exchange` raises.
        """
        told = {
            "client_id": client_id,
            "client_secret": client_secret.reveal(),
            "recovery_token": token.reveal(),
        }
        return await self._pair(RECOVER, told, SignInEnded)

    async def migrate(
        self, client_id: str, merchant_id: str, token: Secret, challenge: Challenge
    ) -> LegacyCode:
        """An authorization code for a token of the first OAuth, to be exchanged with the verifier of `challenge`.

        Raises `SignInEnded` for a token that Clover does not take, and what `exchange` raises.
        """
        told = {
            "merchant_uuid": merchant_id,
            "app_uuid": client_id,
            "auth_token": token.reveal(),
            "code_challenge": challenge.challenge,
        }
        wire = _decoded(_CODE, await self._answer(MIGRATE, told, SignInEnded))
        return LegacyCode(Secret(wire.authorization_code), wire.expiration)

    async def _pair(
        self, name: str, told: Mapping[str, str], refusal: type[CodeRefused | SignInEnded]
    ) -> TokenPair:
        wire = _decoded(_PAIR, await self._answer(name, told, refusal))
        return TokenPair(
            Secret(wire.access_token),
            Secret(wire.refresh_token),
            wire.access_token_expiration,
            wire.refresh_token_expiration,
        )

    async def _answer(
        self, name: str, told: Mapping[str, str], refusal: type[CodeRefused | SignInEnded]
    ) -> Answer:
        answer = await self._ask(name, told)
        if answer.status == 429:
            raise RateLimited(retry_after=answer.retry_after, **where(answer))
        if answer.status >= 500:
            raise ServerTrouble(**where(answer))
        if answer.status in _REFUSALS and not answer.is_web_page:
            raise refusal(**where(answer))
        if not answer.is_success or answer.is_web_page:
            raise bad_answer(answer)
        return answer

    async def _ask(self, name: str, told: Mapping[str, str]) -> Answer:
        headers = {"content-type": "application/json"}
        url, content = self._base + _PATHS[name], msgspec.json.encode(told)
        call = Call(name, "POST", url, _PATIENCE, headers=headers, content=content)
        client = self._connect()
        try:
            answer = await client.exchange(call)
        except (NothingSent, NoWholeAnswer) as problem:
            log.debug("POST %s %s", _PATHS[name], problem.why.value)
            raise no_answer(name, host_of(self._base), problem.why) from problem
        finally:
            await client.close()
        log.debug("POST %s %s", _PATHS[name], answer.status)
        return answer


def _decoded(decoder: "msgspec.json.Decoder[W]", answer: Answer) -> W:
    """What is in an answer. Raises `BadAnswer`, without a word of it."""
    try:
        return decoder.decode(answer.body)
    except UNREADABLE:
        raise bad_answer(replace(answer, body=b"")) from None  # the decoder's words may quote a token
