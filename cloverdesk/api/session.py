"""The desk's one door to Clover: reads that may be repeated, and money calls that never are."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from cloverdesk.api.addresses import checked, host_of
from cloverdesk.api.errors import (
    ApiError,
    BadAnswer,
    NoAnswer,
    NotTrusted,
    OutcomeUnknown,
    ProxyRefused,
    RateLimited,
    TokenUnusable,
    Unreachable,
)
from cloverdesk.api.exchange import (
    MONEY_PATIENCE,
    READ_PATIENCE,
    Answer,
    Call,
    Hindrance,
    NothingSent,
    NoWholeAnswer,
    Patience,
)
from cloverdesk.api.limits import DEFAULT_LIMITS, Limiter, Limits
from cloverdesk.api.retry import TRIES, TRIES_WHILE_SOMEBODY_WAITS, with_retries
from cloverdesk.api.verdicts import bad_answer, money_failure, read_failure
from cloverdesk.domain.clock import Clock
from cloverdesk.domain.redact import redact
from cloverdesk.domain.secret import Secret

if TYPE_CHECKING:
    import httpx  # imported when a session is built, not before: it takes longer than a whole `--version`

log = logging.getLogger(__name__)

Params = Mapping[str, str | int]
_NO_PARAMS: Params = {}
_PAUSE_UNLESS_TOLD = 1.0  # seconds; payments.md, section 10


@dataclass(frozen=True, slots=True)
class Hosts:
    """Base addresses without a trailing slash: charges, orders, refunds and keys; tokens; the platform API."""

    ecommerce: str
    token: str
    platform: str


@dataclass(frozen=True, slots=True)
class Credentials:
    """What signs the desk in: the bearer, the `apikey` of the token host, and the platform's bearer where it differs."""

    private: Secret
    public: Secret | None = None
    platform: Secret | None = None


class ApiSession:
    """One signed-in line to Clover. Belongs to the event loop that uses it; may be built on another thread."""

    def __init__(
        self,
        hosts: Hosts,
        credentials: Credentials,
        *,
        clock: Clock,
        user_agent: str,
        transport: "httpx.AsyncBaseTransport | None" = None,
        limits: Limits = DEFAULT_LIMITS,
        forwarded_for: str | None = None,
        read_patience: Patience = READ_PATIENCE,
        money_patience: Patience = MONEY_PATIENCE,
    ) -> None:
        """Raises an `AddressProblem`, `TokenUnusable` or `ProxyUnusable`. Without `transport`, sockets are used.

        `forwarded_for` goes with money calls as `x-forwarded-for`; none is made up.
        """
        from cloverdesk.api.http import HttpClient

        urls = [checked(url) for url in (hosts.ecommerce, hosts.token, hosts.platform)]
        self._base = urls[0]
        self._host = host_of(self._base)
        self._clock = clock
        self._limiter = Limiter(limits, clock)
        self._read_patience = read_patience
        self._money_patience = money_patience
        self._money_headers = {"content-type": "application/json"}
        if forwarded_for:
            self._money_headers["x-forwarded-for"] = forwarded_for
        headers = {
            "authorization": f"Bearer {_header_text(credentials.private)}",
            "user-agent": user_agent,
            "accept": "application/json",
        }
        self._http = HttpClient(urls, headers, transport)

    async def read(self, path: str, params: Params = _NO_PARAMS, *, interactive: bool = False) -> Answer:
        """GET `path`: a 2xx with a body. Tried again while that may help; somebody waits for `interactive` ones.

        Raises any `ApiError` but `OutcomeUnknown` and `CardDeclined`.
        """
        call = Call(f"GET {path}", "GET", self._base + path, self._read_patience, params)
        tries = TRIES_WHILE_SOMEBODY_WAITS if interactive else TRIES
        attempt = partial(self._read_once, call, path, interactive=interactive)
        return await with_retries(attempt, self._clock, tries=tries)

    async def send_money(
        self, operation: str, path: str, body: Mapping[str, object], *, idempotency_key: str
    ) -> Answer:
        """POST `path` exactly once, whatever happens. `operation` is the name for failures. Returns any 2xx.

        Raises `CardDeclined`, `Refused`, `RateLimited`, `NotSignedIn`, `NotAllowed`, `Unreachable` (not one byte left)
        or `OutcomeUnknown` (all else). A cancellation passes through: it settles nothing.
        """
        call = Call(
            operation,
            "POST",
            self._base + path,
            self._money_patience,
            headers=self._money_headers | {"idempotency-key": idempotency_key},
            content=msgspec.json.encode(body),
        )
        async with self._limiter.turn(operation, interactive=True):
            answer = await self._send_once(call, path)
        if answer.is_success:
            return answer
        raise self._noted(money_failure(answer))

    async def close(self) -> None:
        """Close every connection; may be called twice."""
        await self._http.close()

    async def _read_once(self, call: Call, path: str, *, interactive: bool) -> Answer:
        async with self._limiter.turn(call.name, interactive=interactive):
            try:
                answer = await self._http.exchange(call)
            except (NothingSent, NoWholeAnswer) as problem:
                self._note(call, path, problem.why.value)
                raise self._no_answer(call, problem.why) from problem
        self._note(call, path, answer.status)
        if not answer.is_success:
            raise self._noted(read_failure(answer, self._host))
        if not answer.body.strip() or answer.is_web_page:
            raise bad_answer(answer)
        return answer

    async def _send_once(self, call: Call, path: str) -> Answer:
        try:
            answer = await self._http.exchange(call)
        except NothingSent as problem:
            self._note(call, path, problem.why.value)
            raise self._no_answer(call, problem.why) from problem
        except Exception as problem:  # whatever it was, a byte may have left
            why = problem.why.value if isinstance(problem, NoWholeAnswer) else type(problem).__name__
            self._note(call, path, why)
            raise OutcomeUnknown(why=why, operation_name=call.name) from problem
        self._note(call, path, answer.status)
        return answer

    def _no_answer(self, call: Call, why: Hindrance) -> ApiError:
        match why:
            case Hindrance.NO_CONNECTION:
                return Unreachable(host=self._host, operation_name=call.name)
            case Hindrance.NOT_TRUSTED:
                return NotTrusted(host=self._host, operation_name=call.name)
            case Hindrance.PROXY:
                return ProxyRefused(host=self._host, operation_name=call.name)
            case Hindrance.TIMEOUT | Hindrance.CUT:
                return NoAnswer(host=self._host, operation_name=call.name)
            case Hindrance.TOO_LARGE | Hindrance.GARBLED:
                return BadAnswer(excerpt=why.value, operation_name=call.name, status=200)

    def _noted(self, failure: ApiError) -> ApiError:
        if isinstance(failure, RateLimited):
            self._limiter.pause(failure.retry_after or _PAUSE_UNLESS_TOLD)
        return failure

    def _note(self, call: Call, path: str, end: int | str) -> None:
        if log.isEnabledFor(logging.DEBUG):
            log.debug("%s", redact(f"{call.method} {path} {end}"))


def _header_text(token: Secret) -> str:
    """The token, if it can stand in a header: an exception of the HTTP library would spell it out."""
    text = token.reveal()
    if not text or not text.isascii() or not text.isprintable() or " " in text:
        raise TokenUnusable
    return text
