"""Shapes of paged lists: what a virtual table needs to show a million rows without holding them."""

from collections.abc import Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

E = TypeVar("E")
E_co = TypeVar("E_co", covariant=True)


class Outline(NamedTuple):
    """How long a list is and where its pages begin.

    `anchors[i]` is the row key of the first row of page `i`, in list order (newest first); every page but the last
    holds `page_size` rows.
    """

    total: int
    page_size: int
    anchors: tuple[int, ...]


class Page(NamedTuple, Generic[E]):
    """Rows in list order and whether older ones follow."""

    rows: tuple[E, ...]
    has_more: bool


class PageSource(Protocol[E_co]):
    """A list that can be read from any page on."""

    async def outline(self) -> Outline:
        """Count the rows and name the pages."""

    async def page(self, anchor: int) -> Sequence[E_co]:
        """Rows of the page that begins at `anchor`."""
