"""How charges, orders and refunds look: one place for the answers of a create and for what is read later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cloverdesk.demo.rules import REFUNDS_SHOWN

Body = dict[str, object]
APPROVED = {"network_status": "approved_by_network", "type": "authorized"}
REFUSED = {"network_status": "declined_by_network", "type": "issuer_declined"}
DECLINE_TEXT = "Declined: do not honor"


@dataclass(slots=True)
class NewCharge:
    """A charge at the moment it is made. Amounts are minor units; `amount` contains `tax` and not `tip`.

    `source` is the card as it is shown (no token); `currency` is as the caller wrote it; `reference` is its
    `external_reference_id`; `extra` is whatever the caller sent and gets back.
    """

    id: str
    order: str
    amount: int
    currency: str
    created_ms: int
    source: Mapping[str, object]
    ref_num: str
    auth_code: str
    tax: int = 0
    tip: int = 0
    capture: bool = True
    declined: bool = False
    decline_text: str = DECLINE_TEXT
    pending: bool = False
    details: str = "card"
    customer: str = ""
    ecomind: str = "ecom"
    reference: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def collected(self) -> int:
        """What was taken, tip included: nothing for a hold, a decline, or while the cardholder's bank is being asked."""
        return self.amount + self.tip if self.capture and not self.declined and not self.pending else 0

    @property
    def status(self) -> str:
        """Clover's word."""
        return "failed" if self.declined else "pending" if self.pending else "succeeded"


def charge_created(charge: NewCharge, token: str, *, with_order: bool) -> Body:
    """The answer to the create: milliseconds, the caller's currency, the token; `paid` is absent for a hold."""
    body: Body = {
        "id": charge.id,
        "amount": charge.amount,
        "payment_method_details": charge.details,
        "tax_amount": charge.tax,
        "tip_amount": charge.tip,
        "amount_refunded": 0,
        "currency": charge.currency,
        "created": charge.created_ms,
        "captured": charge.collected > 0,
        "ref_num": charge.ref_num,
        "auth_code": charge.auth_code,
        "outcome": APPROVED,
        "status": charge.status,
        "source": {"id": token, **charge.source} if token else charge.source,
        "ecomind": charge.ecomind,
        **charge.extra,
    }
    if charge.collected:
        body["paid"] = True
    if charge.pending:
        del body["outcome"], body["auth_code"]
    if charge.customer:
        body["customer"] = charge.customer
    if with_order:
        body["order"] = charge.order
    return body


def charge_read(charge: NewCharge) -> Body:
    """What is read back: whole seconds, upper case, the order."""
    body: Body = {
        "id": charge.id,
        "object": "charge",
        "amount": charge.amount,
        "amount_captured": charge.collected,
        "amount_refunded": 0,
        "tax_amount": charge.tax,
        "tip_amount": charge.tip,
        "currency": charge.currency.upper(),
        "created": whole_seconds(charge.created_ms),
        "captured": charge.collected > 0,
        "order": charge.order,
        "payment_method_details": charge.details,
        "ref_num": charge.ref_num,
        "outcome": REFUSED if charge.declined else APPROVED,
        "refunded": False,
        "status": charge.status,
        "source": charge.source,
        "ecomind": charge.ecomind,
        **charge.extra,
    }
    if charge.customer:
        body["customer"] = charge.customer
    if charge.declined:
        body |= {"paid": False, "failure_code": "card_declined", "failure_message": charge.decline_text}
    elif charge.pending:
        del body["outcome"]
    else:
        body["auth_code"] = charge.auth_code
        if charge.collected:
            body["paid"] = True
    return body


def order_read(charge: NewCharge, items: Sequence[Mapping[str, object]], *, with_tax: bool) -> Body:
    """The order that goes with a charge. `items` are its lines, the tax line last if there is tax."""
    paid = charge.collected > 0
    body: Body = {
        "id": charge.order,
        "object": "order",
        "amount": charge.amount if with_tax else charge.amount - charge.tax,
        "amount_paid": charge.amount if paid else 0,
        "amount_returned": 0,
        "tax_amount": charge.tax,
        "tip_amount": charge.tip,
        "currency": charge.currency.upper(),
        "created": whole_seconds(charge.created_ms),
        "items": items,
        "status": order_status(charge),
        "status_transitions": {"paid": whole_seconds(charge.created_ms)} if paid else {},
        "ecomind": charge.ecomind,
    }
    if charge.customer:
        body["customer"] = charge.customer
    if not charge.declined:
        body |= {"charge": charge.id, "ref_num": charge.ref_num, "auth_code": charge.auth_code}
        body["source"] = charge.source
    if "receipt_email" in charge.extra:
        body["email"] = charge.extra["receipt_email"]
    return body


def order_status(charge: NewCharge) -> str:
    """What the order of a new charge is filed under."""
    return "paid" if charge.collected else "created"


def line(description: str, quantity: int, unit: int, currency: str, parent: str) -> Body:
    """One thing sold; `unit` is the price of one."""
    return {
        "parent": parent,
        "amount": unit,
        "currency": currency.upper(),
        "description": description,
        "quantity": quantity,
        "type": "sku",
    }


def tax_line(amount: int, currency: str, name: str = "Sales Tax") -> Body:
    """The tax of an order, or one of its taxes."""
    return {"type": "tax", "amount": amount, "currency": currency.upper(), "description": name}


@dataclass(slots=True)
class NewRefund:
    """A refund at the moment it is made. `status` is Clover's word; `extra` is what the caller sent and gets back."""

    id: str
    charge: str
    amount: int
    currency: str
    created_ms: int
    refund_type: str
    ref_num: str
    auth_code: str
    status: str = "succeeded"
    extra: Mapping[str, object] = field(default_factory=dict)


def refund_created(refund: NewRefund) -> Body:
    """The answer to the create, with milliseconds."""
    body: Body = {
        "id": refund.id,
        "object": "refund",
        "amount": refund.amount,
        "charge": refund.charge,
        "created": refund.created_ms,
        "status": refund.status,
        "metadata": {
            "refundType": refund.refund_type,
            "authCode": refund.auth_code,
            "refNum": refund.ref_num,
            "gatewayResponseCode": "05" if refund.status == "failed" else "00",
        },
        **refund.extra,
    }
    if refund.currency:
        body["currency"] = refund.currency
    if refund.status == "failed":
        body["failure_reason"] = DECLINE_TEXT
    return body


def refund_read(refund: NewRefund) -> Body:
    """What is read back: whole seconds."""
    return {**refund_created(refund), "created": whole_seconds(refund.created_ms)}


def with_refund(charge: Body, refund: Mapping[str, object]) -> None:
    """Show a refund inside its charge: the newest of its last ten, or in place of what it was before."""
    shown = charge.get("refunds")
    older = shown["data"] if isinstance(shown, dict) else []
    if any(one["id"] == refund["id"] for one in older):
        data = [refund if one["id"] == refund["id"] else one for one in older]
    else:
        data = [refund, *older][:REFUNDS_SHOWN]
    charge["refunds"] = {"object": "list", "data": data}


def whole_seconds(ms: int) -> int:
    """Reads are cut to whole seconds."""
    return ms // 1000 * 1000
