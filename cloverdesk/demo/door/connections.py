"""Connections that nobody can use up: each has so long for a request, there are so many at once, and the silent ones go first."""

import asyncio
import sys
from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from cloverdesk.demo.errors import status_line

LINGER_S = 1.0
"""How long a caller may take to fetch what it is told before the end."""
_KNOWN = frozenset(map(int, HTTPStatus))

Peer = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a caller may take for the head of a request, for its body, and to take more of an answer.

    `most_open` is how many connections there may be.
    """

    head_s: float = 10.0
    body_s: float = 30.0
    answer_s: float = 30.0
    most_open: int = 2000


class Connections:
    """The open connections of one server, by the caller's address, oldest first."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._open: dict[Peer, Line] = {}

    def __len__(self) -> int:
        return len(self._open)

    def find(self, peer: Peer) -> "Line | None":
        """The open connection of a caller."""
        return self._open.get(peer)

    def admit(self, line: "Line") -> bool:
        """Take a new connection in, for which others may have to go. False: all of them are being answered."""
        if len(self._open) >= self._patience.most_open and not self._make_room():
            return False
        self._open[line.peer] = line
        return True

    def leave(self, line: "Line") -> None:
        """Let go of a connection that has ended."""
        if self._open.get(line.peer) is line:
            del self._open[line.peer]

    def look(self) -> None:
        """End whatever takes too long. To be called now and then: what has not moved since the last call is timed."""
        for line in list(self._open.values()):
            line.look(self._patience)

    def end_all(self) -> None:
        """End every connection at once."""
        for line in list(self._open.values()):
            line.end()

    def _make_room(self) -> bool:
        """End one in twenty, so that looking through all of them is rare: the least of a loss first, of these the oldest."""
        losses = [(line.loss, line) for line in self._open.values()]
        going = sorted((one for one in losses if one[0] is not None), key=lambda one: one[0] or 0)
        for _, line in going[: max(1, len(losses) // 20)]:
            self.leave(line)
            line.end()
        return bool(going)


class Line(H11Protocol):
    """uvicorn's connection, with an end to its patience and plain words for what is no request."""

    company: ClassVar[Connections]
    cycle: RequestResponseCycle | None  # type: ignore[assignment]  # uvicorn says it is never None, and begins with that
    peer: Peer = ("", 0)
    _phase: tuple[object, ...] | None = None
    _since = 0.0
    _is_over = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request, unless there are too many who do."""
        super().connection_made(transport)
        self.peer = tuple(transport.get_extra_info("peername")[:2])
        if not self.company.admit(self):
            self._refuse(503)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._is_over = True
        self.company.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in what has arrived; after the last word it is only taken from the wire, so that the word gets through.

        The same goes for what follows a request that was said to be the last one.
        """
        if not self._is_over and self.conn.their_state is not h11.MUST_CLOSE:
            super().data_received(data)

    def send_400_response(self, _msg: str) -> None:
        """Say in plain words why h11 refuses what has arrived; uvicorn calls this while it handles that refusal."""
        problem = sys.exception()
        self._refuse(problem.error_status_hint if isinstance(problem, h11.RemoteProtocolError) else 400)

    def shutdown(self) -> None:
        """End it as soon as nothing is being answered, in whatever state it is."""
        if self._is_over:
            self.end()
            return
        try:
            super().shutdown()
        except h11.LocalProtocolError:
            self.end()

    def timeout_keep_alive_handler(self) -> None:
        """End it after it was idle for a while, in whatever state it is."""
        self.shutdown()

    @property
    def loss(self) -> int | None:
        """What would be lost with it: 0 nothing, 1 a caller who may ask again, 2 half a request; None: it is being answered."""
        if self._is_over:
            return 0
        if self.conn.their_state is h11.IDLE:
            return 0 if self.cycle is None else 1
        return 2 if self.conn.their_state is h11.SEND_BODY else None

    def look(self, patience: Patience) -> None:
        """End it if what is missing has been missing for too long. A byte now and then does not start the time anew."""
        now, state = self.loop.time(), self.conn.their_state
        unread: int = self.transport.get_write_buffer_size()
        phase = state, self.cycle, unread
        if phase != self._phase:
            self._phase, self._since = phase, now
        elif self._is_over:
            self._end_after(LINGER_S, now)
        elif unread:
            self._end_after(patience.answer_s, now)
        elif state is h11.IDLE and not self.conn.trailing_data[0]:
            self._end_after(patience.head_s, now)
        elif state is h11.IDLE:
            self._refuse_after(patience.head_s, now)
        elif state is h11.SEND_BODY:
            self._refuse_after(patience.body_s, now)

    def cut(self) -> None:
        """End it without an answer."""
        if not self._is_over:
            self.transport.close()

    def write(self, data: bytes) -> None:
        """Send what belongs to no answer."""
        self.transport.write(data)

    def end(self) -> None:
        """End it at once."""
        self.transport.abort()

    def _end_after(self, seconds: float, now: float) -> None:
        if now - self._since >= seconds:
            self.end()

    def _refuse_after(self, seconds: float, now: float) -> None:
        if now - self._since >= seconds:
            self._refuse(408)

    def _refuse(self, status: int) -> None:
        """Answer in plain text and end the connection; just end it where an answer is on its way already."""
        if self.conn.our_state not in {h11.IDLE, h11.SEND_RESPONSE}:
            self.end()
            return
        self._is_over, self._phase = True, None
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        text = status_line(status if status in _KNOWN else 400)
        head = (
            f"HTTP/1.1 {text}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: {len(text)}\r\n"
        )
        self.transport.write(f"{head}connection: close\r\n\r\n{text}".encode())
        try:
            self.transport.write_eof()
        except OSError:  # the caller is gone
            self.end()


def protocol(connections: Connections) -> type[Line]:
    """The protocol of a server whose connections are `connections`."""

    class Own(Line):
        company = connections

    return Own
