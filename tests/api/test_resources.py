"""What the wire's fields amount to, on the examples of the notes and on what else has been seen."""

import pytest

from cloverdesk.api.errors import BadAnswer
from cloverdesk.api.resources.charges import ChargesApi
from cloverdesk.api.resources.keys import KeysApi
from cloverdesk.api.resources.orders import OrdersApi
from cloverdesk.api.resources.refunds import RefundsApi
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.charges import AdditionalCharge, Charge, ChargeDetails, ChargeState, ThreeDs
from cloverdesk.domain.gift_cards import GiftCardBalance
from cloverdesk.domain.orders import Order, OrderLine, TaxRate
from cloverdesk.domain.refunds import Refund
from tests.support.aio import run
from tests.support.api import answer, flying, query

ID = "7H2Q9XKD4W8TA"
READ = {
    "id": ID,
    "object": "charge",
    "amount": 1800,
    "amount_captured": 1800,
    "amount_refunded": 500,
    "currency": "USD",
    "created": 1718035312000,
    "captured": True,
    "order": "0ZK3RD9V6B2XM",
    "ref_num": "416200501207",
    "auth_code": "OK4127",
    "outcome": {"network_status": "approved_by_network", "type": "authorized"},
    "paid": True,
    "refunded": False,
    "refunds": {"object": "list", "data": [{"id": "1B8XQK5T0VJ6W", "amount": 500}]},
    "status": "succeeded",
    "source": {"brand": "VISA", "exp_month": "12", "first6": "424242", "last4": "4242", "name": "Zoë O'Hara"},
    "ecomind": "ecom",
    "something_new": {"deeply": ["nested"]},
}
HOLD = {
    "id": ID,
    "amount": 5000,
    "amount_refunded": 0,
    "currency": "usd",
    "created": 1718035490118,
    "captured": False,
    "status": "succeeded",
}


def charge(body: object) -> Charge:
    async def work(made: ApiSession) -> Charge:
        return await ChargesApi(made).get(ID)

    found, _ = run(flying(work, answer(body)))
    return found


def test_a_charge_as_it_is_read() -> None:
    assert charge(READ) == Charge(
        id=ID,
        amount_minor=1800,
        captured_minor=1800,
        refunded_minor=500,
        currency="USD",
        created_ms=1718035312000,
        status="succeeded",
        order_id="0ZK3RD9V6B2XM",
        customer_name="Zoë O'Hara",
        brand="VISA",
        last4="4242",
        auth_code="OK4127",
        ref_num="416200501207",
        details=ChargeDetails(
            ecomind="ecom", network_status="approved_by_network", first6="424242", exp_month="12"
        ),
    )


def test_a_charge_in_other_clothes_is_the_same() -> None:
    other = READ | {
        "amount": "1800",
        "amount_captured": 1800.0,
        "created": "1718035312000",
        "captured": "true",
        "paid": "True",
        "currency": "usd",
        "order": {"id": "0ZK3RD9V6B2XM", "amount": 1800},
        "ref_num": 416200501207,
        "tip_amount": None,
    }
    assert charge(other) == charge(READ)
    assert charge({"object": "list", "data": [other]}) == charge(READ)
    assert charge({"data": {"elements": [READ | {"id": "ANOTHER"}, other]}}) == charge(READ)


@pytest.mark.parametrize(
    ("fields", "captured", "refunded", "state"),
    [
        ({}, 0, 0, ChargeState.HELD),
        ({"paid": True}, 5000, 0, ChargeState.PAID),
        ({"captured": True}, 5000, 0, ChargeState.PAID),
        ({"captured": "true", "tip_amount": 200}, 5200, 0, ChargeState.PAID),
        ({"paid": True, "amount_captured": 4200}, 4200, 0, ChargeState.PAID),
        ({"amount_captured": 0, "paid": True}, 0, 0, ChargeState.HELD),
        ({"captured": False, "paid": True, "amount_captured": 5000}, 5000, 0, ChargeState.PAID),
        ({"paid": True, "amount_refunded": 500}, 5000, 500, ChargeState.PARTLY_REFUNDED),
        ({"paid": True, "amount_refunded": 5000, "refunded": True}, 5000, 5000, ChargeState.REFUNDED),
        ({"paid": True, "amount_refunded": None, "refunded": "true"}, 5000, 5000, ChargeState.REFUNDED),
        ({"amount_refunded": 5000, "refunded": True}, 0, 5000, ChargeState.RELEASED),
        ({"amount_refunded": None, "refunded": True}, 0, 5000, ChargeState.RELEASED),
        ({"status": "failed", "paid": True, "captured": True}, 0, 0, ChargeState.DECLINED),
        ({"status": "failed", "amount_captured": 5000}, 0, 0, ChargeState.DECLINED),
        ({"status": "pending"}, 0, 0, ChargeState.PENDING),
        ({"status": "brand_new"}, 0, 0, ChargeState.PENDING),
        ({"status": None}, 0, 0, ChargeState.PENDING),
    ],
)
def test_what_was_taken(fields: dict[str, object], captured: int, refunded: int, state: ChargeState) -> None:
    found = charge(HOLD | fields)
    assert (found.captured_minor, found.refunded_minor, found.state) == (captured, refunded, state)
    assert found.line_count is None
    assert found.currency == "USD"


def test_a_declined_charge_and_an_expanded_customer() -> None:
    found = charge(
        HOLD
        | {
            "status": "failed",
            "failure_code": "card_declined",
            "failure_message": "Do not honor",
            "customer": {"id": "CUSTOMER", "name": "Ada"},
            "source": "clv_token",
            "external_reference_id": "WEB1042",
            "description": 1042,
        }
    )
    assert (found.failure_code, found.failure_message) == ("card_declined", "Do not honor")
    assert (found.customer_id, found.customer_name, found.brand) == ("CUSTOMER", "Ada", "")
    assert (found.external_reference_id, found.description) == ("WEB1042", "1042")


DETAILS = {
    "payment_method_details": "card",
    "receipt_email": "ada@example.com",
    "warning_message": "partial_redemption should be true for gift card",
    "partial_auth": "true",
    "outcome": {"network_status": "reversed_after_approval"},
    "source": {
        "exp_year": 2030,
        "address_line1_check": "failed",
        "address_zip_check": "pass",
        "cvc_check": None,
    },
    "gift_card": {
        "expiration_date": "3025-01-01",
        "previous_balance": "6500",
        "new_balance": 5500,
        "lock_amount": 1000,
        "lock_id": 8841,
    },
    "additional_charges": [{"id": "A", "amount": 63, "rate": "35000", "type": "CREDIT_SURCHARGE"}],
    "threeds": {
        "validation_result": "CHALLENGE_FLOW_REQUIRED",
        "liability_protection_status": "NOT_PROTECTED",
        "source": "CLOVER",
        "data": {"acs_url": "https://acs.example/challenge", "more": {"deep": 1}},
    },
    "metadata": {"cart": "c-5512", "count": 3, "gift": True, "none": None},
}


def details(**told: object) -> ChargeDetails:
    found = charge(HOLD | told).details
    assert found
    return found


def test_the_details_of_a_charge() -> None:
    assert details(**DETAILS) == ChargeDetails(
        method="card",
        network_status="reversed_after_approval",
        exp_year="2030",
        line1_check="failed",
        zip_check="pass",
        receipt_email="ada@example.com",
        warning_message="partial_redemption should be true for gift card",
        partial_auth=True,
        gift_card=GiftCardBalance(5500, 6500, 1000, "3025-01-01", "8841"),
        additional_charges=(AdditionalCharge(63, "CREDIT_SURCHARGE", 35_000, "A"),),
        threeds=ThreeDs(
            "CHALLENGE_FLOW_REQUIRED",
            "NOT_PROTECTED",
            "CLOVER",
            (("acs_url", "https://acs.example/challenge"), ("more", '{"deep":1}')),
        ),
        metadata=(("cart", "c-5512"), ("count", "3"), ("gift", "true"), ("none", "null")),
    )


@pytest.mark.parametrize(
    "odd", [None, "", 7, [], {}, "CREDIT_SURCHARGE", [{"amount": "?"}], {"elements": None}]
)
def test_a_detail_that_does_not_fit_keeps_no_charge_from_being_read(odd: object) -> None:
    for name in ("gift_card", "additional_charges", "threeds", "metadata"):
        found = details(**{name: odd})
        assert found.additional_charges == ()
        assert found.gift_card is None
        assert found.threeds in {None, ThreeDs("")}


@pytest.mark.parametrize(
    "told",
    [
        [{"amount": 63, "type": "CONVENIENCE_FEE"}],
        {"amount": 63, "type": "CONVENIENCE_FEE"},
        {"elements": [{"amount": "63", "type": "CONVENIENCE_FEE"}]},
    ],
)
def test_what_is_paid_on_top_in_all_its_clothes(told: object) -> None:
    expected = (AdditionalCharge(63, "CONVENIENCE_FEE"),)
    assert details(additional_charges=told).additional_charges == expected
    assert refund(FULL_REFUND | {"additional_charges": told}).additional_charges == expected
    given = {"id": "0ZK3RD9V6B2XM", "amount": 1, "currency": "USD", "additional_charges": told}
    assert order(given).additional_charges == expected


def test_charges_of_a_list_come_without_details() -> None:
    async def work(made: ApiSession) -> Charge:
        return (await ChargesApi(made).list_page()).items[0]

    found, _ = run(flying(work, answer({"data": [READ | DETAILS]})))
    assert found.details is None
    assert found.id == ID


def refund(body: object, **options: str) -> Refund:
    async def work(made: ApiSession) -> Refund:
        return await RefundsApi(made, **options).get("1B8XQK5T0VJ6W")

    found, _ = run(flying(work, answer(body)))
    return found


FULL_REFUND = {
    "id": "1B8XQK5T0VJ6W",
    "object": "refund",
    "amount": 500,
    "charge": ID,
    "created": 1718121712000,
    "reason": "requested_by_customer",
    "status": "succeeded",
    "external_reference_id": "RMA77",
    "metadata": {"refundType": "VOID", "authCode": "OK5521", "gatewayResponseCode": "00"},
}


def test_a_refund_as_it_is_read() -> None:
    assert refund(FULL_REFUND) == Refund(
        id="1B8XQK5T0VJ6W",
        charge_id=ID,
        amount_minor=500,
        currency="USD",
        created_ms=1718121712000,
        status="succeeded",
        reason="requested_by_customer",
        refund_type="VOID",
        external_reference_id="RMA77",
    )
    assert refund(FULL_REFUND | {"charge": {"id": ID}, "amount": "500"}) == refund(FULL_REFUND)
    assert refund(FULL_REFUND, default_currency="cad").currency == "CAD"
    assert refund(FULL_REFUND | {"currency": "eur"}, default_currency="CAD").currency == "EUR"
    assert refund(FULL_REFUND | {"metadata": {"refund_type": "REFUND"}}).refund_type == "REFUND"
    assert refund(FULL_REFUND | {"status": "failed", "failure_reason": "expired"}).failure_reason == "expired"


@pytest.mark.parametrize(("voided", "status"), [(False, ""), (True, "canceled"), ("true", "canceled")])
def test_a_sparse_refund(voided: object, status: str) -> None:
    found = refund({"id": "1B8XQK5T0VJ6W", "amount": 500, "inReportingPeriod": False, "voided": voided})
    assert found == Refund("1B8XQK5T0VJ6W", "", 500, "USD", 0, status)


def test_all_refunds_of_a_charge() -> None:
    async def work(made: ApiSession) -> tuple[Refund, ...]:
        return await RefundsApi(made).of_charge(ID, currency="CAD")

    first = [{"id": f"R{number}", "amount": 1} for number in range(100)]
    last = [first[-1], FULL_REFUND, FULL_REFUND | {"id": "OTHER", "charge": "ANOTHER"}]
    found, requests = run(flying(work, answer({"data": first}), answer({"data": last})))
    assert len(found) == 101
    assert {one.charge_id for one in found} == {ID}
    assert {one.currency for one in found} == {"CAD"}
    assert found[-1].external_reference_id == "RMA77"
    assert [query(request) for request in requests] == [
        {"limit": "100", "charge": ID},
        {"limit": "100", "charge": ID, "starting_after": "R99"},
    ]


def test_no_refund_of_a_charge_is_left_out_silently() -> None:
    async def work(made: ApiSession) -> tuple[Refund, ...]:
        return await RefundsApi(made).of_charge(ID, currency="USD")

    with pytest.raises(BadAnswer):
        run(flying(work, answer({"data": [FULL_REFUND, {"id": "X", "amount": "?"}]})))


def order(body: object) -> Order:
    async def work(made: ApiSession) -> Order:
        return await OrdersApi(made).get("0ZK3RD9V6B2XM")

    found, _ = run(flying(work, answer(body)))
    return found


ITEMS = [
    {
        "parent": "6T0WJ9QX2MVKC",
        "amount": 1358,
        "currency": "usd",
        "description": "Mug",
        "quantity": "2",
        "tax_rates": {"elements": [{"name": "Sales Tax", "rate": "1000000"}]},
    },
    {"amount": 272, "description": "Tax", "quantity": 1, "type": "tax"},
    {"amount": -100, "description": "Friend", "type": "discount"},
]
ORDER = {
    "id": "0ZK3RD9V6B2XM",
    "amount": 2716,
    "currency": "usd",
    "tax_amount": 272,
    "created": 1718035200000,
    "customer": "CUSTOMER",
    "status": "paid",
    "charge": ID,
    "past_charges": ["OLDER", {"id": "OLDEST"}, ID],
    "items": ITEMS,
    "amount_paid": "2716",
    "amount_returned": 0,
    "tip_amount": 45,
    "email": "ada@example.com",
    "source": {"brand": "VISA", "last4": "4242"},
    "auth_code": "OK4127",
    "ref_num": 416200501207,
    "external_reference_id": "WEB1042",
    "warning_message": "Careful",
    "status_transitions": {"paid": "1718035312345", "returned": None},
}


def test_an_order() -> None:
    found = order(ORDER)
    assert found == Order(
        id="0ZK3RD9V6B2XM",
        amount_minor=2716,
        currency="USD",
        created_ms=1718035200000,
        status="paid",
        tax_minor=272,
        customer_id="CUSTOMER",
        charge_ids=(ID, "OLDER", "OLDEST"),
        lines=(
            OrderLine("Mug", 2, 1358, "sku", "6T0WJ9QX2MVKC", (TaxRate("Sales Tax", 1_000_000),)),
            OrderLine("Tax", 1, 272, "tax"),
            OrderLine("Friend", 1, -100, "discount"),
        ),
        paid_minor=2716,
        returned_minor=0,
        tip_minor=45,
        email="ada@example.com",
        brand="VISA",
        last4="4242",
        auth_code="OK4127",
        ref_num="416200501207",
        external_reference_id="WEB1042",
        warning_message="Careful",
        entered_ms=(("paid", 1718035312345),),
    )
    assert order({**ORDER, "items": {"elements": ITEMS}, "charge": {"id": ID}}) == found


def test_a_sparse_order() -> None:
    found = order({"id": "0ZK3RD9V6B2XM", "amount": 2716, "currency": "USD", "items": None})
    assert found == Order("0ZK3RD9V6B2XM", 2716, "USD", 0)
    assert (found.paid_minor, found.returned_minor) == (None, None)


def test_orders_come_in_pages() -> None:
    async def work(made: ApiSession) -> object:
        return await OrdersApi(made).list_page(limit=10, starting_after="A", interactive=True)

    element = {"id": "0ZK3RD9V6B2XM", "amount": 2716, "currency": "USD", "charge": ID}
    page, requests = run(flying(work, answer({"data": [element], "has_more": False})))
    assert page.items[0].charge_ids == (ID,)
    assert not page.has_more
    assert requests[0].url.path == "/v1/orders"
    assert query(requests[0]) == {"limit": "10", "starting_after": "A"}


def test_the_public_key() -> None:
    async def work(made: ApiSession) -> object:
        return await KeysApi(made).get()

    body = {"apiAccessKey": "5c1f0e7b", "merchantUuid": "3M7DPEVQ91HKA", "active": "true", "createdTime": 1}
    key, requests = run(flying(work, answer(body)))
    assert (key.merchant_id, key.public_key.reveal(), key.active) == ("3M7DPEVQ91HKA", "5c1f0e7b", True)
    assert "5c1f0e7b" not in repr(key)
    assert requests[0].url.path == "/pakms/apikey"
    with pytest.raises(BadAnswer) as caught:
        run(flying(work, answer({"apiAccessKey": "5c1f0e7b", "merchant": "x"})))
    assert "5c1f0e7b" not in str(caught.value)
