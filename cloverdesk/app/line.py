"""The line of one desk to its Clover, built when it is first needed: HTTP stays unimported until after first paint."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from cloverdesk.app.demo_process import DemoNotStarted, DemoPlace, DemoProcess
from cloverdesk.domain.environment import Environment
from cloverdesk.domain.errors import Offline

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from cloverdesk.api.session import ApiSession, Credentials, Hosts
    from cloverdesk.cache.cache import Cache
    from cloverdesk.domain.changes import ChangeHub
    from cloverdesk.domain.clock import Clock
    from cloverdesk.settings.paths import Paths
    from cloverdesk.settings.profiles import Profile
    from cloverdesk.settings.secrets import Secrets
    from cloverdesk.sync.engine import SyncEngine

T = TypeVar("T")

LOOK_AFTER_SECONDS = 2


@dataclass(frozen=True, slots=True)
class DemoSize:
    """How large a demo store is made when there is none yet."""

    orders: int = 2000
    seed: int = 1


class Line:
    """Session and sync engine of one desk, each built once and shared; `close` ends both, and the demo store with them."""

    def __init__(
        self,
        profile: "Profile",
        *,
        paths: "Paths",
        secrets: "Callable[[], Secrets]",
        clock: "Clock",
        offline: bool = False,
        demo: DemoSize | None = None,
    ) -> None:
        self._profile = profile
        self._paths = paths
        self._secrets = secrets
        self._clock = clock
        self._offline = offline
        self._demo_size = demo or DemoSize()
        self._demo: DemoProcess | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._session: ApiSession | None = None
        self._engine: SyncEngine | None = None
        self._building = asyncio.Lock()
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="line")

    async def session(self) -> "ApiSession":
        """The session. Raises `Offline` for a desk opened offline, else what building it raises."""
        if self._offline:
            raise Offline
        async with self._building:
            if self._session is None:
                self._session = await self._build()
            return self._session

    def engine(self, cache: "Cache", hub: "ChangeHub") -> "Callable[[], Awaitable[SyncEngine]]":
        """A provider of the one engine over `cache`."""

        async def provide() -> "SyncEngine":
            session = await self.session()
            if self._engine is None:
                from cloverdesk.api.resources.charges import ChargesApi
                from cloverdesk.api.resources.orders import OrdersApi
                from cloverdesk.api.resources.refunds import RefundsApi
                from cloverdesk.sync.engine import SyncEngine

                self._engine = SyncEngine(
                    charges=ChargesApi(session),
                    refunds=RefundsApi(session, default_currency=self._profile.currency),
                    orders=OrdersApi(session),
                    cache=cache,
                    hub=hub,
                    clock=self._clock,
                )
            return self._engine

        return provide

    async def close(self) -> None:
        """End the session, then the demo store if this desk started it."""
        async with self._building:
            if self._session is not None:
                await self._session.close()
                self._session = None
            if self._keeper is not None:
                self._keeper.cancel()
                await asyncio.wait({self._keeper})
                self._keeper = None
            if self._demo is not None:
                await self._in_thread(self._demo.stop)
                self._demo = None
        self._threads.shutdown(wait=False)

    async def _build(self) -> "ApiSession":
        import cloverdesk

        # Imports of the HTTP library take a while and let go of the interpreter in between: not on the window's thread.
        await self._in_thread(partial(import_module, "cloverdesk.api.http"))
        from cloverdesk.api.limits import Limits
        from cloverdesk.api.session import ApiSession

        if self._profile.environment is Environment.DEMO:
            hosts, credentials = await self._demo_store()
            limits = Limits(per_second=None, in_flight=5)
        else:
            hosts, credentials = await self._in_thread(self._real_store)
            limits = Limits(per_second=16, in_flight=5)
        agent = f"CloverDesk/{cloverdesk.__version__} (desktop)"
        return ApiSession(hosts, credentials, clock=self._clock, user_agent=agent, limits=limits)

    async def _demo_store(self) -> "tuple[Hosts, Credentials]":
        from cloverdesk.api.environments import hosts_for
        from cloverdesk.api.session import Credentials
        from cloverdesk.domain.secret import Secret

        name, size = self._profile.name, self._demo_size
        place = DemoPlace(self._paths.profile_dir(name), self._paths.demo_db(name), size.orders, size.seed)
        self._demo = await self._in_thread(partial(DemoProcess.join, place))
        self._keeper = asyncio.get_running_loop().create_task(self._keep(self._demo))
        address = self._demo.address
        credentials = Credentials(Secret(address.api_token), Secret(address.public_token))
        return hosts_for(Environment.DEMO, address.url), credentials

    async def _keep(self, demo: DemoProcess) -> None:
        """See to it that the demo store goes on when the desk that ran it has closed, or when it was killed."""
        while True:
            await self._clock.sleep(LOOK_AFTER_SECONDS)
            with suppress(DemoNotStarted):  # the line shows that it is gone; the next look tries again
                await self._in_thread(demo.look_after)

    def _real_store(self) -> "tuple[Hosts, Credentials]":
        from cloverdesk.api.environments import hosts_for
        from cloverdesk.api.session import Credentials
        from cloverdesk.domain.secret import Secret

        tokens = {name: Secret(token) for name, token in self._secrets().tokens(self._profile).items()}
        credentials = Credentials(tokens["private"], tokens.get("public"), tokens.get("platform"))
        return hosts_for(self._profile.environment, self._profile.url), credentials

    async def _in_thread(self, work: "Callable[[], T]") -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)
