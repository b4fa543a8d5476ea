"""The moves of a random day in the store: charges, holds, refunds, orders and passing time, and the books after each."""

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from cloverdesk.demo.options import DemoOptions
from tests.contracts.books import charge_books, check_charge, check_order, check_refunds
from tests.contracts.callers import caller
from tests.contracts.till import BROWSER, CARD, CHALLENGED, DECLINING, Till
from tests.support.demo import demo_app

Json = dict[str, Any]
OPTIONS = DemoOptions(orders_list_sparse=False, card_refunds_cancelled=True)
"""Lists show whole orders, which saves reading them one by one; refunds of cards can be cancelled, which is off by itself."""
MASTERCARD = {**CARD, "number": "5204245250003294"}
AMOUNTS = st.integers(1, 5000)
TIPS = st.sampled_from([0, 0, 0, 150, 300])
PARTS = st.none() | st.integers(1, 5000)
CARDS = st.sampled_from([CARD, CARD, CARD, MASTERCARD, DECLINING])
LINES = st.lists(st.tuples(st.integers(1, 2000), st.integers(1, 3), st.booleans()), min_size=1, max_size=3)
TAX = [{"name": "Sales Tax", "rate": 825_000}]
QUIET = frozenset({"decline"})
"""What a refused call may leave in the ledger."""


class Selling(RuleBasedStateMachine):
    """Buyers, a clerk and passing days. What is refused must leave the books as they were."""

    charges = Bundle("charges")
    orders = Bundle("orders")
    refunds = Bundle("refunds")

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()

    @initialize()
    def open_store(self) -> None:
        """Begin with an empty store."""
        self.demo = self._stack.enter_context(demo_app(options=OPTIONS))
        self.client = self._stack.enter_context(caller(self.demo))
        self.till = Till.of(self.client, self.demo.identity)
        self.keys = 0

    def teardown(self) -> None:
        """Close the store."""
        self._stack.close()

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Json | None:
        """What is answered, None where it is refused: then the ledger knows of a decline at most."""
        before = len(self.demo.ledger)
        answer = self.client.request(method, path, json=body, headers=headers)
        if answer.status_code == 200:
            return dict(answer.json())
        assert 400 <= answer.status_code < 500, (answer.status_code, answer.text)
        told = {str(effect["kind"]) for effect in self.demo.ledger[before:]}
        assert told <= QUIET, (method, path, body, answer.text, told)
        return None

    # ---------------------------------------------------------------- charges

    @rule(
        target=charges, amount=AMOUNTS, tip=TIPS, tax=st.integers(0, 100), card=CARDS, capture=st.booleans()
    )
    def charge(self, amount: int, tip: int, tax: int, card: Mapping[str, object], *, capture: bool) -> Any:
        """A sale, or a hold."""
        more = {"tip_amount": tip, "tax_amount": min(tax, amount), "capture": capture}
        body = {"amount": amount, "currency": "usd", "source": self.till.token(card), **more}
        made = self.ask("POST", "/v1/charges", body)
        return made["id"] if made else multiple()

    @rule(target=charges, amount=AMOUNTS)
    def charge_twice_with_one_key(self, amount: int) -> str:
        """The answer got lost, and the caller sends the same again."""
        self.keys += 1
        key = {"idempotency-key": f"key-{self.keys}"}
        body = {"amount": amount, "currency": "usd", "source": self.till.token()}
        first, second = (self.ask("POST", "/v1/charges", body, **key) for _ in range(2))
        assert first == second
        assert first is not None
        assert [effect["id"] for effect in self.demo.ledger].count(first["id"]) == 1
        return str(first["id"])

    @rule(target=charges, capture=st.booleans())
    def charge_with_a_challenge(self, *, capture: bool) -> str:
        """The cardholder's bank wants to be sure."""
        asked = {"source": "CLOVER", "browser_info": BROWSER}
        return self.till.charge(1000, source=self.till.token(CHALLENGED), threeds=asked, capture=capture)

    @rule(charge=charges, passed=st.booleans())
    def finish_challenge(self, charge: str, *, passed: bool) -> None:
        """The cardholder got through, or gave up."""
        flow = "CHALLENGE_FLOW_COMPLETED" if passed else "CHALLENGE_FLOW_CANCELLED"
        body = {"charge_id": charge, "threeds": {"source": "CLOVER", "flow_status": flow}}
        self.ask("POST", "/v1/charges/finalize_payment", body)

    @rule(charge=charges, part=PARTS, tip=TIPS, shipment=st.sampled_from([None, None, "1/3", "2/3", "3/3"]))
    def capture(self, charge: str, part: int | None, tip: int, shipment: str | None) -> None:
        """Take what is held, or a part, or one shipment's worth."""
        told = {"amount": part, "tip_amount": tip or None, "split_shipment": shipment}
        body = {name: value for name, value in told.items() if value is not None}
        self.ask("POST", f"/v1/charges/{charge}/capture", body)

    @rule(charge=charges, off=st.sampled_from([0, 0, 0, 1, -1]))
    def release_rest(self, charge: str, off: int) -> None:
        """Let go of what was not captured; `off` the right amount, at times."""
        kept = self.till.call("GET", f"/v1/charges/{charge}")["amount_captured"]
        self.ask("PUT", f"/v1/charges/{charge}", {"amount": max(1, kept + off)})

    # ---------------------------------------------------------------- refunds

    @rule(target=refunds, charge=charges, part=PARTS, end=st.sampled_from(["", "", "", "pending", "failed"]))
    def refund(self, charge: str, part: int | None, end: str) -> Any:
        """Give back all or a part; at times the bank takes its time, or refuses. Holds are let go of at once."""
        if end and self.till.call("GET", f"/v1/charges/{charge}")["captured"]:
            self.demo.trouble({"operation": "createRefund", "nth": 1, "effect": {"status": end}})
        body = {"charge": charge} if part is None else {"charge": charge, "amount": part}
        made = self.ask("POST", "/v1/refunds", body)
        self.demo.trouble()
        return made["id"] if made else multiple()

    @rule(refund=refunds, status=st.sampled_from(["succeeded", "failed"]))
    def settle_refund(self, refund: str, status: str) -> None:
        """The bank decides at last."""
        behind = {"authorization": f"Bearer {self.till.control}"}
        self.ask("POST", f"/_demo/refunds/{refund}", {"status": status}, **behind)

    @rule(refund=refunds)
    def cancel_refund(self, refund: str) -> None:
        """Take a refund back."""
        self.ask("POST", f"/v1/refunds/{refund}/cancel", {"reason": "USER_CANCEL"})

    # ---------------------------------------------------------------- orders

    @rule(target=orders, lines=LINES)
    def order(self, lines: list[tuple[int, int, bool]]) -> Any:
        """An order of a few lines, some of them taxed."""
        items = [
            {"amount": unit, "currency": "usd", "description": "Mug", "quantity": quantity}
            | ({"tax_rates": TAX} if taxed else {})
            for unit, quantity, taxed in lines
        ]
        made = self.ask("POST", "/v1/orders", {"currency": "usd", "email": "ada@example.com", "items": items})
        assert made is not None
        return made["id"]

    @rule(target=charges, order=orders, part=PARTS, tip=TIPS, card=CARDS)
    def pay(self, order: str, part: int | None, tip: int, card: Mapping[str, object]) -> Any:
        """Pay all that is owed, or a part."""
        return self.pay_from(order, part, tip, self.till.token(card))

    def pay_from(self, order: str, part: int | None, tip: int, source: str) -> Any:
        """Pay with a source; gives the charge for the bundle."""
        body: Json = {"source": source, "tip_amount": tip}
        if part is not None:
            body["amount"] = part
        paid = self.ask("POST", f"/v1/orders/{order}/pay", body)
        return paid["charge"] if paid else multiple()

    @rule(order=orders, tip=st.none() | TIPS)
    def return_order(self, order: str, tip: int | None) -> None:
        """Everything comes back."""
        self.ask("POST", f"/v1/orders/{order}/returns", {} if tip is None else {"tip_amount": tip})

    @rule(order=orders, which=st.integers(0, 2), amount=AMOUNTS, tip=st.none() | TIPS)
    def return_line(self, order: str, which: int, amount: int, tip: int | None) -> None:
        """A line of it comes back, or a part of its price."""
        lines = [line for line in self.till.call("GET", f"/v1/orders/{order}")["items"] if "parent" in line]
        line = lines[which % len(lines)]
        item = {"parent": line["parent"], "amount": min(amount, line["amount"]), "type": "sku"}
        body: Json = {"items": [item]} if tip is None else {"items": [item], "tip_amount": tip}
        self.ask("POST", f"/v1/orders/{order}/returns", body)

    # ---------------------------------------------------------------- time

    @rule(hours=st.integers(1, 30))
    def hours_pass(self, hours: int) -> None:
        """A nightly batch may run."""
        self.till.pass_time(hours=hours)

    @rule(days=st.sampled_from([3, 8, 31]))
    def days_pass(self, days: int) -> None:
        """Holds may lapse."""
        self.till.pass_time(days=days)

    # ---------------------------------------------------------------- the books

    def listed(self, what: str) -> list[Json]:
        """Everything of a list, page by page."""
        found: list[Json] = []
        while True:
            after = f"&starting_after={found[-1]['id']}" if found else ""
            page = self.till.call("GET", f"/v1/{what}?limit=100{after}")
            found += page["data"]
            if not page["has_more"]:
                return found

    def ledger(self) -> list[Json]:
        """Every effect."""
        return list(self.till.behind("GET", "ledger")["data"])

    @invariant()
    def the_books_balance(self) -> None:
        """What is read back agrees with the ledger, charge by charge and order by order."""
        books, charges = charge_books(self.ledger()), self.listed("charges")
        assert set(books) == {charge["id"] for charge in charges}
        for charge in charges:
            check_charge(charge, books[charge["id"]], self.demo.store.now_ms())
        for order in self.listed("orders"):
            check_order(order, charges, books)
        check_refunds(self.listed("refunds"), books)
