"""Gift cards among what people pay with: a few sales are paid with one, and a few more in part, the rest with a card.

A card's balance is what it is when the store opens; a payment is put before it that leads to just that balance.
"""

import json
import random
from collections.abc import Iterable
from dataclasses import replace

from cloverdesk.demo import ids
from cloverdesk.demo.gift_cards.balance import EXPIRES
from cloverdesk.demo.gift_cards.cards import ACTIVE
from cloverdesk.demo.paying.bodies import Body, NewCharge
from cloverdesk.demo.paying.sources import Kind
from cloverdesk.demo.paying.tokens_gift_card import BRAND
from cloverdesk.demo.store import Row
from cloverdesk.demo.trade.sales import Sale

_LEAST_IN_PART = 500
_USUAL = range(1, 7501)
"""What a card may have had on it more than it has now."""


class Purse:
    """The gift cards of a store that were used by now, each once."""

    def __init__(self, rows: Iterable[Row]) -> None:
        cards = [(row[2], json.loads(row[6])) for row in rows]
        self._cards = [one for one in cards if one[1]["state"] == ACTIVE]

    def pays(self, sale: Sale, rng: random.Random) -> Sale | None:
        """The sale, paid with a gift card, or None where no card can have paid it."""
        made = sale.charge
        if not made.collected or made.tip or sale.later:
            return None
        for place, (since_ms, card) in enumerate(self._cards):
            if since_ms >= made.created_ms:
                return None
            if card["balance"] == 0 and made.amount > 2 * _LEAST_IN_PART:
                del self._cards[place]
                return _in_part(sale, card, rng)
            most = card["denomination"] - card["balance"] if card["denomination"] else _USUAL.stop - 1
            if card["balance"] and made.amount <= most:
                del self._cards[place]
                return _whole(sale, card)
        return None


def _whole(sale: Sale, card: Body) -> Sale:
    made, facts = _of(sale.charge, card, sale.charge.amount)
    return replace(sale, charge=made, facts=facts)


def _in_part(sale: Sale, card: Body, rng: random.Random) -> Sale:
    """All that was on the card, and the rest of it from where the whole would have come."""
    made = sale.charge
    part = _LEAST_IN_PART + int(rng.random() * (made.amount // 2))
    own = replace(
        made,
        id=ids.many_ids(rng, 1)[0],
        amount=part,
        tax=0,
        ref_num=ids.ref_num(made.ref_num[:4], int(rng.random() * 100_000_000)),
        auth_code=ids.auth_code(int(rng.random() * 10_000)),
    )
    first, facts = _of(own, card, part)
    rest = replace(made, amount=made.amount - part, tax=0)
    return replace(sale, charge=rest, before=(first, facts))


def _of(charge: NewCharge, card: Body, taken: int) -> tuple[NewCharge, Body]:
    """The charge as one of a gift card, and what the store knows of it."""
    balance = card["balance"]
    after = balance if isinstance(balance, int) else 0
    shown: Body = {
        "expiration_date": EXPIRES,
        "previous_balance": after + taken,
        "new_balance": after,
        "lock_amount": 0,
    }
    made = replace(
        charge,
        details=Kind.GIFT_CARD.value,
        source={"first6": card["first6"], "last4": card["last4"], "brand": BRAND},
        extra={**charge.extra, "partial_auth": True, "gift_card": shown},
    )
    facts: Body = {"kind": Kind.GIFT_CARD.value, "token": "", "card": card["id"], "at": charge.created_ms}
    return made, {**facts, "previous": after + taken, "lock_id": None}
