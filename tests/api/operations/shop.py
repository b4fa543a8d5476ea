"""Where cases are tried: one demo store in this process, reached without a socket, and one in another behind a socket."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import httpx

from cloverdesk.api.auth import Credentials
from cloverdesk.api.session import ApiSession, Hosts
from cloverdesk.demo.app import OPERATIONS
from cloverdesk.demo.door.routing import Routes
from cloverdesk.demo.options import DemoOptions
from cloverdesk.domain.secret import Secret
from tests.contracts.callers import USUAL, caller, served
from tests.contracts.till import Till
from tests.support.aio import ManualClock, eventually, new_loop, patiently, settle
from tests.support.api import AGENT, LOCAL, NO_LIMITS, TOKEN, Reply, Script
from tests.support.demo import Demo, demo_app

R = TypeVar("R")
WAYS = ("in this process", "over HTTP")
ORDERS = 2000
"""How much a store has sold before: enough for a drawer with gift cards that nobody activated."""
LONGEST_PAUSE = 5.0
"""Seconds; no trouble asks for more."""
MERCHANT, PUBLIC = "7MRCH4NT9KQ21", "5c1f0e7b9a2d4863"
"""Of a store that is made up."""
ADDRESS = "203.0.113.7"
_ROUTES = Routes(OPERATIONS)


class Behind(Protocol):
    """What is done to a store from behind; may be used inside of a loop."""

    def trouble(self, *rules: Mapping[str, object]) -> None:
        """Follow these rules only."""

    def calm(self) -> None:
        """No trouble any more, and nobody held back."""

    def stalled(self) -> int:
        """How many calls are held back."""

    def effects(self) -> int:
        """How many lines the ledger has."""


class Directly:
    """Behind a store in this process."""

    def __init__(self, demo: Demo) -> None:
        self._demo = demo

    def trouble(self, *rules: Mapping[str, object]) -> None:
        self._demo.trouble(*rules)

    def calm(self) -> None:
        self._demo.trouble()
        self._demo.faults.release()

    def stalled(self) -> int:
        return self._demo.faults.stalled

    def effects(self) -> int:
        return len(self._demo.ledger)


class FromAfar:
    """Behind a store in another process: waits for its answers, while whatever is in this loop waits, too."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def trouble(self, *rules: Mapping[str, object]) -> None:
        self._till.behind("POST", "faults", {"rules": [dict(rule) for rule in rules]})

    def calm(self) -> None:
        self._till.behind("DELETE", "faults")

    def stalled(self) -> int:
        return int(self._till.behind("GET", "faults")["stalled"])

    def effects(self) -> int:
        return len(self._till.behind("GET", "ledger")["data"])


class Counting(httpx.AsyncBaseTransport):
    """Passes everything on, and remembers the operations that were asked for."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner
        self.sent: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        found = _ROUTES.find(request.method, request.url.path)
        self.sent.append(found[0].id if found else f"{request.method} {request.url.path}")
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


@dataclass
class Line:
    """A session that is signed in, its clock, and what it sent."""

    session: ApiSession
    clock: ManualClock
    sent: list[str]

    async def answer_of(self, call: Callable[[ApiSession], Awaitable[R]]) -> R:
        """The result of a call, whose pauses end at once."""
        task = asyncio.ensure_future(call(self.session))  # noqa: TID251 - awaited below
        try:
            while not task.done():
                await eventually(lambda: task.done() or self.clock.sleepers)
                if not task.done():
                    await self.clock.advance(LONGEST_PAUSE)
        finally:
            task.cancel()
            await asyncio.wait([task])
        return task.result()


@dataclass
class Shop:
    """A store. `till` rings things up outside of any loop; `speak` runs what is to be tested inside of one."""

    till: Till
    behind: Behind
    way: str
    _private: str
    _transport: Callable[[], httpx.AsyncBaseTransport]

    def speak(self, work: Callable[[Line], Awaitable[R]]) -> R:
        """The result of `work` on a new line."""
        url = str(self.till.client.base_url).rstrip("/")
        clock, counting = ManualClock(), Counting(self._transport())

        async def main() -> R:
            session = ApiSession(
                Hosts(url, url, url),
                Credentials(Secret(self._private), Secret(self.till.public)),
                clock=clock,
                user_agent=AGENT,
                merchant_id=self.till.merchant,
                transport=counting,
                limits=NO_LIMITS,
                forwarded_for=ADDRESS,
            )
            try:
                return await work(Line(session, clock, counting.sent))
            finally:
                await session.close()
                await settle()

        return swiftly(main())


def swiftly(work: Coroutine[Any, Any, R]) -> R:
    """The result of `work`, without asyncio's debug mode, which doubles what hundreds of cases take."""
    with asyncio.Runner(loop_factory=new_loop) as runner:
        return runner.run(patiently(work))


@contextmanager
def open_shop(way: str, **options: Any) -> Iterator[Shop]:
    """A store that is open: `way` is one of `WAYS`; `options` are switches of it."""
    if way == WAYS[0]:
        usual = DemoOptions(**options)
        with demo_app(orders=ORDERS, options=usual) as demo, caller(demo) as client:
            till = Till.of(client, demo.identity)
            yield Shop(till, Directly(demo), way, demo.identity.api_token, lambda: demo.transport)
        return
    with served(orders=ORDERS, **options) as said:
        headers = {**USUAL, "authorization": f"Bearer {said['api_token']}"}
        with httpx.Client(base_url=said["url"], headers=headers, trust_env=False) as client:
            till = Till.of(client, said)
            yield Shop(till, FromAfar(till), way, said["api_token"], httpx.AsyncHTTPTransport)


def answered(
    work: Callable[[ApiSession], Awaitable[R]], *replies: Reply, **options: Any
) -> tuple[R, list[httpx.Request]]:
    """The result of `work` on a session with every token, over hand-written answers; and what it asked."""
    clock, script = ManualClock(), Script(*replies)
    keys = Credentials(Secret(TOKEN), Secret(PUBLIC))

    async def main() -> R:
        session = ApiSession(
            Hosts(LOCAL, LOCAL, LOCAL),
            keys,
            clock=clock,
            user_agent=AGENT,
            merchant_id=MERCHANT,
            transport=script,
            limits=NO_LIMITS,
            **options,
        )
        try:
            return await Line(session, clock, []).answer_of(work)
        finally:
            await session.close()
            await settle()

    return swiftly(main()), script.requests
