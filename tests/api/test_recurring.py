"""Plans and subscriptions over the demo store: every list in every form, edits, and charging that starts and stops once."""

from contextlib import aclosing
from dataclasses import replace

import pytest

from cloverdesk.api import errors
from cloverdesk.api.money.subscriptions import SubscriptionCalls
from cloverdesk.api.pages import ApiPage, every_offset
from cloverdesk.api.resources.customers import CustomersApi
from cloverdesk.api.resources.plans import PlansApi
from cloverdesk.api.resources.recurring import date_of, moment_of
from cloverdesk.api.resources.subscriptions import SubscriptionsApi
from cloverdesk.api.session import ApiSession
from cloverdesk.demo.options import DAY_MS, DemoOptions
from cloverdesk.domain.plans import Interval, Plan
from cloverdesk.domain.subscriptions import Subscription, SubscriptionState
from tests.support.accounts import MASTERCARD, NOBODY, signed_in, token_of, with_session
from tests.support.aio import NOON_MS
from tests.support.demo import Demo

MIDNIGHT = NOON_MS - DAY_MS // 2
FORMS = {
    "bare": DemoOptions(),
    "elements": DemoOptions(recurring_lists_bare=False),
    "with @": DemoOptions(recurring_dates_with_at=True),
}


async def box(made: ApiSession, name: str = "Monthly box", **more: object) -> Plan:
    return await PlansApi(made).create(name=name, amount_minor=2500, interval=Interval.MONTH, **more)


async def somebody(demo: Demo, made: ApiSession, card: dict[str, object] | None = None) -> str:
    source = await token_of(demo, card)
    return (await CustomersApi(made).create_with_card(email="ada@example.com", source=source)).id


async def subscribed(demo: Demo, made: ApiSession, plan: Plan, **more: object) -> Subscription:
    customer = await somebody(demo, made)
    return await SubscriptionCalls(made).create(plan_id=plan.id, customer_id=customer, **more)


@pytest.mark.parametrize("options", FORMS.values(), ids=FORMS)
def test_a_plan_from_its_beginning_to_its_end(options: DemoOptions) -> None:
    @with_session(options=options)
    async def script(_demo: Demo, made: ApiSession) -> None:
        api = PlansApi(made)
        plan = await box(made, interval_count=3, tip_minor=100, note="One box")
        assert (plan.interval, plan.interval_count, plan.currency) == (Interval.MONTH, 3, "USD")
        assert (plan.amount.amount, plan.tip.amount, plan.note) == (2500, 100, "One box")
        assert (plan.created_ms, plan.takes_subscriptions) == (NOON_MS, True)
        assert await api.get(plan.id) == plan
        edited = await api.edit(plan.id, amount_minor=2700, name="Quarterly box", active=False)
        assert edited == replace(plan, amount_minor=2700, name="Quarterly box", active=False)
        assert (await api.list_page()).items == (edited,)
        assert (await api.list_page(active=True)).items == ()
        gone = await api.delete(plan.id)
        assert (gone.deleted_ms, gone.takes_subscriptions) == (NOON_MS, False)
        assert await api.get(plan.id) == gone
        assert (await api.list_page()).items == ()

    script()


@with_session()
async def test_plans_are_filtered_and_ordered(demo: Demo, made: ApiSession) -> None:
    api = PlansApi(made, currency="CAD")
    monthly = await box(made)
    weekly = await api.create(name="Bread", amount_minor=900, interval=Interval.WEEK, interval_count=2)
    assert weekly.currency == "CAD"

    async def names(**asked: object) -> list[str]:
        return [one.name for one in (await api.list_page(**asked)).items]

    assert await names() == ["Bread", "Monthly box"]
    assert await names(sort="createdTime") in (["Monthly box", "Bread"], ["Bread", "Monthly box"])
    assert await names(sort="amount") == ["Bread", "Monthly box"]
    assert await names(interval=Interval.WEEK) == ["Bread"]
    assert await names(interval_count=1) == ["Monthly box"]
    assert await names(name=monthly.name, active=True) == ["Monthly box"]
    assert await names(offset=1) == ["Monthly box"]


@with_session()
async def test_what_is_no_plan_is_refused_in_clovers_words(demo: Demo, made: ApiSession) -> None:
    api = PlansApi(made)
    plan = await box(made)
    cases = [
        (box(made, name="AB"), "name: size must be between 3 and 127"),
        (box(made, interval_count=0), "intervalCount: must be a whole number from 1"),
        (api.edit(plan.id, amount_minor=-1), "amount"),
        (api.list_page(sort="taste"), "sort: is no field to order by"),
    ]
    for work, words in cases:
        with pytest.raises(errors.Refused, match=words) as caught:
            await work
        assert (caught.value.status, caught.value.clover_code) == (400, "")
    for work in (api.get(NOBODY), api.edit(NOBODY, name="Nobody's"), api.delete(NOBODY)):
        with pytest.raises(errors.Missing) as missing:
            await work
        assert dict(missing.value.failure.params)["what"] == NOBODY
    await subscribed(demo, made, plan)
    for work in (api.delete(plan.id), api.edit(plan.id, active=False)):
        with pytest.raises(errors.Refused, match="Plan has active subscriptions") as used:
            await work
        assert used.value.status == 409


@pytest.mark.parametrize("options", FORMS.values(), ids=FORMS)
def test_a_subscription_from_its_beginning_to_its_end(options: DemoOptions) -> None:
    @with_session(options=options)
    async def script(demo: Demo, made: ApiSession) -> None:
        api, calls = SubscriptionsApi(made), SubscriptionCalls(made)
        plan = await box(made)
        start, end = MIDNIGHT + 5 * DAY_MS, MIDNIGHT + 90 * DAY_MS
        made_now = await subscribed(
            demo, made, plan, start_ms=start, end_ms=end, amount_minor=2000, tip_minor=50, note="Loyal"
        )
        assert (made_now.start_ms, made_now.end_ms) == (start, end)
        assert (made_now.start_date.isoformat(), made_now.amount.amount) == ("2026-11-29", 2000)
        assert (made_now.total.amount if made_now.total else 0, made_now.note) == (2050, "Loyal")
        assert (made_now.plan_id, made_now.plan and made_now.plan.name) == (plan.id, plan.name)
        assert made_now.state_at(NOON_MS) is SubscriptionState.WAITING
        assert await api.get(made_now.id) == made_now
        edited = await api.edit(made_now.id, amount_minor=2200, note="From April", start_ms=start + DAY_MS)
        assert (edited.amount_minor, edited.note, edited.start_ms) == (2200, "From April", start + DAY_MS)
        sooner = await calls.end_at(made_now.id, end - DAY_MS)
        assert sooner.end_ms == end - DAY_MS
        stopped = await calls.cancel(made_now.id)
        assert (stopped.active, stopped.state_at(NOON_MS)) == (False, SubscriptionState.INACTIVE)
        assert (await calls.resume(made_now.id)).active
        gone = await calls.delete(made_now.id)
        assert gone.state_at(NOON_MS) is SubscriptionState.DELETED
        assert (await api.get(made_now.id)).deleted_ms == NOON_MS
        assert (await api.list_page()).items == ()

    script()


@with_session()
async def test_subscriptions_are_filtered(demo: Demo, made: ApiSession) -> None:
    api, calls = SubscriptionsApi(made), SubscriptionCalls(made)
    plan, other = await box(made), await box(made, name="Other box")
    first = await subscribed(demo, made, plan, start_ms=MIDNIGHT + 5 * DAY_MS)
    second = await subscribed(demo, made, plan, start_ms=MIDNIGHT + 8 * DAY_MS, end_ms=MIDNIGHT + 20 * DAY_MS)
    third = await subscribed(demo, made, other)
    await calls.cancel(third.id)

    async def found(**asked: object) -> set[str]:
        return {one.id for one in (await api.list_page(**asked)).items}

    assert await found() == {first.id, second.id, third.id}
    assert await found(plan_id=other.id) == {third.id}
    assert await found(active=True) == {first.id, second.id}
    assert await found(customer_id=first.customer_id) == {first.id}
    assert await found(dates={"start_after_ms": first.start_ms}) == {second.id}
    assert await found(dates={"start_before_ms": first.start_ms}) == {third.id}
    assert await found(dates={"end_after_ms": NOON_MS, "end_before_ms": NOON_MS + 30 * DAY_MS}) == {second.id}
    assert await found(collection_method="CHARGE_AUTOMATICALLY", sort="id") == await found()
    of_plan = await api.list_plan_page(plan.id, customer_ids=[second.customer_id, third.customer_id])
    assert [one.id for one in of_plan.items] == [second.id]
    with pytest.raises(errors.Missing):
        await api.list_plan_page(NOBODY)


@with_session()
async def test_pages_are_asked_for_until_one_is_not_full_and_never_below_the_least(
    demo: Demo, made: ApiSession
) -> None:
    api = PlansApi(made)
    for number in range(23):
        await box(made, name=f"Box {number:02}")

    async def fetch(offset: int) -> ApiPage[Plan]:
        return await api.list_page(limit=3, offset=offset)

    async with aclosing(every_offset(fetch)) as pages:
        found = [[one.name for one in page.items] async for page in pages]
    assert [len(page) for page in found] == [10, 10, 3]
    assert [name for page in found for name in page] == [f"Box {number:02}" for number in range(23)]
    assert demo.transport.sent.count("GET /recurring/v1/plans") == 3


@with_session()
async def test_who_cannot_be_subscribed(demo: Demo, made: ApiSession) -> None:
    calls, plan = SubscriptionCalls(made), await box(made)
    idle = await box(made, name="Idle box", active=False)
    customer = await somebody(demo, made, MASTERCARD)
    bare = (await CustomersApi(made).create(first_name="No card")).id
    cases = [
        (calls.create(plan_id=plan.id, customer_id=NOBODY), "no such customer"),
        (calls.create(plan_id=plan.id, customer_id=bare), "no card on file"),
        (calls.create(plan_id=idle.id, customer_id=customer), "is not active"),
        (calls.create(plan_id=plan.id, customer_id=customer, start_ms=NOON_MS), "must be in the future"),
        (calls.create(plan_id=NOBODY, customer_id=customer), "404"),
        (calls.cancel(NOBODY), "404"),
        (calls.delete(NOBODY), "404"),
    ]
    for work, words in cases:
        with pytest.raises(errors.Refused, match=words):
            await work
    sent = len(demo.transport.sent)
    for work in (calls.delete("../plans"), calls.create(plan_id="a/b", customer_id=customer)):
        with pytest.raises(errors.Refused):
            await work
    assert len(demo.transport.sent) == sent
    assert (await SubscriptionsApi(made).list_page()).items == ()


TROUBLES = [
    ({"before": {"drop": True}}, errors.OutcomeUnknown, 0),
    ({"after": {"drop": True}}, errors.OutcomeUnknown, 1),
    ({"after": {"status": 502}}, errors.OutcomeUnknown, 1),
    ({"after": {"html": True}}, errors.OutcomeUnknown, 1),
    ({"after": {"truncated": True}}, errors.OutcomeUnknown, 1),
    ({"before": {"empty": True}}, errors.OutcomeUnknown, 0),
    ({"before": {"status": 429, "retry_after": 2}}, errors.RateLimited, 0),
    ({"before": {"status": 402}}, errors.CardDeclined, 0),
]


@pytest.mark.parametrize(("trouble", "expected", "effects"), TROUBLES)
def test_a_subscription_in_trouble_is_asked_for_once(trouble, expected: type, effects: int) -> None:
    @with_session()
    async def script(demo: Demo, made: ApiSession) -> None:
        plan, customer = await box(made), await somebody(demo, made)
        demo.trouble({"operation": "createSubscription", **trouble})
        with pytest.raises(expected) as caught:
            await SubscriptionCalls(made).create(plan_id=plan.id, customer_id=customer)
        assert type(caught.value) is expected
        assert demo.transport.sent.count(f"POST /recurring/v1/plans/{plan.id}/subscriptions") == 1
        async with signed_in(demo) as patient:  # a wait that Clover asked for is the other line's
            found = await SubscriptionsApi(patient).list_page(customer_id=customer)
        assert len(found.items) == effects

    script()


@with_session()
async def test_without_a_merchant_nothing_is_sent(demo: Demo, made: ApiSession) -> None:
    async with signed_in(demo, merchant="") as nameless:
        for work in (
            PlansApi(nameless).list_page(),
            PlansApi(nameless).delete(NOBODY),
            SubscriptionsApi(nameless).get(NOBODY),
        ):
            with pytest.raises(errors.MerchantMissing):
                await work
        with pytest.raises(errors.NotSignedIn) as caught:
            await SubscriptionCalls(nameless).cancel(NOBODY)
        assert caught.value.failure.code == "api.merchant_missing"
    assert demo.transport.sent == []


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-24T12:00:00.000+0000", NOON_MS),
        ("2026-11-24@12:00:00.000+0000", NOON_MS),
        ("2026-11-24T12:00:00Z", NOON_MS),
        ("2026-11-24T07:00:00-05:00", NOON_MS),
        ("2026-11-24T12:00", NOON_MS),
        ("2026-11-24", MIDNIGHT),
        (NOON_MS, NOON_MS),
        (str(NOON_MS), NOON_MS),
        ("20261124", MIDNIGHT),
        ("", None),
        (None, None),
        ("soon", None),
        (-1, None),
        (10**18, None),
        ("0001-01-01T00:00:00+0000", None),
        ("9999-12-31T23:59:59.999-2359", None),
    ],
)
def test_a_date_in_any_form(written: str | int | None, moment: int | None) -> None:
    assert moment_of(written) == moment


def test_a_date_is_written_as_clover_does() -> None:
    assert date_of(NOON_MS + 476) == "2026-11-24T12:00:00.476+0000"
    assert moment_of(date_of(NOON_MS + 476)) == NOON_MS + 476


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, SubscriptionState.ACTIVE),
        ({"start_ms": NOON_MS + 1}, SubscriptionState.WAITING),
        ({"end_ms": NOON_MS}, SubscriptionState.ENDED),
        ({"end_ms": NOON_MS + 1}, SubscriptionState.ACTIVE),
        ({"end_ms": NOON_MS, "active": False}, SubscriptionState.INACTIVE),
        ({"deleted_ms": 0}, SubscriptionState.DELETED),
    ],
)
def test_where_a_subscription_stands(fields: dict[str, object], state: SubscriptionState) -> None:
    subscription = Subscription(
        "S", "C", "P", active=True, amount_minor=2500, currency="USD", start_ms=NOON_MS
    )
    assert replace(subscription, **fields).state_at(NOON_MS) is state
