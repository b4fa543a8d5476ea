"""uvicorn, made to measure: quiet, stoppable within a second, and able to end a connection without an answer."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from cloverdesk.demo.app import create_app
from cloverdesk.demo.faults import Faults
from cloverdesk.demo.gateway import CUT

if TYPE_CHECKING:
    import socket

    from starlette.types import ASGIApp, Receive, Scope, Send

    from cloverdesk.demo.options import DemoOptions
    from cloverdesk.demo.store import DemoStore

GRACE_S = 0.5
"""How long calls that are being answered may take when the server is told to stop."""

Lines = dict[tuple[str, int], asyncio.Transport]
"""The open connections by the caller's address and port."""


class StoreServer(Server):
    """Serves one store. `on_ready` is called once connections are accepted."""

    def __init__(self, store: "DemoStore", options: "DemoOptions", on_ready: Callable[[], None]) -> None:
        self._faults = Faults()
        self._on_ready = on_ready
        lines: Lines = {}
        app = _Cuttable(create_app(store, options, faults=self._faults), lines)
        super().__init__(
            Config(
                app,
                http=_protocol(lines),
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                # X-Forwarded-For is the buyer's address here, not the caller's.
                proxy_headers=False,
            )
        )

    async def startup(self, sockets: "list[socket.socket] | None" = None) -> None:
        """Accept connections, then say so."""
        await super().startup(sockets)
        self._on_ready()

    async def shutdown(self, sockets: "list[socket.socket] | None" = None) -> None:
        """Let held calls go and end whatever is not done soon, so that a stop takes less than a second."""
        self._faults.install({})
        self._faults.release()
        asyncio.get_running_loop().call_later(GRACE_S, self._end_all)
        await super().shutdown(sockets)

    def _end_all(self) -> None:
        self.force_exit = True
        for connection in list(self.server_state.connections):
            transport = getattr(connection, "transport", None)
            if transport is not None:
                transport.abort()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to whoever runs this server: uvicorn would end the process by them."""
        yield


class _Cuttable:
    """Offers the app a way to end the connection of the call that it serves."""

    def __init__(self, app: "ASGIApp", lines: Lines) -> None:
        self._app = app
        self._lines = lines

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        async def cut() -> None:
            line = self._lines.get(tuple(scope["client"]))
            if line is not None:
                line.close()
            while (await receive())["type"] != "http.disconnect":
                pass

        if scope["type"] == "http":
            scope["extensions"] = {**scope.get("extensions", {}), CUT: cut}
        await self._app(scope, receive, send)


def _protocol(lines: Lines) -> type[H11Protocol]:
    """A protocol that keeps the transport of every open connection in `lines`."""

    class Line(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            self._peer = transport.get_extra_info("peername")[:2]
            lines[self._peer] = transport
            super().connection_made(transport)

        def connection_lost(self, exc: Exception | None) -> None:
            lines.pop(self._peer, None)
            super().connection_lost(exc)

    return Line
