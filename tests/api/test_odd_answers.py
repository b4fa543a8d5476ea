"""Reads survive what Clover, and what stands between, really answer: each ends in one clear sentence."""

import gzip

import httpx
import pytest

from cloverdesk.api import errors
from cloverdesk.api.exchange import LARGEST_BODY
from cloverdesk.api.resources.charges import ChargesApi
from cloverdesk.api.resources.keys import KeysApi
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.errors import DeskError, ExitCode
from tests.support.aio import run
from tests.support.api import answer, fault, flying

ID = "7H2Q9XKD4W8TA"
HALF = b'{"object": "list", "data": [{"id": "7H2Q9XKD4W8TA", "amou'
PAGE = "<!DOCTYPE html><html><body>Sign in to the hotel's network</body></html>"
DECLINE = {"code": "card_declined", "declineCode": "issuer_declined", "charge": ID}


async def page(made: ApiSession) -> object:
    return await ChargesApi(made).list_page()


async def one(made: ApiSession) -> object:
    return await ChargesApi(made).get(ID)


async def key(made: ApiSession) -> object:
    return await KeysApi(made).get()


CASES = [
    ("a web page", page, answer(PAGE), errors.BadAnswer),
    ("a web page by its header", page, answer("Hello", content_type="text/html"), errors.BadAnswer),
    ("a web page, not found", one, answer(PAGE, 404), errors.BadAnswer),
    ("a web page, forbidden", one, answer(PAGE, 403), errors.BadAnswer),
    ("half JSON", page, answer(HALF), errors.BadAnswer),
    ("half JSON of one", one, answer(HALF), errors.BadAnswer),
    ("nothing", page, answer(b""), errors.BadAnswer),
    ("blanks", page, answer(b" \r\n"), errors.BadAnswer),
    ("no content", page, answer(b"", 204), errors.BadAnswer),
    ("null", page, answer(b"null"), errors.BadAnswer),
    ("no list", page, answer({"object": "list"}), errors.BadAnswer),
    ("a list of nothing known", page, answer({"data": "none"}), errors.BadAnswer),
    ("an error with a 200", page, answer({"message": "500 Internal Server Error"}), errors.BadAnswer),
    ("an error with a 200 for one", one, answer({"message": "404 Not Found"}), errors.BadAnswer),
    ("nested without end", page, answer(b'{"data":' * 200_000), errors.BadAnswer),
    ("nested without end, refused", page, answer(b"[" * 200_000, 400), errors.Refused),
    ("not UTF-8", one, answer(b'{"id": "\xff\xfe"}'), errors.BadAnswer),
    ("another charge", one, answer({"id": "X", "amount": 1, "currency": "USD"}), errors.BadAnswer),
    ("too large", page, answer(b"x" * (LARGEST_BODY + 1)), errors.BadAnswer),
    (
        "a bomb",
        page,
        answer(gzip.compress(b" " * (LARGEST_BODY + 1)), content_encoding="gzip"),
        errors.BadAnswer,
    ),
    ("a broken gzip", page, answer(b"no gzip", content_encoding="gzip"), errors.BadAnswer),
    ("moved", page, answer(b"", 302, location="https://elsewhere.example/"), errors.BadAnswer),
    ("401 without an error", page, answer({"message": "401 Unauthorized"}, 401), errors.NotSignedIn),
    ("401 in plain words", key, answer("Unauthorized", 401), errors.NotSignedIn),
    ("403", page, answer({"message": "403 Forbidden"}, 403), errors.NotAllowed),
    (
        "404 invalid_request",
        one,
        fault(404, type="invalid_request_error", code="invalid_request"),
        errors.Missing,
    ),
    ("404 processing_error", one, fault(404, code="processing_error", message="Not Found"), errors.Missing),
    (
        "404 resource_missing",
        one,
        fault(404, type="validation_error", code="resource_missing"),
        errors.Missing,
    ),
    ("404 in plain words", one, answer("404 Not Found", 404), errors.Missing),
    ("408", page, answer(b"", 408), errors.NoAnswer),
    (
        "400",
        page,
        fault(400, type="invalid_request_error", code="invalid_request", message="Bad limit"),
        errors.Refused,
    ),
    ("402 on a read", page, fault(402, **DECLINE), errors.Refused),
    ("429", page, answer({"message": "429 Too Many Requests"}, 429), errors.RateLimited),
    ("500", page, fault(500, type="api_error", code="processing_error"), errors.ServerTrouble),
    ("502 web page", page, answer(PAGE, 502), errors.ServerTrouble),
    ("503 nothing", page, answer(b"", 503), errors.ServerTrouble),
    ("refused", page, httpx.ConnectError("no"), errors.Unreachable),
    ("no name", page, httpx.ConnectError("[Errno -2] Name or service not known"), errors.Unreachable),
    ("no connection in time", page, httpx.ConnectTimeout("slow"), errors.Unreachable),
    ("silence", page, httpx.ReadTimeout("slow"), errors.NoAnswer),
    ("cut", page, httpx.RemoteProtocolError("Server disconnected"), errors.NoAnswer),
    ("reset", page, ConnectionResetError("reset by peer"), errors.NoAnswer),
    ("a proxy's refusal", page, httpx.ProxyError("407"), errors.ProxyRefused),
]


@pytest.mark.parametrize(
    ("work", "reply", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_an_odd_answer_is_one_clear_failure(work, reply, expected) -> None:
    with pytest.raises(DeskError) as caught:
        run(flying(work, reply))
    problem = caught.value
    assert type(problem) is expected
    assert problem.operation_name.startswith("GET /")
    for message in (problem.failure.title, problem.failure.message, problem.failure.advice):
        assert message.english()


def test_exit_codes_and_status() -> None:
    expected = {
        errors.BadAnswer: ExitCode.NETWORK,
        errors.NotSignedIn: ExitCode.NOT_PERMITTED,
        errors.NotAllowed: ExitCode.NOT_PERMITTED,
        errors.Missing: ExitCode.NOT_FOUND,
        errors.Refused: ExitCode.REFUSED,
        errors.CardDeclined: ExitCode.REFUSED,
        errors.RateLimited: ExitCode.NETWORK,
        errors.ServerTrouble: ExitCode.NETWORK,
        errors.Unreachable: ExitCode.NETWORK,
        errors.NoAnswer: ExitCode.NETWORK,
        errors.OutcomeUnknown: ExitCode.UNKNOWN,
    }
    assert {kind: kind.exit_code for kind in expected} == expected


def test_the_excerpt_is_short_redacted_and_on_one_line() -> None:
    body = "Your card 4242 4242 4242 4242\n and Bearer abcdef0123456789 " + "x" * 500
    with pytest.raises(errors.BadAnswer) as caught:
        run(flying(page, answer(body)))
    params = dict(caught.value.failure.params)
    assert params["status"] == 200
    assert len(params["excerpt"]) <= 120
    assert "4242" not in params["excerpt"]
    assert "abcdef" not in params["excerpt"]
    assert "\n" not in params["excerpt"]


def test_clovers_own_words_are_redacted_too() -> None:
    reply = fault(400, code="invalid_request", message="Token clv_1TSTSa7QmZ3Lw9Rk2Vb8Np4X\n is used")
    with pytest.raises(errors.Refused) as caught:
        run(flying(page, reply))
    assert "clv_" not in str(caught.value)
    assert "is used" in str(caught.value)
    assert caught.value.clover_code == "invalid_request"


def test_the_request_id_is_kept() -> None:
    with pytest.raises(errors.NotSignedIn) as caught:
        run(flying(page, answer({"message": "401 Unauthorized"}, 401, request_id="REQ-1")))
    assert caught.value.request_id == "REQ-1"
    assert caught.value.status == 401


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../orders", "A/B", "A?limit=1", "A#b", "é", "A B", "X" * 65]
)
def test_ids_that_no_object_can_have_are_not_asked_for(name: str) -> None:
    async def work(made: ApiSession) -> None:
        with pytest.raises(errors.Missing):
            await ChargesApi(made).get(name)

    _, requests = run(flying(work, answer({})))
    assert requests == []
