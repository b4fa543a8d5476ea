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
    "app.window_open": "CloverDesk is open on this store already: its window was asked to come to the front.",
}

FAILURES: dict[str, tuple[str, str, str]] = {
    "app.no_display": (
        "There is no display",
        "CloverDesk has nowhere to show its window: neither DISPLAY nor WAYLAND_DISPLAY is set. Nothing was changed.",
        "Start it from a desktop, use the commands (cloverdesk --help), or let “cloverdesk tour --out DIR” draw it.",
    ),
    "app.window_silent": (
        "CloverDesk does not answer",
        "CloverDesk is open on this store already, and its window does not answer. Nothing was opened.",
        "Wait a moment and start it again. If it stays so, end the other CloverDesk first.",
    ),
    "demo.not_started": (
        "The demo store did not start",
        "The demo store's own process did not start: {why}. No real store was touched.",
        "Start CloverDesk again. If it stays so, run “cloverdesk demo serve” in a terminal and read what it says.",
    ),
}
