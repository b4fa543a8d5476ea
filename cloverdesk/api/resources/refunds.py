"""Refunds: pages of them, one by its id, and all of one charge."""

from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import Unpack

import msgspec

from cloverdesk.api.errors import BadAnswer
from cloverdesk.api.pages import ApiPage, every_page
from cloverdesk.api.resources.collection import Collection, Paging, told
from cloverdesk.api.resources.parts import ABSENT, additional_in, balance_in
from cloverdesk.api.session import ApiSession
from cloverdesk.api.wire import Currency, Link, Minor, Moment, ObjectId, Shape, Text, link_id, text
from cloverdesk.domain.refunds import Refund

PATH = "/v1/refunds"


class RefundMetadata(msgspec.Struct, frozen=True):
    """What the gateway did; gift cards write it with an underscore."""

    refundType: Text = None  # noqa: N815 - Clover's spelling
    refund_type: Text = None


class RefundWire(msgspec.Struct, frozen=True):
    """A refund as Clover writes it (payments.yaml, `Refund`); list elements may hold little more than id and amount."""

    id: ObjectId
    amount: Minor
    charge: Link = None
    currency: Currency | None = None
    created: Moment | None = None
    status: Text = None
    reason: Text = None
    failure_reason: Text = None
    external_reference_id: Text = None
    voided: bool | None = None
    metadata: RefundMetadata | None = None
    additional_charges: msgspec.Raw = ABSENT
    gift_card: msgspec.Raw = ABSENT


REFUND = Shape(RefundWire)


class RefundsApi(Collection[Refund]):
    """Reads of `/v1/refunds`. Every method raises what `ApiSession.read` raises.

    Clover leaves `currency` out of refunds; `default_currency` stands in, in upper case.
    """

    def __init__(self, session: ApiSession, *, default_currency: str = "USD") -> None:
        super().__init__(session, PATH, REFUND, partial(refund_of, default_currency=default_currency))

    async def list_page(self, *, charge_id: str = "", **paging: Unpack[Paging]) -> ApiPage[Refund]:
        """Refunds, newest first; of one charge, or of all."""
        return await self.page(told(charge=charge_id), **paging)

    async def of_charge(
        self, charge_id: str, *, currency: str, interactive: bool = True
    ) -> tuple[Refund, ...]:
        """All refunds of a charge, newest first, in `currency`, the charge's own.

        Money is decided on this list, so one element that does not fit raises `BadAnswer` instead of being left out.
        """

        async def fetch(cursor: str | None) -> ApiPage[Refund]:
            return await self.list_page(charge_id=charge_id, starting_after=cursor, interactive=interactive)

        found: list[Refund] = []
        async with aclosing(every_page(fetch)) as pages:
            async for page in pages:
                if page.rejected:
                    raise _incomplete()
                found += page.items
        return tuple(
            replace(refund, charge_id=charge_id, currency=currency)
            for refund in found
            if refund.charge_id in {"", charge_id}
        )


def _incomplete() -> BadAnswer:
    return BadAnswer(excerpt="a refund without id or amount", operation_name=f"GET {PATH}", status=200)


def refund_of(wire: RefundWire, *, default_currency: str) -> Refund:
    """The refund behind the wire's fields."""
    metadata = wire.metadata
    return Refund(
        id=wire.id,
        charge_id=link_id(wire.charge),
        amount_minor=wire.amount,
        currency=(wire.currency or default_currency).upper(),
        created_ms=wire.created or 0,
        status=text(wire.status) or ("canceled" if wire.voided else ""),
        reason=text(wire.reason),
        refund_type=text(metadata.refundType or metadata.refund_type) if metadata else "",
        failure_reason=text(wire.failure_reason),
        external_reference_id=text(wire.external_reference_id),
        additional_charges=additional_in(wire.additional_charges),
        gift_card=balance_in(wire.gift_card),
    )
