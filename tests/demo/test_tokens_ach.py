"""Tokens of bank accounts: what they need, what they show, and that charging one works at once or not at all."""

from pathlib import Path

import pytest

from cloverdesk.demo.options import DemoOptions
from tests.support.demo import Demo, with_demo
from tests.support.gift import error_of

ACH: dict[str, object] = {
    "bank_account_number": "1234567890",
    "bank_routing_number": "123456780",
    "encrypted": False,
    "check_type": "personal_check",
    "account_type": "checking",
    "customer_id_type": "driver_license",
    "customer_id_state": "CA",
    "customer_id": "X0000001",
    "first_name": "Ada",
    "last_name": "Example",
    "email": "ada@example.com",
    "phone": "4085550100",
    "address_line1": "1 Example St",
    "address_city": "Sunnyvale",
    "address_state": "CA",
    "address_zip": "94085",
    "address_country": "US",
    "agreement": {
        "agreement_id": "2c74dcc0-61ad-4f08-8764-a29aeb98f4a4",
        "type": "E_CHECK_GENERIC",
        "locale": "en_US",
    },
}
"""The sample of the documentation."""
CORPORATE = {
    **{name: value for name, value in ACH.items() if name not in {"first_name", "last_name"}},
    "check_type": "corporate_check",
    "business_name": "Example Inc.",
}
OPTIONAL = {"encrypted", "address_country"}
SALE = {"amount": 1800, "currency": "usd"}


def _post(demo: Demo, client, ach: dict[str, object]):
    return client.post("/v1/tokens", json={"ach": ach}, headers={"apikey": demo.identity.public_token})


async def _token(demo: Demo, client) -> str:
    return str((await _post(demo, client, ACH)).json()["id"])


@pytest.mark.parametrize("ach", [ACH, CORPORATE], ids=["personal", "corporate"])
def test_a_bank_account_makes_a_token_that_shows_last_digits(ach) -> None:
    @with_demo()
    async def script(demo, client) -> None:
        token = (await _post(demo, client, ach)).json()
        assert token.pop("id").startswith("clv_")
        assert token == {"object": "token", "ach": {"account_last4": "7890", "routing_last4": "6780"}}

    script()


@pytest.mark.parametrize("name", sorted(ACH.keys() - OPTIONAL))
def test_every_required_member_is_required(name) -> None:
    @with_demo()
    async def script(demo, client) -> None:
        answer = await _post(demo, client, {key: value for key, value in ACH.items() if key != name})
        error = answer.json()["error"]
        assert (answer.status_code, error["type"], error["param"]) == (
            400,
            "invalid_request_error",
            f"ach.{name}",
        )

    script()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"bank_account_number": "123456789"}, "invalid_request"),
        ({"bank_account_number": "1234567890123"}, "invalid_request"),
        ({"bank_account_number": "12345x7890"}, "invalid_request"),
        ({"bank_account_number": 1234567890}, "invalid_request"),
        ({"bank_routing_number": "12345678"}, "invalid_request"),
        ({"check_type": "cheque"}, "invalid_request"),
        ({"account_type": "current"}, "invalid_request"),
        ({"customer_id_type": "passport"}, "invalid_request"),
        ({"encrypted": "no"}, "invalid_request"),
        ({"email": "ada"}, "email_invalid"),
        ({"phone": " "}, "invalid_request"),
        ({"agreement": {}}, "invalid_request"),
        ({"agreement": "yes"}, "invalid_request"),
        ({"address_line2": 5}, "invalid_request"),
        ({"check_type": "corporate_check"}, "invalid_request"),
    ],
)
def test_a_wrong_member_makes_no_token(change, code) -> None:
    @with_demo()
    async def script(demo, client) -> None:
        assert error_of(await _post(demo, client, {**ACH, **change})) == (400, code)

    script()


@with_demo()
async def test_of_an_encrypted_number_nothing_is_known(demo, client) -> None:
    sealed = {**ACH, "encrypted": True, "bank_account_number": "c2VhbGVkLWJ5LWEta2V5LXRoYXQtaXMtbm90LWhlcmU="}
    token = (await _post(demo, client, sealed)).json()
    assert token["ach"] == {"routing_last4": "6780"}
    made = await client.post("/v1/charges", json={**SALE, "source": token["id"]})
    assert (made.status_code, made.json()["source"]) == (200, {"id": token["id"]})


def test_neither_numbers_nor_the_person_are_kept(tmp_path: Path) -> None:
    @with_demo(path=tmp_path / "store.db")
    async def script(demo, client) -> None:
        source = await _token(demo, client)
        assert (await client.post("/v1/charges", json={**SALE, "source": source})).status_code == 200

    script()
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b'"account_last4":"7890"' in written
    for name in ("bank_account_number", "bank_routing_number", "customer_id", "phone", "email"):
        assert str(ACH[name]).encode() not in written


@pytest.mark.parametrize(("allowed", "status"), [(False, 400), (True, 200)])
def test_bank_accounts_are_for_the_united_states_unless_switched_on(allowed, status) -> None:
    @with_demo(options=DemoOptions(ach_in_canada=allowed))
    async def script(demo, client) -> None:
        demo.store.make_note("merchant", "ca")
        assert (await _post(demo, client, ACH)).status_code == status

    script()


@with_demo()
async def test_charging_a_bank_account_works_once_and_can_be_refunded(demo, client) -> None:
    body = {**SALE, "source": await _token(demo, client), "intent": "save_credentials_on_file"}
    made = (await client.post("/v1/charges", json=body)).json()
    assert (made["payment_method_details"], made["paid"], made["source"]["last4"]) == ("ach", True, "7890")
    assert "saved_credentials_on_file" not in made
    assert error_of(await client.post("/v1/charges", json=body)) == (400, "token_already_used")
    refund = await client.post("/v1/refunds", json={"charge": made["id"], "amount": 500})
    assert (refund.status_code, refund.json()["amount"]) == (200, 500)


@with_demo()
async def test_money_of_a_bank_account_is_not_held(demo, client) -> None:
    body = {**SALE, "source": await _token(demo, client)}
    held = await client.post("/v1/charges", json={**body, "capture": False})
    assert held.json()["error"]["message"] == "pre-Authorization not supported"
    assert held.status_code == 400
    assert demo.ledger == []
    assert (await client.post("/v1/charges", json=body)).status_code == 200


@with_demo(options=DemoOptions(ach_held=True))
async def test_money_of_a_bank_account_may_be_held(demo, client) -> None:
    body = {**SALE, "source": await _token(demo, client), "capture": False}
    made = (await client.post("/v1/charges", json=body)).json()
    captured = await client.post(f"/v1/charges/{made['id']}/capture", json={"amount": 1000})
    assert captured.json()["amount_captured"] == 1000
