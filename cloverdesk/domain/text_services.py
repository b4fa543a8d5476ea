"""English texts of the services area: plain messages, and failures as (title, message, advice)."""

MESSAGES: dict[str, str] = {
    "column.time": "Time",
    "column.amount": "Amount",
    "column.state": "State",
    "column.card": "Card",
    "column.customer": "Customer",
    "column.charge": "Charge",
    "column.refund": "Refund",
    "column.reason": "Reason",
}

FAILURES: dict[str, tuple[str, str, str]] = {
    "demo.not_started": (
        "The demo store did not start",
        "The demo store's own process did not start: {why}. No real store was touched.",
        "Start CloverDesk again. If it stays so, run “cloverdesk demo serve” in a terminal and read what it says.",
    ),
}
