"""Every guess about Clover that nobody documented, as a named switch with its alternative beside it."""

from dataclasses import dataclass

DAY_MS = 86_400_000
MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """How the store behaves where the documents are silent or contradict each other. Each text names the alternative."""

    cursor_inclusive: bool = False
    """The page begins after the named object (True: with it, as the paging guide says)."""
    has_more_at_end: bool = True
    """The last page says `has_more: false` (False: leaves it out)."""
    lists_cut_to_90_days: bool = False
    """Lists without a date filter reach back to the beginning (True: 90 days, as the platform lists do)."""
    orders_list_sparse: bool = True
    """Orders in a list carry a few fields only, as seen (False: all of them)."""
    refunds_list_sparse: bool = False
    """Refunds in a list are whole (True: id, amount and two flags, as one client saw)."""
    refunds_carry_currency: bool = True
    """Refunds name their currency, as the reference says (False: they do not, as in every sample)."""
    sales_read_as_captured: bool = True
    """A finished sale reads `captured: true` (False: `captured: false`, as in some samples)."""
    order_on_create: bool = False
    """The answer to a new charge has no `order`, only reads do (True: it is there at once)."""
    order_amount_includes_tax: bool = True
    """An order's amount is items and tax (False: items only)."""
    external_reference_id_echoed: bool = True
    """Charges and refunds give `external_reference_id` back (False: it is taken and never shown)."""
    declines_listed: bool = True
    """A declined charge can be read and listed with status `failed` (False: it is not found)."""
    declines_observed: bool = True
    """Declines are a 402 with `declineCode` and no type (False: the reference's 400 `card_error`, `decline_code`)."""
    declined_charge_consumes_token: bool = True
    """Any authorization attempt uses a token up (False: an approved one only)."""
    token_lifetime_ms: int = DAY_MS
    """How long an unused token can be charged."""
    text_amounts_accepted: bool = True
    """An amount may come as digits in a text, as some programs send it (False: numbers only)."""
    idempotency_on_refunds: bool = False
    """A key on a refund changes nothing, since no page promises it (True: as on charges)."""
    idempotency_retention_ms: int = DAY_MS
    """How long the answer to a key is kept."""
    user_agent_required: bool = False
    """A call without User-Agent is answered, as seen (True: 400)."""
    forwarded_for_required: bool = False
    """A charge without x-forwarded-for is answered, as seen (True: 400)."""
    void_window_ms: int | None = None
    """A sale is voided until the next nightly batch (a number: for so long; the rule for devices is 25 minutes)."""
    settlement_ms_of_day: int = 5 * 60 * MINUTE_MS
    """When the nightly batch runs, in milliseconds after midnight UTC: midnight in Portland, Maine."""
    second_refund_says_already_refunded: bool = True
    """Refunding what is wholly refunded says `charge_already_refunded` (False: the over-refund error)."""
    pakms_refusal_is_text: bool = True
    """`/pakms/apikey` refuses in plain text (False: in the usual JSON)."""
