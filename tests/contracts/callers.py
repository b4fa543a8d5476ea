"""Plain, synchronous clients of a demo store: of one in this process, and of one in a process of its own behind a socket."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.contracts.documents import ruling
from tests.support.aio import NOON_MS, PATIENCE_S, new_loop
from tests.support.demo import Demo

ADDRESS = "203.0.113.7"
"""A buyer's, for `x-forwarded-for`."""
USUAL = {"user-agent": "contracts/1.0 (tests)", "x-forwarded-for": ADDRESS}
_REPOSITORY = Path(__file__).parents[2]
_SERVE = (
    "import json, sys; from cloverdesk.demo.options import DemoOptions; "
    "from cloverdesk.demo.server import run_server; told = json.loads(sys.argv[1]); "
    "told['options'] = DemoOptions(**told['options']); sys.exit(run_server(**told))"
)


class InProcess(httpx.BaseTransport):
    """Straight into the app: no socket, and one loop for all calls. Close the client that it is given to.

    Whatever is answered has to fit the document that rules it.
    """

    def __init__(self, demo: Demo) -> None:
        self._runner = asyncio.Runner(loop_factory=new_loop)
        self._inner = demo.transport

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, whole."""
        return self._runner.run(self._ask(request))

    def close(self) -> None:
        """End the loop."""
        self._runner.close()

    async def _ask(self, request: httpx.Request) -> httpx.Response:
        answer = await self._inner.handle_async_request(request)
        body = await answer.aread()
        _check(request, answer.status_code, answer.headers.get("content-type", ""), body)
        return httpx.Response(answer.status_code, headers=answer.headers, content=body, request=request)


def _check(request: httpx.Request, status: int, media_type: str, body: bytes) -> None:
    one = ruling(request.method, request.url.path)
    if one is not None and one.answer(status) is not None:
        assert one.problem(status, media_type, body) is None


@contextmanager
def caller(demo: Demo) -> Iterator[httpx.Client]:
    """A client of a store in this process, signed in with the merchant's token."""
    headers = {**USUAL, "authorization": f"Bearer {demo.identity.api_token}"}
    with httpx.Client(transport=InProcess(demo), base_url=demo.url, headers=headers) as client:
        yield client


@contextmanager
def served(*, orders: int = 0, **options: object) -> Iterator[Mapping[str, Any]]:
    """The real server in a process of its own; yields the line that it prints. `options` are switches of `DemoOptions`.

    Its clock begins at `NOON_MS`, so that a year from now the dates of the tests are still to come. Fails at the end if it wrote anything to standard error: a traceback is seen, whoever got what answer.
    """
    told = {"orders": orders, "options": options, "clock_ms": NOON_MS, "stop_on_stdin_eof": True}
    with subprocess.Popen(
        [sys.executable, "-c", _SERVE, json.dumps(told)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=_REPOSITORY,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    ) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            assert line, process.communicate()[1]
            yield json.loads(line)
            _, complaint = process.communicate(timeout=PATIENCE_S)
            assert (process.returncode, complaint) == (0, ""), complaint
        finally:
            if process.poll() is None:
                process.kill()
