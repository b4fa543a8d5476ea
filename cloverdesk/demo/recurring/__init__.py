"""Plans, subscriptions, and their billing."""
