"""Refunds: reading them, giving back, and taking that back."""

from uuid import uuid4

from cloverdesk.api.money.refunds import RefundCalls
from cloverdesk.api.pages import ApiPage
from cloverdesk.api.resources.refunds import RefundsApi
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.refunds import Refund, RefundReason, VoidOfRefund
from tests.api.operations.case import AnyCase, Case, Kind
from tests.contracts.till import Till

CHARGE, REFUND = "7H2Q9XKD4W8TA", "1B8XQK5T0VJ6W"
REFERENCE = "ABCDEFGHJKMN"
ANSWER = {
    "id": REFUND,
    "object": "refund",
    "amount": 500,
    "charge": CHARGE,
    "created": 1718121712345,
    "status": "succeeded",
}


async def _list(session: ApiSession, charge_id: str) -> ApiPage[Refund]:
    return await RefundsApi(session).list_page(charge_id=charge_id, created_lte_ms=4_000_000_000_000)


def _two_of_a_charge(till: Till) -> str:
    charge = till.charge()
    till.refund(charge, 500)
    till.refund(charge, 300)
    return charge


def _are_the_two(_: Till, charge_id: str, page: ApiPage[Refund]) -> None:
    assert [one.amount_minor for one in page.items] == [300, 500]
    assert {one.charge_id for one in page.items} == {charge_id}


async def _get(session: ApiSession, refund_id: str) -> Refund:
    return await RefundsApi(session).get(refund_id)


def _is_it(_: Till, refund_id: str, refund: Refund) -> None:
    assert (refund.id, refund.amount_minor, refund.status, refund.currency) == (
        refund_id,
        500,
        "succeeded",
        "USD",
    )


async def _create(session: ApiSession, giving: tuple[str, int | None]) -> Refund:
    charge_id, amount = giving
    return await RefundCalls(session).create(
        charge_id=charge_id,
        amount_minor=amount,
        reason=RefundReason.REQUESTED_BY_CUSTOMER,
        idempotency_key=str(uuid4()),
        external_reference_id=REFERENCE,
    )


def _went_back(till: Till, giving: tuple[str, int | None], refund: Refund) -> None:
    charge_id, amount = giving
    assert (refund.charge_id, refund.amount_minor) == (charge_id, amount or 2000)
    assert till.call("GET", f"/v1/charges/{charge_id}")["amount_refunded"] == refund.amount_minor
    assert (refund.external_reference_id, refund.reason) == (REFERENCE, "requested_by_customer")


def _was_let_go(till: Till, giving: tuple[str, int | None], refund: Refund) -> None:
    assert (refund.refund_type, refund.amount_minor) == ("PREAUTH", 5000)
    assert till.call("GET", f"/v1/charges/{giving[0]}")["refunded"] is True


def _to_the_gift_card(_: Till, __: tuple[str, int | None], refund: Refund) -> None:
    assert (refund.refund_type, refund.amount_minor) == ("VOID", 1000)
    assert refund.gift_card
    assert (refund.gift_card.previous_minor, refund.gift_card.new_minor) == (5500, 6500)


async def _cancel(session: ApiSession, refund_id: str) -> VoidOfRefund:
    return await RefundCalls(session).cancel(refund_id)


def _was_taken_back(till: Till, refund_id: str, void: VoidOfRefund) -> None:
    assert (void.refund_id, void.amount_minor, void.status) == (refund_id, 100, "succeeded")
    assert void.gift_card
    assert (void.gift_card.previous_minor, void.gift_card.new_minor) == (5600, 5500)
    read = till.call("GET", f"/v1/refunds/{refund_id}")
    assert (read["status"], read["charge"]) == ("canceled", void.charge_id)


CASES: tuple[AnyCase, ...] = (
    Case(
        "listRefunds",
        Kind.READ,
        _two_of_a_charge,
        _list,
        _are_the_two,
        sample=CHARGE,
        answer={"object": "list", "data": [ANSWER]},
    ),
    Case(
        "getRefund",
        Kind.READ,
        lambda till: till.refund(till.charge(), 500),
        _get,
        _is_it,
        sample=REFUND,
        answer=ANSWER,
    ),
    Case(
        "createRefund",
        Kind.MONEY,
        lambda till: (till.charge(), 500),
        _create,
        _went_back,
        sample=(CHARGE, 500),
        answer=ANSWER,
        effects=1,
        name="a part",
    ),
    Case(
        "createRefund",
        Kind.MONEY,
        lambda till: (till.charge(), None),
        _create,
        _went_back,
        sample=(CHARGE, None),
        answer=ANSWER,
        effects=1,
        name="whole",
        troubled=False,
    ),
    Case(
        "createRefund",
        Kind.MONEY,
        lambda till: (till.hold(), None),
        _create,
        _was_let_go,
        sample=(CHARGE, None),
        answer=ANSWER,
        effects=1,
        name="of a hold",
        troubled=False,
    ),
    Case(
        "createRefund",
        Kind.MONEY,
        lambda till: (till.gift_charge(), None),
        _create,
        _to_the_gift_card,
        sample=(CHARGE, None),
        answer=ANSWER,
        effects=2,
        name="to a gift card",
        troubled=False,
    ),
    Case(
        "cancelRefund",
        Kind.MONEY,
        lambda till: till.refund(till.gift_charge(), 100),
        _cancel,
        _was_taken_back,
        sample=REFUND,
        answer=ANSWER | {"object": "void_on_refund"},
        effects=2,
    ),
)
