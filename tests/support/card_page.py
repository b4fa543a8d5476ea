"""The card page for tests: on a clock that stands still, asked request by request; or in a thread, for a real browser."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from cloverdesk.app.card_page.server import BrowserCardPage, Patience, Store
from cloverdesk.domain.card_entry import CardEntryRequest, HostedFields
from cloverdesk.domain.clock import SystemClock
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.tokens import Token
from tests.support.aio import PATIENCE_S, ManualClock, eventually

TOKEN = "clv_1TSTSa7QmZ3Lw9Rk2Vb8Np4X"
CARD = {"brand": "VISA", "first6": "424242", "last4": "4242", "exp_month": "12", "exp_year": "2039"}
FIELDS = HostedFields("http://127.0.0.1:9/sdk.js", Secret("public-key-of-a-test"), "M1")
SHOP = Store("Maple & Main", "demo")
A_CARD = CardEntryRequest()
USUAL = Patience()


@dataclass
class OpenPage:
    """A page that waits for a browser, and the browser's cookie once it has been there."""

    url: str
    entry: "asyncio.Task[Token]"
    clock: ManualClock
    cookie: str = ""
    opened: list[str] = field(default_factory=list)

    @property
    def origin(self) -> str:
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    async def ask(
        self,
        method: str = "GET",
        below: str = "",
        *,
        headers: Mapping[str, str | bytes | None] | None = None,
        body: object = None,
    ) -> httpx.Response:
        """One request as the page's own browser sends it. `headers` change that; None leaves one out."""
        usual: dict[str, str | bytes | None] = {"cookie": self.cookie or None}
        if method == "POST":
            usual["origin"] = self.origin
        sent = {name: text for name, text in {**usual, **(headers or {})}.items() if text is not None}
        async with httpx.AsyncClient(trust_env=False) as client:
            return await client.request(method, self.url + below, headers=sent, json=body)

    async def visit(self) -> httpx.Response:
        """Open the page, and keep its cookie."""
        answer = await self.ask()
        assert answer.status_code == 200, answer.text
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return answer

    async def end(self, **message: object) -> httpx.Response:
        """What the page sends when it has a token, or was cancelled."""
        return await self.ask("POST", "/end", body=message)

    async def is_closed(self) -> bool:
        """Whether nobody listens any more."""
        try:
            await self.ask()
        except httpx.ConnectError:
            return True
        return False


@asynccontextmanager
async def open_page(
    request: CardEntryRequest = A_CARD,
    *,
    fields: HostedFields = FIELDS,
    use_browser: bool = False,
    **options: str,
) -> AsyncIterator[OpenPage]:
    """A page whose address is known. Its entry is cancelled at the end, if it still goes on."""
    told: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    opened: list[str] = []

    def browser(address: str) -> bool:
        opened.append(address)
        return True

    clock = ManualClock()
    page = BrowserCardPage(SHOP, clock=clock, browser=browser, **options)
    work = page.enter(request, fields, show=told.set_result, use_browser=use_browser)
    entry = asyncio.get_running_loop().create_task(work)
    try:
        yield OpenPage(await told, entry, clock, opened=opened)
    finally:
        entry.cancel()
        await asyncio.wait({entry})


async def raw(port: int, sent: bytes) -> bytes:
    """What a server answers to bytes, until it closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(sent)
        return await reader.read()
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


@dataclass
class ServedPage:
    """A page in a thread. `result` waits for what comes of it, and raises what the entry raises."""

    url: str
    _future: "Future[Token]"

    def result(self) -> Token:
        return self._future.result(PATIENCE_S)


@contextmanager
def served_page(
    fields: HostedFields,
    request: CardEntryRequest = A_CARD,
    patience: Patience = USUAL,
    store: Store = SHOP,
) -> Iterator[ServedPage]:
    """A page on the computer's clock, for a browser that this thread drives. Gone at the end."""
    loop, ended = asyncio.new_event_loop(), threading.Event()
    told: Future[str] = Future()
    page = BrowserCardPage(store, clock=SystemClock(), browser=lambda _: False, patience=patience)

    def live() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(_until(ended))

    thread = threading.Thread(target=live, name="card page")
    thread.start()
    work = page.enter(request, fields, show=told.set_result, use_browser=False)
    entry = asyncio.run_coroutine_threadsafe(work, loop)
    try:
        yield ServedPage(told.result(PATIENCE_S), entry)
    finally:
        entry.cancel()
        ended.set()
        thread.join()


async def _until(ended: threading.Event) -> None:
    await eventually(lambda: ended.is_set() and len(asyncio.all_tasks()) == 1, within=10 * PATIENCE_S)
