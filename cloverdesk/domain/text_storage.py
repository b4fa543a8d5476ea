"""English texts of the storage area: plain messages, and failures as (title, message, advice)."""

MESSAGES: dict[str, str] = {}

FAILURES: dict[str, tuple[str, str, str]] = {}
