"""What HTTP allows and few programs do: each is answered, at once, like anything else."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.contracts.callers import served
from tests.contracts.clients import exchange

ORDER = {
    "currency": "usd",
    "email": "ada@example.com",
    "items": [{"amount": 100, "currency": "usd", "description": "Mug", "quantity": 1}],
}
BODY = json.dumps(ORDER).encode()


@pytest.fixture(scope="module")
def said() -> Iterator[Mapping[str, Any]]:
    """A server."""
    with served() as line:
        yield line


def head(said: Mapping[str, Any], first: str, *headers: str, close: bool = True) -> bytes:
    """The head of a request, signed in."""
    lines = [first, "Host: localhost", f"Authorization: Bearer {said['api_token']}", *headers]
    return "\r\n".join([*lines, *(["Connection: close"] if close else []), "", ""]).encode()


def statuses(answers: bytes) -> list[int]:
    """The status of each answer."""
    return [int(status) for status in re.findall(rb"HTTP/1\.1 ([0-9]{3}) ", answers)]


def posting(said: Mapping[str, Any], *headers: str) -> bytes:
    """A new order, with some more headers."""
    return head(said, "POST /v1/orders HTTP/1.1", f"Content-Length: {len(BODY)}", *headers) + BODY


def test_http_1_0(said: Mapping[str, Any]) -> None:
    assert statuses(exchange(said["url"], head(said, "GET /v1/orders HTTP/1.0", close=False))) == [200]


def test_a_get_with_a_body(said: Mapping[str, Any]) -> None:
    for body in (b"", b"{}", b"not JSON at all"):
        asked = head(said, "GET /v1/orders HTTP/1.1", f"Content-Length: {len(body)}")
        assert statuses(exchange(said["url"], asked + body)) == [200]


def test_two_calls_in_one_go(said: Mapping[str, Any]) -> None:
    first = head(said, "GET /v1/orders HTTP/1.1", close=False)
    answers = exchange(said["url"], first + first + head(said, "GET /v1/nothing HTTP/1.1"))
    assert statuses(answers) == [200, 200, 404]


def test_a_body_in_pieces(said: Mapping[str, Any]) -> None:
    asked = head(said, "POST /v1/orders HTTP/1.1", "Transfer-Encoding: chunked")
    pieces = (BODY[:10], BODY[10:])
    sent = b"".join(f"{len(one):x}\r\n".encode() + one + b"\r\n" for one in pieces) + b"0\r\n\r\n"
    assert statuses(exchange(said["url"], asked + sent)) == [200]


def test_a_caller_that_waits_to_be_asked_for_the_body(said: Mapping[str, Any]) -> None:
    asked = head(said, "POST /v1/orders HTTP/1.1", f"Content-Length: {len(BODY)}", "Expect: 100-continue")
    answers = exchange(said["url"], asked, more=BODY, until=b"100 Continue")
    assert statuses(answers) == [100, 200]


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "application/json; charset=utf-8",
        "application/json;charset=ISO-8859-1",
        "text/plain",
        "application/x-www-form-urlencoded",
        "nonsense",
    ],
)
def test_whatever_the_body_is_called(kind: str, said: Mapping[str, Any]) -> None:
    assert statuses(exchange(said["url"], posting(said, *([f"Content-Type: {kind}"] if kind else [])))) == [
        200
    ]


def test_headers_in_any_case_and_twice(said: Mapping[str, Any]) -> None:
    asked = posting(said, "X-FORWARDED-FOR: 203.0.113.7", "x-forwarded-for: 203.0.113.8", "uSER-aGENT: a")
    assert statuses(exchange(said["url"], asked)) == [200]


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "Bearer  "])
def test_a_bearer_however_it_is_written(scheme: str, said: Mapping[str, Any]) -> None:
    first = f"GET /v1/orders HTTP/1.1\r\nHost: localhost\r\nauthorization: {scheme} {said['api_token']}\r\n"
    assert statuses(exchange(said["url"], f"{first}Connection: close\r\n\r\n".encode())) == [200]


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/v1/orders?", 200),
        ("/v1/orders?limit=1&foo=bar&foo", 200),
        ("/v1/orders?%ff=%ff", 200),
        ("/v1/orders/", 404),
        ("//v1/orders", 404),
        ("/v1/%6frders", 200),
        ("/v1/orders%00", 404),
        ("/v1/orders/%2e%2e/charges", 404),
        ("/" + "x" * 8000, 404),
        ("http://localhost/v1/orders", 404),
        ("*", 404),
    ],
)
def test_a_target_however_it_is_written(target: str, status: int, said: Mapping[str, Any]) -> None:
    assert statuses(exchange(said["url"], head(said, f"GET {target} HTTP/1.1"))) == [status]


def test_methods_that_nothing_has(said: Mapping[str, Any]) -> None:
    for method, status in {"PATCH": 405, "OPTIONS": 405, "TRACE": 405, "HEAD": 200, "BREW": 405}.items():
        assert statuses(exchange(said["url"], head(said, f"{method} /v1/orders HTTP/1.1"))) == [status]
