"""The door: every call passes here once, for credentials, faults, keys, the transaction and the shape of refusals."""

import itertools
import json
from contextlib import aclosing, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from starlette.requests import ClientDisconnect
from starlette.responses import Response

from cloverdesk.demo import agenda, errors
from cloverdesk.demo.calls import Answer, Call, Credential, Operation
from cloverdesk.demo.credentials import authorize, bearer
from cloverdesk.demo.errors import Rejected
from cloverdesk.demo.faults import ConnectionDropped, Faults, Rule, Trouble
from cloverdesk.demo.keys import Keys
from cloverdesk.demo.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import AbstractContextManager

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from cloverdesk.demo.options import DemoOptions
    from cloverdesk.demo.store import DemoStore

CUT = "cloverdesk.cut"
"""The name in `scope["extensions"]` under which a server offers to end the connection."""
LARGEST_BODY = 1_000_000
MOST_READ = 16_000_000
_HTML = (
    "<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>Please come back soon</h1></body></html>"
)


class DroppedAnswer(Response):
    """No answer: ends the connection where there is one, else raises `ConnectionDropped` to the caller."""

    async def __call__(self, scope: "Scope", _receive: "Receive", _send: "Send") -> None:
        """End it."""
        cut: Callable[[], Awaitable[None]] | None = scope.get("extensions", {}).get(CUT)
        if cut is None:
            raise ConnectionDropped
        await cut()


class Gateway:
    """Serves operations on one store."""

    def __init__(self, store: "DemoStore", options: "DemoOptions", faults: Faults) -> None:
        self.store = store
        self.options = options
        self.faults = faults
        self._keys = Keys()
        self._limits = Limits()
        self._numbers = itertools.count(1)

    async def serve(self, operation: Operation, request: "Request") -> Response:
        """The response to one request."""
        try:
            answer = await self._answer(operation, request)
        except Rejected as rejected:
            answer = Answer.refusal(rejected)
        except (ConnectionDropped, ClientDisconnect):
            return DroppedAnswer()
        headers = {**answer.headers, "request-id": f"req_{next(self._numbers):012d}"}
        return Response(answer.body, answer.status, headers, answer.media_type)

    async def _answer(self, operation: Operation, request: "Request") -> Answer:
        call = await self._read(request)
        with self._turn(operation, call):
            return await self._served(operation, call)

    def _turn(self, operation: Operation, call: Call) -> "AbstractContextManager[None]":
        """The call's place among those in flight. What a page loads and what stands behind the scenes needs none."""
        if not self.options.rate_limits or operation.credential in {Credential.NONE, Credential.CONTROL}:
            return nullcontext()
        by_key = operation.credential is Credential.PUBLIC_KEY
        return self._limits.turn(call.headers.get("apikey", "") if by_key else bearer(call))

    async def _served(self, operation: Operation, call: Call) -> Answer:
        struck = None if operation.credential is Credential.CONTROL else self.faults.match(operation.id)
        rule = struck or Rule(operation.id)
        call = replace(call, effect=rule.effect)
        with self._keys.claim(operation, call) as scope:
            spoilt = await self._meet(rule.before, None)
            if spoilt is not None:
                return spoilt
            answer = self._act(operation, call, scope)
            return await self._meet(rule.after, answer) or answer

    def _act(self, operation: Operation, call: Call, scope: str) -> Answer:
        """Let happen what is due, check the credential, then run the operation."""
        try:
            agenda.catch_up(call.shop)
            authorize(operation, call)
            return operation.run(call) if operation.method == "GET" else self._change(operation, call, scope)
        except Rejected as rejected:
            return Answer.refusal(rejected)

    def _change(self, operation: Operation, call: Call, scope: str) -> Answer:
        """Run what may change something: the change is kept together with the answer to its key, or neither is."""
        with self.store.transaction():
            answer = self._keys.answered(scope, call)
            if answer is None:
                answer = operation.run(call)
                self._keys.keep(scope, call, answer)
        return answer

    async def _read(self, request: "Request") -> Call:
        raw = await _body(request)
        return Call(
            self.store,
            self.options,
            self.faults,
            path={name: str(value) for name, value in request.path_params.items()},
            query=request.query_params.multi_items(),
            headers={name.lower(): value for name, value in request.headers.items()},
            body=_decode(raw),
        )

    async def _meet(self, trouble: Trouble | None, answer: Answer | None) -> Answer | None:
        """What is answered instead because of `trouble`, or None. `answer` is the true one, None before the effect."""
        if trouble is None:
            return None
        await self.faults.hold(trouble)
        if trouble.drop:
            raise ConnectionDropped
        status = trouble.status or 200
        if trouble.html:
            return Answer(status, _HTML, "text/html; charset=utf-8")
        if trouble.empty:
            return Answer(status, "")
        whole = _troubled(trouble, answer)
        if trouble.truncated:
            body = whole or answer or Answer.json({"id": "0000000000000", "status": "succeeded"})
            return replace(body, body=body.body[: len(body.body) // 2])
        return whole


def _troubled(trouble: Trouble, answer: Answer | None) -> Answer | None:
    """The answer with the status that is asked for and its usual body; None where none is asked for."""
    if trouble.status is None:
        return None
    headers = {} if trouble.retry_after is None else {"retry-after": str(trouble.retry_after)}
    if trouble.status == 402:
        told = json.loads(answer.body) if answer and answer.status < 300 else {}
        charge = told.get("charge") or told.get("id") or "0000000000000"
        return Answer.json(errors.declined(str(charge))[1], 402)
    return replace(Answer.json(errors.trouble(trouble.status), trouble.status), headers=headers)


async def _body(request: "Request") -> bytes:
    """The body. One that is too large is read on for a while, so that its sender comes to see the refusal."""
    raw, size = bytearray(), 0
    async with aclosing(request.stream()) as chunks:
        async for chunk in chunks:
            size += len(chunk)
            if size <= LARGEST_BODY:
                raw += chunk
            if size > MOST_READ:
                break
    if size > LARGEST_BODY:
        raise Rejected(413, errors.envelope(413))
    return bytes(raw)


def _decode(raw: bytes) -> dict[str, Any]:
    """The JSON object in a body, {} where there is none. Raises `Rejected` for anything else."""
    if not raw.strip():
        return {}
    try:
        body = json.loads(raw)
        # Half of a surrogate pair is JSON but no text: it could be neither looked up nor sent back.
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise errors.invalid("The request body is not valid JSON.") from None
    if not isinstance(body, dict):
        raise errors.invalid("The request body is not a JSON object.")
    return body
