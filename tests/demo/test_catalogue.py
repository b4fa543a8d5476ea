"""What the stores sell and to whom: named in every language of the place, priced, taxed to the cent, paid with test cards."""

import random

import pytest

from cloverdesk.demo.merchant import MERCHANTS
from cloverdesk.demo.options import DAY_MS
from cloverdesk.demo.paying import bodies, cards
from cloverdesk.demo.paying.taxes import RATES
from cloverdesk.demo.recurring.periods import INTERVALS
from cloverdesk.demo.trade.baskets import LEAST_PLAIN, Baskets, tax_of
from cloverdesk.demo.trade.catalogue import BRANDED_CARDS, DECLINES, DECLINING_CARDS, Catalogue
from cloverdesk.demo.trade.catalogues import CATALOGUES
from cloverdesk.demo.trade.people import Circle, People
from tests.support.aio import NOON_MS

SHOPS = pytest.mark.parametrize("kind", list(CATALOGUES))


def _people(kind: str) -> People:
    return People(
        CATALOGUES[kind], Circle("salt", NOON_MS - 900 * DAY_MS, DAY_MS, NOON_MS), MERCHANTS[kind].country
    )


@SHOPS
def test_every_article_has_a_name_in_every_language_and_a_price(kind: str) -> None:
    catalogue = CATALOGUES[kind]
    articles = [article for shelf in catalogue.shelves for article in shelf.articles]
    assert len(articles) >= 50
    assert len({article.names for article in articles}) == len(articles)
    for article in articles:
        assert len(article.names) == len(catalogue.names)
        assert all(0 < len(name) <= 127 for name in article.names)
        assert 100 <= article.price < 50_000
    assert not catalogue.staples.taxes
    assert any(ord(sign) > 0x1F000 for article in articles for name in article.names for sign in name)
    assert max(len(name) for article in articles for name in article.names) > 90


@SHOPS
def test_shares_are_of_a_hundred(kind: str) -> None:
    catalogue: Catalogue = CATALOGUES[kind]
    assert sum(names.share for names in catalogue.names) == 100
    assert sum(plan.share for plan in catalogue.plans) == 100
    assert sum(card[3] for card in BRANDED_CARDS) == 100
    assert sum(share for _, share in DECLINES) == 100
    assert len(catalogue.plans) == 6
    assert {plan.interval for plan in catalogue.plans} <= set(INTERVALS)
    assert all(3 <= len(plan.name) <= 127 for plan in catalogue.plans)
    assert bodies.DECLINE_TEXT in {text for text, _ in DECLINES}


def test_cards_are_published_test_cards_that_do_what_they_are_here_for() -> None:
    published = {(number[:6], number[-4:]): number for number in cards.TEST_CARDS}
    for brand, first6, last4, *_ in (*BRANDED_CARDS, *DECLINING_CARDS):
        assert cards.brand_of(published[first6, last4]) == brand
    assert {cards.behaviour(first6, last4) for _, first6, last4, _ in BRANDED_CARDS} == {cards.APPROVE}
    assert {cards.behaviour(first6, last4) for _, first6, last4 in DECLINING_CARDS} == {cards.DECLINE}


@pytest.mark.parametrize(
    ("kind", "amount", "taxes"),
    [
        ("us", 1000, (55, 80)),
        ("us", 10, (1, 1)),
        ("us", 9, (0, 1)),
        ("us", 2650, (146, 212)),
        ("ca", 1000, (50, 100)),
        ("ca", 200, (10, 20)),
        ("ca", 1295, (65, 129)),
        ("ca", 100_000_00, (500_000, 997_500)),
    ],
)
def test_each_tax_is_rounded_by_itself_half_a_cent_up(kind: str, amount: int, taxes: tuple[int, int]) -> None:
    assert tuple(tax_of(rate, amount) for rate in RATES[kind]) == taxes


@SHOPS
def test_baskets_add_up_and_are_taxed_by_the_shelf(kind: str) -> None:
    catalogue, rng = CATALOGUES[kind], random.Random(2)
    baskets = Baskets(catalogue, MERCHANTS[kind].currency, "salt")
    rates = {rate.name: rate for rate in RATES[kind]}
    shelf_of = {
        name: shelf for shelf in catalogue.shelves for article in shelf.articles for name in article.names
    }
    for number in range(400):
        language = number % len(catalogue.names)
        plain, basket = baskets.plain(rng, language), baskets.any(rng, language)
        assert len(plain.lines) == 1
        assert (plain.tax, plain.is_tipped) == (0, False)
        assert plain.amount >= LEAST_PLAIN
        goods = [line for line in basket.lines if line["type"] != "tax"]
        assert basket.goods == sum(_cost(line) for line in goods)
        for line in basket.lines[len(goods) :]:
            rate = rates[str(line["description"])]
            taxed = sum(_cost(one) for one in goods if rate in shelf_of[str(one["description"])].taxes)
            assert line["amount"] == tax_of(rate, taxed)
        assert basket.tax == sum(_cost(line) for line in basket.lines[len(goods) :])


def _cost(line: bodies.Body) -> int:
    amount, quantity = line["amount"], line.get("quantity", 1)
    assert isinstance(amount, int)
    assert isinstance(quantity, int)
    return amount * quantity


def test_the_same_article_has_one_id_in_both_languages() -> None:
    baskets = Baskets(CATALOGUES["ca"], "CAD", "salt")
    french, english = (baskets.plain(random.Random(4), language).lines[0] for language in (0, 1))
    assert french["parent"] == english["parent"]
    assert french["description"] != english["description"]


@SHOPS
def test_people_are_the_same_in_whatever_order_they_are_met(kind: str) -> None:
    one, two = _people(kind), _people(kind)
    met = [one.person(number) for number in range(200)]
    assert met == [two.person(number) for number in reversed(range(200))][::-1]
    since = [person.since_ms for person in met]
    assert since == sorted(since)
    assert all(one.known_at(person.since_ms) <= number for number, person in enumerate(met))
    assert all(one.known_at(one.known_from(number)) == number + 1 for number in range(200))
    assert len({person.id for person in met}) == 200


def test_canadians_write_postal_codes_and_speak_two_languages() -> None:
    people = [_people("ca").person(number) for number in range(300)]
    addresses = [person.address for person in people if person.address]
    assert len(addresses) > 150
    for address in addresses:
        code = str(address["zip"])
        assert code[:3].isalnum()
        assert code[3] == " "
        assert (code[4].isdigit(), code[5].isalpha(), code[6].isdigit()) == (True, True, True)
        assert address["country"] == "CA"
    assert {person.language for person in people} == {0, 1}


@SHOPS
def test_some_cards_end_soon_and_some_have_ended(kind: str) -> None:
    people = [_people(kind).person(number) for number in range(600)]
    saved = [card for person in people for _, card in person.saved]

    def is_past(card: bodies.Body, at_ms: int) -> bool:
        return cards.is_past(int(str(card["exp_month"])), int(str(card["exp_year"])), at_ms)

    ended = [card for card in saved if is_past(card, NOON_MS)]
    ending = [card for card in saved if is_past(card, NOON_MS + 90 * DAY_MS)]
    assert 3 <= len(ended) < len(ending) < len(saved) / 5
    assert sum(not person.saved for person in people) > 10
    assert any(len(person.saved) == 2 for person in people)
    for person in people:
        good = person.card_at(NOON_MS)
        assert good is None or not is_past(good[1], NOON_MS)
