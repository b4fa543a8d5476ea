"""How an answer goes out: as it is, twice, or not at all. The last two need the connection, where there is one."""

from typing import TYPE_CHECKING, Protocol

from starlette.responses import Response

from cloverdesk.demo.errors import status_line
from cloverdesk.demo.faults import ConnectionDropped

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from cloverdesk.demo.door.calls import Answer

CONNECTIONS = "cloverdesk.connections"
"""The name in `scope["extensions"]` under which a server offers its `Connections`."""


class Connection(Protocol):
    """What an answer may ask of the connection that it goes out on."""

    def cut(self) -> None:
        """End it."""

    def write(self, data: bytes) -> None:
        """Send what belongs to no answer."""


class Connections(Protocol):
    """The open connections of a server."""

    def find(self, peer: tuple[str, int]) -> Connection | None:
        """That of a caller, by its address."""


def outgoing(answer: "Answer", request_id: str) -> Response:
    """The response for an answer."""
    kind = Repeated if answer.twice else Response
    return kind(answer.body, answer.status, {**answer.headers, "request-id": request_id}, answer.media_type)


class Dropped(Response):
    """No answer: ends the connection where there is one, else raises `ConnectionDropped` to the caller."""

    async def __call__(self, scope: "Scope", receive: "Receive", _send: "Send") -> None:
        """End it."""
        connections = _connections(scope)
        if connections is None:
            raise ConnectionDropped
        connection = connections.find(scope["client"])
        if connection is not None:
            connection.cut()
        while (await receive())["type"] != "http.disconnect":
            pass


class Repeated(Response):
    """An answer that comes twice, head and all. Where there is no connection, its body comes twice."""

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Send it; the second one while the first is still the one being sent, since afterwards the connection may be gone."""
        connections = _connections(scope)
        if connections is None:
            self.body = bytes(self.body) * 2
            self.headers["content-length"] = str(len(self.body))
            await super().__call__(scope, receive, send)
            return
        body = {"type": "http.response.body", "body": self.body}
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({**body, "more_body": True})
        connection = connections.find(scope["client"])
        if connection is not None:
            connection.write(self._whole(with_body=scope["method"] != "HEAD"))
        await send({**body, "body": b""})

    def _whole(self, *, with_body: bool) -> bytes:
        lines = [f"HTTP/1.1 {status_line(self.status_code)}".encode()]
        lines += [name + b": " + value for name, value in self.raw_headers]
        return b"\r\n".join([*lines, b"", bytes(self.body) if with_body else b""])


def _connections(scope: "Scope") -> Connections | None:
    found: Connections | None = scope.get("extensions", {}).get(CONNECTIONS)
    return found
