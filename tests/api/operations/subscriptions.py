"""Subscriptions: reading and editing them, and charging that starts and stops."""

from cloverdesk.api.money.subscriptions import SubscriptionCalls
from cloverdesk.api.pages import ApiPage
from cloverdesk.api.resources.subscriptions import SubscriptionsApi
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.subscriptions import Subscription
from tests.api.operations.case import AnyCase, Case, Kind
from tests.api.operations.plans import ANSWER as PLAN_ANSWER
from tests.contracts.till import Json, Till

SUBSCRIPTION, CUSTOMER, PLAN = "S9D4WZ7HB1RME", "C7JQ2V8XNW4DM", str(PLAN_ANSWER["id"])
ANSWER = {
    "id": SUBSCRIPTION,
    "object": "subscription",
    "customerUuid": CUSTOMER,
    "collectionMethod": "CHARGE_AUTOMATICALLY",
    "active": True,
    "amount": 2500,
    "tipAmount": 0,
    "total": 2700,
    "startDate": "2026-02-01T00:00:00.000+0000",
    "createdTime": "2026-01-20T09:30:00.000+0000",
    "plan": PLAN_ANSWER,
}
CANCELLED = ANSWER | {"active": False}
Bound = tuple[str, str]
"""A plan and a customer, who is or is to be subscribed to it."""


def _kept(till: Till, subscription: str) -> Json:
    return till.call("GET", f"/recurring/v1/subscriptions/{subscription}")


def _of_both(till: Till, bound: Bound) -> list[str]:
    """The subscriptions of a customer to a plan."""
    path = f"/recurring/v1/subscriptions?planId={bound[0]}&customerUuid={bound[1]}"
    headers = {"X-Clover-Merchant-Id": till.merchant}
    return [one["id"] for one in till.client.get(path, headers=headers).json()]


def _may_be_bound(till: Till) -> Bound:
    return till.plan(), str(till.customer()["id"])


def _bound(till: Till) -> Bound:
    bound = _may_be_bound(till)
    till.subscription(*bound)
    return bound


# ---------------------------------------------------------------- reads and edits


async def _list(session: ApiSession, bound: Bound) -> ApiPage[Subscription]:
    plan, customer = bound
    return await SubscriptionsApi(session).list_page(
        plan_id=plan, customer_id=customer, active=True, dates={"start_after_ms": 0}
    )


async def _list_of_plan(session: ApiSession, bound: Bound) -> ApiPage[Subscription]:
    plan, customer = bound
    return await SubscriptionsApi(session).list_plan_page(plan, customer_ids=[customer])


def _is_the_one(_: Till, bound: Bound, page: ApiPage[Subscription]) -> None:
    assert [(one.plan_id, one.customer_id) for one in page.items] == [bound]
    assert (page.has_more, page.rejected, len(page.raws)) == (False, 0, 1)


async def _get(session: ApiSession, subscription: str) -> Subscription:
    return await SubscriptionsApi(session).get(subscription)


def _is_it(till: Till, subscription: str, found: Subscription) -> None:
    assert (found.id, found.amount_minor, found.active) == (subscription, 2500, True)
    assert found.plan
    assert (found.plan.name, found.total_minor) == ("Monthly box", _kept(till, subscription)["total"])


async def _edit(session: ApiSession, subscription: str) -> Subscription:
    return await SubscriptionsApi(session).edit(subscription, amount_minor=2200, note="From April")


def _is_edited(till: Till, subscription: str, told: Subscription) -> None:
    assert (told.id, told.amount_minor, told.active) == (subscription, 2200, True)
    assert _kept(till, subscription)["note"] == "From April"


# ---------------------------------------------------------------- charging


async def _create(session: ApiSession, bound: Bound) -> Subscription:
    plan, customer = bound
    return await SubscriptionCalls(session).create(plan_id=plan, customer_id=customer, amount_minor=2000)


def _is_subscribed(till: Till, bound: Bound, made: Subscription) -> None:
    assert (made.plan_id, made.customer_id, made.amount_minor, made.active) == (*bound, 2000, True)
    assert _of_both(till, bound) == [made.id]


async def _cancel(session: ApiSession, subscription: str) -> Subscription:
    return await SubscriptionCalls(session).cancel(subscription)


def _is_inactive(till: Till, subscription: str, told: Subscription) -> None:
    assert (told.id, told.active, _kept(till, subscription)["active"]) == (subscription, False, False)


async def _resume(session: ApiSession, subscription: str) -> Subscription:
    return await SubscriptionCalls(session).resume(subscription)


def _cancelled(till: Till) -> str:
    subscription = till.subscription()
    till.call("PUT", f"/recurring/v1/subscriptions/{subscription}", {"active": False})
    return subscription


def _is_active(till: Till, subscription: str, told: Subscription) -> None:
    assert (told.id, told.active, _kept(till, subscription)["active"]) == (subscription, True, True)


async def _end(session: ApiSession, subscription: str) -> Subscription:
    return await SubscriptionCalls(session).end_at(subscription, 4_102_444_800_000)


def _has_an_end(till: Till, subscription: str, told: Subscription) -> None:
    assert (told.id, str(told.end_date)) == (subscription, "2100-01-01")
    assert _kept(till, subscription)["endDate"].startswith("2100-01-01")


async def _delete(session: ApiSession, subscription: str) -> Subscription:
    return await SubscriptionCalls(session).delete(subscription)


def _is_deleted(till: Till, subscription: str, told: Subscription) -> None:
    assert (told.id, told.active, told.deleted_ms is None) == (subscription, False, False)
    assert "deletedTime" in _kept(till, subscription)


CASES: tuple[AnyCase, ...] = (
    Case(
        "listSubscriptions",
        Kind.READ,
        _bound,
        _list,
        _is_the_one,
        sample=(PLAN, CUSTOMER),
        answer=[ANSWER],
    ),
    Case(
        "listPlanSubscriptions",
        Kind.READ,
        _bound,
        _list_of_plan,
        _is_the_one,
        sample=(PLAN, CUSTOMER),
        answer=[ANSWER],
    ),
    Case(
        "getSubscription",
        Kind.READ,
        Till.subscription,
        _get,
        _is_it,
        sample=SUBSCRIPTION,
        answer=ANSWER,
    ),
    Case(
        "editSubscription",
        Kind.ONCE,
        Till.subscription,
        _edit,
        _is_edited,
        sample=SUBSCRIPTION,
        answer=ANSWER,
        name="price and note",
    ),
    Case(
        "createSubscription",
        Kind.MONEY,
        _may_be_bound,
        _create,
        _is_subscribed,
        sample=(PLAN, CUSTOMER),
        answer=ANSWER,
    ),
    Case(
        "editSubscription",
        Kind.MONEY,
        Till.subscription,
        _cancel,
        _is_inactive,
        sample=SUBSCRIPTION,
        answer=CANCELLED,
        name="cancel",
    ),
    Case(
        "editSubscription",
        Kind.MONEY,
        _cancelled,
        _resume,
        _is_active,
        sample=SUBSCRIPTION,
        answer=ANSWER,
        name="resume",
    ),
    Case(
        "editSubscription",
        Kind.MONEY,
        Till.subscription,
        _end,
        _has_an_end,
        sample=SUBSCRIPTION,
        answer=ANSWER | {"endDate": "2100-01-01T00:00:00.000+0000"},
        name="end",
    ),
    Case(
        "deleteSubscription",
        Kind.MONEY,
        Till.subscription,
        _delete,
        _is_deleted,
        sample=SUBSCRIPTION,
        answer=CANCELLED | {"deletedTime": "2026-04-02T14:00:00.000+0000"},
    ),
)
