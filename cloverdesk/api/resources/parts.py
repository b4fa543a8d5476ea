"""Parts that charges, orders, refunds and gift cards have in common on the wire."""

from typing import Any

import msgspec

from cloverdesk.api.wire import Elements, Minor, Text, if_readable, text
from cloverdesk.domain.charges import AdditionalCharge, ThreeDs
from cloverdesk.domain.gift_cards import GiftCardBalance

ABSENT = msgspec.Raw(b"")
"""A member that is looked at only where it is there, and that may not keep its object from being read."""


class BalanceWire(msgspec.Struct, frozen=True):
    """What a gift card is worth (`GiftCardBalance` of both documents)."""

    new_balance: Minor
    previous_balance: Minor | None = None
    lock_amount: Minor | None = None
    lock_id: Text = None
    expiration_date: Text = None


class AdditionalChargeWire(msgspec.Struct, frozen=True):
    """What the customer pays on top (payments.yaml, `AdditionalCharge`)."""

    amount: Minor
    type: Text = None
    rate: int | None = None
    id: Text = None


class ThreeDsWire(msgspec.Struct, frozen=True):
    """What 3DS came to (payments.yaml, `ThreeDsResult`)."""

    validation_result: Text = None
    liability_protection_status: Text = None
    source: Text = None
    data: dict[str, Any] | None = None


_Additional = AdditionalChargeWire | list[AdditionalChargeWire] | None
_BALANCE = msgspec.json.Decoder(BalanceWire, strict=False)
_ADDITIONAL: msgspec.json.Decoder[_Additional] = msgspec.json.Decoder(_Additional, strict=False)
_ELEMENTS = msgspec.json.Decoder(Elements[AdditionalChargeWire], strict=False)
_THREEDS = msgspec.json.Decoder(ThreeDsWire, strict=False)
_PAIRS = msgspec.json.Decoder(dict[str, Any])


def balance_of(wire: BalanceWire) -> GiftCardBalance:
    """The balance behind the wire's fields."""
    return GiftCardBalance(
        wire.new_balance,
        wire.previous_balance,
        wire.lock_amount,
        text(wire.expiration_date),
        text(wire.lock_id),
    )


def balance_in(raw: msgspec.Raw) -> GiftCardBalance | None:
    """The balance that an object tells beside other things, None where it tells none."""
    wire = if_readable(_BALANCE, raw)
    return None if wire is None else balance_of(wire)


def additional_in(raw: msgspec.Raw) -> tuple[AdditionalCharge, ...]:
    """What is paid on top, however it is listed; one may stand by itself."""
    elements = if_readable(_ELEMENTS, raw)
    found = if_readable(_ADDITIONAL, raw) if elements is None else elements.elements
    each = [found] if isinstance(found, AdditionalChargeWire) else found or []
    return tuple(AdditionalCharge(one.amount, text(one.type), one.rate or 0, text(one.id)) for one in each)


def threeds_in(raw: msgspec.Raw) -> ThreeDs | None:
    """What 3DS came to, None where it was not asked for."""
    wire = if_readable(_THREEDS, raw)
    if wire is None:
        return None
    return ThreeDs(
        text(wire.validation_result),
        text(wire.liability_protection_status),
        text(wire.source),
        _pairs(wire.data),
    )


def pairs_in(raw: msgspec.Raw) -> tuple[tuple[str, str], ...]:
    """Free names and values, as texts: `metadata`."""
    return _pairs(if_readable(_PAIRS, raw))


def _pairs(members: dict[str, Any] | None) -> tuple[tuple[str, str], ...]:
    return tuple((name, _shown(value)) for name, value in (members or {}).items())


def _shown(value: object) -> str:
    """A value as a text: as it is, or as its JSON."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
