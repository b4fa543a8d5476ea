"""Why no answer came, told from the exception that the layers below HTTP raised."""

import socket
import ssl
from collections.abc import Iterator

import httpx

from cloverdesk.api.exchange import Hindrance

_NOT_OF_TODAY = frozenset(
    {
        9,  # OpenSSL: not yet valid
        10,  # OpenSSL: has expired
        0x800B0101,  # Windows: expired, or not yet valid
        -67818,  # macOS: expired
        -67819,  # macOS: not yet valid
    }
)


def why_not_sent(problem: BaseException) -> Hindrance:
    """Why no connection was made."""
    for cause in _causes(problem):
        if isinstance(cause, ssl.SSLCertVerificationError):
            not_of_today = getattr(cause, "verify_code", 0) in _NOT_OF_TODAY
            return Hindrance.NOT_OF_TODAY if not_of_today else Hindrance.NOT_TRUSTED
        if isinstance(cause, socket.gaierror):
            return Hindrance.NAME_UNKNOWN
    return Hindrance.NO_CONNECTION


def why_no_answer(problem: BaseException) -> Hindrance:
    """Why no whole answer came, after the request may have left."""
    if isinstance(problem, httpx.TimeoutException | TimeoutError):
        return Hindrance.TIMEOUT
    if isinstance(problem, httpx.ProxyError):
        return Hindrance.PROXY
    return Hindrance.GARBLED if isinstance(problem, httpx.DecodingError) else Hindrance.CUT


def _causes(problem: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = problem
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
