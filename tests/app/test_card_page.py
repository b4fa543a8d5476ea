"""The card page's server: one browser, one entry, five minutes; everything else is turned away and nothing stays open."""

import asyncio
import errno
import json
import logging
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from cloverdesk.app.browser import opened
from cloverdesk.app.card_page.server import BrowserCardPage
from cloverdesk.domain.card_entry import (
    CardEntryRequest,
    EntryCancelled,
    EntryPageUnusable,
    EntryTimedOut,
    HostedFields,
)
from cloverdesk.domain.errors import ExitCode
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.tokens import Token, TokenKind
from tests.support.aio import ManualClock, run
from tests.support.card_page import A_CARD, CARD, FIELDS, SHOP, TOKEN, OpenPage, open_page, raw

Script = Callable[[OpenPage], Coroutine[Any, Any, None]]


def with_page(request: CardEntryRequest = A_CARD, **options: Any) -> Callable[[Script], Callable[[], None]]:
    """Make a test of a script: `@with_page()` over `async def test_…(page)`."""

    def decorate(script: Script) -> Callable[[], None]:
        async def main() -> None:
            async with open_page(request, **options) as page:
                await script(page)
            assert await page.is_closed()
            assert page.clock.sleepers == 0

        def test() -> None:
            run(main())

        test.__name__, test.__doc__ = script.__name__, script.__doc__
        return test

    return decorate


@with_page()
async def test_one_entry_ends_with_a_token(page: OpenPage) -> None:
    await page.visit()
    assert (await page.end(token=TOKEN, shown=CARD)).status_code == 204
    token = await page.entry
    assert (token.id, token.kind, token.brand, token.last4) == (Secret(TOKEN), TokenKind.CARD, "VISA", "4242")
    assert (token.first6, token.exp_month, token.exp_year) == ("424242", "12", "2039")
    assert await page.is_closed()


@with_page()
async def test_the_first_visit_gets_a_cookie_that_stays_with_this_page(page: OpenPage) -> None:
    answer = await page.visit()
    name, _, attributes = answer.headers["set-cookie"].partition("; ")
    path = page.url.removeprefix(page.origin)
    assert attributes == f"Path={path}; HttpOnly; SameSite=Strict"
    assert len(path) > 40
    assert len(name) > 50
    assert page.url.startswith("http://127.0.0.1:")


@with_page()
async def test_every_answer_is_kept_nowhere(page: OpenPage) -> None:
    for answer in (await page.ask("GET", "/no"), await page.visit(), await page.ask("GET", "/page.js")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["connection"] == "close"


def _directives(policy: str) -> dict[str, set[str]]:
    parts = [one.split() for one in policy.split(";")]
    return {name: set(sources) for name, *sources in parts}


@with_page(fields=HostedFields("https://checkout.clover.com/sdk.js", Secret("k"), ""))
async def test_the_browser_is_held_to_clovers_hosts(page: OpenPage) -> None:
    answer = await page.visit()
    checkout, google = "https://checkout.clover.com", "https://www.google.com"
    assert _directives(answer.headers["content-security-policy"]) == {
        "default-src": {"'none'"},
        "script-src": {"'self'", checkout, google, "https://www.gstatic.com"},
        "frame-src": {checkout, google},
        "connect-src": {"'self'", google},
        "img-src": {"'self'", "data:", checkout},
        "style-src": {"'self'"},
        "style-src-attr": {"'unsafe-inline'"},
        "font-src": {"'self'"},
        "form-action": {"'self'"},
        "base-uri": {"'none'"},
        "frame-ancestors": {"'none'"},
    }
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


@with_page()
async def test_the_page_loads_what_is_its_own_and_nothing_else(page: OpenPage) -> None:
    await page.visit()
    for name, kind in (
        ("/page.js", "text/javascript; charset=utf-8"),
        ("/page.css", "text/css; charset=utf-8"),
        ("/Inter-Regular.ttf", "font/ttf"),
        ("/Inter-SemiBold.ttf", "font/ttf"),
    ):
        answer = await page.ask("GET", name)
        assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
        assert len(answer.content) > 1000
    for name in ("/", "/page.html", "/server.py", "/../page.js", "x", "/page.js/"):
        assert (await page.ask("GET", name)).status_code == 404, name


TURNED_AWAY: dict[str, tuple[str, str, dict[str, Any], int]] = {
    "no cookie": ("GET", "", {"cookie": None}, 403),
    "a wrong cookie": ("GET", "", {"cookie": "cloverdesk_entry=x"}, 403),
    "a cookie that is not ascii": ("GET", "", {"cookie": b"cloverdesk_entry=\xe9"}, 403),
    "a file without the cookie": ("GET", "/page.js", {"cookie": None}, 403),
    "another origin looks": ("GET", "", {"origin": "http://elsewhere.example"}, 403),
    "a token without the cookie": ("POST", "/end", {"cookie": None}, 403),
    "a token from another origin": ("POST", "/end", {"origin": "http://elsewhere.example"}, 403),
    "a token from a page without one": ("POST", "/end", {"origin": "null"}, 403),
    "a token from nowhere": ("POST", "/end", {"origin": None}, 404),
    "another name of this computer": ("GET", "", {"host": "elsewhere.example"}, 404),
    "another place": ("POST", "/elsewhere", {}, 404),
    "another method": ("PUT", "/end", {}, 404),
    "a look at the end": ("GET", "/end", {}, 404),
    "a post to the page": ("POST", "", {}, 404),
}


@pytest.mark.parametrize("name", TURNED_AWAY)
def test_anybody_else_is_turned_away(name: str) -> None:
    method, below, headers, status = TURNED_AWAY[name]

    async def main() -> None:
        async with open_page() as page:
            await page.visit()
            body = {"token": TOKEN} if method == "POST" else None
            answer = await page.ask(method, below, headers=headers, body=body)
            assert answer.status_code == status
            assert TOKEN not in answer.text
            assert page.cookie not in str(answer.headers)
            assert not page.entry.done()

    run(main())


BAD_BODIES: dict[str, bytes] = {
    "nothing": b"",
    "no json": b"token=clv_12345678",
    "deep": b"[" * 4000,
    "a list": b"[]",
    "no token": b"{}",
    "an empty one": b'{"token": ""}',
    "a number": b'{"token": 4242424242424242}',
    "digits": b'{"token": "4242424242424242"}',
    "something to break a header": b'{"token": "clv_1234\\r\\nx: y"}',
    "a long one": json.dumps({"token": "c" * 129}).encode(),
    "not cancelled": b'{"cancelled": "yes"}',
    "not utf-8": b'{"token": "\xff"}',
}


@pytest.mark.parametrize("name", BAD_BODIES)
def test_what_our_page_does_not_send_is_refused(name: str) -> None:
    async def main() -> None:
        async with open_page() as page:
            await page.visit()
            headers = [
                *(f"Host: 127.0.0.1:{page.port}", f"Origin: {page.origin}", f"Cookie: {page.cookie}"),
                *("Content-Type: application/json", f"Content-Length: {len(BAD_BODIES[name])}"),
            ]
            path = page.url.removeprefix(page.origin)
            head = "\r\n".join([f"POST {path}/end HTTP/1.1", *headers, "", ""]).encode()
            told = await raw(page.port, head + BAD_BODIES[name])
            assert told.startswith(b"HTTP/1.1 400 ")
            assert not page.entry.done()
            assert (await page.end(token=TOKEN)).status_code == 204

    run(main())


@with_page()
async def test_a_form_of_another_page_is_no_token(page: OpenPage) -> None:
    await page.visit()
    headers = {"content-type": "text/plain"}
    assert (await page.ask("POST", "/end", headers=headers, body={"token": TOKEN})).status_code == 400


@with_page()
async def test_a_body_is_small(page: OpenPage) -> None:
    await page.visit()
    answer = await page.end(token=TOKEN, shown={"x": "x" * 5000})
    assert answer.status_code == 413
    assert not page.entry.done()


@with_page()
async def test_only_the_browser_that_came_first_gets_the_page(page: OpenPage) -> None:
    early = await page.ask("GET", "/page.js")
    assert early.status_code == 403
    await page.visit()
    second = await page.ask(headers={"cookie": None})
    assert (second.status_code, "another browser" in second.text) == (403, True)
    assert "set-cookie" not in second.headers
    again = await page.ask(headers={"cookie": f"theirs=1; {page.cookie}; more=2"})
    assert again.status_code == 200


@with_page()
async def test_of_two_tabs_one_ends_it(page: OpenPage) -> None:
    await page.visit()
    await page.visit()
    both = await asyncio.gather(
        page.end(token=TOKEN, shown=CARD),
        page.end(token=f"{TOKEN}second", shown=CARD),
        return_exceptions=True,
    )
    taken = [one for one in both if not isinstance(one, BaseException) and one.status_code == 204]
    assert taken
    token = await page.entry
    assert token.id.reveal() in {TOKEN, f"{TOKEN}second"}


@with_page()
async def test_somebody_cancels(page: OpenPage) -> None:
    await page.visit()
    assert (await page.end(cancelled=True)).status_code == 204
    with pytest.raises(EntryCancelled) as caught:
        await page.entry
    assert caught.value.exit_code is ExitCode.CANCELLED


@with_page()
async def test_after_five_minutes_it_is_over(page: OpenPage) -> None:
    clock = page.clock
    await clock.advance(120)
    assert '"secondsLeft": 180' in (await page.visit()).text.replace("&quot;", '"')
    await clock.advance(179.9)
    assert not page.entry.done()
    await clock.advance(0.1)
    with pytest.raises(EntryTimedOut, match="within 5 minutes") as caught:
        await page.entry
    assert caught.value.exit_code is ExitCode.CANCELLED
    assert await page.is_closed()


@with_page()
async def test_a_desk_that_gives_up_leaves_nothing_open(page: OpenPage) -> None:
    await page.visit()
    page.entry.cancel()
    await asyncio.wait({page.entry})
    assert page.entry.cancelled()
    assert await page.is_closed()


@with_page(CardEntryRequest(saves=True))
async def test_without_consent_no_card_is_kept(page: OpenPage) -> None:
    await page.visit()
    for agreed in ({}, {"agreed": False}, {"agreed": "true"}):
        assert (await page.end(token=TOKEN, shown=CARD, **agreed)).status_code == 400
    assert (await page.end(token=TOKEN, shown=CARD, agreed=True)).status_code == 204
    assert (await page.entry).last4 == "4242"


@pytest.mark.parametrize(
    ("shown", "token"),
    [
        (None, Token(Secret(TOKEN), TokenKind.CARD)),
        (
            {"last4": "4242424242424242", "first6": 424242, "brand": "<b>"},
            Token(Secret(TOKEN), TokenKind.CARD, first6="424242"),
        ),
        (
            {"exp_month": 7, "exp_year": "39", "last4": ["4242"]},
            Token(Secret(TOKEN), TokenKind.CARD, exp_month="7", exp_year="39"),
        ),
        (
            {"account_last4": "7890", "routing_last4": "6780"},
            Token(Secret(TOKEN), TokenKind.CARD, last4="7890", routing_last4="6780"),
        ),
    ],
    ids=["nothing", "too much", "oddly", "a bank account"],
)
def test_what_is_told_of_a_card_is_taken_by_its_shape(shown: object, token: Token) -> None:
    async def main() -> None:
        async with open_page() as page:
            await page.visit()
            await page.end(token=TOKEN, shown=shown)
            assert await page.entry == token

    run(main())


@with_page(use_browser=True)
async def test_the_system_browser_is_opened_on_it(page: OpenPage) -> None:
    await page.visit()
    await page.end(token=TOKEN)
    await page.entry
    assert page.opened == [page.url]


@with_page(host="localhost")
async def test_this_computer_may_go_by_its_name(page: OpenPage) -> None:
    assert page.url.startswith("http://localhost:")
    by_number = await page.ask(headers={"host": f"127.0.0.1:{page.port}"})
    assert by_number.status_code == 404
    await page.visit()


def test_a_browser_that_cannot_be_had_is_no_failure() -> None:
    def none_here(_address: str) -> bool:
        raise FileNotFoundError

    run(opened(none_here, "http://127.0.0.1/"))


def test_a_computer_that_lets_nobody_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(asyncio, "start_server", full)
    page = BrowserCardPage(SHOP, clock=ManualClock(), browser=lambda _: True)
    with pytest.raises(EntryPageUnusable, match="Too many open files"):
        run(page.enter(A_CARD, FIELDS, show=lambda _: None, use_browser=False))


def test_nothing_of_it_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secrets: list[str] = []

    async def main() -> None:
        async with open_page() as page:
            await page.visit()
            await page.ask(headers={"cookie": None})
            await page.end(token="4242")
            await page.end(token=TOKEN)
            token = await page.entry
            secrets.extend([TOKEN, page.cookie.partition("=")[2]])
            assert TOKEN not in repr(token)

    run(main())
    own = [
        record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))
    ]
    assert not [text for text in own for secret in secrets if secret in text]
