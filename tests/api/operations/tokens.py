"""Tokens of every kind."""

from cloverdesk.api.resources.tokens import TokensApi
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.test_cards import TestCard
from cloverdesk.domain.tokens import BankAccount, Token, TokenKind
from tests.api.operations.case import AnyCase, Case, Kind
from tests.contracts.till import Till

TOKEN = "clv_1TSTSa7QmZ3Lw9Rk2Vb8Np4X"
GIFT_NUMBER, GIFT_CODE = "9872004412907", "48213907"
"""A card that no store has."""
ACCOUNT = BankAccount(
    account_number=Secret("1234567890"),
    routing_number=Secret("123456780"),
    check_type="personal_check",
    account_type="checking",
    customer_id_type="driver_license",
    customer_id_state="CA",
    customer_id=Secret("X0000001"),
    email="ada@example.com",
    phone="4085550100",
    address_line1="1 Example St",
    address_city="Sunnyvale",
    address_state="CA",
    address_zip="94085",
    agreement_id="2c74dcc0-61ad-4f08-8764-a29aeb98f4a4",
    first_name="Ada",
    last_name="Example",
)


async def _card(session: ApiSession, card: TestCard) -> Token:
    return await TokensApi(session).card(card, name="Ada Example", address_zip="94085")


def _charges(till: Till, token: Token) -> None:
    """The token pays once."""
    body = {"amount": 1500, "currency": "usd", "source": token.id.reveal()}
    assert till.call("POST", "/v1/charges", body)["status"] == "succeeded"


def _is_of_the_card(till: Till, card: TestCard, token: Token) -> None:
    assert (token.kind, token.brand, token.last4) == (TokenKind.CARD, card.brand, card.last4)
    assert (token.first6, token.exp_month, token.exp_year) == (card.number[:6], "12", "2039")
    _charges(till, token)


async def _ach(session: ApiSession, _: None) -> Token:
    return await TokensApi(session).ach(ACCOUNT)


def _is_of_the_account(till: Till, _: None, token: Token) -> None:
    assert (token.kind, token.last4, token.routing_last4) == (TokenKind.ACH, "7890", "6780")
    _charges(till, token)


async def _gift_card(session: ApiSession, card: tuple[Secret, Secret]) -> Token:
    return await TokensApi(session).gift_card(*card)


def _is_of_the_gift_card(till: Till, card: tuple[Secret, Secret], token: Token) -> None:
    assert (token.kind, token.brand) == (TokenKind.GIFT_CARD, "GIFT_CARD")
    assert card[0].reveal().endswith(token.last4)
    assert token.last4
    _charges(till, token)


def _new_gift_card(till: Till) -> tuple[Secret, Secret]:
    card = till.gift_card()
    return Secret(card["number"]), Secret(card["security_code"])


async def _external(session: ApiSession, value: str) -> Token:
    return await TokensApi(session).external(Secret(value), exp_month=12, exp_year=2039)


def _is_good_for_many(till: Till, _: str, token: Token) -> None:
    assert (token.kind, token.exp_month, token.exp_year) == (TokenKind.CARD, "12", "2039")
    _charges(till, token)
    _charges(till, token)


CASES: tuple[AnyCase, ...] = (
    Case(
        "createToken",
        Kind.AGAIN,
        lambda _: TestCard.VISA,
        _card,
        _is_of_the_card,
        sample=TestCard.VISA,
        answer={"id": TOKEN, "object": "token", "card": {"last4": "4242", "brand": "VISA"}},
        name="of a card",
    ),
    Case(
        "createToken",
        Kind.AGAIN,
        lambda _: None,
        _ach,
        _is_of_the_account,
        sample=None,
        answer={"id": TOKEN, "object": "token", "ach": {"account_last4": "7890", "routing_last4": "6780"}},
        name="of a bank account",
        troubled=False,
    ),
    Case(
        "createToken",
        Kind.AGAIN,
        _new_gift_card,
        _gift_card,
        _is_of_the_gift_card,
        sample=(Secret(GIFT_NUMBER), Secret(GIFT_CODE)),
        answer={"id": TOKEN, "object": "token", "gift_card": {"last4": "2907"}},
        name="of a gift card",
    ),
    Case(
        "createToken",
        Kind.AGAIN,
        lambda _: "EXAMPLE-TRANSARMOR-VALUE-4242",
        _external,
        _is_good_for_many,
        sample="EXAMPLE-TRANSARMOR-VALUE-4242",
        answer={"id": TOKEN, "object": "token", "card": {"last4": "4242"}},
        name="of a vaulted value",
        troubled=False,
    ),
)
