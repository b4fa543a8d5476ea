"""The card page in an installed Chromium, over the demo store's stand-in for Clover's fields: a person types, the desk gets a token."""

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cloverdesk.app.card_page.server import Patience, Store
from cloverdesk.domain.card_entry import (
    CardEntryRequest,
    EntryCancelled,
    EntryTimedOut,
    HostedFields,
    PageLocale,
)
from cloverdesk.domain.money import Money
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.test_cards import TestCard
from cloverdesk.domain.tokens import Token, TokenKind
from tests.support.card_page import A_CARD, SHOP, USUAL, ServedPage, served_page
from tests.support.demo import DemoServer, demo_server
from tests.support.js_browser import CHROMIUM, NoBrowser, Page, browser
from tests.support.raw_server import raw_server, stall

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed to type into")
TYPED = {
    "CARD_NUMBER": TestCard.VISA.number,
    "CARD_DATE": "1239",
    "CARD_CVV": "123",
    "CARD_POSTAL_CODE": "94085",
}
BANK = {
    "ACH_FIRST_NAME": "Ada",
    "ACH_LAST_NAME": "Example",
    "ACH_ROUTING_NUMBER": "123456780",
    "ACH_ACCOUNT_NUMBER": "1234567890",
    "ACH_ID_STATE": "CA",
    "ACH_ID_NUMBER": "X0000001",
    "ACH_EMAIL": "ada@example.com",
    "ACH_PHONE": "4085550100",
    "ACH_STREET": "1 Example St",
    "ACH_CITY": "Sunnyvale",
    "ACH_STATE": "CA",
    "ACH_ZIP": "94085",
}
SHOWN = "document.getElementById('{id}').textContent"
STATE = "document.getElementById('page').dataset.state === '{state}'"


@pytest.fixture(scope="module")
def store() -> Iterator[DemoServer]:
    with demo_server(orders=1) as server:
        yield server


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    try:
        with browser(tmp_path) as opened:
            yield opened
    except NoBrowser:
        pytest.skip("the installed Chromium does not start here")


def fields_of(store: DemoServer, script: str = "/sdk.js") -> HostedFields:
    said = store.said
    return HostedFields(store.url + script, Secret(said["public_token"]), said["merchant_id"])


@contextmanager
def visited(
    page: Page,
    fields: HostedFields,
    request: CardEntryRequest = A_CARD,
    *,
    patience: Patience = USUAL,
    store: Store = SHOP,
    until: str = "ready",
) -> Iterator[ServedPage]:
    """The page, open in the browser. Neither its policy nor the console has anything to say at the end."""
    with served_page(fields, request, patience, store) as served:
        page.open(served.url)
        page.until(STATE.format(state=until))
        if until == "ready":
            await_fields(page, request.kind)
        yield served
        assert page.complaints() == []


def await_fields(page: Page, kind: TokenKind) -> None:
    """What is in the frames comes a little later than they do, and a form of several fields says how tall it is."""
    several = {TokenKind.ACH: "ACH_ELEMENTS", TokenKind.GIFT_CARD: "GIFT_CARD_ELEMENTS"}.get(kind)
    for frame in [several] if several else TYPED:
        page.until("document.querySelector('input')", frame)
    if several:
        page.until("document.querySelector('.box iframe').style.height !== '100%'")


def charge(store: DemoServer, token: Token) -> str:
    body = {"amount": 1000, "currency": "usd", "source": token.id.reveal()}
    return str(store.call("POST", "/v1/charges", body=body).json()["status"])


def shown(page: Page, element: str) -> str:
    return str(page.ask(SHOWN.format(id=element)))


def send(page: Page) -> None:
    """Press the button (by a key: forms that grow and shrink move it), and wait until the page is over."""
    press_send(page)
    page.until(STATE.format(state="over"))


def send_in_vain(page: Page) -> str:
    """Press the button, and return what the page says is wrong."""
    press_send(page)
    page.until(f"{SHOWN.format(id='problem')} !== '' && {STATE.format(state='ready')}")
    return shown(page, "problem")


def press_send(page: Page) -> None:
    page.ask("document.getElementById('send').focus()")
    page.press(" ", 32)


def test_a_card_that_is_typed_becomes_a_token_that_is_charged(page: Page, store: DemoServer) -> None:
    with visited(page, fields_of(store)) as served:
        for field, text in TYPED.items():
            page.type(field, text)
        page.click("#send")
        page.until(STATE.format(state="over"))
        assert "You can close this page." in shown(page, "end")
        token = served.result()
    assert (token.kind, token.brand, token.first6, token.last4) == (TokenKind.CARD, "VISA", "424242", "4242")
    assert (token.exp_month, token.exp_year) == ("12", "2039")
    assert charge(store, token) == "succeeded"


def test_the_desk_and_its_page_see_no_number(page: Page, store: DemoServer) -> None:
    with visited(page, fields_of(store)):
        for field, text in TYPED.items():
            page.type(field, text)
        seen = re.sub(r"\s|&nbsp;", "", page.ask("document.documentElement.outerHTML"))
        without_hint = seen.replace(
            TestCard.VISA.number, "", 2
        )  # the hint, where it stands and in what fills it
        assert TestCard.VISA.number not in without_hint
        assert page.ask("document.querySelectorAll('main input:not([type=checkbox])').length") == 0


def test_what_is_wrong_is_said_beside_its_field_and_can_be_put_right(page: Page, store: DemoServer) -> None:
    with visited(page, fields_of(store)) as served:
        for field, text in {**TYPED, "CARD_NUMBER": "4242424242424241"}.items():
            page.type(field, text)
        assert "marked" in send_in_vain(page)
        assert "a digit is not right" in shown(page, "error-CARD_NUMBER")
        assert shown(page, "error-CARD_CVV") == ""
        assert page.ask("document.activeElement.id") == "problem"
        assert page.ask("document.getElementById('box-CARD_NUMBER').className") == "box wrong"
        page.ask("document.querySelector('input').value = ''", "CARD_NUMBER")
        page.type("CARD_NUMBER", TYPED["CARD_NUMBER"])
        page.until(f"{SHOWN.format(id='error-CARD_NUMBER')} === ''")
        send(page)
        assert served.result().last4 == "4242"


def test_a_field_that_is_left_says_what_is_wrong(page: Page, store: DemoServer) -> None:
    with visited(page, fields_of(store)):
        page.type("CARD_DATE", "0120")
        page.click("#page h1")
        page.until(f"{SHOWN.format(id='error-CARD_DATE')} !== ''")
        assert shown(page, "error-CARD_NUMBER") == ""
        live = "document.getElementById('error-CARD_DATE').getAttribute('aria-live')"
        assert page.ask(live) == "polite"


def test_it_can_be_cancelled(page: Page, store: DemoServer) -> None:
    with visited(page, fields_of(store)) as served:
        page.click("#cancel")
        page.until(STATE.format(state="over"))
        assert "Nothing was kept" in shown(page, "end")
        with pytest.raises(EntryCancelled):
            served.result()


def test_a_keyboard_is_enough(page: Page, store: DemoServer) -> None:
    with visited(page, fields_of(store)) as served:
        page.type("CARD_NUMBER", TYPED["CARD_NUMBER"])
        for field, text in list(TYPED.items())[1:]:
            page.press("Tab", 9)
            page.until(f"document.getElementById('box-{field}').classList.contains('focused')")
            page.insert(text)
        page.press("Tab", 9)
        page.until("document.activeElement.id === 'send'")
        page.press(" ", 32)
        assert served.result().last4 == "4242"
        page.until(STATE.format(state="over"))
        assert page.ask("document.activeElement.id") == "end"


def test_a_card_is_kept_with_consent_only(page: Page, store: DemoServer) -> None:
    request = CardEntryRequest(saves=True, locale=PageLocale.EN_CA)
    with visited(page, fields_of(store), request) as served:
        assert "Maple & Main keeps this card on file" in shown(page, "consent")
        for field, text in TYPED.items():
            page.type(field, text)
        assert "Without that, no card is kept" in send_in_vain(page)
        assert page.ask("document.activeElement.id") == "agreed"
        page.click("#agreed")
        send(page)
        assert served.result().last4 == "4242"


def test_it_speaks_french(page: Page, store: DemoServer) -> None:
    with visited(page, fields_of(store), CardEntryRequest(locale=PageLocale.FR_CA)) as served:
        assert page.ask("document.documentElement.lang") == "fr-CA"
        assert page.ask("document.documentElement.lang", "CARD_NUMBER") == "fr-CA"
        assert shown(page, "send") == "Utiliser cette carte"
        page.click("#cancel")
        with pytest.raises(EntryCancelled):
            served.result()


def test_whose_fields_they_are_is_told_if_it_is_known(page: Page, store: DemoServer) -> None:
    address = "document.querySelector('#box-CARD_NUMBER iframe').src"
    with visited(page, fields_of(store)):
        assert f"merchantId={store.said['merchant_id']}&" in page.ask(address)
    silent = HostedFields(f"{store.url}/sdk.js", Secret(store.said["public_token"]), "")
    with visited(page, silent):
        assert "merchantId=&" in page.ask(address)


def test_a_bank_account_is_agreed_to_first(page: Page, store: DemoServer) -> None:
    request = CardEntryRequest(TokenKind.ACH, amount=Money(1205, "USD"))
    with visited(page, fields_of(store), request) as served:
        assert "$12.05" in page.ask("document.querySelector('.amount').textContent")
        assert "sample routing number" in send_in_vain(page)
        for key, text in BANK.items():
            page.type("ACH_ELEMENTS", text, key)
        press_send(page)
        page.until("document.querySelector('.clover-ach-modal')")
        assert page.ask("agreeing()")
        page.click(".clover-ach-authorize")
        page.until(STATE.format(state="over"))
        token = served.result()
    assert (token.kind, token.last4, token.routing_last4) == (TokenKind.ACH, "7890", "6780")
    assert charge(store, token) == "succeeded"


def test_an_agreement_is_read_as_long_as_it_takes(page: Page, store: DemoServer) -> None:
    soon = "new Promise((resolve) => setTimeout(() => resolve('in time'), 50))"
    with visited(page, fields_of(store)):
        assert page.ask(f"within(0.001, {soon}, 'late', () => true)") == "in time"
        assert page.ask("within(0.001, new Promise(() => {}), 'late', agreeing)") == "late"


def test_a_gift_card(page: Page, store: DemoServer) -> None:
    with visited(page, fields_of(store), CardEntryRequest(TokenKind.GIFT_CARD)) as served:
        page.type("GIFT_CARD_ELEMENTS", "98720044129", "GIFT_CARD_NUMBER")
        send(page)
        token = served.result()
    assert (token.kind, token.last4) == (TokenKind.GIFT_CARD, "4129")


def test_a_key_that_clover_does_not_take(page: Page, store: DemoServer) -> None:
    fields = HostedFields(f"{store.url}/sdk.js", Secret("nobodys"), "")
    with served_page(fields) as served:
        page.open(served.url)
        page.until(STATE.format(state="ready"))
        for field, text in TYPED.items():
            page.type(field, text)
        said = send_in_vain(page)
        assert ("Clover did not take it" in said, "401" in said) == (True, True)


def test_fields_that_never_answer(page: Page, store: DemoServer) -> None:
    fields = fields_of(store, "/sdk.js?settle=never")
    with visited(page, fields, patience=Patience(token=0.2)):
        assert "has not answered. Nothing was charged." in send_in_vain(page)


def test_a_script_that_is_not_there(page: Page, store: DemoServer) -> None:
    with served_page(fields_of(store, "/no-such-script/sdk.js")) as served:
        page.open(served.url)
        page.until(STATE.format(state="lost"))
        assert "did not load. Nothing was sent." in shown(page, "problem")
        assert page.ask("document.getElementById('send').hidden")
        page.click("#again")
        page.until(STATE.format(state="lost"))
        page.click("#cancel")
        with pytest.raises(EntryCancelled):
            served.result()


def test_a_script_that_does_not_come(page: Page) -> None:
    with (
        silent_server() as url,
        served_page(HostedFields(f"{url}/sdk.js", Secret("k"), ""), patience=Patience(loading=0.2)) as served,
    ):
        page.open(served.url)
        page.until(STATE.format(state="lost"))
        assert "did not load" in shown(page, "problem")


def test_its_time_is_over(page: Page, store: DemoServer) -> None:
    with visited(page, fields_of(store), patience=Patience(entry=1), until="over") as served:
        assert "no longer waits" in shown(page, "end")
        with pytest.raises(EntryTimedOut):
            served.result()


def test_a_desk_that_is_gone_takes_no_token(page: Page, store: DemoServer) -> None:
    with served_page(fields_of(store)) as served:
        page.open(served.url)
        page.until(STATE.format(state="ready"))
        for field, text in TYPED.items():
            page.type(field, text)
    send(page)
    assert "no longer waits for it. Nothing was charged." in shown(page, "end")


@contextmanager
def silent_server() -> Iterator[str]:
    """A server that takes connections and says nothing, in a thread."""
    loop, told, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    url: list[str] = []

    async def live() -> None:
        async with raw_server(stall) as server:
            url.append(server.url)
            told.set()
            await stop.wait()

    def run_it() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(live())

    thread = threading.Thread(target=run_it, name="silent server")
    thread.start()
    try:
        told.wait()
        yield url[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
