"""The server behind pages of this computer: small requests from its own browser, and nothing else."""

import asyncio
import socket
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

import pytest

from cloverdesk.app.local_server import MOST_AT_ONCE, PATIENCE_SECONDS, Reply, Request, in_time, local_server
from tests.support.aio import ManualClock, eventually, run
from tests.support.card_page import raw

Script = Callable[[int, ManualClock, list[Request]], Coroutine[Any, Any, None]]


def serve(script: Script, **options: Any) -> None:
    """Run `script(port, clock, asked)` on a server that notes what it is asked, and echoes bodies."""

    async def main() -> None:
        asked: list[Request] = []
        clock = ManualClock()

        def answer(request: Request) -> Reply:
            asked.append(request)
            return Reply(HTTPStatus.OK, b"<" + request.body + b">", headers={"x-own": "1"})

        async with local_server(answer, clock=clock, largest_body=10, **options) as port:
            await script(port, clock, asked)
        with pytest.raises(ConnectionRefusedError):
            await raw(port, b"")

    run(main())


def get(port: int, *lines: str, first: str = "GET /a?b=c HTTP/1.1", body: bytes = b"") -> bytes:
    return "\r\n".join([first, f"Host: 127.0.0.1:{port}", *lines, "", ""]).encode("latin-1") + body


def test_a_request_is_read_and_its_answer_is_whole() -> None:
    async def script(port: int, _clock: ManualClock, asked: list[Request]) -> None:
        told = await raw(
            port, get(port, "X-One:  two ", "Content-Length: 3", first="POST //a?b=c HTTP/1.1", body=b"xyz")
        )
        head, _, body = told.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 OK\r\n")
        lines = set(head.decode().split("\r\n"))
        assert {"content-length: 5", "connection: close", "cache-control: no-store", "x-own: 1"} <= lines
        assert {"x-content-type-options: nosniff", "referrer-policy: no-referrer"} <= lines
        assert body == b"<xyz>"
        (request,) = asked
        assert (request.method, request.path, request.query, request.body) == ("POST", "/a", "b=c", b"xyz")
        assert request.headers["x-one"] == "two"

    serve(script)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"first": "GET / HTTP/2.0"}, 400),
        ({"first": "GET /"}, 400),
        ({"first": "GET http://elsewhere.example/ HTTP/1.1"}, 400),
        ({"first": "GET / a HTTP/1.1"}, 400),
        ({"first": "GET /[ HTTP/1.1"}, 200),
        ({"lines": ["Host: 127.0.0.1:1"]}, 400),
        ({"lines": ["Origin: a", "origin: b"]}, 400),
        ({"lines": ["Cookie: a", "Cookie: b"]}, 400),
        ({"lines": ["no colon"]}, 400),
        ({"lines": [" folded: line"]}, 400),
        ({"lines": ["name : a"]}, 400),
        ({"lines": ["Transfer-Encoding: chunked"]}, 400),
        ({"lines": ["Content-Length: -1"]}, 400),
        ({"lines": ["Content-Length: 1e1"]}, 400),
        ({"lines": ["Content-Length: ²"]}, 400),
        ({"lines": ["Content-Length: 11"]}, 413),
        ({"lines": ["Content-Length: 99999999999999999999"]}, 413),
        ({"lines": ["X: " + "x" * 20_000]}, 431),
    ],
    ids=str,
)
def test_what_no_browser_sends_is_refused(changed: dict[str, Any], status: int) -> None:
    async def script(port: int, _clock: ManualClock, asked: list[Request]) -> None:
        lines = changed.pop("lines", [])
        told = await raw(port, get(port, *lines, **changed))
        assert told.split(b" ", 2)[1] == str(status).encode()
        assert len(asked) == (status == 200)

    serve(script)


@pytest.mark.parametrize(
    "host", ["", "127.0.0.1", "localhost:{port}", "elsewhere.example:{port}", "127.0.0.1:{port}."]
)
def test_another_name_of_this_computer_is_refused(host: str) -> None:
    async def script(port: int, _clock: ManualClock, asked: list[Request]) -> None:
        told = await raw(port, f"GET / HTTP/1.1\r\nHost: {host.format(port=port)}\r\n\r\n".encode())
        assert told.startswith(b"HTTP/1.1 404 Not Found\r\n")
        assert b"no-store" in told
        assert asked == []

    serve(script)


def test_a_name_that_is_meant_is_served() -> None:
    async def script(port: int, _clock: ManualClock, asked: list[Request]) -> None:
        await raw(port, f"GET / HTTP/1.1\r\nHost: LocalHost:{port}\r\n\r\n".encode())
        assert len(asked) == 1

    serve(script, names=("localhost",))


@pytest.mark.parametrize(
    "sent", [b"", b"GET / HT", b"POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 9\r\n\r\nxy"]
)
def test_a_slow_client_loses_its_connection_and_holds_up_nobody(sent: bytes) -> None:
    async def script(port: int, clock: ManualClock, asked: list[Request]) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent % port if b"%d" in sent else sent)
        await clock.until_asleep()
        await raw(port, get(port))
        assert len(asked) == 1
        waiting = asyncio.get_running_loop().create_task(reader.read())
        await clock.advance(PATIENCE_SECONDS - 0.1)
        assert not waiting.done()
        await clock.advance(0.1)
        assert await waiting == b""
        writer.close()
        assert len(asked) == 1

    serve(script)


def test_there_are_never_more_connections_than_a_browser_needs() -> None:
    async def script(port: int, clock: ManualClock, asked: list[Request]) -> None:
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(MOST_AT_ONCE)]
        await clock.until_asleep(MOST_AT_ONCE)
        assert await raw(port, b"") == b""
        held[0][1].close()
        await eventually(lambda: clock.sleepers < MOST_AT_ONCE)
        assert (await raw(port, get(port))).startswith(b"HTTP/1.1 200")
        for _, writer in held[1:]:
            writer.close()
        assert len(asked) == 1

    serve(script)


def test_whoever_is_connected_at_the_end_is_let_go() -> None:
    async def main() -> None:
        clock = ManualClock()
        async with local_server(lambda _: Reply(HTTPStatus.OK), clock=clock) as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            await clock.until_asleep()
        assert await reader.read() == b""
        writer.close()
        assert clock.sleepers == 0

    run(main())


def test_a_port_that_is_taken_is_an_error_of_the_system() -> None:
    async def main() -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            with pytest.raises(OSError, match="in use"):
                async with local_server(
                    lambda _: Reply(HTTPStatus.OK), clock=ManualClock(), port=other.getsockname()[1]
                ):
                    pass

    run(main())


def test_what_takes_too_long_is_ended() -> None:
    async def main() -> None:
        clock = ManualClock()
        work: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        waiting = asyncio.get_running_loop().create_task(in_time(work, 5, clock))
        await clock.advance(5)
        with pytest.raises(TimeoutError):
            await waiting
        assert work.cancelled()
        done: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        done.set_result(3)
        assert await in_time(done, 5, clock) == 3
        assert clock.sleepers == 0

    run(main())
