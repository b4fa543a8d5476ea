"""A whole desk for tests: the demo store behind a cable that can be cut, real encrypted databases, a clock that stands still."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from cloverdesk.api.auth import Credentials
from cloverdesk.api.limits import Limits
from cloverdesk.api.resources.charges import ChargesApi
from cloverdesk.api.resources.orders import OrdersApi
from cloverdesk.api.resources.refunds import RefundsApi
from cloverdesk.api.session import ApiSession, Hosts
from cloverdesk.app.card_page.late import LateCardPage
from cloverdesk.cache.cache import Cache
from cloverdesk.demo.clock import DemoClock
from cloverdesk.domain.changes import ChangeHub
from cloverdesk.domain.charges import Charge, ChargeState
from cloverdesk.domain.operations import Actor
from cloverdesk.domain.secret import Secret
from cloverdesk.journal.executor import Journal
from cloverdesk.services.access import EVERYTHING, Access
from cloverdesk.services.card_entry import CardEntryService, Setting
from cloverdesk.services.charges import ChargesService
from cloverdesk.services.connection import ConnectionService
from cloverdesk.services.desk import Desk
from cloverdesk.services.operations import OperationsService
from cloverdesk.services.refunds import RefundsService
from cloverdesk.settings.options import Options
from cloverdesk.settings.profiles import DEMO_PROFILE
from cloverdesk.sync.engine import SyncEngine
from tests.support.aio import ManualClock
from tests.support.demo import DEMO_URL, Demo, demo_app

KEY = bytes(range(32))
PROFILE = replace(DEMO_PROFILE, store_name="Maple & Main, Portland", owner="Dana, manager")


class Cable(httpx.AsyncBaseTransport):
    """The line to the store. While it is `cut` nothing gets through."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner
        self.cut = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.cut:
            raise httpx.ConnectError("the cable is cut")
        return await self._inner.handle_async_request(request)


@dataclass(frozen=True)
class TestDesk:
    """The desk and everything behind it."""

    __test__ = False

    desk: Desk
    demo: Demo
    cable: Cable
    clock: ManualClock

    def amounts_given_back(self, charge_id: str) -> list[object]:
        """What really went back of a charge since the store was seeded, in minor units."""
        return [one["amount"] for one in self.demo.refunds_made if one["charge"] == charge_id]

    async def refund_elsewhere(self, charge_id: str, amount: int) -> None:
        """Somebody gives money back in the dashboard."""
        async with self.demo.client() as client:
            answer = await client.post("/v1/refunds", json={"charge": charge_id, "amount": amount})
        assert answer.status_code == 200, answer.text


@asynccontextmanager
async def open_test_desk(
    folder: Path,
    *,
    orders: int = 60,
    options: Options | None = None,
    synced: bool = True,
    running: bool = True,
    permitted: bool = True,
) -> AsyncIterator[TestDesk]:
    """A desk over a store of `orders` orders. `synced`: all of it is read already; `running`: the desk goes on by itself."""
    clock = ManualClock()
    async with AsyncExitStack() as stack:
        demo = stack.enter_context(demo_app(orders, clock=DemoClock(clock.now_ms)))
        cable = Cable(demo.transport)
        session = ApiSession(
            Hosts(DEMO_URL, DEMO_URL, DEMO_URL),
            Credentials(Secret(demo.identity.api_token), Secret(demo.identity.public_token)),
            clock=clock,
            user_agent="CloverDesk/0 (test)",
            transport=cable,
            limits=Limits(per_second=None, in_flight=None),
        )
        stack.push_async_callback(session.close)
        cache = await Cache.open(folder / "cache.db", key=KEY, clock=clock)
        stack.push_async_callback(cache.close)
        journal = await _journal(folder, clock, session)
        stack.push_async_callback(journal.close)
        desk = _assemble(cache, journal, session, clock, options or Options(), permitted=permitted)
        if synced:
            await desk.sync_once()
        if running:
            await stack.enter_async_context(_running(desk))
        yield TestDesk(desk, demo, cable, clock)


async def _journal(folder: Path, clock: ManualClock, session: ApiSession) -> Journal:
    owners = folder / "owners"
    owners.mkdir(exist_ok=True)

    async def line() -> ApiSession:
        return session

    return await Journal.open(folder / "journal.db", key=KEY, owners_dir=owners, clock=clock, session=line)


def _assemble(
    cache: Cache,
    journal: Journal,
    session: ApiSession,
    clock: ManualClock,
    options: Options,
    *,
    permitted: bool,
) -> Desk:
    hub = ChangeHub()
    engine = SyncEngine(
        charges=ChargesApi(session),
        refunds=RefundsApi(session),
        orders=OrdersApi(session),
        cache=cache,
        hub=hub,
        clock=clock,
    )

    async def provide() -> SyncEngine:
        return engine

    async def line() -> ApiSession:
        return session

    async def versions() -> tuple[int, int]:
        return await cache.data_version(), await journal.data_version()

    charges = ChargesService(cache, provide)
    access = Access(Actor.current(PROFILE.owner), EVERYTHING if permitted else frozenset())
    setting = Setting(PROFILE, options)
    page = LateCardPage(setting, clock, _no_browser)
    return Desk(
        profile=PROFILE,
        options=options,
        charges=charges,
        refunds=RefundsService(cache),
        operations=OperationsService(journal, charges, access, hub),
        connection=ConnectionService(provide, hub, clock, stamps=cache.marks.freshness),
        make_card_entry=lambda: CardEntryService(line, page, access, clock, setting),
        changes=hub,
        clock=clock,
        versions=versions,
    )


def _no_browser(_address: str) -> bool:
    return False


@asynccontextmanager
async def _running(desk: Desk) -> AsyncIterator[None]:
    """The desk's own work, ended with the test; nobody looks for other programs, since there are none."""
    loop = asyncio.get_running_loop()
    tasks = [
        loop.create_task(desk.connection.run(every_seconds=desk.options.sync_every_seconds)),
        loop.create_task(desk.operations.follow()),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


async def plain_charges(desk: TestDesk, count: int) -> list[Charge]:
    """The newest paid charges of which any amount can go back, more than 10.00 of each."""
    found = []
    for charge in await desk.desk.charges.newest("", 60):
        part = charge.refundable_by_amount
        if charge.state is ChargeState.PAID and part is not None and part.amount > 1000:
            found.append(charge)
    assert len(found) >= count, "the store has too few such charges"
    return found[:count]


async def plain_charge(desk: TestDesk) -> Charge:
    """The newest of them."""
    (charge,) = await plain_charges(desk, 1)
    return charge
