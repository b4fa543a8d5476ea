"""What comes over the wire and is no request, or half of one: a plain refusal, and the next caller is served as ever."""

import socket
import struct

import pytest

from tests.support.aio import eventually
from tests.support.store_server import Served, serve

HOST = b"host: 127.0.0.1\r\n"
LONG = b"a" * 70_000

NO_REQUESTS: list[tuple[bytes, int]] = [
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n", 400),
    (b"\x00" * 100 + b"\r\n\r\n", 400),
    (b"GET /v1/charges\r\n\r\n", 400),
    (b"GET  /v1/charges HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    (b"GET /v1/ch\xffarges HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    (b"GET /v1/charges HTTP/1.1\r\n\r\n", 400),
    (b"GET /v1/charges HTTP/1.1\r\n" + HOST + HOST + b"\r\n", 400),
    (b"GET /v1/charges HTTP/1.1\r\n" + HOST + b"no colon\r\n\r\n", 400),
    (b"GET /v1/charges HTTP/1.1\r\n" + HOST + b" folded: x\r\nbad name: x\r\n\r\n", 400),
    (b"POST /v1/charges HTTP/1.1\r\n" + HOST + b"content-length: -1\r\n\r\n", 400),
    (b"POST /v1/charges HTTP/1.1\r\n" + HOST + b"content-length: 1e3\r\n\r\n", 400),
    (b"POST /v1/charges HTTP/1.1\r\n" + HOST + b"content-length: " + b"9" * 40 + b"\r\n\r\n", 400),
    (b"POST /v1/charges HTTP/1.1\r\n" + HOST + b"content-length: 5\r\ncontent-length: 6\r\n\r\n", 400),
    (b"POST /v1/charges HTTP/1.1\r\n" + HOST + b"transfer-encoding: gzip\r\n\r\n", 501),
    (
        b"POST /v1/charges HTTP/1.1\r\n" + HOST + b"transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        400,
    ),
    (b"GET /" + LONG + b" HTTP/1.1\r\n" + HOST, 431),
    (b"GET /v1/charges HTTP/1.1\r\n" + HOST + b"x: " + LONG, 431),
    (b"GET /v1/charges HTTP/1.1\r\n" + HOST + b"x: y\r\n" * 20_000, 431),
]


@pytest.mark.parametrize(("content", "status"), NO_REQUESTS, ids=range(len(NO_REQUESTS)))
def test_what_is_no_request_is_refused_in_plain_text(
    content: bytes, status: int, capfd: pytest.CaptureFixture[str]
) -> None:
    async def script(served: Served) -> None:
        caller = await served.caller()
        await caller.send(content)
        said = await caller.answer()
        assert said.status == status
        assert said.headers["content-type"].startswith("text/plain")
        assert said.body.decode().startswith(str(status))
        assert await caller.rest() == b""
        assert (await served.said(served.get())).status == 200

    serve(script)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (("content-length: 0",), 200),
        (("transfer-encoding: chunked",), 200),
        (("expect: 100-continue",), 200),
        (("connection: upgrade", "upgrade: websocket"), 200),
        (("connection: keep-alive, Upgrade", "upgrade: h2c", "http2-settings: AAMAAABk"), 200),
        (("x-odd: \t ~!@#$%^&*()", "x-empty:"), 200),
        (("authorization: Bearer other",), 401),
        ((f"x-long: {'a' * 12_000}",), 200),
    ],
)
def test_odd_headers_of_a_get(lines: tuple[str, ...], status: int, capfd: pytest.CaptureFixture[str]) -> None:
    async def script(served: Served) -> None:
        body = b"0\r\n\r\n" if "chunked" in lines[0] else b""
        assert (await served.said(served.get("/v1/charges", *lines) + body)).status == status

    serve(script)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("content", [b"{}", b"no json", b"\xff\xfe"])
def test_a_body_where_none_belongs_is_passed_over(content: bytes) -> None:
    async def script(served: Served) -> None:
        caller = await served.caller()
        for _ in range(2):
            await caller.send(served.request("GET", "/v1/charges", body=content))
            assert (await caller.answer()).status == 200

    serve(script)


def test_a_head_that_came_in_one_piece_can_be_too_long_as_well() -> None:
    async def script(served: Served) -> None:
        lines = [f"x-{number}: {'a' * 1000}" for number in range(14)]
        refused = await served.said(served.get("/v1/charges", *lines, *lines, *lines))
        assert refused.status == 431

    serve(script)


@pytest.mark.parametrize(
    "path", ["/%", "/%ff", "/v1/charges/%ff%fe", "/v1/charges/%00", "/v1//charges", "/../x", "//"]
)
def test_odd_paths_are_not_found(path: str) -> None:
    async def script(served: Served) -> None:
        assert (await served.said(served.get(path))).status == 404

    serve(script)


@pytest.mark.parametrize(
    "query", ["limit=%ff", "limit=%", "limit=1&limit=0", "limit=", "created.gt=%00", "starting_after=%F0%9F"]
)
def test_odd_queries_are_refused(query: str) -> None:
    async def script(served: Served) -> None:
        assert (await served.said(served.get(f"/v1/charges?{query}"))).status == 400

    serve(script)


def test_requests_that_come_at_once_are_answered_in_their_order() -> None:
    async def script(served: Served) -> None:
        caller = await served.caller()
        paths = ["/v1/charges?limit=1", "/v1/nothing", "/v1/orders?limit=1", "/v1/charges?limit=2"]
        await caller.send(b"".join(map(served.get, paths)) + b"\x00 rubbish\r\n\r\n")
        said = [await caller.answer() for _ in range(5)]
        assert [one.status for one in said] == [200, 404, 200, 200, 400]
        assert b'"url":"/v1/orders"' in said[2].body
        assert await caller.rest() == b""

    serve(script)


@pytest.mark.parametrize("more", [b"\r\n", b"rubbish", b"GET / HTTP/1.1\r\n\r\n"])
def test_what_follows_the_last_request_spoils_no_answer(more: bytes) -> None:
    async def script(served: Served) -> None:
        served.demo.trouble({"operation": "getCharge", "before": {"stall": True}})
        caller = await served.caller()
        await caller.send(served.get("/v1/charges/NONE", "connection: close"))
        await served.demo.faults.wait_stalled()
        await caller.send(more)
        assert (await served.said(served.get())).status == 200  # by now it has arrived
        served.demo.faults.release()
        assert (await caller.answer()).status == 404
        assert await caller.rest() == b""

    serve(script)


def test_a_caller_that_left_is_refused_without_a_word(capfd: pytest.CaptureFixture[str]) -> None:
    async def script(served: Served) -> None:
        for _ in range(20):
            caller = await served.caller()
            linger = struct.pack("ii", 1, 0)  # a reset instead of a farewell
            caller.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            head = served.request("POST", "/v1/charges", "transfer-encoding: chunked")
            caller.writer.write(head + b"no chunk\r\n")
            caller.writer.transport.abort()
        assert (await served.said(served.get())).status == 200
        await eventually(lambda: len(served.server.connections) == 1)

    serve(script)
    assert capfd.readouterr() == ("", "")


def test_a_request_in_the_smallest_pieces() -> None:
    async def script(served: Served) -> None:
        caller = await served.caller()
        for byte in served.request("POST", "/v1/refunds", body=b'{"charge": "NONE"}'):
            await caller.send(bytes([byte]))
        assert (await caller.answer()).status == 404

    serve(script)


def test_a_body_in_chunks() -> None:
    async def script(served: Served) -> None:
        caller = await served.caller()
        chunks = b'8\r\n{"charge\r\n9;odd=yes\r\n": "NONE"\r\n1\r\n}\r\n0\r\nx-trailer: y\r\n\r\n'
        for _ in range(2):
            await caller.send(served.request("POST", "/v1/refunds", "transfer-encoding: chunked") + chunks)
            assert (await caller.answer()).status == 404
        await caller.send(
            served.request("POST", "/v1/refunds", "transfer-encoding: chunked") + b"1\r\n{\r\n0\r\n\r\n"
        )
        assert (await caller.answer()).status == 400

    serve(script)


def test_a_body_that_waits_to_be_asked_for() -> None:
    async def script(served: Served) -> None:
        caller = await served.caller()
        await caller.send(served.request("POST", "/v1/refunds", "expect: 100-continue", "content-length: 18"))
        assert (await caller.answer()).status == 100
        await caller.send(b'{"charge": "NONE"}')
        assert (await caller.answer()).status == 404

    serve(script)


@pytest.mark.parametrize("length", [16_000_001, 10**15])
def test_a_body_that_is_announced_too_large_is_not_waited_for(length: int) -> None:
    async def script(served: Served) -> None:
        refused = await served.said(served.request("POST", "/v1/charges", f"content-length: {length}"))
        assert (refused.status, refused.body) == (413, b'{"message":"413 Request Entity Too Large"}')

    serve(script)


def test_head_has_no_body() -> None:
    async def script(served: Served) -> None:
        caller = await served.caller()
        await caller.send(served.request("HEAD", "/v1/charges"))
        said = await caller.answer(with_body=False)
        assert said.status == 200
        assert int(said.headers["content-length"]) > 100
        await caller.send(served.get())
        assert (await caller.answer()).status == 200

    serve(script)


def test_what_comes_more_than_once_is_one_value() -> None:
    async def script(served: Served) -> None:
        token = served.demo.identity.api_token
        twice = await served.said(served.get("/v1/charges", f"authorization: Bearer {token}"))
        assert (twice.status, twice.body) == (401, b'{"message":"401 Unauthorized"}')

    serve(script)


@pytest.mark.parametrize("last", [False, True])
def test_an_answer_that_comes_twice(last: bool) -> None:
    async def script(served: Served) -> None:
        served.demo.trouble({"operation": "getCharge", "after": {"twice": True}})
        caller = await served.caller()
        await caller.send(served.get("/v1/charges/NONE", *(["connection: close"] if last else [])))
        first, second = await caller.answer(), await caller.answer()
        assert (first.status, first.body) == (second.status, second.body)
        assert first.status == 404
        assert first.headers["request-id"] == second.headers["request-id"]
        if last:
            assert await caller.rest() == b""
        else:
            await caller.send(served.get())
            assert (await caller.answer()).status == 200

    serve(script)
