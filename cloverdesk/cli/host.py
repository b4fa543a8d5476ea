"""What a command may ask of the program around it. `app` hands one in, so that `cli` never imports `app`."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from cloverdesk.services.desk import Desk
    from cloverdesk.settings.paths import Paths
    from cloverdesk.settings.secrets import Secrets

DEMO_ORDERS = 2000
DEMO_SEED = 1


@dataclass(frozen=True, slots=True)
class DemoRequest:
    """How to serve a demo store. `db` None keeps it in memory; port 0 takes any free one."""

    host: str = "127.0.0.1"
    port: int = 0
    orders: int = DEMO_ORDERS
    seed: int = DEMO_SEED
    db: Path | None = None
    until_stdin_closes: bool = False
    allow_remote: bool = False


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

    def tour(self, out: Path, *, paths: "Paths | None") -> int:
        """Drive the real window and leave one picture a step in `out`; non-zero if a step did not happen."""

    def secrets(self, paths: "Paths") -> "Secrets":
        """Where keys and tokens live."""
