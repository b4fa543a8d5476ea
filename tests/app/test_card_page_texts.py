"""The card page's texts: one table, whole in every language, with a text for all that the page asks for."""

import re
from importlib.resources import files
from string import Formatter

import pytest

from cloverdesk.app.card_page.markup import page, policy
from cloverdesk.app.card_page.texts import texts_in
from cloverdesk.domain.card_entry import CARD_ON_FILE, CONSENT_WORDINGS, CardEntryRequest, PageLocale
from cloverdesk.domain.money import Money
from cloverdesk.domain.tokens import TokenKind
from tests.support.card_page import FIELDS

ENGLISH, FRENCH = texts_in(PageLocale.EN), texts_in(PageLocale.FR_CA)
FOLDER = files("cloverdesk.app.card_page")
SETUP = {"path": "/p", "secondsLeft": 1.0}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("name", ENGLISH)
def test_every_text_is_there_in_both_languages(name: str) -> None:
    english, french = ENGLISH[name], FRENCH[name]
    assert english.strip()
    assert french.strip()
    assert english != french
    assert placeholders(english) == placeholders(french)


def test_canada_reads_english_too() -> None:
    assert dict(texts_in(PageLocale.EN_CA)) == dict(ENGLISH)


def test_the_script_asks_for_no_other_text() -> None:
    script = FOLDER.joinpath("page.js").read_text("utf-8")
    asked = set(re.findall(r'texts\.(\w+)|texts\["([\w.]+)"\]', script))
    names = {one or other for one, other in asked}
    assert len(names) > 5
    assert names <= set(ENGLISH)
    assert {"done", "cancelled", "over", "done.more", "cancelled.more", "over.more"} <= set(ENGLISH)


def test_every_wording_of_a_consent_is_there_in_both_languages() -> None:
    for languages in CONSENT_WORDINGS.values():
        assert set(languages) == {one.language for one in PageLocale}
        assert all(placeholders(text) == {"store"} for text in languages.values())
    assert CARD_ON_FILE in CONSENT_WORDINGS


@pytest.mark.parametrize("kind", TokenKind)
@pytest.mark.parametrize("locale", PageLocale)
def test_the_page_is_filled_in_whole(kind: TokenKind, locale: PageLocale) -> None:
    request = CardEntryRequest(kind, locale, saves=True, amount=Money(1205, "USD"))
    markup = page(request, FIELDS, "Maple & Main", "sandbox", SETUP)
    assert "$" not in markup.replace("$12.05", "")
    assert f'<html lang="{locale.value}">' in markup
    assert texts_in(locale)[f"title.{kind.value}"] in markup


def test_a_store_may_be_called_what_it_likes() -> None:
    name = "\"><script>alert('x')</script> {lead} $lead & Sons"
    markup = page(CardEntryRequest(), FIELDS, name, "", SETUP)
    assert "<script>alert" not in markup
    assert "{lead} $lead &amp; Sons" in markup


def test_no_rehearsal_no_hint() -> None:
    live = page(CardEntryRequest(), FIELDS, "S", "", SETUP)
    assert '<p class="badge" hidden>' in live
    assert '<p class="second note" hidden>' in live
    demo = page(CardEntryRequest(), FIELDS, "S", "demo", SETUP)
    assert '<p class="badge">Demo store</p>' in demo
    assert "4242\N{NO-BREAK SPACE}4242" in demo


def test_the_policy_names_the_host_and_not_the_script() -> None:
    assert " http://[::1]:8080 https://www.google.com" in policy("http://[::1]:8080/a/sdk.js?settle=never")
    assert "sdk.js" not in policy("https://checkout.clover.com/sdk.js")
