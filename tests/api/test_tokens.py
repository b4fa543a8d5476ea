"""What tokens are made of is nowhere but in the one request: not in logs, not in values, not in what goes wrong."""

import io
import json
import logging
import traceback
from collections.abc import Awaitable, Callable, Iterator, Mapping

import httpx
import pytest

from cloverdesk.api import errors
from cloverdesk.api.exchange import Answer, Call, Patience
from cloverdesk.api.money.gift_cards import GiftCardCalls
from cloverdesk.api.resources.gift_cards import GiftCardsApi
from cloverdesk.api.resources.tokens import TokensApi
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.test_cards import SECURITY_CODE, TestCard
from cloverdesk.domain.tokens import Token, TokenKind
from tests.api.operations import gift_cards
from tests.api.operations.shop import answered
from tests.api.operations.tokens import ACCOUNT, GIFT_CODE, GIFT_NUMBER, TOKEN
from tests.support.aio import run
from tests.support.api import Reply, answer, fault, flying

VAULTED = "EXAMPLE-TRANSARMOR-VALUE-4242"
PROMOTION = "112233"
CARD = Token(Secret(gift_cards.TOKEN), TokenKind.GIFT_CARD, last4="4412")
Work = Callable[[ApiSession], Awaitable[object]]

CALLS: Mapping[str, tuple[Work, tuple[str, ...]]] = {
    "a card": (lambda made: TokensApi(made).card(TestCard.VISA), (TestCard.VISA.number,)),
    "an account": (
        lambda made: TokensApi(made).ach(ACCOUNT),
        tuple(one.reveal() for one in (ACCOUNT.account_number, ACCOUNT.routing_number, ACCOUNT.customer_id)),
    ),
    "a gift card": (
        lambda made: TokensApi(made).gift_card(Secret(GIFT_NUMBER), Secret(GIFT_CODE)),
        (GIFT_NUMBER, GIFT_CODE),
    ),
    "a short gift card": (lambda made: TokensApi(made).gift_card(Secret("730915")), ("730915",)),
    "a vaulted value": (lambda made: TokensApi(made).external(Secret(VAULTED)), (VAULTED,)),
    "a balance": (lambda made: GiftCardsApi(made).balance(CARD), (gift_cards.TOKEN,)),
    "a reload": (
        lambda made: GiftCardCalls(made).reload(CARD, amount_minor=1500, currency="USD"),
        (gift_cards.TOKEN,),
    ),
    "a virtual card": (lambda made: GiftCardCalls(made).activate_virtual(Secret(PROMOTION)), (PROMOTION,)),
}


def spoken(secrets: tuple[str, ...]) -> Iterator[tuple[str, Reply]]:
    """Answers that repeat what was sent, as Clover's errors and the pages of proxies may."""
    words = f"You sent {' and '.join(secrets)} to us"
    long = f"{words} {'x' * 88}{secrets[0]}"
    yield "an error", fault(400, type="invalid_request_error", code="incorrect_number", message=words)
    yield "an error without type", fault(404, code="processing_error", message=words)
    yield "a long error", fault(400, code="invalid_request", message=long)
    yield "a decline", fault(402, code="card_declined", declineCode="issuer_declined", message=words)
    yield "another envelope", answer({"message": "400 Bad Request", "details": words}, 400)
    yield "a page", answer(f"<html>{words}</html>")
    yield "a page, refused", answer(f"<html>{words}</html>", 400)
    yield "a page, forbidden", answer(f"<html>{words}</html>", 403)
    yield "moved", answer(words, 302, location=f"https://elsewhere.example/{secrets[0]}")
    yield "plain words", answer(words, 404)
    yield "trouble", answer(words, 503)
    yield "too many", answer(words, 429)
    yield "half", answer(json.dumps({"id": None, "said": words})[:-5])
    yield "an id that is none", answer({"id": 7, "gift_card": words, "status": words})
    yield "not UTF-8", answer(words.encode() + b'{"id": "\xff"}')
    yield "silence", httpx.ReadTimeout("slow")
    yield "cut", httpx.RemoteProtocolError("Server disconnected")


@pytest.mark.parametrize("name", CALLS)
def test_no_failure_repeats_what_was_sent(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    work, secrets = CALLS[name]
    for how, reply in spoken(secrets):
        with pytest.raises(errors.ApiError) as caught:
            answered(work, reply)
        told = _told(caught.value)
        leaked = [one for one in secrets if one in told or one in caplog.text]
        assert (how, leaked) == (how, [])
        assert (how, _beginnings(told, secrets)) == (how, [])


@pytest.mark.parametrize("name", CALLS)
def test_a_page_that_repeats_the_whole_request_is_not_quoted(name: str) -> None:
    work, _ = CALLS[name]
    for status in (200, 302, 400, 403, 404):

        def repeat(request: httpx.Request, status: int = status) -> Reply:
            return answer(b"<html>" + request.content + b"</html>", status)

        with pytest.raises(errors.ApiError) as caught:
            answered(work, repeat)
        told = _told(caught.value)
        assert "<html>" not in told
        assert not any(one in told for one in ("Ada", "ada@example.com", "Example St", "Sunnyvale"))


def _told(problem: BaseException) -> str:
    """Everything that can be printed of a failure and of those behind it."""
    out = io.StringIO()
    traceback.print_exception(problem, file=out)
    behind: BaseException | None = problem
    while behind is not None:
        out.write(f"{behind!r} {behind.args!r} {getattr(behind, 'failure', '')!r} {vars(behind)!r}")
        behind = behind.__cause__ or behind.__context__
    return out.getvalue()


def _beginnings(told: str, secrets: tuple[str, ...]) -> list[str]:
    """Secrets of which a part was left where a text was cut."""
    cut = "\N{HORIZONTAL ELLIPSIS}"
    return [one for one in secrets for length in range(4, len(one)) if f"{one[:length]}{cut}" in told]


@pytest.mark.parametrize("name", CALLS)
def test_what_is_logged_names_the_path_only(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    work, secrets = CALLS[name]
    reply = answer({"id": "GR3V7XN4KQM8T", "status": "succeeded", "gift_card": gift_cards.BALANCE})
    done, (request,) = answered(work, reply)
    content = request.content.decode()
    assert all(one in content for one in secrets)
    ours = [record for record in caplog.records if record.name.startswith("cloverdesk")]
    assert len(ours) == 1
    for secret in secrets:
        assert secret not in caplog.text
        assert secret not in repr(done)


def test_a_token_does_not_show_itself() -> None:
    reply = answer({"id": TOKEN, "object": "token", "card": {"first6": "424242", "last4": 4242}})
    token, (request,) = answered(CALLS["a card"][0], reply)
    assert isinstance(token, Token)
    assert (token.id.reveal(), token.last4, token.kind) == (TOKEN, "4242", TokenKind.CARD)
    assert TOKEN not in f"{token!r} {token} {token.id!r}"
    assert json.loads(request.content) == {
        "card": {"number": TestCard.VISA.number, "exp_month": "12", "exp_year": "2039", "cvv": SECURITY_CODE}
    }


def test_a_virtual_card_does_not_show_itself() -> None:
    number, code = "9872009931005", "59024417"
    told = gift_cards.BALANCE | {"number": number, "security_card_value": int(code)}
    done, _ = answered(CALLS["a virtual card"][0], answer({**gift_cards.ANSWER, "gift_card": told}))
    assert (done.issued.number.reveal(), done.issued.security_code.reveal()) == (number, code)
    assert number not in repr(done)
    assert code not in repr(done)


def test_what_goes_over_the_line_does_not_show_itself() -> None:
    patience = Patience(connect=1, silence=1, whole=1)
    headers = {"authorization": "Bearer 5a8f1c90"}
    call = Call(
        "createToken", "POST", "http://127.0.0.1", patience, headers=headers, content=b"4242424242424242"
    )
    found = Answer("activateGiftCard", 200, b'{"number": "9872009931005"}')
    assert "4242" not in repr(call)
    assert "5a8f" not in repr(call)
    assert "9872" not in repr(found)


def test_an_account_does_not_show_itself() -> None:
    shown = repr(ACCOUNT)
    assert "Ada" not in shown
    assert "7890" not in shown


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({}, TokenKind.GIFT_CARD),
        ({"gift_card": {"last4": "2907"}}, TokenKind.GIFT_CARD),
        ({"card": {"brand": "GIFT_CARD", "last4": "2907"}}, TokenKind.CARD),
        ({"ach": {"account_last4": "2907"}}, TokenKind.ACH),
    ],
)
def test_the_kind_is_what_the_answer_says_or_else_what_was_asked_for(told, kind: TokenKind) -> None:
    token, _ = answered(CALLS["a gift card"][0], answer({"id": TOKEN, **told}))
    assert token.kind is kind
    assert token.last4 in {"", "2907"}


def test_the_public_key_opens_the_token_host_only() -> None:
    key = {"apiAccessKey": "5c1f0e7b", "merchantUuid": "3M7DPEVQ91HKA", "active": True}
    token = {"id": TOKEN}

    async def work(made: ApiSession) -> None:
        await TokensApi(made).card(TestCard.AMEX)
        await TokensApi(made).card(TestCard.JCB)

    _, requests = run(flying(work, answer(key), answer(token)))
    assert [request.url.path for request in requests] == ["/pakms/apikey", "/v1/tokens", "/v1/tokens"]
    assert [request.headers.get("apikey") for request in requests] == [None, "5c1f0e7b", "5c1f0e7b"]
    assert "authorization" not in requests[1].headers


def test_there_is_no_other_card_than_the_published_ones() -> None:
    with pytest.raises(ValueError, match="not a valid"):
        TestCard("4111")
    assert len({card.number for card in TestCard}) == len(TestCard) == 23
    assert all(card.number.isdigit() and card.last4 == card.number[-4:] for card in TestCard)


def test_a_lost_token_is_made_again() -> None:
    replies = (httpx.ReadTimeout("slow"), answer(b"", 503), answer({"id": TOKEN}))
    token, requests = answered(CALLS["a gift card"][0], *replies)
    assert isinstance(token, Token)
    assert [request.method for request in requests] == ["POST"] * 3
