"""Serves the card page to one browser, for one entry or five minutes, and takes the token that it ends with."""

import asyncio
import hmac
import secrets
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

from cloverdesk.app.browser import OpenBrowser, opened
from cloverdesk.app.card_page.markup import FILES, file, page, policy
from cloverdesk.app.card_page.result import LARGEST, Unusable, token_of
from cloverdesk.app.card_page.texts import texts_in
from cloverdesk.app.local_server import LOOPBACK, Reply, Request, in_time, local_server
from cloverdesk.domain.card_entry import (
    CardEntryRequest,
    EntryCancelled,
    EntryPageUnusable,
    EntryTimedOut,
    HostedFields,
)
from cloverdesk.domain.clock import Clock
from cloverdesk.domain.tokens import Token

COOKIE = "cloverdesk_entry"
HTML = "text/html; charset=utf-8"
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: for the whole entry, for Clover's fields to load, and for them to give a token."""

    entry: int = 300
    loading: float = 20
    token: float = 60


@dataclass(frozen=True, slots=True)
class Store:
    """Whose page it is. `rehearsal` is `demo`, `sandbox` or `test` where no money is real, else ""."""

    name: str
    rehearsal: str = ""


class BrowserCardPage:
    """The `CardPage` of the program: in the system's browser, at an address of this computer that works once.

    `host` is how the address names this computer: `127.0.0.1`, or `localhost` where something of Clover's wants a name.
    """

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock,
        browser: OpenBrowser,
        host: str = LOOPBACK,
        patience: Patience = Patience(),
    ) -> None:
        self._store = store
        self._clock = clock
        self._browser = browser
        self._host = host
        self._patience = patience

    async def enter(
        self,
        request: CardEntryRequest,
        fields: HostedFields,
        *,
        show: Callable[[str], None],
        use_browser: bool,
    ) -> Token:
        """The token of what was typed. Raises `EntryCancelled`, `EntryTimedOut` or `EntryPageUnusable`."""
        entry = _Entry(request, fields, self._store, self._patience, self._clock)
        serving = local_server(entry.answer, clock=self._clock, names=(self._host,), largest_body=LARGEST)
        async with AsyncExitStack() as stack:
            try:
                port = await stack.enter_async_context(serving)
            except OSError as problem:
                raise EntryPageUnusable(why=problem.strerror or str(problem)) from problem
            return await self._finished(entry, f"http://{self._host}:{port}", show, use_browser=use_browser)

    async def _finished(
        self, entry: "_Entry", origin: str, show: Callable[[str], None], *, use_browser: bool
    ) -> Token:
        entry.origin = origin
        show(origin + entry.path)
        work = opened(self._browser, origin + entry.path) if use_browser else _nothing()
        opening = asyncio.get_running_loop().create_task(work)
        try:
            return await in_time(entry.ended, self._patience.entry, self._clock)
        except TimeoutError:
            raise EntryTimedOut(minutes=self._patience.entry // 60) from None
        finally:
            opening.cancel()
            await asyncio.wait({opening})


async def _nothing() -> None:
    """Open no browser."""


class _Entry:
    """One entry: its secret path, the cookie of the browser that came first, and how it ended."""

    def __init__(
        self, request: CardEntryRequest, fields: HostedFields, store: Store, patience: Patience, clock: Clock
    ) -> None:
        self.path = f"/{secrets.token_urlsafe(_SECRET_BYTES)}"
        self.origin = ""
        self.ended: asyncio.Future[Token] = asyncio.get_running_loop().create_future()
        self._request = request
        self._fields = fields
        self._store = store
        self._patience = patience
        self._clock = clock
        self._end = clock.monotonic() + patience.entry
        self._cookie = secrets.token_urlsafe(_SECRET_BYTES)
        self._visited = False
        self._texts = texts_in(request.locale)

    def answer(self, asked: Request) -> Reply:
        """What a browser gets; anything but this page's own requests gets nothing, said plainly."""
        rest = self._below(asked.path)
        if rest is None or self.ended.done():
            return self._plain(HTTPStatus.NOT_FOUND, "nothing")
        if asked.headers.get("origin", self.origin) != self.origin:
            return self._plain(HTTPStatus.FORBIDDEN, "nothing")
        known = hmac.compare_digest(_cookie(asked).encode(), self._cookie.encode())
        if not known and (self._visited or rest or asked.method != "GET"):
            return self._plain(HTTPStatus.FORBIDDEN, "opened_already" if self._visited else "nothing")
        if asked.method == "GET":
            return self._got(rest)
        if asked.method == "POST" and rest == "/end" and "origin" in asked.headers:
            return self._posted(asked)
        return self._plain(HTTPStatus.NOT_FOUND, "nothing")

    def _below(self, path: str) -> str | None:
        """What follows the secret part of a path; None for a path without it."""
        own = len(self.path)
        is_ours = hmac.compare_digest(path[:own].encode(), self.path.encode())
        return path[own:] if is_ours else None

    def _got(self, rest: str) -> Reply:
        if rest == "":
            return self._page()
        kind = FILES.get(rest.removeprefix("/"))
        if kind is None:
            return self._plain(HTTPStatus.NOT_FOUND, "nothing")
        return Reply(HTTPStatus.OK, file(rest.removeprefix("/")), kind)

    def _page(self) -> Reply:
        self._visited = True
        setup: dict[str, str | float] = {
            "path": self.path,
            "secondsLeft": max(0.0, self._end - self._clock.monotonic()),
            "loadSeconds": self._patience.loading,
            "tokenSeconds": self._patience.token,
        }
        markup = page(self._request, self._fields, self._store.name, self._store.rehearsal, setup)
        cookie = f"{COOKIE}={self._cookie}; Path={self.path}; HttpOnly; SameSite=Strict"
        headers = {
            "set-cookie": cookie,
            "content-security-policy": policy(self._fields.script),
            "referrer-policy": "strict-origin-when-cross-origin",
            "cross-origin-resource-policy": "same-origin",
        }
        return Reply(HTTPStatus.OK, markup.encode(), HTML, headers)

    def _posted(self, asked: Request) -> Reply:
        try:
            token = token_of(asked, self._request)
        except Unusable:
            return self._plain(HTTPStatus.BAD_REQUEST, "nothing")
        return Reply(HTTPStatus.NO_CONTENT, then=partial(self._settle, token))

    def _settle(self, token: Token | None) -> None:
        if self.ended.done():  # another tab was first
            return
        if token is None:
            self.ended.set_exception(EntryCancelled())
        else:
            self.ended.set_result(token)

    def _plain(self, status: HTTPStatus, text: str) -> Reply:
        return Reply(status, f"{self._texts[text]}\n".encode())


def _cookie(asked: Request) -> str:
    """Our cookie, "" where there is none."""
    for one in asked.headers.get("cookie", "").split(";"):
        name, _, value = one.strip().partition("=")
        if name == COOKIE:
            return value
    return ""
