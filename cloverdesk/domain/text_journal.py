"""English texts of the journal area: plain messages, and failures as (title, message, advice)."""

MESSAGES: dict[str, str] = {}

_LOOK_AGAIN = "Look at the charge as it is now, then decide anew."
_NOT_AGAIN = "Do not send it again."

FAILURES: dict[str, tuple[str, str, str]] = {
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
    "journal.already_moving": (
        "A refund is already under way",
        "Operation {other} on charge {target} is not settled yet. Nothing was written down or sent.",
        "Wait until it is settled. If it needs you, say first what became of it.",
    ),
    "journal.closing": (
        "The desk is closing",
        "The desk is closing and takes nothing on any more. Nothing was sent.",
        "Open it again, then ask once more.",
    ),
    "journal.owners_unwritable": (
        "The data folder cannot be written",
        "The desk cannot write in {folder}, where it notes who runs an operation. Nothing was sent.",
        "Make room on the disk and make the folder writable, then try again.",
    ),
    "journal.too_late.sending": (
        "Too late to take it back",
        "Operation {other} is being sent to Clover right now.",
        "Wait for Clover's answer. " + _NOT_AGAIN,
    ),
    "journal.too_late.unknown": (
        "Too late to take it back",
        "Operation {other} was sent, and nobody knows yet whether the {amount} went back.",
        _NOT_AGAIN + " Wait, or say what became of it.",
    ),
    "journal.too_late.confirmed": (
        "Too late to take it back",
        "Operation {other} is done: Clover gave the money back.",
        "If it should not have gone back, charge the customer anew.",
    ),
    "journal.too_late.settled": (
        "Nothing to take back",
        "Operation {other} is over, and no money moved.",
        "Nothing to do.",
    ),
    "journal.not_to_be_tried_again": (
        "It cannot be tried again",
        (
            "Only what was not sent, or did not happen, can be tried again, and operation {other} is neither. "
            "Nothing was sent."
        ),
        "Look at where it stands.",
    ),
    "journal.nothing_to_decide": (
        "Nothing to decide",
        "It is known what became of operation {other}. Nothing was changed.",
        "Look at where it stands.",
    ),
    "journal.facts_changed": (
        "The charge changed meanwhile",
        (
            "When {amount} was asked for, {before} of the charge could go back; now it is {now}. Somebody gave money back "
            "elsewhere. It was not sent; no money of this operation moved."
        ),
        _LOOK_AGAIN,
    ),
    "journal.not_refundable": (
        "The charge can no longer be refunded",
        (
            "When it was asked for, {before} of the charge could go back; now Clover shows the charge as “{status}”. "
            "It was not sent, no money moved."
        ),
        _LOOK_AGAIN,
    ),
    "journal.whole_only_now": (
        "Only the whole charge",
        "{amount} was asked for, but Clover takes only the whole charge now: {now}. It was not sent, no money moved.",
        "Give the whole charge back, or leave it.",
    ),
    "journal.other_currency_now": (
        "Another currency",
        "{amount} was asked for, but Clover shows the charge in {currency}. It was not sent, no money moved.",
        _LOOK_AGAIN,
    ),
    "journal.done_before": (
        "It had happened after all",
        (
            "An earlier attempt did give the money back: Clover shows refund {refund} of {moved} with our reference. "
            "It was not sent again."
        ),
        "Nothing to do.",
    ),
    "journal.maybe_done_before": (
        "An earlier attempt may have happened",
        (
            "Since the earlier attempt of {amount}, Clover shows refunds of this charge that carry no reference: {refunds}, "
            "together {moved}. One of them may be ours. It was not sent again."
        ),
        "Compare with Clover's dashboard. If none of them is ours, ask for the refund anew.",
    ),
    "journal.overslept": (
        "Not sent: the computer slept",
        "The computer was asleep when the wait was over, so {amount} was not sent. No money moved.",
        "Ask for it anew if it shall still happen.",
    ),
    "journal.left_waiting": (
        "Not sent: the desk had ended",
        "The desk ended while {amount} still waited, so it was not sent. No money moved.",
        "Ask for it anew if it shall still happen.",
    ),
    "journal.closed_waiting": (
        "Not sent: the desk was closed",
        "The desk was closed while {amount} still waited, so it was not sent. No money moved.",
        "Ask for it anew if it shall still happen.",
    ),
    "journal.closed_before_sending": (
        "Not sent: the desk was closed",
        "The desk was closed just before {amount} was sent. No money moved.",
        "Try it again if it shall still happen.",
    ),
    "journal.broken_before_sending": (
        "Not sent: a bug in CloverDesk",
        "Something happened that CloverDesk did not foresee, so {amount} was not sent. No money moved.",
        "Ask for it anew. If it stays so, give the money back in Clover's dashboard.",
    ),
    "journal.interrupted": (
        "Not known yet",
        (
            "The desk was interrupted before it could note Clover's answer. We do not know yet whether the {amount} went "
            "back; we are checking."
        ),
        _NOT_AGAIN,
    ),
    "journal.decline_unchecked": (
        "Not known yet",
        (
            "Clover declined the refund of {amount}, which alone does not prove that no money moved, and the charge could "
            "not be read back. We are checking."
        ),
        _NOT_AGAIN,
    ),
    "journal.failed_at_clover": (
        "Clover could not do it",
        "Clover took the refund of {amount} and says that it failed ({said}). No money moved.",
        "Try again later, or give the money back another way.",
    ),
    "journal.no_trace": (
        "The refund did not happen",
        "{minutes} minutes after {amount} was sent, Clover shows no trace of it. No money moved.",
        "Try it again if it shall still happen.",
    ),
    "journal.nobody_knows": (
        "It needs you",
        (
            "Clover's answer to this refund of {amount} was lost. Since then Clover shows {count} refund(s) of this charge "
            "without a reference: {refunds}, together {moved}. It may be ours, or somebody else's."
        ),
        _NOT_AGAIN + " Compare with Clover's dashboard, then say whether it happened.",
    ),
    "journal.refunded_amount_moved": (
        "It needs you",
        (
            "Clover's answer to this refund of {amount} was lost. Of this charge {before} had gone back before it was sent; "
            "now Clover says {now}, and shows no refund that explains it."
        ),
        _NOT_AGAIN + " Compare with Clover's dashboard, then say whether it happened.",
    ),
    "journal.claimed_by_other": (
        "It needs you",
        "Refund {refund} is already counted for operation {other}, so it cannot stand for this one of {amount}, too.",
        _NOT_AGAIN + " Compare with Clover's dashboard, then say whether it happened.",
    ),
}
