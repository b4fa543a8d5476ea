"""A signed-in session on a demo store in this process, for tests of customers, employees, plans and subscriptions."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from cloverdesk.api.auth import Credentials
from cloverdesk.api.session import ApiSession, Hosts
from cloverdesk.domain.secret import Secret
from tests.support.aio import ManualClock
from tests.support.api import AGENT, NO_LIMITS
from tests.support.demo import CARD, Demo, play

NOBODY = "ZZZZZZZZZZZZZ"
"""An id that no object has."""
MASTERCARD = {**CARD, "number": "5204245250003294"}

Script = Callable[[Demo, ApiSession], Coroutine[Any, Any, None]]


@asynccontextmanager
async def signed_in(
    demo: Demo, *, token: str | None = None, platform: str | None = None, merchant: str | None = None
) -> AsyncIterator[ApiSession]:
    """A session of the store's merchant, unless another is named; `platform` is another token for the platform."""
    made = ApiSession(
        Hosts(demo.url, demo.url, demo.url),
        Credentials(
            Secret(demo.identity.api_token if token is None else token),
            Secret(demo.identity.public_token),
            None if platform is None else Secret(platform),
        ),
        clock=ManualClock(),
        user_agent=AGENT,
        merchant_id=demo.identity.merchant_id if merchant is None else merchant,
        transport=demo.transport,
        limits=NO_LIMITS,
    )
    try:
        yield made
    finally:
        await made.close()


def with_session(**store: Any) -> Callable[[Script], Callable[[], None]]:
    """Make a test of a script: `@with_session()` over `async def test_…(demo, session)`; `store` goes to `demo_app`."""

    def decorate(script: Script) -> Callable[[], None]:
        async def main(demo: Demo, _client: object) -> None:
            async with signed_in(demo) as made:
                await script(demo, made)

        def test() -> None:
            play(main, **store)

        test.__name__, test.__doc__ = script.__name__, script.__doc__
        return test

    return decorate


async def token_of(demo: Demo, card: dict[str, Any] | None = None) -> Secret:
    """A fresh token of a card."""
    async with demo.client() as client:
        return Secret(await demo.token(client, card or CARD))
