"""What judges the answers sees what is wrong with one."""

import json

import pytest

from tests.contracts.documents import operation, ruling

CHARGE = {"id": "7H2Q9XKD4W8TA", "amount": 1800, "currency": "usd", "status": "succeeded"}


def problem(status: int, body: object, kind: str = "application/json") -> str:
    """What is wrong with an answer to a new charge, "" for nothing."""
    return operation("createCharge").problem(status, kind, json.dumps(body).encode()) or ""


def test_an_answer_that_fits() -> None:
    assert problem(200, CHARGE) == ""
    assert problem(200, {**CHARGE, "unheard": "of"}) == ""


@pytest.mark.parametrize(
    ("status", "body", "kind", "words"),
    [
        (200, {**CHARGE, "amount": "1800"}, "application/json", "amount"),
        (200, {**CHARGE, "id": "short"}, "application/json", "id"),
        (200, {**CHARGE, "source": {"cvc_check": "maybe"}}, "application/json", "source/cvc_check"),
        (200, {**CHARGE, "refunds": {"data": [{"id": 1}]}}, "application/json", "refunds/data/0"),
        (200, {"id": "7H2Q9XKD4W8TA"}, "application/json", "required"),
        (400, {"error": {}}, "application/json", "message"),
        (400, {"message": "400 Bad Request", "error": {"type": "odd"}}, "application/json", "error/type"),
        (200, CHARGE, "text/plain", "text/plain"),
        (418, CHARGE, "application/json", "418"),
    ],
)
def test_an_answer_that_does_not_fit(status: int, body: object, kind: str, words: str) -> None:
    assert words in problem(status, body, kind)


@pytest.mark.parametrize(
    ("method", "path", "found"),
    [
        ("GET", "/v1/charges/7H2Q9XKD4W8TA", "getCharge"),
        ("POST", "/v1/charges/finalize_payment", "finalizeThreeDsCharge"),
        ("POST", "/v1/refunds/7H2Q9XKD4W8TA/cancel", "cancelRefund"),
        ("DELETE", "/v1/customers/A/sources/B", "revokeSource"),
    ],
)
def test_the_operation_that_rules_a_call(method: str, path: str, found: str) -> None:
    one = ruling(method, path)
    assert one is not None
    assert one.id == found
    assert ruling("PATCH", path) is None
