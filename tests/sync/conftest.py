"""A store, and an engine that brings it into a cache of the test."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from cloverdesk.api.auth import Credentials
from cloverdesk.api.resources.charges import ChargesApi
from cloverdesk.api.resources.orders import OrdersApi
from cloverdesk.api.resources.refunds import RefundsApi
from cloverdesk.api.session import ApiSession, Hosts
from cloverdesk.cache.cache import Cache
from cloverdesk.demo.clock import DemoClock
from cloverdesk.demo.options import DemoOptions
from cloverdesk.domain.changes import ChangeHub, Changes
from cloverdesk.domain.secret import Secret
from cloverdesk.sync.engine import SyncEngine
from tests.support.aio import ManualClock
from tests.support.api import AGENT, NO_LIMITS
from tests.support.demo import Demo, demo_app

KEY = bytes(range(32))


class Line(httpx.AsyncBaseTransport):
    """The way to the store; it can be cut, and it can forget what a cursor named."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner
        self.cut = False
        self.forgotten: set[str] = set()
        self.asked: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        if self.cut:
            raise httpx.ConnectError("cut")
        if request.url.params.get("starting_after") in self.forgotten:
            return httpx.Response(404, json={"message": "404 Not Found"})
        return await self._inner.handle_async_request(request)

    def pages(self, kind: str) -> int:
        """How often a list was asked for."""
        return self.asked.count(f"/v1/{kind}")


@dataclass
class Place:
    """One session, one cache, one engine; `told` is what the hub was told."""

    demo: Demo
    line: Line
    session: ApiSession
    cache: Cache
    engine: SyncEngine
    clock: ManualClock
    told: list[Changes] = field(default_factory=list)


OpenPlace = Callable[..., AbstractAsyncContextManager[Place]]


@pytest.fixture
def place(tmp_path: Path) -> OpenPlace:
    """Opens a store of `orders` orders and the test's cache; with `demo`, the same store again."""

    @asynccontextmanager
    async def opened(
        orders: int = 0, options: DemoOptions | None = None, demo: Demo | None = None
    ) -> AsyncIterator[Place]:
        clock = ManualClock()
        async with AsyncExitStack() as stack:
            store = demo or stack.enter_context(
                demo_app(orders, clock=DemoClock(clock.now_ms), options=options)
            )
            line = Line(store.transport)
            credentials = Credentials(Secret(store.identity.api_token))
            session = ApiSession(
                Hosts(store.url, store.url, store.url),
                credentials,
                clock=clock,
                user_agent=AGENT,
                transport=line,
                limits=NO_LIMITS,
            )
            stack.push_async_callback(session.close)
            cache = await Cache.open(tmp_path / "cache.db", key=KEY, clock=clock)
            stack.push_async_callback(cache.close)
            hub = ChangeHub()
            engine = SyncEngine(
                charges=ChargesApi(session),
                refunds=RefundsApi(session),
                orders=OrdersApi(session),
                cache=cache,
                hub=hub,
                clock=clock,
            )
            made = Place(store, line, session, cache, engine, clock)
            hub.subscribe(made.told.append)
            yield made

    return opened
