"""What every kind of object behind the API has in common: pages of it, filtered and in order, and one by its id."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypedDict, TypeVar, Unpack

from cloverdesk.api.auth import Door
from cloverdesk.api.errors import Missing
from cloverdesk.api.pages import LARGEST_PAGE, ApiPage
from cloverdesk.api.session import ApiSession
from cloverdesk.api.verdicts import bad_answer
from cloverdesk.api.wire import HasId, Shape, Undecodable

S = TypeVar("S", bound=HasId)
E = TypeVar("E", bound=HasId)
Filters = Mapping[str, str | int | list[str]]

# Not Clover's exact pattern, which nobody promised, but nothing that could change the path of a request.
_NAMEABLE = re.compile(r"[0-9A-Za-z_-]{1,64}")
_NO_FILTERS: Filters = {}


class Paging(TypedDict, total=False):
    """What every list can be asked for: how many, older or newer than one that is named, and when they were made.

    Times are epoch milliseconds: exactly then, after, from … on, before, up to. `expand` names at most three kinds of
    linked objects that are to be written out. Somebody waits for `interactive` pages.
    """

    limit: int
    starting_after: str | None
    ending_before: str | None
    created_ms: int | None
    created_gt_ms: int | None
    created_gte_ms: int | None
    created_lt_ms: int | None
    created_lte_ms: int | None
    expand: Sequence[str]
    interactive: bool


class Collection(Generic[E]):
    """Objects of one kind under one path; `built` makes an entity of what came over the wire.

    `alone` is shape and builder of an object that is read by itself, where it tells more than one in a list.
    """

    def __init__(
        self,
        session: ApiSession,
        path: str,
        shape: Shape[S],
        built: Callable[[S], E],
        *,
        alone: tuple[Shape[Any], Callable[[Any], E]] | None = None,
        door: Door = Door.ECOMMERCE,
    ) -> None:
        self._session = session
        self._path = path
        self._shape: Shape[Any] = shape
        self._built: Callable[[Any], E] = built
        self._alone = alone or (self._shape, self._built)
        self._door = door

    async def page(self, filters: Filters = _NO_FILTERS, **paging: Unpack[Paging]) -> ApiPage[E]:
        """One page, newest first. A page that does not say whether more follow says so by being full."""
        limit = paging.get("limit", LARGEST_PAGE)
        params = {"limit": limit, **filters, **_asked(paging)}
        interactive = paging.get("interactive", False)
        answer = await self._session.read(self._path, params, door=self._door, interactive=interactive)
        try:
            found = self._shape.page(answer)
        except Undecodable as problem:
            raise bad_answer(answer) from problem
        items = tuple(map(self._built, found.rows))
        more = found.count >= limit if found.has_more is None else found.has_more
        return ApiPage(items, more, found.rejected, found.last_id, tuple(found.raws))

    async def get(self, object_id: str, *, interactive: bool = True, expand: Sequence[str] = ()) -> E:
        """The object as it is now. Raises `Missing` for one that Clover does not have, or cannot have."""
        if not is_nameable(object_id):
            raise Missing(what=object_id[:64], operation_name=f"GET {self._path}")
        shape, built = self._alone
        path, params = f"{self._path}/{object_id}", _expanded(expand)
        answer = await self._session.read(path, params, door=self._door, interactive=interactive)
        try:
            return built(shape.single(answer, object_id))
        except Undecodable as problem:
            raise bad_answer(answer) from problem


def is_nameable(object_id: str) -> bool:
    """Whether an id can stand in a path."""
    return _NAMEABLE.fullmatch(object_id) is not None


def told(**filters: str | int | list[str] | None) -> Filters:
    """The filters that say something: neither "" nor None, nor an empty list."""
    return {name: value for name, value in filters.items() if value not in ("", None, [])}


def _asked(paging: Paging) -> Filters:
    named = {
        "starting_after": paging.get("starting_after"),
        "ending_before": paging.get("ending_before"),
        "created": paging.get("created_ms"),
        "created.gt": paging.get("created_gt_ms"),
        "created.gte": paging.get("created_gte_ms"),
        "created.lt": paging.get("created_lt_ms"),
        "created.lte": paging.get("created_lte_ms"),
    }
    return {**told(**named), **_expanded(paging.get("expand", ()))}


def _expanded(names: Sequence[str]) -> Filters:
    return {"expand": ",".join(names)} if names else _NO_FILTERS
