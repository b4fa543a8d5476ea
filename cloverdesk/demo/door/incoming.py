"""What a request says: its headers, its query and its body, or a plain refusal where one of them cannot be read."""

import json
from contextlib import aclosing
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from cloverdesk.demo.door.calls import JSON_TYPE
from cloverdesk.demo.errors import Rejected, envelope

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from cloverdesk.demo.door.calls import Operation

LARGEST_HEAD = 32_768
LARGEST_BODY = 1_000_000
MOST_READ = 16_000_000
Pairs = list[tuple[str, str]]


def read_headers(request: "Request") -> dict[str, str]:
    """The headers by their lower-case names; one that was sent more than once holds all its values, after a comma each.

    Raises `Rejected` if they are too many.
    """
    headers: dict[str, str] = {}
    size = 0
    for raw_name, raw_value in request.scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        size += len(name) + len(value)
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    if size > LARGEST_HEAD:
        raise Rejected(431, envelope(431))
    return headers


def read_query(request: "Request") -> Pairs:
    """The parameters in their order, empty ones included."""
    raw: str = request.scope["query_string"].decode("latin-1")
    if "%" in raw or "+" in raw:
        return parse_qsl(raw, keep_blank_values=True)
    parts = (part.partition("=") for part in raw.split("&") if part)
    return [(name, value) for name, _, value in parts]


async def read_body(request: "Request", headers: dict[str, str], operation: "Operation") -> dict[str, Any]:
    """The JSON object in the body, {} where there is none; a body where none belongs is read and passed over.

    Raises `Rejected` for anything else.
    """
    length = headers.get("content-length", "0")
    if length == "0" and "transfer-encoding" not in headers:
        return {}
    if length.isdecimal() and int(length) > MOST_READ:
        raise Rejected(413, envelope(413))
    raw = await _body(request)
    if request.method in {"GET", "HEAD"}:
        return {}
    if operation.json_only and headers.get("content-type", "").partition(";")[0].strip() != JSON_TYPE:
        raise Rejected(415, {"message": "HTTP 415 Unsupported Media Type"})
    return _decode(raw, operation.malformed)


async def _body(request: "Request") -> bytes:
    """The body. One that is too large is read on for a while, so that its sender comes to see the refusal."""
    raw, size = bytearray(), 0
    async with aclosing(request.stream()) as chunks:
        async for chunk in chunks:
            size += len(chunk)
            if size <= LARGEST_BODY:
                raw += chunk
            if size > MOST_READ:
                break
    if size > LARGEST_BODY:
        raise Rejected(413, envelope(413))
    return bytes(raw)


def _decode(raw: bytes, malformed: "Callable[[str], Rejected]") -> dict[str, Any]:
    """The JSON object in a body, {} where there is none. Raises `Rejected` for anything else."""
    if not raw.strip():
        return {}
    try:
        body = json.loads(raw)
        # Half of a surrogate pair is JSON but no text, and Python takes numbers that are none: neither could be sent back.
        json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        raise malformed("The request body is not valid JSON.") from None
    if not isinstance(body, dict):
        raise malformed("The request body is not a JSON object.")
    return body
