"""The numbers of gift cards: told to people, taken for nothing else, and never written down."""

import json
import random
import re
from pathlib import Path

from cloverdesk.demo.gift_cards import cards as gift_cards
from cloverdesk.demo.gift_cards.cards import PREFIX, GiftCard
from cloverdesk.demo.options import DAY_MS
from cloverdesk.demo.paying import cards
from cloverdesk.demo.store import DemoStore, Row
from tests.support.aio import NOON_MS
from tests.support.demo import demo_app, with_demo
from tests.support.gift import GiftDesk

COUNT = 800


def _seeded(store: DemoStore, seed: int = 3) -> list[Row]:
    return gift_cards.seed_rows(store, COUNT, NOON_MS, random.Random(seed))


def _cards(rows: list[Row]) -> list[GiftCard]:
    return [GiftCard(**json.loads(row[6])) for row in rows]


def test_a_seed_has_cards_of_every_kind_and_always_the_same() -> None:
    with demo_app() as demo:
        rows = _seeded(demo.store)
        assert rows == _seeded(demo.store)
        assert rows != _seeded(demo.store, seed=4)
    made = _cards(rows)
    assert len({card.id for card in made}) == len({row[3] for row in rows}) == COUNT
    asleep = [card for card in made if card.state == "inactive"]
    printed = [card for card in asleep if card.denomination is not None]
    empty = [card for card in made if card.state == "active" and not card.balance]
    assert (len(asleep), len(printed), len(empty)) == (160, 80, 80)
    assert all(card.balance == card.opening_balance == 0 for card in asleep)
    assert all(0 <= card.balance <= 10_000 and not card.locked for card in made)
    moments = [row[2] for row in rows]
    assert moments == sorted(moments)
    assert NOON_MS - 400 * DAY_MS <= moments[0] < moments[-1] < NOON_MS


def test_no_number_can_be_taken_for_that_of_a_payment_card() -> None:
    with demo_app() as demo:
        serials = [card.serial or 0 for card in _cards(_seeded(demo.store))]
        numbers = [gift_cards.number_of(demo.store, serial) for serial in serials]
    assert len(set(numbers)) == COUNT
    for number in numbers:
        assert re.fullmatch(PREFIX + "[0-9]{10}", number)
        assert not cards.is_number(number)
        assert cards.brand_of(number) is None


def test_another_store_has_other_numbers() -> None:
    with demo_app(seed=1) as one, demo_app(seed=2) as other:
        assert gift_cards.number_of(one.store, 5) != gift_cards.number_of(other.store, 5)
        assert gift_cards.code_of(one.store, 5) != gift_cards.code_of(other.store, 5)


def test_cards_added_later_have_numbers_of_their_own() -> None:
    with demo_app() as demo:
        demo.store.add_many(_seeded(demo.store))
        more = _cards(gift_cards.seed_rows(demo.store, 5, NOON_MS, random.Random(9)))
        serials = {card.serial for card in gift_cards.all_cards(demo.store)}
        assert serials.isdisjoint(card.serial for card in more)


def test_numbers_and_codes_are_in_no_file(tmp_path: Path) -> None:
    secrets: list[str] = []

    @with_demo(path=tmp_path / "store.db")
    async def script(demo, client) -> None:
        desk = GiftDesk(demo, client)
        card = await desk.loaded(5000)
        assert (await desk.charge(card, 100)).status_code == 200
        virtual = {"promotion_code": "112233", "amount": 2500, "currency": "usd"}
        keyed = {"idempotency-key": "a-key-of-some-length"}
        told = (await client.post("/v1/activate", json=virtual, headers=keyed)).json()["gift_card"]
        secrets.extend((card.number, str(card.code), told["number"], told["security_card_value"]))
        await desk.tokenize(card, "87654321")
        secrets.append("87654321")

    script()
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"gift_redemption" in written
    assert [secret for secret in secrets if secret.encode() in written] == []
