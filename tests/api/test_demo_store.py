"""Reads over the demo store, the independent oracle, in all the ways in which it may behave; every operation in turn, and
every trouble, is in `test_every_operation.py`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from cloverdesk.api import errors
from cloverdesk.api.auth import Credentials
from cloverdesk.api.environments import hosts_for
from cloverdesk.api.money.refunds import RefundCalls
from cloverdesk.api.pages import ApiPage, every_page
from cloverdesk.api.resources.charges import ChargesApi
from cloverdesk.api.resources.keys import KeysApi
from cloverdesk.api.resources.orders import OrdersApi
from cloverdesk.api.resources.refunds import RefundsApi
from cloverdesk.api.session import ApiSession
from cloverdesk.demo.options import DemoOptions
from cloverdesk.domain.charges import Charge, ChargeState
from cloverdesk.domain.environment import Environment
from cloverdesk.domain.gift_cards import GiftCardBalance
from cloverdesk.domain.refunds import Refund, RefundReason
from cloverdesk.domain.secret import Secret
from tests.contracts.callers import caller
from tests.contracts.till import Till
from tests.support.aio import ManualClock, run
from tests.support.api import AGENT, NO_LIMITS
from tests.support.demo import DECLINING_CARD, Demo, demo_app

VARIANTS = {
    "as usual": DemoOptions(),
    "inclusive cursor": DemoOptions(cursor_inclusive=True),
    "silent at the end": DemoOptions(has_more_at_end=False),
    "sales read as not captured": DemoOptions(sales_read_as_captured=False),
    "sparse lists": DemoOptions(refunds_list_sparse=True, refunds_carry_currency=False),
}


@asynccontextmanager
async def signed_in(
    demo: Demo, token: str | None = None, clock: ManualClock | None = None
) -> AsyncIterator[ApiSession]:
    made = ApiSession(
        hosts_for(Environment.DEMO, demo.url),
        Credentials(Secret(demo.identity.api_token if token is None else token)),
        clock=clock or ManualClock(),
        user_agent=AGENT,
        transport=demo.transport,
        limits=NO_LIMITS,
    )
    try:
        yield made
    finally:
        await made.close()


async def all_charges(made: ApiSession, limit: int = 7) -> list[Charge]:
    async def fetch(cursor: str | None) -> ApiPage[Charge]:
        return await ChargesApi(made).list_page(limit=limit, starting_after=cursor)

    return [charge async for page in every_page(fetch) for charge in page.items]


async def give_back(
    made: ApiSession, charge: Charge, amount: int | None, reference: str = "ABCDEFGHJKMN"
) -> Refund:
    return await RefundCalls(made).create(
        charge_id=charge.id,
        amount_minor=amount,
        reason=RefundReason.DUPLICATE,
        idempotency_key="3f0d2c5e-8f43-4b5e-9a44-5b1a7c9f2d10",
        external_reference_id=reference,
    )


async def new_charge(demo: Demo, made: ApiSession, **more: object) -> Charge:
    async with demo.client() as client:
        created = await demo.charge(client, 2000, **more)
    return await ChargesApi(made).get(str(created["id"]))


@pytest.mark.parametrize("options", VARIANTS.values(), ids=VARIANTS)
def test_every_charge_comes_once_and_reads_the_same_alone(options: DemoOptions) -> None:
    async def main(demo: Demo) -> None:
        async with signed_in(demo) as made:
            found = await all_charges(made)
            ids = [charge.id for charge in found]
            assert len(set(ids)) == len(ids) >= 40
            assert [charge.created_ms for charge in found] == sorted(
                (charge.created_ms for charge in found), reverse=True
            )
            for charge in found[:10]:
                alone = await ChargesApi(made).get(charge.id)
                assert alone.details
                assert alone._replace(details=None) == charge
            assert {charge.state for charge in found} >= {ChargeState.PAID}
            assert all(charge.order_id and charge.currency == "USD" for charge in found)

    with demo_app(orders=40, options=options) as demo:
        run(main(demo))


def test_states_agree_with_what_was_done() -> None:
    async def main(demo: Demo) -> None:
        async with signed_in(demo) as made:
            sale = await new_charge(demo, made)
            assert (sale.state, sale.captured_minor) == (ChargeState.PAID, 2000)
            tipped = await new_charge(demo, made, tip_amount=300)
            assert tipped.total.amount == 2300
            hold = await new_charge(demo, made, capture=False)
            assert (hold.state, hold.captured_minor) == (ChargeState.HELD, 0)
            await give_back(made, hold, None)
            assert (await ChargesApi(made).get(hold.id)).state is ChargeState.RELEASED
            await give_back(made, sale, 500)
            sale = await ChargesApi(made).get(sale.id)
            assert (sale.state, sale.refunded_minor) == (ChargeState.PARTLY_REFUNDED, 500)
            await give_back(made, sale, None)
            sale = await ChargesApi(made).get(sale.id)
            assert (sale.state, sale.refunded_minor) == (ChargeState.REFUNDED, 2000)

    with demo_app() as demo:
        run(main(demo))


@pytest.mark.parametrize("options", [DemoOptions(), VARIANTS["sparse lists"]], ids=["whole", "sparse"])
def test_refunds_of_a_charge_and_of_the_store(options: DemoOptions) -> None:
    async def main(demo: Demo) -> None:
        async with signed_in(demo) as made:
            charge = await new_charge(demo, made)
            other = await new_charge(demo, made)
            created = [await give_back(made, charge, 100 + number, f"REF{number}") for number in range(12)]
            await give_back(made, other, 900)
            refunds = await RefundsApi(made).of_charge(charge.id, currency="USD")
            assert {one.id for one in refunds} == {one.id for one in created}
            assert sum(one.amount_minor for one in refunds) == sum(range(100, 112))
            assert {one.charge_id for one in refunds} == {charge.id}
            page = await RefundsApi(made, default_currency="USD").list_page(limit=100)
            assert len(page.items) == 13
            assert not page.has_more
            one = await RefundsApi(made).get(created[0].id)
            assert (one.external_reference_id, one.reason, one.currency) == ("REF0", "duplicate", "USD")
            assert replace(one, created_ms=0) == replace(created[0], created_ms=0)

    with demo_app(options=options) as demo:
        run(main(demo))


def test_an_order_tells_its_lines_and_charges() -> None:
    async def main(demo: Demo) -> None:
        async with signed_in(demo) as made:
            charge = await new_charge(demo, made)
            order = await OrdersApi(made).get(charge.order_id)
            assert (order.charge_ids, order.line_count, order.currency) == ((charge.id,), 1, "USD")
            page = await OrdersApi(made).list_page(limit=5)
            assert [one.id for one in page.items] == [order.id]

    with demo_app() as demo:
        run(main(demo))


def test_times_filter_a_half_open_range() -> None:
    async def main(demo: Demo) -> None:
        async with signed_in(demo) as made:
            found = await all_charges(made)
            begin, end = found[-5].created_ms, found[3].created_ms
            page = await ChargesApi(made).list_page(created_gte_ms=begin, created_lt_ms=end)
            assert {one.id for one in page.items} == {
                one.id for one in found if begin <= one.created_ms < end
            }

    with demo_app(orders=30) as demo:
        run(main(demo))


def test_the_key_proves_the_sign_in() -> None:
    async def main(demo: Demo) -> None:
        async with signed_in(demo) as made:
            key = await KeysApi(made).get()
            assert (key.merchant_id, key.active) == (demo.identity.merchant_id, True)
        for wrong in ("wrong", demo.identity.public_token):
            async with signed_in(demo, token=wrong) as made:
                with pytest.raises(errors.NotSignedIn):
                    await KeysApi(made).get()
                with pytest.raises(errors.NotSignedIn):
                    await ChargesApi(made).list_page()

    with demo_app() as demo:
        run(main(demo))


def test_what_clover_refuses() -> None:
    async def main(demo: Demo) -> None:
        async with signed_in(demo) as made:
            charge = await new_charge(demo, made)
            with pytest.raises(errors.Refused) as caught:
                await give_back(made, charge, 2001)
            assert caught.value.clover_code == "processing_error"
            with pytest.raises(errors.Refused):
                await give_back(made, charge._replace(id="7H2Q9XKD4W8TA"), 100)
            with pytest.raises(errors.Refused):
                await give_back(made, charge, 100, reference="THIRTEEN CHAR")
            taxed = await new_charge(demo, made, tax_amount=100)
            with pytest.raises(errors.Refused):
                await give_back(made, taxed, 100)
            await give_back(made, charge, None)
            with pytest.raises(errors.Refused) as caught:
                await give_back(made, charge, None)
            assert caught.value.clover_code == "charge_already_refunded"
            with pytest.raises(errors.Missing):
                await ChargesApi(made).get("7H2Q9XKD4W8TA")
        assert len(demo.refunds_made) == 1

    with demo_app() as demo:
        run(main(demo))


def test_a_declined_charge_is_listed_as_failed() -> None:
    async def main(demo: Demo) -> None:
        async with signed_in(demo) as made, demo.client() as client:
            token = await demo.token(client, DECLINING_CARD)
            answer = await client.post(
                "/v1/charges", json={"amount": 900, "currency": "usd", "source": token}
            )
            assert answer.status_code == 402
            (charge,) = (await ChargesApi(made).list_page()).items
            assert (charge.state, charge.captured_minor) == (ChargeState.DECLINED, 0)
            assert charge.failure_code

    with demo_app() as demo:
        run(main(demo))


def test_every_filter_narrows_a_list() -> None:
    async def main(demo: Demo) -> None:
        async with signed_in(demo) as made:
            charges, orders, refunds = ChargesApi(made), OrdersApi(made), RefundsApi(made)
            found = await all_charges(made, limit=100)
            middle = found[len(found) // 2]
            at = middle.created_ms
            for asked, fits in (
                ({"created_ms": at}, lambda one: one.created_ms == at),
                ({"created_gt_ms": at}, lambda one: one.created_ms > at),
                ({"created_gte_ms": at}, lambda one: one.created_ms >= at),
                ({"created_lt_ms": at}, lambda one: one.created_ms < at),
                ({"created_lte_ms": at}, lambda one: one.created_ms <= at),
                ({"is_threeds": True}, lambda one: False),
                ({"threeds_result": "AUTHENTICATION_SUCCESSFUL"}, lambda one: False),
                (
                    {"customer_id": middle.customer_id or "NOBODY"},
                    lambda one: one.customer_id == middle.customer_id,
                ),
            ):
                page = await charges.list_page(**asked)
                assert [one.id for one in page.items] == [one.id for one in found if fits(one)], asked
            before = await charges.list_page(limit=2, ending_before=middle.id)
            place = found.index(middle)
            assert [one.id for one in before.items] == [one.id for one in found[place - 2 : place]]
            some = (found[0].order_id, found[-1].order_id)
            page = await orders.list_page(ids=some, oldest_first=True)
            assert tuple(one.id for one in page.items) == some[::-1]
            paid = await orders.list_page(status="paid", entered_lt_ms=at)
            assert {one.id for one in paid.items} < {one.order_id for one in found}
            every = await refunds.list_page()
            one = every.items[0]
            only = await refunds.list_page(charge_id=one.charge_id, created_lte_ms=one.created_ms)
            assert {each.charge_id for each in only.items} == {one.charge_id}

    with demo_app(orders=80) as demo:
        run(main(demo))


def test_a_charge_of_a_gift_card_tells_what_became_of_the_card() -> None:
    async def main(demo: Demo, gift_charge: str) -> None:
        async with signed_in(demo) as made:
            charge = await ChargesApi(made).get(gift_charge)
            assert (charge.brand, charge.captured_minor) == ("GIFT_CARD", 1000)
            assert charge.details
            assert charge.details.method == "giftCard"
            assert charge.details.gift_card == GiftCardBalance(5500, 6500, 0, "3025-01-01")

    with demo_app() as demo:
        with caller(demo) as client:
            charge = Till.of(client, demo.identity).gift_charge()
        run(main(demo, charge))


def test_a_surcharge_is_told() -> None:
    async def main(demo: Demo) -> None:
        async with signed_in(demo) as made:
            charge = await new_charge(demo, made)
            assert charge.details
            (surcharge,) = charge.details.additional_charges
            assert (surcharge.kind, surcharge.rate, surcharge.amount_minor) == (
                "CREDIT_SURCHARGE",
                35_000,
                70,
            )
            refund = await give_back(made, charge, None)
            assert refund.amount_minor == 2000

    with demo_app(options=DemoOptions(surcharge_rate=35_000)) as demo:
        run(main(demo))
