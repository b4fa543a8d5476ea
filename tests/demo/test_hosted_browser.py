"""A card typed into the frames of a shop's page, in an installed Chromium, becomes a token that can be charged."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.demo import DemoServer, demo_server
from tests.support.js_browser import CHROMIUM, NoBrowser, Page, browser
from tests.support.js_shop import shop

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed to type into")
CARD = ("CARD_NUMBER", "CARD_DATE", "CARD_CVV", "CARD_POSTAL_CODE")
NUMBER = "4242424242424242"
BANK = {
    "ACH_FIRST_NAME": "Ada",
    "ACH_LAST_NAME": "<b>Example</b>",
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
MONTH_MS = 31 * 86_400_000


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


@pytest.fixture
def card_page(page: Page, store: DemoServer) -> Iterator[Page]:
    """The four fields of a card. Neither the policy nor the console has anything to say at the end."""
    with shop(store.url, store.said["public_token"]) as url:
        _open(page, url, *CARD)
        yield page
        assert page.ask("breaches") == []
        assert page.complaints() == []


def _open(page: Page, url: str, *types: str) -> None:
    page.open(url)
    for kind in types:
        page.ask(f"mount('{kind}')")


def _fill(page: Page, **changed: str) -> None:
    usual = dict(zip(CARD, (NUMBER, "1250", "123", "94085"), strict=True))
    for kind, text in {**usual, **changed}.items():
        page.type(kind, text)


def _states(page: Page, frame: str) -> list[str]:
    """What the field says of itself to a screen reader: whether it is wrong, why, and what it is called."""
    script = (
        "(() => { const input = document.querySelector('input'); return [input.getAttribute('aria-invalid'), "
        "document.getElementById(input.getAttribute('aria-describedby')).textContent, input.labels[0].textContent]; })()"
    )
    return list(page.ask(script, frame))


def test_a_card_becomes_a_token_that_is_charged(card_page: Page, store: DemoServer) -> None:
    _fill(card_page)
    result = card_page.ask("clover.createToken()")
    assert result["card"] == {
        "brand": "VISA",
        "last4": "4242",
        "first6": "424242",
        "exp_month": "12",
        "exp_year": "2050",
        "address_zip": "94085",
    }
    body = {"amount": 1000, "currency": "usd", "source": result["token"]}
    charge = store.call("POST", "/v1/charges", body=body)
    assert (charge.status_code, charge.json()["status"]) == (200, "succeeded")
    assert card_page.ask("clover.createToken()")["token"] != result["token"]


def test_the_page_sees_no_number(card_page: Page) -> None:
    _fill(card_page)
    card_page.ask("clover.createToken()")
    heard = card_page.ask("heard.join() + document.documentElement.outerHTML").replace(" ", "")
    assert "CARD_NUMBER" in heard
    assert (NUMBER in heard, "424242424242" in heard) == (False, False)
    with pytest.raises(AssertionError, match=r"SecurityError|cross-origin"):
        card_page.ask("window[1].cloverForm")


def test_what_is_wrong_is_said_to_the_page_and_in_the_frame(card_page: Page) -> None:
    assert list(card_page.ask("clover.createToken()")["errors"]) == list(CARD)
    _fill(card_page, CARD_NUMBER="4242424242424241", CARD_DATE="0120", CARD_CVV="12")
    errors = card_page.ask("clover.createToken()")["errors"]
    assert list(errors) == ["CARD_NUMBER", "CARD_DATE", "CARD_CVV"]
    assert _states(card_page, "CARD_CVV") == ["true", errors["CARD_CVV"], "Security code"]
    assert _states(card_page, "CARD_POSTAL_CODE") == ["false", "", "Postal code"]
    card_page.type("CARD_CVV", "3")
    assert _states(card_page, "CARD_CVV")[:2] == ["false", ""]


def test_only_test_cards_are_taken(card_page: Page) -> None:
    _fill(card_page, CARD_NUMBER="000000000000")
    errors = card_page.ask("clover.createToken()")["errors"]
    assert list(errors) == ["CARD_NUMBER"]
    assert NUMBER in errors["CARD_NUMBER"]


def test_events_tell_the_state_of_every_field(card_page: Page) -> None:
    _fill(card_page, CARD_CVV="1")
    card_page.press("Tab", 9)
    card_page.ask("clover.createToken()")
    told = card_page.ask("told")
    first, last = told[0], told[-1]
    assert (first["type"], first["name"]) == ("CARD_NUMBER", "focus")
    assert first["payload"]["CARD_NUMBER"] == {"touched": False}
    assert (last["type"], last["name"]) == ("CARD_POSTAL_CODE", "blur")
    assert set(last["payload"]) == set(CARD)
    assert last["payload"]["CARD_NUMBER"] == {"touched": True}
    assert set(last["payload"]["CARD_CVV"]) == {"error", "touched"}
    assert {event["name"] for event in told} == {"focus", "change", "blur"}


def test_the_number_is_grouped_and_its_brand_shown(card_page: Page) -> None:
    card_page.type("CARD_NUMBER", "378282246310005")
    card_page.type("CARD_DATE", "130")
    shown = "[document.querySelector('input').value, (document.querySelector('img') ?? {}).alt ?? '']"
    assert card_page.ask(shown, "CARD_NUMBER") == ["3782 822463 10005", "AMEX"]
    assert card_page.ask(shown, "CARD_DATE") == ["13/0", ""]


def test_styles_of_the_page_come_out_on_top(card_page: Page) -> None:
    styles = "{'card-name input': {color: 'rgb(1, 2, 3)', nonsense: 'x'}, '>': {color: 'red'}, 'input': {fontSize: '19px'}}"
    card_page.ask(f"mount('CARD_NAME', {styles})")
    card_page.type("CARD_NAME", "Ada")
    look = "(() => { const s = getComputedStyle(document.querySelector('input')); return [s.color, s.fontSize]; })()"
    assert card_page.ask(look, "CARD_NAME") == ["rgb(1, 2, 3)", "19px"]


def test_a_store_under_another_name_works_too(page: Page, store: DemoServer) -> None:
    with shop(store.url.replace("127.0.0.1", "localhost"), store.said["public_token"]) as url:
        _open(page, url, *CARD)
        assert set(page.ask("clover.createToken()")["errors"]) == set(CARD)


def test_a_wrong_key_is_an_error_of_the_whole(page: Page, store: DemoServer) -> None:
    with shop(store.url, "nobody's") as url:
        _open(page, url, *CARD)
        _fill(page)
        result = page.ask("clover.createToken()")
    assert list(result) == ["error"]
    assert "401" in result["error"]["message"]


def test_a_store_that_breaks_off_is_an_error_of_the_whole(page: Page) -> None:
    with demo_server(orders=1) as store, shop(store.url, store.said["public_token"]) as url:
        _open(page, url, *CARD)
        _fill(page)
        # A browser sends again by itself when a line breaks off, so that once is not enough.
        store.trouble({"operation": "createToken", "before": {"drop": True}})
        assert list(page.ask("clover.createToken()")) == ["error"]
        store.trouble()
        assert "token" in page.ask("clover.createToken()")


def test_a_card_in_one_form(page: Page, store: DemoServer) -> None:
    with shop(store.url, store.said["public_token"]) as url:
        _open(page, url, "CARD")
        for key, text in zip(CARD, ("378282246310005", "1/2049", "1234", "94085"), strict=True):
            page.type("CARD", text, key)
        assert page.ask("clover.createToken()")["card"]["brand"] == "AMEX"
        assert page.ask("document.querySelector('#at-CARD iframe').style.height") != "100%"


def test_a_bank_payment_shows_its_agreement_first(page: Page, store: DemoServer) -> None:
    with shop(store.url, store.said["public_token"]) as url:
        _open(page, url, "ACH_ELEMENTS")
        assert "ACH_ROUTING_NUMBER" in page.ask("clover.createAchToken({amount: 1205})")["errors"]
        for key, text in BANK.items():
            page.type("ACH_ELEMENTS", text, key)
        page.ask("window.asked = clover.createAchToken({amount: 1205}); 0")
        page.until("document.querySelector('.clover-ach-modal')")
        said = page.ask("document.querySelector('.clover-ach-modal').textContent")
        assert ("$12.05" in said, "7890" in said, "<b>Example</b>" in said) == (True, True, True)
        page.click(".clover-ach-cancel")
        assert list(page.ask("asked")["errors"]) == ["ACH_ELEMENTS"]
        page.ask("window.asked = clover.createAchToken({amount: 1205}); 0")
        page.click(".clover-ach-authorize")
        assert page.ask("asked")["ach"] == {"account_last4": "7890", "routing_last4": "6780"}
        assert page.ask("breaches") == []


def test_a_gift_card_is_asked_for_in_one_form(page: Page, store: DemoServer) -> None:
    with shop(store.url, store.said["public_token"]) as url:
        _open(page, url, "GIFT_CARD_ELEMENTS")
        page.type("GIFT_CARD_ELEMENTS", "12345", "GIFT_CARD_NUMBER")
        assert list(page.ask("clover.createGiftCardToken()")["errors"]) == ["GIFT_CARD_NUMBER"]
        page.type("GIFT_CARD_ELEMENTS", "6", "GIFT_CARD_NUMBER")
        assert page.ask("clover.createGiftCardToken()")["gift_card"]["last4"] == "3456"


def test_google_pay_pays_with_a_test_card(page: Page, store: DemoServer) -> None:
    request = "{paymentReqData: {total: {label: 'Total', amount: 1000}}}"
    listen = (
        "(() => {{ const button = fields.create('PAYMENT_REQUEST_BUTTON', {request}); "
        "window.paid = new Promise((resolve) => button.addEventListener('paymentMethod', resolve)); "
        "document.getElementById('form').append(Object.assign(document.createElement('div'), {{id: 'pay'}})); "
        "button.mount('#pay'); }})()"
    )
    with shop(store.url, store.said["public_token"]) as url:
        _open(page, url)
        page.ask(listen.format(request=request))
        page.click("button", "PAYMENT_REQUEST_BUTTON")
        paid = page.ask("paid")
    assert paid["customer"]["billingInfo"]["cardDetails"] == NUMBER[-4:]
    body = {"amount": 1000, "currency": "usd", "source": paid["token"]}
    assert store.call("POST", "/v1/charges", body=body).json()["status"] == "succeeded"


def test_a_card_expires_by_the_clock_of_the_store(page: Page) -> None:
    with demo_server(orders=1) as store, shop(store.url, store.said["public_token"]) as url:
        _open(page, url, *CARD)
        today = store.call("GET", "/widget/facts.json").json()
        _fill(page, CARD_DATE=f"{today['month']:02}/{today['year']}")
        assert "token" in page.ask("clover.createToken()")
        store.call("POST", "/_demo/clock", body={"advance_ms": MONTH_MS})
        assert list(page.ask("clover.createToken()")["errors"]) == ["CARD_DATE"]
