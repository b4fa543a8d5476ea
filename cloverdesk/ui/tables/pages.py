"""The pages of a long list that are in memory: few, the most recently looked at, and where each begins."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from cloverdesk.domain.pages import Outline

E = TypeVar("E")

KEPT_PAGES = 24
"""How many pages stay in memory; with 100 rows a page that is far more than any screen shows."""

EMPTY = Outline(total=0, page_size=1, anchors=())


class PageCache(Generic[E]):
    """Rows by their place in `outline`, page by page."""

    def __init__(self, outline: Outline = EMPTY) -> None:
        self.outline = outline
        self._pages: OrderedDict[int, Sequence[E]] = OrderedDict()

    def page_of(self, row: int) -> int:
        """The page in which `row` lies."""
        return row // self.outline.page_size

    def rows_of(self, page: int) -> range:
        """The rows of a page, cut at the end of the list."""
        first = page * self.outline.page_size
        return range(first, min(first + self.outline.page_size, self.outline.total))

    def exists(self, page: int) -> bool:
        """Whether the list has such a page."""
        return 0 <= page < len(self.outline.anchors)

    def holds(self, page: int) -> bool:
        """Whether its rows are in memory."""
        return page in self._pages

    def put(self, page: int, rows: Sequence[E]) -> None:
        """Keep the rows of a page, and let the one go that was not looked at for longest."""
        self._pages[page] = rows
        self._pages.move_to_end(page)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)

    def get(self, row: int) -> E | None:
        """The entity at `row`, or None if its page is not in memory (or shorter than the outline said)."""
        page = self.page_of(row)
        rows = self._pages.get(page)
        if rows is None:
            return None
        self._pages.move_to_end(page)
        offset = row - page * self.outline.page_size
        return rows[offset] if offset < len(rows) else None

    def page_at(self, anchor: int) -> int:
        """The page in which a row with the key `anchor` lies or would lie; keys fall, since the newest comes first."""
        return max(0, bisect_right(self.outline.anchors, -anchor, key=lambda key: -key) - 1)

    def find(self, identity: Callable[[E], str], wanted: str, pages: Iterable[int]) -> int | None:
        """The row of the entity `wanted` if it is in one of `pages` and these are in memory."""
        for page in pages:
            for offset, entity in enumerate(self._pages.get(page, ())):
                if identity(entity) == wanted:
                    return page * self.outline.page_size + offset
        return None
