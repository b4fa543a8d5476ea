"""Charges: pages of them, and one as it is now."""

import msgspec

from cloverdesk.api.pages import LARGEST_PAGE, ApiPage
from cloverdesk.api.resources.collection import Collection
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
from cloverdesk.domain.charges import Charge


class SourceWire(msgspec.Struct, frozen=True):
    """What was charged."""

    brand: Text = None
    last4: Text = None
    name: Text = None


class ChargeWire(msgspec.Struct, frozen=True):
    """A charge as Clover writes it (payments.yaml, `Charge`)."""

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


_NO_SOURCE = SourceWire()
_SHAPE = Shape(ChargeWire)


class ChargesApi:
    """Reads of `/v1/charges`. Every method raises what `ApiSession.read` raises."""

    def __init__(self, session: ApiSession) -> None:
        self._charges = Collection(session, "/v1/charges", _SHAPE, charge_of)

    async def list_page(
        self,
        *,
        limit: int = LARGEST_PAGE,
        starting_after: str | None = None,
        created_gte_ms: int | None = None,
        created_lt_ms: int | None = None,
        interactive: bool = False,
    ) -> ApiPage[Charge]:
        """Charges, newest first, older than the one called `starting_after`, made in the half-open time range."""
        return await self._charges.page(
            limit=limit,
            starting_after=starting_after,
            created_gte_ms=created_gte_ms,
            created_lt_ms=created_lt_ms,
            interactive=interactive,
        )

    async def get(self, charge_id: str, *, interactive: bool = True) -> Charge:
        """The charge as it is now. Raises `Missing` too."""
        return await self._charges.one(charge_id, interactive=interactive)


def charge_of(wire: ChargeWire) -> Charge:
    """The charge behind the wire's fields; its order's lines are not part of it."""
    source = wire.source if isinstance(wire.source, SourceWire) else _NO_SOURCE
    customer = wire.customer
    name = source.name or (customer.name if isinstance(customer, Linked) else None)
    return Charge(
        id=wire.id,
        amount_minor=wire.amount,
        captured_minor=_captured(wire),
        refunded_minor=_refunded(wire),
        currency=wire.currency.upper(),
        created_ms=wire.created or 0,
        status=text(wire.status),
        tax_minor=wire.tax_amount or 0,
        tip_minor=wire.tip_amount or 0,
        order_id=link_id(wire.order),
        customer_id=link_id(customer),
        customer_name=text(name),
        brand=text(source.brand),
        last4=text(source.last4),
        auth_code=text(wire.auth_code),
        ref_num=text(wire.ref_num),
        description=text(wire.description),
        external_reference_id=text(wire.external_reference_id),
        failure_code=text(wire.failure_code),
        failure_message=text(wire.failure_message),
    )


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
