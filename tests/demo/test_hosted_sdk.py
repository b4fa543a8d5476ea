"""The stand-in SDK keeps the contract that a card page relies on, in a JavaScript engine."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.js_engine import STORE, ScriptPage, Threw

pytestmark = pytest.mark.usefixtures("qapp")
EVENTS = ("change", "focus", "blur", "paymentMethod", "paymentMethodStart", "paymentMethodEnd")
TYPES = (
    *("CARD", "CARD_NUMBER", "CARD_DATE", "CARD_CVV", "CARD_POSTAL_CODE", "CARD_NAME", "CARD_STREET_ADDRESS"),
    *(
        "CARD_PHONE_NUMBER",
        "CARD_EMAIL_ADDRESS",
        "PAYMENT_REQUEST_BUTTON",
        "PAYMENT_REQUEST_BUTTON_APPLE_PAY",
    ),
    *("ACH_ELEMENTS", "GIFT_CARD_ELEMENTS"),
)
READY = {"say": "ready"}
TOKEN = {"token": "clv_1", "card": {"last4": "4242"}}


def _page(options: str = "{merchantId: 'M'}", script: str = f"{STORE}/sdk.js") -> ScriptPage:
    """A page with the elements of a merchant and an empty place for each field."""
    page = ScriptPage(script)
    page.run(f"var clover = new Clover('key', {options}); var elements = clover.elements(); put('place')")
    return page


def _with_number() -> ScriptPage:
    """The same with a mounted card number, and all frames there."""
    page = _page()
    page.run("var number = elements.create('CARD_NUMBER'); number.mount('#place')")
    page.say("MESSAGES", READY)
    page.say("CARD NUMBER", READY)
    return page


def _query(page: ScriptPage, title: str) -> dict[str, str]:
    address = page.run(f"frame('{title}').src")
    return {name: value for name, (value,) in parse_qs(urlsplit(address).query).items()}


@pytest.mark.parametrize("key", ["", "''", "null"])
def test_a_key_is_needed(key: str) -> None:
    with pytest.raises(Threw, match="key"):
        ScriptPage().run(f"new Clover({key})")


@pytest.mark.parametrize("call", ["createToken()", "createGiftCardToken()", "createAchToken({amount: 1})"])
def test_before_the_elements_there_is_no_promise(call: str) -> None:
    page = ScriptPage()
    page.run("var clover = new Clover('key')")
    assert page.run(f"typeof clover.{call}") == "undefined"
    page.run("clover.elements()")
    assert page.run(f"clover.{call} instanceof Promise")


def test_elements_need_a_body() -> None:
    page = ScriptPage()
    page.run("document.body = null; var clover = new Clover('key')")
    with pytest.raises(Threw, match="body"):
        page.run("clover.elements()")


def test_elements_come_with_a_hidden_frame_of_the_store() -> None:
    page = _page()
    style = page.run("frame('MESSAGES').style.cssText")
    assert ("width:1px" in style, "height:1px" in style, "opacity:0" in style) == (True, True, True)
    assert page.data("frame('MESSAGES').attributes") == {"aria-hidden": "true"}
    assert page.run("frame('MESSAGES').src").startswith(f"{STORE}/widget.html?")


def test_the_store_is_where_the_script_came_from() -> None:
    page = _page(script="http://localhost:1234/sdk.js?settle=never")
    assert page.run("frame('MESSAGES').src").startswith("http://localhost:1234/widget.html?")


def test_the_first_key_stays() -> None:
    page = _page()
    page.run("elements.create('CARD_NUMBER').addEventListener('blur', () => 0)")
    assert page.run("new Clover('other', {merchantId: 'N'}).elements() === elements")
    assert page.run("document.body.all().filter((one) => one.name === 'iframe').length") == 1
    page.run("var again = elements.create('CARD_NUMBER'); again.mount('#place')")
    assert (_query(page, "CARD NUMBER")["key"], _query(page, "CARD NUMBER")["merchantId"]) == ("key", "M")
    page.run("again.addEventListener('blur', () => 0)")


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_has_a_titled_frame(kind: str) -> None:
    page = _page()
    page.run(f"elements.create('{kind}').mount('#place')")
    assert _query(page, kind.replace("_", " "))["type"] == kind


def test_an_unknown_type_throws() -> None:
    with pytest.raises(Threw, match="CARD_PIN"):
        _page().run("elements.create('CARD_PIN')")


def test_a_street_needs_the_merchant() -> None:
    with pytest.raises(Threw, match="merchantId"):
        _page("{}").run("elements.create('CARD_STREET_ADDRESS')")


@pytest.mark.parametrize(
    ("asked", "got"), [("fr-CA", "fr-CA"), ("en-CA", "en-CA"), ("de", "en"), ("en-US", "en")]
)
def test_the_locale_is_one_of_three(asked: str, got: str) -> None:
    page = _page(f"{{locale: '{asked}'}}")
    page.run("elements.create('CARD_CVV').mount('#place')")
    assert _query(page, "CARD CVV")["locale"] == got


def test_the_frame_is_told_its_styles_and_who_may_talk_to_it() -> None:
    page = _page()
    page.run("elements.create('CARD_CVV', {'input::placeholder': {color: 'a&b=c'}}).mount('#place')")
    told = _query(page, "CARD CVV")
    assert told["styles"] == '{"input::placeholder":{"color":"a&b=c"}}'
    assert told["origin"] == "http://127.0.0.1:9000"


def test_mounting_needs_a_place_and_happens_once() -> None:
    page = _page()
    page.run("var cvv = elements.create('CARD_CVV')")
    with pytest.raises(Threw, match="#nowhere"):
        page.run("cvv.mount('#nowhere')")
    page.run("cvv.mount('#place'); cvv.mount('#place'); cvv.mount('#nowhere')")
    assert page.run("document.querySelector('#place').children.length") == 1


@pytest.mark.parametrize("name", EVENTS)
def test_one_listener_per_type_and_event(name: str) -> None:
    page = _page()
    page.run(f"var cvv = elements.create('CARD_CVV'); cvv.addEventListener('{name}', () => 0)")
    with pytest.raises(Threw, match="already"):
        page.run(f"elements.create('CARD_CVV').addEventListener('{name}', () => 0)")
    page.run(f"elements.create('CARD_DATE').addEventListener('{name}', () => 0)")
    page.run(f"cvv.removeEventListener('{name}'); cvv.addEventListener('{name}', () => 0)")


@pytest.mark.parametrize("kind", ["CARD_CVV", "CARD"])
def test_an_unknown_event_throws(kind: str) -> None:
    name = "ready" if kind == "CARD_CVV" else "change"
    with pytest.raises(Threw, match=name):
        _page().run(f"elements.create('{kind}').addEventListener('{name}', () => 0)")


def test_an_event_reaches_the_listener_of_its_type() -> None:
    page = _with_number()
    page.run("var told = []; number.addEventListener('blur', (state) => told.push(state))")
    state = {"CARD_NUMBER": {"error": "Enter it.", "touched": True}, "CARD_CVV": {"touched": False}}
    page.say("CARD NUMBER", {"say": "event", "name": "blur", "payload": state})
    page.say("CARD NUMBER", {"say": "event", "name": "focus", "payload": state})
    page.say("MESSAGES", {"say": "event", "name": "blur", "payload": state})
    assert page.data("told") == [state]


def test_only_frames_of_the_store_are_heard() -> None:
    page = _with_number()
    page.run("var told = []; number.addEventListener('blur', (state) => told.push(state))")
    event = {"say": "event", "name": "blur", "payload": {}}
    page.say("CARD NUMBER", event, origin="http://127.0.0.1:9000")
    page.say("CARD NUMBER", "no JSON")
    page.run(f"listeners[0]({{source: {{}}, origin: '{STORE}', data: '{{}}'}})")
    assert page.data("told") == []
    page.run("keep('a', clover.createToken())")
    page.say("CARD NUMBER", {"say": "result", "call": 1, "result": TOKEN})
    assert page.data("settled") == {}


def test_a_token_is_asked_for_once_every_frame_is_there() -> None:
    page = _page()
    page.run("elements.create('CARD_NUMBER').mount('#place'); keep('a', clover.createToken())")
    page.say("MESSAGES", READY)
    assert page.posted() == []
    page.say("CARD NUMBER", READY)
    (posted,) = page.posted()
    assert posted == {"asked": {"call": 1, "kind": "card", "multiPay": False}, "origin": STORE}
    page.say("MESSAGES", {"say": "result", "call": 1, "result": TOKEN})
    assert page.data("settled") == {"a": TOKEN}


def test_a_frame_that_was_taken_away_is_not_waited_for() -> None:
    page = _page()
    page.run("elements.create('CARD_CVV').mount('#place'); frame('CARD CVV').remove(); clover.createToken()")
    page.say("MESSAGES", READY)
    assert len(page.posted()) == 1


def test_failures_resolve_and_calls_are_told_apart() -> None:
    page = _with_number()
    page.run("keep('first', clover.createToken()); keep('second', clover.createToken(true))")
    assert [one["asked"]["multiPay"] for one in page.posted()] == [False, True]
    errors = {"errors": {"CARD_NUMBER": "Enter it."}}
    page.say("MESSAGES", {"say": "result", "call": 2, "result": errors})
    assert page.data("settled") == {"second": errors}
    page.say("MESSAGES", {"say": "result", "call": 1, "result": TOKEN})
    page.say("MESSAGES", {"say": "result", "call": 1, "result": errors})
    assert page.data("settled") == {"first": TOKEN, "second": errors}


def test_the_switch_for_tokens_that_never_come() -> None:
    page = _page(script=f"{STORE}/sdk.js?settle=never")
    page.say("MESSAGES", READY)
    page.run("keep('a', clover.createToken()); keep('b', clover.createGiftCardToken())")
    assert (page.posted(), page.data("settled")) == ([], {})


def test_a_gift_card_is_a_kind_of_its_own() -> None:
    page = _with_number()
    page.run("clover.createGiftCardToken()")
    assert page.posted()[0]["asked"] == {"call": 1, "kind": "gift_card", "multiPay": False}


@pytest.mark.parametrize(
    "order", ["", "{}", "{amount: 0}", "{amount: -1}", "{amount: '100'}", "{amount: NaN}"]
)
def test_a_bank_payment_needs_an_amount(order: str) -> None:
    with pytest.raises(Threw, match="amount"):
        _page().run(f"clover.createAchToken({order})")


def _agreement_shown() -> ScriptPage:
    page = _with_number()
    page.run("keep('a', clover.createAchToken({amount: 1250}, true))")
    assert page.posted()[0]["asked"] == {"call": 1, "kind": "ach", "amount": 1250, "multiPay": True}
    page.say("MESSAGES", {"say": "agreement", "call": 1, "html": "<p>I agree.</p>"})
    return page


def test_a_bank_payment_waits_for_its_agreement() -> None:
    page = _agreement_shown()
    assert page.run("found('clover-ach-agreement')[0].innerHTML") == "<p>I agree.</p>"
    assert page.data("found('clover-ach-modal')[0].attributes")["role"] == "dialog"
    assert page.run("document.activeElement.textContent") == "Authorize"
    page.run("document.activeElement.handlers.click()")
    assert page.run("found('clover-ach-modal').length") == 0
    assert page.run("document.activeElement === before")
    again = {"call": 1, "kind": "ach", "amount": 1250, "multiPay": False, "authorized": True}
    assert page.posted()[1]["asked"] == again
    page.say("MESSAGES", {"say": "result", "call": 1, "result": TOKEN})
    assert page.data("settled") == {"a": TOKEN}


@pytest.mark.parametrize(
    "leave",
    [
        "found('clover-ach-cancel')[0].handlers.click()",
        "found('clover-ach-modal')[0].handlers.keydown({key: 'Escape'})",
    ],
)
def test_an_agreement_can_be_left(leave: str) -> None:
    page = _agreement_shown()
    page.run(leave)
    assert list(page.data("settled.a.errors")) == ["ACH_ELEMENTS"]
    assert len(page.posted()) == 1


def test_the_tab_key_stays_in_the_agreement() -> None:
    page = _agreement_shown()
    tab = "found('clover-ach-modal')[0].handlers.keydown({key: 'Tab', preventDefault() {}})"
    seen = [page.run(f"{tab}; document.activeElement.textContent") for _ in range(3)]
    assert seen == ["Cancel", "Authorize", "Cancel"]


@pytest.mark.parametrize(
    ("options", "halves"),
    [
        ("{}", ["clover-secure-payments", "clover-privacy-policy"]),
        ("{showSecurePayments: false}", ["clover-privacy-policy"]),
        ("{showPrivacyPolicy: false}", ["clover-secure-payments"]),
        ("{showSecurePayments: false, showPrivacyPolicy: false}", []),
    ],
)
def test_the_footer_has_two_halves(options: str, halves: list[str]) -> None:
    page = _page(options)
    assert page.data("found('clover-footer')[0].children.map((one) => one.className)") == halves


def test_a_form_says_how_tall_it_is() -> None:
    page = _with_number()
    page.run("put('crowded'); document.querySelector('#crowded').appendChild(document.createElement('p'))")
    page.run("elements.create('ACH_ELEMENTS').mount('#crowded')")
    page.say("CARD NUMBER", {"say": "height", "height": 120.4})
    page.say("ACH ELEMENTS", {"say": "height", "height": 120.4})
    assert page.run("frame('CARD NUMBER').style.height") == "121px"
    assert page.run("frame('ACH ELEMENTS').style.height") is None
