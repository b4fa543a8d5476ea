"""Customers as both hosts write them, in either spelling, and the bodies that they take."""

import re
from collections.abc import Sequence
from typing import TypedDict

import msgspec

from cloverdesk.api.resources.changes import told_members
from cloverdesk.api.resources.platform import Listed, told
from cloverdesk.api.wire import Elements, Link, Moment, ObjectId, Text, link_id, text, unwrapped
from cloverdesk.domain.customers import Address, CardOnFile, Customer, SavedCard
from cloverdesk.domain.secret import Secret

_EXPIRY = re.compile(r"(0?[1-9]|1[0-2])\D?(?:20)?(\d\d)")


class EmailWire(msgspec.Struct, frozen=True, rename="camel"):
    """An e-mail address."""

    email_address: Text = None
    primary_email: bool | None = None


class PhoneWire(msgspec.Struct, frozen=True, rename="camel"):
    """A phone number."""

    phone_number: Text = None


class AddressWire(msgspec.Struct, frozen=True, rename="camel"):
    """An address of the platform's."""

    address1: Text = None
    address2: Text = None
    address3: Text = None
    city: Text = None
    state: Text = None
    zip: Text = None
    country: Text = None
    phone_number: Text = None


class CardWire(msgspec.Struct, frozen=True, rename="camel"):
    """A saved card; `expirationDate` is MMYY."""

    id: ObjectId
    token: Text = None
    card_type: Text = None
    first6: Text = None
    last4: Text = None
    expiration_date: Text = None
    first_name: Text = None
    last_name: Text = None
    modified_time: Moment | None = None


class MetadataWire(msgspec.Struct, frozen=True, rename="camel"):
    """What a store notes of a customer."""

    business_name: Text = None
    note: Text = None


class CustomerWire(msgspec.Struct, frozen=True, rename="camel"):
    """A customer as the platform writes it (accounts.yaml, `PlatformCustomer`)."""

    id: ObjectId
    first_name: Text = None
    last_name: Text = None
    marketing_allowed: bool | None = None
    customer_since: Moment | None = None
    email_addresses: Listed[EmailWire] | list[EmailWire] | None = None
    phone_numbers: Listed[PhoneWire] | list[PhoneWire] | None = None
    addresses: Listed[AddressWire] | list[AddressWire] | None = None
    cards: Listed[CardWire] | list[CardWire] | None = None
    metadata: MetadataWire | None = None


class SourcesWire(msgspec.Struct, frozen=True):
    """The saved cards by their ids."""

    data: list[Link] | Elements[Link] | None = None
    elements: list[Link] | None = None


class CardOnFileWire(msgspec.Struct, frozen=True, rename="camel"):
    """A customer as the Ecommerce host answers (accounts.yaml, `CardOnFileCustomer`)."""

    id: ObjectId
    created: Moment | None = None
    email: Text = None
    name: Text = None
    first_name: Text = None
    last_name: Text = None
    phone: Text = None
    sources: SourcesWire | list[Link] | None = None


class DeletedWire(msgspec.Struct, frozen=True):
    """What was taken away."""

    id: ObjectId
    deleted: bool


# ---------------------------------------------------------------- what they amount to


def customer_of(wire: CustomerWire) -> Customer:
    """The customer behind the wire's fields."""
    phones, addresses, cards = told(wire.phone_numbers), told(wire.addresses), told(wire.cards)
    return Customer(
        id=wire.id,
        first_name=text(wire.first_name),
        last_name=text(wire.last_name),
        emails=_emails(told(wire.email_addresses)),
        phones=None if phones is None else _texts([one.phone_number for one in phones]),
        addresses=None if addresses is None else tuple(map(address_of, addresses)),
        cards=None if cards is None else tuple(map(_card, cards)),
        created_ms=wire.customer_since or 0,
        marketing_allowed=bool(wire.marketing_allowed),
        business_name=text(wire.metadata.business_name) if wire.metadata else None,
        note=text(wire.metadata.note) if wire.metadata else None,
    )


def address_of(wire: AddressWire) -> Address:
    """The address behind the wire's fields."""
    return Address(
        line1=text(wire.address1),
        line2=text(wire.address2),
        line3=text(wire.address3),
        city=text(wire.city),
        state=text(wire.state),
        zip=text(wire.zip),
        country=text(wire.country),
        phone=text(wire.phone_number),
    )


def card_on_file_of(wire: CardOnFileWire) -> CardOnFile:
    """What saving a card came to."""
    sources = wire.sources
    if isinstance(sources, SourcesWire):
        sources = unwrapped(sources.data) or sources.elements
    return CardOnFile(
        id=wire.id,
        email=text(wire.email),
        name=text(wire.name),
        first_name=text(wire.first_name),
        last_name=text(wire.last_name),
        phone=text(wire.phone),
        source_ids=tuple(filter(None, map(link_id, sources or ()))),
        created_ms=wire.created or 0,
    )


def _emails(wires: Sequence[EmailWire] | None) -> tuple[str, ...] | None:
    if wires is None:
        return None
    primary_first = sorted(wires, key=lambda one: not one.primary_email)
    return _texts([one.email_address for one in primary_first])


def _texts(values: Sequence[Text]) -> tuple[str, ...]:
    return tuple(filter(None, map(text, values)))


def _card(wire: CardWire) -> SavedCard:
    month, year = _expiry(text(wire.expiration_date))
    token = text(wire.token)
    return SavedCard(
        id=wire.id,
        token=Secret(token) if token else None,
        brand=text(wire.card_type),
        first6=text(wire.first6),
        last4=text(wire.last4),
        exp_month=month,
        exp_year=year,
        name=f"{text(wire.first_name)} {text(wire.last_name)}".strip(),
        modified_ms=wire.modified_time or 0,
    )


def _expiry(written: str) -> tuple[int | None, int | None]:
    """Month and year of `1128`, `11/28` and the like."""
    found = _EXPIRY.fullmatch(written)
    return (int(found[1]), 2000 + int(found[2])) if found else (None, None)


# ---------------------------------------------------------------- what is written


Body = dict[str, object]


class Names(TypedDict, total=False):
    """What the platform changes of a customer; what is left out stays as it is."""

    first_name: str
    last_name: str
    marketing_allowed: bool
    business_name: str
    note: str


class Contact(TypedDict, total=False):
    """What the Ecommerce host takes of a customer beside the e-mail address; `shipping` is where things are sent to."""

    first_name: str
    last_name: str
    name: str
    phone: str
    shipping: Address


def names_body(names: Names) -> Body:
    """Names, the marketing flag, and what is noted."""
    metadata = told_members(businessName=names.get("business_name"), note=names.get("note"))
    return told_members(
        firstName=names.get("first_name"),
        lastName=names.get("last_name"),
        marketingAllowed=names.get("marketing_allowed"),
        metadata=metadata or None,
    )


def lists_body(emails: Sequence[str], phones: Sequence[str], addresses: Sequence[Address]) -> Body:
    """Contacts of a new customer: plain lists, as the platform takes them. The first e-mail address is the primary one."""
    lists: dict[str, list[Body]] = {
        "emailAddresses": [
            {"emailAddress": one, "primaryEmail": place == 0} for place, one in enumerate(emails)
        ],
        "phoneNumbers": [{"phoneNumber": one} for one in phones],
        "addresses": list(map(_address, addresses)),
    }
    return {name: elements for name, elements in lists.items() if elements}


def contact_body(contact: Contact) -> Body:
    """What the Ecommerce host takes of a customer."""
    first, last = contact.get("first_name"), contact.get("last_name")
    name, shipping = contact.get("name"), contact.get("shipping")
    recipient = name or " ".join(filter(None, (first, last)))
    return told_members(
        firstName=first,
        lastName=last,
        name=name,
        phone=contact.get("phone"),
        shipping=_shipping(shipping, recipient) if shipping else None,
    )


def _address(address: Address) -> Body:
    texts = {
        "address1": address.line1,
        "address2": address.line2,
        "address3": address.line3,
        "city": address.city,
        "state": address.state,
        "zip": address.zip,
        "country": address.country,
        "phoneNumber": address.phone,
    }
    return {name: value for name, value in texts.items() if value}


def _shipping(address: Address, recipient: str) -> Body:
    texts = {
        "line1": address.line1,
        "line2": address.line2,
        "city": address.city,
        "state": address.state,
        "postal_code": address.zip,
        "country": address.country,
    }
    place = {name: value for name, value in texts.items() if value}
    return told_members(address=place, name=recipient or None, phone=address.phone or None)
