"""What a sign-in through the browser leaves behind, and the protocol by which whoever renews it has it kept."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from cloverdesk.domain.secret import Secret


@dataclass(frozen=True, slots=True)
class App:
    """The Clover app that a desk signs in to: its id, and the address that its sign-in page goes back to. No secrets."""

    client_id: str
    redirect: str


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What Clover gives for a code or a refresh token. Ends are Unix seconds, 0 where Clover named none.

    `refresh` is empty where Clover gave none: such a sign-in ends with its access token.
    """

    access: Secret
    refresh: Secret
    access_expires_at: int
    refresh_expires_at: int


@dataclass(frozen=True, slots=True)
class SignIn:
    """A merchant's sign-in to one app. `employee_id` is who did it, "" where Clover did not say.

    `sent` is true from just before the refresh token leaves until its answer is kept: if a desk finds it so, the answer
    to an earlier renewal may have been lost, and the refresh token, which works once, may be used up.
    """

    pair: TokenPair
    client_id: str
    merchant_id: str
    employee_id: str = ""
    sent: bool = False


class TokenStore(Protocol):
    """Keeps the sign-in of one profile. Raises a `DeskError` where the place that keeps it is closed or cannot be had."""

    def alone(self) -> AbstractAsyncContextManager[None]:
        """Hold off every other task and program that wants to renew or change this sign-in."""

    async def load(self) -> SignIn | None:
        """The sign-in as any program saved it last, None if there is none, or none any more."""

    async def save(self, sign_in: SignIn) -> None:
        """Keep `sign_in` in place of what was there; on the disk when this returns."""
