"""Options about taking cards: read, saved, and refused where they make no sense."""

import json
from pathlib import Path

import pytest

from cloverdesk.settings.cards import CardPageHost, GiftCardBearer, is_checkout
from cloverdesk.settings.errors import OptionNotOneOf, OptionNotUsable
from cloverdesk.settings.options import Options


def write(folder: Path, **document: object) -> None:
    (folder / "options.json").write_text(json.dumps(document), "utf-8")


def test_what_is_chosen_is_kept(tmp_path: Path) -> None:
    chosen = Options(
        gift_card_bearer=GiftCardBearer.PUBLIC,
        checkout_url="https://checkout.example",
        card_page_host=CardPageHost.NAME,
        merchant_id_to_fields=False,
    )
    chosen.save(tmp_path)
    assert Options.load(tmp_path) == chosen
    document = json.loads((tmp_path / "options.json").read_text())
    assert (document["gift_card_bearer"], document["card_page_host"]) == ("public", "localhost")


def test_usual_values() -> None:
    usual = Options()
    assert usual.gift_card_bearer is GiftCardBearer.PRIVATE
    assert usual.card_page_host.value == "127.0.0.1"
    assert usual.merchant_id_to_fields


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("gift_card_bearer", "oauth", "private, public"),
        ("gift_card_bearer", None, "private, public"),
        ("card_page_host", "0.0.0.0", "127.0.0.1, localhost"),  # noqa: S104 - not taken, that is the point
        ("merchant_id_to_fields", "yes", "true, false"),
        ("merchant_id_to_fields", 1, "true, false"),
    ],
)
def test_a_word_that_is_none_of_them_is_told(tmp_path: Path, name: str, value: object, words: str) -> None:
    write(tmp_path, **{name: value})
    with pytest.raises(OptionNotOneOf, match=words):
        Options.load(tmp_path)


def test_nothing_wrong_is_saved(tmp_path: Path) -> None:
    with pytest.raises(OptionNotUsable):
        Options(checkout_url="http://elsewhere.example").save(tmp_path)
    assert not (tmp_path / "options.json").exists()


@pytest.mark.parametrize(
    ("text", "usable"),
    [
        ("https://checkout.clover.com", True),
        ("https://checkout.clover.com/", True),
        ("https://checkout.example:8443/clover", True),
        ("http://127.0.0.1:8080", True),
        ("http://[::1]:8080", True),
        ("http://localhost", True),
        ("http://elsewhere.example", False),
        ("https://elsewhere.example/?a", False),
        ("https://who@elsewhere.example", False),
        ("https://a.example;script-src", False),
        ("https://a.example 'unsafe-inline'", False),
        ("https://a.example:0", False),
        ("https://a.example:99999", False),
        ("https://", False),
        ("javascript:alert(1)", False),
        ("https://" + "a" * 500, False),
    ],
)
def test_where_the_fields_may_come_from(text: str, usable: bool) -> None:
    assert is_checkout(text) is usable
