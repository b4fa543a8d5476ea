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
    rate_limits: bool = False
    """Calls may come as fast as they like (True: the documented limits; `demo serve` sets this unless told otherwise)."""
    void_window_ms: int | None = None
    """A sale is voided until the next nightly batch (a number: for so long; the rule for devices is 25 minutes)."""
    settlement_ms_of_day: int = 5 * 60 * MINUTE_MS
    """When the nightly batch runs, in milliseconds after midnight UTC: midnight in Portland, Maine."""
    second_refund_says_already_refunded: bool = True
    """Refunding what is wholly refunded says `charge_already_refunded` (False: the over-refund error)."""
    pakms_refusal_is_text: bool = True
    """`/pakms/apikey` refuses in plain text (False: in the usual JSON)."""
    intent_plural_only: bool = False
    """`intent` is taken in both spellings (True: `save_credentials_on_file` only, as in the changelog)."""
    stored_credentials_required: bool = False
    """A saved card is charged without `stored_credentials`, too (True: 400, as the guide has it)."""
    velocity_per_card: int | None = None
    """One card can be charged as often as one likes (a number: so often a day; Clover's default is 5)."""
    velocity_per_address: int | None = None
    """One x-forwarded-for can charge as often as it likes (a number: so often a day; Clover's default is 5)."""
    refund_limit: int | None = None
    """A refund may be of any amount (a number of minor units: more is declined)."""
    amounts_decide: bool = False
    """An amount decides nothing (True: over 100.00 its last three digits are the answer of the card's bank)."""
    hold_days_visa: int = 7
    """A hold on a Visa card lapses after so many days."""
    hold_days_mastercard: int = 30
    """A hold on a Mastercard lapses after so many days."""
    hold_days_other: int = 7
    """A hold on any other card lapses after so many days; no page says."""
    lapsed_hold_reads_as_voided: bool = True
    """A hold that lapsed reads like one that was given back (False: as if it still stood)."""
    rest_of_hold_released: bool = True
    """What a capture leaves of a hold is released at once (False: it can still be captured, or released by hand)."""
    multi_capture: bool = True
    """The merchant may capture in several shipments (False: one capture a hold)."""
    second_capture_says_already_captured: bool = False
    """Capturing again says "cannot capture a non AUTH payment", as seen (True: `charge_already_captured`)."""
    surcharge_rate: int | None = None
    """No surcharge (a number: percent times 10000 on credit cards, shown in `additional_charges`)."""
    card_refunds_cancelled: bool = False
    """Only refunds of gift cards can be cancelled (True: those of cards, too, on the day they were made)."""
    returns_keyed: bool = False
    """A key on a return changes nothing, since no page promises it (True: as on charges)."""
    pay_and_capture_keyed: bool = True
    """A key on a capture or on a payment of an order works as on charges (False: it changes nothing)."""
    threeds_asks_method_first: bool = False
    """3DS with a challenge asks for it at once (True: for the fingerprint of the browser first)."""
    orders_without_items: bool = False
    """An order needs a line at least (True: it can be made without, and paying it answers 404, as seen)."""
    shipping_address_required: bool = True
    """An order that ships something needs an address, as the guide says (False: it does not)."""
    customer_replaces_email: bool = True
    """An order for a known customer needs no e-mail (False: it always does, as the reference says)."""
    return_amount_is_unit_price: bool = False
    """What a return names is the amount to give back (True: the price of one, times the quantity)."""
    item_return_gives_tip_every_time: bool = True
    """Every return of items asks for the whole tip again, as seen, and may then be too much (False: once)."""
    partly_paid_orders_returned: bool = False
    """Only what is wholly paid can be returned (True: what was paid of an open order, too)."""
