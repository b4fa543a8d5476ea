"""The sign-in of one profile as the API layer needs it: kept with the profile's other secrets, renewed by one program at a time."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from cloverdesk.settings.errors import SignInBusy
from cloverdesk.settings.paths import unwritable
from cloverdesk.settings.secrets import CHANGE_SECONDS

if TYPE_CHECKING:
    from filelock import BaseFileLock

    from cloverdesk.domain.clock import Clock
    from cloverdesk.domain.sign_in import SignIn
    from cloverdesk.settings.profiles import Profile
    from cloverdesk.settings.secrets import Secrets

T = TypeVar("T")

LOOK_SECONDS = 0.05
"""Between two looks whether another program has let go."""


class InThread(Protocol):
    """Runs what blocks in a thread of the desk's."""

    def __call__(self, work: Callable[[], T], /) -> Awaitable[T]:
        """The result of `work`."""


class ProfileSignIn:
    """The `TokenStore` of a profile. Keyring and vault may block, perhaps on a person: they are asked in a thread."""

    def __init__(
        self, profile: "Profile", secrets: "Callable[[], Secrets]", clock: "Clock", in_thread: InThread
    ) -> None:
        self._profile = profile
        self._secrets = secrets
        self._clock = clock
        self._in_thread = in_thread

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Hold off every other task and program. Raises `SignInBusy` if one of them does not let go."""
        secrets = await self._in_thread(self._secrets)
        lock = secrets.sign_in_lock(self._profile.name)
        until = self._clock.monotonic() + CHANGE_SECONDS
        while not _taken(lock):
            if self._clock.monotonic() > until:
                raise SignInBusy(profile=self._profile.name)
            await self._clock.sleep(LOOK_SECONDS)
        try:
            yield
        finally:
            lock.release()

    async def load(self) -> "SignIn | None":
        """The sign-in as any program saved it last."""
        return await self._in_thread(partial(_load, self._secrets, self._profile))

    async def save(self, sign_in: "SignIn") -> None:
        """Keep `sign_in`; it has been read back when this returns."""
        await self._in_thread(partial(_save, self._secrets, self._profile, sign_in))


def _load(secrets: "Callable[[], Secrets]", profile: "Profile") -> "SignIn | None":
    return secrets().sign_in(profile)


def _save(secrets: "Callable[[], Secrets]", profile: "Profile", sign_in: "SignIn") -> None:
    secrets().save_sign_in(profile, sign_in)


def _taken(lock: "BaseFileLock") -> bool:
    from filelock import Timeout

    try:
        lock.acquire(blocking=False)
    except Timeout:
        return False
    except OSError as problem:
        raise unwritable(Path(lock.lock_file), problem) from problem
    return True
