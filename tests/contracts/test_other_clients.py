"""Programs that others wrote against the published clients work when they are pointed at the store."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

import pytest

from tests.contracts.callers import served
from tests.contracts.clients import Program
from tests.contracts.till import CARD

HABITS: dict[str, dict[str, Any]] = {
    "plain": {},
    "an extra query parameter": {"query": {"foo": "bar"}},
    "large header names": {"always": {"ACCEPT-LANGUAGE": "en", "X-FORWARDED-FOR": "203.0.113.7"}},
    "small bearer": {"small": True},
    "hangs up each time": {"always": {"Connection": "close"}},
}
BROWSING = {"limit": 2}


@pytest.fixture(scope="module")
def said() -> Iterator[Mapping[str, Any]]:
    """A server with a little trade behind it."""
    with served(orders=12) as line:
        yield line


@pytest.fixture(params=HABITS)
def program(request: pytest.FixtureRequest, said: Mapping[str, Any]) -> Iterator[Program]:
    """A program with one of the habits, which sends both keys with every call to one address."""
    habit = dict(HABITS[request.param])
    small = habit.pop("small", False)
    with closing(Program(said["url"], said["api_token"], said["public_token"], **habit)) as made:
        if small:
            made.always = {"Authorization": f"bearer {said['api_token']}"}
        yield made


def token(program: Program) -> str:
    """A token of a card."""
    return str(program.post("/v1/tokens", {"card": CARD})["id"])


def test_charge_capture_refund(program: Program) -> None:
    hold = {"amount": 2500, "currency": "usd", "source": token(program), "capture": False}
    charge = program.post("/v1/charges", hold)
    taken = program.post(f"/v1/charges/{charge['id']}/capture", {"amount": 2000})
    assert (taken["amount_captured"], taken["paid"]) == (2000, True)
    refund = program.post("/v1/refunds", {"charge": charge["id"], "amount": 500})
    assert refund["status"] == "succeeded"
    read = program.get(f"/v1/charges/{charge['id']}")
    assert (read["amount_refunded"], read["refunded"]) == (500, False)
    assert [one["id"] for one in program.get("/v1/refunds", charge=charge["id"])["data"]] == [refund["id"]]


def test_amounts_as_text(program: Program) -> None:
    sale = {"amount": "1800", "currency": "usd", "source": token(program)}
    charge = program.post("/v1/charges", sale)
    assert charge["amount"] == 1800
    assert program.post("/v1/refunds", {"charge": charge["id"], "amount": "800"})["amount"] == 800
    line = {"amount": "1358", "currency": "usd", "description": "Mug", "quantity": "2"}
    order = program.post("/v1/orders", {"currency": "usd", "email": "ada@example.com", "items": [line]})
    assert order["amount"] == 2716
    part = {"source": token(program), "amount": "1000", "tip_amount": "100"}
    assert program.post(f"/v1/orders/{order['id']}/pay", part)["amount_paid"] == 1000
    hold = program.post("/v1/charges", {**sale, "source": token(program), "capture": False})
    assert program.post(f"/v1/charges/{hold['id']}/capture", {"amount": "700"})["amount_captured"] == 700


def test_an_order_is_paid_and_returned(program: Program) -> None:
    line = {"amount": 1358, "currency": "usd", "description": "Mug", "quantity": 2, "type": "sku"}
    order = program.post("/v1/orders", {"currency": "usd", "email": "ada@example.com", "items": [line]})
    path = f"/v1/orders/{order['id']}"
    first = program.post(f"{path}/pay", {"source": token(program), "amount": 1000, "currency": "usd"})
    assert (first["status"], first["amount_paid"]) == ("created", 1000)
    paid = program.post(f"{path}/pay", {"source": token(program), "email": "ada@example.com"})
    assert (paid["status"], paid["amount_paid"]) == ("paid", 2716)
    assert program.ask("POST", f"{path}/pay", {"source": token(program)})[0] == 409
    item = {"parent": paid["items"][0]["parent"], "amount": 1358, "type": "sku"}
    assert program.post(f"{path}/returns", {"items": [item]})["amount_returned"] == 1358
    assert program.post(f"{path}/returns")["amount_returned"] == 2716


def test_a_customer_with_a_card_on_file(program: Program, said: Mapping[str, Any]) -> None:
    source = token(program)
    customer = program.post(
        "/v1/customers", {"email": "ada@example.com", "source": source, "firstName": "Ada"}
    )
    stored = {"sequence": "SUBSEQUENT", "is_scheduled": False, "initiator": "MERCHANT"}
    for payer in (customer["id"], source):
        sale = {"amount": 700, "currency": "usd", "source": payer, "stored_credentials": stored}
        assert program.post("/v1/charges", sale)["status"] == "succeeded"
    merchant = f"/v3/merchants/{said['merchant_id']}"
    found = program.get(f"{merchant}/customers", filter=f"id={customer['id']}", expand="cards")["elements"]
    card = found[0]["cards"]["elements"][0]
    assert (card["last4"], card["id"]) == ("4242", customer["sources"]["data"][0])
    assert program.delete(f"/v1/customers/{customer['id']}/sources/{card['id']}")["deleted"] is True
    sale = {"amount": 700, "currency": "usd", "source": customer["id"]}
    status, told = program.ask("POST", "/v1/charges", sale)
    assert (status, told["error"]["code"]) == (400, "card_on_file_missing")


def test_a_gift_card(program: Program) -> None:
    made = program.post("/v1/activate", {"promotion_code": "112233", "amount": "5000", "currency": "usd"})
    card = {"number": made["gift_card"]["number"], "security_code": made["gift_card"]["security_card_value"]}

    def scanned() -> str:
        return str(program.post("/v1/tokens", {"gift_card": card})["id"])

    spent = {
        "source": scanned(),
        "amount": 1500,
        "currency": "usd",
        "capture": "true",
        "partial_redemption": "true",
    }
    assert program.post("/v1/charges", spent)["gift_card"]["new_balance"] == 3500
    lock = program.post("/v1/charges", {**spent, "source": scanned(), "capture": "false"})
    told = program.post(f"/v1/charges/{lock['id']}/capture", {"amount": 600})["gift_card"]
    assert (told["previous_balance"], told["new_balance"]) == (3500, 2900)
    program.post("/v1/reload", {"source": scanned(), "amount": 100, "currency": "usd"})
    assert program.post("/v1/balance_inquiry", {"source": scanned()})["gift_card"]["new_balance"] == 3000
    assert program.post("/v1/cashout", {"source": scanned()})["amount"] == 3000


def test_a_plan_with_a_subscription(program: Program, said: Mapping[str, Any]) -> None:
    program.always = {**program.always, "X-Clover-Merchant-Id": said["merchant_id"]}
    terms = {"name": "Monthly box", "amount": "2500", "interval": "MONTH", "intervalCount": 1}
    plan = program.post("/recurring/v1/plans", terms)
    customer = program.post("/v1/customers", {"email": "ada@example.com", "source": token(program)})["id"]
    joined = {"customerId": customer, "collectionMethod": "CHARGE_AUTOMATICALLY"}
    member = program.post(f"/recurring/v1/plans/{plan['id']}/subscriptions", joined)
    assert (member["active"], member["amount"]) == (True, 2500)
    path = f"/recurring/v1/subscriptions/{member['id']}"
    assert program.put(path, {"active": "false"})["active"] is False
    assert [one["id"] for one in program.get("/recurring/v1/subscriptions", customerUuid=customer)] == [
        member["id"]
    ]
    assert program.delete(path)["deletedTime"]


def test_pages_of_the_platform(program: Program, said: Mapping[str, Any]) -> None:
    path = f"/v3/merchants/{said['merchant_id']}/employees"
    whole = [one["id"] for one in program.get(path)["elements"]]
    found: list[str] = []
    while page := program.get(path, limit=2, offset=len(found))["elements"]:
        found += [one["id"] for one in page]
    assert found == whole
    assert len(whole) > 2


def test_pages_of_charges(program: Program) -> None:
    newest = program.get("/v1/charges", limit=100)["data"]
    found: list[str] = []
    more: dict[str, str] = {}
    while len(found) < 7:
        page = program.get("/v1/charges", limit=3, **more)
        found += [one["id"] for one in page["data"]]
        more = {"starting_after": found[-1]}
    assert found == [one["id"] for one in newest][: len(found)]
