"""What a list shows: filters as values."""

from typing import NamedTuple

from cloverdesk.domain.charges import ChargeState


class ChargeQuery(NamedTuple):
    """All charges, or those that every word of `text` matches and whose state is one of `states` (none: any).

    A word matches the beginning of an id (of the charge, its order or its reference), of a word of the card, the
    customer's name (accents do not count) or the state, or it is the amount. Quotes keep words together.
    """

    text: str = ""
    states: frozenset[ChargeState] = frozenset()


class RefundQuery(NamedTuple):
    """All refunds, or those that every word of `text` matches: an id, a reason, a state, or the amount."""

    text: str = ""
