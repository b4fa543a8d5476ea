"""Use cases: what a tab or a command may ask for. Async; no Qt, no HTTP, no SQL."""
