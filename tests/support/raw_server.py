"""A loopback HTTP server that counts requests and then misbehaves in the way a test asks for."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TLS = Path(__file__).with_name("tls")
Behaviour = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class RawServer:
    """`heads` and `bodies` of the requests that arrived whole, in order; `connections` counts accepted ones."""

    behave: Behaviour
    url: str = ""
    heads: list[bytes] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    connections: int = 0
    _handlers: set["asyncio.Task[None]"] = field(default_factory=set)

    @property
    def count(self) -> int:
        """Requests that arrived whole."""
        return len(self.heads)

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        handler = asyncio.current_task()
        assert handler is not None
        self._handlers.add(handler)
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = await reader.readexactly(_length(head))
                self.heads.append(head)
                self.bodies.append(body)
                await self.behave(writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            return  # `_finish` cancels; asyncio's own callback would complain about a cancelled handler
        finally:
            writer.close()
            self._handlers.discard(handler)

    async def _finish(self) -> None:
        handlers = tuple(self._handlers)
        for handler in handlers:
            handler.cancel()
        await asyncio.gather(*handlers, return_exceptions=True)


@asynccontextmanager
async def raw_server(
    behave: Behaviour, *, host: str = "127.0.0.1", certificate: str = ""
) -> AsyncIterator[RawServer]:
    """A server on a free port, gone at the end with all its connections. `certificate` is one of those in `tls`."""
    made = RawServer(behave)
    server = await asyncio.start_server(made._handle, host, 0, ssl=_tls(certificate) if certificate else None)
    if certificate:
        asyncio.get_running_loop().set_exception_handler(_unless_turned_away)
    scheme, name = "https" if certificate else "http", f"[{host}]" if ":" in host else host
    made.url = f"{scheme}://{name}:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        server.close()
        await made._finish()
        await server.wait_closed()


def _tls(certificate: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / f"{certificate}.pem")
    return context


def _unless_turned_away(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """A client that does not trust the certificate goes away, which asyncio tells as an error while it is debugged."""
    if context["message"] != "Error on transport creation for incoming connection":
        loop.default_exception_handler(context)


def reply(status: int, body: object = b"", **headers: str) -> Behaviour:
    """A whole answer; anything but bytes goes out as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()

    async def behave(writer: asyncio.StreamWriter) -> None:
        writer.write(_head(status, len(content), headers) + content)
        await writer.drain()

    return behave


def half(status: int, body: bytes) -> Behaviour:
    """The head of an answer and half its body, then the connection is cut."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        writer.write(_head(status, len(body), {}) + body[: len(body) // 2])
        await writer.drain()
        raise ConnectionResetError

    return behave


async def drop(writer: asyncio.StreamWriter) -> None:
    """The connection is cut without a word, after the whole request was read."""
    raise ConnectionResetError


async def stall(writer: asyncio.StreamWriter) -> None:
    """Nothing, for ever."""
    await asyncio.Event().wait()


async def trickle_body(writer: asyncio.StreamWriter) -> None:
    """A whole head, and a body that never ends, one byte at a time."""
    writer.write(_head(200, 1_000_000, {}))
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.02)  # noqa: TID251 - the server's own slowness is what is tested


def flood(size: int) -> Behaviour:
    """A body of so many bytes that nobody announced, in pieces."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
        for _ in range(0, size, 65_536):
            writer.write(b"10000\r\n" + b" " * 65_536 + b"\r\n")
            await writer.drain()
        writer.write(b"0\r\n\r\n")
        await writer.drain()

    return behave


async def trickle(writer: asyncio.StreamWriter) -> None:
    """A head that never ends: one byte at a time, each well within the patience for silence."""
    writer.write(b"HTTP/1.1 200 OK\r\nx-slow: ")
    while True:
        writer.write(b"a")
        await writer.drain()
        await asyncio.sleep(0.02)  # noqa: TID251 - the server's own slowness is what is tested


def _head(status: int, length: int, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} Whatever", f"content-length: {length}", "content-type: application/json"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name == b"content-length":
            return int(value)
    return 0
