"""Charges: reading them, making them, and taking or letting go of what is held."""

from collections.abc import Awaitable, Callable
from uuid import uuid4

from cloverdesk.api.money.charges import ChargeCalls
from cloverdesk.api.pages import ApiPage
from cloverdesk.api.resources.charges import ChargesApi
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.charges import Charge, ChargeState
from cloverdesk.domain.payments import (
    Browser,
    CredentialSequence,
    Ecomind,
    Initiator,
    NewCharge,
    SavedSource,
    StoredCredentials,
    Tender,
)
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.tokens import Token, TokenKind
from tests.api.operations.case import AnyCase, Case, Kind
from tests.contracts.till import CHALLENGED, Till

CHARGE = "7H2Q9XKD4W8TA"
REFERENCE = "ABCDEFGHJKMN"
SAMPLE = Token(Secret("clv_1TSTSa7QmZ3Lw9Rk2Vb8Np4X"), TokenKind.CARD)
ANSWER = {
    "id": CHARGE,
    "amount": 1800,
    "currency": "usd",
    "created": 1718035312345,
    "captured": True,
    "paid": True,
    "status": "succeeded",
    "external_reference_id": REFERENCE,
}
BROWSER = Browser(
    ip="203.0.113.7",
    accept_header="*/*",
    language="en-US",
    screen_height="1120",
    screen_width="1792",
    tz="420",
    user_agent="Mozilla/5.0",
)
Change = Callable[[ApiSession, str], Awaitable[Charge]]


def _token(till: Till) -> Token:
    return Token(Secret(till.token()), TokenKind.CARD)


def _gift_token(till: Till, amount: int) -> Token:
    return Token(Secret(till.gift_token(till.gift_card(amount))), TokenKind.GIFT_CARD)


# ---------------------------------------------------------------- reads


async def _list(session: ApiSession, customer: str) -> ApiPage[Charge]:
    return await ChargesApi(session).list_page(
        customer_id=customer, is_threeds=False, limit=5, expand=("customer",), created_gt_ms=0
    )


def _two_of_a_customer(till: Till) -> str:
    customer = str(till.customer()["id"])
    for amount in (1100, 1200):
        till.charge(amount, source=customer)
    return customer


def _are_the_two(_: Till, customer: str, page: ApiPage[Charge]) -> None:
    assert [charge.amount_minor for charge in page.items] == [1200, 1100]
    assert {charge.customer_id for charge in page.items} == {customer}
    assert len(page.raws) == 2
    assert not page.has_more
    assert not page.rejected


async def _get(session: ApiSession, charge_id: str) -> Charge:
    return await ChargesApi(session).get(charge_id)


def _is_whole(_: Till, charge_id: str, charge: Charge) -> None:
    assert (charge.id, charge.state, charge.captured_minor) == (charge_id, ChargeState.PAID, 2000)
    assert charge.order_id
    assert charge.details
    told = charge.details
    assert (told.method, told.ecomind, told.first6, told.exp_year) == ("card", "ecom", "424242", "2030")
    assert (told.zip_check, told.cvc_check, told.network_status) == ("", "pass", "approved_by_network")


# ---------------------------------------------------------------- making one


async def _create(session: ApiSession, asked: NewCharge) -> Charge:
    return await ChargeCalls(session).create(
        asked, idempotency_key=str(uuid4()), external_reference_id=REFERENCE
    )


def _sale(till: Till) -> NewCharge:
    return NewCharge(
        amount_minor=1980,
        currency="USD",
        source=_token(till),
        tax_minor=180,
        tip_minor=200,
        description="Order 1042",
        receipt_email="ada@example.com",
        metadata={"cart": "c-5512"},
    )


def _is_sold(till: Till, _: NewCharge, charge: Charge) -> None:
    read = till.call("GET", f"/v1/charges/{charge.id}")
    assert (charge.state, charge.captured_minor, charge.currency) == (ChargeState.PAID, 2180, "USD")
    assert (read["amount_captured"], read["tax_amount"], read["tip_amount"]) == (2180, 180, 200)
    assert (read["ecomind"], read["external_reference_id"]) == ("moto", REFERENCE)
    assert charge.details
    assert charge.details.metadata == (("cart", "c-5512"),)
    assert charge.details.receipt_email == "ada@example.com"


def _hold(till: Till) -> NewCharge:
    return NewCharge(amount_minor=5000, currency="usd", source=_token(till), capture=False)


def _is_held(till: Till, _: NewCharge, charge: Charge) -> None:
    assert (charge.state, charge.captured_minor, charge.total.amount) == (ChargeState.HELD, 0, 5000)
    assert till.call("GET", f"/v1/charges/{charge.id}")["captured"] is False


def _on_file(till: Till) -> NewCharge:
    stored = StoredCredentials(
        CredentialSequence.SUBSEQUENT, Initiator.MERCHANT, is_scheduled=True, bill_pay_indicator="Recurring"
    )
    customer = SavedSource(str(till.customer()["id"]))
    return NewCharge(
        amount_minor=1800,
        currency="usd",
        source=customer,
        stored_credentials=stored,
        ecomind=Ecomind.ECOM,
    )


def _is_of_the_customer(till: Till, asked: NewCharge, charge: Charge) -> None:
    assert isinstance(asked.source, SavedSource)
    assert charge.customer_id == asked.source.id
    sent = till.call("GET", f"/v1/charges/{charge.id}")["stored_credentials"]
    assert (sent["sequence"], sent["initiator"], sent["is_scheduled"]) == ("SUBSEQUENT", "MERCHANT", True)
    assert sent["installment_info"] == {"bill_pay_indicator": "Recurring"}


def _kept(till: Till) -> NewCharge:
    return NewCharge(amount_minor=700, currency="usd", source=_token(till), keep_source=True)


def _pays_again(till: Till, asked: NewCharge, _: Charge) -> None:
    assert isinstance(asked.source, Token)
    assert till.charge(800, source=asked.source.id.reveal())


def _by_gift_card(till: Till) -> NewCharge:
    return NewCharge(amount_minor=5000, currency="usd", source=_gift_token(till, 3000))


def _is_what_the_card_had(_: Till, __: NewCharge, charge: Charge) -> None:
    assert (charge.amount_minor, charge.captured_minor, charge.brand) == (3000, 3000, "GIFT_CARD")
    assert charge.details
    assert charge.details.partial_auth
    assert charge.details.warning_message == ""
    balance = charge.details.gift_card
    assert balance
    assert (balance.previous_minor, balance.new_minor, balance.locked_minor) == (3000, 0, 0)


def _lock(till: Till) -> NewCharge:
    return NewCharge(amount_minor=1000, currency="usd", source=_gift_token(till, 6500), capture=False)


def _is_locked(_: Till, __: NewCharge, charge: Charge) -> None:
    assert (charge.state, charge.captured_minor) == (ChargeState.HELD, 0)
    assert charge.details
    assert charge.details.gift_card
    assert charge.details.gift_card.lock_id
    assert charge.details.gift_card.new_minor == 5500


def _in_cash(_: Till) -> NewCharge:
    tender = Tender(label_key="com.clover.tender.cash")
    return NewCharge(amount_minor=900, currency="usd", source=tender)


def _is_by_tender(till: Till, _: NewCharge, charge: Charge) -> None:
    read = till.call("GET", f"/v1/charges/{charge.id}")
    assert read["tender"] == {"label_key": "com.clover.tender.cash"}


def _challenged(till: Till) -> NewCharge:
    token = Token(Secret(till.token(CHALLENGED)), TokenKind.CARD)
    return NewCharge(amount_minor=1000, currency="usd", source=token, browser=BROWSER)


def _waits(_: Till, __: NewCharge, charge: Charge) -> None:
    assert (charge.state, charge.captured_minor) == (ChargeState.PENDING, 0)
    assert charge.details
    threeds = charge.details.threeds
    assert threeds
    assert threeds.wants_browser
    assert dict(threeds.data)["acs_url"].startswith("https://")


def _made(
    prepare: Callable[[Till], NewCharge],
    check: Callable[[Till, NewCharge, Charge], None],
    name: str,
    *,
    effects: int = 1,
) -> AnyCase:
    """A case of a new charge that is not sent into every trouble."""
    sample = NewCharge(amount_minor=1800, currency="usd", source=SAMPLE)
    return Case(
        "createCharge",
        Kind.MONEY,
        prepare,
        _create,
        check,
        sample=sample,
        answer=ANSWER,
        effects=effects,
        name=name,
        troubled=False,
    )


# ---------------------------------------------------------------- what becomes of a hold


def _captured(charge_id: str = "", **more: object) -> Change:
    async def capture(session: ApiSession, held: str) -> Charge:
        return await ChargeCalls(session).capture(held, idempotency_key=str(uuid4()), **more)  # type: ignore[arg-type]

    return capture


def _took(minor: int) -> Callable[[Till, str, Charge], None]:
    def check(till: Till, charge_id: str, charge: Charge) -> None:
        assert (charge.id, charge.captured_minor) == (charge_id, minor)
        assert till.call("GET", f"/v1/charges/{charge_id}")["amount_captured"] == minor

    return check


def _let_go(till: Till, charge_id: str, charge: Charge) -> None:
    read = till.call("GET", f"/v1/charges/{charge_id}")
    assert (charge.captured_minor, read["amount_captured"]) == (0, 0)
    assert charge.details
    assert charge.details.gift_card
    assert (charge.details.gift_card.previous_minor, charge.details.gift_card.new_minor) == (6500, 6500)


async def _release(session: ApiSession, charge_id: str) -> Charge:
    return await ChargeCalls(session).release(charge_id, keep_minor=4560)


def _keeps(_: Till, charge_id: str, charge: Charge) -> None:
    assert (charge.id, charge.captured_minor) == (charge_id, 4560)
    assert charge.details
    assert charge.details.network_status == "reversed_after_approval"


async def _finalize(session: ApiSession, charge_id: str) -> Charge:
    return await ChargeCalls(session).finalize(charge_id, flow_status="CHALLENGE_FLOW_COMPLETED")


def _is_finished(_: Till, charge_id: str, charge: Charge) -> None:
    assert (charge.id, charge.state, charge.captured_minor) == (charge_id, ChargeState.PAID, 1000)
    assert charge.details
    assert charge.details.threeds
    assert (charge.details.threeds.liability, charge.details.threeds.wants_browser) == ("PROTECTED", False)


def _capture(
    name: str,
    prepare: Callable[[Till], str],
    check: Callable[[Till, str, Charge], None],
    *,
    effects: int,
    **more: object,
) -> AnyCase:
    return Case(
        "captureCharge",
        Kind.MONEY,
        prepare,
        _captured(**more),
        check,
        sample=CHARGE,
        answer=ANSWER,
        effects=effects,
        name=name,
        troubled=name == "whole",
    )


CASES: tuple[AnyCase, ...] = (
    Case(
        "listCharges",
        Kind.READ,
        _two_of_a_customer,
        _list,
        _are_the_two,
        sample="5NV8KX0RQ3ZJE",
        answer={"object": "list", "data": [ANSWER]},
    ),
    Case(
        "getCharge",
        Kind.READ,
        Till.charge,
        _get,
        _is_whole,
        sample=CHARGE,
        answer=ANSWER,
    ),
    Case(
        "createCharge",
        Kind.MONEY,
        _sale,
        _create,
        _is_sold,
        sample=NewCharge(amount_minor=1800, currency="usd", source=SAMPLE),
        answer=ANSWER,
        effects=1,
        name="a sale",
    ),
    _made(_hold, _is_held, "a hold"),
    _made(_on_file, _is_of_the_customer, "a card on file"),
    _made(_kept, _pays_again, "a token that is kept"),
    _made(_by_gift_card, _is_what_the_card_had, "a gift card", effects=2),
    _made(_lock, _is_locked, "a lock of a gift card", effects=2),
    _made(_in_cash, _is_by_tender, "a tender"),
    _made(_challenged, _waits, "3DS", effects=1),
    _capture("whole", Till.hold, _took(5000), effects=1),
    _capture("a part", Till.hold, _took(4200), effects=2, amount_minor=4200, receipt_email="ada@example.com"),
    _capture("a shipment", Till.hold, _took(2000), effects=1, amount_minor=2000, shipment=(1, 3)),
    _capture(
        "nothing of a lock",
        lambda till: till.gift_charge(capture=False),
        _let_go,
        effects=2,
        amount_minor=0,
    ),
    Case(
        "releaseAuthorization",
        Kind.MONEY,
        lambda till: till.part_captured(5000, 4560),
        _release,
        _keeps,
        sample=CHARGE,
        answer=ANSWER,
        effects=1,
    ),
    Case(
        "finalizeThreeDsCharge",
        Kind.MONEY,
        Till.challenged,
        _finalize,
        _is_finished,
        sample=CHARGE,
        answer=ANSWER,
        effects=1,
    ),
)
