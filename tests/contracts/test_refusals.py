"""What every operation has in common: who may ask, how often, what is not there, and a server in trouble."""

from collections.abc import Mapping

import httpx
import pytest

from tests.contracts.documents import Described, normative, operation, operations
from tests.contracts.preparations import App, preparation
from tests.contracts.till import NOBODY, Till
from tests.support.demo import Demo

RULED = {"getPakmsKey": "who has no key to this key is told so in plain text, by the normative document"}
"""Operations that the other document describes otherwise, and rules."""


def documented(status: str, *, security: bool = False) -> list[str]:
    """The operations that describe a status; with `security`, those of them that want a credential."""
    return [
        one.id
        for one in operations()
        if one.answer(int(status)) is not None and (one.said.get("security") != [] or not security)
    ]


def fits(one: Described, answer: httpx.Response, status: int) -> None:
    """The answer has the status, and the shape that the operation gives it."""
    assert answer.status_code == status, answer.text
    ruling = normative()[one.pair] if one.id in RULED else one
    assert ruling.problem(status, answer.headers["content-type"], answer.content) is None


def call(till: Till, one: Described, path: Mapping[str, str], **headers: str) -> httpx.Response:
    """An operation with one of its example bodies, or an empty one."""
    body = next(iter(one.requests().values()), None)
    usual = {"X-Clover-Merchant-Id": till.merchant, "apikey": till.public, **headers}
    target = one.path.format(**{"mId": till.merchant, **path})
    return till.client.request(one.method, target, json=body, headers=usual)


def nobody(one: Described) -> dict[str, str]:
    """Values for the path that name nothing."""
    return {parameter["name"]: NOBODY for parameter in one.parameters("path") if parameter["name"] != "mId"}


@pytest.mark.parametrize("operation_id", documented("401", security=True))
@pytest.mark.parametrize("credential", ["none", "wrong", "expired"])
def test_a_credential_is_wanted(operation_id: str, credential: str, till: Till, demo: Demo) -> None:
    one = operation(operation_id)
    if credential == "none":
        del till.client.headers["authorization"]
        headers = {"apikey": ""}
    elif credential == "wrong":
        headers = {"authorization": "Bearer nobody", "apikey": "nobody"}
    else:
        app = App.of(demo)
        access = till.pair(app.id, app.secret)["access_token"]
        till.pass_time(days=1)
        headers = {"authorization": f"Bearer {access}", "apikey": access}
    fits(one, call(till, one, nobody(one), **headers), 401)


@pytest.mark.parametrize("operation_id", documented("429"))
def test_too_many_calls_are_told_so(operation_id: str, till: Till, demo: Demo) -> None:
    one = operation(operation_id)
    demo.trouble({"operation": normative()[one.pair].id, "before": {"status": 429, "retry_after": 2}})
    answer = call(till, one, nobody(one))
    fits(one, answer, 429)
    assert answer.headers["retry-after"] == "2"


@pytest.mark.parametrize("operation_id", documented("500"))
@pytest.mark.parametrize("status", [500, 503])
def test_a_server_in_trouble_says_so(operation_id: str, status: int, till: Till, demo: Demo) -> None:
    one = operation(operation_id)
    if one.answer(status) is None:
        status = 500
    demo.trouble({"operation": normative()[one.pair].id, "before": {"status": status}})
    fits(one, call(till, one, nobody(one)), status)


@pytest.mark.parametrize("operation_id", [one for one in documented("404") if nobody(operation(one))])
def test_what_is_not_there_is_not_found(operation_id: str, till: Till, demo: Demo) -> None:
    """The path names nothing, the rest of the request is in order."""
    one = operation(operation_id)
    example = next(iter(one.requests()), "")
    sent = preparation(operation_id, example)(till, App.of(demo))
    body = {**one.requests()[example], **sent.body} if example else None
    target = one.path.format(**{"mId": till.merchant, **nobody(one)})
    headers = {"X-Clover-Merchant-Id": till.merchant}
    fits(one, till.client.request(one.method, target, json=body, headers=headers), 404)


@pytest.mark.parametrize(
    "operation_id", [one.id for one in operations() if "/v3/" in one.path or "/recurring/" in one.path]
)
def test_another_merchant_is_not_served(operation_id: str, till: Till) -> None:
    one = operation(operation_id)
    headers = {"X-Clover-Merchant-Id": NOBODY}
    fits(one, call(till, one, {**nobody(one), "mId": NOBODY}, **headers), 401)
