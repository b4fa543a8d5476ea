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
    trades_on: bool = False
    """Nobody buys anything but who calls (True: people come by as time passes, as in a store that a person opens)."""
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
    saved_card_again_conflicts: bool = True
    """A card that a customer has already is a 409 (False: it is saved a second time)."""
    same_email_makes_second_customer: bool = True
    """An e-mail address that a customer has already makes another customer (False: 409)."""
    ach_saved: bool = False
    """A bank account cannot be saved on a customer, as by default (True: it can)."""
    cvv_checked_by_token: bool = True
    """A card without security code makes no token, as the reference has it (False: saving its token fails, as seen)."""
    full_name_split: bool = True
    """A customer with a full name only gets first and last name from it (False: neither)."""
    customer_update_needs_both: bool = False
    """Changing a saved customer needs neither e-mail nor source, as in the guide (True: both, as in the reference)."""
    customer_update_lists_all_cards: bool = True
    """The answer to adding a card lists all cards, newest first (False: the new one only)."""
    ecommerce_customer_delete: bool = True
    """A customer can be deleted on `/v1`, as Clover's JavaScript does (False: 405, since no page has it)."""
    filters_ignore_case: bool = False
    """`filter=` tells large letters from small ones (True: it does not)."""
    contacts_change_on_update: bool = False
    """Updating a platform customer changes names, marketing flag and metadata only (True: contacts, too)."""
    owner_role_is_owner: bool = False
    """The owner's role reads ADMIN beside `isOwner` (True: OWNER, as the reference lists)."""
    private_token_opens_platform: bool = True
    """The private token opens `/v3`, too (False: an access token only, as documented)."""
    permissions_missing: frozenset[str] = frozenset()
    """The app has every permission (names such as `Write customers`: what needs one of them answers 401)."""
    oauth_app_installed: bool = True
    """The merchant has the app (False: signing in ends on its page in the market, and its tokens open nothing)."""
    oauth_asks: bool = True
    """The sign-in page asks whether to allow the app (False: it goes back at once, as if it had been allowed)."""
    oauth_names_employee: bool = True
    """Going back to the app names the employee (False: it does not, as is sometimes so)."""
    oauth_site_url: str | None = None
    """The app has no site of its own (an address: what lies below it may be gone back to, it itself by default)."""
    oauth_loopback: bool = True
    """Loopback may be gone back to, on any port (False: the app's site only, as the guide wants it)."""
    oauth_denial_returns: bool = True
    """Denying goes back with `error=access_denied`, as OAuth has it (False: no code comes and nothing says why)."""
    oauth_code_ms: int = 5 * MINUTE_MS
    """How long an authorization code can be exchanged; no page says."""
    oauth_access_ms: int = 30 * MINUTE_MS
    """How long an access token opens anything."""
    oauth_refresh_ms: int = 365 * DAY_MS
    """How long a refresh token lasts unused; no page says."""
    oauth_live_refresh_tokens: int = 5
    """So many refresh tokens live at once, then the oldest ends; no page says how many."""
    oauth_recovery_ms: int = 14 * DAY_MS
    """How long a used refresh token can bring back the answer that was lost, as seen."""
    oauth_bad_code_is_401: bool = False
    """A code, verifier or secret that is not right is a 400 (True: 401, as from some deployments)."""
    dashboard_plans_listed: bool = False
    """Plans that the app did not make do not show, nor do their subscriptions (True: they do)."""
    recurring_merchant_required: bool = True
    """A recurring call without X-Clover-Merchant-Id is a 400 (False: it is answered)."""
    recurring_lists_bare: bool = True
    """Plans and subscriptions are listed as a bare array, as in the reference (False: `{"elements": []}`, as seen)."""
    recurring_small_limits_refused: bool = True
    """A `limit` below the documented minimum of 10 is a 400 (False: it counts as 10)."""
    recurring_page: int = 100
    """So many plans or subscriptions make a page where no `limit` is asked for; no page says."""
    recurring_largest_page: int = 1000
    """A larger `limit` is a 400; no page says."""
    recurring_dates_with_at: bool = False
    """Dates of plans and subscriptions have a `T` before the time (True: `@`, as in older samples)."""
    deleted_recurring_readable: bool = True
    """A deleted plan or subscription can be read by its id (False: 404)."""
    deleted_recurring_listed: bool = False
    """A deleted plan or subscription is in no list (True: it is)."""
    text_booleans_accepted: bool = True
    """`active` may be the text "false", as in a sample (False: true and false only)."""
    plan_in_use_conflicts: bool = True
    """Deactivating or deleting a plan that has an active subscription is a 409 (False: 400)."""
    plan_in_use_deletable: bool = False
    """A plan with an active subscription cannot be deleted (True: it can, and its subscriptions go on)."""
    plan_interval_editable: bool = False
    """Another `interval` or `intervalCount` is a 400 (True: it counts from the next invoice, as one overview has it)."""
    plan_edits_reach_subscriptions: bool = False
    """A subscription keeps the price it was made with (True: what it does not set itself follows its plan)."""
    unknown_tax_rates_refused: bool = True
    """A tax rate that the merchant does not have is a 400 (False: it adds nothing)."""
    unknown_subscriber_is_400: bool = True
    """Subscribing an unknown customer is a 400 (False: 404)."""
    subscriber_needs_card: bool = True
    """Subscribing a customer without a card is a 400 (False: the first run ends the subscription)."""
    reactivation_allowed: bool = True
    """An inactive subscription can be set active again, and what it missed is not billed (False: 400)."""
    month_ends_clamped: bool = True
    """A shorter month bills the 31st on its last day (False: on the first of the next)."""
    end_date_billed: bool = False
    """Nothing is billed from `endDate` on (True: on its day, too)."""
    ended_subscriptions_stay_active: bool = True
    """A subscription past its `endDate` still reads `active: true` (False: false)."""
    billing_ms_of_day: int = 10 * MINUTE_MS
    """When the night's first run is, in milliseconds after midnight UTC; it was seen shortly after."""
    billing_retry_days: int = 1
    """A failed invoice is tried again after so many days; no page says."""
    text_flags_accepted: bool = True
    """`capture` and `partial_redemption` may come as a text, as in the gift card samples (False: true or false only)."""
    ach_in_canada: bool = False
    """Bank accounts are for merchants in the United States; copies of the page differ (True: for those in Canada, too)."""
    ach_held: bool = False
    """Money of a bank account is taken at once or not at all (True: it can be held, too)."""
    gift_card_code_required: bool = False
    """The number of a gift card is enough (True: without its security code it is refused as with a wrong one)."""
    gift_cards_checked_by_token: bool = False
    """Any gift card number makes a token (True: one that is unknown, or whose code is wrong, makes none)."""
    gift_card_problems_decline: bool = False
    """An unknown or inactive gift card, or a wrong code, is a 400 `invalid_request` (True: a decline)."""
    empty_gift_cards_decline: bool = True
    """A gift card with nothing to spend is a decline (False: 400 `invalid_request`)."""
    wrong_denomination_is_amount: bool = True
    """An amount that is not the one printed is `invalid_charge_amount` (False: `invalid_request`)."""
    gift_balances_spendable: bool = True
    """Balances in answers are what can be spent (False: what is locked is in them)."""
    gift_cards_close_at_zero: bool = False
    """An empty gift card stays active (True: it is closed, until a refund gives something back)."""
    inquiry_uses_token: bool = True
    """Asking for a balance uses a gift card token up, as the guide has it (False: not, as in a reference sample)."""
    cashout_answers_like_reload: bool = True
    """A cash-out is answered like a reload (False: status and balance only)."""
    cashout_leaves_locks: bool = True
    """A cash-out takes what is not locked (False: a card with a lock on it is refused)."""
    partial_redemption_warns_if_absent: bool = True
    """A gift card charge without `partial_redemption` is warned as with false, the default (False: it is not)."""
    gift_cards_take_tips: bool = True
    """A tip is redeemed after the goods, from what is left on the card (False: 400 `invalid_tip_amount`)."""
    lock_days: int = 7
    """A lock on a gift card releases itself after so many days; no page says how many."""
    lock_reads_paid: bool = True
    """A lock says `paid: true`, as in the sample (False: it leaves it out, as holds of cards do)."""
    lock_capture_reads_captured: bool = True
    """Capturing a lock answers `captured: true` (False: `captured: false`, which no client should mind)."""
    lock_voided_any_time: bool = True
    """A lock can be voided as long as it stands (False: for a day, then a capture of 0 has to let it go)."""
    gift_parts_voided: bool = True
    """A refund of part of a redemption is a void on its first day, too (False: only that of the whole is)."""
    gift_calls_refunded_late: bool = False
    """Reloads, cash-outs and activations cannot be undone after a day (True: they can, as refunds)."""
    activations_voided: bool = True
    """An activation can be voided like a reload, and the card is inactive again (False: 400)."""
    uncovered_voids_decline: bool = False
    """A void that the gift card's balance does not cover is a 400 `processing_error` (True: a decline)."""
