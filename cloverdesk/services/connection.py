"""The line to Clover as the window shows it: connected or not, and how old each kind of object is."""

from enum import Enum
from typing import TYPE_CHECKING

from cloverdesk.domain.changes import ChangeHub, Changes, Kind
from cloverdesk.domain.clock import utc
from cloverdesk.domain.errors import DeskError, ExitCode, Failure

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from cloverdesk.domain.clock import Clock
    from cloverdesk.domain.freshness import Freshness
    from cloverdesk.sync.engine import SyncEngine, SyncReport


TRY_AGAIN_SECONDS = 30
_SIGNED_OUT = frozenset({"api.not_signed_in", "api.sign_in_ended", "api.sign_in_lost", "api.wrong_merchant"})


class LineState(Enum):
    """What the desk knows of its line."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    OFFLINE = "offline"
    SIGNED_OUT = "signed_out"


class ConnectionService:
    """Keeps the cache fresh, and says how fresh it is."""

    def __init__(
        self,
        engine: "Callable[[], Awaitable[SyncEngine]]",
        hub: ChangeHub,
        clock: "Clock",
        *,
        stamps: "Callable[[], tuple[Freshness, ...]]",
        offline: bool = False,
    ) -> None:
        self._engine = engine
        self._hub = hub
        self._clock = clock
        self._stamps = stamps
        self._running: SyncEngine | None = None
        self._state = LineState.OFFLINE if offline else LineState.CONNECTING
        self._failure: Failure | None = None
        self._since = utc(clock.now_ms())

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
        """How complete and how old each kind is: as an earlier run left it until this one has a line."""
        return self._running.freshness() if self._running else self._stamps()

    async def sync_once(self) -> "SyncReport":
        """Bring everything in until the cache is complete. Raises the first `DeskError` that stood in the way."""
        engine = await self._connect()
        return await engine.run_once()

    async def run(self, *, every_seconds: float = 15) -> None:
        """Keep the cache fresh until cancelled. A line that cannot be built is shown, and tried again now and then."""
        while True:
            try:
                engine = await self._connect()
            except DeskError as problem:
                self._show(problem)
                await self._clock.sleep(TRY_AGAIN_SECONDS)
            else:
                await engine.run(every_seconds=every_seconds)

    async def _connect(self) -> "SyncEngine":
        engine = await self._engine()
        if self._running is None:
            self._since = utc(self._clock.now_ms())
            self._running = engine
        self._tell()
        return engine

    def _show(self, problem: DeskError) -> None:
        self._failure = problem.failure
        signed_out = problem.exit_code is ExitCode.NOT_PERMITTED  # no token, or its place is closed
        self._state = LineState.SIGNED_OUT if signed_out else LineState.OFFLINE
        self._tell()

    def _judge(self) -> None:
        if self._running is None:
            return
        stamps = self._running.freshness()
        failures = [stamp.failure for stamp in stamps if stamp.failure]
        self._failure = failures[0] if failures else None
        if failures:
            signed_out = any(failure.code in _SIGNED_OUT for failure in failures)
            self._state = LineState.SIGNED_OUT if signed_out else LineState.OFFLINE
        elif any(stamp.complete_to and stamp.complete_to >= self._since for stamp in stamps):
            self._state = LineState.CONNECTED  # what an earlier run saw says nothing about the line of today

    def _tell(self) -> None:
        self._hub.publish(Changes.of(Kind.CONNECTION, who="connection"))
