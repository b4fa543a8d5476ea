"""Sessions for tests: over hand-written answers, or over a real socket."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

from cloverdesk.api.auth import Credentials
from cloverdesk.api.limits import Limits
from cloverdesk.api.session import ApiSession, Hosts
from cloverdesk.domain.clock import Clock
from cloverdesk.domain.secret import Secret
from tests.support.aio import ManualClock, eventually, settle

T = TypeVar("T")

TOKEN = "5a8f1c90-private-token-of-a-test"
AGENT = "CloverDesk/0.0 (test)"
LOCAL = "http://127.0.0.1:9"
NO_LIMITS = Limits(per_second=None, in_flight=None)


@dataclass(frozen=True)
class Given:
    """An answer as it goes over the wire, encoded or not."""

    status: int
    content: bytes
    headers: Mapping[str, str]


Reply = Given | Exception


class Script(httpx.AsyncBaseTransport):
    """Answers with what it was given, one after the other, the last one for ever; remembers what was asked."""

    def __init__(self, *replies: Reply | Callable[[httpx.Request], Reply]) -> None:
        self._replies = list(replies)
        self.requests: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        self.requests.append(request)
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        found = reply(request) if callable(reply) else reply
        if isinstance(found, Exception):
            raise found
        return httpx.Response(
            found.status, headers=dict(found.headers), stream=httpx.ByteStream(found.content)
        )


def answer(body: object, status: int = 200, **headers: str) -> Given:
    """A JSON answer; a text or bytes body goes out as it is."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    if isinstance(body, str):
        return Given(status, body.encode(), names)
    return Given(status, body if isinstance(body, bytes) else json.dumps(body).encode(), names)


def fault(status: int, **error: object) -> Given:
    """Clover's error envelope."""
    return answer(
        {"message": f"{status} Whatever", "error": error} if error else {"message": str(status)}, status
    )


@asynccontextmanager
async def session(
    transport: httpx.AsyncBaseTransport | None = None,
    *,
    url: str = LOCAL,
    clock: Clock | None = None,
    limits: Limits = NO_LIMITS,
    **options: Any,
) -> AsyncIterator[ApiSession]:
    """A session that is closed at the end."""
    made = ApiSession(
        Hosts(url, url, url),
        Credentials(Secret(TOKEN)),
        clock=clock or ManualClock(),
        user_agent=AGENT,
        transport=transport,
        limits=limits,
        **options,
    )
    try:
        yield made
    finally:
        await made.close()
        await settle()  # what an answer that was not read to its end leaves to the loop


async def while_time_flies(clock: ManualClock, work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`, whose sleeps end at once."""
    task = asyncio.get_running_loop().create_task(work)
    try:
        while not task.done():
            await eventually(lambda: task.done() or clock.sleepers)
            if not task.done():
                await clock.advance(0.1)
    finally:
        task.cancel()
        await asyncio.wait([task])
    return task.result()


def flying(work: Callable[[ApiSession], Coroutine[Any, Any, T]], *replies: Reply, **options: Any) -> Any:
    """A coroutine: the result of `work` on a session that gets `replies`, and the requests that it made."""

    async def main() -> tuple[T, list[httpx.Request]]:
        clock, script = ManualClock(), Script(*replies)
        async with session(script, clock=clock, **options) as made:
            return await while_time_flies(clock, work(made)), script.requests

    return main()


def query(request: httpx.Request) -> Mapping[str, str]:
    """The parameters that a request asked with."""
    return dict(request.url.params)
