"""The store: who it is, its settings without its bank account, how it can be paid, what its Ecommerce account supports."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

import msgspec

from cloverdesk.api.auth import Door
from cloverdesk.api.resources.customer_wire import AddressWire, address_of
from cloverdesk.api.resources.platform import (
    EitherSpelling,
    Listed,
    asked,
    merchant_of,
    merchant_path,
    told,
    unreadable,
)
from cloverdesk.api.session import ApiSession
from cloverdesk.api.verdicts import is_error
from cloverdesk.api.wire import Moment, ObjectId, Text, Undecodable, decoded, text
from cloverdesk.domain.merchants import Merchant, MerchantProperties, PaymentConfigs, Tender

W = TypeVar("W")

USUALLY = ("address", "properties", "tenders")
"""What is expanded unless told otherwise: Clover expands at most three names."""


class PropertiesWire(msgspec.Struct, frozen=True, rename="camel"):
    """The settings that may be known (accounts.yaml, `MerchantProperties`): what is not named here is dropped unread."""

    default_currency: Text = None
    timezone: Text = None
    locale: Text = None
    tips_enabled: bool | None = None
    vat: bool | None = None
    support_phone: Text = None
    support_email: Text = None


class TenderWire(msgspec.Struct, frozen=True, rename="camel"):
    """A way to pay."""

    id: ObjectId
    label: Text = None
    label_key: Text = None
    enabled: bool | None = None


class OwnerWire(msgspec.Struct, frozen=True):
    """The employee whose store it is, named at least, or an address only."""

    id: Text = None


class MerchantWire(msgspec.Struct, frozen=True, rename="camel"):
    """A store as Clover writes it (accounts.yaml, `Merchant`); what is not expanded is an address at most."""

    id: ObjectId
    name: Text = None
    phone_number: Text = None
    website: Text = None
    created_time: Moment | None = None
    owner: OwnerWire | None = None
    address: AddressWire | None = None
    properties: PropertiesWire | None = None
    tenders: Listed[TenderWire] | list[TenderWire] | None = None


class SurchargingWire(msgspec.Struct, frozen=True):
    """Whether credit cards pay a fee."""

    supported: bool | None = None
    rate: Decimal | None = None


class PurchaseCardWire(msgspec.Struct, frozen=True):
    """Whether data of purchase cards counts."""

    supported: bool | None = None


class ConfigsWire(msgspec.Struct, frozen=True, rename="camel"):
    """What the Ecommerce account supports (accounts.yaml, `EcommPaymentConfigs`)."""

    surcharging: SurchargingWire | None = None
    purchase_card: PurchaseCardWire | None = None


_MERCHANT = EitherSpelling(msgspec.json.Decoder(MerchantWire, strict=False))
_PROPERTIES = EitherSpelling(msgspec.json.Decoder(PropertiesWire, strict=False))
_CONFIGS = EitherSpelling(msgspec.json.Decoder(ConfigsWire, strict=False))


class MerchantsApi:
    """Reads of `/v3/merchants/{mId}`. Every method raises what `ApiSession.read` raises, and `MerchantMissing`."""

    def __init__(self, session: ApiSession) -> None:
        self._session = session

    async def get(self, *, expand: Sequence[str] = USUALLY, interactive: bool = True) -> Merchant:
        """The store, with what is expanded: at most three of address, properties, tenders and others.

        That it is answered proves that token and merchant id belong together.
        """
        params = asked(expand=tuple(expand))
        wire = await self._one(_MERCHANT, "", params, interactive=interactive)
        return _merchant(wire, frozenset(expand))

    async def properties(self, *, interactive: bool = True) -> MerchantProperties:
        """Its settings: currency, time zone and the like."""
        return properties_of(await self._one(_PROPERTIES, "/properties", {}, interactive=interactive))

    async def payment_configs(self, *, interactive: bool = True) -> PaymentConfigs:
        """What its Ecommerce account supports. Raises `Missing` where there is none, or no such thing in its country."""
        wire = await self._one(_CONFIGS, "/ecomm_payment_configs", {}, interactive=interactive)
        surcharging, purchase_card = wire.surcharging, wire.purchase_card
        return PaymentConfigs(
            surcharging=bool(surcharging and surcharging.supported),
            surcharge_rate=_whole(surcharging.rate) if surcharging else None,
            purchase_card=bool(purchase_card and purchase_card.supported),
        )

    async def _one(
        self,
        decoder: EitherSpelling[W],
        rest: str,
        params: dict[str, str | int | list[str]],
        *,
        interactive: bool,
    ) -> W:
        path = merchant_path(self._session, rest)
        answer = await self._session.read(path, params, door=Door.PLATFORM, interactive=interactive)
        if is_error(answer):  # which would pass for settings: no member of these has to be there
            raise unreadable(answer, "merchant")
        try:
            found = decoded(decoder, answer)
        except Undecodable as problem:
            raise unreadable(answer, "merchant") from problem
        if isinstance(found, MerchantWire) and found.id != merchant_of(self._session):
            raise unreadable(answer, "such merchant")
        return found


def properties_of(wire: PropertiesWire) -> MerchantProperties:
    """The settings behind the wire's fields."""
    return MerchantProperties(
        currency=text(wire.default_currency).upper(),
        timezone=text(wire.timezone),
        locale=text(wire.locale),
        tips_enabled=wire.tips_enabled,
        vat=wire.vat,
        support_phone=text(wire.support_phone),
        support_email=text(wire.support_email),
    )


def _merchant(wire: MerchantWire, expanded: frozenset[str]) -> Merchant:
    """The store; a member that was not expanded may be there all the same, as a stub without anything in it."""
    tenders = told(wire.tenders)
    address = wire.address if "address" in expanded or wire.address != AddressWire() else None
    properties = wire.properties if "properties" in expanded or wire.properties != PropertiesWire() else None
    return Merchant(
        id=wire.id,
        name=text(wire.name),
        phone=text(wire.phone_number),
        website=text(wire.website),
        owner_id=text(wire.owner.id) if wire.owner else "",
        created_ms=wire.created_time or 0,
        address=address_of(address) if address else None,
        properties=properties_of(properties) if properties else None,
        tenders=None if tenders is None else tuple(map(_tender, tenders)),
    )


def _tender(wire: TenderWire) -> Tender:
    enabled = wire.enabled is not False
    return Tender(wire.id, text(wire.label), text(wire.label_key), enabled)


def _whole(rate: Decimal | None) -> int | None:
    """A rate in whole ten-thousandths of a percent; None for one that is not, whose unit is another then."""
    return None if rate is None or rate != rate.to_integral_value() else int(rate)
