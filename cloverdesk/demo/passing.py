"""Time that has passed since somebody last looked: people came by, if the store trades on, and what was due happened."""

from cloverdesk.demo import agenda
from cloverdesk.demo.shop import Shop


def let_time_pass(shop: Shop) -> None:
    """Bring the store up to its present; costs next to nothing where nothing happened."""
    if shop.options.trades_on:
        from cloverdesk.demo.trade.trading import trade_until_now  # what a store trades with is much to load

        trade_until_now(shop.store, shop.options)
    agenda.catch_up(shop)
