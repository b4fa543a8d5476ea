"""The HTTP library behind one small class: the only module that imports it, so that it can be exchanged."""

import asyncio
import logging
import ssl
from collections.abc import Mapping, Sequence

import httpx

from cloverdesk.api.addresses import host_of
from cloverdesk.api.errors import ProxyUnusable
from cloverdesk.api.exchange import (
    LARGEST_BODY,
    Answer,
    Call,
    Hindrance,
    NothingSent,
    NoWholeAnswer,
    Patience,
)
from cloverdesk.domain.addresses import is_loopback

log = logging.getLogger(__name__)

_POOL = httpx.Limits(max_connections=16, max_keepalive_connections=8, keepalive_expiry=30)
# httpx looks mounts up before the system's proxies; None means: without a proxy.
_NEVER_THROUGH_A_PROXY: Mapping[str, None] = {
    "all://localhost": None,
    "all://127.0.0.1": None,
    "all://[::1]": None,
}

for _name in ("httpx", "httpcore"):
    # They write whole addresses and headers; this package writes what may be read by others.
    logging.getLogger(_name).setLevel(logging.WARNING)


class HttpClient:
    """One HTTP/1.1 client with kept connections. Redirects are never followed, and nothing is ever sent again."""

    def __init__(
        self,
        urls: Sequence[str],
        headers: Mapping[str, str],
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        local = all(is_loopback(host_of(url)) for url in urls)
        try:
            self._client = httpx.AsyncClient(
                headers=dict(headers),
                transport=transport,
                verify=_trust(urls),
                trust_env=not local,
                mounts=None if local or transport else dict(_NEVER_THROUGH_A_PROXY),
                limits=_POOL,
                http1=True,
                http2=False,
                follow_redirects=False,
            )
        except (ValueError, ImportError, httpx.InvalidURL) as problem:
            raise ProxyUnusable from problem
        self._timeouts: dict[Patience, httpx.Timeout] = {}

    async def exchange(self, call: Call) -> Answer:
        """Send `call` once. Raises `NothingSent` when no byte of it can have left, else `NoWholeAnswer`."""
        request = self._client.build_request(
            call.method,
            call.url,
            params=dict(call.params) or None,
            headers=dict(call.headers) or None,
            content=call.content,
            timeout=self._timeout(call.patience),
        )
        try:
            async with asyncio.timeout(call.patience.whole):
                return await self._send(call, request)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as problem:
            raise NothingSent(_why_not_sent(problem)) from problem
        except NoWholeAnswer:
            raise
        except Exception as problem:  # the library lets errors of the layers below it through
            if not isinstance(problem, httpx.HTTPError | OSError):
                log.warning("%s: an unexpected %s", call.method, type(problem).__name__)
            raise NoWholeAnswer(_why_no_answer(problem)) from problem

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def _send(self, call: Call, request: httpx.Request) -> Answer:
        response = await self._client.send(request, stream=True)
        try:
            body = await _whole_body(response)
        finally:
            await response.aclose()
        headers = response.headers
        return Answer(
            name=call.name,
            status=response.status_code,
            body=body,
            content_type=headers.get("content-type", "").lower(),
            request_id=headers.get("request-id", "") or headers.get("x-request-id", ""),
            retry_after=_seconds(headers.get("retry-after", "")),
        )

    def _timeout(self, patience: Patience) -> httpx.Timeout:
        if patience not in self._timeouts:
            self._timeouts[patience] = httpx.Timeout(patience.silence, connect=patience.connect)
        return self._timeouts[patience]


def _trust(urls: Sequence[str]) -> ssl.SSLContext:
    """The system's trust store, read only where something speaks TLS; otherwise a context that trusts nobody."""
    if all(url.startswith("http:") for url in urls):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


async def _whole_body(response: httpx.Response) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in response.aiter_bytes():
        size += len(part)
        if size > LARGEST_BODY:
            raise NoWholeAnswer(Hindrance.TOO_LARGE)
        parts.append(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _why_not_sent(problem: BaseException) -> Hindrance:
    cause: BaseException | None = problem
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Hindrance.NOT_TRUSTED
        cause = cause.__cause__ or cause.__context__
    return Hindrance.NO_CONNECTION


def _why_no_answer(problem: Exception) -> Hindrance:
    if isinstance(problem, httpx.TimeoutException | TimeoutError):
        return Hindrance.TIMEOUT
    if isinstance(problem, httpx.ProxyError):
        return Hindrance.PROXY
    return Hindrance.GARBLED if isinstance(problem, httpx.DecodingError) else Hindrance.CUT


def _seconds(text: str) -> float | None:
    return float(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
