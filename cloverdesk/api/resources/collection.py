"""What every kind of object behind the API has in common: pages of it, and one by its id."""

import re
from collections.abc import Callable
from typing import Generic, TypeVar

from cloverdesk.api.errors import Missing
from cloverdesk.api.pages import ApiPage
from cloverdesk.api.session import ApiSession
from cloverdesk.api.verdicts import bad_answer
from cloverdesk.api.wire import HasId, Shape, Undecodable

S = TypeVar("S", bound=HasId)
E = TypeVar("E", bound=HasId)

# Not Clover's exact pattern, which nobody promised, but nothing that could change the path of a request.
_NAMEABLE = re.compile(r"[0-9A-Za-z_-]{1,64}")


class Collection(Generic[S, E]):
    """Objects of one kind under one path; `built` makes an entity of what came over the wire."""

    def __init__(self, session: ApiSession, path: str, shape: Shape[S], built: Callable[[S], E]) -> None:
        self._session = session
        self._path = path
        self._shape = shape
        self._built = built

    async def page(
        self,
        *,
        limit: int,
        starting_after: str | None,
        created_gte_ms: int | None,
        created_lt_ms: int | None,
        interactive: bool,
        **filters: str,
    ) -> ApiPage[E]:
        """One page, newest first. A page that does not say whether more follow says so by being full."""
        params: dict[str, str | int] = {"limit": limit, **filters}
        if starting_after:
            params["starting_after"] = starting_after
        if created_gte_ms is not None:
            params["created.gte"] = created_gte_ms
        if created_lt_ms is not None:
            params["created.lt"] = created_lt_ms
        answer = await self._session.read(self._path, params, interactive=interactive)
        try:
            found = self._shape.page(answer)
        except Undecodable as problem:
            raise bad_answer(answer) from problem
        items = tuple(map(self._built, found.rows))
        more = found.count >= limit if found.has_more is None else found.has_more
        return ApiPage(items, more, found.rejected, found.last_id, tuple(found.raws))

    async def one(self, object_id: str, *, interactive: bool) -> E:
        """The object called `object_id`. Raises `Missing` for one that Clover does not have, or cannot have."""
        path = f"{self._path}/{object_id}"
        if _NAMEABLE.fullmatch(object_id) is None:
            raise Missing(what=object_id[:64], operation_name=f"GET {self._path}")
        answer = await self._session.read(path, interactive=interactive)
        try:
            return self._built(self._shape.single(answer, object_id))
        except Undecodable as problem:
            raise bad_answer(answer) from problem
