"""What the operations of the Platform API share: its errors, addresses, `expand`, and lists by `limit` and `offset`."""

import json
import re
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from cloverdesk.demo.accounts.platform_filters import Field, NotAFilter, read_filters
from cloverdesk.demo.door.calls import Answer, Call
from cloverdesk.demo.engine import Slice
from cloverdesk.demo.errors import Rejected
from cloverdesk.demo.paying.bodies import Body

ROOT = "/v3/merchants/{merchant_id}"
DEFAULT_LIMIT, LARGEST_LIMIT = 100, 1000
LARGEST_OFFSET = 10**15
MOST_EXPANDED = 3
MOST_INSIDE = 100
"""How many elements a list inside a record shows."""
ALLOWED_FIELDS = "X-Clover-Allowed-Filter-Fields"
_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)

Shape = Callable[[Call, Body, frozenset[str]], Body]
"""How a kept body is shown, given what is to be expanded."""


def bad(details: str) -> Rejected:
    """A request that is not valid."""
    return Rejected(400, {"message": "Bad Request", "details": details})


def missing(what: str) -> Rejected:
    """No such object."""
    return Rejected(404, {"message": "Not Found", "details": f"{what} not found"})


def address(call: Call, rest: str = "") -> str:
    """The address of something of this merchant's, such as `/employees`, at the host that was asked."""
    host = call.headers.get("host", "localhost")
    return f"http://{host}/v3/merchants/{call.store.identity.merchant_id}{rest}"


def expanded(call: Call) -> frozenset[str]:
    """What is to be expanded; names that mean nothing are passed over later. Raises `Rejected` for more than three."""
    named = [name.strip() for key, value in call.query if key == "expand" for name in value.split(",")]
    if len(named) > MOST_EXPANDED:
        msg = f"At most {MOST_EXPANDED} fields can be expanded"
        raise bad(msg)
    return frozenset(named)


def page(call: Call, kind: str, path: str, fields: Mapping[str, Field], shape: Shape) -> Answer:
    """One page of a list, in the order of creation. `fields` are those that a filter may name."""
    headers = {ALLOWED_FIELDS: ", ".join(fields)}
    wanted = expanded(call)
    texts = [value for name, value in call.query if name == "filter"]
    try:
        filters, matches = read_filters(texts, fields, ignore_case=call.options.filters_ignore_case)
    except NotAFilter as problem:
        refusal = bad(str(problem))
        raise Rejected(refusal.status, refusal.body, headers) from problem
    limit = _whole(call, "limit", DEFAULT_LIMIT, range(1, LARGEST_LIMIT + 1))
    offset = _whole(call, "offset", 0, range(LARGEST_OFFSET))
    part = Slice(kind, tuple(filters), limit=limit, offset=offset, oldest_first=True, matches=tuple(matches))
    shown = [shape(call, json.loads(body), wanted) for body in call.store.bodies(part)]
    others = [(name, value) for name, value in call.query if name != "limit"]
    href = f"{address(call, path)}?{urlencode([*others, ('limit', limit)])}"
    answer = Answer.json({"elements": shown, "href": href})
    return Answer(answer.status, answer.body, headers=headers)


def reference(object_id: object, href: str | None = None) -> Body:
    """Something that is named only."""
    return {"id": object_id} if href is None else {"id": object_id, "href": href}


def _whole(call: Call, name: str, default: int, allowed: range) -> int:
    asked = call.asked(name)
    if asked is None:
        return default
    if not _NUMBER.fullmatch(asked) or int(asked) not in allowed:
        msg = f"{name} must be from {allowed.start} to {allowed.stop - 1}"
        raise bad(msg)
    return int(asked)
