"""The desk's one door to Clover: reads that may be repeated, writes that may not, and money calls that never are."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from cloverdesk.api.addresses import checked, host_of
from cloverdesk.api.auth import Auth, Credentials, Door, FixedTokens, api_key, bearer, not_sent
from cloverdesk.api.errors import (
    ApiError,
    NotAllowed,
    NotSignedIn,
    OutcomeUnknown,
    TokenMissing,
    WrongMerchant,
)
from cloverdesk.api.exchange import (
    MONEY_PATIENCE,
    READ_PATIENCE,
    Answer,
    Call,
    NothingSent,
    NoWholeAnswer,
    Patience,
)
from cloverdesk.api.keys import PATH as KEY_PATH
from cloverdesk.api.keys import PakmsKey, public_key_of
from cloverdesk.api.limits import AFTERWARDS, Limiter, Limits
from cloverdesk.api.no_answers import no_answer
from cloverdesk.api.permissions import permissions_for
from cloverdesk.api.retry import OF_THE_MACHINE, WHILE_SOMEBODY_WAITS, with_retries
from cloverdesk.api.verdicts import bad_answer, money_failure, read_failure, where, write_failure
from cloverdesk.domain.clock import Clock
from cloverdesk.domain.errors import DeskError
from cloverdesk.domain.redact import redact
from cloverdesk.domain.secret import Secret

if TYPE_CHECKING:
    from pathlib import Path

    import httpx  # imported when a session is built, not before: it takes longer than a whole `--version`

log = logging.getLogger(__name__)

Params = Mapping[str, str | int | list[str]]
Body = Mapping[str, object]
_NO_PARAMS: Params = {}
_JSON = {"content-type": "application/json"}
_NAME_THE_MERCHANT = frozenset({Door.PLATFORM, Door.RECURRING})


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
        limits: Limits = AFTERWARDS,
        first_load_limits: Limits | None = None,
        forwarded_for: str | None = None,
        gift_cards_by_key: bool = False,
        read_patience: Patience = READ_PATIENCE,
        money_patience: Patience = MONEY_PATIENCE,
        extra_ca: "Path | None" = None,
    ) -> None:
        """Raises an `AddressProblem`, `TokenUnusable`, `ProxyUnusable` or `ExtraCaUnusable`. Without `transport`, sockets are used.

        `merchant_id` stands in the paths of the platform API and goes with calls about plans. `forwarded_for` goes with
        money calls as `x-forwarded-for`; none is made up. `first_load_limits` hold between `first_load(on=True)` and
        `first_load(on=False)`, `limits` otherwise. With `gift_cards_by_key` the public key signs calls about gift cards.
        """
        from cloverdesk.api.http import HttpClient

        recurring = hosts.recurring or hosts.platform
        named = (hosts.ecommerce, hosts.token, hosts.platform, recurring, hosts.ecommerce)
        self._bases = dict(zip(Door, map(checked, named), strict=True))
        self.merchant_id = merchant_id
        self._auth = FixedTokens(credentials) if isinstance(credentials, Credentials) else credentials
        self._by_key = {Door.TOKEN, Door.GIFT_CARDS} if gift_cards_by_key else {Door.TOKEN}
        self._clock = clock
        self.limiter = Limiter(limits, clock)
        self._limits, self._first_load_limits = limits, first_load_limits or limits
        self._read_patience = read_patience
        self._money_patience = money_patience
        self._public: Mapping[str, str] | None = None
        self._own_merchant = ""
        self._money_headers = {"x-forwarded-for": forwarded_for} if forwarded_for else {}
        headers = {"user-agent": user_agent, "accept": "application/json"}
        self._http = HttpClient(list(self._bases.values()), headers, transport, extra_ca=extra_ca)

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
        self,
        operation: str,
        path: str,
        body: Body | None,
        *,
        idempotency_key: str,
        method: str = "POST",
        door: Door = Door.ECOMMERCE,
    ) -> Answer:
        """Send exactly once, whatever happens. `operation` is the name for failures. Returns any 2xx.

        Raises `CardDeclined`, `Refused`, `RateLimited`, `NotSignedIn`, `WrongMerchant`, `NotAllowed`, `Unreachable` (not
        one byte left) or `OutcomeUnknown` (all else). A cancellation passes through: it settles nothing.
        """
        keyed = {"idempotency-key": idempotency_key} if idempotency_key else {}
        headers = self._money_headers | keyed | ({} if body is None else _JSON)
        content = None if body is None else msgspec.json.encode(body)
        call = self._call(
            operation, method, path, door, self._money_patience, content=content, headers=headers
        )
        try:
            signed = await self._signed(call, door)
        except DeskError as problem:
            raise not_sent(problem, operation) from problem
        async with self.limiter.turn(operation, interactive=True):
            answer = await self._send_once(signed, door)
        if answer.is_success:
            return answer
        if answer.status == 401:
            try:
                await self._renewed(door, signed)  # so that the next attempt need not fail the same way
            except DeskError as problem:
                raise not_sent(problem, operation) from problem
        raise await self._noted(money_failure(answer), door)

    async def public_key(self, *, interactive: bool = True) -> PakmsKey:
        """The public key of the token's store, which also tells whose token it is. Raises what `read` raises."""
        key = public_key_of(await self.read(KEY_PATH, interactive=interactive))
        self._own_merchant = key.merchant_id
        return key

    async def card_key(self) -> PakmsKey:
        """What cards are turned into tokens with: the public token that was pasted, else as `public_key`."""
        try:
            pasted = await self._auth.headers(Door.TOKEN)
        except TokenMissing:
            return await self.public_key()
        return PakmsKey(self.merchant_id, Secret(pasted["apikey"]), active=True)

    def first_load(self, *, on: bool) -> None:
        """Keep to the limits for history that is being brought in, or to the usual ones."""
        self.limiter.change(self._first_load_limits if on else self._limits)

    async def close(self) -> None:
        """Close every connection; may be called twice."""
        await self._http.close()

    def address(self, door: Door) -> str:
        """The base address behind a door, without a trailing slash."""
        return self._bases[door]

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
        endurance = WHILE_SOMEBODY_WAITS if interactive else OF_THE_MACHINE
        attempt = partial(once, call, door, interactive=interactive)
        return await with_retries(attempt, self._clock, endurance)

    async def _read_once(self, call: Call, door: Door, *, interactive: bool) -> Answer:
        answer = await self._exchange_signed(call, door, interactive=interactive)
        if not answer.is_success:
            raise await self._noted(read_failure(answer, self.host(door)), door)
        return answer

    async def _write_again(self, call: Call, door: Door, *, interactive: bool) -> Answer:
        answer = await self._exchange_signed(call, door, interactive=interactive)
        if not answer.is_success:
            raise await self._noted(write_failure(answer, self.host(door), repeatable=True), door)
        return answer

    async def _write_once(self, call: Call, door: Door) -> Answer:
        """One attempt; a second one only when a 401 proved that nothing was done, and the sign-in could be renewed."""
        signed = await self._signed(call, door)
        async with self.limiter.turn(call.name, interactive=True):
            answer = await self._send_once(signed, door)
        if answer.status == 401 and await self._renewed(door, signed):
            signed = await self._signed(call, door)
            async with self.limiter.turn(call.name, interactive=True):
                answer = await self._send_once(signed, door)
        self._check_permission(answer, signed)
        if not answer.is_success:
            raise await self._noted(write_failure(answer, self.host(door), repeatable=False), door)
        return answer

    async def _exchange_signed(self, call: Call, door: Door, *, interactive: bool) -> Answer:
        """One exchange, and after a 401 one more with a renewed sign-in, if there is one."""
        signed = await self._signed(call, door)
        answer = await self._exchange(signed, door, interactive=interactive)
        if answer.status == 401 and await self._renewed(door, signed):
            signed = await self._signed(call, door)
            answer = await self._exchange(signed, door, interactive=interactive)
        self._check_permission(answer, signed)
        return answer

    async def _exchange(self, call: Call, door: Door, *, interactive: bool) -> Answer:
        async with self.limiter.turn(call.name, interactive=interactive):
            try:
                answer = await self._http.exchange(call)
            except (NothingSent, NoWholeAnswer) as problem:
                self._note(call, problem.why.value)
                raise no_answer(call.name, self.host(door), problem.why) from problem
            self._heard(call, answer)
        return answer

    async def _send_once(self, call: Call, door: Door) -> Answer:
        try:
            answer = await self._http.exchange(replace(call, alone=True))
        except NothingSent as problem:
            self._note(call, problem.why.value)
            raise no_answer(call.name, self.host(door), problem.why) from problem
        except Exception as problem:  # whatever it was, a byte may have left
            why = problem.why.value if isinstance(problem, NoWholeAnswer) else type(problem).__name__
            self._note(call, why)
            raise OutcomeUnknown(why=why, operation_name=call.name) from problem
        self._heard(call, answer)
        return answer

    # ---------------------------------------------------------------- signing in

    async def _signed(self, call: Call, door: Door) -> Call:
        return replace(call, headers={**call.headers, **await self._headers(door)})

    async def _headers(self, door: Door) -> Mapping[str, str]:
        """The credential for `door`; a public key that nobody pasted is asked for once."""
        if door is Door.GIFT_CARDS and door in self._by_key:
            return bearer(Secret((await self._headers(Door.TOKEN))["apikey"]))
        if door is Door.TOKEN and self._public is not None:
            return self._public
        try:
            return await self._auth.headers(door)
        except TokenMissing:
            if door is not Door.TOKEN:
                raise
        self._public = api_key((await self.public_key()).public_key)
        return self._public

    async def _renewed(self, door: Door, refused: Call) -> bool:
        """Whether there is a new credential, after the one of `refused` was not taken."""
        return door not in self._by_key and await self._auth.renew(door, refused.headers)

    def _check_permission(self, answer: Answer, signed: Call) -> None:
        """Raise `NotAllowed` for a 401 that can only be a missing permission."""
        if answer.status == 401 and self._auth.vouches_for(signed.headers):
            raise NotAllowed(call=answer.name, permissions=permissions_for(answer.name), **where(answer))

    # ---------------------------------------------------------------- what went wrong

    async def _noted(self, failure: ApiError, door: Door) -> ApiError:
        """Tell a 401 for another store's token from the others, where that is known."""
        if isinstance(failure, NotSignedIn) and await self._is_of_another(door):
            return WrongMerchant(
                merchant=self.merchant_id,
                own=self._own_merchant,
                operation_name=failure.operation_name,
                status=failure.status,
                request_id=failure.request_id,
            )
        return failure

    async def _is_of_another(self, door: Door) -> bool:
        """Whether the token for `door` is known to belong to another store than the one that calls to it name."""
        if door not in _NAME_THE_MERCHANT or self._own_merchant in {"", self.merchant_id}:
            return False
        with suppress(DeskError):
            return await self._auth.headers(door) == await self._auth.headers(Door.ECOMMERCE)
        return False

    def _heard(self, call: Call, answer: Answer) -> None:
        """Whatever the answer says, the limiter has to know whether there was room for the call."""
        self._note(call, answer.status)
        if answer.limit_hit is None:
            self.limiter.served()
        else:
            self.limiter.refused(answer.limit_hit, answer.retry_after)

    def _note(self, call: Call, end: int | str) -> None:
        if log.isEnabledFor(logging.DEBUG):
            path = "/" + call.url.partition("://")[2].partition("/")[2]
            log.debug("%s", redact(f"{call.method} {path} {end}"))
