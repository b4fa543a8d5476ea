"""The door: every call passes here once, for credentials, faults, keys, the transaction and the shape of refusals."""

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect
from starlette.responses import Response

from cloverdesk.demo.door import forms
from cloverdesk.demo.door.calls import Answer, Call, Credential, Operation
from cloverdesk.demo.door.credentials import authorize, bearer
from cloverdesk.demo.door.incoming import read_body, read_headers, read_query
from cloverdesk.demo.door.keys import Keys
from cloverdesk.demo.door.limits import Limits
from cloverdesk.demo.door.outgoing import Dropped, outgoing
from cloverdesk.demo.door.spoilt import spoil
from cloverdesk.demo.errors import Rejected
from cloverdesk.demo.faults import ConnectionDropped, Faults, Trouble
from cloverdesk.demo.passing import let_time_pass

if TYPE_CHECKING:
    from starlette.requests import Request

    from cloverdesk.demo.options import DemoOptions
    from cloverdesk.demo.store import DemoStore

_UNLIMITED = {Credential.NONE, Credential.CONTROL}
"""What a page loads, and what is done to the store from behind, count towards no rate limit."""


class Gateway:
    """Serves operations on one store."""

    def __init__(self, store: "DemoStore", options: "DemoOptions", faults: Faults, limits: Limits) -> None:
        self.store = store
        self.options = options
        self.faults = faults
        self._keys = Keys()
        self._limits = limits
        self._numbers = itertools.count(1)

    async def serve(self, operation: Operation, request: "Request") -> Response:
        """The response to one request."""
        try:
            answer = await self._answer(operation, request)
        except Rejected as rejected:
            answer = Answer.refusal(rejected)
        except (ConnectionDropped, ClientDisconnect):
            return Dropped()
        return outgoing(answer, f"req_{next(self._numbers):012d}")

    async def _answer(self, operation: Operation, request: "Request") -> Answer:
        call = await self._read(operation, request)
        if not self.options.rate_limits or operation.credential in _UNLIMITED:
            return await self._served(operation, call)
        by_key = operation.credential is Credential.PUBLIC_KEY
        with self._limits.turn(call.headers.get("apikey", "") if by_key else bearer(call)):
            return await self._served(operation, call)

    async def _served(self, operation: Operation, call: Call) -> Answer:
        controls = operation.credential is Credential.CONTROL
        rule = None if controls else self.faults.match(operation.id)
        if rule is not None and rule.effect:
            call = replace(call, effect=rule.effect)
        with self._keys.claim(operation, call) as scope:
            if rule is None:
                return self._act(operation, call, scope)
            spoilt = await self._meet(rule.before, None)
            if spoilt is not None:
                return spoilt
            answer = self._act(operation, call, scope)
            return await self._meet(rule.after, answer) or answer

    def _act(self, operation: Operation, call: Call, scope: str) -> Answer:
        """Let happen what is due, check the credential and the body, then run the operation."""
        try:
            let_time_pass(call.shop)
            authorize(operation, call)
            call = forms.read(operation, call)
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

    async def _read(self, operation: Operation, request: "Request") -> Call:
        headers = read_headers(request)
        return Call(
            self.store,
            self.options,
            self.faults,
            path={name: str(value) for name, value in request.path_params.items()},
            query=read_query(request),
            headers=headers,
            body=await read_body(request, headers, operation),
        )

    async def _meet(self, trouble: Trouble | None, answer: Answer | None) -> Answer | None:
        """What is answered instead because of `trouble`, or None. `answer` is the true one, None before the effect."""
        if trouble is None:
            return None
        await self.faults.hold(trouble)
        return spoil(trouble, answer)
