"""What the command line asks of the program around it: desks, windows, the demo store, secrets."""

import builtins
import gc
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractAsyncContextManager

    from cloverdesk.cli.host import DemoRequest, SignedIn, SignInRequest
    from cloverdesk.services.desk import Desk
    from cloverdesk.settings.paths import Paths
    from cloverdesk.settings.secrets import Secrets


@contextmanager
def _loading() -> "Iterator[None]":
    """Import what a window is made of, quickly (decision 008).

    The garbage collector does not go over it again and again: none of it ever becomes garbage, so it is set apart for good,
    and the window's loop looks after the rest (decision 006). And PySide's own `__import__`, which is there for its
    `__feature__` switches and doubles the time of every import, stands aside meanwhile.
    """
    names = vars(builtins)
    plain = names["__import__"]
    gc.disable()
    try:
        import PySide6.QtWidgets  # noqa: F401 - the moment at which PySide puts its own in place

        import cloverdesk.app.container

        slow, names["__import__"] = names["__import__"], plain
        try:
            yield
            import cloverdesk.ui.tabs.charges.tab  # noqa: F401 - the first one to be shown
        finally:
            names["__import__"] = slow
        gc.freeze()
    finally:
        gc.enable()


class AppHost:
    """The `Host` of `cli`, built once by `main`. Everything heavy is imported by the command that needs it."""

    def __init__(self) -> None:
        from cloverdesk.settings.secrets import take_passphrase

        self._passphrase = take_passphrase()

    def paths(self, data_dir: Path | None) -> "Paths":
        """Where this user's data is."""
        from cloverdesk.settings.paths import Paths

        return Paths.find(data_dir)

    def secrets(self, paths: "Paths") -> "Secrets":
        """The keyring or the vault. May block; raises `KeyUnavailable` or `WrongPassphrase`."""
        from cloverdesk.settings.secrets import Secrets

        return Secrets.open(paths, passphrase=self._passphrase)

    def sign_in(self, request: "SignInRequest") -> "SignedIn":
        """Sign in at Clover in the system's browser, or by a pasted code; keeps nothing."""
        import asyncio

        from cloverdesk.app.browser import open_browser
        from cloverdesk.app.line import user_agent
        from cloverdesk.app.sign_in import Surroundings, sign_in
        from cloverdesk.domain.clock import SystemClock

        return asyncio.run(sign_in(request, Surroundings(SystemClock(), user_agent(), open_browser)))

    def open_desk(
        self, profile: str | None, *, paths: "Paths", offline: bool = False
    ) -> "AbstractAsyncContextManager[Desk]":
        """The desk of a profile, or of the only one there is."""
        from cloverdesk.app.container import DeskPlan, open_desk
        from cloverdesk.settings.profiles import ProfileStore

        chosen = ProfileStore(paths).choose(profile)
        return open_desk(DeskPlan(chosen, paths, self._lazy_secrets(paths), offline=offline))

    def open_window(self, profile: str | None, *, paths: "Paths", offline: bool = False) -> int:
        """Open the window, and return when it is closed."""
        with _loading():
            from cloverdesk.app.container import DeskPlan
            from cloverdesk.app.lifecycle import run_window
            from cloverdesk.settings.profiles import ProfileStore

        chosen = ProfileStore(paths).choose(profile)
        return run_window(DeskPlan(chosen, paths, self._lazy_secrets(paths), offline=offline))

    def open_demo(self, *, paths: "Paths", orders: int, seed: int, offline: bool = False) -> int:
        """Open the window on the demo store, made of `orders` orders if there is none yet."""
        with _loading():
            from cloverdesk.app.container import DeskPlan
            from cloverdesk.app.lifecycle import run_window
            from cloverdesk.app.line import DemoSize
            from cloverdesk.settings.profiles import DEMO_PROFILE

        size = DemoSize(orders, seed)
        return run_window(
            DeskPlan(DEMO_PROFILE, paths, self._lazy_secrets(paths), offline=offline, demo=size)
        )

    def serve_demo(self, request: "DemoRequest") -> int:
        """Run the demo store until it is told to stop."""
        from cloverdesk.demo.options import DemoOptions
        from cloverdesk.demo.server import run_server
        from cloverdesk.demo.switches import read_options

        return run_server(
            host=request.host,
            port=request.port,
            orders=request.orders,
            seed=request.seed,
            db=request.db,
            store_kind=request.store,
            clock_ms=request.clock_ms,
            trade_on=request.trade_on,
            faults=request.faults,
            options=read_options(request.settings, DemoOptions(rate_limits=request.rate_limits)),
            stop_on_stdin_eof=request.until_stdin_closes,
            allow_remote=request.allow_remote,
        )

    def demo_data(self, paths: "Paths") -> "Sequence[Path]":
        """What a reset of the demo store takes away. Raises `DemoInUse`."""
        from cloverdesk.app.demo_reset import demo_data

        return demo_data(paths)

    def reset_demo(self, paths: "Paths") -> "Sequence[Path]":
        """Take the demo store, its cache and its journal away. Raises `DemoInUse` or `DataDirUnwritable`."""
        from cloverdesk.app.demo_reset import reset_demo

        return reset_demo(paths)

    def tour(self, out: Path, *, paths: "Paths | None") -> int:
        """Drive the real window and leave one picture a step in `out`."""
        with _loading():
            from cloverdesk.app.tour.guide import run_tour

        return run_tour(out, paths)

    def _lazy_secrets(self, paths: "Paths") -> "Callable[[], Secrets]":
        return cache(lambda: self.secrets(paths))
