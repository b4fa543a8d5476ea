"""A sign-in renews itself: once for all who wait, kept before it is used, and never in a loop."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from cloverdesk.api import errors
from cloverdesk.api.auth import Door
from cloverdesk.api.oauth import SignInEnded, SignInLost
from cloverdesk.api.oauth_tokens import OAuthTokens
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.sign_in import SignIn, TokenStore
from cloverdesk.settings.errors import KeyringFailed
from tests.support.aio import eventually, run
from tests.support.sign_in import REFRESH, Shop, signed_in, signed_in_shop

HALF_AN_HOUR = 30 * 60
LOST = {"operation": "refreshTokens", "nth": 1, "after": {"drop": True}}


def with_shop(**options: Any) -> Callable[[Callable[[Shop], Awaitable[None]]], Callable[[Path], None]]:
    """Make a test of a script about a shop that is signed in; `options` are the demo store's."""

    def decorate(script: Callable[[Shop], Awaitable[None]]) -> Callable[[Path], None]:
        def test(tmp_path: Path) -> None:
            async def main() -> None:
                async with signed_in_shop(tmp_path, **options) as shop:
                    await script(shop)

            run(main())

        test.__name__, test.__doc__ = script.__name__, script.__doc__
        return test

    return decorate


def kept(shop: Shop) -> SignIn:
    """What the vault has."""
    found = shop.secrets.sign_in(shop.store._profile)
    assert found is not None
    return found


async def fifty(shop: Shop) -> list[Any]:
    async with shop.session() as session:
        return await asyncio.gather(*(session.read("/v1/charges", {"limit": 1}) for _ in range(50)))


@with_shop()
async def test_fifty_calls_with_a_token_that_has_ended_cause_one_refresh(shop: Shop) -> None:
    await shop.clock.advance(HALF_AN_HOUR + 1)
    answers = await fifty(shop)
    assert [one.status for one in answers] == [200] * 50
    assert (shop.refreshes, shop.calls) == (1, 51)


@with_shop()
async def test_fifty_calls_that_are_all_refused_cause_one_refresh(shop: Shop) -> None:
    """The token has not ended by this computer's clock; Clover has its own."""
    shop.demo.store.advance((HALF_AN_HOUR + 1) * 1000)
    answers = await fifty(shop)
    assert [one.status for one in answers] == [200] * 50
    assert (shop.refreshes, shop.calls) == (1, 101)


@with_shop()
async def test_it_is_renewed_a_little_early_and_not_before(shop: Shop) -> None:
    async with shop.session() as session:
        await session.read("/v1/charges")
        await shop.clock.advance(HALF_AN_HOUR - 61)
        await session.read("/v1/charges")
        assert shop.refreshes == 0
        await shop.clock.advance(1)
        await session.read("/v1/charges")
        await session.read("/v1/charges")
        assert shop.refreshes == 1


@with_shop()
async def test_every_door_has_the_access_token_and_the_token_host_its_key(shop: Shop) -> None:
    tokens = shop.tokens()
    headers = [await tokens.headers(door) for door in (Door.ECOMMERCE, Door.PLATFORM, Door.RECURRING)]
    assert headers == [{"authorization": f"Bearer {kept(shop).pair.access.reveal()}"}] * 3
    with pytest.raises(errors.TokenMissing):
        await tokens.headers(Door.TOKEN)
    card = {"card": {"number": "4242424242424242", "exp_month": "12", "exp_year": "2030", "cvv": "123"}}
    async with shop.session(tokens) as session:
        made = await session.write("createToken", "/v1/tokens", card, door=Door.TOKEN)
    assert made.status == 200


@dataclass
class Watched:
    """The real store, watched: what was saved, and something to do before a save."""

    inner: TokenStore
    saved: list[SignIn]
    before_save: Callable[[SignIn], Awaitable[None]] | None = None

    def alone(self) -> Any:
        return self.inner.alone()

    async def load(self) -> SignIn | None:
        return await self.inner.load()

    async def save(self, sign_in: SignIn) -> None:
        if self.before_save:
            await self.before_save(sign_in)
        await self.inner.save(sign_in)
        self.saved.append(sign_in)


@with_shop()
async def test_the_new_pair_is_kept_before_it_is_used(shop: Shop) -> None:
    old, order = kept(shop), []

    async def note(sign_in: SignIn) -> None:
        order.append(("save", sign_in.sent, len(shop.demo.transport.sent)))

    store = Watched(shop.store, [], note)
    await shop.clock.advance(HALF_AN_HOUR)
    async with shop.session(shop.tokens(store)) as session:
        await session.read("/v1/charges")
    assert order == [("save", True, 0), ("save", False, 1)]
    assert shop.demo.transport.sent == [REFRESH, "GET /v1/charges"]
    assert store.saved[0] == replace(old, sent=True)
    assert kept(shop) == store.saved[1]
    assert kept(shop).pair.refresh != old.pair.refresh


@with_shop()
async def test_whoever_waits_may_give_up_and_nothing_is_lost(shop: Shop) -> None:
    shop.demo.trouble({"operation": "refreshTokens", "after": {"stall": True}})
    await shop.clock.advance(HALF_AN_HOUR)
    tokens = shop.tokens()
    waiting = asyncio.get_running_loop().create_task(tokens.headers(Door.ECOMMERCE))
    await eventually(lambda: shop.demo.faults.stalled)
    waiting.cancel()
    await asyncio.wait([waiting])
    closing = asyncio.get_running_loop().create_task(tokens.close())
    assert kept(shop).sent
    shop.demo.faults.release()
    await closing
    assert not kept(shop).sent
    assert await tokens.headers(Door.PLATFORM)
    assert shop.refreshes == 1


@with_shop()
async def test_a_401_is_answered_by_one_renewal_and_the_call_goes_on(shop: Shop) -> None:
    async with shop.session() as session:
        await session.read("/v1/charges")
        shop.demo.store.advance(HALF_AN_HOUR * 1000)
        await session.read("/v1/charges")
    assert shop.demo.transport.sent == ["GET /v1/charges", "GET /v1/charges", REFRESH, "GET /v1/charges"]


@with_shop(permissions_missing=frozenset({"Read payments"}))
async def test_a_missing_permission_is_named_after_one_renewal(shop: Shop) -> None:
    async with shop.session() as session:
        for _ in range(5):
            with pytest.raises(errors.NotAllowed, match="Read orders, Read payments") as caught:
                await session.read("/v1/orders")
            assert caught.value.exit_code == 5
        assert shop.refreshes == 1
        assert shop.calls == 1 + 1 + 5
        assert (await session.read(f"/v3/merchants/{session.merchant_id}", door=Door.PLATFORM)).status == 200


@with_shop()
async def test_a_withdrawn_sign_in_says_so_and_asks_no_more(shop: Shop) -> None:
    async with shop.session() as session:
        await session.read("/v1/charges")
        shop.withdraw()
        for _ in range(4):
            with pytest.raises(SignInEnded, match="profile sign-in") as caught:
                await session.read("/v1/charges")
            assert caught.value.exit_code == 5
        assert (shop.refreshes, shop.calls) == (1, 3)
        shop.secrets.save_sign_in(shop.store._profile, await signed_in(shop.demo))
        assert (await session.read("/v1/charges")).status == 200
        assert shop.refreshes == 1


@with_shop()
async def test_a_removed_profile_is_signed_out_and_stays_removed(shop: Shop) -> None:
    tokens = shop.tokens()
    await tokens.headers(Door.ECOMMERCE)
    shop.secrets.forget_tokens(shop.store._profile)
    await shop.clock.advance(HALF_AN_HOUR)
    with pytest.raises(SignInEnded):
        await tokens.headers(Door.ECOMMERCE)
    assert shop.refreshes == 0
    assert shop.secrets.sign_in(shop.store._profile) is None


@with_shop()
async def test_a_sign_in_of_another_merchant_is_not_used(shop: Shop) -> None:
    tokens = shop.tokens(merchant_id="ANOTHER123456")
    with pytest.raises(errors.WrongMerchant, match="ANOTHER123456"):
        await tokens.headers(Door.ECOMMERCE)
    assert shop.calls == 0


@with_shop()
async def test_a_lost_answer_costs_that_sign_in_and_says_so(shop: Shop) -> None:
    shop.demo.trouble(LOST)
    await shop.clock.advance(HALF_AN_HOUR)
    with pytest.raises(errors.NoAnswer):
        await shop.tokens().headers(Door.ECOMMERCE)
    assert kept(shop).sent
    again = shop.tokens()  # the next start
    for _ in range(3):
        with pytest.raises(SignInLost, match="used up"):
            await again.headers(Door.ECOMMERCE)
    assert shop.refreshes == 2


@with_shop()
async def test_an_answer_that_never_left_clover_costs_nothing(shop: Shop) -> None:
    shop.demo.trouble({"operation": "refreshTokens", "nth": 1, "before": {"status": 503}})
    await shop.clock.advance(HALF_AN_HOUR)
    tokens = shop.tokens()
    with pytest.raises(errors.ServerTrouble):
        await tokens.headers(Door.ECOMMERCE)
    assert kept(shop).sent
    assert await tokens.headers(Door.ECOMMERCE)
    assert not kept(shop).sent


@with_shop()
async def test_a_place_that_refuses_the_new_pair_gets_it_later(shop: Shop) -> None:
    broken = True

    async def refuse(sign_in: SignIn) -> None:
        if broken and not sign_in.sent:
            raise KeyringFailed(why="the disk is full")

    await shop.clock.advance(HALF_AN_HOUR)
    tokens = shop.tokens(Watched(shop.store, [], refuse))
    for _ in range(2):
        with pytest.raises(KeyringFailed):
            await tokens.headers(Door.ECOMMERCE)
    broken = False
    assert await tokens.headers(Door.ECOMMERCE)
    assert (shop.refreshes, kept(shop).sent) == (1, False)


@with_shop()
async def test_without_a_line_the_token_that_still_works_is_used(shop: Shop) -> None:
    shop.demo.trouble({"operation": "refreshTokens", "before": {"status": 503}})
    async with shop.session() as session:
        await session.read("/v1/charges")
        await shop.clock.advance(HALF_AN_HOUR - 40)
        for _ in range(5):
            await session.read("/v1/charges")
        assert shop.refreshes == 1
        await shop.clock.advance(16)
        await session.read("/v1/charges")
        assert shop.refreshes == 2
        await shop.clock.advance(30)
        with pytest.raises(errors.ServerTrouble):
            await shop_tokens(session).headers(Door.ECOMMERCE)


def shop_tokens(session: Any) -> OAuthTokens:
    tokens: OAuthTokens = session._auth
    return tokens


@with_shop()
async def test_a_clock_that_is_years_ahead_causes_no_storm(shop: Shop) -> None:
    ahead = AheadClock(shop.clock, 3 * 365 * 86_400_000)
    tokens = OAuthTokens(
        shop.store, shop.tokens()._service, ahead, merchant_id=shop.demo.identity.merchant_id
    )
    async with shop.session(tokens) as session:
        for _ in range(10):
            await session.read("/v1/charges")
    assert shop.refreshes == 1


@dataclass(frozen=True)
class AheadClock:
    """A computer whose clock is wrong."""

    true: Any
    by_ms: int

    def now_ms(self) -> int:
        return int(self.true.now_ms()) + self.by_ms

    def monotonic(self) -> float:
        return float(self.true.monotonic())

    async def sleep(self, seconds: float) -> None:
        await self.true.sleep(seconds)


@with_shop()
async def test_a_sign_in_without_a_refresh_token_ends_with_its_access_token(shop: Shop) -> None:
    once = kept(shop)
    shop.secrets.save_sign_in(shop.store._profile, replace(once, pair=replace(once.pair, refresh=Secret(""))))
    tokens = shop.tokens()
    assert await tokens.headers(Door.ECOMMERCE)
    await shop.clock.advance(HALF_AN_HOUR)
    for _ in range(2):
        with pytest.raises(SignInEnded):
            await tokens.headers(Door.ECOMMERCE)
    assert shop.calls == 0


@asynccontextmanager
async def money(shop: Shop) -> AsyncIterator[Callable[[], Awaitable[Any]]]:
    """A way to send a refund of a fresh charge."""
    async with shop.demo.client() as client:
        charge = await shop.demo.charge(client)
    async with shop.session() as session:
        shop.demo.transport.sent.clear()

        async def send() -> Any:
            body = {"charge": charge["id"], "amount": 100}
            return await session.send_money("createRefund", "/v1/refunds", body, idempotency_key="")

        yield send


@with_shop()
async def test_money_is_sent_once_with_a_renewed_token(shop: Shop) -> None:
    async with money(shop) as send:
        await shop.clock.advance(HALF_AN_HOUR)
        assert (await send()).status == 200
        assert shop.demo.transport.sent == [REFRESH, "POST /v1/refunds"]


@with_shop()
async def test_a_401_to_money_sends_nothing_again_but_renews(shop: Shop) -> None:
    async with money(shop) as send:
        await send()
        shop.demo.store.advance(HALF_AN_HOUR * 1000)
        with pytest.raises(errors.NotSignedIn) as caught:
            await send()
        assert type(caught.value) is errors.NotSignedIn
        assert (await send()).status == 200
        assert shop.demo.transport.sent == ["POST /v1/refunds"] * 2 + [REFRESH, "POST /v1/refunds"]
        assert len(shop.demo.refunds_made) == 2


@pytest.mark.parametrize(
    ("trouble", "code"),
    [({"status": 503}, "api.server_trouble"), ({"drop": True}, "api.no_answer"), (None, "api.sign_in_ended")],
)
def test_money_that_could_not_be_signed_in_was_not_sent(
    tmp_path: Path, trouble: dict[str, object] | None, code: str
) -> None:
    """It is told by the one type that the journal takes for “nothing left”, in the words of what stood in the way."""

    async def main() -> None:
        async with signed_in_shop(tmp_path) as shop, money(shop) as send:
            if trouble is None:
                shop.withdraw()
            else:
                shop.demo.trouble({"operation": "refreshTokens", "before": trouble})
            await shop.clock.advance(HALF_AN_HOUR)
            with pytest.raises(errors.NotSignedIn) as caught:
                await send()
            assert type(caught.value) is errors.NotSignedIn
            assert caught.value.failure.code == code
            assert set(shop.demo.transport.sent) == {REFRESH}
            assert shop.demo.refunds_made == []

    run(main())
