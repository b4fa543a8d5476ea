"""What a list tab needs to know about its list; everything else about lists is the same for every tab."""

from collections.abc import Callable
from typing import Generic, NamedTuple, Protocol, TypeVar

from cloverdesk.domain.changes import Kind
from cloverdesk.domain.pages import PageSource
from cloverdesk.ui.tables.column import TableColumn

E = TypeVar("E")
E_co = TypeVar("E_co", covariant=True)


class EntityList(PageSource[E_co], Protocol[E_co]):
    """A list that can also say where one of its objects is."""

    async def position(self, entity_id: str, /) -> int | None:
        """Index of an object in this list, None if it is not part of it."""


class Offer(NamedTuple):
    """A filter that can be added: its word in the typed filter, and how the menu calls it."""

    word: str
    text: str
    icon: str = ""


class ListWords(NamedTuple):
    """The texts of a list, translated. `how_many` writes how many there are, `found` how many match the filter."""

    search: str
    table: str
    nothing_title: str
    nothing_text: str
    offer: str
    how_many: Callable[[int], str]
    found: Callable[[int], str]


class ListPlan(NamedTuple, Generic[E]):
    """One tab's list: `kind` is what it shows, `touching` all kinds whose changes its list or pane show."""

    columns: tuple[TableColumn[E], ...]
    identity: Callable[[E], str]
    source: Callable[[str], EntityList[E]]
    kind: Kind
    touching: frozenset[Kind]
    icon: str
    words: ListWords
    offers: tuple[Offer, ...] = ()
