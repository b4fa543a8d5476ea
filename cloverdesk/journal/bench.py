"""What every part of one open journal works with, built once by `Journal.open`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloverdesk.domain.clock import Clock
from cloverdesk.journal.owners import Owners
from cloverdesk.journal.scope import Scope
from cloverdesk.journal.store import JournalStore

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from cloverdesk.api.session import ApiSession
    from cloverdesk.domain.operations import OperationKind
    from cloverdesk.journal.handler import KindHandler


@dataclass(frozen=True, slots=True)
class Bench:
    """What every part of the journal works with."""

    store: JournalStore
    owners: Owners
    clock: Clock
    session: "Callable[[], Awaitable[ApiSession]]"
    handlers: "Callable[[], Mapping[OperationKind, KindHandler]]"
    scope: Scope
