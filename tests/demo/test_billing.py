"""Billing: invoices in the night, month by month; five strikes; cancelling, editing and ending on the way."""

from typing import Any

import pytest

from cloverdesk.demo.options import DemoOptions
from tests.support.demo import CARD, DECLINING_CARD
from tests.support.recurring import PLANS, Club, days_of, play_club

TAX = "TX6Q2N8RMB4VD"
LASTING_CARD = {**CARD, "exp_year": "2040"}


def test_an_invoice_becomes_a_charge_with_an_order() -> None:
    async def script(club: Club) -> None:
        plan = await club.plan(taxRateUuids=[TAX], tipAmount=150)
        customer = await club.customer()
        member = await club.subscribe(plan, customer, softDescriptor={"dbaName": "MAPLE BOX"})
        await club.move_to("2026-11-25")
        assert await club.charges(customer) == []
        await club.move_to("2026-11-25T00:30:00Z")
        (charge,) = await club.charges(customer)
        assert (charge["amount"], charge["tax_amount"], charge["tip_amount"]) == (2700, 200, 150)
        assert (charge["status"], charge["paid"], charge["amount_captured"]) == ("succeeded", True, 2850)
        assert (charge["description"], charge["customer"]) == ("Monthly box", customer)
        assert charge["stored_credentials"] == {
            "sequence": "SUBSEQUENT",
            "is_scheduled": True,
            "initiator": "MERCHANT",
        }
        assert charge["soft_descriptor"] == {"dba_name": "MAPLE BOX"}
        order = await club.ask("GET", f"/v1/orders/{charge['order']}")
        assert [(one["type"], one["amount"]) for one in order["items"]] == [("sku", 2500), ("tax", 200)]
        assert (order["status"], order["amount"], order["tip_amount"]) == ("paid", 2700, 150)
        read = await club.read(member)
        run = read["lastRunDate"]
        assert "2026-11-25T00:10:00" <= run < "2026-11-25T00:20:01"
        assert read["plan"]["lastRunDate"] == run
        assert read["plan"]["subscriptionPaidTotalAmount"] == 2850
        assert read["modifiedTime"] == member["modifiedTime"]
        assert [(one["kind"], one["amount"]) for one in club.demo.ledger] == [("charge", 2850)]
        refund = await club.ask("POST", "/v1/refunds", body={"charge": charge["id"]})
        assert refund["amount"] == 2850

    play_club(script)


async def _bill(
    club: Club, start: str, until: str, **plan: object
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A subscription from `start`, and its charges up to `until`."""
    customer = await club.customer(LASTING_CARD)
    member = await club.subscribe(await club.plan(**plan), customer, startDate=start)
    await club.move_to(until)
    return member, await club.charges(customer)


PERIODS: list[tuple[str, int, str, str, list[str]]] = [
    ("DAY", 1, "2026-11-28", "2026-12-01", ["2026-11-28", "2026-11-29", "2026-11-30"]),
    ("WEEK", 2, "2026-12-24", "2027-01-30", ["2026-12-24", "2027-01-07", "2027-01-21"]),
    (
        "MONTH",
        1,
        "2026-12-31",
        "2027-06-01",
        ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"],
    ),
    ("MONTH", 3, "2026-11-30", "2027-09-01", ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30"]),
    (
        "YEAR",
        1,
        "2028-02-29",
        "2032-03-01",
        ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"],
    ),
]


@pytest.mark.parametrize(("interval", "count", "start", "until", "days"), PERIODS)
def test_every_period_is_billed_on_its_day(
    interval: str, count: int, start: str, until: str, days: list[str]
) -> None:
    async def script(club: Club) -> None:
        member, charges = await _bill(club, start, until, interval=interval, intervalCount=count)
        assert days_of(charges) == days
        plan = (await club.read(member))["plan"]
        paid = sum(one["amount_captured"] for one in charges)
        assert plan["subscriptionPaidTotalAmount"] == club.collected(member) == paid

    play_club(script)


def test_a_shorter_month_may_bill_on_the_first_of_the_next() -> None:
    async def script(club: Club) -> None:
        _, charges = await _bill(club, "2026-12-31", "2027-05-02")
        assert days_of(charges) == ["2026-12-31", "2027-01-31", "2027-03-01", "2027-03-31", "2027-05-01"]

    play_club(script, options=DemoOptions(month_ends_clamped=False))


@pytest.mark.parametrize("interval", ["DAY", "YEAR"])
def test_a_period_beyond_the_calendar_bills_once(interval: str) -> None:
    async def script(club: Club) -> None:
        _, charges = await _bill(club, "2026-12-01", "2035-01-01", interval=interval, intervalCount=2**63 - 1)
        assert days_of(charges) == ["2026-12-01"]

    play_club(script)


def test_a_start_within_the_day_bills_at_its_time_and_in_the_night_from_then_on() -> None:
    async def script(club: Club) -> None:
        _, charges = await _bill(club, "2026-11-24T18:30:00-03:00", "2027-01-01")
        assert days_of(charges) == ["2026-11-24", "2026-12-24"]
        hours = [one["created"] % 86_400_000 // 3_600_000 for one in charges]
        assert hours == [21, 0]

    play_club(script)


def test_time_that_passes_while_the_store_is_closed_is_billed(tmp_path: Any) -> None:
    made: dict[str, Any] = {}
    path = tmp_path / "demo.db"

    async def begin(club: Club) -> None:
        made["customer"] = await club.customer()
        made["member"] = await club.subscribe(await club.plan(), made["customer"])
        club.demo.store.advance(70 * 86_400_000)

    async def later(club: Club) -> None:
        charges = await club.charges(made["customer"])
        assert days_of(charges) == ["2026-11-25", "2026-12-25", "2027-01-25"]
        assert club.collected(made["member"]) == 7500

    play_club(begin, path=path)
    play_club(later, path=path)


def _outcomes(charges: list[dict[str, Any]]) -> list[str]:
    return [one["status"] for one in charges]


def test_five_strikes_and_it_is_out() -> None:
    async def script(club: Club) -> None:
        customer = await club.customer(DECLINING_CARD)
        member = await club.subscribe(await club.plan(), customer)
        await club.move_to("2026-11-28T12:00:00Z")
        charges = await club.charges(customer)
        assert _outcomes(charges) == ["failed"] * 4
        assert days_of(charges) == ["2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28"]
        assert (await club.read(member))["active"] is True
        await club.move_to("2026-11-29T12:00:00Z")
        read = await club.read(member)
        assert (read["active"], read["lastRunDate"][:10]) == (False, "2026-11-29")
        assert read["modifiedTime"] == read["lastRunDate"]
        await club.save_card(customer)
        await club.move_to("2027-03-01")
        assert len(await club.charges(customer)) == 5
        assert [one["kind"] for one in club.demo.ledger] == ["decline"] * 5
        assert (await club.read(member))["plan"]["subscriptionPaidTotalAmount"] == 0

    play_club(script)


def test_attempts_can_be_further_apart() -> None:
    async def script(club: Club) -> None:
        customer = await club.customer(DECLINING_CARD)
        await club.subscribe(await club.plan(), customer)
        await club.move_to("2026-12-01")
        assert days_of(await club.charges(customer)) == ["2026-11-25", "2026-11-28"]

    play_club(script, options=DemoOptions(billing_retry_days=3))


def test_a_card_that_is_replaced_between_strikes_pays_the_invoice() -> None:
    async def script(club: Club) -> None:
        customer = await club.customer(DECLINING_CARD)
        member = await club.subscribe(await club.plan(), customer)
        await club.move_to("2026-11-27T12:00:00Z")
        await club.save_card(customer)
        await club.move_to("2026-12-24")
        charges = await club.charges(customer)
        assert _outcomes(charges) == ["failed", "failed", "failed", "succeeded"]
        await club.save_card(customer, DECLINING_CARD)
        await club.move_to("2026-12-29T00:00:00Z")
        read = await club.read(member)
        assert read["active"] is True
        charges = await club.charges(customer)
        assert days_of(charges)[4:] == ["2026-12-25", "2026-12-26", "2026-12-27", "2026-12-28"]
        assert read["plan"]["subscriptionPaidTotalAmount"] == club.collected(member) == 2500

    play_club(script)


def test_daily_invoices_pile_up_and_each_has_its_own_strikes() -> None:
    async def script(club: Club) -> None:
        customer = await club.customer(DECLINING_CARD)
        member = await club.subscribe(await club.plan(interval="DAY"), customer)
        await club.move_to("2026-11-27T12:00:00Z")
        assert len(await club.charges(customer)) == 1 + 2 + 3
        await club.save_card(customer)
        await club.move_to("2026-11-28T12:00:00Z")
        assert _outcomes(await club.charges(customer))[6:] == ["succeeded"] * 4
        assert club.collected(member) == 4 * 2500

    play_club(script)


def test_an_expired_card_is_declined() -> None:
    async def script(club: Club) -> None:
        customer = await club.customer({**CARD, "exp_month": "12", "exp_year": "2026"})
        await club.subscribe(await club.plan(), customer, startDate="2026-12-31")
        await club.move_to("2027-02-15")
        charges = await club.charges(customer)
        assert _outcomes(charges) == ["succeeded"] + ["failed"] * 5
        assert charges[1]["failure_message"] == "Declined: expired card"

    play_club(script)


@pytest.mark.parametrize("gone", ["cards", "customer"])
def test_without_a_card_or_a_customer_it_ends_at_once(gone: str) -> None:
    async def script(club: Club) -> None:
        customer = await club.customer()
        member = await club.subscribe(await club.plan(), customer)
        await club.move_to("2026-11-26")
        if gone == "cards":
            club.revoke_cards(customer)
        else:
            club.demo.store.remove("customer", customer)
        await club.move_to("2027-03-01")
        read = await club.read(member)
        assert (read["active"], read["lastRunDate"][:10]) == (False, "2026-12-25")
        assert len(await club.charges(customer)) == 1

    play_club(script)


def test_cancelled_and_set_active_again_it_does_not_bill_what_it_missed() -> None:
    async def script(club: Club) -> None:
        customer = await club.customer()
        member = await club.subscribe(await club.plan(), customer, startDate="2026-11-30")
        await club.move_to("2026-12-15")
        await club.edit(member, active=False)
        await club.move_to("2027-02-15")
        assert days_of(await club.charges(customer)) == ["2026-11-30"]
        await club.edit(member, active=True)
        await club.edit(member, active=False)
        await club.edit(member, active=True)
        await club.move_to("2027-03-31")
        assert days_of(await club.charges(customer)) == ["2026-11-30", "2027-02-28", "2027-03-30"]

    play_club(script)


def test_cancelling_gives_up_an_open_invoice() -> None:
    async def script(club: Club) -> None:
        customer = await club.customer(DECLINING_CARD)
        member = await club.subscribe(await club.plan(), customer)
        await club.move_to("2026-11-26T12:00:00Z")
        await club.edit(member, active=False)
        await club.save_card(customer)
        await club.edit(member, active=True)
        await club.move_to("2026-12-26")
        charges = await club.charges(customer)
        assert _outcomes(charges) == ["failed", "failed", "succeeded"]
        assert days_of(charges)[2] == "2026-12-25"

    play_club(script)


def test_an_edit_reaches_later_invoices_only() -> None:
    async def script(club: Club) -> None:
        customer = await club.customer(DECLINING_CARD)
        plan = await club.plan()
        member = await club.subscribe(plan, customer)
        await club.move_to("2026-11-25T12:00:00Z")
        await club.edit(member, amount=2200, taxRateUuids=[TAX])
        await club.ask("PUT", f"{PLANS}/{plan['id']}", body={"amount": 9900, "name": "Bigger box"})
        await club.save_card(customer)
        await club.move_to("2026-12-26")
        charges = await club.charges(customer)
        assert [one["amount"] for one in charges] == [2500, 2500, 2376]
        assert [one["description"] for one in charges] == ["Monthly box", "Monthly box", "Bigger box"]
        assert club.collected(member) == 2500 + 2376

    play_club(script)


def test_a_new_price_and_period_of_the_plan_can_reach_subscriptions() -> None:
    async def script(club: Club) -> None:
        customer = await club.customer()
        plan = await club.plan()
        follows, keeps = (
            await club.subscribe(plan, customer),
            await club.subscribe(plan, customer, amount=100),
        )
        body = {"amount": 2700, "tipAmount": 30, "interval": "DAY", "intervalCount": 10}
        await club.ask("PUT", f"{PLANS}/{plan['id']}", body=body)
        assert [(await club.read(one))["total"] for one in (follows, keeps)] == [2730, 130]
        await club.move_to("2026-12-06")
        charges = await club.charges(customer)
        assert days_of(charges) == ["2026-11-25"] * 2 + ["2026-12-05"] * 2
        assert (club.collected(follows), club.collected(keeps)) == (2 * 2730, 2 * 130)
        total = (await club.ask("GET", f"{PLANS}/{plan['id']}"))["subscriptionPaidTotalAmount"]
        assert total == 2 * 2730 + 2 * 130

    options = DemoOptions(plan_edits_reach_subscriptions=True, plan_interval_editable=True)
    play_club(script, options=options)


@pytest.mark.parametrize(("billed", "count"), [(False, 6), (True, 7)])
def test_six_months_are_six_charges(billed: bool, count: int) -> None:
    async def script(club: Club) -> None:
        customer = await club.customer()
        member = await club.subscribe(
            await club.plan(), customer, startDate="2027-02-01", endDate="2027-08-01"
        )
        await club.move_to("2027-12-02")
        assert len(await club.charges(customer)) == count
        assert (await club.read(member))["active"] is True
        await club.edit(member, endDate="2028-02-02")
        await club.move_to("2028-06-01")
        assert days_of(await club.charges(customer))[count:] == ["2028-01-01", "2028-02-01"]

    play_club(script, options=DemoOptions(end_date_billed=billed))


def test_past_its_end_it_may_be_switched_off() -> None:
    async def script(club: Club) -> None:
        plan, customer = await club.plan(), await club.customer()
        ending = await club.subscribe(plan, customer, endDate="2026-12-10")
        await club.move_to("2026-12-09T23:59:59Z")
        assert (await club.read(ending))["active"] is True
        await club.move_to("2026-12-10")
        read = await club.read(ending)
        assert (read["active"], read["modifiedTime"]) == (False, "2026-12-10T00:00:00.000+0000")
        cut = await club.subscribe(plan, customer)
        await club.move_to("2026-12-20")
        assert (await club.edit(cut, endDate="2026-12-15"))["active"] is False
        assert len(await club.charges(customer)) == 2

    play_club(script, options=DemoOptions(ended_subscriptions_stay_active=False))


def test_an_open_invoice_is_tried_past_the_end() -> None:
    async def script(club: Club) -> None:
        customer = await club.customer(DECLINING_CARD)
        member = await club.subscribe(await club.plan(), customer, endDate="2026-11-26")
        await club.move_to("2026-11-27T12:00:00Z")
        await club.save_card(customer)
        await club.move_to("2026-12-31")
        assert _outcomes(await club.charges(customer)) == ["failed"] * 3 + ["succeeded"]
        assert (await club.read(member))["active"] is False

    play_club(script, options=DemoOptions(ended_subscriptions_stay_active=False))


def test_canada_says_that_it_recurs() -> None:
    async def script(club: Club) -> None:
        club.demo.store.make_note("merchant", "ca")
        plan = await club.plan(amount=10_000, taxRateUuids=["TXTPS0QC5CA04", "TXTVQ0QC997C1"])
        customer = await club.customer()
        await club.subscribe(plan, customer)
        await club.move_to("2026-11-26")
        (charge,) = await club.charges(customer)
        assert (charge["currency"], charge["amount"], charge["tax_amount"]) == ("CAD", 11_498, 1498)
        info = charge["stored_credentials"]["installment_info"]
        assert info == {"bill_pay_indicator": "Recurring"}

    play_club(script)
