"""The desk's one door to Clover: reads that may be repeated, writes that may not, and money calls that never are."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from cloverdesk.api.addresses import checked, host_of
from cloverdesk.api.auth import Auth, Credentials, Door, FixedTokens, api_key
from cloverdesk.api.errors import (
    ApiError,
    BadAnswer,
    NoAnswer,
    NotSignedIn,
    NotTrusted,
    OutcomeUnknown,
    ProxyRefused,
    RateLimited,
    TokenMissing,
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
from cloverdesk.api.keys import PATH as KEY_PATH
from cloverdesk.api.keys import public_key_of
from cloverdesk.api.limits import DEFAULT_LIMITS, Limiter, Limits
from cloverdesk.api.retry import TRIES, TRIES_WHILE_SOMEBODY_WAITS, with_retries
from cloverdesk.api.verdicts import bad_answer, money_failure, read_failure, write_failure
from cloverdesk.domain.clock import Clock
from cloverdesk.domain.redact import redact

if TYPE_CHECKING:
    import httpx  # imported when a session is built, not before: it takes longer than a whole `--version`

log = logging.getLogger(__name__)

Params = Mapping[str, str | int | list[str]]
Body = Mapping[str, object]
_NO_PARAMS: Params = {}
_JSON = {"content-type": "application/json"}
_PAUSE_UNLESS_TOLD = 1.0  # seconds; payments.md, section 10


@dataclass(frozen=True, slots=True)
class Hosts:
    """Base addresses without a trailing slash: charges, orders, refunds and keys; tokens; the platform API; plans.

    `recurring` is the platform's where it is "".
    """

    ecommerce: str
    token: str
    platform: str
    recurring: str = ""


class ApiSession:
    """One signed-in line to Clover. Belongs to the event loop that uses it; may be built on another thread."""

    def __init__(
        self,
        hosts: Hosts,
        credentials: "Credentials | Auth",
        *,
        clock: Clock,
        user_agent: str,
        merchant_id: str = "",
        transport: "httpx.AsyncBaseTransport | None" = None,
        limits: Limits = DEFAULT_LIMITS,
        forwarded_for: str | None = None,
        read_patience: Patience = READ_PATIENCE,
        money_patience: Patience = MONEY_PATIENCE,
    ) -> None:
        """Raises an `AddressProblem`, `TokenUnusable` or `ProxyUnusable`. Without `transport`, sockets are used.

        `merchant_id` stands in the paths of the platform API and goes with calls about plans. `forwarded_for` goes with
        money calls as `x-forwarded-for`; none is made up.
        """
        from cloverdesk.api.http import HttpClient

        recurring = hosts.recurring or hosts.platform
        named = (hosts.ecommerce, hosts.token, hosts.platform, recurring)
        self._bases = dict(zip(Door, map(checked, named), strict=True))
        self.merchant_id = merchant_id
        self._auth = FixedTokens(credentials) if isinstance(credentials, Credentials) else credentials
        self._clock = clock
        self.limiter = Limiter(limits, clock)
        self._read_patience = read_patience
        self._money_patience = money_patience
        self._public: Mapping[str, str] | None = None
        self._money_headers = _JSON | ({"x-forwarded-for": forwarded_for} if forwarded_for else {})
        headers = {"user-agent": user_agent, "accept": "application/json"}
        self._http = HttpClient(list(self._bases.values()), headers, transport)

    async def read(
        self,
        path: str,
        params: Params = _NO_PARAMS,
        *,
        door: Door = Door.ECOMMERCE,
        interactive: bool = False,
    ) -> Answer:
        """GET `path`: a 2xx with a body. Tried again while that may help; somebody waits for `interactive` ones.

        Raises any `ApiError` but `OutcomeUnknown` and `CardDeclined`.
        """
        call = self._call(f"GET {path}", "GET", path, door, self._read_patience, params=params)
        answer = await self._repeated(self._read_once, call, door, interactive=interactive)
        if not answer.body.strip() or answer.is_web_page:
            raise bad_answer(answer)
        return answer

    async def write(
        self,
        operation: str,
        path: str,
        body: Body | None = None,
        *,
        method: str = "POST",
        door: Door = Door.ECOMMERCE,
        repeatable: bool = False,
    ) -> Answer:
        """Change something that is not money, or make a token. `operation` is the name for failures. Returns any 2xx.

        Sent once, unless it is `repeatable`: then it is tried again as a read is. Raises what `read` raises, `Refused`
        and `CardDeclined`, and `OutcomeUnknown` where a call that is not repeatable may have happened.
        """
        content = None if body is None else msgspec.json.encode(body)
        headers = {} if body is None else _JSON
        call = self._call(
            operation, method, path, door, self._read_patience, content=content, headers=headers
        )
        if repeatable:
            return await self._repeated(self._write_again, call, door, interactive=True)
        return await self._write_once(call, door)

    async def send_money(
        self, operation: str, path: str, body: Body, *, idempotency_key: str, method: str = "POST"
    ) -> Answer:
        """Send exactly once, whatever happens. `operation` is the name for failures. Returns any 2xx.

        Raises `CardDeclined`, `Refused`, `RateLimited`, `NotSignedIn`, `NotAllowed`, `Unreachable` (not one byte left)
        or `OutcomeUnknown` (all else). A cancellation passes through: it settles nothing.
        """
        headers = self._money_headers | ({"idempotency-key": idempotency_key} if idempotency_key else {})
        content = msgspec.json.encode(body)
        call = self._call(
            operation,
            method,
            path,
            Door.ECOMMERCE,
            self._money_patience,
            content=content,
            headers=headers,
        )
        signed = await self._signed(call, Door.ECOMMERCE)
        async with self.limiter.turn(operation, interactive=True):
            answer = await self._send_once(signed)
        if answer.is_success:
            return answer
        if answer.status == 401:
            await self._renewed(Door.ECOMMERCE, signed)  # so that the next attempt need not fail the same way
        raise self._noted(money_failure(answer))

    async def close(self) -> None:
        """Close every connection; may be called twice."""
        await self._http.close()

    def host(self, door: Door) -> str:
        """The name of the host behind a door."""
        return host_of(self._bases[door])

    # ---------------------------------------------------------------- one attempt

    def _call(
        self,
        name: str,
        method: str,
        path: str,
        door: Door,
        patience: Patience,
        *,
        params: Params = _NO_PARAMS,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Call:
        merchant = {"x-clover-merchant-id": self.merchant_id} if door is Door.RECURRING else {}
        named = {**(headers or {}), **merchant}
        return Call(name, method, self._bases[door] + path, patience, params, named, content)

    async def _repeated(
        self, once: "Callable[..., Awaitable[Answer]]", call: Call, door: Door, *, interactive: bool
    ) -> Answer:
        tries = TRIES_WHILE_SOMEBODY_WAITS if interactive else TRIES
        attempt = partial(once, call, door, interactive=interactive)
        return await with_retries(attempt, self._clock, tries=tries)

    async def _read_once(self, call: Call, door: Door, *, interactive: bool) -> Answer:
        answer = await self._exchange_signed(call, door, interactive=interactive)
        if not answer.is_success:
            raise self._noted(read_failure(answer, self.host(door)))
        return answer

    async def _write_again(self, call: Call, door: Door, *, interactive: bool) -> Answer:
        answer = await self._exchange_signed(call, door, interactive=interactive)
        if not answer.is_success:
            raise self._noted(write_failure(answer, self.host(door), repeatable=True))
        return answer

    async def _write_once(self, call: Call, door: Door) -> Answer:
        """One attempt; a second one only when a 401 proved that nothing was done, and the sign-in could be renewed."""
        signed = await self._signed(call, door)
        async with self.limiter.turn(call.name, interactive=True):
            answer = await self._send_once(signed)
        if answer.status == 401 and await self._renewed(door, signed):
            signed = await self._signed(call, door)
            async with self.limiter.turn(call.name, interactive=True):
                answer = await self._send_once(signed)
        if not answer.is_success:
            raise self._noted(write_failure(answer, self.host(door), repeatable=False))
        return answer

    async def _exchange_signed(self, call: Call, door: Door, *, interactive: bool) -> Answer:
        """One exchange, and after a 401 one more with a renewed sign-in, if there is one."""
        signed = await self._signed(call, door)
        answer = await self._exchange(signed, door, interactive=interactive)
        if answer.status == 401 and await self._renewed(door, signed):
            signed = await self._signed(call, door)
            answer = await self._exchange(signed, door, interactive=interactive)
        return answer

    async def _exchange(self, call: Call, door: Door, *, interactive: bool) -> Answer:
        async with self.limiter.turn(call.name, interactive=interactive):
            try:
                answer = await self._http.exchange(call)
            except (NothingSent, NoWholeAnswer) as problem:
                self._note(call, problem.why.value)
                raise self._no_answer(call, door, problem.why) from problem
        self._note(call, answer.status)
        return answer

    async def _send_once(self, call: Call) -> Answer:
        try:
            answer = await self._http.exchange(call)
        except NothingSent as problem:
            self._note(call, problem.why.value)
            raise self._no_answer(call, Door.ECOMMERCE, problem.why) from problem
        except Exception as problem:  # whatever it was, a byte may have left
            why = problem.why.value if isinstance(problem, NoWholeAnswer) else type(problem).__name__
            self._note(call, why)
            raise OutcomeUnknown(why=why, operation_name=call.name) from problem
        self._note(call, answer.status)
        return answer

    # ---------------------------------------------------------------- signing in

    async def _signed(self, call: Call, door: Door) -> Call:
        return replace(call, headers={**call.headers, **await self._headers(door)})

    async def _headers(self, door: Door) -> Mapping[str, str]:
        """The credential for `door`; a public key that nobody pasted is asked for once."""
        if door is Door.TOKEN and self._public is not None:
            return self._public
        try:
            return await self._auth.headers(door)
        except TokenMissing:
            if door is not Door.TOKEN:
                raise
        self._public = api_key(public_key_of(await self.read(KEY_PATH, interactive=True)).public_key)
        return self._public

    async def _renewed(self, door: Door, refused: Call) -> bool:
        """Whether there is a new credential, after the one of `refused` was not taken."""
        if door is Door.TOKEN:
            return False
        try:
            return await self._auth.renew(door, refused.headers)
        except NotSignedIn:
            return False

    # ---------------------------------------------------------------- what went wrong

    def _no_answer(self, call: Call, door: Door, why: Hindrance) -> ApiError:
        host = self.host(door)
        match why:
            case Hindrance.NO_CONNECTION:
                return Unreachable(host=host, operation_name=call.name)
            case Hindrance.NOT_TRUSTED:
                return NotTrusted(host=host, operation_name=call.name)
            case Hindrance.PROXY:
                return ProxyRefused(host=host, operation_name=call.name)
            case Hindrance.TIMEOUT | Hindrance.CUT:
                return NoAnswer(host=host, operation_name=call.name)
            case Hindrance.TOO_LARGE | Hindrance.GARBLED:
                return BadAnswer(excerpt=why.value, operation_name=call.name, status=200)

    def _noted(self, failure: ApiError) -> ApiError:
        if isinstance(failure, RateLimited):
            self.limiter.pause(failure.retry_after or _PAUSE_UNLESS_TOLD)
        return failure

    def _note(self, call: Call, end: int | str) -> None:
        if log.isEnabledFor(logging.DEBUG):
            path = "/" + call.url.partition("://")[2].partition("/")[2]
            log.debug("%s", redact(f"{call.method} {path} {end}"))
