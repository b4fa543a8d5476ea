"""A sign-in that renews itself: a little early, once for all who wait, and never twice for one refresh token.

A refresh token works once. So there is one renewal at a time in this program (a task that nobody's cancelling ends) and
among all programs (the store's lock); what another program has renewed meanwhile is taken from the store; and a new pair
is kept before it is used.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from cloverdesk.api.auth import Door, bearer
from cloverdesk.api.errors import ApiError, NotSignedIn, TokenMissing, WrongMerchant
from cloverdesk.api.oauth import REFRESH, UNUSED, OAuthService, SignInEnded, SignInLost
from cloverdesk.domain.clock import Clock
from cloverdesk.domain.errors import DeskError
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.sign_in import SignIn, TokenStore

EARLY_SECONDS = 60
"""An access token is renewed so long before its end."""
FRESH_SECONDS = 300
"""What was renewed within so long and is refused lacks a permission: renewing it again would change nothing."""
QUIET_SECONDS = 15
"""After an early renewal that failed, the token that still works is used for so long before the next try."""


class OAuthTokens:
    """The `Auth` of a profile that signed in through the browser. One access token serves for every door but the token host."""

    def __init__(self, store: TokenStore, service: OAuthService, clock: Clock, *, merchant_id: str) -> None:
        """`merchant_id` is the profile's: a sign-in of another merchant is not used."""
        self._store = store
        self._service = service
        self._clock = clock
        self._merchant_id = merchant_id
        self._held: SignIn | None = None
        self._clock_fits = True
        self._renewed_at: float | None = None
        self._quiet_until = 0.0
        self._unsaved: tuple[Secret, SignIn] | None = None
        self._ended: tuple[Secret, NotSignedIn] | None = None
        self._renewal: asyncio.Task[SignIn] | None = None

    async def headers(self, door: Door) -> Mapping[str, str]:
        """The access token, renewed if its end is near.

        Raises `SignInEnded`, `SignInLost`, `WrongMerchant`, what `OAuthService.refresh` raises, or what keeps the store
        closed; for the token host, whose key Clover gives to the access token, `TokenMissing`.
        """
        if door is Door.TOKEN:
            raise TokenMissing
        held = self._held
        if held is None:
            held = await self._renewed(None)
        elif self._is_due(held):
            held = await self._renewed_early(held)
        return bearer(held.pair.access)

    async def renew(self, _door: Door, refused: Mapping[str, str]) -> bool:
        """Whether there is another access token than the refused one; asks Clover for one unless this is brand new.

        Raises as `headers` does.
        """
        held = self._held
        if held is not None and _is_of(held, refused):
            if self._is_fresh(held):
                return False
            await self._renewed(held)
        return True

    def vouches_for(self, refused: Mapping[str, str]) -> bool:
        """Whether this is the access token that Clover gave just now."""
        return self._held is not None and _is_of(self._held, refused) and self._is_fresh(self._held)

    async def close(self) -> None:
        """Return when no renewal is under way: what Clover answers to it must be kept."""
        while self._renewal is not None and not self._renewal.done():
            await asyncio.wait({self._renewal})

    # ---------------------------------------------------------------- when

    def _is_due(self, held: SignIn) -> bool:
        now = self._clock.monotonic()
        if now < self._quiet_until or not held.pair.access_expires_at:
            return False
        if not self._clock_fits:  # this computer's clock is wrong, and says that every token has ended
            return self._renewed_at is None or now > self._renewed_at + FRESH_SECONDS
        return self._is_near_end(held)

    def _is_near_end(self, held: SignIn, early: int = EARLY_SECONDS) -> bool:
        end = held.pair.access_expires_at
        return bool(end) and self._clock.now_ms() >= (end - early) * 1000

    def _is_fresh(self, held: SignIn) -> bool:
        if self._renewed_at is None or (self._clock_fits and self._is_near_end(held, 0)):
            return False
        return self._clock.monotonic() < self._renewed_at + FRESH_SECONDS

    # ---------------------------------------------------------------- one at a time

    async def _renewed_early(self, held: SignIn) -> SignIn:
        """A newer sign-in; while there is no line to renew it, the one that still works."""
        try:
            return await self._renewed(held)
        except NotSignedIn:
            raise
        except DeskError:
            if self._is_near_end(held, 0) or not self._clock_fits:
                raise
            self._quiet_until = self._clock.monotonic() + QUIET_SECONDS
            return held

    async def _renewed(self, stale: SignIn | None) -> SignIn:
        """A sign-in other than `stale`, from the one renewal that is under way or is begun now.

        It goes on when whoever waits is cancelled, since its answer must be kept.
        """
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.get_running_loop().create_task(self._renew_alone(stale))
            self._renewal.add_done_callback(_heard)
        return await asyncio.shield(self._renewal)

    async def _renew_alone(self, stale: SignIn | None) -> SignIn:
        async with self._store.alone():
            kept = await self._kept()
            if stale is not None and kept.pair.access == stale.pair.access:
                return await self._refresh(kept)
            if self._is_near_end(kept):  # saved by an earlier run, or by another program a while ago
                return await self._refresh(kept)
            self._renewed_at = None
            return self._hold(kept)

    async def _kept(self) -> SignIn:
        """What the store has. Raises what makes it useless."""
        kept = await self._store.load()
        if kept is None:
            self._held = None
            raise SignInEnded(operation_name=REFRESH)
        if kept.merchant_id != self._merchant_id:
            raise WrongMerchant(merchant=self._merchant_id, own=kept.merchant_id, operation_name=REFRESH)
        if self._ended is not None and self._ended[0] == kept.pair.refresh:
            raise self._ended[1]
        return kept

    async def _refresh(self, kept: SignIn) -> SignIn:
        """Trade the refresh token in. What another run or an earlier try left in doubt is told as lost, once refused."""
        used = kept.pair.refresh
        if self._unsaved is not None and self._unsaved[0] == used:
            return await self._keep(used, self._unsaved[1])
        if not used:
            raise self._over(used, SignInEnded(operation_name=REFRESH))
        if not kept.sent:
            await self._store.save(replace(kept, sent=True))
        try:
            pair = await self._service.refresh(kept.client_id, used)
        except SignInEnded as refused:
            raise self._over(used, _lost(refused) if kept.sent else refused) from None
        except ApiError as problem:
            if type(problem) in UNUSED and not kept.sent:
                await self._store.save(kept)
            raise
        return await self._keep(used, replace(kept, pair=pair, sent=False))

    async def _keep(self, used: Secret, fresh: SignIn) -> SignIn:
        """Have the new sign-in on the disk before it is used. If it cannot be, it is tried again at the next call."""
        self._unsaved = used, fresh
        await self._store.save(fresh)
        self._unsaved = None
        self._renewed_at = self._clock.monotonic()
        return self._hold(fresh)

    def _hold(self, sign_in: SignIn) -> SignIn:
        self._held = sign_in
        self._clock_fits = not self._is_near_end(sign_in)
        return sign_in

    def _over(self, used: Secret, verdict: NotSignedIn) -> NotSignedIn:
        """Remember that this refresh token gives nothing any more: only another sign-in helps."""
        self._held = None
        self._ended = used, verdict
        return verdict


def _is_of(sign_in: SignIn, headers: Mapping[str, str]) -> bool:
    return bearer(sign_in.pair.access).items() <= headers.items()


def _lost(refused: SignInEnded) -> SignInLost:
    return SignInLost(
        operation_name=refused.operation_name, status=refused.status, request_id=refused.request_id
    )


def _heard(renewal: "asyncio.Task[SignIn]") -> None:
    """Take the failure of a renewal whose waiters have all gone."""
    if not renewal.cancelled():
        renewal.exception()
