"""What becomes of a sale after it was rung up: money that goes back, holds that are captured, let go of, or forgotten."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from cloverdesk.demo import ids
from cloverdesk.demo.options import DAY_MS, MINUTE_MS
from cloverdesk.demo.paying.bodies import NewCharge
from cloverdesk.demo.rules import REASONS
from cloverdesk.demo.trade.baskets import Basket

REFUND, FAILING_REFUND, CAPTURE, RELEASE, RETURN = "refund", "failing refund", "capture", "release", "return"


class Fate(Enum):
    """What becomes of a sale."""

    PAID = "paid"
    DECLINED = "declined"
    REFUNDED = "refunded"
    PARTLY_REFUNDED = "partly refunded"
    RETURNED = "returned"
    ITEM_RETURNED = "one item returned"
    CAPTURED = "held and captured"
    PARTLY_CAPTURED = "held and captured in part"
    RELEASED = "held and let go of"
    HELD = "held until it lapses"
    TWIN = "charged twice"
    """The sale before, once more."""
    WANTED = "what somebody will ask for"
    """Paid, some fifty dollars, with a card that ends in 4242."""


HOLDS = {Fate.CAPTURED, Fate.PARTLY_CAPTURED, Fate.RELEASED, Fate.HELD}
"""Of these nothing is taken at first."""
_CHANCES: tuple[tuple[float, Fate], ...] = (
    (0.029, Fate.DECLINED),
    (0.022, Fate.REFUNDED),
    (0.010, Fate.RETURNED),
    (0.014, Fate.ITEM_RETURNED),
    (0.022, Fate.CAPTURED),
    (0.006, Fate.PARTLY_CAPTURED),
    (0.004, Fate.RELEASED),
    (0.010, Fate.HELD),
    (0.018, Fate.PARTLY_REFUNDED),
    (1 / 700, Fate.TWIN),
)
_AT_ONCE = 0.4
"""How many of a refund's chances it has on the day of the sale, when it is still a void."""
_FAILS = 0.03
_REASONS = (*REASONS, *[REASONS[-1]] * 4)


@dataclass(frozen=True, slots=True)
class Later:
    """What happens to a sale at `at` (milliseconds).

    `amount` is in minor units, 0 for all there is; `line` is the item that comes back, "" for all of them. `id` and
    `code` are for the refund, where one is made.
    """

    at: int
    what: str
    amount: int = 0
    reason: str = ""
    line: str = ""
    id: str = ""
    code: int = 0


def draw(rng: random.Random) -> Fate:
    """The fate of some sale."""
    chance = rng.random()
    for share, fate in _CHANCES:
        if chance < share:
            return fate
        chance -= share
    return Fate.PAID


def possible(fate: Fate, basket: Basket) -> Fate:
    """The fate, or the nearest to it that such a basket can have."""
    several = sum(line["type"] != "tax" for line in basket.lines) > 1
    if fate is Fate.PARTLY_REFUNDED and (several or basket.tax):
        return Fate.PAID
    return Fate.REFUNDED if fate is Fate.ITEM_RETURNED and not several else fate


def course(
    rng: random.Random, fate: Fate, charge: NewCharge, basket: Basket, by_ms: int | None
) -> tuple[Later, ...]:
    """What is to happen to the sale, soonest first; where `by_ms` is given, it has happened by then."""
    happens = _HAPPENS.get(fate)
    return happens(_Course(rng, charge, basket, by_ms)) if happens else ()


class _Course:
    """Makes what happens to one sale, each with its own moment."""

    def __init__(self, rng: random.Random, charge: NewCharge, basket: Basket, by_ms: int | None) -> None:
        self._rng = rng
        self._charge = charge
        self._basket = basket
        self._by_ms = by_ms

    def whole(self) -> tuple[Later, ...]:
        """All of it goes back."""
        return self._refund(0)

    def part(self) -> tuple[Later, ...]:
        """Up to a half goes back."""
        return self._refund(_part(self._rng, self._charge.amount // 2))

    def comes_back(self) -> tuple[Later, ...]:
        """The order is returned."""
        return (self._later(RETURN, self._days(21)),)

    def item_comes_back(self) -> tuple[Later, ...]:
        """One of its lines is returned."""
        lines = [line for line in self._basket.lines if line["type"] != "tax"]
        line = lines[int(self._rng.random() * len(lines))]
        return (self._later(RETURN, self._days(21), line=str(line["parent"])),)

    def captured(self) -> tuple[Later, ...]:
        """All that is held is taken."""
        return (self._later(CAPTURE, self._days(6)),)

    def captured_in_part(self) -> tuple[Later, ...]:
        """Some of what is held is taken."""
        amount = _part(self._rng, self._charge.amount * 9 // 10)
        return (self._later(CAPTURE, self._days(6), amount=amount),)

    def released(self) -> tuple[Later, ...]:
        """What is held is let go of."""
        return (self._later(RELEASE, self._days(5)),)

    def _later(self, what: str, at: int, *, amount: int = 0, reason: str = "", line: str = "") -> Later:
        own = ids.many_ids(self._rng, 1)[0]
        return Later(at, what, amount, reason, line, own, int(self._rng.random() * 100_000_000))

    def _refund(self, amount: int) -> tuple[Later, ...]:
        """A refund; now and then one that fails, and another the day after."""
        rng = self._rng
        reason = _REASONS[int(rng.random() * len(_REASONS))]
        at = self._days(30)
        if rng.random() >= _FAILS or self._by_ms is not None:
            return (self._later(REFUND, at, amount=amount, reason=reason),)
        failed = self._later(FAILING_REFUND, at, amount=amount, reason=reason)
        return failed, self._later(REFUND, at + DAY_MS, amount=amount, reason=reason)

    def _days(self, most: int) -> int:
        """A moment within so many days, sooner rather than later."""
        made, chance = self._charge.created_ms, self._rng.random()
        if self._by_ms is not None:
            return made + int((self._by_ms - made) * chance)
        if self._rng.random() < _AT_ONCE:
            return made + 2 * MINUTE_MS + int(chance * 6 * 60 * MINUTE_MS)
        return made + int((0.2 + chance * chance * (most - 0.2)) * DAY_MS)


_HAPPENS: Mapping[Fate, Callable[[_Course], tuple[Later, ...]]] = {
    Fate.REFUNDED: _Course.whole,
    Fate.PARTLY_REFUNDED: _Course.part,
    Fate.RETURNED: _Course.comes_back,
    Fate.ITEM_RETURNED: _Course.item_comes_back,
    Fate.CAPTURED: _Course.captured,
    Fate.PARTLY_CAPTURED: _Course.captured_in_part,
    Fate.RELEASED: _Course.released,
}


def _part(rng: random.Random, most: int) -> int:
    """A part of an amount, as people name one: whole quarters mostly."""
    part = 100 + int(rng.random() * max(1, most - 100))
    return part - part % 25 if part >= 200 and rng.random() < 0.7 else part
