"""English texts of the journal area: plain messages, and failures as (title, message, advice)."""

MESSAGES: dict[str, str] = {}

FAILURES: dict[str, tuple[str, str, str]] = {}
