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
    "refund.nothing_left": (
        "Nothing left to give back",
        "Nothing of charge {charge} is left to give back. Nothing was sent.",
        "Look at its refunds: the money went back already, or was never taken.",
    ),
    "refund.whole_only": (
        "Only the whole charge",
        "Clover gives charge {charge} back only as a whole: {remaining}. Nothing was sent.",
        "Give the whole charge back: leave the amount out.",
    ),
}
