"""Programs as other people write them: the standard library, one address for everything, and habits that no document asks for."""

import http.client
import json
import socket
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.support.aio import PATIENCE_S

Json = dict[str, Any]


@dataclass
class Program:
    """A client on one connection that it keeps. `always` goes with each call, whatever the call is; so do the keys."""

    url: str
    bearer: str
    apikey: str
    always: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        assert parts.hostname is not None
        self.line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE_S)

    def close(self) -> None:
        """Hang up."""
        self.line.close()

    def ask(self, method: str, path: str, body: object = None, **query: object) -> tuple[int, Any]:
        """Status and decoded answer, as `requests` would send it: a body of length 0 goes with a GET that has none."""
        asked = urlencode({**query, **self.query})
        told = None if body is None else json.dumps(body).encode()
        headers = {
            "User-Agent": "python-requests/2.32.3",
            "Accept-Encoding": "gzip, deflate",
            "Accept": "*/*",
            "Connection": "keep-alive",
            "Content-Type": "application/json",
            "Content-Length": str(len(told or b"")),
            "Authorization": f"Bearer {self.bearer}",
            "apikey": self.apikey,
            **self.always,
        }
        self.line.request(method, f"{path}?{asked}" if asked else path, told, headers)
        answer = self.line.getresponse()
        raw = answer.read()
        is_json = answer.headers.get_content_type() == "application/json"
        return answer.status, json.loads(raw) if is_json else raw.decode()

    def get(self, path: str, **query: object) -> Any:
        """What is read. It has to be there."""
        return self._done("GET", path, None, query)

    def post(self, path: str, body: object = None) -> Any:
        """What comes of it. It has to succeed."""
        return self._done("POST", path, body, {})

    def put(self, path: str, body: object = None) -> Any:
        """What comes of it. It has to succeed."""
        return self._done("PUT", path, body, {})

    def delete(self, path: str) -> Any:
        """What comes of it. It has to succeed."""
        return self._done("DELETE", path, None, {})

    def _done(self, method: str, path: str, body: object, query: Mapping[str, object]) -> Any:
        status, told = self.ask(method, path, body, **query)
        assert status == 200, f"{method} {path}: {status} {told}"
        return told


def exchange(url: str, sent: bytes, *, more: bytes = b"", until: bytes = b"") -> bytes:
    """All that the server says to `sent`, until it hangs up. `more` is sent once `until` has been said."""
    parts = urlsplit(url)
    with closing(socket.create_connection((parts.hostname, parts.port), PATIENCE_S)) as line:
        line.sendall(sent)
        said = b""
        while more and until not in said:
            said += line.recv(65536)
        line.sendall(more)
        while part := line.recv(65536):
            said += part
    return said
