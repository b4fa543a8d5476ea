"""What plans and subscriptions amount to in whatever way they are written."""

from dataclasses import replace
from typing import Any

import pytest

from cloverdesk.api import errors
from cloverdesk.api.money.subscriptions import SubscriptionCalls
from cloverdesk.api.resources.plans import PlansApi
from cloverdesk.api.resources.subscriptions import SubscriptionsApi
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.plans import Interval, Plan
from cloverdesk.domain.subscriptions import Subscription
from tests.support.aio import run
from tests.support.api import Given, answer, flying, query

ID, MERCHANT = "S9D4WZ7HB1RME", "7MRCH4NT9KQ21"
PLAN = {
    "id": "P3N8KX6VJ2QTA",
    "object": "plan",
    "name": "Monthly box",
    "amount": 2500,
    "tipAmount": 0,
    "active": True,
    "interval": "MONTH",
    "intervalCount": 1,
    "note": "One box each month",
    "taxRateUuids": ["TX6Q2N8RMB4VD"],
    "merchantId": MERCHANT,
    "developerAppId": "AP9X4TESTAPP1",
    "subscriptionCount": 1,
    "subscriptionPaidTotalAmount": 5400,
    "createdTime": "2026-01-19T10:02:59.476+0000",
    "modifiedTime": "2026-02-02T08:15:00.000+0000",
}
READ_PLAN = Plan(
    id="P3N8KX6VJ2QTA",
    name="Monthly box",
    amount_minor=2500,
    currency="USD",
    interval=Interval.MONTH,
    note="One box each month",
    tax_rate_ids=("TX6Q2N8RMB4VD",),
    subscription_count=1,
    paid_minor=5400,
    created_ms=1768816979476,
    modified_ms=1770020100000,
)
SUBSCRIPTION = {
    "id": ID,
    "object": "subscription",
    "customerUuid": "C7JQ2V8XNW4DM",
    "collectionMethod": "CHARGE_AUTOMATICALLY",
    "active": True,
    "amount": 2500,
    "tipAmount": 0,
    "total": 2700,
    "taxRateUuids": ["TX6Q2N8RMB4VD"],
    "additionalCharges": [],
    "startDate": "2026-02-01T00:00:00.000+0000",
    "endDate": "2026-08-01T00:00:00.000+0000",
    "createdTime": "2026-01-20T09:30:00.000+0000",
    "lastRunDate": "2026-03-01T00:12:40.120+0000",
    "plan": PLAN,
}
READ = Subscription(
    id=ID,
    customer_id="C7JQ2V8XNW4DM",
    plan_id="P3N8KX6VJ2QTA",
    active=True,
    amount_minor=2500,
    currency="USD",
    total_minor=2700,
    tax_rate_ids=("TX6Q2N8RMB4VD",),
    collection_method="CHARGE_AUTOMATICALLY",
    start_ms=1769904000000,
    end_ms=1785542400000,
    last_run_ms=1772323960120,
    created_ms=1768901400000,
    plan=READ_PLAN,
)


def found(work: Any, *replies: Given) -> Any:
    result, _ = run(flying(work, *replies, merchant_id=MERCHANT))
    return result


def subscription(body: object) -> Subscription:
    async def work(made: ApiSession) -> Subscription:
        return await SubscriptionsApi(made).get(ID)

    return found(work, answer(body))


def plans(body: object) -> tuple[Plan, ...]:
    async def work(made: ApiSession) -> tuple[Plan, ...]:
        return (await PlansApi(made).list_page()).items

    return found(work, answer(body))


@pytest.mark.parametrize(
    "body", [[PLAN], {"elements": [PLAN]}, {"data": [PLAN]}, {"data": {"elements": [PLAN]}}]
)
def test_a_list_in_any_form(body: object) -> None:
    assert plans(body) == (READ_PLAN,)


def test_a_plan_in_other_clothes_is_the_same() -> None:
    other = {
        "id": PLAN["id"],
        "name": "Monthly box",
        "amount": "2500",
        "active": "true",
        "interval": "month",
        "interval_count": "1",
        "note": "One box each month",
        "tax_rate_uuids": {"elements": ["TX6Q2N8RMB4VD"]},
        "subscription_count": 1.0,
        "subscription_paid_total_amount": "5400",
        "created_time": "2026-01-19@10:02:59.476+0000",
        "modifiedTime": 1770020100000,
        "tipAmount": None,
    }
    assert plans([other]) == (READ_PLAN,)


@pytest.mark.parametrize(
    ("fields", "changed"),
    [
        ({"active": "false"}, {"active": False}),
        ({"interval": "FORTNIGHT"}, {"interval": None}),
        ({"interval": None, "intervalCount": 2}, {"interval": None, "interval_count": 2}),
        ({"deletedTime": "2026-03-01T12:00:00.000+0000"}, {"deleted_ms": 1772366400000}),
        ({"deletedTime": "some day"}, {"deleted_ms": 0}),
        ({"deletedTime": ""}, {}),
        ({"createdTime": "some day"}, {"created_ms": 0}),
        ({"lastRunDate": "2026-03-01T00:12:40.120+0000"}, {"last_run_ms": 1772323960120}),
    ],
)
def test_fields_of_a_plan(fields: dict[str, object], changed: dict[str, Any]) -> None:
    assert plans([PLAN | fields]) == (replace(READ_PLAN, **changed),)


@pytest.mark.parametrize("odd", [{"id": "X"}, {"id": "X", "amount": 25.5}, {"amount": 2500}, "X", None, []])
def test_a_plan_without_id_or_price_is_left_out(odd: object) -> None:
    assert plans([odd, PLAN]) == (READ_PLAN,)


def test_a_subscription_as_it_is_read() -> None:
    assert subscription(SUBSCRIPTION) == READ


@pytest.mark.parametrize(
    ("fields", "changed"),
    [
        ({"active": "False"}, {"active": False}),
        ({"customerUuid": None, "customer_id": "C"}, {"customer_id": "C"}),
        ({"plan": PLAN["id"]}, {"plan": None}),
        ({"plan": {"id": PLAN["id"]}}, {"plan": None}),
        ({"plan": None, "planId": PLAN["id"]}, {"plan": None}),
        ({"plan": None}, {"plan": None, "plan_id": ""}),
        ({"amount": None}, {}),
        ({"amount": None, "plan": None}, {"amount_minor": 0, "plan": None, "plan_id": ""}),
        ({"total": None}, {"total_minor": None}),
        ({"endDate": None}, {"end_ms": None}),
        ({"startDate": 1769904000000, "endDate": "2026-08-01"}, {}),
        ({"deletedTime": "2026-04-02T14:00:00.000+0000"}, {"deleted_ms": 1775138400000}),
    ],
)
def test_fields_of_a_subscription(fields: dict[str, object], changed: dict[str, Any]) -> None:
    assert subscription(SUBSCRIPTION | fields) == replace(READ, **changed)


@pytest.mark.parametrize("body", [{"id": ID}, {"id": "X", "active": True}, {}, "null", '{"id": "S9D4WZ'])
def test_what_is_no_such_subscription(body: object) -> None:
    with pytest.raises(errors.BadAnswer) as caught:
        subscription(body)
    assert dict(caught.value.failure.params)["excerpt"] == "no subscriptions"


# ---------------------------------------------------------------- what is sent, and what an answer to a money call proves


def test_what_is_asked_for() -> None:
    async def work(made: ApiSession) -> None:
        await SubscriptionsApi(made).list_plan_page(
            "P", customer_ids=["A", "B"], active=False, dates={"end_before_ms": 5}, limit=3, offset=20
        )
        await SubscriptionsApi(made).list_page(plan_id="P", sort="id")

    _, (first, second) = run(flying(work, answer([]), merchant_id=MERCHANT))
    assert first.url.path == "/recurring/v1/plans/P/subscriptions"
    assert first.headers["x-clover-merchant-id"] == MERCHANT
    assert first.url.params.multi_items() == [
        ("customerUuids", "A"),
        ("customerUuids", "B"),
        ("active", "false"),
        ("endDateLt", "5"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert query(second) == {"planId": "P", "sort": "id", "limit": "100", "offset": "0"}


def test_a_call_that_charges_carries_no_key_and_one_that_deletes_no_body() -> None:
    async def work(made: ApiSession) -> None:
        calls = SubscriptionCalls(made)
        await calls.create(plan_id=str(PLAN["id"]), customer_id="C7JQ2V8XNW4DM", start_ms=1769904000000)
        await calls.delete(ID)

    deleted = SUBSCRIPTION | {"active": False, "deletedTime": "2026-04-02T14:00:00.000+0000"}
    replies = answer(SUBSCRIPTION), answer(deleted)
    _, (made, gone) = run(flying(work, *replies, merchant_id=MERCHANT, forwarded_for="203.0.113.7"))
    assert made.content == (
        b'{"customerId":"C7JQ2V8XNW4DM","collectionMethod":"CHARGE_AUTOMATICALLY",'
        b'"startDate":"2026-02-01T00:00:00.000+0000"}'
    )
    assert "idempotency-key" not in made.headers
    assert (gone.method, gone.content, "content-type" in gone.headers) == ("DELETE", b"", False)
    assert gone.headers["x-clover-merchant-id"] == MERCHANT


ANSWERS = [
    ("create", SUBSCRIPTION | {"customerUuid": "SOMEBODYELSE0"}),
    ("create", SUBSCRIPTION | {"plan": PLAN | {"id": "ANOTHERPLAN00"}}),
    ("create", {"id": ID}),
    ("cancel", SUBSCRIPTION),
    ("cancel", SUBSCRIPTION | {"id": "ANOTHER", "active": False}),
    ("resume", SUBSCRIPTION | {"active": "false"}),
    ("end_at", SUBSCRIPTION | {"endDate": None}),
    ("delete", SUBSCRIPTION),
    ("delete", ""),
    ("delete", {"message": "409 Conflict"}),
]


@pytest.mark.parametrize(("call", "body"), ANSWERS)
def test_an_answer_that_does_not_say_it_was_done_leaves_it_unknown(call: str, body: object) -> None:
    async def work(made: ApiSession) -> Subscription:
        calls = SubscriptionCalls(made)
        asked = {
            "create": lambda: calls.create(plan_id=str(PLAN["id"]), customer_id="C7JQ2V8XNW4DM"),
            "cancel": lambda: calls.cancel(ID),
            "resume": lambda: calls.resume(ID),
            "end_at": lambda: calls.end_at(ID, 1785542400000),
            "delete": lambda: calls.delete(ID),
        }
        return await asked[call]()

    with pytest.raises(errors.OutcomeUnknown):
        found(work, answer(body))


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (400, {"message": "400 Bad Request", "details": "name: too short"}, errors.Refused),
        (400, {"message": "400 Bad Request", "error": {"code": "invalid_request"}}, errors.Refused),
        (401, {"message": "401 Unauthorized"}, errors.NotSignedIn),
        (403, {"message": "403 Forbidden"}, errors.NotAllowed),
        (404, {"message": "404 Not Found"}, errors.Missing),
        (405, "405 Method Not Allowed", errors.Refused),
        (409, {"message": "409 Conflict", "details": "Plan has active subscriptions"}, errors.Refused),
        (409, {"message": "409 Conflict"}, errors.ChangeUnknown),
        (500, {"message": "500"}, errors.ChangeUnknown),
        (408, "", errors.ChangeUnknown),
    ],
)
def test_refusals_of_these_hosts_are_told_apart_by_status(status: int, body: object, expected: type) -> None:
    async def work(made: ApiSession) -> object:
        return await PlansApi(made).edit("P", active=False)

    with pytest.raises(errors.ApiError) as caught:
        found(work, answer(body, status))
    assert type(caught.value) is expected
    params = dict(caught.value.failure.params)
    if isinstance(body, dict) and "details" in body:
        assert params["said"] == body["details"]
    if "permissions" in params:
        assert params["permissions"] == "Read merchant, Write merchant"
