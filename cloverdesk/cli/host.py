"""What a command may ask of the program around it. `app` hands one in, so that `cli` never imports `app`."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cloverdesk.domain.addresses import TOGETHER, HostsApart

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from contextlib import AbstractAsyncContextManager

    from cloverdesk.domain.environment import Environment
    from cloverdesk.domain.message import Message
    from cloverdesk.domain.sign_in import App, SignIn
    from cloverdesk.services.desk import Desk
    from cloverdesk.settings.paths import Paths
    from cloverdesk.settings.secrets import Secrets

DEMO_ORDERS = 50_000
"""How large a demo store is made for a person, unless asked for otherwise."""
DEMO_SEED = 1


@dataclass(frozen=True, slots=True)
class DemoRequest:
    """How to serve a demo store. `db` None keeps it in memory; port 0 takes any free one.

    `clock_ms` is when its clock starts (None: now), `store` us or ca, `faults` a decoded plan, and `settings` are options
    as `NAME=VALUE`. `trade_on` lets a store that is kept trade through the days it was closed.
    """

    host: str = "127.0.0.1"
    port: int = 0
    orders: int = DEMO_ORDERS
    seed: int = DEMO_SEED
    db: Path | None = None
    until_stdin_closes: bool = False
    allow_remote: bool = False
    store: str = "us"
    rate_limits: bool = True
    faults: object = None
    clock_ms: int | None = None
    settings: tuple[str, ...] = ()
    trade_on: bool = False


@dataclass(frozen=True, slots=True)
class SignInRequest:
    """One attempt to sign in. `url` and `apart` are set for a custom environment only; `merchant_id` "" takes whichever signs in.

    `show` tells a person the address of the sign-in page, `read_code` asks them for what it ended with. With `use_browser`
    the system's browser is opened, and comes back by itself if the app's redirect is this computer. `extra_ca` is a file of
    certificates that are trusted beside the system's.
    """

    environment: "Environment"
    url: str | None
    app: "App"
    merchant_id: str
    use_browser: bool
    show: "Callable[[str], None]"
    read_code: "Callable[[], Awaitable[str]]"
    extra_ca: Path | None = None
    apart: HostsApart = TOGETHER


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A sign-in that is to be kept, and what a person should know of it."""

    sign_in: "SignIn"
    notes: "tuple[Message, ...]"


class Host(Protocol):
    """The program around the command line."""

    def paths(self, data_dir: Path | None) -> "Paths":
        """Where this user's data is; `data_dir` None for the usual place."""

    def open_desk(
        self, profile: str | None, *, paths: "Paths", offline: bool
    ) -> "AbstractAsyncContextManager[Desk]":
        """The desk of a profile, or of the only one there is."""

    def open_window(self, profile: str | None, *, paths: "Paths", offline: bool) -> int:
        """Show the window; returns its exit code when it is closed."""

    def open_demo(self, *, paths: "Paths", orders: int, seed: int, offline: bool) -> int:
        """Show the window on the demo store; returns its exit code when it is closed."""

    def serve_demo(self, request: DemoRequest) -> int:
        """Serve a demo store until told to stop. Raises OSError or ValueError if that cannot be."""

    def demo_data(self, paths: "Paths") -> "Sequence[Path]":
        """What a reset of the demo store takes away. Raises a `DeskError` while it is in use."""

    def reset_demo(self, paths: "Paths") -> "Sequence[Path]":
        """Take the demo store, its cache and its journal away; returns what is gone. Raises as `demo_data` does."""

    def tour(self, out: Path, *, paths: "Paths | None") -> int:
        """Drive the real window and leave one picture a step in `out`; non-zero if a step did not happen."""

    def secrets(self, paths: "Paths") -> "Secrets":
        """Where keys and tokens live."""

    def sign_in(self, request: SignInRequest) -> SignedIn:
        """Sign in at Clover; keeps nothing. Raises a `DeskError` if that comes to nothing."""
