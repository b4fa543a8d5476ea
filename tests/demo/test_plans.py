"""Plans: made, read, listed, edited, switched off and deleted."""

from typing import Any

import httpx
import pytest

from cloverdesk.demo.options import DAY_MS, DemoOptions
from cloverdesk.demo.recurring.seeding import plan_row
from tests.support.aio import NOON_MS
from tests.support.demo import Demo, play
from tests.support.recurring import HEADER, MONTHLY, PLANS, Club, play_club

NOON = "2026-11-24T12:00:00.000+0000"
TAX = "TX6Q2N8RMB4VD"


def test_a_plan_reads_as_it_was_answered() -> None:
    async def script(club: Club) -> None:
        made = await club.plan(note="One box each month", taxRateUuids=[TAX])
        identity = club.demo.identity
        assert made == {
            "id": made["id"],
            "object": "plan",
            "name": "Monthly box",
            "amount": 2500,
            "tipAmount": 0,
            "active": True,
            "interval": "MONTH",
            "intervalCount": 1,
            "note": "One box each month",
            "taxRateUuids": [TAX],
            "merchantId": identity.merchant_id,
            "developerAppId": identity.app_id,
            "productUuid": made["productUuid"],
            "subscriptionCount": 0,
            "subscriptionPaidTotalAmount": 0,
            "createdTime": NOON,
            "modifiedTime": NOON,
        }
        assert await club.ask("GET", f"{PLANS}/{made['id']}") == made
        assert await club.ask("GET", PLANS) == [made]

    play_club(script)


REFUSED: list[tuple[dict[str, object], str]] = [
    ({"name": "ab"}, "name: size must be between 3 and 127"),
    ({"name": "x" * 128}, "name: size must be between 3 and 127"),
    ({"name": "    "}, "name: must not be blank"),
    ({"name": None}, "name: must not be null"),
    ({"name": 7}, "name: size must be between 3 and 127"),
    ({"amount": None}, "amount: must not be null"),
    ({"amount": 0}, "amount: must be a whole number from 1"),
    ({"amount": -5}, "amount: must be a whole number from 1"),
    ({"amount": 25.5}, "amount: must be a whole number from 1"),
    ({"amount": 100_000_000}, "amount: is above the allowed maximum"),
    ({"amount": 99_999_999, "tipAmount": 1}, "amount: is above the allowed maximum"),
    ({"tipAmount": -1}, "tipAmount: must be a whole number from 0"),
    ({"interval": None}, "interval: must not be null"),
    ({"interval": "month"}, "interval: must be one of DAY, WEEK, MONTH, YEAR"),
    ({"intervalCount": None}, "intervalCount: must not be null"),
    ({"intervalCount": 0}, "intervalCount: must be a whole number from 1"),
    ({"intervalCount": 2**63}, "intervalCount: must be a whole number from 1"),
    ({"note": "x" * 256}, "note: size must be between 0 and 255"),
    ({"taxRateUuids": TAX}, "taxRateUuids: must be a list of tax rates"),
    ({"taxRateUuids": [TAX] * 20}, "taxRateUuids: must have at most 255 characters in all"),
    ({"taxRateUuids": ["TXN0S0CHRATE1"]}, "taxRateUuids: must be tax rates of the merchant"),
    ({"active": "no"}, "active: must be true or false"),
]


@pytest.mark.parametrize(("change", "details"), REFUSED)
def test_a_wrong_member_is_refused(change: dict[str, object], details: str) -> None:
    async def script(club: Club) -> None:
        told = await club.ask("POST", PLANS, 400, {**MONTHLY, **change})
        assert told == {"message": "400 Bad Request", "details": details}
        assert await club.ask("GET", PLANS) == []

    play_club(script)


def test_the_merchants_header() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        told = await client.get(PLANS)
        assert (told.status_code, told.json()["details"]) == (400, "X-Clover-Merchant-Id: must not be empty")
        told = await client.get(PLANS, headers={HEADER: "7MRCH4NT9KQ21"})
        assert (told.status_code, told.json()) == (401, {"message": "401 Unauthorized"})
        async with demo.client("wrong") as stranger:
            told = await stranger.get(PLANS, headers={HEADER: demo.identity.merchant_id})
            assert (told.status_code, told.json()) == (401, {"message": "401 Unauthorized"})

    async def lenient(demo: Demo, client: httpx.AsyncClient) -> None:
        assert (await client.get(PLANS)).json() == []
        assert (await client.get(PLANS, headers={HEADER: "7MRCH4NT9KQ21"})).status_code == 401

    play(script)
    play(lenient, options=DemoOptions(recurring_merchant_required=False))


async def _names(club: Club, **params: object) -> list[str]:
    return [one["name"] for one in await club.ask("GET", PLANS, **params)]


def test_lists_are_filtered_and_sorted() -> None:
    async def script(club: Club) -> None:
        await club.plan(name="Yearly", interval="YEAR", amount=9000)
        await club.plan(name="Quarterly", intervalCount=3, amount=7000)
        await club.plan(name="Asleep", active=False, amount=8000)
        assert await _names(club) == ["Asleep", "Quarterly", "Yearly"]
        assert await _names(club, sort="amount") == ["Quarterly", "Asleep", "Yearly"]
        assert await _names(club, active="true") == ["Quarterly", "Yearly"]
        assert await _names(club, active="false") == ["Asleep"]
        assert await _names(club, name="Yearly") == ["Yearly"]
        assert await _names(club, interval="MONTH", intervalCount=3) == ["Quarterly"]
        for wrong in (
            {"active": "maybe"},
            {"sort": "$.id"},
            {"intervalCount": "x"},
            {"offset": -1},
            {"limit": 0},
        ):
            await club.ask("GET", PLANS, 400, **wrong)

    play_club(script)


def test_pages() -> None:
    async def script(club: Club) -> None:
        names = [f"Plan {number:02d}" for number in range(25)]
        for name in reversed(names):
            await club.plan(name=name)
        seen: list[str] = []
        while page := await _names(club, limit=10, offset=len(seen)):
            seen += page
            if len(page) < 10:
                break
        assert seen == names
        assert await _names(club) == names
        assert await club.ask("GET", PLANS, 400, limit=9) == {
            "message": "400 Bad Request",
            "details": "limit: must be from 10 to 1000",
        }
        await club.ask("GET", PLANS, 400, limit=1001)

    async def lenient(club: Club) -> None:
        for number in range(12):
            await club.plan(name=f"Plan {number:02d}")
        listed = await club.ask("GET", PLANS, limit=3)
        assert list(listed) == ["elements"]
        assert len(listed["elements"]) == 10
        assert len((await club.ask("GET", PLANS))["elements"]) == 11

    play_club(script)
    options = DemoOptions(recurring_lists_bare=False, recurring_small_limits_refused=False, recurring_page=11)
    play_club(lenient, options=options)


def test_an_edit_changes_what_it_names() -> None:
    async def script(club: Club) -> None:
        made = await club.plan(note="old", tipAmount=100)
        club.demo.store.advance(DAY_MS)
        path = f"{PLANS}/{made['id']}"
        edited = await club.ask("PUT", path, body={"amount": 2700, "interval": "MONTH", "intervalCount": 1})
        assert edited == {**made, "amount": 2700, "modifiedTime": "2026-11-25T12:00:00.000+0000"}
        assert await club.ask("GET", path) == edited
        for name, value in (("interval", "WEEK"), ("intervalCount", 2)):
            told = await club.ask("PUT", path, 400, {name: value, "amount": 1})
            assert told["details"] == f"{name}: cannot be changed"
        await club.ask("PUT", path, 400, {"name": "x"})
        assert await club.ask("GET", path) == edited
        assert (await club.ask("PUT", path, body={"active": "false"}))["active"] is False
        assert (await club.ask("PUT", path, body={"active": True, "name": "Box"}))["name"] == "Box"

    play_club(script)


def test_text_is_no_truth_by_a_switch() -> None:
    async def script(club: Club) -> None:
        await club.ask("POST", PLANS, 400, {**MONTHLY, "active": "false"})

    play_club(script, options=DemoOptions(text_booleans_accepted=False))


@pytest.mark.parametrize(("conflicts", "status"), [(True, 409), (False, 400)])
def test_a_plan_in_use_stays(conflicts: bool, status: int) -> None:
    async def script(club: Club) -> None:
        plan = await club.plan()
        member = await club.subscribe(plan, await club.customer())
        path = f"{PLANS}/{plan['id']}"
        told = await club.ask("PUT", path, status, {"active": False})
        assert told["details"] == "Plan has active subscriptions"
        await club.ask("DELETE", path, status)
        assert (await club.ask("GET", path))["active"] is True
        await club.edit(member, active=False)
        assert (await club.ask("PUT", path, body={"active": False}))["active"] is False
        gone = await club.ask("DELETE", path)
        assert (gone["active"], gone["deletedTime"], gone["subscriptionCount"]) == (False, NOON, 1)

    play_club(script, options=DemoOptions(plan_in_use_conflicts=conflicts))


def test_a_plan_in_use_can_be_deleted_by_a_switch() -> None:
    async def script(club: Club) -> None:
        plan, customer = await club.plan(), await club.customer()
        await club.subscribe(plan, customer)
        await club.ask("DELETE", f"{PLANS}/{plan['id']}")
        await club.move_to("2026-11-26")
        assert len(await club.charges(customer)) == 1

    play_club(script, options=DemoOptions(plan_in_use_deletable=True))


def test_a_deleted_plan_can_only_be_read() -> None:
    async def script(club: Club) -> None:
        plan = await club.plan()
        path = f"{PLANS}/{plan['id']}"
        gone = await club.ask("DELETE", path)
        assert gone == {**plan, "active": False, "deletedTime": NOON}
        assert await club.ask("GET", path) == gone
        assert await club.ask("GET", PLANS) == []
        assert await club.ask("DELETE", path, 404) == {"message": "404 Not Found"}
        await club.ask("PUT", path, 404, {"active": True})
        member = {"customerId": await club.customer(), "collectionMethod": "CHARGE_AUTOMATICALLY"}
        await club.ask("POST", f"{path}/subscriptions", 404, member)

    async def otherwise(club: Club) -> None:
        plan = await club.plan()
        await club.ask("DELETE", f"{PLANS}/{plan['id']}")
        await club.ask("GET", f"{PLANS}/{plan['id']}", 404)
        assert len(await club.ask("GET", PLANS)) == 1

    play_club(script)
    play_club(otherwise, options=DemoOptions(deleted_recurring_readable=False, deleted_recurring_listed=True))


@pytest.mark.parametrize("shown", [False, True])
def test_a_plan_of_the_dashboard_shows_by_a_switch(shown: bool) -> None:
    async def script(club: Club) -> None:
        row = plan_row(
            club.demo.identity,
            "DASHB0ARDP1AN",
            name="From the Dashboard",
            amount=900,
            product="DASHB0ARDPR0D",
            created_ms=NOON_MS,
            by_app=False,
        )
        club.demo.store.add_many([row])
        assert len(await club.ask("GET", PLANS)) == shown
        for method in ("GET", "PUT", "DELETE"):
            told: Any = await club.ask(method, f"{PLANS}/DASHB0ARDP1AN", 200 if shown else 404)
            assert "developerAppId" not in told

    play_club(script, options=DemoOptions(dashboard_plans_listed=shown))


def test_dates_as_in_older_samples_and_rates_that_nobody_knows() -> None:
    async def script(club: Club) -> None:
        made = await club.plan(taxRateUuids=["TXN0S0CHRATE1"])
        assert (made["taxRateUuids"], made["createdTime"]) == (
            ["TXN0S0CHRATE1"],
            "2026-11-24@12:00:00.000+0000",
        )
        member = await club.subscribe(made, await club.customer(), startDate="2026-12-01@00:00:00.000+0000")
        assert (member["total"], member["startDate"]) == (2500, "2026-12-01@00:00:00.000+0000")
        assert member["plan"]["createdTime"] == made["createdTime"]

    options = DemoOptions(recurring_dates_with_at=True, unknown_tax_rates_refused=False)
    play_club(script, options=options)
