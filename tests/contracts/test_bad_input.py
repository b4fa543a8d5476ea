"""Whatever is sent, the answer is a documented error or a plain 4xx, at once: never a traceback, never a hang."""

import http.client
import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from tests.contracts.callers import served
from tests.contracts.documents import Described, normative
from tests.contracts.till import NOBODY
from tests.support.aio import PATIENCE_S

WRITES = sorted(pair for pair, one in normative().items() if one.requests())
READS = sorted(pair for pair in normative() if pair[0] in {"GET", "DELETE"})
NO_JSON = {
    "bad UTF-8": b'{"amount": "\xff\xfe"}',
    "cut off": b'{"amount": 1',
    "two values": b"{} {}",
    "not a number": b'{"amount": 0x10}',
    "no end of nesting": b"[" * 100_000,
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "half of a character": b'{"email": "\\ud800"}',
    "a number": b"17",
    "a text": b'"text"',
    "a list": b"[1, 2]",
    "null": b"null",
    "zeros": bytes(64),
}
"""Bodies that are no JSON object."""
ODD = {
    "text where numbers belong": {"amount": "much", "quantity": "two", "limit": "ten"},
    "numbers where text belongs": {
        "currency": 1,
        "source": 2,
        "email": 3,
        "charge": 4,
        "name": 5,
        "reason": 6,
    },
    "floats": {"amount": 10.5, "tip_amount": 1e3, "tax_amount": 1e400},
    "huge numbers": {"amount": 10**40, "tip_amount": -(10**40), "intervalCount": 10**25},
    "truth": {"amount": True, "currency": False, "capture": "yes", "active": 1},
    "lists": {"amount": [1], "source": ["clv_1"], "items": {"a": 1}, "threeds": [[]], "shipping": []},
    "empty": {"amount": "", "source": "", "currency": "", "email": "", "charge": "", "items": []},
    "zero characters": {"source": "clv_\x00", "email": "a\x00@b.c", "name": "\x00\x00\x00", "charge": "\x00"},
    "long": {"source": "clv_" + "x" * 90_000, "email": "x" * 90_000 + "@example.com", "name": "n" * 90_000},
    "odd characters": {
        "source": "clv_\U0001f4a9",
        "currency": "ÜÜÜ",
        "email": "ä@ö.ü",
        "name": "\u202e\u0000\uffff",
    },
}
"""Bodies that are JSON objects, with members that are wrong."""


@pytest.fixture(scope="module")
def said() -> Iterator[Mapping[str, Any]]:
    """A server. What it writes to standard error fails the last test that uses it."""
    with served() as line:
        yield line


@pytest.fixture
def line(said: Mapping[str, Any]) -> Iterator[http.client.HTTPConnection]:
    """A connection to it."""
    parts = urlsplit(said["url"])
    with closing(http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=PATIENCE_S)) as made:
        yield made


def send(
    line: http.client.HTTPConnection,
    said: Mapping[str, Any],
    one: Described,
    body: bytes | None,
    path: str = "",
) -> tuple[int, str, bytes]:
    """Status, type and body of what is answered."""
    values = {parameter["name"]: NOBODY for parameter in one.parameters("path")}
    target = path or one.path.format(**{**values, "mId": said["merchant_id"]})
    headers = {
        "Authorization": f"Bearer {said['api_token']}",
        "apikey": said["public_token"],
        "X-Clover-Merchant-Id": said["merchant_id"],
        "Content-Type": "application/json",
    }
    line.request(one.method, target, body, headers)
    answer = line.getresponse()
    return answer.status, answer.getheader("content-type", ""), answer.read()


def fits(one: Described, status: int, kind: str, body: bytes) -> None:
    """The error is documented for the operation, or plain."""
    assert 400 <= status < 500, body
    if one.answer(status) is None:
        assert kind.startswith("text/plain") or json.loads(body)["message"].startswith(str(status))
    else:
        assert one.problem(status, kind, body) is None


@pytest.mark.parametrize("pair", WRITES, ids=" ".join)
def test_what_is_no_json_object(
    pair: tuple[str, str], line: http.client.HTTPConnection, said: Mapping[str, Any]
) -> None:
    for body in NO_JSON.values():
        fits(normative()[pair], *send(line, said, normative()[pair], body))


@pytest.mark.parametrize("pair", WRITES, ids=" ".join)
def test_members_that_are_wrong(
    pair: tuple[str, str], line: http.client.HTTPConnection, said: Mapping[str, Any]
) -> None:
    one = normative()[pair]
    example = next(iter(one.requests().values()))
    for wrong in ODD.values():
        told = {**example, **wrong} if wrong.keys() & example.keys() else wrong
        status, kind, body = send(line, said, one, json.dumps(told).encode())
        if status != 200:
            fits(one, status, kind, body)


@pytest.mark.parametrize("pair", WRITES, ids=" ".join)
def test_a_body_that_is_too_large(
    pair: tuple[str, str], line: http.client.HTTPConnection, said: Mapping[str, Any]
) -> None:
    body = b'{"description": "' + b"x" * 1_000_001 + b'"}'
    status, kind, answer = send(line, said, normative()[pair], body)
    assert (status, kind) == (413, "application/json")
    assert json.loads(answer)["message"].startswith("413 ")


@pytest.mark.parametrize("pair", READS, ids=" ".join)
def test_parameters_that_are_wrong(
    pair: tuple[str, str], line: http.client.HTTPConnection, said: Mapping[str, Any]
) -> None:
    one = normative()[pair]
    values = [
        "",
        "%ff",
        "%00",
        "-1",
        "1e3",
        "0x10",
        "9" * 40,
        "null",
        quote("\U0001f4a9"),
        "a" * 3000,
        "[]",
        "{}",
    ]
    base = one.path.format(
        **{parameter["name"]: NOBODY for parameter in one.parameters("path")} | {"mId": said["merchant_id"]}
    )
    for parameter in one.parameters("query"):
        for value in values:
            path = f"{base}?{parameter['name']}={value}"
            status, kind, body = send(line, said, one, None, path)
            if status >= 300:
                fits(one, status, kind, body)


@pytest.mark.parametrize(
    "value", ["%ff%fe", "%00", quote("\U0001f4a9"), "x" * 3000, "..", "%2e%2e", "'", '"', "{}"]
)
@pytest.mark.parametrize("pair", [pair for pair in sorted(normative()) if "{}" in pair[1]], ids=" ".join)
def test_ids_that_are_none(
    pair: tuple[str, str], value: str, line: http.client.HTTPConnection, said: Mapping[str, Any]
) -> None:
    one = normative()[pair]
    path = one.path.format(**{parameter["name"]: value for parameter in one.parameters("path")})
    status, _, _ = send(line, said, one, b"{}" if one.requests() else None, path)
    assert 400 <= status < 500
