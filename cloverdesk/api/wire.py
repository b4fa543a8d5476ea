"""Clover's JSON as it really comes: tolerant shapes for the wire, and one reading of a body that every resource shares.

Numbers and booleans may be text, lists an array or `{"elements": […]}`, links an id or the object itself; what is not
named is ignored.
"""

import logging
from dataclasses import dataclass
from typing import Annotated, Generic, Protocol, TypeVar

import msgspec

from cloverdesk.api.exchange import Answer
from cloverdesk.domain.redact import redact

log = logging.getLogger(__name__)

UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding a body raises: not JSON, another shape, not UTF-8, nested without end."""

ObjectId = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Currency = Annotated[str, msgspec.Meta(pattern="^[A-Za-z]{3}$")]
Minor = Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]
"""Minor units: far above what Clover takes, and below what a database integer holds."""
Moment = Annotated[int, msgspec.Meta(ge=0, le=253_402_300_799_999)]
"""Milliseconds since the epoch, until the end of the year 9999."""
Text = str | int | None


class Linked(msgspec.Struct, frozen=True):
    """A linked object that Clover wrote out instead of its id."""

    id: ObjectId
    name: Text = None


Link = ObjectId | Linked | None


class HasId(Protocol):
    """An object of Clover's."""

    @property
    def id(self) -> str:
        """Its id."""


W = TypeVar("W")
S = TypeVar("S", bound=HasId)


class Elements(msgspec.Struct, Generic[W], frozen=True):
    """A list in its other clothes."""

    elements: list[W]


class Listed(msgspec.Struct, Generic[W], frozen=True):
    """One page. `has_more` may be absent at the end."""

    data: list[W] | Elements[W]
    has_more: bool | None = None


class _Named(msgspec.Struct, frozen=True):
    id: str = ""


class Undecodable(Exception):
    """A body that does not fit; the text names the place, never the values."""


@dataclass(frozen=True, slots=True)
class Rows(Generic[S]):
    """A page as decoded: what fitted, how many did not, and the id of the last element, fitting or not ("" if none)."""

    rows: list[S]
    has_more: bool | None
    rejected: int
    last_id: str

    @property
    def count(self) -> int:
        """Elements that Clover sent."""
        return len(self.rows) + self.rejected


_ROUGH = msgspec.json.Decoder(Listed[msgspec.Raw], strict=False)
_NAMED = msgspec.json.Decoder(_Named, strict=False)


class Shape(Generic[S]):
    """Reads pages and single objects of one kind, each straight from bytes."""

    def __init__(self, page: msgspec.json.Decoder[Listed[S]], single: msgspec.json.Decoder[S]) -> None:
        self._page = page
        self._single = single

    def page(self, answer: Answer) -> Rows[S]:
        """A list. Elements that do not fit are left out and counted. Raises `Undecodable` for what is no list."""
        try:
            listed = self._page.decode(answer.body)
        except UNREADABLE:
            return self._page_by_element(answer)
        rows = unwrapped(listed.data)
        return Rows(rows, listed.has_more, 0, rows[-1].id if rows else "")

    def single(self, answer: Answer, wanted: str) -> S:
        """One object, or the one called `wanted` of the list that a sample wraps it in. Raises `Undecodable`."""
        try:
            found = self._single.decode(answer.body)
        except UNREADABLE as problem:
            rows = self.page(answer).rows if b'"data"' in answer.body else []
            found_rows = [row for row in rows if row.id == wanted]
            if not found_rows:
                raise Undecodable(str(problem)) from problem
            return found_rows[0]
        if wanted and found.id != wanted:
            msg = "another object than the one that was asked for"
            raise Undecodable(msg)
        return found

    def _page_by_element(self, answer: Answer) -> Rows[S]:
        try:
            listed = _ROUGH.decode(answer.body)
        except UNREADABLE as problem:
            raise Undecodable(str(problem)) from problem
        raws = unwrapped(listed.data)
        rows: list[S] = []
        for raw in raws:
            try:
                rows.append(self._single.decode(raw))
            except UNREADABLE as problem:
                log.info("%s: one element was left out: %s", answer.name, redact(str(problem)))
        return Rows(rows, listed.has_more, len(raws) - len(rows), _last_id(raws))


def unwrapped(data: "list[W] | Elements[W] | None") -> list[W]:
    """The elements of a list in either form; none for None."""
    if data is None:
        return []
    return data.elements if isinstance(data, Elements) else data


def text(value: Text) -> str:
    """A text that may have come as a number, or not at all."""
    return "" if value is None else str(value)


def link_id(link: Link) -> str:
    """The id behind a link, "" where there is none."""
    if link is None:
        return ""
    return link if isinstance(link, str) else link.id


def _last_id(raws: list[msgspec.Raw]) -> str:
    for raw in reversed(raws):
        try:
            found = _NAMED.decode(raw).id
        except UNREADABLE:
            continue
        if found:
            return found
    return ""
