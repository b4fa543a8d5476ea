"""The line to Clover as the window shows it: connected or not, and how old each kind of object is."""

from enum import Enum
from typing import TYPE_CHECKING

from cloverdesk.domain.changes import ChangeHub, Changes, Kind
from cloverdesk.domain.errors import DeskError, ExitCode, Failure

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from cloverdesk.domain.freshness import Freshness
    from cloverdesk.sync.engine import SyncEngine, SyncReport


class LineState(Enum):
    """What the desk knows of its line."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    OFFLINE = "offline"
    SIGNED_OUT = "signed_out"


class ConnectionService:
    """Keeps the cache fresh, and says how fresh it is."""

    def __init__(
        self, engine: "Callable[[], Awaitable[SyncEngine]]", hub: ChangeHub, *, offline: bool = False
    ) -> None:
        self._engine = engine
        self._hub = hub
        self._running: SyncEngine | None = None
        self._state = LineState.OFFLINE if offline else LineState.CONNECTING
        self._failure: Failure | None = None

    @property
    def state(self) -> LineState:
        """Where the line stands now."""
        self._judge()
        return self._state

    @property
    def failure(self) -> Failure | None:
        """Why the last look failed, None when it did not."""
        self._judge()
        return self._failure

    def freshness(self) -> "tuple[Freshness, ...]":
        """How complete and how old each kind is; empty until the engine has been built."""
        return self._running.freshness() if self._running else ()

    async def sync_once(self) -> "SyncReport":
        """Bring everything in until the cache is complete. Raises the first `DeskError` that stood in the way."""
        engine = await self._connect()
        return await engine.run_once()

    async def run(self, *, every_seconds: float = 15) -> None:
        """Keep the cache fresh until cancelled. A line that cannot be built is shown and tried again by the engine."""
        try:
            engine = await self._connect()
        except DeskError as problem:
            self._failure = problem.failure
            self._state = (
                LineState.SIGNED_OUT if problem.exit_code is ExitCode.NOT_PERMITTED else LineState.OFFLINE
            )
            self._tell()
            return
        await engine.run(every_seconds=every_seconds)

    async def _connect(self) -> "SyncEngine":
        self._running = await self._engine()
        self._tell()
        return self._running

    def _judge(self) -> None:
        stamps = self.freshness()
        if not stamps:
            return
        failures = [stamp.failure for stamp in stamps if stamp.failure]
        self._failure = failures[0] if failures else None
        if failures:
            signed_out = any(failure.code == "api.not_signed_in" for failure in failures)
            self._state = LineState.SIGNED_OUT if signed_out else LineState.OFFLINE
        elif any(stamp.complete_to for stamp in stamps):
            self._state = LineState.CONNECTED

    def _tell(self) -> None:
        self._hub.publish(Changes.of(Kind.CONNECTION, who="connection"))
