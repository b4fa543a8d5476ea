"""Charges: pages of them, and one as it is now."""

from typing import Unpack

import msgspec

from cloverdesk.api.pages import ApiPage
from cloverdesk.api.resources.collection import Collection, Paging, told
from cloverdesk.api.resources.parts import ABSENT, additional_in, balance_in, pairs_in, threeds_in
from cloverdesk.api.session import ApiSession
from cloverdesk.api.wire import (
    Currency,
    Link,
    Linked,
    Minor,
    Moment,
    ObjectId,
    Shape,
    Text,
    link_id,
    text,
)
from cloverdesk.domain.charges import Charge, ChargeDetails

PATH = "/v1/charges"


class SourceWire(msgspec.Struct, frozen=True):
    """What was charged."""

    brand: Text = None
    last4: Text = None
    name: Text = None


class WholeSourceWire(SourceWire, frozen=True):
    """What was charged, with what the card's bank said of it (payments.yaml, `ChargeSource`)."""

    first6: Text = None
    exp_month: Text = None
    exp_year: Text = None
    address_line1_check: Text = None
    address_zip_check: Text = None
    cvc_check: Text = None


class OutcomeWire(msgspec.Struct, frozen=True):
    """What the network said."""

    network_status: Text = None


class ChargeWire(msgspec.Struct, frozen=True):
    """A charge as Clover writes it (payments.yaml, `Charge`), as far as lists need it."""

    id: ObjectId
    amount: Minor
    currency: Currency
    status: Text = None
    created: Moment | None = None
    amount_captured: Minor | None = None
    amount_refunded: Minor | None = None
    tax_amount: Minor | None = None
    tip_amount: Minor | None = None
    captured: bool | None = None
    paid: bool | None = None
    refunded: bool | None = None
    order: Link = None
    customer: Link = None
    source: SourceWire | str | None = None
    auth_code: Text = None
    ref_num: Text = None
    description: Text = None
    external_reference_id: Text = None
    failure_code: Text = None
    failure_message: Text = None


class WholeChargeWire(ChargeWire, frozen=True):
    """A charge with all that matters to people."""

    source: WholeSourceWire | str | None = None
    outcome: OutcomeWire | str | None = None
    payment_method_details: Text = None
    ecomind: Text = None
    receipt_email: Text = None
    warning_message: Text = None
    partial_auth: bool | None = None
    gift_card: msgspec.Raw = ABSENT
    additional_charges: msgspec.Raw = ABSENT
    threeds: msgspec.Raw = ABSENT
    metadata: msgspec.Raw = ABSENT


WHOLE_CHARGE = Shape(WholeChargeWire)
_NO_SOURCE = SourceWire()
_SHAPE = Shape(ChargeWire)


class ChargesApi(Collection[Charge]):
    """Reads of `/v1/charges`. Every method raises what `ApiSession.read` raises."""

    def __init__(self, session: ApiSession) -> None:
        super().__init__(session, PATH, _SHAPE, charge_of, alone=(WHOLE_CHARGE, whole_charge_of))

    async def list_page(
        self,
        *,
        customer_id: str = "",
        is_threeds: bool | None = None,
        threeds_result: str = "",
        **paging: Unpack[Paging],
    ) -> ApiPage[Charge]:
        """Charges, newest first, without their details: of a customer, with or without 3DS, by what 3DS came to."""
        filters = told(
            customer=customer_id,
            is_threeds=None if is_threeds is None else str(is_threeds).lower(),
            threeds_validation_result=threeds_result,
        )
        return await self.page(filters, **paging)


def charge_of(wire: ChargeWire, details: ChargeDetails | None = None) -> Charge:
    """The charge behind the wire's fields; its order's lines are not part of it."""
    source = wire.source if isinstance(wire.source, SourceWire) else _NO_SOURCE
    customer = wire.customer
    name = source.name or (customer.name if isinstance(customer, Linked) else None)
    # In the order of the fields, without their names, which would take as long as all the rest: pages have a hundred.
    return Charge(
        wire.id,
        wire.amount,
        _captured(wire),
        _refunded(wire),
        wire.currency.upper(),
        wire.created or 0,
        text(wire.status),
        wire.tax_amount or 0,
        wire.tip_amount or 0,
        link_id(wire.order),
        link_id(customer),
        text(name),
        text(source.brand),
        text(source.last4),
        text(wire.auth_code),
        text(wire.ref_num),
        text(wire.description),
        text(wire.external_reference_id),
        text(wire.failure_code),
        text(wire.failure_message),
        details=details,
    )


def whole_charge_of(wire: WholeChargeWire) -> Charge:
    """The charge with its details."""
    source = wire.source if isinstance(wire.source, WholeSourceWire) else WholeSourceWire()
    outcome = wire.outcome if isinstance(wire.outcome, OutcomeWire) else OutcomeWire()
    details = ChargeDetails(
        method=text(wire.payment_method_details),
        ecomind=text(wire.ecomind),
        network_status=text(outcome.network_status),
        first6=text(source.first6),
        exp_month=text(source.exp_month),
        exp_year=text(source.exp_year),
        line1_check=text(source.address_line1_check),
        zip_check=text(source.address_zip_check),
        cvc_check=text(source.cvc_check),
        receipt_email=text(wire.receipt_email),
        warning_message=text(wire.warning_message),
        partial_auth=wire.partial_auth or False,
        gift_card=balance_in(wire.gift_card),
        additional_charges=additional_in(wire.additional_charges),
        threeds=threeds_in(wire.threeds),
        metadata=pairs_in(wire.metadata),
    )
    return charge_of(wire, details)


def _captured(wire: ChargeWire) -> int:
    """What was taken. `captured` alone proves nothing: reads say false for finished sales (payments.md, section 4)."""
    if wire.status == "failed":
        return 0
    if wire.amount_captured is not None:
        return wire.amount_captured
    return wire.amount + (wire.tip_amount or 0) if wire.captured or wire.paid else 0


def _refunded(wire: ChargeWire) -> int:
    """What went back, or, of a hold, was released. `refunded` means that nothing is left."""
    if wire.amount_refunded is None and wire.refunded:
        return _captured(wire) or wire.amount
    return wire.amount_refunded or 0
