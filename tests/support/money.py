"""A journal over a demo store: what a test of money operations needs, and nothing of the window or the cache."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

from cloverdesk.api.auth import Credentials
from cloverdesk.api.limits import Limits
from cloverdesk.api.resources.charges import ChargesApi
from cloverdesk.api.resources.orders import OrdersApi
from cloverdesk.api.session import ApiSession, Hosts
from cloverdesk.demo.clock import DemoClock
from cloverdesk.demo.options import DemoOptions
from cloverdesk.domain.charges import Charge
from cloverdesk.domain.money import Money
from cloverdesk.domain.operations import Actor, MoneyOperation, OperationState
from cloverdesk.domain.refunds import RefundReason
from cloverdesk.domain.secret import Secret
from cloverdesk.journal.executor import Journal
from cloverdesk.journal.store import Step
from tests.support.aio import ManualClock, eventually, settle
from tests.support.demo import DEMO_URL, Demo, demo_app

T = TypeVar("T")

KEY = bytes(range(32))
DANA = Actor("dk", "Dana")
HOLD = 10.0


class Cable(httpx.AsyncBaseTransport):
    """The line to the store. `sent` are the money calls that got through; `before_send` happens just before the next."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner
        self.cut = False
        self.cut_for_money = False
        self.sent: list[httpx.Request] = []
        self.before_send: Callable[[httpx.Request], Awaitable[None]] | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        money = request.method == "POST"
        if self.cut or (money and self.cut_for_money):
            raise httpx.ConnectError("the cable is cut")
        if money:
            before, self.before_send = self.before_send, None
            if before is not None:
                await before(request)
            self.sent.append(request)
        return await self._inner.handle_async_request(request)


@dataclass
class MoneyDesk:
    """One journal, and the store that it moves money in. `open` gives further journals on the same files."""

    folder: Path
    demo: Demo
    cable: Cable
    clock: ManualClock
    session: ApiSession
    stack: AsyncExitStack
    journal: Journal = field(init=False)
    told: list[MoneyOperation] = field(default_factory=list)
    provided: list[BaseException] = field(default_factory=list)
    someone: Actor = DANA

    async def open(self, name: str = "journal") -> Journal:
        """Another journal of this profile, as another process would open it. Closed at the end."""

        async def session() -> ApiSession:
            if self.provided:
                raise self.provided[0]
            return self.session

        journal = await Journal.open(
            self.folder / f"{name}.db",
            key=KEY,
            owners_dir=self.folder / "owners",
            clock=self.clock,
            session=session,
        )
        self.stack.push_async_callback(journal.close)
        return journal

    async def charge(self, amount: int = 2000, **more: object) -> Charge:
        """A new charge, read as the desk reads it."""
        async with self.demo.client() as client:
            made = await self.demo.charge(client, amount, **more)
        return await self.known(str(made["id"]))

    async def known(self, charge_id: str) -> Charge:
        """A charge as the store has it now, with its lines counted."""
        charge = await ChargesApi(self.session).get(charge_id)
        order = await OrdersApi(self.session).get(charge.order_id)
        return charge._replace(line_count=order.line_count)

    async def start(
        self,
        charge: Charge,
        minor: int | None = 500,
        *,
        hold: float = HOLD,
        reason: RefundReason | None = RefundReason.REQUESTED_BY_CUSTOMER,
        journal: Journal | None = None,
    ) -> MoneyOperation:
        """Ask for a refund."""
        return await (journal or self.journal).start_refund(
            charge=charge,
            amount=None if minor is None else Money(minor, charge.currency),
            reason=reason,
            actor=DANA,
            hold_seconds=hold,
        )

    async def refund(self, charge: Charge, minor: int | None = 500) -> MoneyOperation:
        """Ask for a refund and wait for its end."""
        operation = await self.start(charge, minor)
        return await self.flying(self.journal.wait(operation.id))

    async def flying(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of `work`, whose sleeps end as fast as they can."""
        task = asyncio.get_running_loop().create_task(work)
        try:
            while not task.done():
                await eventually(lambda: task.done() or self.clock.sleepers)
                if not task.done():
                    await self.clock.advance(0.5)
        finally:
            task.cancel()
            await asyncio.wait([task])
        return task.result()

    async def elsewhere(self, charge: Charge, minor: int, **more: object) -> str:
        """Somebody gives money back by other means; the id of that refund."""
        async with self.demo.client() as client:
            body = {"charge": charge.id, "amount": minor, **more}
            answer = await client.post("/v1/refunds", json=body)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    def moved(self, charge: Charge) -> list[object]:
        """What really went back of a charge, in minor units, oldest first."""
        return [
            one["amount"]
            for one in self.demo.refunds_made
            if one["charge"] == charge.id and one["status"] != "failed"
        ]

    async def watch(self, seconds: float, journal: Journal | None = None) -> None:
        """Let a journal watch for so long."""
        watching = asyncio.get_running_loop().create_task((journal or self.journal).watch())
        await self.clock.advance(seconds)
        watching.cancel()
        await asyncio.wait({watching})

    async def now(self, operation: MoneyOperation) -> MoneyOperation:
        """The operation as it stands."""
        found = await self.journal.get(operation.id)
        assert found is not None
        return found

    async def trail(self, operation: MoneyOperation) -> list[OperationState]:
        """The states an operation went through."""
        return [step.state for step in await self.journal.steps(operation.id)]

    async def last_step(self, operation: MoneyOperation) -> Step:
        """The newest step of an operation."""
        return (await self.journal.steps(operation.id))[-1]

    async def refuse_writes(self, journal: Journal | None = None, *, refuse: bool = True) -> None:
        """Let the journal's disk be read-only from now on, or writable again."""
        database = (journal or self.journal)._store._db
        switch = f"PRAGMA query_only = {'ON' if refuse else 'OFF'}"
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(database._writer, lambda: database._opened().execute(switch))

    async def stalled(self) -> None:
        """Return when the store holds a call back."""
        await self.demo.faults.wait_stalled()
        await settle()


@asynccontextmanager
async def money_desk(folder: Path, options: DemoOptions | None = None) -> AsyncIterator[MoneyDesk]:
    """An empty store, a journal on it, and a clock that both share."""
    clock = ManualClock()
    async with AsyncExitStack() as stack:
        demo = stack.enter_context(demo_app(clock=DemoClock(clock.now_ms), options=options))
        cable = Cable(demo.transport)
        line = ApiSession(
            Hosts(DEMO_URL, DEMO_URL, DEMO_URL),
            Credentials(Secret(demo.identity.api_token)),
            clock=clock,
            user_agent="CloverDesk/0 (test)",
            transport=cable,
            limits=Limits(per_second=None, in_flight=None),
        )
        stack.push_async_callback(settle)
        stack.push_async_callback(line.close)
        desk = MoneyDesk(folder, demo, cable, clock, line, stack)
        desk.journal = await desk.open()
        desk.journal.subscribe(desk.told.append)
        yield desk
