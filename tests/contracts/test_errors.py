"""Every documented error comes about as documented: the status, the members, the codes and the words."""

import json
import re
from collections.abc import Mapping

import httpx
import pytest

from cloverdesk.demo.options import DemoOptions
from tests.contracts.callers import caller
from tests.contracts.documents import operation, operations
from tests.contracts.provocations import WAYS, Way
from tests.contracts.till import Till
from tests.support.demo import demo_app

NEVER: Mapping[tuple[str, str], str] = {
    (
        "403",
        "forbidden",
    ): "what lacks a right answers 401, as the notes say: Clover does not separate the two",
    ("429", "typed"): "the bare shape was seen, this one was not",
    ("429", "ecommerce"): "the bare shape was seen, this one was not",
    ("402", "documented"): "the reference gives this shape the status 400, and so does the switch for it",
}
"""Examples that the store has no way to, with the reason."""
OTHER_WORDS: Mapping[tuple[str, str, str], str] = {
    ("giftCardRefund", "5XX", "server"): "the normative document words it otherwise",
}
"""Examples whose code and members count, and whose words do not."""
_ID = re.compile(r"\b[0-9A-Z]{13}\b|\bclv_\w+")


def go(way: Way) -> httpx.Response:
    """What comes of a way, in a store of its own."""
    options = DemoOptions(**dict(way.options))  # type: ignore[arg-type]
    with demo_app(options=options) as demo, caller(demo) as client:
        return way.call(Till.of(client, demo.identity), demo)


def told(operation_id: str, status: str, name: str) -> object:
    """The body of an example."""
    found = [
        body for each, known, body in operation(operation_id).answers() if (each, known) == (status, name)
    ]
    assert len(found) == 1, f"{operation_id} has no example {name} for {status}"
    return found[0]


def shape_of(body: object, *, words: bool) -> object:
    """What has to be equal: the members, and of them whatever is no id. A `param` may come on top."""
    if not isinstance(body, dict):
        return _ID.sub("ID", body) if isinstance(body, str) and words else type(body)
    literal = {"message", "details"}
    return {
        name: shape_of(value, words=words)
        if isinstance(value, dict) or name in literal
        else _plain(name, value)
        for name, value in body.items()
        if name != "param"
    }


def _plain(name: str, value: object) -> object:
    return "ID" if name == "charge" else value


@pytest.mark.parametrize("key", sorted(WAYS), ids=" ".join)
def test_an_error_comes_about_as_documented(key: tuple[str, str, str]) -> None:
    operation_id, status, _ = key
    answer = go(WAYS[key])
    expected = told(*key)
    found = answer.text if isinstance(expected, str) else answer.json()
    words = key not in OTHER_WORDS
    assert shape_of(found, words=words) == shape_of(expected, words=words)
    assert status in {str(answer.status_code), f"{answer.status_code // 100}XX"}
    media_type = answer.headers["content-type"]
    assert operation(operation_id).problem(answer.status_code, media_type, answer.content) is None


def test_no_documented_error_is_forgotten() -> None:
    """Each distinct example has a way to it, or a reason why there is none."""
    provoked = {(key[1], json.dumps(told(*key))) for key in WAYS}
    forgotten = {
        f"{one.id} {status} {name}"
        for one in operations()
        for status, name, body in one.answers()
        if status >= "400" and (status, name) not in NEVER and (status, json.dumps(body)) not in provoked
    }
    assert forgotten == set()
