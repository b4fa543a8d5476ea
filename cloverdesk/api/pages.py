"""Lists by cursor: pages that survive an inclusive cursor, an absent `has_more` and an element that does not fit."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from cloverdesk.api.wire import HasId

E = TypeVar("E", bound=HasId)

LARGEST_PAGE = 100


@dataclass(frozen=True, slots=True)
class ApiPage(Generic[E]):
    """Objects in Clover's order (newest first), whether older ones follow, and how many did not fit the schema.

    `raws` are the same objects as they came, unknown fields included. `last_id` is the id of the last element that Clover sent, also when that one was rejected: the cursor to go on from.
    """

    items: tuple[E, ...]
    has_more: bool
    rejected: int
    last_id: str = ""
    raws: tuple[bytes, ...] = ()

    @property
    def cursor(self) -> str:
        """What to send as `starting_after` for the next page, "" where the page named nothing."""
        return self.last_id or (self.items[-1].id if self.items else "")


Fetch = Callable[[str | None], Awaitable[ApiPage[E]]]


async def every_page(fetch: Fetch[E], starting_after: str | None = None) -> AsyncGenerator[ApiPage[E], None]:
    """Pages from `starting_after` on, each object once, until none follow or a page brings nothing new.

    Close it (`contextlib.aclosing`) where it may be left early.
    """
    seen: set[str] = set()
    cursor = starting_after
    if cursor:
        seen.add(cursor)
    while True:
        page = await fetch(cursor)
        fresh = [place for place, item in enumerate(page.items) if item.id not in seen]
        news = tuple(page.items[place] for place in fresh)
        raws = tuple(page.raws[place] for place in fresh) if page.raws else ()
        following = page.cursor
        moved = bool(news) or (page.rejected > 0 and following not in seen)
        if news or page.rejected:
            yield ApiPage(news, page.has_more and moved, page.rejected, page.last_id, raws)
        if not (page.has_more and moved and following):
            return
        seen.update(item.id for item in news)
        seen.add(following)
        cursor = following
