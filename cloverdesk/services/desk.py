"""The desk: every service of one store, as the window and the commands are handed it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from cloverdesk.domain.changes import ChangeHub, Changes, Kind
from cloverdesk.domain.errors import DeskError

if TYPE_CHECKING:
    from cloverdesk.domain.clock import Clock
    from cloverdesk.domain.message import Message
    from cloverdesk.services.card_entry import CardEntryService
    from cloverdesk.services.charges import ChargesService
    from cloverdesk.services.connection import ConnectionService
    from cloverdesk.services.operations import OperationsService
    from cloverdesk.services.refunds import RefundsService
    from cloverdesk.settings.options import Options
    from cloverdesk.settings.profiles import Profile
    from cloverdesk.sync.engine import SyncReport

LOOK_EVERY_SECONDS = 0.25
"""How often writes of other processes are looked for while a window is open."""
OTHERS = "other process"


@dataclass(frozen=True, slots=True)
class Desk:
    """One store's services. `notices` are things to tell at the start, such as a cache that was rebuilt."""

    profile: "Profile"
    options: "Options"
    charges: "ChargesService"
    refunds: "RefundsService"
    operations: "OperationsService"
    connection: "ConnectionService"
    make_card_entry: "Callable[[], CardEntryService]"
    changes: ChangeHub
    clock: "Clock"
    versions: Callable[[], Awaitable[tuple[int, int]]]
    notices: "tuple[Message, ...]" = ()

    @property
    def card_entry(self) -> "CardEntryService":
        """Taking cards, made when it is asked for: a window starts without it (decision 008)."""
        return self.make_card_entry()

    async def sync_once(self) -> "SyncReport":
        """Bring everything in until the cache is complete."""
        return await self.connection.sync_once()

    async def run(self) -> None:
        """Everything that goes on while a window is open, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.connection.run(every_seconds=self.options.sync_every_seconds))
            group.create_task(self.operations.follow())
            group.create_task(self._notice_other_processes())

    async def _notice_other_processes(self) -> None:
        seen: tuple[int, int] | None = None
        while True:
            with suppress(DeskError):  # whoever needs the data says why it cannot be had
                seen = self._tell_news(seen, await self.versions())
            await self.clock.sleep(LOOK_EVERY_SECONDS)

    def _tell_news(self, before: tuple[int, int] | None, now: tuple[int, int]) -> tuple[int, int]:
        """Publish what another process wrote between two looks; the answer is the later one."""
        cache, journal = before or now
        if now[0] != cache:
            kinds = (Kind.REFUND, Kind.ORDER, Kind.FRESHNESS)
            news = (Changes.of(kind, who=OTHERS) for kind in kinds)
            self.changes.publish(reduce(or_, news, Changes.of(Kind.CHARGE, who=OTHERS)))
        if now[1] != journal:
            self.changes.publish(Changes.of(Kind.OPERATION, who=OTHERS))
        return now
