"""`/v1/charges`: charging a source, capturing or letting go of a hold, and reading charges back."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cloverdesk.demo import rules
from cloverdesk.demo.door import pages
from cloverdesk.demo.door.calls import Answer, Call, Operation
from cloverdesk.demo.door.fields import Fields, invalid_field
from cloverdesk.demo.errors import Rejected, declined, invalid, not_found
from cloverdesk.demo.gift_cards import charges as gift_cards_charges
from cloverdesk.demo.paying import bodies, holds, payments, sources, threeds
from cloverdesk.demo.paying.bodies import NewCharge
from cloverdesk.demo.paying.sources import Kind, Source
from cloverdesk.demo.store import CHARGE, ORDER, Record

if TYPE_CHECKING:
    from cloverdesk.demo.engine import Filter

URL = "/v1/charges"
_TRUTH = {"true": 1, "false": 0}
_SHIPMENT = re.compile(r"[1-9][0-9]?(/[1-9][0-9]?)?", re.ASCII)
_MOST_SHIPMENTS = 99
_ECHOED = ("soft_descriptor", "level2", "level3")


def list_charges(call: Call) -> Answer:
    """Charges, newest first."""
    filters: list[Filter] = pages.text_filter(call, "customer", "owner")
    filters += pages.text_filter(call, "threeds_validation_result", "threeds_result")
    threeds_asked = call.asked("is_threeds")
    if threeds_asked is not None:
        if threeds_asked not in _TRUTH:
            raise invalid_field("is_threeds")
        filters.append(("is_threeds", _TRUTH[threeds_asked]))
    if not call.options.declines_listed:
        filters.append(("not_status", "failed"))
    return pages.page(call, CHARGE, URL, filters=filters, shape=_read_shape(call))


def get_charge(call: Call) -> Answer:
    """One charge."""
    charge_id = call.path["charge_id"]
    refusal = not_found("Charge", charge_id)
    record = call.store.get(CHARGE, charge_id)
    if record and record.status == "failed" and not call.options.declines_listed:
        raise refusal
    return pages.one(call, CHARGE, charge_id, refusal, _read_shape(call))


def create_charge(call: Call) -> Answer:
    """Charge a source, or hold its money."""
    check_forwarded(call)
    charge = _read(call)
    source = _source(call)
    charge.extra = read_extra(call, source)
    ask_threeds(call, charge, source)
    order = _order(call)
    if order is not None:
        charge.order = order.id
    keep = fields_intent(call)
    payments.take(call.shop, charge, source, address=address_of(call), keep_source=keep, order=order)
    return answer_of(call, charge, source)


def capture_charge(call: Call) -> Answer:
    """Take the money of a hold, all or a part of it."""
    check_forwarded(call)
    record = _charge(call, call.path["charge_id"])
    amount = call.fields.amount("amount", bad_amount)
    tip = read_part(call.fields, "tip_amount", "invalid_tip_amount", most=rules.LARGEST_AMOUNT)
    call.fields.email("receipt_email")
    shipment = _shipment(call)
    if record.facts.get("kind") == Kind.GIFT_CARD:
        if shipment:
            raise invalid_field("split_shipment")
        return Answer.json(gift_cards_charges.capture(call.shop, record, amount, tip=tip))
    return Answer.json(holds.capture(call.shop, record, amount, tip=tip, shipment=shipment))


def release_rest(call: Call) -> Answer:
    """Let go of what was not captured of a hold."""
    check_forwarded(call)
    record = _charge(call, call.path["charge_id"])
    amount = call.fields.amount("amount", bad_amount, least=1)
    if amount is None:
        raise bad_amount()
    return Answer.json(holds.keep_only(call.shop, record, amount))


def finalize_payment(call: Call) -> Answer:
    """Finish a charge after the step in the cardholder's browser."""
    check_forwarded(call)
    charge_id = call.fields.text("charge_id") or ""
    asked = call.fields.member("threeds")
    problem = threeds.problem_of_flow(asked)
    if problem is not None:
        raise problem
    record = _charge(call, charge_id)
    body = threeds.finish(call.shop, record, str(asked["flow_status"]))
    if body is None:
        return decline_of(call, record.id, threeds.FAILED_TEXT)
    return Answer.json(body)


# ---------------------------------------------------------------- shared with paying an order


def answer_of(call: Call, charge: NewCharge, source: Source) -> Answer:
    """What a create answers once the charge was made or declined."""
    if charge.declined:
        return decline_of(call, charge.id, charge.decline_text)
    with_order = call.options.order_on_create
    return Answer.json(bodies.charge_created(charge, source.id, with_order=with_order))


def decline_of(call: Call, charge_id: str, text: str) -> Answer:
    """The answer to a declined charge."""
    status, body = declined(charge_id, text, observed=call.options.declines_observed)
    return Answer.json(body, status)


def check_forwarded(call: Call) -> None:
    """Raise `Rejected` where the buyer's address is wanted and missing."""
    if call.options.forwarded_for_required and not address_of(call):
        raise invalid("Please provide a valid x-forwarded-for.", param="x-forwarded-for")


def address_of(call: Call) -> str:
    """The buyer's address, or ""."""
    return call.headers.get("x-forwarded-for", "").partition(",")[0].strip()


def ask_threeds(call: Call, charge: NewCharge, source: Source) -> None:
    """Ask the cardholder's bank where the caller wants it."""
    if "threeds" not in call.fields:
        return
    asked = call.fields.member("threeds")
    threeds.check(asked)
    if source.kind is Kind.CARD:
        threeds.ask(call.shop, charge, source, asked)


def fields_intent(call: Call) -> bool:
    """Whether the source is to be good for more than this charge. Raises `Rejected` for an unknown intent."""
    known = sources.INTENTS[:1] if call.options.intent_plural_only else sources.INTENTS
    intent = call.fields.choice("intent", known)
    stored = call.fields.member("stored_credentials") if "stored_credentials" in call.fields else {}
    return intent is not None and stored.get("sequence") != "SUBSEQUENT"


def check_stored_credentials(call: Call, source: Source) -> Mapping[str, object] | None:
    """`stored_credentials` of the request, where it has them. Raises `Rejected` if they are wrong, or wanted and missing."""
    if "stored_credentials" not in call.fields:
        saved = source.token is not None and source.token.status == sources.MULTI
        if saved and call.options.stored_credentials_required:
            raise invalid("Please provide valid stored_credentials.", param="stored_credentials")
        return None
    given = call.fields.member("stored_credentials")
    read = Fields(given, text_amounts=call.options.text_amounts_accepted)
    read.choice("sequence", ("FIRST", "SUBSEQUENT"))
    read.choice("initiator", ("MERCHANT", "CARDHOLDER"))
    read.flag("is_scheduled", default=False)
    return given


def read_extra(call: Call, source: Source) -> dict[str, object]:
    """What the caller sent and gets back on every read."""
    fields = call.fields
    told: dict[str, object | None] = {
        "description": fields.text("description", longest=rules.LARGEST_DESCRIPTION),
        "receipt_email": fields.email("receipt_email"),
        "external_reference_id": fields.reference(),
        "external_customer_reference": fields.text("external_customer_reference", longest=255),
        "metadata": fields.metadata(),
        "stored_credentials": check_stored_credentials(call, source),
        "tender": fields.member("tender") if source.kind is Kind.TENDER else None,
    }
    if not call.options.external_reference_id_echoed:
        del told["external_reference_id"]
    for name in _ECHOED:
        told[name] = fields.member(name) if name in fields else None
    if (told["level2"] or told["level3"]) and not _takes_levels(call, source):
        told["warning_message"] = "Level 2 and Level 3 data was ignored for this card."
        told["level2"] = told["level3"] = None
    if source.kind is Kind.GIFT_CARD and _wants_whole(call):
        told["warning_message"] = gift_cards_charges.PARTIAL_TEXT
    if fields_intent(call) and source.kind is Kind.CARD:
        told["saved_credentials_on_file"] = {"tokenType": "TRANSARMOR", "value": source.id}
    return {name: value for name, value in told.items() if value is not None}


def read_part(fields: Fields, name: str, code: str, *, most: int) -> int:
    """Tax or tip."""

    def refusal() -> Rejected:
        return invalid(f"Please provide a valid {name}.", code=code, param=name)

    value = fields.amount(name, refusal) or 0
    if value > most:
        raise refusal()
    return value


def bad_amount() -> Rejected:
    """What is said about an amount that is missing, negative or not allowed."""
    return invalid("Please provide a valid amount.", code="invalid_charge_amount")


def read_source(call: Call) -> Source | None:
    """The source that `source` and `tender` name; None where neither does. Raises `Rejected` if it cannot be charged."""
    named = call.fields.text("source")
    if named == sources.ALTERNATE_TENDER or (named is None and "tender" in call.fields):
        return sources.of_tender(call.fields.member("tender"))
    return sources.resolve(call.shop, named) if named is not None else None


# ---------------------------------------------------------------- reading the request


def _read(call: Call) -> NewCharge:
    """The charge that is asked for, its source aside. Raises `Rejected` for the first field that is wrong."""
    fields = call.fields
    capture = _flag(call, "capture", default=True)
    amount = fields.amount("amount", bad_amount)
    if amount is None or (amount == 0 and capture):
        raise bad_amount()
    if amount > rules.LARGEST_AMOUNT:
        raise invalid("The amount is above the allowed maximum.", code="amount_too_large")
    charge = payments.new_charge(call.shop, amount, fields.currency())
    charge.capture = capture
    charge.tax = read_part(fields, "tax_amount", "invalid_tax_amount", most=amount)
    charge.tip = read_part(fields, "tip_amount", "invalid_tip_amount", most=rules.LARGEST_AMOUNT - amount)
    charge.reference = fields.reference()
    charge.ecomind = fields.choice("ecomind", ("ecom", "moto")) or "ecom"
    return charge


def _flag(call: Call, name: str, *, default: bool) -> bool:
    """A flag, perhaps as a text."""
    told = call.body.get(name)
    if call.options.text_flags_accepted and isinstance(told, str) and told in _TRUTH:
        return told == "true"
    return call.fields.flag(name, default=default)


def _wants_whole(call: Call) -> bool:
    """Whether the caller would not have less than it asks for, as far as can be told."""
    if "partial_redemption" in call.fields:
        return not _flag(call, "partial_redemption", default=False)
    return call.options.partial_redemption_warns_if_absent


def _source(call: Call) -> Source:
    source = read_source(call)
    if source is None:
        raise invalid("Please provide a valid source for the charge.")
    return source


def _order(call: Call) -> Record | None:
    """The order that `order_id` ties the charge to, or None."""
    named = call.fields.text("order_id")
    if named is None:
        return None
    order = call.store.get(ORDER, named)
    if order is None:
        raise not_found("Order", named)
    return order


def _charge(call: Call, charge_id: str) -> Record:
    record = call.store.get(CHARGE, charge_id)
    if record is None:
        raise not_found("Charge", charge_id)
    return record


def _shipment(call: Call) -> str:
    """Which shipment of how many, "" for a capture that is none."""
    named = call.fields.text("split_shipment")
    if named is None:
        return ""
    if not _SHIPMENT.fullmatch(named) or not call.options.multi_capture:
        raise invalid_field("split_shipment")
    return named if "/" in named else f"{named}/{_MOST_SHIPMENTS}"


def _takes_levels(call: Call, source: Source) -> bool:
    return call.store.merchant.country == "US" and source.brand in rules.CURRENCY_BRANDS


def _read_shape(call: Call) -> pages.Shape | None:
    """How a charge is read where the kept text is not it."""
    if call.options.sales_read_as_captured:
        return None
    return lambda body: {**body, "captured": False}


OPERATIONS = (
    Operation("listCharges", "GET", URL, list_charges),
    Operation("createCharge", "POST", URL, create_charge, keyed=lambda _options: True),
    Operation("finalizeThreeDsCharge", "POST", URL + "/finalize_payment", finalize_payment),
    Operation("getCharge", "GET", URL + "/{charge_id}", get_charge),
    Operation("releaseAuthorization", "PUT", URL + "/{charge_id}", release_rest),
    Operation(
        "captureCharge",
        "POST",
        URL + "/{charge_id}/capture",
        capture_charge,
        keyed=lambda options: options.pay_and_capture_keyed,
    ),
)
