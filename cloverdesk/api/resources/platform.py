"""What the platform and the host of plans have in common: lists by offset, objects by id, and members in either spelling."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

import msgspec

from cloverdesk.api.auth import Door
from cloverdesk.api.errors import BadAnswer, MerchantMissing, Missing
from cloverdesk.api.exchange import Answer
from cloverdesk.api.pages import ApiPage
from cloverdesk.api.resources.collection import is_nameable
from cloverdesk.api.session import ApiSession
from cloverdesk.api.verdicts import where
from cloverdesk.api.wire import Decodes, HasId, Shape, Undecodable

W = TypeVar("W")
S = TypeVar("S", bound=HasId)
E = TypeVar("E", bound=HasId)

LARGEST_LIMIT = 1000
MOST_EXPANDED = 3
_SNAKE = re.compile(rb'"[A-Za-z0-9]+_[A-Za-z0-9_]*"\s*:')
_HUMP = re.compile("(?<=[A-Za-z0-9])_+([A-Za-z0-9])")

Operator = Literal["=", "!=", ">", ">=", "<", "<="]
Params = Mapping[str, str | int | list[str]]


@dataclass(frozen=True, slots=True)
class Filter:
    """One comparison that a list is asked with, such as `Filter("customerSince", ">=", 1735689600000)`; all of several hold."""

    field: str
    operator: Operator
    value: str | int

    def __str__(self) -> str:
        return f"{self.field}{self.operator}{self.value}"


def merchant_path(session: ApiSession, rest: str = "") -> str:
    """The path of something of the store's, such as `/employees`. Raises `MerchantMissing`."""
    return f"/v3/merchants/{merchant_of(session)}{rest}"


def merchant_of(session: ApiSession) -> str:
    """The store that calls name. Raises `MerchantMissing`."""
    if not is_nameable(session.merchant_id):
        raise MerchantMissing
    return session.merchant_id


def named(object_id: str, operation_name: str) -> str:
    """An id as it may stand in a path. Raises `Missing` for what no object can be called."""
    if not is_nameable(object_id):
        raise Missing(what=object_id[:64], operation_name=operation_name)
    return object_id


def asked(filters: tuple[Filter, ...] = (), expand: tuple[str, ...] = ()) -> dict[str, str | int | list[str]]:
    """Parameters of a call to the platform. Raises ValueError for more names than Clover expands at once."""
    if len(expand) > MOST_EXPANDED:
        msg = f"Clover expands at most {MOST_EXPANDED} names, not {', '.join(expand)}"
        raise ValueError(msg)
    params: dict[str, str | int | list[str]] = {}
    if filters:
        params["filter"] = [str(one) for one in filters]
    if expand:
        params["expand"] = ",".join(expand)
    return params


# ---------------------------------------------------------------- decoding


class Listed(msgspec.Struct, Generic[W], frozen=True):
    """A list inside an object: without `elements` it was not asked for, and holds an address at most."""

    elements: list[W] | None = None


def told(listed: list[W] | Listed[W] | None) -> list[W] | None:
    """The elements of such a list, bare or not; None where they were not told."""
    return listed.elements if isinstance(listed, Listed) else listed


class CamelShape(Shape[S]):
    """A shape in camel case, as these hosts write; what comes in snake case is read, too."""

    def __init__(self, wire: type[S]) -> None:
        super().__init__(wire)
        self._single = EitherSpelling(self._single)


@dataclass(frozen=True, slots=True)
class EitherSpelling(Generic[W]):
    """A decoder of what is in camel case, for what may be in snake case."""

    inner: Decodes[W]

    def decode(self, body: bytes, /) -> W:
        """What the bytes hold."""
        return self.inner.decode(in_camel_case(body))


def in_camel_case(body: bytes) -> bytes:
    """The same JSON with every member spelled in camel case; one that comes in both spellings is what that one says."""
    return body if _SNAKE.search(body) is None else msgspec.json.encode(_camel(msgspec.json.decode(body)))


def _camel(value: Any) -> Any:
    if isinstance(value, list):
        return [_camel(one) for one in value]
    if not isinstance(value, dict):
        return value
    spelled = {_HUMP.sub(lambda match: match[1].upper(), name): _camel(one) for name, one in value.items()}
    return spelled | {name: _camel(one) for name, one in value.items() if name in spelled}


# ---------------------------------------------------------------- reading


class OffsetReader(Generic[S, E]):
    """Reads objects of one kind; `built` makes an entity of what came over the wire.

    These hosts tell of people and of bank accounts, so that no failure quotes an answer, and members called `hidden` are
    taken out of what pages keep as it came. `what` names the kind in failures.
    """

    def __init__(
        self,
        session: ApiSession,
        door: Door,
        shape: Shape[S],
        built: Callable[[S], E],
        *,
        what: str,
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self._session = session
        self._door = door
        self._shape = shape
        self._built = built
        self._what = what
        self._hidden = hidden

    async def page(
        self, path: str, params: Params, *, limit: int, offset: int, interactive: bool
    ) -> ApiPage[E]:
        """`limit` objects from `offset` on, counted from 0. More follow if the page is full: there is no other sign."""
        answer = await self._read(path, {**params, "limit": limit, "offset": offset}, interactive=interactive)
        try:
            found = self._shape.page(answer)
        except Undecodable as problem:
            raise unreadable(answer, self._what) from problem
        raws = tuple(without(raw, self._hidden) for raw in found.raws) if self._hidden else tuple(found.raws)
        items = tuple(map(self._built, found.rows))
        return ApiPage(items, found.count >= limit, found.rejected, found.last_id, raws)

    async def one(self, path: str, wanted: str, params: Params, *, interactive: bool) -> E:
        """The object at `path`, which is called `wanted`. Raises `Missing`."""
        answer = await self._read(path, params, interactive=interactive)
        try:
            return self._built(self._shape.single(answer, wanted))
        except Undecodable as problem:
            raise unreadable(answer, self._what) from problem

    async def _read(self, path: str, params: Params, *, interactive: bool) -> Answer:
        return await self._session.read(path, params, door=self._door, interactive=interactive)


def unreadable(answer: Answer, what: str) -> BadAnswer:
    """The failure of a read whose body is no `what`; it quotes nothing of it."""
    return BadAnswer(excerpt=f"no {what}", **where(answer))


def without(raw: bytes, names: frozenset[str]) -> bytes:
    """An object as it came, but for members of such names, however deep they are."""
    if not any(f'"{name}"'.encode() in raw for name in names):
        return raw
    return msgspec.json.encode(_without(msgspec.json.decode(raw), names))


def _without(value: Any, names: frozenset[str]) -> Any:
    if isinstance(value, list):
        return [_without(one, names) for one in value]
    if isinstance(value, dict):
        return {name: _without(one, names) for name, one in value.items() if name not in names}
    return value
