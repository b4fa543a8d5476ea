"""The moves of a random day with gift cards: they are sold, filled, spent, locked, paid out, and all of it is taken back."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, invariant, multiple, rule

from tests.contracts.books import charge_books, check_gift_charges, gift_books
from tests.contracts.selling import AMOUNTS, PARTS, TIPS, Json, Selling


class Gifting(Selling):
    """A store that sells gift cards, too."""

    cards = Bundle("cards")
    calls = Bundle("calls")

    @rule(target=cards, amount=AMOUNTS)
    def sell_card(self, amount: int) -> Json:
        """A virtual card with something on it."""
        return self.till.gift_card(amount)

    @rule(target=calls, card=cards, amount=AMOUNTS)
    def reload(self, card: Json, amount: int) -> Any:
        """More value on it."""
        body = {"source": self.till.gift_token(card), "amount": amount, "currency": "usd"}
        return self._called("reload", body)

    @rule(target=calls, card=cards)
    def cash_out(self, card: Json) -> Any:
        """All that can be spent is paid out."""
        return self._called("cashout", {"source": self.till.gift_token(card)})

    @rule(target=Selling.charges, card=cards, amount=AMOUNTS, tip=TIPS, capture=st.booleans())
    def spend(self, card: Json, amount: int, tip: int, *, capture: bool) -> Any:
        """Redeem value, or lock it."""
        body = {
            "amount": amount,
            "currency": "usd",
            "source": self.till.gift_token(card),
            "tip_amount": tip,
            "capture": capture,
            "partial_redemption": True,
        }
        made = self.ask("POST", "/v1/charges", body)
        if made is None:
            return multiple()
        assert made["amount"] + made["tip_amount"] <= amount + tip
        return made["id"]

    @rule(charge=Selling.charges)
    def unlock(self, charge: str) -> None:
        """Capture nothing, which lets all of a lock go."""
        self.ask("POST", f"/v1/charges/{charge}/capture", {"amount": 0})

    @rule(target=Selling.refunds, call=calls)
    def void_call(self, call: str) -> Any:
        """Undo a reload or a payout."""
        made = self.ask("POST", "/v1/refunds", {"charge": call})
        return made["id"] if made else multiple()

    @rule(target=Selling.charges, order=Selling.orders, card=cards, part=PARTS, tip=TIPS)
    def pay_with_card(self, order: str, card: Json, part: int | None, tip: int) -> Any:
        """Pay an order with what is on a gift card."""
        return self.pay_from(order, part, tip, self.till.gift_token(card))

    @rule(card=cards)
    def ask_balance(self, card: Json) -> None:
        """The API tells what the books say."""
        told = self.ask("POST", "/v1/balance_inquiry", {"source": self.till.gift_token(card)})
        if told is None:
            return
        mine = {book["last4"]: book for book in self.till.behind("GET", "gift-cards")["data"]}
        book = gift_books(self.ledger())[mine[card["number"][-4:]]["id"]]
        assert told["gift_card"]["new_balance"] == book.balance - book.locked
        assert told["gift_card"]["lock_amount"] == book.locked

    @invariant()
    def the_cards_balance(self) -> None:
        """Each card has what was put on it less what was taken off, and its charges agree."""
        ledger = self.ledger()
        books = gift_books(ledger)
        for card in self.till.behind("GET", "gift-cards")["data"]:
            assert (card["balance"], card["locked"]) == (books[card["id"]].balance, books[card["id"]].locked)
        check_gift_charges(ledger, charge_books(ledger))

    def _called(self, what: str, body: Json) -> Any:
        made = self.ask("POST", f"/v1/{what}", body)
        return made["id"] if made else multiple()
