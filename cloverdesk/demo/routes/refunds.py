"""`/v1/refunds`: giving money back, letting go of holds, taking a refund back, and reading refunds."""

from cloverdesk.demo import bodies, pages, refunding, rules
from cloverdesk.demo.calls import Answer, Call, Operation
from cloverdesk.demo.errors import Rejected, invalid, not_found, untyped
from cloverdesk.demo.fields import invalid_field
from cloverdesk.demo.rules import ChargeFacts
from cloverdesk.demo.store import CHARGE, REFUND

URL = "/v1/refunds"
_CANCEL_REASON = "USER_CANCEL"
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
    reference = fields.reference()
    extra = {
        "reason": fields.choice("reason", rules.REASONS),
        "external_reference_id": reference if call.options.external_reference_id_echoed else None,
    }
    fields.metadata()
    order = refunding.order_of(store, charge)
    decision = rules.decide_refund(ChargeFacts.of(charge.body, order), asked, store.now_ms(), call.options)
    refund = refunding.give_back(
        call.shop,
        charge,
        order,
        decision,
        reference=reference,
        status=call.effect.get("status", "succeeded"),
        extra={name: value for name, value in extra.items() if value},
    )
    return Answer.json(bodies.refund_created(refund))


def cancel_refund(call: Call) -> Answer:
    """Take a refund back."""
    refund_id = call.path["refund_id"]
    if call.fields.text("reason") != _CANCEL_REASON:
        raise invalid_field("reason")
    record = call.store.get(REFUND, refund_id)
    if record is None:
        raise not_found("Refund", refund_id)
    return Answer.json(refunding.cancel(call.shop, record))


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
    Operation("cancelRefund", "POST", URL + "/{refund_id}/cancel", cancel_refund),
)
