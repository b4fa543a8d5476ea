"""English texts that several areas share: plain messages, and failures as (title, message, advice)."""

MESSAGES: dict[str, str] = {
    "charge.state.paid": "Paid",
    "charge.state.partly_refunded": "Partly refunded",
    "charge.state.refunded": "Refunded",
    "charge.state.held": "Held",
    "charge.state.released": "Released",
    "charge.state.declined": "Declined",
    "charge.state.pending": "Pending",
    "refund.state.succeeded": "Given back",
    "refund.state.pending": "Pending",
    "refund.state.failed": "Failed",
    "refund.state.canceled": "Cancelled",
    "refund.reason.duplicate": "Duplicate",
    "refund.reason.fraudulent": "Fraudulent",
    "refund.reason.requested_by_customer": "Requested by customer",
    "operation.state.drafted": "Draft",
    "operation.state.held": "Waiting",
    "operation.state.sending": "Sending",
    "operation.state.confirmed": "Confirmed by Clover",
    "operation.state.declined": "Declined",
    "operation.state.not_sent": "Not sent",
    "operation.state.unknown": "Not known yet",
    "operation.state.not_happened": "Did not happen",
    "operation.state.cancelled": "Taken back",
    "operation.state.stopped": "Stopped",
    "operation.state.set_aside": "Set aside",
    "partial.has_tax": "Clover gives money back by amount only where a charge has no tax. The whole charge can go back.",
    "partial.has_tip": "Clover gives money back by amount only where a charge has no tip. The whole charge can go back.",
    "partial.several_lines": (
        "Clover gives money back by amount only where a charge has one line. The whole charge can go back."
    ),
    "partial.order_not_read": "The order of this charge is not read yet, so only the whole charge can go back.",
    "partial.is_hold": "This is a hold: nothing was taken yet, so it can only be released as a whole.",
}

FAILURES: dict[str, tuple[str, str, str]] = {
    "amount.not_a_number": (
        "That is not an amount",
        "“{text}” cannot be read as an amount. Nothing was sent.",
        "Type it like 5.00.",
    ),
    "amount.too_precise": (
        "Too many decimals",
        "“{text}” has more than {decimals} decimals. Nothing was sent.",
        "Type it with at most {decimals} decimals.",
    ),
    "amount.below_zero": (
        "Amount below zero",
        "“{text}” is below zero. Nothing was sent.",
        "Type what goes back, like 5.00.",
    ),
    "amount.zero": ("Amount is zero", "Nothing would go back. Nothing was sent.", "Type more than zero."),
    "amount.too_large": (
        "Amount too large",
        "Clover takes at most {largest} at once. Nothing was sent.",
        "Type less.",
    ),
    "amount.other_currency": (
        "Another currency",
        "“{text}” is not in {currency}, the currency of this charge. Nothing was sent.",
        "Type the amount in {currency}.",
    ),
    "amount.above_remaining": (
        "More than remains",
        "{amount} is more than the {remaining} that remain of this charge. Nothing was sent.",
        "Give back at most {remaining}.",
    ),
    "usage": ("The command is not understood", "{text}", "Run it with --help to see what it takes."),
    "not_found": (
        "Not found",
        "There is no {what} in this store.",
        "Check the id, or run “cloverdesk sync” first.",
    ),
    "not_permitted": ("Not permitted", "{who} may not do this.", "Ask somebody who may."),
    "operation.taken_back": ("Taken back", "It was taken back in time. It was not sent.", "Nothing to do."),
    "offline": (
        "No connection",
        "This needs Clover, and there is no connection. Nothing was sent.",
        "Check the network, then try again.",
    ),
}
