"""The composition root: builds the desk of a profile out of its parts, and takes it apart again."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cloverdesk.app.line import DemoSize, Line
from cloverdesk.cache.cache import Cache
from cloverdesk.domain.changes import ChangeHub
from cloverdesk.domain.clock import Clock, SystemClock
from cloverdesk.domain.operations import Actor
from cloverdesk.journal.executor import Journal
from cloverdesk.services.access import Access
from cloverdesk.services.charges import ChargesService
from cloverdesk.services.connection import ConnectionService
from cloverdesk.services.desk import Desk
from cloverdesk.services.operations import OperationsService
from cloverdesk.services.refunds import RefundsService
from cloverdesk.settings.cards import GiftCardBearer
from cloverdesk.settings.options import Options

if TYPE_CHECKING:
    from cloverdesk.app.browser import OpenBrowser
    from cloverdesk.services.card_entry import CardEntryService
    from cloverdesk.settings.paths import Paths
    from cloverdesk.settings.profiles import Profile
    from cloverdesk.settings.secrets import Secrets


@dataclass(frozen=True, slots=True)
class DeskPlan:
    """What a desk is built from. `secrets` may block (the keyring may ask): it is called in a thread.

    `browser` opens the page on which cards are typed; None for the system's.
    """

    profile: "Profile"
    paths: "Paths"
    secrets: "Callable[[], Secrets]"
    offline: bool = False
    demo: DemoSize | None = None
    browser: "OpenBrowser | None" = None


class _Ground(NamedTuple):
    """What had to be read from disk and keyring first."""

    key: bytes
    options: Options


def _prepare(plan: DeskPlan) -> _Ground:
    """Make the profile's folders, read its options and its key. Blocks."""
    folder = plan.paths.make(plan.paths.profile_dir(plan.profile.name))
    plan.paths.make(plan.paths.owners(plan.profile.name))
    return _Ground(plan.secrets().database_key(plan.profile), Options.load(folder))


@asynccontextmanager
async def open_desk(plan: DeskPlan, clock: Clock | None = None) -> AsyncIterator[Desk]:
    """A desk over the profile's databases. It is usable at once, whether Clover can be reached or not.

    Raises a `DeskError` where the data directory, the key or a database stands in the way. On leaving, holds of this
    process are taken back and what is being sent is waited for.
    """
    clock = clock or SystemClock()
    name = plan.profile.name
    with ThreadPoolExecutor(1, thread_name_prefix="prepare") as thread:
        ground = await asyncio.get_running_loop().run_in_executor(thread, _prepare, plan)
    async with AsyncExitStack() as stack:
        line = Line(
            plan.profile,
            paths=plan.paths,
            secrets=plan.secrets,
            clock=clock,
            offline=plan.offline,
            demo=plan.demo,
            gift_cards_by_key=ground.options.gift_card_bearer is GiftCardBearer.PUBLIC,
            options=ground.options,
        )
        stack.push_async_callback(line.close)
        cache = await Cache.open(plan.paths.cache(name), key=ground.key, clock=clock)
        stack.push_async_callback(cache.close)
        journal = await Journal.open(
            plan.paths.journal(name),
            key=ground.key,
            owners_dir=plan.paths.owners(name),
            clock=clock,
            session=line.session,
            default_currency=plan.profile.currency,
        )
        stack.push_async_callback(journal.close)
        yield _assemble(plan, ground.options, line=line, cache=cache, journal=journal, clock=clock)


def _assemble(
    plan: DeskPlan, options: Options, *, line: Line, cache: Cache, journal: Journal, clock: Clock
) -> Desk:
    hub = ChangeHub()
    engine = line.engine(cache, hub)
    charges = ChargesService(cache, engine)
    access = Access(Actor.current(plan.profile.owner))

    def card_entry() -> "CardEntryService":
        from cloverdesk.app.card_page.late import LateCardPage
        from cloverdesk.services.card_entry import CardEntryService, Setting

        setting = Setting(plan.profile, options)
        page = LateCardPage(setting, clock, plan.browser)
        return CardEntryService(line.session, page, access, clock, setting)

    async def versions() -> tuple[int, int]:
        return await cache.data_version(), await journal.data_version()

    return Desk(
        profile=plan.profile,
        options=options,
        charges=charges,
        refunds=RefundsService(cache),
        operations=OperationsService(journal, charges, access, hub),
        connection=ConnectionService(engine, hub, clock, stamps=cache.marks.freshness, offline=plan.offline),
        make_card_entry=card_entry,
        changes=hub,
        clock=clock,
        versions=versions,
        notices=(cache.notice,) if cache.notice else (),
    )
