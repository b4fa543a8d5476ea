"""Sign-ins for tests: got from a demo store over the real protocol, kept in a real vault."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import httpx

from cloverdesk.api.http import HttpClient
from cloverdesk.api.oauth import Challenge, OAuthService, authorize_address
from cloverdesk.api.oauth_tokens import OAuthTokens
from cloverdesk.api.session import ApiSession, Hosts
from cloverdesk.demo.clock import DemoClock
from cloverdesk.demo.options import DemoOptions
from cloverdesk.demo.store import GRANT
from cloverdesk.domain.environment import Environment
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.sign_in import App, SignIn
from cloverdesk.settings.paths import Paths
from cloverdesk.settings.profiles import KeyHome, Profile, SignInWay
from cloverdesk.settings.secrets import Secrets
from cloverdesk.settings.sign_in_store import ProfileSignIn
from tests.support.aio import ManualClock, settle
from tests.support.api import AGENT, NO_LIMITS
from tests.support.demo import DEMO_URL, Demo, demo_app

T = TypeVar("T")

PASSPHRASE = "correct horse"
REDIRECT = "http://127.0.0.1:51234/callback"
REFRESH = "POST /oauth/v2/refresh"


def profile(merchant_id: str, url: str = DEMO_URL) -> Profile:
    """A profile that signs in through the browser, and has a vault."""
    return Profile(
        name="shop",
        environment=Environment.CUSTOM,
        url=url,
        merchant_id=merchant_id,
        owner="Dana",
        store_name="Maple & Main",
        currency="USD",
        key_home=KeyHome.VAULT,
        signs_in=SignInWay.BROWSER,
    )


def service(demo: Demo) -> OAuthService:
    """The token service of a demo store in this process."""
    return OAuthService(DEMO_URL, partial(HttpClient, [DEMO_URL], {"user-agent": AGENT}, demo.transport))


async def code_of(demo: Demo, challenge: Challenge) -> Secret:
    """The code that somebody's consent on the sign-in page gives."""
    page = authorize_address(DEMO_URL, App(demo.identity.app_id, REDIRECT), challenge)
    async with httpx.AsyncClient(transport=demo.transport) as client:
        answer = await client.get(f"{page}&decision=allow")
    return Secret(httpx.URL(answer.headers["location"]).params["code"])


async def signed_in(demo: Demo) -> SignIn:
    """A fresh sign-in of the store's merchant."""
    challenge = Challenge.make()
    code = await code_of(demo, challenge)
    pair = await service(demo).exchange(demo.identity.app_id, code, challenge.verifier)
    return SignIn(pair, demo.identity.app_id, demo.identity.merchant_id)


@dataclass
class Shop:
    """A demo store, a profile that is signed in to it, and a clock for both."""

    demo: Demo
    clock: ManualClock
    secrets: Secrets
    store: ProfileSignIn

    def tokens(self, store: Any = None, merchant_id: str | None = None) -> OAuthTokens:
        """The sign-in as a desk uses it; `store` in place of the real one."""
        merchant = self.demo.identity.merchant_id if merchant_id is None else merchant_id
        return OAuthTokens(store or self.store, service(self.demo), self.clock, merchant_id=merchant)

    @asynccontextmanager
    async def session(self, tokens: OAuthTokens | None = None) -> AsyncIterator[ApiSession]:
        """A session that signs in by them."""
        made = ApiSession(
            Hosts(DEMO_URL, DEMO_URL, DEMO_URL),
            tokens or self.tokens(),
            clock=self.clock,
            user_agent=AGENT,
            merchant_id=self.demo.identity.merchant_id,
            transport=self.demo.transport,
            limits=NO_LIMITS,
        )
        try:
            yield made
        finally:
            await made.close()
            await settle()

    @property
    def refreshes(self) -> int:
        """How often a refresh token was handed in."""
        return self.demo.transport.sent.count(REFRESH)

    @property
    def calls(self) -> int:
        """How many requests there were."""
        return len(self.demo.transport.sent)

    def withdraw(self) -> None:
        """The merchant throws the app out: none of its tokens opens anything any more."""
        for grant in self.demo.store.all_of(GRANT):
            self.demo.store.remove(GRANT, grant.id)


@contextmanager
def _executor() -> Any:
    threads = ThreadPoolExecutor(1)
    try:
        yield threads
    finally:
        threads.shutdown()


@asynccontextmanager
async def signed_in_shop(folder: Path, **options: Any) -> AsyncIterator[Shop]:
    """A store whose merchant has just signed in; `options` are those of the demo store."""
    clock = ManualClock()
    with (
        demo_app(2, clock=DemoClock(clock.now_ms), options=DemoOptions(**options)) as demo,
        _executor() as threads,
    ):
        secrets = Secrets.open(Paths(folder / "data"), passphrase=PASSPHRASE)
        mine = profile(demo.identity.merchant_id)

        async def in_thread(work: Callable[[], T], /) -> T:
            return await asyncio.get_running_loop().run_in_executor(threads, work)

        secrets.save_sign_in(mine, await signed_in(demo))
        demo.transport.sent.clear()
        yield Shop(demo, clock, secrets, ProfileSignIn(mine, lambda: secrets, clock, in_thread))
