"""Every example request of the documents, sent to a store where it can succeed, is answered as the documents say."""

import random
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest

from cloverdesk.demo.clock import DemoClock
from cloverdesk.demo.gift_cards import cards as gift_cards
from cloverdesk.demo.options import DemoOptions
from tests.contracts.documents import Described, normative, operation, operations
from tests.contracts.preparations import App, Sent, preparation
from tests.contracts.till import Till
from tests.support.demo import Demo, demo_app

WHEN_MS = 1_768_901_400_000
"""2026-01-20 09:30 UTC: the dates of the examples lie about it."""
OPTIONS = DemoOptions(oauth_site_url="https://app.example.com", oauth_asks=False)
"""The app of the examples, and a sign-in page that lets it in without asking."""
OTHERWISE = {"authorize": 302}
"""Where success is not a 200."""
NOT_FOR_HERE = {
    ("listEmployees", "filter"): "the example filters by a field of customers",
    ("listRoles", "filter"): "the example filters by a field of customers",
}
"""Examples of a parameter that the operation itself does not allow: they are refused as documented."""
REQUESTS = [(one.id, name) for one in operations() for name in one.requests()]
WITHOUT_BODY = [one.id for one in operations() if not one.requests()]


@pytest.fixture
def demo() -> Iterator[Demo]:
    """A store of its own for each example, with physical gift cards in its drawer."""
    with demo_app(clock=DemoClock(lambda: WHEN_MS), options=OPTIONS) as made:
        rows = gift_cards.seed_rows(made.store, 20, WHEN_MS, random.Random(1))
        made.store.add_many(rows)
        yield made


def send(
    till: Till, one: Described, sent: Sent, body: Mapping[str, Any] | None = None, query: object = None
) -> httpx.Response:
    """Send what was prepared, with the headers that the operation wants."""
    path = one.path.format(**{"mId": till.merchant, **sent.path})
    wanted = {parameter["name"] for parameter in one.parameters("header")}
    headers = {"X-Clover-Merchant-Id": till.merchant} if "X-Clover-Merchant-Id" in wanted else {}
    if one.said.get("security") == [{"apiAccessKey": []}]:
        headers["apikey"] = till.public
    return till.client.request(
        one.method, path, json=None if body is None else {**body, **sent.body}, params=query, headers=headers
    )


def check(one: Described, answer: httpx.Response, status: int) -> None:
    """The answer has the status and fits its schema, in the document of the operation and in the normative one."""
    assert answer.status_code == status, answer.text
    for ruling in {one.document: one, "normative": normative()[one.pair]}.values():
        media_type = answer.headers.get("content-type", "")
        assert ruling.problem(answer.status_code, media_type, answer.content) is None


@pytest.mark.parametrize(("operation_id", "example"), REQUESTS)
def test_an_example_request_is_answered_as_documented(
    operation_id: str, example: str, till: Till, demo: Demo
) -> None:
    one = operation(operation_id)
    sent = preparation(operation_id, example)(till, App.of(demo))
    answer = send(till, one, sent, one.requests()[example])
    check(one, answer, 200)


@pytest.mark.parametrize("operation_id", WITHOUT_BODY)
def test_a_request_without_body_is_answered_as_documented(operation_id: str, till: Till, demo: Demo) -> None:
    one = operation(operation_id)
    sent = preparation(operation_id, "")(till, App.of(demo))
    check(one, send(till, one, sent, query=sent.query), OTHERWISE.get(operation_id, 200))


@pytest.mark.parametrize(
    ("operation_id", "parameter"),
    [
        (one.id, parameter["name"])
        for one in operations()
        for parameter in one.parameters("query")
        if "example" in parameter
    ],
)
def test_an_example_parameter_is_understood(
    operation_id: str, parameter: str, till: Till, demo: Demo
) -> None:
    one = operation(operation_id)
    sent = preparation(operation_id, "")(till, App.of(demo))
    told = next(each for each in one.parameters("query") if each["name"] == parameter)
    value = told["example"]
    joined = ",".join(value) if isinstance(value, list) and not told.get("explode", True) else value
    answer = send(till, one, sent, query={parameter: joined, **sent.query})
    refused = (operation_id, parameter) in NOT_FOR_HERE
    check(one, answer, 400 if refused else OTHERWISE.get(operation_id, 200))
