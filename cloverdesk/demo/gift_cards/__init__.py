"""Gift cards: what they hold, what is redeemed, locked, reloaded, cashed out and voided."""
