"""The line of one desk to its Clover, built when it is first needed: HTTP stays unimported until after first paint."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from cloverdesk.cli.host import DEMO_ORDERS, DEMO_SEED
from cloverdesk.domain.environment import Environment
from cloverdesk.domain.errors import Offline
from cloverdesk.settings.options import Options

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from cloverdesk.api.auth import Credentials
    from cloverdesk.api.oauth_tokens import OAuthTokens
    from cloverdesk.api.session import ApiSession, Hosts
    from cloverdesk.app.demo_process import DemoProcess
    from cloverdesk.cache.cache import Cache
    from cloverdesk.domain.changes import ChangeHub
    from cloverdesk.domain.clock import Clock
    from cloverdesk.settings.paths import Paths
    from cloverdesk.settings.profiles import Profile
    from cloverdesk.settings.secrets import Secrets
    from cloverdesk.sync.engine import SyncEngine

T = TypeVar("T")

LOOK_AFTER_SECONDS = 2


def user_agent() -> str:
    """How the desk names itself to Clover."""
    import cloverdesk

    return f"CloverDesk/{cloverdesk.__version__} (desktop)"


@dataclass(frozen=True, slots=True)
class DemoSize:
    """How large a demo store is made when there is none yet."""

    orders: int = DEMO_ORDERS
    seed: int = DEMO_SEED


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
        gift_cards_by_key: bool = False,
        options: "Options | None" = None,
    ) -> None:
        self._profile = profile
        self._paths = paths
        self._secrets = secrets
        self._clock = clock
        self._offline = offline
        self._demo_size = demo or DemoSize()
        self._gift_cards_by_key = gift_cards_by_key
        self._options = options or Options()
        self._demo: DemoProcess | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._session: ApiSession | None = None
        self._sign_in: OAuthTokens | None = None
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
                    first_load=session.first_load,
                )
            return self._engine

        return provide

    async def close(self) -> None:
        """End the session, then the demo store if this desk started it."""
        async with self._building:
            if self._session is not None:
                await self._session.close()
                self._session = None
            if self._sign_in is not None:
                await self._sign_in.close()
                self._sign_in = None
            if self._keeper is not None:
                self._keeper.cancel()
                await asyncio.wait({self._keeper})
                self._keeper = None
            if self._demo is not None:
                await self._in_thread(self._demo.stop)
                self._demo = None
        self._threads.shutdown(wait=False)

    async def _build(self) -> "ApiSession":
        # Imports of the HTTP library take a while and let go of the interpreter in between: not on the window's thread.
        await self._in_thread(partial(import_module, "cloverdesk.api.http"))
        from cloverdesk.api.session import ApiSession
        from cloverdesk.app.manners import Manners

        if self._profile.environment is Environment.DEMO:
            hosts, credentials = await self._demo_store()
        else:
            hosts, credentials = await self._in_thread(self._real_store)
        manners = Manners.of(self._options)  # towards the demo store, too: its limits are Clover's
        merchant = self._demo.address.merchant_id if self._demo else self._profile.merchant_id
        return ApiSession(
            hosts,
            credentials,
            clock=self._clock,
            user_agent=user_agent(),
            merchant_id=merchant,
            limits=manners.afterwards,
            first_load_limits=manners.first_load,
            read_patience=manners.read_patience,
            money_patience=manners.money_patience,
            forwarded_for=self._options.forwarded_for or None,
            extra_ca=self._options.extra_ca,
            gift_cards_by_key=self._gift_cards_by_key,
        )

    async def _demo_store(self) -> "tuple[Hosts, Credentials | OAuthTokens]":
        from cloverdesk.api.auth import Credentials
        from cloverdesk.api.environments import hosts_for
        from cloverdesk.app.demo_process import DemoPlace, DemoProcess
        from cloverdesk.domain.secret import Secret

        name, size = self._profile.name, self._demo_size
        place = DemoPlace(self._paths.profile_dir(name), self._paths.demo_db(name), size.orders, size.seed)
        self._demo = await self._in_thread(partial(DemoProcess.join, place))
        self._keeper = asyncio.get_running_loop().create_task(self._keep(self._demo))
        address = self._demo.address
        credentials = Credentials(Secret(address.api_token), Secret(address.public_token))
        return hosts_for(Environment.DEMO, address.url), credentials

    async def _keep(self, demo: "DemoProcess") -> None:
        """See to it that the demo store goes on when the desk that ran it has closed, or when it was killed."""
        from cloverdesk.app.demo_process import DemoNotStarted

        while True:
            await self._clock.sleep(LOOK_AFTER_SECONDS)
            with suppress(DemoNotStarted):  # the line shows that it is gone; the next look tries again
                await self._in_thread(demo.look_after)

    def _real_store(self) -> "tuple[Hosts, Credentials | OAuthTokens]":
        from cloverdesk.api.auth import Credentials
        from cloverdesk.api.environments import hosts_for
        from cloverdesk.domain.secret import Secret
        from cloverdesk.settings.profiles import SignInWay

        hosts = hosts_for(self._profile.environment, self._profile.url, self._profile.apart)
        if self._profile.signs_in is SignInWay.BROWSER:
            self._sign_in = self._renewed_sign_in(hosts.platform)
            return hosts, self._sign_in
        tokens = {name: Secret(token) for name, token in self._secrets().tokens(self._profile).items()}
        credentials = Credentials(tokens["private"], tokens.get("public"), tokens.get("platform"))
        return hosts, credentials

    def _renewed_sign_in(self, platform: str) -> "OAuthTokens":
        from cloverdesk.api.http import HttpClient
        from cloverdesk.api.oauth import OAuthService
        from cloverdesk.api.oauth_tokens import OAuthTokens
        from cloverdesk.settings.sign_in_store import ProfileSignIn

        headers = {"user-agent": user_agent(), "accept": "application/json"}
        connect = partial(HttpClient, [platform], headers, extra_ca=self._options.extra_ca)
        service = OAuthService(platform, connect)
        store = ProfileSignIn(self._profile, self._secrets, self._clock, self._in_thread)
        return OAuthTokens(store, service, self._clock, merchant_id=self._profile.merchant_id)

    async def _in_thread(self, work: "Callable[[], T]") -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)
