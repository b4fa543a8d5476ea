"""`/v1/refunds`: giving money back, letting go of holds, taking a refund back, and reading refunds."""

from cloverdesk.demo import rules
from cloverdesk.demo.door import pages
from cloverdesk.demo.door.calls import Answer, Call, Operation
from cloverdesk.demo.door.fields import invalid_field
from cloverdesk.demo.errors import Rejected, invalid, not_found, untyped
from cloverdesk.demo.gift_cards import voids as gift_cards_voids
from cloverdesk.demo.paying import bodies, refunding
from cloverdesk.demo.paying.bodies import Body, NewRefund
from cloverdesk.demo.rules import ChargeFacts
from cloverdesk.demo.store import CHARGE, GIFT_CALL, REFUND, Record

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
    """Give back all that is left of a charge, or a part where the rules allow it; void a call of a gift card."""
    fields, store = call.fields, call.store
    charge_id = fields.text("charge")
    if not charge_id:
        raise invalid("Please provide a valid charge.")
    gift_call = store.get(GIFT_CALL, charge_id)
    charge = gift_call or store.get(CHARGE, charge_id)
    if charge is None:
        raise untyped(404, "processing_error", "Not Found")
    asked = fields.amount("amount", _bad_amount, least=1)
    reference = fields.reference()
    extra = {
        "reason": fields.choice("reason", rules.REASONS),
        "external_reference_id": reference if call.options.external_reference_id_echoed else None,
    }
    fields.metadata()
    told: Body = {name: value for name, value in extra.items() if value}
    give_back = _void if gift_call else _refund
    refund = give_back(call, charge, asked, reference=reference, extra=told)
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


def _refund(
    call: Call, charge: Record, asked: int | None, *, reference: str | None, extra: Body
) -> NewRefund:
    order = refunding.order_of(call.store, charge)
    facts = ChargeFacts.of(charge.body, order)
    decision = rules.decide_refund(facts, asked, call.store.now_ms(), call.options)
    status = call.effect.get("status", "succeeded")
    return refunding.give_back(
        call.shop, charge, order, decision, reference=reference, status=status, extra=extra
    )


def _void(
    call: Call, gift_call: Record, asked: int | None, *, reference: str | None, extra: Body
) -> NewRefund:
    status = call.effect.get("status", "succeeded")
    return gift_cards_voids.void(call.shop, gift_call, asked, reference=reference, status=status, extra=extra)


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
