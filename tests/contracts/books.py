"""The books: what the ledger of effects says each charge comes to, and whether what the API reads back agrees with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]
LONGEST_HOLD_MS = 30 * 86_400_000
"""No brand lets money be held for longer."""
WITHOUT_MONEY = frozenset({"decline", "pending", "refund_succeeded"})
"""Effects that are written down and move nothing."""

GIFT_KINDS: Mapping[str, tuple[int, int]] = {
    "gift_activation": (1, 0),
    "gift_activation_void": (-1, 0),
    "gift_reload": (1, 0),
    "gift_reload_void": (-1, 0),
    "gift_redemption": (-1, 0),
    "gift_refund": (1, 0),
    "gift_refund_void": (-1, 0),
    "gift_cashout": (-1, 0),
    "gift_cashout_void": (1, 0),
    "gift_lock": (0, 1),
    "gift_unlock": (0, -1),
}
"""Effects on gift cards: which way each moves the balance, and what is locked of it."""


@dataclass(slots=True)
class ChargeBook:
    """What became of one charge, in minor units.

    `held` was authorized and not taken; of that, `released` was let go of by itself or on request, `voided` by a refund
    of the hold; it began at `held_at` (milliseconds). `captured` was taken, `refunded` given back of it.
    """

    held: int = 0
    released: int = 0
    voided: int = 0
    captured: int = 0
    refunded: int = 0
    from_hold: int = 0
    held_at: int = 0

    @property
    def kept(self) -> int:
        """What the store still has."""
        return self.captured - self.refunded

    @property
    def still_held(self) -> int:
        """What can still be taken."""
        return self.held - self.released - self.voided - self.from_hold

    def enter(self, effect: Json) -> None:
        """Count one effect. Raises ValueError for a kind that no book knows."""
        kind, amount = effect["kind"], effect["amount"]
        if kind == "charge":
            self.captured += amount
        elif kind == "hold":
            self.held, self.held_at = self.held + amount, effect["created"]
        elif kind == "capture":
            self.captured += amount
            self.from_hold += amount
        elif kind in {"release", "lapse"}:
            self.released += amount
        elif kind == "refund":
            self._give_back(effect)
        elif kind in {"refund_cancelled", "refund_failed"}:
            self._take_back(amount)
        elif kind not in WITHOUT_MONEY:
            msg = f"the books know no effect of the kind {kind!r}"
            raise ValueError(msg)

    def _take_back(self, amount: int) -> None:
        if self.captured:
            self.refunded -= amount
        else:
            self.voided -= amount

    def _give_back(self, effect: Json) -> None:
        if effect["status"] == "failed":
            return
        if not self.captured:
            self.voided += effect["amount"]
        else:
            self.refunded += effect["amount"]


def charge_books(ledger: Iterable[Json]) -> dict[str, ChargeBook]:
    """The book of every charge that the ledger names."""
    books: dict[str, ChargeBook] = {}
    for effect in ledger:
        if effect["kind"] not in GIFT_KINDS:
            books.setdefault(effect["charge"], ChargeBook()).enter(effect)
    return books


@dataclass(slots=True)
class GiftBook:
    """What is on one gift card, in minor units, and how much of it is locked."""

    balance: int = 0
    locked: int = 0

    def enter(self, effect: Json) -> None:
        """Count one effect; what it says of the card afterwards has to be so."""
        to_balance, to_locked = GIFT_KINDS[effect["kind"]]
        self.balance += to_balance * effect["amount"]
        self.locked += to_locked * effect["amount"]
        assert 0 <= self.locked <= self.balance, (effect, self)
        assert (effect["balance"], effect["locked"]) == (self.balance, self.locked), (effect, self)


def gift_books(ledger: Iterable[Json]) -> dict[str, GiftBook]:
    """The book of every gift card that the ledger names; none of them had anything before."""
    books: dict[str, GiftBook] = {}
    for effect in ledger:
        if effect["kind"] in GIFT_KINDS:
            books.setdefault(effect["gift_card"], GiftBook()).enter(effect)
    return books


def check_gift_charges(ledger: Iterable[Json], books: Mapping[str, ChargeBook]) -> None:
    """What a charge took from a gift card and gave back to it is what the charge itself says."""
    moved: dict[str, int] = {}
    held: dict[str, int] = {}
    for effect in ledger:
        if effect["kind"] in GIFT_KINDS and effect["charge"] in books:
            to_balance, to_locked = GIFT_KINDS[effect["kind"]]
            moved[effect["charge"]] = moved.get(effect["charge"], 0) - to_balance * effect["amount"]
            held[effect["charge"]] = held.get(effect["charge"], 0) + to_locked * effect["amount"]
    for charge, taken in moved.items():
        assert taken == books[charge].kept, (charge, books[charge])
        assert held[charge] == books[charge].still_held, (charge, books[charge])


def check_charge(charge: Json, book: ChargeBook, now_ms: int) -> None:
    """What is read of a charge is what the book says; nothing was taken, held or given back twice, or held for ever."""
    assert book.kept >= 0, book
    assert book.still_held >= 0, book
    assert not book.still_held or now_ms - book.held_at <= LONGEST_HOLD_MS, (charge, book)
    if charge["status"] != "succeeded":
        assert book == ChargeBook(), (charge, book)
        return
    if not charge["captured"]:
        assert charge["amount_captured"] == book.captured == 0
        assert charge["amount"] + charge["tip_amount"] == book.held
        assert charge["amount_refunded"] == book.voided + book.released
        assert charge["refunded"] == (book.still_held == 0)
        return
    assert charge["amount_captured"] == book.captured, (charge, book)
    assert charge["amount_refunded"] == book.refunded, (charge, book)
    assert charge["amount_captured"] == book.kept + charge["amount_refunded"]
    assert charge["refunded"] == (book.captured > 0 and book.kept == 0)
    assert charge["paid"]
    if not book.held:
        assert charge["amount"] + charge["tip_amount"] == book.captured


def check_order(order: Json, charges: Iterable[Json], books: Mapping[str, ChargeBook]) -> None:
    """An order comes to its lines; what was paid and returned of it is what its charges took and gave back."""
    lines = sum(line["amount"] * line.get("quantity", 1) for line in order.get("items", ()))
    assert order["amount"] == lines, order
    taxes = sum(line["amount"] for line in order.get("items", ()) if line.get("type") == "tax")
    assert order["tax_amount"] == taxes, order
    own = [charge for charge in charges if charge["order"] == order["id"] and charge["captured"]]
    taken = sum(books[charge["id"]].captured for charge in own)
    back = sum(books[charge["id"]].refunded for charge in own)
    tips = sum(charge["tip_amount"] for charge in own)
    assert order["amount_paid"] + tips == taken, (order, own)
    assert order["amount_returned"] == back, (order, own)
    if own:
        assert order["tip_amount"] == tips, (order, own)
    assert 0 <= order["amount_paid"] <= order["amount"], order
    if order["status"] == "created":
        assert order["amount_paid"] < order["amount"], order


def check_refunds(refunds: Iterable[Json], books: Mapping[str, ChargeBook]) -> None:
    """The refunds that stand are what went back."""
    found: dict[str, int] = {}
    for refund in refunds:
        if refund["status"] not in {"failed", "canceled"}:
            found[refund["charge"]] = found.get(refund["charge"], 0) + refund["amount"]
    for charge, book in books.items():
        assert found.get(charge, 0) == book.refunded + book.voided, (charge, book)
