"""The HTTP library behind one small class: the only module that imports it, so that it can be exchanged."""

import asyncio
import logging
import ssl
from collections import deque
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import httpx

from cloverdesk.api.addresses import host_of
from cloverdesk.api.errors import ExtraCaUnusable, ProxyUnusable
from cloverdesk.api.exchange import (
    LARGEST_BODY,
    Answer,
    Call,
    Hindrance,
    LimitHit,
    NothingSent,
    NoWholeAnswer,
    Patience,
)
from cloverdesk.api.hindrances import why_no_answer, why_not_sent
from cloverdesk.domain.addresses import is_loopback

log = logging.getLogger(__name__)

_ANSWERS_REMEMBERED = 64
_POOL = httpx.Limits(max_connections=16, max_keepalive_connections=8, keepalive_expiry=30)
_KEEPING_NONE = httpx.Limits(max_connections=16, max_keepalive_connections=0)
# httpx looks mounts up before the system's proxies; None means: without a proxy.
_NEVER_THROUGH_A_PROXY: Mapping[str, None] = {
    "all://localhost": None,
    "all://127.0.0.1": None,
    "all://[::1]": None,
}
_ENCODINGS = {"accept-encoding": "gzip, deflate"}

for _name in ("httpx", "httpcore"):
    # They write whole addresses and headers; this package writes what may be read by others.
    logging.getLogger(_name).setLevel(logging.WARNING)


class HttpClient:
    """One HTTP/1.1 client with kept connections, and for calls that go alone with none. Redirects are never followed, cookies never sent, nothing sent again."""

    def __init__(
        self,
        urls: Sequence[str],
        headers: Mapping[str, str],
        transport: httpx.AsyncBaseTransport | None = None,
        *,
        extra_ca: Path | None = None,
    ) -> None:
        """Raises `ProxyUnusable`, and `ExtraCaUnusable` for a file of certificates that cannot be used."""
        local = all(is_loopback(host_of(url)) for url in urls)
        trust = _trust(urls, extra_ca)
        open_client = partial(
            httpx.AsyncClient,
            transport=transport,
            verify=trust,
            trust_env=not local,
            mounts=None if local or transport else dict(_NEVER_THROUGH_A_PROXY),
            http1=True,
            http2=False,
            follow_redirects=False,
        )
        try:
            self._client = open_client(limits=_POOL)
            self._alone = open_client(limits=_KEEPING_NONE)
        except (ValueError, ImportError, httpx.InvalidURL) as problem:
            raise ProxyUnusable from problem
        self._headers = {**headers, **_ENCODINGS}
        self._timeouts: dict[Patience, Mapping[str, float | None]] = {}
        self._heard: deque[str] = deque(maxlen=_ANSWERS_REMEMBERED)

    async def exchange(self, call: Call) -> Answer:
        """Send `call` once. Raises `NothingSent` when no byte of it can have left, else `NoWholeAnswer`."""
        request = self._request(call)
        try:
            async with asyncio.timeout(call.patience.whole):
                return await self._send(call, request)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as problem:
            raise NothingSent(why_not_sent(problem)) from problem
        except NoWholeAnswer:
            raise
        except Exception as problem:  # the library lets errors of the layers below it through
            if not isinstance(problem, httpx.HTTPError | OSError):
                log.warning("%s: an unexpected %s", call.method, type(problem).__name__)
            raise NoWholeAnswer(why_no_answer(problem)) from problem

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()
        await self._alone.aclose()

    def _request(self, call: Call) -> httpx.Request:
        """Built here and not by the client, which would take an address and headers apart several times."""
        url = f"{call.url}?{urlencode(call.params, doseq=True)}" if call.params else call.url
        return httpx.Request(
            call.method,
            url,
            headers={**self._headers, **call.headers},
            content=call.content,
            extensions={"timeout": self._timeout(call.patience)},
        )

    async def _send(self, call: Call, request: httpx.Request) -> Answer:
        client = self._alone if call.alone else self._client
        response = await client.send(request, stream=True)
        told = {name.lower(): value for name, value in response.headers.raw}
        request_id = _text(told, b"request-id") or _text(told, b"x-request-id")
        try:
            self._check_is_new(request_id)
            body = await _whole_body(response, _whole(_text(told, b"content-length")))
        finally:
            await response.aclose()
        status = response.status_code
        retry_after = _whole(_text(told, b"retry-after"))
        return Answer(
            name=call.name,
            status=status,
            body=body,
            content_type=_text(told, b"content-type").lower(),
            request_id=request_id,
            retry_after=None if retry_after is None else float(retry_after),
            limit_hit=_limit_hit(told, retry_after) if status == 429 else None,
        )

    def _check_is_new(self, request_id: str) -> None:
        """Raise `NoWholeAnswer` for an answer that came before.

        One that is sent twice waits on its connection, and the library takes it for the answer to the next request there.
        Left unread, it ends the connection.
        """
        if request_id and request_id in self._heard:
            raise NoWholeAnswer(Hindrance.CUT)
        self._heard.append(request_id)

    def _timeout(self, patience: Patience) -> Mapping[str, float | None]:
        if patience not in self._timeouts:
            self._timeouts[patience] = httpx.Timeout(patience.silence, connect=patience.connect).as_dict()
        return self._timeouts[patience]


def _trust(urls: Sequence[str], extra_ca: Path | None) -> ssl.SSLContext:
    """The system's trust store and the extra certificates, read only where something speaks TLS; otherwise nobody."""
    if all(url.startswith("http:") for url in urls):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    import truststore

    trust = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if extra_ca is not None:
        try:
            trust.load_verify_locations(cafile=extra_ca)
        except OSError as problem:  # among them what OpenSSL says of a file without certificates
            raise ExtraCaUnusable(path=str(extra_ca)) from problem
    return trust


async def _whole_body(response: httpx.Response, told: int | None) -> bytes:
    """The body, of which `told` bytes were announced. Raises `NoWholeAnswer` for one that is too large to be Clover's."""
    if told is not None and told > LARGEST_BODY:
        raise NoWholeAnswer(Hindrance.TOO_LARGE)
    parts: list[bytes] = []
    size = 0
    async for part in response.aiter_bytes():
        size += len(part)
        if size > LARGEST_BODY:
            raise NoWholeAnswer(Hindrance.TOO_LARGE)
        parts.append(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _text(told: Mapping[bytes, bytes], name: bytes) -> str:
    return told.get(name, b"").decode("latin-1")


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def _limit_hit(told: Mapping[bytes, bytes], retry_after: int | None) -> LimitHit:
    """What a 429 says of itself; only the limit of calls at once comes with a `retry-after` (payments.md, section 10)."""
    kinds = (b"concurrent", b"") if retry_after else (b"", b"concurrent")
    for kind in kinds:
        for scope in (b"token", b"crosstoken"):
            most = _text(told, b"x-ratelimit-" + scope + kind + b"limit")
            if most:
                return LimitHit(kind == b"concurrent", _whole(most) or None)
    return LimitHit(at_once=retry_after is not None)
