"""Which of a store's tokens signs calls about gift cards is an option, and only for them."""

import pytest

from cloverdesk.api.auth import Credentials
from cloverdesk.api.errors import NotSignedIn
from cloverdesk.api.money.gift_cards import GiftCardCalls
from cloverdesk.api.resources.charges import ChargesApi
from cloverdesk.api.resources.gift_cards import GiftCardsApi
from cloverdesk.api.session import ApiSession, Hosts
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.tokens import Token, TokenKind
from tests.support.aio import ManualClock, run
from tests.support.api import AGENT, LOCAL, NO_LIMITS, Script, answer, fault, settle

BALANCE = {
    "status": "succeeded",
    "gift_card": {"new_balance": 2500, "available_balance": 2500, "currency": "usd"},
}
KEY = {"apiAccessKey": "key-of-the-store", "merchantUuid": "M1", "active": True}
CARD = Token(Secret("clv_1TSTgift"), TokenKind.GIFT_CARD, last4="4129")


def bearers(*replies: object, public: str = "", by_key: bool) -> list[str]:
    """The bearers of a balance inquiry, a reload and a look at charges."""
    script = Script(*replies)

    async def main() -> None:
        session = ApiSession(
            Hosts(LOCAL, LOCAL, LOCAL),
            Credentials(Secret("private"), Secret(public) if public else None),
            clock=ManualClock(),
            user_agent=AGENT,
            transport=script,
            limits=NO_LIMITS,
            gift_cards_by_key=by_key,
        )
        try:
            await GiftCardsApi(session).balance(CARD)
            await GiftCardCalls(session).reload(CARD, amount_minor=500, currency="USD")
            await ChargesApi(session).page()
        finally:
            await session.close()
            await settle()

    run(main())
    return [f"{one.url.path} {one.headers['authorization']}" for one in script.requests]


PAID = answer(BALANCE)
LISTED = answer({"data": []})


def test_usually_it_is_that_of_every_other_call() -> None:
    assert bearers(PAID, PAID, LISTED, by_key=False) == [
        "/v1/balance_inquiry Bearer private",
        "/v1/reload Bearer private",
        "/v1/charges Bearer private",
    ]


def test_it_can_be_the_public_token() -> None:
    assert bearers(PAID, PAID, LISTED, public="public", by_key=True) == [
        "/v1/balance_inquiry Bearer public",
        "/v1/reload Bearer public",
        "/v1/charges Bearer private",
    ]


def test_a_key_that_nobody_pasted_is_asked_for_once() -> None:
    assert bearers(answer(KEY), PAID, PAID, LISTED, by_key=True) == [
        "/pakms/apikey Bearer private",
        "/v1/balance_inquiry Bearer key-of-the-store",
        "/v1/reload Bearer key-of-the-store",
        "/v1/charges Bearer private",
    ]


def test_a_key_that_is_refused_is_not_renewed() -> None:
    with pytest.raises(NotSignedIn):
        bearers(fault(401), public="public", by_key=True)
