"""The demo store: how fast it hands out pages beside a constant body of their size, and how soon a full one is ready."""

import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
SERVE = (sys.executable, "-m", "cloverdesk", "demo", "serve", "--no-rate-limit", "--orders")
CONSTANT = (sys.executable, str(Path(__file__).with_name("constant_server.py")))
GOALS = {"pages": 0.6, "seed": 6.0, "first_answer": 1.0}
PAGE = "/v1/charges?limit=100"
LISTED, FULL = 5000, 50_000
"""Orders of the store whose pages are read, and of the one that has to be ready soon."""
PAGES = 45
BURST_S = 0.2
BURSTS_A_RUN = 3


class NotServed(RuntimeError):
    """A server ended, or answered something else than a page."""


@dataclass(frozen=True)
class Caller:
    """One connection to a server that is kept."""

    connection: socket.socket
    token: str

    def page(self, path: str) -> bytes:
        """The body of the answer. Raises `NotServed` unless it is a 200."""
        head = f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {self.token}\r\n\r\n"
        self.connection.sendall(head.encode())
        raw = b""
        while b"\r\n\r\n" not in raw:
            raw += self._more()
        head_of_answer, _, body = raw.partition(b"\r\n\r\n")
        if not head_of_answer.startswith(b"HTTP/1.1 200"):
            raise NotServed(head_of_answer.decode("latin-1"))
        lines = (line.partition(b": ") for line in head_of_answer.lower().split(b"\r\n"))
        length = next(int(value) for name, _, value in lines if name == b"content-length")
        parts, size = [body], len(body)
        while size < length:
            parts.append(self._more())
            size += len(parts[-1])
        return b"".join(parts)

    def rate(self, paths: Iterator[str]) -> float:
        """Pages a second, one after the other, in one burst."""
        begun = now = time.perf_counter()
        count = 0
        while now < begun + BURST_S:
            self.page(next(paths))
            count += 1
            now = time.perf_counter()
        return count / (now - begun)

    def _more(self) -> bytes:
        data = self.connection.recv(262_144)
        if not data:
            raise NotServed("the connection ended")
        return data


@contextmanager
def served(*command: str) -> Iterator[Caller]:
    """A caller of a server that says in one line how it is reached, and ends with its standard input or when told to."""
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            if not line:
                raise NotServed(" ".join(command))
            said = json.loads(line)
            address = urlsplit(said["url"])
            with socket.create_connection((address.hostname, address.port)) as connection:
                yield Caller(connection, said["api_token"])
        finally:
            process.terminate()


def pages(runs: int) -> dict[str, object]:
    """Pages of 100 charges a second beside a constant body of their size.

    Each is another one than the last, as whoever reads the whole list asks, and the store has to look all of it up.
    """
    with ExitStack() as stack:
        store = stack.enter_context(served(*SERVE, str(LISTED)))
        paths = list(islice(_walk(store), PAGES))
        size = round(sum(len(store.page(path)) for path in paths) / len(paths))
        constant = stack.enter_context(served(*CONSTANT, str(size)))
        figures = _alternated(constant, store, cycle(paths), runs * BURSTS_A_RUN)
    goal = {"goal": GOALS["pages"], "met": figures["ratio"] >= GOALS["pages"]}
    return {"pages": {**figures, **goal}, "page_bytes": size}


def _alternated(constant: Caller, store: Caller, paths: Iterator[str], rounds: int) -> dict[str, float]:
    pairs = [(constant.rate(paths), store.rate(paths)) for _ in range(rounds + 1)]
    return compared(pairs[1:])  # the first pair warms up


def compared(pairs: Sequence[tuple[float, float]]) -> dict[str, float]:
    """Medians, and the median of the ratios of neighbours: whatever else the machine does slows both."""
    constant, store = (median(side) for side in zip(*pairs, strict=True))
    ratio = round(median(mine / other for other, mine in pairs), 2)
    return {"constant_per_s": round(constant), "store_per_s": round(store), "ratio": ratio}


def full_store(runs: int) -> dict[str, object]:
    """Seconds from the start of the process until a full store, kept in a file, is ready, and from there to an answer."""
    ready: list[float] = []
    answered: list[float] = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            begun = time.perf_counter()
            with served(*SERVE, str(FULL), "--db", str(Path(folder) / "demo.db")) as store:
                ready.append(time.perf_counter() - begun)
                begun = time.perf_counter()
                store.page(PAGE)
                answered.append(time.perf_counter() - begun)
    return {"seed": _seconds(ready, GOALS["seed"]), "first_answer": _seconds(answered, GOALS["first_answer"])}


def measure(runs: int) -> dict[str, object]:
    """All of it. Raises `NotServed`."""
    return {**pages(runs), **full_store(max(1, runs // 2)), "full_store_orders": FULL}


def _seconds(values: Sequence[float], goal: float) -> dict[str, object]:
    seconds = round(median(values), 2)
    return {"seconds": seconds, "goal": goal, "met": seconds < goal}


def _walk(store: Caller) -> Iterator[str]:
    """The pages of the list, one after the other, as long as there are more."""
    path = PAGE
    while True:
        yield path
        page = json.loads(store.page(path))
        if not page.get("has_more"):
            return
        path = f"{PAGE}&starting_after={page['data'][-1]['id']}"
