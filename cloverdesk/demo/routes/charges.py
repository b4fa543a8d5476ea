"""`/v1/charges`: charging a token, and reading charges back."""

from typing import TYPE_CHECKING

from cloverdesk.demo import bodies, cards, ids, pages, rules
from cloverdesk.demo.bodies import Body, NewCharge
from cloverdesk.demo.calls import Answer, Call, Operation
from cloverdesk.demo.errors import Rejected, declined, invalid, not_found, untyped
from cloverdesk.demo.fields import Fields, invalid_field
from cloverdesk.demo.identity import CURRENCY
from cloverdesk.demo.routes.tokens import FRESH, USED
from cloverdesk.demo.store import CHARGE, ORDER, TOKEN, Record

if TYPE_CHECKING:
    from cloverdesk.demo.engine import Filter

URL = "/v1/charges"
_TRUTH = {"true": 1, "false": 0}


def list_charges(call: Call) -> Answer:
    """Charges, newest first."""
    filters: list[Filter] = pages.text_filter(call, "customer", "owner")
    filters += pages.text_filter(call, "threeds_validation_result", "threeds_result")
    threeds = call.asked("is_threeds")
    if threeds is not None:
        if threeds not in _TRUTH:
            raise invalid_field("is_threeds")
        filters.append(("is_threeds", _TRUTH[threeds]))
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
    """Charge a token, or hold its money."""
    if call.options.forwarded_for_required and not call.headers.get("x-forwarded-for"):
        raise invalid("Please provide a valid x-forwarded-for.", param="x-forwarded-for")
    charge = _read(call)
    token = _source(call, call.fields.text("source"))
    _check_currency(charge.currency, token)
    charge.source = _shown(token)
    charge.declined = token.body["behaviour"] == cards.DECLINE
    _keep(call, charge)
    if not charge.declined or call.options.declined_charge_consumes_token:
        call.store.change(TOKEN, token.body, status=USED, changed=charge.created_ms)
    if charge.declined:
        status, body = declined(charge.id, observed=call.options.declines_observed)
        return Answer.json(body, status)
    with_order = call.options.order_on_create
    return Answer.json(bodies.charge_created(charge, token.id, with_order=with_order))


def _read(call: Call) -> NewCharge:
    """The charge that is asked for, its source aside. Raises `Rejected` for the first field that is wrong."""
    fields, store = call.fields, call.store
    capture = fields.flag("capture", default=True)
    amount = fields.amount("amount", _bad_amount)
    if amount is None or (amount == 0 and capture):
        raise _bad_amount()
    if amount > rules.LARGEST_AMOUNT:
        raise invalid("The amount is above the allowed maximum.", code="amount_too_large")
    currency = fields.currency()
    number = store.new_number()
    now = store.now_ms()
    return NewCharge(
        id=store.new_id(),
        order=store.new_id(),
        amount=amount,
        currency=currency,
        created_ms=now,
        source={},
        ref_num=ids.ref_num(ids.day_code(now), number),
        auth_code=ids.auth_code(number),
        tax=_part(fields, "tax_amount", "invalid_tax_amount", most=amount),
        tip=_part(fields, "tip_amount", "invalid_tip_amount", most=rules.LARGEST_AMOUNT - amount),
        capture=capture,
        ecomind=fields.choice("ecomind", ("ecom", "moto")) or "ecom",
        extra=_extra(call, fields),
    )


def _extra(call: Call, fields: Fields) -> dict[str, object]:
    """What the caller sent and gets back on every read."""
    told = {
        "description": fields.text("description", longest=rules.LARGEST_DESCRIPTION),
        "receipt_email": fields.email("receipt_email"),
        "external_reference_id": fields.reference(),
        "external_customer_reference": fields.text("external_customer_reference", longest=255),
        "metadata": fields.metadata(),
    }
    if not call.options.external_reference_id_echoed:
        del told["external_reference_id"]
    return {name: value for name, value in told.items() if value is not None}


def _source(call: Call, source: str | None) -> Record:
    """The token that is charged. Raises `Rejected` unless it can be."""
    token = call.store.get(TOKEN, source) if source else None
    if token is None or call.store.now_ms() - token.created >= call.options.token_lifetime_ms:
        raise invalid("Please provide a valid source for the charge.")
    if token.status != FRESH:
        message = "You cannot use a clover token more than once unless it is marked as multipay."
        raise untyped(400, "token_already_used", message)
    return token


def _shown(token: Record) -> dict[str, object]:
    """The card as charges show it: the security code passed, the zip did if there was one."""
    card = token.body["card"]
    shown: dict[str, object] = dict(card) if isinstance(card, dict) else {}
    shown["cvc_check"] = "pass"
    if "address_zip" in shown:
        shown["address_zip_check"] = "pass"
    return shown


def _check_currency(currency: str, token: Record) -> None:
    """Another currency than the store's works with two brands only."""
    card = token.body["card"]
    brand = card.get("brand") if isinstance(card, dict) else None
    if currency.upper() != CURRENCY and brand not in rules.CURRENCY_BRANDS:
        raise invalid("Please provide a valid currency.")


def _keep(call: Call, charge: NewCharge) -> None:
    """Keep the charge and its order of one line, and write the effect down."""
    description = str(charge.extra.get("description", "Custom amount"))
    items = [bodies.line(description, 1, charge.amount - charge.tax, charge.currency, call.store.new_id())]
    if charge.tax:
        items.append(bodies.tax_line(charge.tax, charge.currency))
    order = bodies.order_read(charge, items, with_tax=call.options.order_amount_includes_tax)
    created = bodies.whole_seconds(charge.created_ms)
    order_status = bodies.order_status(charge)
    changed = created if order_status == "paid" else 0
    call.store.add(ORDER, order, created=created, status=order_status, changed=changed)
    call.store.add(CHARGE, bodies.charge_read(charge), created=created, status=charge.status)
    call.store.record(_effect(call, charge))


def _effect(call: Call, charge: NewCharge) -> Body:
    held = not charge.capture and not charge.declined
    return {
        "kind": "decline" if charge.declined else "hold" if held else "charge",
        "id": charge.id,
        "charge": charge.id,
        "order": charge.order,
        "amount": charge.amount + charge.tip,
        "currency": charge.currency.upper(),
        "status": charge.status,
        "created": charge.created_ms,
        "idempotency_key": call.idempotency_key or None,
        "external_reference_id": call.fields.reference(),
    }


def _part(fields: Fields, name: str, code: str, *, most: int) -> int:
    """Tax or tip."""

    def refusal() -> Rejected:
        return invalid(f"Please provide a valid {name}.", code=code, param=name)

    value = fields.amount(name, refusal) or 0
    if value > most:
        raise refusal()
    return value


def _bad_amount() -> Rejected:
    return invalid("Please provide a valid amount.", code="invalid_charge_amount")


def _read_shape(call: Call) -> pages.Shape | None:
    """How a charge is read where the kept text is not it."""
    if call.options.sales_read_as_captured:
        return None
    return lambda body: {**body, "captured": False}


OPERATIONS = (
    Operation("listCharges", "GET", URL, list_charges),
    Operation("createCharge", "POST", URL, create_charge, keyed=lambda _options: True),
    Operation("getCharge", "GET", URL + "/{charge_id}", get_charge),
)
