"""Demo stores for tests: one in this process, reached without a socket, and one in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette

from cloverdesk.demo.app import create_app
from cloverdesk.demo.clock import DemoClock
from cloverdesk.demo.faults import ConnectionDropped, Faults
from cloverdesk.demo.identity import Identity
from cloverdesk.demo.options import DemoOptions
from cloverdesk.demo.seed import seed_store
from cloverdesk.demo.store import DemoStore
from tests.support.aio import NOON_MS, PATIENCE_S, run

DEMO_URL = "http://127.0.0.1:8080"
CARD = {"number": "4242424242424242", "exp_month": "12", "exp_year": "2030", "cvv": "123"}
DECLINING_CARD = {**CARD, "number": "4005571702222222"}
_REPOSITORY = Path(__file__).parents[2]
_SERVE = (
    "import json, sys; from pathlib import Path; from cloverdesk.demo.server import run_server; "
    "told = json.loads(sys.argv[1]); files = told.pop('most_files', None); "
    "files and __import__('resource').setrlimit(__import__('resource').RLIMIT_NOFILE, (files, files)); "
    "told['db'] = Path(told['db']) if told.get('db') else None; "
    "sys.exit(run_server(**told))"
)


class DemoTransport(httpx.AsyncBaseTransport):
    """httpx straight into the app. A dropped connection arrives as httpx reports one; `sent` counts the requests."""

    def __init__(self, app: Starlette) -> None:
        self._inner = httpx.ASGITransport(app=app)
        self.sent: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(f"{request.method} {request.url.path}")
        try:
            return await self._inner.handle_async_request(request)
        except ConnectionDropped:
            message = "Server disconnected without sending a response."
            raise httpx.RemoteProtocolError(message, request=request) from None


@dataclass
class Demo:
    """A demo store in this process. `transport` goes into any httpx client; `url` is what its addresses begin with."""

    store: DemoStore
    faults: Faults
    app: Starlette
    url: str = DEMO_URL
    transport: DemoTransport = field(init=False)

    def __post_init__(self) -> None:
        self.transport = DemoTransport(self.app)

    @property
    def identity(self) -> Identity:
        """Merchant and credentials."""
        return self.store.identity

    @property
    def ledger(self) -> list[dict[str, object]]:
        """Every effect since the seed."""
        return self.store.ledger()

    @property
    def refunds_made(self) -> list[dict[str, object]]:
        """The refunds among the effects."""
        return [effect for effect in self.ledger if effect["kind"] == "refund"]

    def trouble(self, *rules: Mapping[str, object]) -> None:
        """Install a plan, such as `{"operation": "createRefund", "nth": 1, "after": {"drop": True}}`."""
        self.faults.install({"rules": [dict(rule) for rule in rules]})

    def client(self, token: str | None = None) -> httpx.AsyncClient:
        """A bare client, signed in with the merchant's token (or another), for use in `async with`."""
        bearer = self.identity.api_token if token is None else token
        headers = {"authorization": f"Bearer {bearer}", "user-agent": "tests/1.0"}
        return httpx.AsyncClient(transport=self.transport, base_url=self.url, headers=headers)

    async def token(self, client: httpx.AsyncClient, card: Mapping[str, object] = CARD) -> str:
        """A token for a card."""
        headers = {"apikey": self.identity.public_token}
        answer = await client.post("/v1/tokens", json={"card": card}, headers=headers)
        return str(answer.json()["id"])

    async def charge(self, client: httpx.AsyncClient, amount: int = 2000, **more: object) -> dict[str, Any]:
        """A new charge of a fresh token, as the create answers it."""
        source = await self.token(client)
        body = {"amount": amount, "currency": "usd", "source": source, **more}
        answer = await client.post("/v1/charges", json=body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


@contextmanager
def demo_app(
    orders: int = 0,
    seed: int = 1,
    *,
    clock: DemoClock | None = None,
    path: Path | None = None,
    options: DemoOptions | None = None,
) -> Iterator[Demo]:
    """A demo store with so many orders. Its clock stands still at `NOON_MS` unless another is given."""
    store = DemoStore.open(path, clock=clock or DemoClock(lambda: NOON_MS))
    try:
        if store.is_empty:
            seed_store(store, orders, seed, options=options)
        faults = Faults()
        yield Demo(store, faults, create_app(store, options, faults=faults))
    finally:
        store.close()


def play(script: Callable[[Demo, httpx.AsyncClient], Coroutine[Any, Any, None]], **store: Any) -> None:
    """Run `script(demo, client)` on a demo store; `store` are arguments of `demo_app`."""

    async def main(demo: Demo) -> None:
        async with demo.client() as client:
            await script(demo, client)

    with demo_app(**store) as demo:
        run(main(demo))


def with_demo(
    **store: Any,
) -> Callable[[Callable[[Demo, httpx.AsyncClient], Coroutine[Any, Any, None]]], Callable[[], None]]:
    """Make a test of a script: `@with_demo()` over `async def test_…(demo, client)`."""

    def decorate(
        script: Callable[[Demo, httpx.AsyncClient], Coroutine[Any, Any, None]],
    ) -> Callable[[], None]:
        def test() -> None:
            play(script, **store)

        test.__name__, test.__doc__ = script.__name__, script.__doc__
        return test

    return decorate


@dataclass
class DemoServer:
    """A demo store in a process of its own; `said` is the line that it printed."""

    process: "subprocess.Popen[str]"
    said: dict[str, Any]

    @property
    def url(self) -> str:
        return str(self.said["url"])

    @property
    def api_token(self) -> str:
        return str(self.said["api_token"])

    def call(
        self, method: str, path: str, *, body: object = None, token: str | None = None
    ) -> httpx.Response:
        """One request over a connection of its own; `/_demo/*` is asked with the control token."""
        usual = self.said["control_token" if path.startswith("/_demo/") else "api_token"]
        headers = {"authorization": f"Bearer {token or usual}"}
        with httpx.Client(base_url=self.url, headers=headers, trust_env=False) as client:
            return client.request(method, path, json=body)

    def trouble(self, *rules: Mapping[str, object]) -> None:
        """Install a plan."""
        assert self.call("POST", "/_demo/faults", body={"rules": rules}).status_code == 200

    def ledger(self) -> list[dict[str, Any]]:
        """Every effect since the seed."""
        return list(self.call("GET", "/_demo/ledger").json()["data"])

    def stalled(self) -> int:
        """How many calls are held back by a fault now."""
        return int(self.call("GET", "/_demo/faults").json()["stalled"])


@contextmanager
def demo_server(
    *, orders: int = 40, db: Path | None = None, stop_on_stdin_eof: bool = True, **more: object
) -> Iterator[DemoServer]:
    """A server that is ready; `more` are further arguments of `run_server`. Stopped at the end if it still runs.

    `most_files`, where it is given, is how many files the server may have open.
    """
    told = {"orders": orders, "db": str(db) if db else None, "stop_on_stdin_eof": stop_on_stdin_eof, **more}
    with subprocess.Popen(
        [sys.executable, "-X", "dev", "-c", _SERVE, json.dumps(told)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=_REPOSITORY,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            if not line:
                _, complaint = process.communicate()
                raise AssertionError(complaint)
            yield DemoServer(process, json.loads(line))
            if process.poll() is None:
                _end(process, gently=stop_on_stdin_eof)
        finally:
            if process.poll() is None:
                process.kill()


def _end(process: "subprocess.Popen[str]", *, gently: bool) -> None:
    """Stop the server; whatever it complained about fails the test."""
    if not gently:
        process.terminate()
    _, complaint = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, complaint) == (0, "")
