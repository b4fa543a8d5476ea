"""The moves of a random month with subscriptions: plans are made, customers subscribe and leave, and the nights bill them."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, invariant, multiple, rule

from tests.contracts.books import charge_books
from tests.contracts.selling import AMOUNTS, Json, Selling
from tests.contracts.till import ANOTHER

RATES = [[], ["TX0M41NE5A1E5"], ["TX0M41NE5A1E5", "TX6Q2N8RMB4VD"]]
PERIODS = st.sampled_from([("DAY", 3), ("WEEK", 1), ("WEEK", 2), ("MONTH", 1)])


class Subscribing(Selling):
    """A store with members. Each subscription has a customer of its own, by whom its charges are known."""

    plans = Bundle("plans")
    subscriptions = Bundle("subscriptions")

    def __init__(self) -> None:
        super().__init__()
        self.joined: dict[str, list[str]] = {}

    def of(self, plan: str) -> str:
        """The path of a plan."""
        return f"/recurring/v1/plans/{plan}"

    def bill(self, method: str, path: str, body: object = None) -> Json | None:
        """A recurring call."""
        return self.ask(method, path, body, **{"X-Clover-Merchant-Id": self.till.merchant})

    @rule(target=plans, amount=AMOUNTS, tip=st.integers(0, 100), rates=st.sampled_from(RATES), period=PERIODS)
    def make_plan(self, amount: int, tip: int, rates: list[str], period: tuple[str, int]) -> str:
        """A price for a period."""
        interval, count = period
        terms = {"amount": amount, "tipAmount": tip, "taxRateUuids": rates}
        plan = self.till.plan(interval=interval, intervalCount=count, **terms)
        self.joined[plan] = []
        return plan

    @rule(target=subscriptions, plan=plans, own=st.none() | AMOUNTS)
    def subscribe(self, plan: str, own: int | None) -> Any:
        """A customer with a card joins, at a price of their own at times."""
        customer = str(self.till.customer()["id"])
        body: Json = {"customerId": customer, "collectionMethod": "CHARGE_AUTOMATICALLY"}
        if own is not None:
            body["amount"] = own
        made = self.bill("POST", f"{self.of(plan)}/subscriptions", body)
        if made is None:
            return multiple()
        self.joined[plan].append(customer)
        return made["id"], customer

    @rule(subscription=subscriptions, amount=AMOUNTS)
    def change_price(self, subscription: tuple[str, str], amount: int) -> None:
        """What is billed later costs something else."""
        self.bill("PUT", f"/recurring/v1/subscriptions/{subscription[0]}", {"amount": amount})

    @rule(subscription=subscriptions, active=st.booleans())
    def switch(self, subscription: tuple[str, str], *, active: bool) -> None:
        """The member leaves, or comes back."""
        self.bill("PUT", f"/recurring/v1/subscriptions/{subscription[0]}", {"active": active})

    @rule(subscription=subscriptions)
    def delete(self, subscription: tuple[str, str]) -> None:
        """The member leaves for good."""
        self.bill("DELETE", f"/recurring/v1/subscriptions/{subscription[0]}")

    @rule(subscription=subscriptions)
    def revoke_card(self, subscription: tuple[str, str]) -> None:
        """The card is taken back: nothing can be billed."""
        page = self.till.call(
            "GET", f"/v3/merchants/{self.till.merchant}/customers/{subscription[1]}?expand=cards"
        )
        for card in page["cards"]["elements"]:
            self.ask("DELETE", f"/v1/customers/{subscription[1]}/sources/{card['id']}")

    @rule(subscription=subscriptions)
    def add_card(self, subscription: tuple[str, str]) -> None:
        """Another card is saved."""
        self.ask("PUT", f"/v1/customers/{subscription[1]}", {"source": self.till.token(ANOTHER)})

    @rule(plan=plans)
    def end_plan(self, plan: str) -> None:
        """Nobody may join any more; not while somebody is a member."""
        self.bill("DELETE", self.of(plan))

    @invariant()
    def plans_have_what_was_paid(self) -> None:
        """What a plan says it collected is what the charges of its members took, whoever was paid back since."""
        books = charge_books(self.ledger())
        taken: dict[str, int] = {}
        for charge in self.listed("charges"):
            customer = charge.get("customer", "")
            taken[customer] = taken.get(customer, 0) + books[charge["id"]].captured
        for plan, customers in self.joined.items():
            told = self.bill("GET", self.of(plan))
            assert told is not None
            paid = sum(taken.get(customer, 0) for customer in customers)
            assert told["subscriptionPaidTotalAmount"] == paid, (told, customers)
            assert told["subscriptionCount"] <= len(customers)
