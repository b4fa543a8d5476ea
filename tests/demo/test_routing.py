"""Which operation a method and a path name."""

import pytest

from cloverdesk.demo.app import OPERATIONS
from cloverdesk.demo.door.calls import Answer, Operation
from cloverdesk.demo.door.routing import Routes


def operation(name: str, method: str, path: str) -> Operation:
    return Operation(name, method, path, lambda _call: Answer(200, ""))


ROUTES = Routes(
    [
        operation("one", "GET", "/v1/things/{thing_id}"),
        operation("word", "POST", "/v1/things/all"),
        operation("change", "POST", "/v1/things/{thing_id}"),
        operation("list", "GET", "/v1/things"),
        operation("part", "DELETE", "/v1/things/{owner_id}/parts/{part_id}"),
        operation("wordy", "GET", "/v1/things/all/parts"),
    ]
)


@pytest.mark.parametrize(
    ("method", "path", "name", "values"),
    [
        ("GET", "/v1/things", "list", {}),
        ("HEAD", "/v1/things", "list", {}),
        ("GET", "/v1/things/X", "one", {"thing_id": "X"}),
        ("HEAD", "/v1/things/X", "one", {"thing_id": "X"}),
        ("GET", "/v1/things/a b/?", None, None),
        ("GET", "/v1/things/a b", "one", {"thing_id": "a b"}),
        ("POST", "/v1/things/all", "word", {}),
        ("POST", "/v1/things/alle", "change", {"thing_id": "alle"}),
        ("GET", "/v1/things/all", "one", {"thing_id": "all"}),
        ("DELETE", "/v1/things/X/parts/Y", "part", {"owner_id": "X", "part_id": "Y"}),
        ("DELETE", "/v1/things/all/parts/Y", "part", {"owner_id": "all", "part_id": "Y"}),
        ("GET", "/v1/things/all/parts", "wordy", {}),
        ("GET", "/v1/things/", None, None),
        ("GET", "/v1//things", None, None),
        ("DELETE", "/v1/things//parts/Y", None, None),
        ("GET", "/v1", None, None),
        ("GET", "", None, None),
        ("GET", "*", None, None),
        ("GET", "/" * 10_000, None, None),
        ("PATCH", "/v1/things", None, None),
        ("get", "/v1/things", None, None),
    ],
)
def test_a_word_goes_before_anything(method: str, path: str, name: str | None, values: object) -> None:
    found = ROUTES.find(method, path)
    assert (found and found[0].id, found and found[1]) == (name, values)


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/v1/things", ["GET"]),
        ("/v1/things/all", ["GET", "POST"]),
        ("/v1/things/X", ["GET", "POST"]),
        ("/v1", []),
    ],
)
def test_what_can_be_done_at_a_path(path: str, methods: list[str]) -> None:
    assert ROUTES.methods(path) == methods


@pytest.mark.parametrize("one", OPERATIONS, ids=lambda one: f"{one.method} {one.path}")
def test_every_operation_is_found_where_it_says(one: Operation) -> None:
    parts = one.path.split("/")
    path = "/".join("VALUE" if part.startswith("{") else part for part in parts)
    found = Routes(OPERATIONS).find(one.method, path)
    assert found
    assert found[0] is one
    assert len(found[1]) == sum(part.startswith("{") for part in parts)
