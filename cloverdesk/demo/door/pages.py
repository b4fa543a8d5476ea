"""Lists as Clover gives them: cursors, limit, time filters in all their spellings, and the envelope around a page."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from cloverdesk.demo.door.calls import Answer, Call
from cloverdesk.demo.door.fields import invalid_field
from cloverdesk.demo.engine import Filter, Slice
from cloverdesk.demo.errors import Rejected, invalid
from cloverdesk.demo.options import DAY_MS
from cloverdesk.demo.store import dump

DEFAULT_LIMIT, LARGEST_LIMIT = 10, 100
MOST_EXPANDED = 3
_CUT_DAYS = 90
_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)
_SHAPES = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H%M%S", "%Y-%m-%dT%H:%M:%S")
_BOUNDS: Mapping[str, Callable[[int], list[Filter]]] = {
    "": lambda at: [("from", at), ("before", at + 1)],
    ".gt": lambda at: [("from", at + 1)],
    ".gte": lambda at: [("from", at)],
    ".lt": lambda at: [("before", at)],
    ".lte": lambda at: [("before", at + 1)],
}

Shape = Callable[[dict[str, object]], dict[str, object]]


def page(
    call: Call,
    kind: str,
    url: str,
    *,
    filters: list[Filter] | None = None,
    oldest_first: bool = False,
    shape: Shape | None = None,
) -> Answer:
    """One page of a list. `shape` changes each element; without one the kept text goes out as it is."""
    _check_expand(call)
    limit = _limit(call)
    part = Slice(
        kind,
        filters=tuple(filters or ()) + tuple(created_filters(call)),
        limit=limit,
        after=_cursor(call, kind, "starting_after"),
        before=_cursor(call, kind, "ending_before"),
        inclusive=call.options.cursor_inclusive,
        oldest_first=oldest_first,
    )
    if shape is None and not part.backwards:
        text, more = call.store.page(part)
    else:
        text, more = _shaped(call, part, shape)
    return Answer(200, _envelope(url, text, more=more, told=more or call.options.has_more_at_end))


def _shaped(call: Call, part: Slice, shape: Shape | None) -> tuple[bytes, bool]:
    """The bodies of a stretch one by one, a comma between two, and whether there are more of them."""
    bodies = call.store.bodies(replace(part, limit=part.limit + 1))
    more = len(bodies) > part.limit
    if more:
        bodies = bodies[1:] if part.backwards else bodies[:-1]
    if shape is not None:
        bodies = [dump(shape(json.loads(body))) for body in bodies]
    return ",".join(bodies).encode(), more


def one(call: Call, kind: str, object_id: str, refusal: Rejected, shape: Shape | None = None) -> Answer:
    """One object. Raises `refusal` if there is none."""
    _check_expand(call)
    record = call.store.get(kind, object_id)
    if record is None:
        raise refusal
    return Answer.json(shape(record.body) if shape else record.body)


def created_filters(call: Call) -> list[Filter]:
    """The filters on `created`; where the lists are cut and none is asked for, the last 90 days."""
    filters = time_filters(call, "created", "created")
    if not filters and call.options.lists_cut_to_90_days:
        return [("created_from", call.store.now_ms() - _CUT_DAYS * DAY_MS)]
    return filters


def time_filters(call: Call, param: str, column: str) -> list[Filter]:
    """The filters that `param`, `param.gt` and so on ask for. Raises `Rejected` for what is no time."""
    filters: list[Filter] = []
    for suffix, bounds in _BOUNDS.items():
        asked = call.asked(param + suffix)
        if asked is not None:
            at = _moment(asked, param + suffix)
            filters += [(f"{column}_{bound}", value) for bound, value in bounds(at)]
    return filters


def text_filter(call: Call, param: str, name: str) -> list[Filter]:
    """A filter that wants a column to be what `param` says."""
    asked = call.asked(param)
    return [] if asked is None else [(name, asked)]


def _envelope(url: str, bodies: bytes, *, more: bool, told: bool) -> bytes:
    has_more = f'"has_more":{"true" if more else "false"},' if told else ""
    return b"".join((f'{{"object":"list","url":"{url}",{has_more}"data":['.encode(), bodies, b"]}"))


def _limit(call: Call) -> int:
    asked = call.asked("limit")
    if asked is None:
        return DEFAULT_LIMIT
    if not _NUMBER.fullmatch(asked) or not 1 <= int(asked) <= LARGEST_LIMIT:
        raise invalid_field("limit")
    return int(asked)


def _cursor(call: Call, kind: str, param: str) -> int | None:
    asked = call.asked(param)
    if asked is None:
        return None
    place = call.store.place(kind, asked)
    if place is None:
        raise invalid_field(param)
    return place


def _check_expand(call: Call) -> None:
    """`expand` is taken in both spellings; what this store links to is inlined already where Clover does so."""
    named = [name for key, value in call.query if key in {"expand", "expand[]"} for name in value.split(",")]
    if len(named) > MOST_EXPANDED:
        msg = f"Please provide at most {MOST_EXPANDED} fields to expand."
        raise invalid(msg, param="expand")


def _moment(text: str, param: str) -> int:
    """Milliseconds, or a date with or without a time, taken as UTC."""
    if _NUMBER.fullmatch(text):
        return int(text)
    for shape in _SHAPES:
        try:
            parsed = datetime.strptime(text, shape).replace(tzinfo=UTC)
        except ValueError:
            continue
        return int(parsed.timestamp()) * 1000
    raise invalid_field(param)


def sparse(*names: str) -> Shape:
    """A shape that keeps these members only."""
    return lambda body: {name: body[name] for name in names if name in body}
