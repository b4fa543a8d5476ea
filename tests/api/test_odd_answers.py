"""Every call survives what Clover, and what stands between, really answer: each ends in one clear sentence."""

import gzip
from collections.abc import Mapping

import httpx
import pytest

from cloverdesk.api import errors
from cloverdesk.api.exchange import LARGEST_BODY
from cloverdesk.api.resources.charges import ChargesApi
from cloverdesk.api.resources.keys import KeysApi
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.errors import DeskError, ExitCode
from tests.api.operations.case import AnyCase, Kind
from tests.api.operations.every import CASES as EVERY_CASE
from tests.api.operations.shop import answered
from tests.support.aio import run
from tests.support.api import Reply, answer, fault, flying

ID = "7H2Q9XKD4W8TA"
HALF = b'{"object": "list", "data": [{"id": "7H2Q9XKD4W8TA", "amou'
PAGE = "<!DOCTYPE html><html><body>Sign in to the hotel's network</body></html>"
DECLINE = {"code": "card_declined", "declineCode": "issuer_declined", "charge": ID}


def elements_of(case: AnyCase) -> list[object]:
    """What is in the list that a case answers with; nothing for one that answers with no list."""
    told = case.answer
    if isinstance(told, dict):
        told = told.get("data") or told.get("elements")
    return told if isinstance(told, list) else []


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
    ("too large", page, answer(b"x" * (LARGEST_BODY + 1)), errors.TooLarge),
    (
        "a bomb",
        page,
        answer(gzip.compress(b" " * (LARGEST_BODY + 1)), content_encoding="gzip"),
        errors.TooLarge,
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


# ---------------------------------------------------------------- seen at Clover's, for every call

DECLINED = dict.fromkeys(Kind, errors.CardDeclined) | {Kind.READ: errors.Refused}
MISSING = dict.fromkeys(Kind, errors.Missing) | {Kind.MONEY: errors.Refused}
UNREADABLE = dict.fromkeys(Kind, errors.BadAnswer) | {
    Kind.ONCE: errors.ChangeUnknown,
    Kind.MONEY: errors.OutcomeUnknown,
}
UNKNOWN = dict.fromkeys(Kind, errors.ServerTrouble) | {
    Kind.ONCE: errors.ChangeUnknown,
    Kind.MONEY: errors.OutcomeUnknown,
}
RECORDED: Mapping[str, tuple[Reply, Mapping[Kind, type[Exception]]]] = {
    "402 with declineCode and no type": (fault(402, **DECLINE), DECLINED),
    "400 as the reference has declines": (
        fault(400, type="card_error", code="card_declined", decline_code="issuer_declined", charge=ID),
        DECLINED,
    ),
    "402 without a word": (answer(b"", 402), DECLINED),
    "404 processing_error": (fault(404, code="processing_error", message="Not Found"), MISSING),
    "404 resource_missing": (fault(404, type="validation_error", code="resource_missing"), MISSING),
    "404 invalid_request": (fault(404, type="invalid_request_error", code="invalid_request"), MISSING),
    "404 in plain words": (answer("404 Not Found", 404), MISSING),
    "404 of the platform": (answer({"message": "404 Not Found", "details": "No such thing"}, 404), MISSING),
    "401 without error": (
        answer({"message": "401 Unauthorized"}, 401),
        dict.fromkeys(Kind, errors.NotSignedIn),
    ),
    "401 in plain words": (answer("Unauthorized", 401), dict.fromkeys(Kind, errors.NotSignedIn)),
    "403 without error": (
        answer({"message": "403 Forbidden"}, 403),
        dict.fromkeys(Kind, errors.NotAllowed),
    ),
    "400 without type": (
        fault(400, code="token_already_used", message="You cannot use a clover token more than once."),
        dict.fromkeys(Kind, errors.Refused),
    ),
    "400 with a number for a code": (
        answer({"message": "400 Bad Request", "error": {"code": 7, "message": None}}, 400),
        dict.fromkeys(Kind, errors.Refused),
    ),
    "409 order_already_paid": (
        fault(409, type="invalid_request_error", code="order_already_paid"),
        dict.fromkeys(Kind, errors.Refused),
    ),
    "429 of the platform": (
        answer({"message": "429 Too Many Requests"}, 429),
        dict.fromkeys(Kind, errors.RateLimited),
    ),
    "503 with a code": (fault(503, code="processing_error", message="Brief maintenance."), UNKNOWN),
    "504 web page": (answer(PAGE, 504), UNKNOWN),
    "200 web page": (answer(PAGE), UNREADABLE),
    "200 in plain words": (answer("OK"), UNREADABLE),
    "200 with an error": (answer({"message": "500 Internal Server Error"}), UNREADABLE),
    "200, half of it": (answer(HALF), UNREADABLE),
}
"""What was answered, and what each kind of call makes of it."""
_EMPTY_IS_AN_ANSWER = {"200 in plain words", "200 with an error", "200, half of it"}


@pytest.mark.parametrize("name", RECORDED)
def test_an_answer_as_it_was_recorded_is_one_clear_failure_of_every_call(name: str) -> None:
    reply, expected = RECORDED[name]
    # A call that answers nothing on success does not look at what comes instead.
    cases = [case for case in EVERY_CASE if case.answer is not None or name not in _EMPTY_IS_AN_ANSWER]

    async def work(made: ApiSession) -> dict[str, tuple[object, str]]:
        return {case.id: await _ending(case, made) for case in cases}

    met, _ = answered(work, reply)
    assert met == {case.id: (expected[case.kind], _name(case, met)) for case in cases}


async def _ending(case: AnyCase, made: ApiSession) -> tuple[object, str]:
    """What a call ends in, and what the failure calls it. Every failure has a sentence."""
    try:
        return await case.call(made, case.sample), ""
    except errors.ApiError as problem:
        return (type(problem), problem.operation_name) if str(problem) else (problem, "")


def _name(case: AnyCase, met: Mapping[str, tuple[object, str]]) -> str:
    """What failures call it: reads are named by their path, the others by their operation."""
    return met[case.id][1] if case.kind is Kind.READ else case.operation_id


@pytest.mark.parametrize("case", [case for case in EVERY_CASE if elements_of(case)], ids=lambda case: case.id)
def test_a_list_in_other_clothes_is_the_same(case: AnyCase) -> None:
    found = elements_of(case)
    clothes = (
        {"object": "list", "data": found},
        {"data": {"elements": found}, "has_more": "false"},
        {"elements": found, "href": "https://api.example/"},
        found,
    )
    pages = [answered(lambda made: case.call(made, case.sample), answer(each))[0] for each in clothes]
    assert len(pages[0].items) == len(found)
    assert {page.items for page in pages} == {pages[0].items}
    assert {page.rejected for page in pages} == {0}


# ---------------------------------------------------------------- what failures say


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
