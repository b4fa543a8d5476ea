"""Rows with a past: a subscription that is seeded stands where one that ran would stand, and goes on like it."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from cloverdesk.demo.options import DAY_MS, DemoOptions
from cloverdesk.demo.recurring.periods import moment_of
from cloverdesk.demo.recurring.seeding import SeededSubscription, plan_row, subscription_row, with_totals
from cloverdesk.demo.store import PLAN, SUBSCRIPTION, Row
from tests.support.aio import NOON_MS
from tests.support.demo import CARD, DECLINING_CARD
from tests.support.recurring import PLANS, SUBSCRIPTIONS, Club, play_club

TAX = "TX6Q2N8RMB4VD"
START = "2026-11-27"


@dataclass
class Lived:
    """What became of a subscription that ran from night to night."""

    plan: dict[str, Any]
    body: dict[str, Any]
    facts: dict[str, Any]
    charges: list[dict[str, Any]]
    later: list[tuple[int, str]]


def _live(
    until: str,
    then: str,
    *,
    card: dict[str, str],
    interval: str = "MONTH",
    end: str | None = None,
    cancel: str | None = None,
) -> Lived:
    """Let one run to `until`, and see what is charged from there to `then`."""
    found: list[Lived] = []

    async def script(club: Club) -> None:
        customer = await club.customer(card)
        plan = await club.plan(taxRateUuids=[TAX], interval=interval)
        more = {} if end is None else {"endDate": end}
        member = await club.subscribe(plan, customer, startDate=START, tipAmount=100, **more)
        if cancel is not None:
            await club.move_to(cancel)
            await club.edit(member, active=False)
        await club.move_to(until)
        kept = club.demo.store.get(SUBSCRIPTION, member["id"])
        lived = club.demo.store.get(PLAN, plan["id"])
        assert kept
        assert lived
        charges = await club.charges(customer)
        found.append(Lived(lived.body, kept.body, kept.facts, charges, []))
        await club.move_to(then)
        found[0].later = await _after(club, customer, len(charges))

    play_club(script)
    return found[0]


async def _after(club: Club, customer: str, seen: int) -> list[tuple[int, str]]:
    return [(one["created"], one["status"]) for one in (await club.charges(customer))[seen:]]


def _seed(lived: Lived, until: str, **more: Any) -> tuple[Row, SeededSubscription]:
    """The same one as rows."""
    plan, body = lived.plan, lived.body

    async def script(club: Club) -> None:
        row = plan_row(
            club.demo.identity,
            plan["id"],
            name=plan["name"],
            amount=plan["amount"],
            product=plan["productUuid"],
            created_ms=NOON_MS,
            interval=plan["interval"],
            tax_rates=[TAX],
        )
        made = subscription_row(
            club.demo.store.merchant,
            DemoOptions(),
            row,
            body["id"],
            customer=body["customerUuid"],
            start_ms=moment_of(START) or 0,
            created_ms=NOON_MS,
            now_ms=moment_of(until) or 0,
            own={"tipAmount": 100},
            **more,
        )
        found.append((with_totals(row, [made]), made))

    found: list[tuple[Row, SeededSubscription]] = []
    play_club(script)
    return found[0]


def _goes_on(rows: tuple[Row, SeededSubscription], until: str, then: str, card: dict[str, str]) -> Any:
    """What a store that was seeded with the rows charges from `until` to `then`."""
    found: list[list[tuple[int, str]]] = []

    async def script(club: Club) -> None:
        plan, made = rows
        customer = made.row[3]
        club.demo.store.add_many([plan, made.row])
        club.demo.store.dues.plan_many(made.dues)
        read = await club.ask("GET", f"{SUBSCRIPTIONS}/{made.row[1]}")
        assert read["plan"] == await club.ask("GET", f"{PLANS}/{plan[1]}")
        await club.move_to(until)
        await club.customer(card, named=customer)
        await club.move_to(then)
        found.append(await _after(club, customer, 0))

    play_club(script)
    return found[0]


CASES: list[tuple[str, str, str, dict[str, str], dict[str, str], dict[str, Any]]] = [
    ("waiting", "2026-11-25", "2027-02-01", CARD, {}, {}),
    ("active", "2027-03-01", "2027-06-01", CARD, {}, {}),
    ("weekly", "2027-03-01", "2027-04-01", CARD, {"interval": "WEEK"}, {}),
    ("three failures", "2026-11-29T12:00Z", "2027-02-01", DECLINING_CARD, {}, {"failing": True}),
    ("dropped", "2026-12-24", "2027-02-01", DECLINING_CARD, {}, {"failing": True}),
    ("ended", "2027-03-01", "2027-06-01", CARD, {"end": "2027-01-27"}, {"end_ms": moment_of("2027-01-27")}),
    (
        "cancelled",
        "2027-03-01",
        "2027-06-01",
        CARD,
        {"cancel": "2027-01-15"},
        {"cancelled_ms": moment_of("2027-01-15")},
    ),
]


@pytest.mark.parametrize(
    ("until", "then", "card", "life", "past"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_seeded_subscription_is_like_one_that_ran(
    until: str, then: str, card: dict[str, str], life: dict[str, str], past: dict[str, Any]
) -> None:
    lived = _live(until, then, card=card, **life)
    plan, made = _seed(lived, until, **past)
    assert json.loads(made.row[6]) == lived.body
    assert json.loads(made.row[7]) == lived.facts
    assert json.loads(plan[6]) == lived.plan
    failed = [one["created"] for one in lived.charges if one["status"] == "failed"]
    assert [at // 1000 * 1000 for at in made.attempts] == failed
    paid = [one for one in lived.charges if one["status"] != "failed"]
    runs = made.runs[:-1] if made.attempts else made.runs
    assert [at // 1000 * 1000 for at in runs] == [one["created"] for one in paid]
    assert sum(one["amount_captured"] for one in paid) == made.paid
    for one in lived.charges:
        assert {name: one[name] for name in made.extra} == made.extra
        assert (one["amount"], one["tip_amount"]) == (made.price.amount + made.price.tax, made.price.tip)
    assert _goes_on((plan, made), until, then, card) == lived.later


def test_a_deleted_plan_and_a_deleted_subscription() -> None:
    async def script(club: Club) -> None:
        store = club.demo.store
        plan = plan_row(
            store.identity,
            "P1ANTHATWASXX",
            name="That was",
            amount=500,
            product="PR0DVCTXXXXXX",
            created_ms=NOON_MS - 90 * DAY_MS,
            interval_count=2,
            note="gone",
            tip=50,
            deleted_ms=NOON_MS - DAY_MS,
        )
        made = subscription_row(
            store.merchant,
            DemoOptions(),
            plan,
            "S7BTHATWASXXX",
            customer=await club.customer(),
            start_ms=NOON_MS - 80 * DAY_MS,
            created_ms=NOON_MS - 81 * DAY_MS,
            now_ms=NOON_MS,
            deleted_ms=NOON_MS - 10 * DAY_MS,
        )
        store.add_many([with_totals(plan, [made]), made.row])
        assert made.dues == []
        assert await club.ask("GET", PLANS) == await club.ask("GET", SUBSCRIPTIONS) == []
        read = await club.ask("GET", f"{SUBSCRIPTIONS}/S7BTHATWASXXX")
        assert (read["active"], read["deletedTime"]) == (False, "2026-11-14T12:00:00.000+0000")
        assert (read["plan"]["note"], read["plan"]["subscriptionPaidTotalAmount"]) == ("gone", 2 * 550)

    play_club(script)
