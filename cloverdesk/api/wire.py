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


class _Rough(msgspec.Struct, frozen=True):
    """A page whose elements are not looked at yet. `has_more` may be absent at the end."""

    data: list[msgspec.Raw] | Elements[msgspec.Raw] | None = None
    elements: list[msgspec.Raw] | None = None
    has_more: bool | None = None


class _Named(msgspec.Struct, frozen=True):
    id: str = ""


class Undecodable(Exception):
    """A body that does not fit; the text names the place, never the values."""


@dataclass(frozen=True, slots=True)
class Rows(Generic[S]):
    """A page as decoded: what fitted and the same as it came, how many did not fit, and the id of the last element,
    fitting or not ("" if none).
    """

    rows: list[S]
    raws: list[bytes]
    has_more: bool | None
    rejected: int
    last_id: str

    @property
    def count(self) -> int:
        """Elements that Clover sent."""
        return len(self.rows) + self.rejected


_ROUGH = msgspec.json.Decoder(_Rough, strict=False)
_ARRAY = msgspec.json.Decoder(list[msgspec.Raw])
_NAMED = msgspec.json.Decoder(_Named, strict=False)


class Shape(Generic[S]):
    """Reads pages and single objects of one kind, each straight from bytes: `Shape(ChargeWire)`."""

    def __init__(self, wire: type[S]) -> None:
        self._single: msgspec.json.Decoder[S] = msgspec.json.Decoder(wire, strict=False)

    def page(self, answer: Answer) -> Rows[S]:
        """A list in any of its clothes: `data`, `elements`, or bare. Elements that do not fit are left out and counted.

        Raises `Undecodable` for what is no list.
        """
        has_more, raws = _elements(answer.body)
        rows: list[S] = []
        kept: list[bytes] = []
        for raw in raws:
            try:
                rows.append(self._single.decode(raw))
            except UNREADABLE as problem:
                log.info("%s: one element was left out: %s", answer.name, redact(str(problem)))
            else:
                kept.append(bytes(raw))
        return Rows(rows, kept, has_more, len(raws) - len(rows), _last_id(raws))

    def made(self, answer: Answer) -> S:
        """The object that a call made or changed. Raises `Undecodable`."""
        try:
            return self._single.decode(answer.body)
        except UNREADABLE as problem:
            raise Undecodable(str(problem)) from problem

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


def _elements(body: bytes) -> tuple[bool | None, list[msgspec.Raw]]:
    """Whether a list says that it goes on, and what is in it. Raises `Undecodable`."""
    try:
        if body.lstrip()[:1] == b"[":
            return None, _ARRAY.decode(body)
        rough = _ROUGH.decode(body)
    except UNREADABLE as problem:
        raise Undecodable(str(problem)) from problem
    if rough.data is None and rough.elements is None:
        msg = "no list"
        raise Undecodable(msg)
    return rough.has_more, unwrapped(rough.data) if rough.elements is None else rough.elements


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
