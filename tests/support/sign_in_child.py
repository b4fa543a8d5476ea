"""A program of its own that uses a sign-in: reads charges, all at once, when it is told to, and prints how each read ended.

Run as `python -m tests.support.sign_in_child` with what it needs as JSON, and the passphrase in the environment.
"""

import asyncio
import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from cloverdesk.api.http import HttpClient
from cloverdesk.api.oauth import OAuthService
from cloverdesk.api.oauth_tokens import OAuthTokens
from cloverdesk.api.session import ApiSession, Hosts
from cloverdesk.domain.clock import SystemClock
from cloverdesk.domain.errors import DeskError
from cloverdesk.domain.sign_in import SignIn
from cloverdesk.settings.paths import Paths
from cloverdesk.settings.secrets import Secrets, take_passphrase
from cloverdesk.settings.sign_in_store import ProfileSignIn
from tests.support.api import AGENT, NO_LIMITS
from tests.support.sign_in import profile

T = TypeVar("T")


class NeverSaves(ProfileSignIn):
    """Says that Clover's answer is there, and then keeps it from being saved for good."""

    async def save(self, sign_in: SignIn) -> None:
        if sign_in.sent:
            await super().save(sign_in)
            return
        print("answered", flush=True)
        await asyncio.Event().wait()


async def main(told: dict[str, Any]) -> None:
    url, merchant = told["url"], told["merchant_id"]
    threads = ThreadPoolExecutor(1)

    async def in_thread(work: Callable[[], T], /) -> T:
        return await asyncio.get_running_loop().run_in_executor(threads, work)

    secrets, clock = Secrets.open(Paths(Path(told["folder"])), passphrase=take_passphrase()), SystemClock()
    kind = NeverSaves if told["never_saves"] else ProfileSignIn
    store = kind(profile(merchant, url), lambda: secrets, clock, in_thread)
    service = OAuthService(url, partial(HttpClient, [url], {"user-agent": AGENT}))
    tokens = OAuthTokens(store, service, clock, merchant_id=merchant)
    session = ApiSession(
        Hosts(url, url, url),
        tokens,
        clock=clock,
        user_agent=AGENT,
        merchant_id=merchant,
        limits=NO_LIMITS,
    )
    await store.load()
    print("ready", flush=True)
    sys.stdin.readline()
    ends = await asyncio.gather(*(end(session) for _ in range(told["reads"])))
    print(json.dumps(ends), flush=True)
    await session.close()
    await tokens.close()
    threads.shutdown()


async def end(session: ApiSession) -> int | str:
    """The status of a read, or the code of its failure."""
    try:
        return (await session.read("/v1/charges", {"limit": 1})).status
    except DeskError as problem:
        return problem.failure.code


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
