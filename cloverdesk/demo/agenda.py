"""What happens by itself as time passes: holds lapse, locks release, subscriptions bill, each at its own moment."""

from collections.abc import Callable, Mapping

from cloverdesk.demo.gift_cards import charges as gift_cards_charges
from cloverdesk.demo.paying import holds
from cloverdesk.demo.recurring import billing
from cloverdesk.demo.recurring.plans import BILLS
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.trade import aftermath, entries

HANDLERS: Mapping[str, Callable[[Shop, str], None]] = {
    holds.LAPSE: holds.lapse,
    gift_cards_charges.LAPSE: gift_cards_charges.lapse,
    BILLS: billing.run,
    entries.GOES_ON: aftermath.go_on,
}
"""What to do with the object that something is due for, by the name it was planned under."""


def catch_up(shop: Shop) -> None:
    """Let everything happen that is due, in order, each at its moment and not at the one it is found late."""
    if not shop.store.is_something_due:
        return
    with shop.store.transaction():
        while (due := shop.store.dues.take(shop.store.now_ms())) is not None:
            with shop.store.standing_at(due.at):
                HANDLERS[due.what](shop, due.id)
