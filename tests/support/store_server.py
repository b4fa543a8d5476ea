"""The demo store on a real socket in this process, and a caller that writes what no HTTP library would."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from cloverdesk.demo.door.connections import Patience
from cloverdesk.demo.door.wire import StoreServer
from cloverdesk.demo.faults import Faults
from cloverdesk.demo.options import DemoOptions
from tests.support.aio import run
from tests.support.demo import Demo, demo_app

USUAL = Patience()


@dataclass
class Said:
    """One answer as it came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Caller:
    """One connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def answer(self, *, with_body: bool = True) -> Said:
        """The next answer; 100 Continue counts as one."""
        head = await self.reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("ascii").split("\r\n")[:-2]
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        length = int(headers.get("content-length", "0")) if with_body else 0
        return Said(int(first.split(" ")[1]), headers, await self.reader.readexactly(length))

    async def rest(self) -> bytes:
        """Everything until the other side ends the connection."""
        try:
            return await self.reader.read()
        except ConnectionError:
            return b""

    @property
    def is_open(self) -> bool:
        return not self.reader.at_eof() and self.reader.exception() is None


@dataclass
class Served:
    """A store that is being served on `port`."""

    demo: Demo
    server: StoreServer
    port: int
    callers: list[Caller] = field(default_factory=list)

    async def caller(self) -> Caller:
        """A new connection; all of them are gone at the end."""
        made = Caller(*await asyncio.open_connection("127.0.0.1", self.port))
        self.callers.append(made)
        return made

    async def said(self, request: bytes) -> Said:
        """The answer to one request on a connection of its own."""
        caller = await self.caller()
        await caller.send(request)
        return await caller.answer()

    def get(self, path: str = "/v1/charges", *more: str) -> bytes:
        """A GET with the merchant's token and further header lines."""
        return self.request("GET", path, *more)

    def request(self, method: str, path: str, *more: str, body: bytes = b"") -> bytes:
        """A request; its content-length is there where it has a body."""
        lines = [f"{method} {path} HTTP/1.1", "host: 127.0.0.1", *more]
        lines.append(f"authorization: Bearer {self.demo.identity.api_token}")
        lines += [f"content-length: {len(body)}"] if body else []
        return "\r\n".join([*lines, "", ""]).encode() + body


@asynccontextmanager
async def serving(demo: Demo, faults: Faults, patience: Patience) -> AsyncIterator[Served]:
    """Serve until the block is left."""
    ready = asyncio.Event()
    server = StoreServer(demo.store, DemoOptions(), faults, ready.set, patience)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        served = Served(demo, server, listener.getsockname()[1])
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(server.serve(sockets=[listener]))
            await ready.wait()
            try:
                yield served
            finally:
                for caller in served.callers:
                    caller.writer.close()
                server.should_exit = True


def serve(script: Callable[[Served], Coroutine[Any, Any, None]], patience: Patience = USUAL) -> None:
    """Run `script` against a small store on a real socket."""

    async def main(demo: Demo) -> None:
        async with serving(demo, demo.faults, patience) as served:
            await script(served)

    with demo_app(orders=5) as demo:
        run(main(demo))
