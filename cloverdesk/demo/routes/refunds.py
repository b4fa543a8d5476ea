"""`/v1/refunds`: giving money back, letting go of holds, and reading refunds."""

from cloverdesk.demo import bodies, ids, pages, rules
from cloverdesk.demo.bodies import Body, NewRefund
from cloverdesk.demo.calls import Answer, Call, Operation
from cloverdesk.demo.errors import Rejected, invalid, not_found, untyped
from cloverdesk.demo.rules import ChargeFacts, RefundDecision
from cloverdesk.demo.store import CHARGE, ORDER, REFUND, DemoStore, Record

URL = "/v1/refunds"
_SPARSE = pages.sparse("id", "amount", "inReportingPeriod", "voided")


def list_refunds(call: Call) -> Answer:
    """Refunds, newest first."""
    filters = pages.text_filter(call, "charge", "owner")
    return pages.page(call, REFUND, URL, filters=filters, shape=_list_shape(call))


def get_refund(call: Call) -> Answer:
    """One refund."""
    refund_id = call.path["refund_id"]
    return pages.one(call, REFUND, refund_id, not_found("Refund", refund_id))


def create_refund(call: Call) -> Answer:
    """Give back all that is left of a charge, or a part where the rules allow it."""
    fields, store = call.fields, call.store
    charge_id = fields.text("charge")
    if not charge_id:
        raise invalid("Please provide a valid charge.")
    charge = store.get(CHARGE, charge_id)
    if charge is None:
        raise untyped(404, "processing_error", "Not Found")
    asked = fields.amount("amount", _bad_amount, least=1)
    extra = {
        "reason": fields.choice("reason", rules.REASONS),
        "external_reference_id": fields.reference() if call.options.external_reference_id_echoed else None,
    }
    fields.reference()
    fields.metadata()
    order = _order_of(store, charge)
    facts = ChargeFacts.of(charge.body, order)
    decision = rules.decide_refund(facts, asked, store.now_ms(), call.options)
    refund = _new(call, charge, decision, {name: value for name, value in extra.items() if value})
    keep(call, refund, charge.body, order)
    return Answer.json(bodies.refund_created(refund))


def keep(call: Call, refund: NewRefund, charge: Body, order: Body) -> None:
    """Keep a new refund, show it in its charge and its order, and write the effect down."""
    read = bodies.refund_read(refund)
    call.store.add(REFUND, read, created=bodies.whole_seconds(refund.created_ms), owner=refund.charge)
    bodies.with_refund(charge, read)
    move(call.store, charge, order, 0 if refund.status == "failed" else refund.amount)
    call.store.record(_effect(call, refund))


def move(store: DemoStore, charge: Body, order: Body, amount: int) -> None:
    """Add `amount` to what went back of a charge; negative, when it did not after all."""
    facts = ChargeFacts.of(charge, order)
    charge["amount_refunded"], charge["refunded"] = rules.refunded_after(facts, amount)
    order["amount_returned"] = charge["amount_refunded"] if facts.captured else 0
    store.change(CHARGE, charge)
    filed = "refunded" if charge["refunded"] and facts.captured else str(order["status"])
    store.change(ORDER, order, status=filed)


def settle(store: DemoStore, refund_id: str, status: str) -> Body:
    """Decide a refund that was left pending. Raises `Rejected` if there is none such."""
    record = store.get(REFUND, refund_id)
    if record is None or record.body["status"] != "pending" or status not in {"succeeded", "failed"}:
        raise not_found("Pending refund", refund_id)
    refund = {**record.body, "status": status}
    if status == "failed":
        refund["failure_reason"] = bodies.DECLINE_TEXT
    store.change(REFUND, refund)
    charge = store.get(CHARGE, record.owner)
    if charge is None:
        raise not_found("Charge", record.owner)
    bodies.with_refund(charge.body, refund)
    gone = _amount(refund)
    move(store, charge.body, _order_of(store, charge), -gone if status == "failed" else 0)
    store.record({"kind": f"refund_{status}", "id": refund_id, "charge": charge.id, "amount": gone})
    return refund


def _new(call: Call, charge: Record, decision: RefundDecision, extra: dict[str, object]) -> NewRefund:
    number = call.store.new_number()
    now = call.store.now_ms()
    status = call.effect.get("status", "succeeded")
    return NewRefund(
        id=call.store.new_id(),
        charge=charge.id,
        amount=decision.amount,
        currency=str(charge.body["currency"]) if call.options.refunds_carry_currency else "",
        created_ms=now,
        refund_type=decision.refund_type,
        ref_num=ids.ref_num(ids.day_code(now), number),
        auth_code=ids.auth_code(number),
        status=status if status in rules.REFUND_STATES else "succeeded",
        extra=extra,
    )


def _effect(call: Call, refund: NewRefund) -> Body:
    return {
        "kind": "refund",
        "id": refund.id,
        "charge": refund.charge,
        "amount": refund.amount,
        "refund_type": refund.refund_type,
        "status": refund.status,
        "created": refund.created_ms,
        "idempotency_key": call.idempotency_key or None,
        "external_reference_id": call.fields.reference(),
    }


def _order_of(store: DemoStore, charge: Record) -> Body:
    order_id = str(charge.body["order"])
    order = store.get(ORDER, order_id)
    if order is None:
        raise not_found("Order", order_id)
    return order.body


def _amount(refund: Body) -> int:
    amount = refund["amount"]
    return amount if isinstance(amount, int) else 0


def _bad_amount() -> Rejected:
    return invalid("Please provide a valid amount.", param="amount")


def _list_shape(call: Call) -> pages.Shape | None:
    if not call.options.refunds_list_sparse:
        return None
    return lambda body: _SPARSE({**body, "inReportingPeriod": False, "voided": False})


OPERATIONS = (
    Operation("listRefunds", "GET", URL, list_refunds),
    Operation(
        "createRefund", "POST", URL, create_refund, keyed=lambda options: options.idempotency_on_refunds
    ),
    Operation("getRefund", "GET", URL + "/{refund_id}", get_refund),
)
