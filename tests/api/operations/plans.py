"""Plans: reading, making, editing and ending them."""

from uuid import uuid4

from cloverdesk.api.pages import ApiPage
from cloverdesk.api.resources.plans import PlansApi
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.plans import Interval, Plan
from tests.api.operations.case import AnyCase, Case, Kind
from tests.contracts.till import Till

PLAN = "P3N8KX6VJ2QTA"
ANSWER = {
    "id": PLAN,
    "object": "plan",
    "name": "Monthly box",
    "amount": 2500,
    "tipAmount": 0,
    "active": True,
    "interval": "MONTH",
    "intervalCount": 1,
    "createdTime": "2026-01-19T10:02:59.476+0000",
    "modifiedTime": "2026-01-19T10:02:59.476+0000",
}


def _named(till: Till) -> str:
    """The name of a plan that no other has."""
    name = f"Box {uuid4()}"
    till.plan(name=name)
    return name


async def _list(session: ApiSession, name: str) -> ApiPage[Plan]:
    return await PlansApi(session).list_page(name=name, active=True, interval=Interval.MONTH, sort="amount")


def _is_the_one(_: Till, name: str, page: ApiPage[Plan]) -> None:
    assert [(one.name, one.amount_minor, one.interval) for one in page.items] == [
        (name, 2500, Interval.MONTH)
    ]
    assert (page.has_more, page.rejected, len(page.raws)) == (False, 0, 1)


async def _create(session: ApiSession, name: str) -> Plan:
    return await PlansApi(session).create(
        name=name, amount_minor=9900, interval=Interval.MONTH, interval_count=3, note="Four a year"
    )


def _is_made(till: Till, name: str, plan: Plan) -> None:
    assert (plan.name, plan.amount_minor, plan.interval_count) == (name, 9900, 3)
    kept = till.call("GET", f"/recurring/v1/plans/{plan.id}")
    assert (kept["name"], kept["note"], kept["active"]) == (name, "Four a year", True)


async def _get(session: ApiSession, plan: str) -> Plan:
    return await PlansApi(session).get(plan)


def _is_it(_: Till, plan: str, found: Plan) -> None:
    assert (found.id, found.name, found.amount_minor, found.currency) == (plan, "Monthly box", 2500, "USD")


async def _edit(session: ApiSession, plan: str) -> Plan:
    return await PlansApi(session).edit(plan, amount_minor=2700, active=False)


def _is_edited(till: Till, plan: str, told: Plan) -> None:
    assert (told.id, told.amount_minor, told.active) == (plan, 2700, False)
    assert till.call("GET", f"/recurring/v1/plans/{plan}")["amount"] == 2700


async def _delete(session: ApiSession, plan: str) -> Plan:
    return await PlansApi(session).delete(plan)


def _is_deleted(till: Till, plan: str, told: Plan) -> None:
    assert (told.id, told.deleted_ms is None) == (plan, False)
    assert "deletedTime" in till.call("GET", f"/recurring/v1/plans/{plan}")


CASES: tuple[AnyCase, ...] = (
    Case("listPlans", Kind.READ, _named, _list, _is_the_one, sample="Monthly box", answer=[ANSWER]),
    Case(
        "createPlan",
        Kind.ONCE,
        lambda _: f"Box {uuid4()}",
        _create,
        _is_made,
        sample="Quarterly review",
        answer=ANSWER,
    ),
    Case("getPlan", Kind.READ, Till.plan, _get, _is_it, sample=PLAN, answer=ANSWER),
    Case("editPlan", Kind.ONCE, Till.plan, _edit, _is_edited, sample=PLAN, answer=ANSWER),
    Case(
        "deletePlan",
        Kind.ONCE,
        Till.plan,
        _delete,
        _is_deleted,
        sample=PLAN,
        answer=ANSWER | {"active": False, "deletedTime": "2026-03-01T12:00:00.000+0000"},
    ),
)
