"""Subscriptions: customers bound to plans, what they take from them, and what can be changed."""

import pytest

from cloverdesk.demo.options import DAY_MS, DemoOptions
from cloverdesk.demo.recurring.periods import moment_of, text_of
from cloverdesk.demo.recurring.seeding import plan_row, subscription_row
from tests.support.aio import NOON_MS
from tests.support.recurring import PLANS, SUBSCRIPTIONS, Club, play_club

NOON, TOMORROW = "2026-11-24T12:00:00.000+0000", "2026-11-25T00:00:00.000+0000"
TAX = "TX6Q2N8RMB4VD"


def test_a_subscription_takes_from_its_plan_what_it_does_not_set() -> None:
    async def script(club: Club) -> None:
        plan = await club.plan(note="One box each month", taxRateUuids=[TAX], tipAmount=50)
        customer = await club.customer()
        made = await club.subscribe(
            plan,
            customer,
            startDate="2026-12-01T00:00:00.000+0000",
            endDate="2027-06-01T00:00:00.000+0000",
        )
        assert made == {
            "id": made["id"],
            "object": "subscription",
            "customerUuid": customer,
            "collectionMethod": "CHARGE_AUTOMATICALLY",
            "active": True,
            "amount": 2500,
            "tipAmount": 50,
            "total": 2750,
            "note": "One box each month",
            "taxRateUuids": [TAX],
            "additionalCharges": [],
            "startDate": "2026-12-01T00:00:00.000+0000",
            "endDate": "2027-06-01T00:00:00.000+0000",
            "createdTime": NOON,
            "modifiedTime": NOON,
            "merchantId": club.demo.identity.merchant_id,
            "plan": {**plan, "subscriptionCount": 1},
        }
        assert await club.read(made) == made
        own = await club.subscribe(
            plan,
            customer,
            amount=2000,
            tipAmount=0,
            note="Loyal reader price",
            taxRateUuids=[],
            softDescriptor={"dbaName": "MAPLE BOX"},
            level2={"taxAmount": 0},
        )
        assert (own["amount"], own["tipAmount"], own["total"], own["taxRateUuids"]) == (2000, 0, 2000, [])
        assert (own["note"], own["startDate"]) == ("Loyal reader price", TOMORROW)
        assert (own["softDescriptor"], own["level2"]) == ({"dbaName": "MAPLE BOX"}, {"taxAmount": 0})
        assert own["plan"]["subscriptionCount"] == 2

    play_club(script)


REFUSED: list[tuple[dict[str, object], str]] = [
    ({"customerId": None}, "customerId: must not be null"),
    ({"customerId": "C7JQ2V8XNW4DM"}, "customerId: no such customer"),
    ({"customerId": 5}, "customerId: size must be between 1 and 255"),
    ({"collectionMethod": None}, "collectionMethod: must not be null"),
    ({"collectionMethod": "SEND_INVOICE"}, "collectionMethod: SEND_INVOICE is not supported"),
    (
        {"collectionMethod": "CASH"},
        "collectionMethod: must be one of CHARGE_AUTOMATICALLY, AUTHORIZE_AUTOMATICALLY, SEND_INVOICE",
    ),
    ({"startDate": "2026-11-24"}, "startDate: must be in the future"),
    ({"startDate": NOON}, "startDate: must be in the future"),
    ({"startDate": "soon"}, "startDate: must be a date in ISO 8601"),
    ({"startDate": 1_800_000_000_000}, "startDate: must be a date in ISO 8601"),
    ({"startDate": "9999-12-31T23:59:59-12:00"}, "startDate: must be a date in ISO 8601"),
    ({"endDate": "2026-11-25"}, "endDate: must be after the start date"),
    ({"startDate": "2026-12-02", "endDate": "2026-12-01"}, "endDate: must be after the start date"),
    ({"amount": 0}, "amount: must be a whole number from 1"),
    ({"tipAmount": 99_999_999}, "amount: is above the allowed maximum"),
    ({"note": "x" * 256}, "note: size must be between 0 and 255"),
    ({"softDescriptor": "MAPLE"}, "softDescriptor is not valid"),
    ({"active": 1}, "active: must be true or false"),
]


@pytest.mark.parametrize(("change", "details"), REFUSED)
def test_a_wrong_member_is_refused(change: dict[str, object], details: str) -> None:
    async def script(club: Club) -> None:
        plan = await club.plan()
        path = f"{PLANS}/{plan['id']}/subscriptions"
        body = {"customerId": await club.customer(), "collectionMethod": "CHARGE_AUTOMATICALLY", **change}
        told = await club.ask("POST", path, 400, body)
        assert told == {"message": "400 Bad Request", "details": details}
        assert await club.ask("GET", path) == []
        assert (await club.ask("GET", f"{PLANS}/{plan['id']}"))["subscriptionCount"] == 0

    play_club(script)


def test_a_subscriber_needs_a_card_and_a_plan_that_is_active() -> None:
    async def script(club: Club) -> None:
        plan, customer = await club.plan(), await club.customer()
        path = f"{PLANS}/{plan['id']}/subscriptions"
        body = {"customerId": customer, "collectionMethod": "CHARGE_AUTOMATICALLY"}
        club.revoke_cards(customer)
        told = await club.ask("POST", path, 400, body)
        assert told["details"] == "customerId: the customer has no card on file"
        await club.save_card(customer)
        await club.ask("PUT", f"{PLANS}/{plan['id']}", body={"active": False})
        assert (await club.ask("POST", path, 400, body))["details"] == "plan: is not active"
        await club.ask("POST", f"{PLANS}/P3N8KX6VJ2QTA/subscriptions", 404, body)

    play_club(script)


def test_switches_of_who_can_be_subscribed() -> None:
    async def script(club: Club) -> None:
        plan, customer = await club.plan(), await club.customer()
        path = f"{PLANS}/{plan['id']}/subscriptions"
        body = {"customerId": "C7JQ2V8XNW4DM", "collectionMethod": "CHARGE_AUTOMATICALLY"}
        await club.ask("POST", path, 404, body)
        club.revoke_cards(customer)
        member = await club.subscribe(plan, customer)
        await club.move_to("2026-11-26")
        assert (await club.read(member))["active"] is False
        assert await club.charges(customer) == []

    play_club(script, options=DemoOptions(unknown_subscriber_is_400=False, subscriber_needs_card=False))


def test_lists_are_filtered() -> None:
    async def script(club: Club) -> None:
        box, paper = await club.plan(name="Box"), await club.plan(name="Paper", amount=300)
        ada, bob = await club.customer(), await club.customer()
        early = await club.subscribe(box, ada, startDate="2026-12-01", endDate="2027-03-01")
        late = await club.subscribe(box, bob, startDate="2027-02-01")
        other = await club.subscribe(paper, bob, startDate="2026-12-15")
        await club.edit(late, active=False)

        async def ids(path: str = SUBSCRIPTIONS, **params: object) -> list[str]:
            return [one["id"] for one in await club.ask("GET", path, **params)]

        of_box = f"{PLANS}/{box['id']}/subscriptions"
        everyone = [early["id"], late["id"], other["id"]]
        middle = moment_of("2026-12-15")
        assert await ids() == everyone
        assert await ids(sort="startDate") == [early["id"], other["id"], late["id"]]
        assert await ids(of_box) == everyone[:2]
        assert await ids(of_box, customerUuids=bob) == [late["id"]]
        assert await ids(of_box, customerUuids=f"{ada},{bob}") == everyone[:2]
        assert await ids(planId=paper["id"]) == [other["id"]]
        assert await ids(customerUuid=bob) == everyone[1:]
        assert await ids(active="true", customerUuid=bob) == [other["id"]]
        assert await ids(collectionMethod="CHARGE_AUTOMATICALLY") == everyone
        assert await ids(collectionMethod="SEND_INVOICE") == []
        assert await ids(startDateGt=middle) == [late["id"]]
        assert await ids(startDateLt=middle) == [early["id"]]
        assert await ids(endDateGt=middle) == [early["id"]]
        assert await ids(endDateLt=middle) == []
        await club.ask("GET", SUBSCRIPTIONS, 400, startDateGt="2026-12-15")
        await club.ask("GET", SUBSCRIPTIONS, 400, endDateLt=10**15 - 1)
        await club.ask("GET", f"{PLANS}/P3N8KX6VJ2QTA/subscriptions", 404)

    play_club(script)


def test_an_edit_changes_what_it_names() -> None:
    async def script(club: Club) -> None:
        plan, customer = await club.plan(taxRateUuids=[TAX]), await club.customer()
        made = await club.subscribe(plan, customer)
        club.demo.store.advance(1000)
        edited = await club.edit(made, amount=2200, note="Price changed", customerUuid=customer)
        assert edited == {
            **made,
            "amount": 2200,
            "total": 2376,
            "note": "Price changed",
            "modifiedTime": "2026-11-24T12:00:01.000+0000",
        }
        assert (await club.edit(made, taxRateUuids=[]))["total"] == 2200
        for wrong, details in (
            ({"customerId": "C7JQ2V8XNW4DM"}, "customerId: cannot be changed"),
            ({"collectionMethod": "SEND_INVOICE"}, "collectionMethod: SEND_INVOICE is not supported"),
            ({"amount": "free"}, "amount: must be a whole number from 1"),
            ({"endDate": made["startDate"]}, "endDate: must be after the start date"),
        ):
            told = await club.ask("PUT", f"{SUBSCRIPTIONS}/{made['id']}", 400, wrong)
            assert told["details"] == details
        assert (await club.read(made))["amount"] == 2200

    play_club(script)


def test_the_start_moves_only_while_it_is_to_come() -> None:
    async def script(club: Club) -> None:
        made = await club.subscribe(await club.plan(), await club.customer(), startDate="2026-12-01")
        path = f"{SUBSCRIPTIONS}/{made['id']}"
        assert (await club.edit(made, startDate="2026-12-05"))["startDate"] == "2026-12-05T00:00:00.000+0000"
        told = await club.ask("PUT", path, 400, {"startDate": "2026-11-01"})
        assert told["details"] == "startDate: must be in the future"
        await club.move_to("2026-12-06")
        told = await club.ask("PUT", path, 400, {"startDate": "2027-01-01"})
        assert told["details"] == "startDate: cannot be changed once it has passed"
        same = await club.edit(made, startDate="2026-12-05T00:00:00Z", note="still the same")
        assert same["note"] == "still the same"

    play_club(script)


def test_cancelled_with_a_text_and_set_active_again() -> None:
    async def script(club: Club) -> None:
        made = await club.subscribe(await club.plan(), await club.customer())
        assert (await club.edit(made, active="false"))["active"] is False
        assert (await club.edit(made, note="gone"))["active"] is False
        assert (await club.edit(made, active="true"))["active"] is True

    async def never(club: Club) -> None:
        plan = await club.plan()
        made = await club.subscribe(plan, await club.customer(), active=False)
        assert made["active"] is False
        await club.ask("PUT", f"{SUBSCRIPTIONS}/{made['id']}", 400, {"active": True})

    async def without_plan(club: Club) -> None:
        plan = await club.plan()
        made = await club.subscribe(plan, await club.customer(), active=False)
        await club.ask("PUT", f"{PLANS}/{plan['id']}", body={"active": False})
        told = await club.ask("PUT", f"{SUBSCRIPTIONS}/{made['id']}", 400, {"active": True})
        assert told["details"] == "plan: is not active"

    play_club(script)
    play_club(never, options=DemoOptions(reactivation_allowed=False))
    play_club(without_plan)


def test_a_deleted_subscription_can_only_be_read() -> None:
    async def script(club: Club) -> None:
        customer = await club.customer()
        made = await club.subscribe(await club.plan(), customer)
        path = f"{SUBSCRIPTIONS}/{made['id']}"
        gone = await club.ask("DELETE", path)
        assert gone == {**made, "active": False, "deletedTime": NOON}
        assert await club.read(made) == gone
        assert await club.ask("GET", SUBSCRIPTIONS) == []
        assert await club.ask("DELETE", path, 404) == {"message": "404 Not Found"}
        await club.ask("PUT", path, 404, {"active": True})
        await club.move_to("2027-02-01")
        assert await club.charges(customer) == []

    play_club(script)


def test_an_unknown_subscription() -> None:
    async def script(club: Club) -> None:
        for method in ("GET", "PUT", "DELETE"):
            await club.ask(method, f"{SUBSCRIPTIONS}/S9D4WZ7HB1RME", 404)

    play_club(script)


def test_what_is_subscribed_in_the_dashboard_bills_and_does_not_show() -> None:
    async def script(club: Club) -> None:
        store, customer = club.demo.store, await club.customer()
        plan = plan_row(
            store.identity,
            "DASHB0ARDP1AN",
            name="Dashboard",
            amount=900,
            product="DASHB0ARDPR0D",
            created_ms=NOON_MS,
            by_app=False,
        )
        made = subscription_row(
            store.merchant,
            DemoOptions(),
            plan,
            "DASHB0ARDS1UB",
            customer=customer,
            start_ms=NOON_MS + DAY_MS,
            created_ms=NOON_MS,
            now_ms=NOON_MS,
        )
        store.add_many([plan, made.row])
        store.dues.plan_many(made.dues)
        assert await club.ask("GET", SUBSCRIPTIONS) == []
        await club.ask("GET", f"{SUBSCRIPTIONS}/DASHB0ARDS1UB", 404)
        await club.ask("GET", f"{PLANS}/DASHB0ARDP1AN/subscriptions", 404)
        await club.move_to("2026-11-26")
        (charge,) = await club.charges(customer)
        assert (charge["amount"], charge["description"]) == (900, "Dashboard")
        assert charge["created"] == NOON_MS + DAY_MS
        assert text_of(NOON_MS) == NOON

    play_club(script)
