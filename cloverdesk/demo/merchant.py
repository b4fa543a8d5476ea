"""The two stores that the demo store can be: one in Maine that sells in US dollars, one in Quebec in Canadian ones."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merchant:
    """What a store is before it sells anything. `utc_hours` is its winter time."""

    kind: str
    name: str
    country: str
    currency: str
    locale: str
    timezone: str
    utc_hours: int
    address: Mapping[str, str]
    phone: str
    website: str
    email: str


US = Merchant(
    kind="us",
    name="Maple & Main",
    country="US",
    currency="USD",
    locale="en-US",
    timezone="America/New_York",
    utc_hours=-5,
    address={
        "address1": "14 Exchange St",
        "city": "Portland",
        "state": "ME",
        "zip": "04101",
        "country": "US",
    },
    phone="2075550114",
    website="https://mapleandmain.example",
    email="help@mapleandmain.example",
)
CA = Merchant(
    kind="ca",
    name="Érable et Cie",
    country="CA",
    currency="CAD",
    locale="fr-CA",
    timezone="America/Toronto",
    utc_hours=-5,
    address={
        "address1": "210, rue Saint-Paul Ouest",
        "city": "Montréal",
        "state": "QC",
        "zip": "H2Y 1Z9",
        "country": "CA",
    },
    phone="5145550182",
    website="https://erableetcie.example",
    email="aide@erableetcie.example",
)
MERCHANTS: Mapping[str, Merchant] = {one.kind: one for one in (US, CA)}


@dataclass(frozen=True, slots=True)
class Tender:
    """A way to pay that the merchant takes beside cards."""

    id: str
    label: str
    label_key: str


TENDERS: tuple[Tender, ...] = (
    Tender("C4SHTEND3R0QX", "Cash", "com.clover.tender.cash"),
    Tender("CH3CKTEND3R1W", "Check", "com.clover.tender.check"),
    Tender("3XTPAYTEND3R2", "External Payment", "com.clover.tender.external_payment"),
)


def tender_for(asked: Mapping[str, object]) -> Tender | None:
    """The tender that is named by `id`, `label` or `label_key`, or None."""
    for tender in TENDERS:
        own = {"id": tender.id, "label": tender.label, "label_key": tender.label_key}
        if any(asked.get(name) == value for name, value in own.items()):
            return tender
    return None
