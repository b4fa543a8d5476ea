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
        following = page.cursor
        news, moved = _news(page, seen)
        if news.items or news.rejected:
            yield news
        if not (page.has_more and moved and following):
            return
        seen.add(following)
        cursor = following


async def every_offset(
    fetch: Callable[[int], Awaitable[ApiPage[E]]], offset: int = 0
) -> AsyncGenerator[ApiPage[E], None]:
    """Pages of a list by offset, each object once, until one is not full or brings nothing new. Close it as above."""
    seen: set[str] = set()
    while True:
        page = await fetch(offset)
        news, moved = _news(page, seen)
        if news.items or news.rejected:
            yield news
        if not (page.has_more and moved):
            return
        seen.add(page.cursor)
        offset += len(page.items) + page.rejected


def _news(page: ApiPage[E], seen: set[str]) -> tuple[ApiPage[E], bool]:
    """What of a page is not among the `seen` ids, to which it is added, and whether the page leads on."""
    fresh = [place for place, item in enumerate(page.items) if item.id not in seen]
    news = tuple(page.items[place] for place in fresh)
    raws = tuple(page.raws[place] for place in fresh) if page.raws else ()
    moved = bool(news) or (page.rejected > 0 and page.cursor not in seen)
    seen.update(item.id for item in news)
    return ApiPage(news, page.has_more and moved, page.rejected, page.last_id, raws), moved
