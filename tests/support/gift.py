"""Gift cards for tests: a drawer of fresh ones, the calls that they take, and the sum that has to come out right."""

import random
from dataclasses import dataclass
from typing import Any

import httpx

from cloverdesk.demo.gift_cards import cards as gift_cards
from cloverdesk.demo.gift_cards.balance import EFFECTS
from cloverdesk.demo.gift_cards.cards import GiftCard
from tests.support.demo import Demo

STOCK = 40
WRONG_CODE = "0000"


@dataclass
class Plastic:
    """What is printed on a card."""

    id: str
    number: str
    code: str | None


class GiftDesk:
    """A counter of a demo store. Every call makes a token of its own, as Clover wants it."""

    def __init__(self, demo: Demo, client: httpx.AsyncClient) -> None:
        self.demo, self.store, self.client = demo, demo.store, client
        known = {card.id for card in gift_cards.all_cards(demo.store)}
        now = demo.store.now_ms()
        demo.store.add_many(gift_cards.seed_rows(demo.store, STOCK, now, random.Random(7)))
        self.stock = [card for card in gift_cards.all_cards(demo.store) if card.id not in known]

    def take(self, state: str = "inactive", *, printed: bool = False, empty: bool = False) -> Plastic:
        """A card of the drawer that nobody has taken yet."""
        for card in self.stock:
            fits = card.state == state and (card.denomination is not None) == printed
            if fits and (state == "inactive" or (card.balance == 0) == empty):
                self.stock.remove(card)
                return self.plastic(card)
        raise AssertionError("the drawer has none left")

    def plastic(self, card: GiftCard) -> Plastic:
        """What is printed on a card of the seed."""
        assert card.serial is not None
        number = gift_cards.number_of(self.store, card.serial)
        return Plastic(card.id, number, gift_cards.code_of(self.store, card.serial))

    def seen(self, card: Plastic) -> GiftCard:
        """The card as the store has it now."""
        found = gift_cards.get(self.store, card.id)
        assert found is not None
        return found

    def worth(self, card: Plastic) -> tuple[int, int]:
        """Its balance and what is locked of it."""
        found = self.seen(card)
        return found.balance, found.locked

    async def tokenize(self, card: Plastic, code: str | None = "") -> httpx.Response:
        """The answer to making a token; `code` may be another than the right one, or None."""
        given = {"number": card.number, "security_code": card.code if code == "" else code}
        headers = {"apikey": self.demo.identity.public_token}
        body = {"gift_card": {name: value for name, value in given.items() if value is not None}}
        return await self.client.post("/v1/tokens", json=body, headers=headers)

    async def token(self, card: Plastic, code: str | None = "") -> str:
        """A token."""
        return str((await self.tokenize(card, code)).json()["id"])

    async def call(self, name: str, card: Plastic, **body: Any) -> httpx.Response:
        """`/v1/<name>` with a token of the card."""
        return await self.client.post(f"/v1/{name}", json={"source": await self.token(card), **body})

    async def loaded(self, amount: int) -> Plastic:
        """A card that has just been activated."""
        card = self.take()
        assert (await self.call("activate", card, amount=amount, currency="usd")).status_code == 200
        return card

    async def charge(self, card: Plastic, amount: int, **more: Any) -> httpx.Response:
        """Redeem, or lock."""
        told = {"amount": amount, "currency": "usd", "partial_redemption": True, **more}
        return await self.call("charges", card, **told)

    async def lock(self, card: Plastic, amount: int, **more: Any) -> dict[str, Any]:
        """A lock, as it is answered."""
        answer = await self.charge(card, amount, capture=False, **more)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def capture(self, charge: dict[str, Any], **body: Any) -> httpx.Response:
        """Capture a lock."""
        return await self.client.post(f"/v1/charges/{charge['id']}/capture", json=body)

    async def refund(self, done: dict[str, Any], **more: Any) -> httpx.Response:
        """Give back, or void, what an answer is about."""
        return await self.client.post("/v1/refunds", json={"charge": done["id"], **more})

    async def cancel(self, refund: dict[str, Any]) -> httpx.Response:
        """Void a refund."""
        path = f"/v1/refunds/{refund['id']}/cancel"
        return await self.client.post(path, json={"reason": "USER_CANCEL"})

    async def read(self, charge: dict[str, Any]) -> dict[str, Any]:
        """A charge as it reads now."""
        return dict((await self.client.get(f"/v1/charges/{charge['id']}")).json())

    def effects(self, card: Plastic) -> list[tuple[Any, Any]]:
        """Kind and amount of everything that the ledger says of a card."""
        return [(one["kind"], one["amount"]) for one in self.demo.ledger if one.get("gift_card") == card.id]

    def check(self) -> None:
        """Every card has what it began with and what the ledger says came and went, and never less than nothing."""
        effects: dict[object, list[dict[str, object]]] = {}
        for one in self.demo.ledger:
            effects.setdefault(one.get("gift_card"), []).append(one)
        for card in gift_cards.all_cards(self.store):
            balance, locked = card.opening_balance, 0
            for one in effects.get(card.id, []):
                to_balance, to_locked = EFFECTS[str(one["kind"])]
                amount = int(str(one["amount"]))
                balance, locked = balance + to_balance * amount, locked + to_locked * amount
                assert balance >= locked >= 0
                assert (one["balance"], one["locked"]) == (balance, locked)
            assert (card.balance, card.locked) == (balance, locked)


def error_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, str(answer.json()["error"]["code"])
