"""A demo store with plans, subscribers and time that passes: what tests of recurring payments have in common."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from cloverdesk.demo.paying.sources import MULTI, REVOKED, saved_sources
from cloverdesk.demo.recurring.periods import day_of, moment_of
from cloverdesk.demo.store import CHARGE, CUSTOMER, TOKEN
from tests.support.demo import CARD, Demo, play

PLANS, SUBSCRIPTIONS = "/recurring/v1/plans", "/recurring/v1/subscriptions"
HEADER = "x-clover-merchant-id"
MONTHLY = {"name": "Monthly box", "amount": 2500, "interval": "MONTH", "intervalCount": 1}


@dataclass
class Club:
    """`client` is signed in and names the merchant."""

    demo: Demo
    client: httpx.AsyncClient

    async def customer(self, card: Mapping[str, object] = CARD, *, named: str = "") -> str:
        """A customer with that card on file, even one that no bank would let be saved."""
        store = self.demo.store
        body = {"id": named or store.new_id(), "marketingAllowed": False}
        store.add(CUSTOMER, body, created=store.now_ms(), facts={"sources": []})
        await self.save_card(str(body["id"]), card)
        return str(body["id"])

    async def save_card(self, customer: str, card: Mapping[str, object] = CARD) -> str:
        """Put another card in front of a customer's others; answers its token."""
        store, token = self.demo.store, await self.demo.token(self.client, card)
        kept, record = store.get(TOKEN, token), store.get(CUSTOMER, customer)
        assert kept
        assert record
        store.change(TOKEN, kept.body, status=MULTI, owner=customer)
        saved = [token, *saved_sources(record)]
        store.change(CUSTOMER, record.body, facts={**record.facts, "sources": saved})
        return token

    def revoke_cards(self, customer: str) -> None:
        """Take every card of a customer back."""
        store, record = self.demo.store, self.demo.store.get(CUSTOMER, customer)
        assert record
        for token in saved_sources(record):
            kept = store.get(TOKEN, token)
            assert kept
            store.change(TOKEN, kept.body, status=REVOKED)

    async def ask(
        self, method: str, path: str, status: int = 200, body: object = None, **params: object
    ) -> Any:
        """The decoded answer to a call that must end with `status`."""
        asked = {name: str(value) for name, value in params.items()}
        answer = await self.client.request(method, path, json=body, params=asked)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def plan(self, **more: object) -> dict[str, Any]:
        """A new plan, monthly unless told otherwise."""
        return dict(await self.ask("POST", PLANS, body={**MONTHLY, **more}))

    async def subscribe(self, plan: Mapping[str, Any], customer: str, **more: object) -> dict[str, Any]:
        """A new subscription."""
        body = {"customerId": customer, "collectionMethod": "CHARGE_AUTOMATICALLY", **more}
        return dict(await self.ask("POST", f"{PLANS}/{plan['id']}/subscriptions", body=body))

    async def read(self, subscription: Mapping[str, Any]) -> dict[str, Any]:
        """The subscription as it is now."""
        return dict(await self.ask("GET", f"{SUBSCRIPTIONS}/{subscription['id']}"))

    async def edit(self, subscription: Mapping[str, Any], **more: object) -> dict[str, Any]:
        """The subscription once it was edited."""
        return dict(await self.ask("PUT", f"{SUBSCRIPTIONS}/{subscription['id']}", body=more))

    async def move_to(self, when: str) -> None:
        """Move the clock to a date, and let happen what falls due on the way."""
        at_ms = moment_of(when)
        assert at_ms is not None
        by_ms = at_ms - self.demo.store.now_ms()
        async with self.demo.client(self.demo.identity.control_token) as control:
            answer = await control.post("/_demo/clock", json={"advance_ms": by_ms})
            assert answer.status_code == 200, answer.text

    async def charges(self, customer: str) -> list[dict[str, Any]]:
        """A customer's charges, oldest first."""
        listed = await self.ask("GET", "/v1/charges", customer=customer, limit=100)
        return list(reversed(listed["data"]))

    def collected(self, subscription: Mapping[str, Any]) -> int:
        """What the charges of a subscription took in all, by the store's own records."""
        records = self.demo.store.all_of(CHARGE)
        of_it = [one for one in records if one.facts.get("subscription") == subscription["id"]]
        return sum(int(str(one.body["amount_captured"])) for one in of_it)


def play_club(script: Callable[[Club], Coroutine[Any, Any, None]], **store: Any) -> None:
    """Run `script(club)` on a demo store; `store` are arguments of `demo_app`."""

    async def main(demo: Demo, client: httpx.AsyncClient) -> None:
        client.headers[HEADER] = demo.identity.merchant_id
        await script(Club(demo, client))

    play(main, **store)


def days_of(charges: list[dict[str, Any]]) -> list[str]:
    """The days in UTC on which charges were made."""
    return [day_of(int(one["created"])).isoformat() for one in charges]
