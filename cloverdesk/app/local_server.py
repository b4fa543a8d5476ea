"""A web server on this computer alone, for one errand of a browser: few requests, small ones, each on its own connection."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import urlsplit

from cloverdesk.domain.clock import Clock

T = TypeVar("T")

LOOPBACK = "127.0.0.1"
LARGEST_HEAD = 16_384
"""Bytes. A request has a few hundred; browsers send their cookies of this host with it, whatever the port."""
PATIENCE_SECONDS = 10
"""How long one request and its answer may take."""
MOST_AT_ONCE = 32
"""Connections. A browser opens six."""
_ONLY_ONCE = frozenset({"host", "origin", "cookie", "content-length", "content-type"})
_HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "x-content-type-options": "nosniff",
    "connection": "close",
}
"""Of every answer that does not say otherwise."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a browser asks. `headers` have lower-case names; `path` and `query` are as they came."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Reply:
    """What it is answered. `then` is called when the answer is on its way."""

    status: HTTPStatus
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    then: Callable[[], None] | None = None

    def encoded(self) -> bytes:
        """The bytes that go out."""
        own = {"content-type": self.content_type, "content-length": str(len(self.body))}
        lines = [f"{name}: {value}" for name, value in {**_HEADERS, **self.headers, **own}.items()]
        head = "\r\n".join([f"HTTP/1.1 {self.status.value} {self.status.phrase}", *lines])
        return f"{head}\r\n\r\n".encode("latin-1") + self.body


Answer = Callable[[Request], Reply]


class _Unfit(Exception):
    """A request that nobody is asked about."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


@asynccontextmanager
async def local_server(
    answer: Answer,
    *,
    clock: Clock,
    port: int = 0,
    names: Sequence[str] = (LOOPBACK,),
    largest_body: int = 0,
) -> AsyncIterator[int]:
    """Serve `answer` at `port`, or any free one, and yield the port. Nothing is open any more on leaving.

    Only requests to one of `names` (with the port) reach `answer`: a page elsewhere whose name leads here does not. Raises
    OSError where nobody can listen.
    """
    connections = _Connections(answer, clock, largest_body)
    server = await asyncio.start_server(connections.take, LOOPBACK, port, limit=LARGEST_HEAD)
    taken: int = server.sockets[0].getsockname()[1]
    connections.hosts = frozenset(f"{name}:{taken}" for name in names)
    try:
        yield taken
    finally:
        server.close()
        await connections.close()
        await server.wait_closed()


async def in_time(work: "asyncio.Future[T]", seconds: float, clock: Clock) -> T:
    """What `work` comes to. Raises TimeoutError after `seconds` of `clock`. Neither goes on afterwards."""
    late = asyncio.get_running_loop().create_task(clock.sleep(seconds))
    try:
        await asyncio.wait((work, late), return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise TimeoutError
        return work.result()
    finally:
        for one in (work, late):
            one.cancel()
        await asyncio.wait((work, late))
        if not work.cancelled():
            work.exception()  # whoever was cancelled meanwhile does not ask for it, and asyncio would complain


class _Connections:
    """Whoever is connected, each for one request."""

    def __init__(self, answer: Answer, clock: Clock, largest_body: int) -> None:
        self._answer = answer
        self._clock = clock
        self._largest_body = largest_body
        self.hosts: frozenset[str] = frozenset()
        self._open: set[asyncio.Task[None]] = set()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until it is answered or its time is over."""
        loop = asyncio.get_running_loop()
        own = asyncio.current_task()
        try:
            if own is None or len(self._open) >= MOST_AT_ONCE:
                return
            self._open.add(own)
            await in_time(loop.create_task(self._converse(reader, writer)), PATIENCE_SECONDS, self._clock)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            return  # whoever it was has gone, or is no browser
        except asyncio.CancelledError:
            return  # `close` ended it; asyncio's own callback would complain
        finally:
            if own is not None:
                self._open.discard(own)
            writer.close()

    async def close(self) -> None:
        """End whatever is connected."""
        open_now = tuple(self._open)
        for one in open_now:
            one.cancel()
        await asyncio.gather(*open_now, return_exceptions=True)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await self._read(reader)
        except _Unfit as unfit:
            reply = Reply(unfit.status, unfit.status.phrase.encode())
        else:
            reply = self._answer(request)
        writer.write(reply.encoded())
        await writer.drain()
        if reply.then is not None:
            reply.then()

    async def _read(self, reader: asyncio.StreamReader) -> Request:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.LimitOverrunError as problem:
            raise _Unfit(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE) from problem
        request = _parsed(head.decode("latin-1"))
        if request.headers.get("host", "").lower() not in self.hosts:
            raise _Unfit(HTTPStatus.NOT_FOUND)
        length = request.headers.get("content-length", "0")
        if not (length.isascii() and length.isdecimal()):
            raise _Unfit(HTTPStatus.BAD_REQUEST)
        if len(length) > 9 or int(length) > self._largest_body:
            raise _Unfit(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        body = await reader.readexactly(int(length))
        return Request(request.method, request.path, request.query, request.headers, body)


def _parsed(head: str) -> Request:
    """The head of a request. Raises `_Unfit` for what no browser sends."""
    first, *lines = head.removesuffix("\r\n\r\n").split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1.") or not words[1].startswith("/"):
        raise _Unfit(HTTPStatus.BAD_REQUEST)
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        name = name.lower()
        usual = colon and name and not name[0].isspace() and not name[-1].isspace()
        if not usual or (name in headers and name in _ONLY_ONCE):
            raise _Unfit(HTTPStatus.BAD_REQUEST)
        headers[name] = value.strip()
    if "transfer-encoding" in headers:
        raise _Unfit(HTTPStatus.BAD_REQUEST)
    target = urlsplit("/" + words[1].lstrip("/"))  # what could be read as the name of a host is not
    return Request(words[0], target.path, target.query, headers)
