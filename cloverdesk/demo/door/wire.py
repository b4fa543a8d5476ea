"""uvicorn, made to measure: quiet, stoppable within a second, hard to use up, and able to end a connection without an answer."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from uvicorn import Config, Server

from cloverdesk.demo.app import create_app
from cloverdesk.demo.door.connections import Connections, Patience, protocol
from cloverdesk.demo.door.outgoing import CONNECTIONS

if TYPE_CHECKING:
    import socket

    from starlette.types import ASGIApp, Receive, Scope, Send

    from cloverdesk.demo.faults import Faults
    from cloverdesk.demo.options import DemoOptions
    from cloverdesk.demo.store import DemoStore

GRACE_S = 0.3
"""How long calls that are being answered may take when the server is told to stop."""
MOST_FILES = 10_240
"""No system lets a process open fewer than its own limit, and macOS none more than this."""
OTHER_FILES = 64
LONGEST_QUEUE = 1024
MOST_AT_ONCE = 512
"""How many connections are accepted in one go."""
ROUNDS = 3
"""So many times connections can have been accepted before the first of them is counted."""


class StoreServer(Server):
    """Serves one store. `on_ready` is called once connections are accepted; `faults` are installed by whoever made them."""

    def __init__(
        self,
        store: "DemoStore",
        options: "DemoOptions",
        faults: "Faults",
        on_ready: Callable[[], None],
        patience: Patience | None = None,
    ) -> None:
        self._faults = faults
        self._on_ready = on_ready
        self.connections, at_once = _sized(patience or Patience())
        app = _Reaching(create_app(store, options, faults=faults), self.connections)
        super().__init__(
            Config(
                app,
                http=protocol(self.connections),
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                # A caller's mistakes are the caller's: they are answered, not logged.
                log_level="error",
                access_log=False,
                server_header=False,
                backlog=at_once,
                # X-Forwarded-For is the buyer's address here, not the caller's.
                proxy_headers=False,
            )
        )

    async def startup(self, sockets: "list[socket.socket] | None" = None) -> None:
        """Accept connections, then say so. More may wait to be accepted than are accepted at a time."""
        await super().startup(sockets)
        for listener in sockets or ():
            listener.listen(LONGEST_QUEUE)
        self._on_ready()

    async def on_tick(self, counter: int) -> bool:
        """Look ten times a second for who takes too long, and whether to stop."""
        self.connections.look()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: "list[socket.socket] | None" = None) -> None:
        """Let held calls go and end whatever is not done soon, so that a stop takes less than a second."""
        self._faults.install({})
        self._faults.release()
        asyncio.get_running_loop().call_later(GRACE_S, self._end_all)
        await super().shutdown(sockets)

    def _end_all(self) -> None:
        self.force_exit = True
        self.connections.end_all()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to whoever runs this server: uvicorn would end the process by them."""
        yield


class _Reaching:
    """Lets the app reach the connection of the call that it serves."""

    def __init__(self, app: "ASGIApp", connections: Connections) -> None:
        self._app = app
        self._offers = {CONNECTIONS: connections}

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        scope["extensions"] = self._offers
        await self._app(scope, receive, send)


def _sized(patience: Patience) -> tuple[Connections, int]:
    """As many connections as the system allows, and how many to accept in one go."""
    files = _files()
    at_once = min(MOST_AT_ONCE, max(8, files // 8))
    most = max(8, min(patience.most_open, files - ROUNDS * at_once - OTHER_FILES))
    return Connections(replace(patience, most_open=most)), at_once


def _files() -> int:
    """How many files this process may have open, after asking for more of them."""
    try:
        import resource
    except ImportError:  # Windows: sockets are no files there
        return MOST_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    infinite = resource.RLIM_INFINITY
    wanted = MOST_FILES if hard == infinite else min(hard, MOST_FILES)
    if soft == infinite or soft >= wanted:
        return MOST_FILES if soft == infinite else soft
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (ValueError, OSError):
        return max(soft, 0)
    return wanted
