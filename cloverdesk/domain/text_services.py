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
    "app.page.back": "You are back from Clover. You can close this page and return to CloverDesk.",
    "app.page.strange": "This does not belong to the sign-in that CloverDesk is waiting for. Start it again there.",
    "app.page.nothing": "There is nothing here.",
    "app.no_public_key": (
        "Clover does not give this sign-in the store's public key, so no card can be turned into a token. The app may"
        " lack the permission “Online payments”, or the store Clover's Ecommerce."
    ),
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
    "app.sign_in_denied": (
        "Not let in",
        "Clover's sign-in page came back without a sign-in: somebody said no there. Nothing was added or changed.",
        "Sign in again, and allow it.",
    ),
    "app.sign_in_timed_out": (
        "Nobody came back",
        (
            "Nobody came back from Clover's sign-in page within {minutes} minutes. Nothing was added or changed. Where the"
            " store has not installed the app, the page ends in Clover's App Market and never comes back."
        ),
        "Install the app for the store first, then sign in again; or use --no-browser, and paste what the page ends at.",
    ),
    "app.port_taken": (
        "The sign-in page could not come back",
        "Port {port} of this computer, to which the sign-in page goes back, cannot be used: {why}. Nothing was changed.",
        "End the program that uses it, or sign in with --no-browser.",
    ),
    "app.paste_unusable": (
        "That is not this sign-in",
        "What was pasted is neither a code nor the address that this sign-in ends at. Nothing was added or changed.",
        "Sign in again, and paste the whole address that the browser ends at. Each attempt has an address of its own.",
    ),
    "app.merchant_unknown": (
        "Which store is it?",
        "Clover did not say which merchant signed in. Nothing was added or changed.",
        "Sign in again, and paste the whole address that the browser ends at instead of the code alone.",
    ),
    "entry.cancelled": (
        "Cancelled",
        "Somebody pressed Cancel on the card page. Nothing was kept and nothing was charged.",
        "Start again whenever you like.",
    ),
    "entry.timed_out": (
        "Nobody finished",
        "Nothing came from the card page within {minutes} minutes, so it was closed. Nothing was charged.",
        "Start again; the page has a new address each time.",
    ),
    "entry.page_unusable": (
        "The card page cannot be shown",
        "This computer does not let CloverDesk serve a page to its own browser: {why}. Nothing was charged.",
        "Ask whoever looks after this computer to let programs listen at 127.0.0.1.",
    ),
    "entry.no_test_cards_here": (
        "No test cards here",
        "Test cards are for the demo store, the sandbox and test servers on this computer. Nothing was sent.",
        "Take the card on the card page instead.",
    ),
    "entry.bank_accounts_not_taken": (
        "No bank accounts here",
        "Clover takes bank accounts in the United States only, and this store trades in {currency}. Nothing was sent.",
        "Take a card instead.",
    ),
    "entry.amount_missing": (
        "Which amount?",
        "What an account holder agrees to names an amount above zero. Nothing was sent.",
        "Say how much is to be paid.",
    ),
    "demo.in_use": (
        "The demo store is open",
        "Somebody is using the demo store: {what}. Nothing was removed.",
        "Close it, and run “cloverdesk demo reset” again.",
    ),
    "demo.not_started": (
        "The demo store did not start",
        "The demo store's own process did not start: {why}. No real store was touched.",
        "Start CloverDesk again. If it stays so, run “cloverdesk demo serve” in a terminal and read what it says.",
    ),
}
