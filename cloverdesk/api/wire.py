"""Clover's JSON as it really comes: tolerant shapes for the wire, and one reading of a body that every resource shares.

Numbers and booleans may be text, lists an array or `{"elements": […]}`, links an id or the object itself; what is not
named is ignored.
"""

import logging
import re
from dataclasses import dataclass
from typing import Annotated, Generic, Protocol, TypeVar

import msgspec

from cloverdesk.api.exchange import Answer
from cloverdesk.domain.redact import redact
from cloverdesk.domain.secret import Secret

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
W_co = TypeVar("W_co", covariant=True)
S = TypeVar("S", bound=HasId)


class Decodes(Protocol[W_co]):
    """A decoder of msgspec's, or one that does something to the bytes before. Raises some of `UNREADABLE`."""

    def decode(self, body: bytes, /) -> W_co:
        """What the bytes hold."""


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


class _Envelope(msgspec.Struct, frozen=True):
    """An error, as far as it tells one from all else: its `message` begins with a status."""

    message: Text = None


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
_ENVELOPE = msgspec.json.Decoder(_Envelope, strict=False)
_STATUS_LINE = re.compile(r"[1-5][0-9]{2} ")


class Shape(Generic[S]):
    """Reads pages and single objects of one kind, each straight from bytes: `Shape(ChargeWire)`."""

    def __init__(self, wire: type[S]) -> None:
        self._single: Decodes[S] = msgspec.json.Decoder(wire, strict=False)

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
        return decoded(self._single, answer)

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


def hidden(kind: type, value: object) -> object:
    """The hook of a decoder (`dec_hook`) whose structs have members of the type `Secret`: texts that are not empty."""
    if kind is Secret and isinstance(value, str | int) and not isinstance(value, bool) and value != "":
        return Secret(str(value))
    msg = "a text was expected"
    raise ValueError(msg)


def decoded(decoder: "Decodes[W]", answer: Answer) -> W:
    """What an answer holds. Raises `Undecodable`, with nothing of the body in it, nor in an exception behind it.

    An error that came with a 200 is none that a struct of optional members could be taken for.
    """
    found, place = None, "an error with a 2xx"
    try:
        if not _is_error(answer.body):
            found = decoder.decode(answer.body)
    except UNREADABLE as problem:
        place = str(problem)
    if found is None:
        raise Undecodable(place)
    return found


def _is_error(body: bytes) -> bool:
    if b'"message"' not in body:
        return False
    try:
        return _STATUS_LINE.match(text(_ENVELOPE.decode(body).message)) is not None
    except UNREADABLE:
        return False


def if_readable(decoder: "msgspec.json.Decoder[W]", raw: msgspec.Raw) -> W | None:
    """A member that matters less than the object it is of: None where it is absent or does not fit."""
    try:
        return decoder.decode(raw) if raw else None
    except UNREADABLE:
        return None


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
