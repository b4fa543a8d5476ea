"""The API layer: what a page costs beside a bare GET, how near to Clover's limit it reads, and how little people wait."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import median

import httpx

from cloverdesk.api.auth import Credentials
from cloverdesk.api.limits import FIRST_LOAD, Limits
from cloverdesk.api.resources.charges import ChargesApi
from cloverdesk.api.session import ApiSession, Hosts
from cloverdesk.domain.clock import SystemClock
from cloverdesk.domain.secret import Secret
from tests.benchmarks.demo_store import NotServed

ROOT = Path(__file__).resolve().parents[2]
SERVE = (sys.executable, "-m", "cloverdesk", "demo", "serve", "--orders")
GOALS = {"rate": 1.05, "two_clients": 0.01, "cpu": 1.1, "people": 1.2}
AGENT = "CloverDesk/0 (benchmark)"
ORDERS = 3000
PAGES = 480
PER_SECOND = 16
SHARED_S = 60.0
CPU_BURST, CPU_ROUNDS_A_RUN = 40, 4
BURSTS, CALLS_A_BURST, BETWEEN_BURSTS_S = 8, 4, 1.5
SETTLING_S = 2.0
"""Until the store's limiter has forgotten what came before, and a reading is at full speed."""
FAR_S = 0.1
"""How long a call and its answer are on their way where people's calls are measured, as across a continent."""


@dataclass(frozen=True)
class Store:
    """A running demo store."""

    url: str
    token: str

    @asynccontextmanager
    async def session(
        self, limits: Limits, transport: httpx.AsyncBaseTransport | None = None
    ) -> AsyncIterator[ApiSession]:
        """A desk's session on it."""
        hosts, credentials = Hosts(self.url, self.url, self.url), Credentials(Secret(self.token))
        made = ApiSession(
            hosts, credentials, clock=SystemClock(), user_agent=AGENT, limits=limits, transport=transport
        )
        try:
            yield made
        finally:
            await made.close()


class Wire(httpx.AsyncBaseTransport):
    """Sockets, with a way that takes `far` seconds; counts what went over it and what was turned away."""

    def __init__(self, far: float = 0) -> None:
        self._sockets = httpx.AsyncHTTPTransport()
        self._clock = SystemClock()
        self._far = far
        self.asked = self.refused = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self._far:
            await self._clock.sleep(self._far)
        response = await self._sockets.handle_async_request(request)
        self.asked += 1
        self.refused += response.status_code == 429
        return response

    async def aclose(self) -> None:
        await self._sockets.aclose()


@contextmanager
def served(*options: str) -> Iterator[Store]:
    """A demo store in a process of its own."""
    with subprocess.Popen(
        (*SERVE, str(ORDERS), *options), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            if not line:
                raise NotServed(" ".join(SERVE))
            said = json.loads(line)
            yield Store(said["url"], said["api_token"])
        finally:
            process.terminate()


async def cursors(store: Store) -> list[str | None]:
    """What to ask for each page of the list with."""
    found: list[str | None] = [None]
    async with store.session(FIRST_LOAD) as session:
        page = await ChargesApi(session).list_page()
        while page.has_more:
            found.append(page.cursor)
            page = await ChargesApi(session).list_page(starting_after=page.cursor)
    await SystemClock().sleep(SETTLING_S)
    return found


async def side_by_side(
    session: ApiSession, places: list[str | None], more: Callable[[], bool], readers: int = 3
) -> int:
    """Pages read by so many readers, as a first load does, for as long as there are `more`."""
    turn, api, count = cycle(places), ChargesApi(session), 0

    async def read() -> None:
        nonlocal count
        while more():
            await api.list_page(starting_after=next(turn))
            count += 1

    async with asyncio.TaskGroup() as group:
        for _ in range(readers):
            group.create_task(read())
    return count


async def at_the_limit(store: Store, places: list[str | None]) -> dict[str, object]:
    """Many pages, read as fast as one token may."""
    wire, left = Wire(), iter(range(PAGES))
    async with store.session(FIRST_LOAD, wire) as session:
        begun = time.perf_counter()
        await side_by_side(session, places, lambda: next(left, None) is not None)
        seconds = time.perf_counter() - begun
    ratio = round(seconds / (PAGES / PER_SECOND), 3)
    return {
        "pages": PAGES,
        "seconds": round(seconds, 2),
        "refused": wire.refused,
        "ratio": ratio,
        "goal": GOALS["rate"],
        "met": ratio <= GOALS["rate"] and not wire.refused,
    }


async def shared(store: Store, places: list[str | None]) -> dict[str, object]:
    """Two desks on one token, the second of which comes a little later; each reads as much as it can."""
    wires = Wire(), Wire()
    until = time.perf_counter() + SHARED_S

    async def load(wire: Wire, after: float) -> int:
        await SystemClock().sleep(after)
        async with store.session(FIRST_LOAD, wire) as session:
            return await side_by_side(session, places, lambda: time.perf_counter() < until)

    counts = await asyncio.gather(load(wires[0], 0), load(wires[1], SHARED_S / 30))
    asked, refused = (sum(getattr(wire, name) for wire in wires) for name in ("asked", "refused"))
    share = round(refused / asked, 4)
    return {
        "seconds": SHARED_S,
        "pages": list(counts),
        "refused": refused,
        "refused_share": share,
        "goal": GOALS["two_clients"],
        "met": share < GOALS["two_clients"] and min(counts) > max(counts) / 5,
    }


async def cpu(store: Store, rounds: int) -> dict[str, object]:
    """Processor time of a page that is fetched, decoded and typed, beside a GET and `json.loads` of the same page."""
    headers = {"authorization": f"Bearer {store.token}", "user-agent": AGENT}
    async with (
        store.session(Limits(None, None)) as session,
        httpx.AsyncClient(base_url=store.url, headers=headers, trust_env=False) as client,
    ):
        api = ChargesApi(session)

        async def bare() -> object:
            answer = await client.get("/v1/charges", params={"limit": 100})
            return json.loads(answer.content)

        async def typed() -> object:
            return await api.list_page(limit=100)

        pairs = [(await burst(bare), await burst(typed)) for _ in range(rounds + 1)]
    return compared(pairs[1:])  # the first pair warms up


async def burst(read: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds of processor time a page."""
    begun = time.process_time()
    for _ in range(CPU_BURST):
        await read()
    return (time.process_time() - begun) / CPU_BURST * 1000


def compared(pairs: list[tuple[float, float]]) -> dict[str, object]:
    """Medians, and the median of the ratios of neighbours."""
    bare, desk = (median(side) for side in zip(*pairs, strict=True))
    ratio = round(median(mine / other for other, mine in pairs), 2)
    figures = {"bare_ms": round(bare, 2), "desk_ms": round(desk, 2), "ratio": ratio}
    return {**figures, "goal": GOALS["cpu"], "met": ratio <= GOALS["cpu"]}


async def people(store: Store, places: list[str | None]) -> dict[str, object]:
    """How long people wait for their answers while everything is being read, beside one call on a line that is idle."""
    reading, clock = True, SystemClock()
    async with store.session(FIRST_LOAD, Wire(FAR_S)) as session:
        api = ChargesApi(session)
        one = (await api.list_page(limit=1)).items[0].id

        async def look() -> float:
            begun = time.perf_counter()
            await api.get(one)
            return time.perf_counter() - begun

        alone = [await look() for _ in range(10)]
        await clock.sleep(SETTLING_S)
        background = asyncio.get_running_loop().create_task(side_by_side(session, places, lambda: reading))
        await clock.sleep(SETTLING_S)
        waits = []
        for _ in range(BURSTS):
            waits.append(await asyncio.gather(*(look() for _ in range(CALLS_A_BURST))))
            await clock.sleep(BETWEEN_BURSTS_S)
        reading = False
        pages = await background
    return told(alone, waits, pages)


def told(alone: list[float], waits: list[list[float]], pages: int) -> dict[str, object]:
    """The figures of the people."""
    usual = median(alone)
    ratio = round(median(wait for each in waits for wait in each) / usual, 2)
    return {
        "round_trip_ms": round(usual * 1000),
        "first_burst_ratio": round(median(waits[0]) / usual, 2),
        "pages_meanwhile": pages,
        "ratio": ratio,
        "goal": GOALS["people"],
        "met": ratio <= GOALS["people"],
    }


def measure(runs: int) -> dict[str, object]:
    """All of it. Raises `NotServed`."""
    with served("--no-rate-limit") as store:
        figures: dict[str, object] = {"page_cpu": asyncio.run(cpu(store, runs * CPU_ROUNDS_A_RUN))}
    with served() as store:
        places = asyncio.run(cursors(store))
        for name, work in (("at_the_limit", at_the_limit), ("two_clients", shared), ("people", people)):
            figures[name] = asyncio.run(work(store, places))
    return figures
