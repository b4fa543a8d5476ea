"""No value comes from nowhere: whatever is done to gift cards, in whatever order, every balance is what its ledger adds up to."""

import random
from collections import Counter
from typing import Any

import httpx
import pytest

from cloverdesk.demo.gift_cards import cards as gift_cards
from cloverdesk.demo.options import DAY_MS, DemoOptions
from tests.support.demo import Demo, with_demo
from tests.support.gift import GiftDesk, Plastic

STEPS = 300
CARDS = 3
USD = {"currency": "usd"}
SWITCHED = DemoOptions(
    gift_balances_spendable=False,
    gift_calls_refunded_late=True,
    gift_cards_close_at_zero=True,
    lapsed_hold_reads_as_voided=False,
    lock_days=2,
)


class _Clerk:
    """Does one thing after another to a few cards, and remembers what can be undone."""

    def __init__(self, demo: Demo, client: httpx.AsyncClient, seed: int) -> None:
        self._demo, self._desk, self._rng = demo, GiftDesk(demo, client), random.Random(seed)
        self._cards: list[Plastic] = [self._desk.take() for _ in range(CARDS)]
        self._charges: list[dict[str, Any]] = []
        self._calls: list[dict[str, Any]] = []
        self._refunds: list[dict[str, Any]] = []
        self.answers: Counter[tuple[str, int]] = Counter()

    async def step(self) -> None:
        """One thing more."""
        acts = (
            (self._load, 3),
            (self._cash_out, 1),
            (self._spend, 6),
            (self._capture, 4),
            (self._refund, 4),
            (self._void, 2),
            (self._cancel, 3),
            (self._decide, 1),
        )
        (act,) = self._rng.choices([one for one, _ in acts], [often for _, often in acts])
        status = self._rng.choices(("succeeded", "failed", "pending"), (8, 1, 1))[0]
        self._demo.trouble({"operation": "createRefund", "effect": {"status": status}})
        answer = await act()
        if answer is not None:
            assert answer.status_code in {200, 400, 402, 404}, answer.text
            self.answers[act.__name__, answer.status_code] += 1
        self._demo.store.advance(self._rng.choice((0, 0, 0, 1, DAY_MS // 9, DAY_MS // 3)))

    def check(self) -> None:
        """The cards agree with the ledger, and the ledger with the charges."""
        self._desk.check()
        taken = sum(self._now(one, "amount_captured") for one in self._charges)
        captured = {one["id"]: one for one in self._charges if self._is("charge", one, "captured", True)}
        pending = [one for one in self._refunds if self._is("refund", one, "status", "pending")]
        back = sum(self._now(one, "amount_refunded") for one in captured.values())
        back -= sum(one["amount"] for one in pending if one["charge"] in captured)
        sums = Counter[str]()
        for effect in self._demo.ledger:
            if "gift_card" in effect:
                sums[str(effect["kind"])] += int(str(effect["amount"]))
        assert sums["gift_redemption"] == taken
        assert sums["gift_refund"] - sums["gift_refund_void"] == back
        standing = sum(card.locked for card in gift_cards.all_cards(self._demo.store))
        assert sums["gift_lock"] - sums["gift_unlock"] == standing

    def _now(self, charge: dict[str, Any], name: str) -> int:
        record = self._demo.store.get("charge", charge["id"])
        assert record is not None
        return int(str(record.body[name]))

    def _is(self, kind: str, one: dict[str, Any], name: str, value: object) -> bool:
        record = self._demo.store.get(kind, one["id"])
        return record is not None and record.body[name] == value

    def _amount(self, *more: int) -> int:
        return self._rng.choice((1, 50, 700, 2500, *more))

    async def _load(self) -> httpx.Response:
        card = self._rng.choice(self._cards)
        name = "activate" if self._desk.seen(card).state == "inactive" else "reload"
        return self._kept(
            self._calls, await self._desk.call(name, card, amount=self._amount(9000, 9000), **USD)
        )

    async def _cash_out(self) -> httpx.Response:
        return self._kept(self._calls, await self._desk.call("cashout", self._rng.choice(self._cards)))

    async def _spend(self) -> httpx.Response:
        more = {"capture": self._rng.random() < 0.4, "tip_amount": self._rng.choice((0, 0, 99))}
        card = self._rng.choice(self._cards)
        return self._kept(self._charges, await self._desk.charge(card, self._amount(), **more))

    async def _capture(self) -> httpx.Response | None:
        if not self._charges:
            return None
        body = self._rng.choice(({}, {"amount": 0}, {"amount": self._amount()}))
        return await self._desk.capture(self._rng.choice(self._charges), **body)

    async def _refund(self) -> httpx.Response | None:
        return await self._back(self._charges)

    async def _void(self) -> httpx.Response | None:
        return await self._back(self._calls)

    async def _back(self, done: list[dict[str, Any]]) -> httpx.Response | None:
        if not done:
            return None
        more = {} if self._rng.random() < 0.5 else {"amount": self._amount()}
        answer = await self._desk.refund(self._rng.choice(done[-6:]), **more)
        return self._kept(self._refunds, answer)

    async def _cancel(self) -> httpx.Response | None:
        return await self._desk.cancel(self._rng.choice(self._refunds[-2:])) if self._refunds else None

    async def _decide(self) -> httpx.Response | None:
        if not self._refunds:
            return None
        status = self._rng.choice(("succeeded", "failed"))
        async with self._demo.client(self._demo.identity.control_token) as control:
            path = f"/_demo/refunds/{self._rng.choice(self._refunds[-6:])['id']}"
            return await control.post(path, json={"status": status})

    @staticmethod
    def _kept(done: list[dict[str, Any]], answer: httpx.Response) -> httpx.Response:
        if answer.status_code == 200 and "id" in answer.json():
            done.append(answer.json())
        return answer


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("options", [DemoOptions(), SWITCHED], ids=["usual", "switched"])
def test_nothing_is_lost_and_nothing_is_won(options, seed) -> None:
    @with_demo(options=options)
    async def script(demo, client) -> None:
        clerk = _Clerk(demo, client, seed)
        for number in range(STEPS):
            await clerk.step()
            if number % 25 == 24:
                clerk.check()
        for act in ("_load", "_cash_out", "_spend", "_capture", "_refund", "_void", "_cancel"):
            assert clerk.answers[act, 200], f"{act} never worked"

    script()
