"""Hears the one redirect of a sign-in: a server on this computer alone, for as long as one attempt takes."""

import asyncio
import hmac
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from cloverdesk.app.local_server import LOOPBACK, Reply, Request, local_server
from cloverdesk.domain.clock import Clock, SystemClock
from cloverdesk.domain.errors import DeskError, ExitCode
from cloverdesk.domain.message import Message
from cloverdesk.domain.secret import Secret

NAMES = (LOOPBACK, "localhost")
"""How a redirect may name this computer: an app's address at Clover has one of them."""
MOST_PARAMETERS = 20
_HTML = "text/html; charset=utf-8"
_PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>CloverDesk</title>'
    "<style>body{{font:18px system-ui,sans-serif;margin:20vh auto;max-width:32em;text-align:center}}</style>"
    "<p>{text}</p></html>\n"
)


class SignInDenied(DeskError):
    """Somebody said no on the sign-in page. No params."""

    code = "app.sign_in_denied"
    exit_code = ExitCode.CANCELLED


class PortTaken(DeskError):
    """The port that the sign-in page goes back to is used by another program. Params: port, why."""

    code = "app.port_taken"
    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class CameBack:
    """What a sign-in page goes back with. `merchant_id` and `employee_id` are "" where it did not say."""

    code: Secret
    merchant_id: str
    employee_id: str


@dataclass(slots=True)
class Loopback:
    """`address` is where the sign-in page has to go back to, `heard` what it came back with."""

    address: str
    heard: "asyncio.Future[CameBack]"


@asynccontextmanager
async def loopback(redirect: str, state: str, clock: Clock | None = None) -> AsyncIterator[Loopback]:
    """Listen where `redirect` (http, this computer) says; at any free port if it names none. Raises `PortTaken`."""
    wanted = urlsplit(redirect)
    ear = _Ear(wanted.path or "/", state)
    serving = local_server(ear.answer, clock=clock or SystemClock(), port=wanted.port or 0, names=NAMES)
    async with AsyncExitStack() as stack:
        stack.callback(ear.heard.cancel)
        try:
            port = await stack.enter_async_context(serving)
        except OSError as problem:
            raise PortTaken(port=wanted.port or 0, why=problem.strerror or str(problem)) from problem
        yield Loopback(f"http://{wanted.hostname}:{port}{wanted.path or '/'}", ear.heard)


def came_back(query: str, state: str) -> CameBack | None:
    """What the query of a redirect says; None for what does not belong to the attempt with this `state`.

    Raises `SignInDenied`.
    """
    try:
        told = parse_qs(query, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return None
    if not hmac.compare_digest(_one(told, "state").encode(), state.encode()):
        return None
    if "error" in told:
        raise SignInDenied
    code = _one(told, "code")
    return CameBack(Secret(code), _one(told, "merchant_id"), _one(told, "employee_id")) if code else None


class _Ear:
    """Answers whatever comes to the door. Only a redirect with the right state is heard, and only the first one."""

    def __init__(self, path: str, state: str) -> None:
        self._path = path
        self._state = state
        self.heard: asyncio.Future[CameBack] = asyncio.get_running_loop().create_future()

    def answer(self, request: Request) -> Reply:
        """The page that somebody sees who comes back."""
        if request.method != "GET" or request.path != self._path:
            return _page(HTTPStatus.NOT_FOUND, "app.page.nothing")
        end: CameBack | SignInDenied | None
        try:
            end = came_back(request.query, self._state)
        except SignInDenied as denied:
            end = denied
        if end is None:
            return _page(HTTPStatus.BAD_REQUEST, "app.page.strange")
        return replace(_page(HTTPStatus.OK, "app.page.back"), then=partial(self._settle, end))

    def _settle(self, end: CameBack | SignInDenied) -> None:
        if self.heard.done():
            return
        if isinstance(end, SignInDenied):
            self.heard.set_exception(end)
        else:
            self.heard.set_result(end)


def _page(status: HTTPStatus, text: str) -> Reply:
    return Reply(status, _PAGE.format(text=Message(text).english()).encode(), _HTML)


def _one(told: Mapping[str, list[str]], name: str) -> str:
    found = told.get(name, [])
    return found[0] if len(found) == 1 else ""
