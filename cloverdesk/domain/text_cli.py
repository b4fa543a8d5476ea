"""English texts of the cli area: plain messages, and failures as (title, message, advice)."""

MESSAGES: dict[str, str] = {
    "column.operation": "Operation",
    "column.who": "Who",
    "column.profile": "Profile",
    "column.environment": "Environment",
    "column.store": "Store",
    "column.address": "Address",
    "column.key": "Key",
    "column.signs_in": "Signs in by",
    "column.kind": "Kind",
    "column.rows": "Rows",
    "column.complete_to": "Complete to",
    "column.detail": "Detail",
    "column.step": "Step",
    "cli.label.give_back": "Give back",
    "cli.label.charge": "Charge",
    "cli.label.card": "Card",
    "cli.label.customer": "Customer",
    "cli.label.reason": "Reason",
    "cli.label.store": "Store",
    "cli.label.who": "Who",
    "cli.refund.part": "{amount} of {remaining} that remain",
    "cli.refund.whole": "{amount}, all that remains",
    "cli.refund.charge": "{charge} of {when}",
    "cli.refund.store": "{store}: {profile}, {environment}",
    "cli.refund.ask": "Give it back? [y/N]",
    "cli.refund.held": "Waiting {seconds} s before it is sent as {operation}. Ctrl+C takes it back.",
    "cli.refund.sending": "Sending. Waiting for Clover's answer.",
    "cli.refund.taking_back": "Taking it back.",
    "cli.refund.done": "Confirmed by Clover: {amount} went back on charge {charge}. Refund {refund}.",
    "cli.operation.now": "Operation {operation}: {state}.",
    "cli.operation.adopted": "Operation {operation} was left by an earlier run: {state}.",
    "cli.operation.unread": "Operations left by an earlier run could not be looked up: {why}",
    "cli.profile.added": "Added the profile “{profile}”. Its tokens are kept in the {place}.",
    "cli.profile.removed": "Removed the profile “{profile}” and its tokens. Its journal stays in {folder}.",
    "cli.demo.removes": "This removes the demo store with all its trade, and what this desk knows of it:\n{files}",
    "cli.demo.ask": "Remove it? [y/N]",
    "cli.demo.removed": "Removed the demo store, its cache and its journal. The next start makes them anew.",
    "cli.demo.nothing": "There is no demo store to remove.",
    "cli.profile.signed_in": (
        "Signed in as “{profile}” (merchant {merchant}). The sign-in is kept in the {place}, and is renewed by itself."
    ),
    "cli.signs_in.tokens": "tokens",
    "cli.signs_in.browser": "browser",
    "cli.signs_in.fixed": "built in",
    "cli.sign_in.which": "There is no profile “{profile}” yet: --environment says which Clover it is on.",
    "cli.sign_in.in_browser": (
        "A browser opens on Clover's sign-in page. If it does not, open this address on this computer:\n{address}"
    ),
    "cli.sign_in.by_hand": (
        "Open this address in a browser and sign in. Then paste the whole address that the browser ends at, or its code:"
        "\n{address}"
    ),
    "cli.sign_in.ask": "Address or code (not shown):",
    "cli.place.keyring": "system keyring",
    "cli.place.vault": "vault",
    "cli.place.fixed": "built in",
    "cli.card.in_browser": (
        "A browser opens on the card page. If it does not, open this address on this computer within five minutes:"
        "\n{address}"
    ),
    "cli.card.by_hand": "Open this address in a browser on this computer within five minutes:\n{address}",
    "cli.card.made": "Token {id} of {what}. It is unused.",
    "cli.card.consented": "The card holder has agreed that the card is kept ({wording}).",
    "cli.card.kind.card": "a card",
    "cli.card.kind.ach": "a bank account",
    "cli.card.kind.gift_card": "a gift card",
    "cli.card.key": "The public key {key} of merchant {merchant} is {state}.",
    "cli.card.key.active": "active",
    "cli.card.key.inactive": "inactive: Clover gives no tokens for it",
    "cli.gift_card.ask": "Number of the gift card (not shown):",
    "cli.gift_card.ask_code": "Its security code, if it has one (not shown):",
    "cli.empty": "Nothing to show.",
    "cli.token.ask": "Token (not shown):",
}

_ENDED = "Look at it with “cloverdesk operations show {operation}”."

FAILURES: dict[str, tuple[str, str, str]] = {
    "cli.bug": (
        "This is a bug in CloverDesk",
        "Something happened that CloverDesk did not foresee. Money operations are in the journal and are looked after.",
        "Look at “cloverdesk operations list”. The report is in {file}: it stays on this computer.",
    ),
    "cli.bug_unreported": (
        "This is a bug in CloverDesk",
        "Something happened that CloverDesk did not foresee, and the report of it could not be written.",
        "Look at “cloverdesk operations list”, and make the data directory writable.",
    ),
    "cli.interrupted": ("Stopped", "It was stopped from the keyboard.", "Run it again whenever you like."),
    "cli.not_agreed": ("Not agreed", "Nobody said yes. Nothing was written down or sent.", "Nothing to do."),
    "cli.nobody_to_ask": (
        "Nobody to ask",
        "Money would move, and there is no terminal to ask at. Nothing was written down or sent.",
        "Add --yes if it shall happen.",
    ),
    "cli.reset_unasked": (
        "Nobody to ask",
        "The demo store would be removed, and there is no terminal to ask at. Nothing was removed.",
        "Add --yes if it shall happen.",
    ),
    "cli.reset_not_agreed": ("Not agreed", "Nobody said yes. Nothing was removed.", "Nothing to do."),
    "cli.token_unreadable": (
        "No token on standard input",
        "Standard input must hold one token on one line, or JSON with “private” and perhaps “public” and “platform”.",
        "Pass the token in by a pipe or a file. Nothing was added.",
    ),
    "cli.gift_card_unreadable": (
        "No gift card on standard input",
        (
            "Standard input must hold the number of a gift card (6 to 19 digits) on one line, and perhaps its security"
            " code (4 to 8 digits) on the next. Nothing was sent."
        ),
        "Pass them in by a pipe or a file, never as arguments.",
    ),
    "cli.port_unusable": (
        "The demo store cannot listen there",
        "{why}.",
        "Choose another --port, or leave it out for any free one.",
    ),
    "cli.demo_remote": (
        "Only for this computer",
        "The demo store would be open to other computers at {host}.",
        "Leave --host out, or add --allow-remote if that is what you want.",
    ),
    "cli.demo_unwritable": ("The demo store cannot use its file", "{why}.", "Choose another file with --db."),
    "cli.ended.declined": ("Declined", "Clover declined operation {operation}. No money moved.", _ENDED),
    "cli.ended.stopped": (
        "Stopped",
        "Operation {operation} was stopped before it was sent. No money moved.",
        _ENDED,
    ),
    "cli.ended.not_sent": (
        "Not sent",
        "Operation {operation} was not sent. No money moved.",
        "Try it again.",
    ),
    "cli.ended.not_happened": (
        "Did not happen",
        "Operation {operation} did not happen. No money moved.",
        _ENDED,
    ),
    "cli.ended.unknown": (
        "Not known yet",
        "Clover did not answer. We do not know yet whether operation {operation} happened; we are checking.",
        "Do not send it again. Run “cloverdesk operations list” to have it looked up.",
    ),
    "cli.ended.cancelled": (
        "Taken back",
        "Operation {operation} was taken back in time. It was not sent.",
        "Nothing to do.",
    ),
    "cli.ended.set_aside": (
        "Set aside",
        "Operation {operation} was set aside: nobody knows whether it happened.",
        _ENDED,
    ),
}
