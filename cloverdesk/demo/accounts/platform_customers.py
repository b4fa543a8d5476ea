"""Customers as the Platform API reads and writes them: contacts and cards shown when asked for, none of the cards written."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import cast

from cloverdesk.demo.accounts import customers
from cloverdesk.demo.accounts.customers import ADDRESSES, EMAILS, PHONES
from cloverdesk.demo.accounts.platform import MOST_INSIDE, address, bad, reference
from cloverdesk.demo.door.calls import Call
from cloverdesk.demo.engine import Slice
from cloverdesk.demo.paying import sources
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.store import CUSTOMER, ORDER, Record

LONGEST_NAME, LONGEST_TEXT, LONGEST_PHONE = 64, 127, 21
_PLAIN = ("firstName", "lastName", "marketingAllowed", "customerSince")
_ADDRESS = ("address1", "address2", "address3", "city", "state", "zip", "country")
_BIRTH = {"dobYear": range(1, 10_000), "dobMonth": range(1, 13), "dobDay": range(1, 32)}


# ---------------------------------------------------------------- shown


def shown(call: Call, body: Body, wanted: frozenset[str]) -> Body:
    """A customer with what is to be expanded, as the answer to a write has it."""
    told: Body = {"href": address(call, f"/customers/{body['id']}"), "id": body["id"]}
    told |= {name: body[name] for name in _PLAIN if name in body}
    for name in (EMAILS, PHONES, ADDRESSES):
        if name in wanted:
            told[name] = _owned(body, customers.elements_of(body, name))
    if "metadata" in wanted and "metadata" in body:
        told["metadata"] = {**cast("Body", body["metadata"]), "customer": reference(body["id"])}
    if "cards" in wanted:
        told["cards"] = _owned(body, _cards(call, body))
    if "orders" in wanted:
        told["orders"] = {"elements": _orders(call, str(body["id"]))}
    return told


def read(call: Call, body: Body, wanted: frozenset[str]) -> Body:
    """A customer as a read has it."""
    return {**shown(call, body, wanted), "merchant": reference(call.store.identity.merchant_id)}


def _owned(body: Body, elements: Iterable[Body]) -> Body:
    """A list inside a customer, whose elements say whose they are."""
    whose = reference(body["id"])
    return {"elements": [{**element, "customer": whose} for element in list(elements)[:MOST_INSIDE]]}


def _cards(call: Call, body: Body) -> list[Body]:
    customer = call.store.get(CUSTOMER, str(body["id"]))
    saved = customers.saved_tokens(call.store, customer) if customer else []
    return [_card(call, body, token) for token in saved]


def _card(call: Call, customer: Body, token: Record) -> Body:
    """A saved card; of what is no card, as much as is known."""
    card = cast("Body", next(token.body[kind] for kind in ("card", "gift_card", "ach") if kind in token.body))
    card_id = sources.card_id(token.id)
    alias = call.store.get(sources.CARD, card_id)
    first, _, last = str(card.get("name", "")).rpartition(" ")
    named = {"firstName": first, "lastName": last} if last else customer
    told: Body = {
        "id": card_id,
        "first6": card.get("first6"),
        "last4": card.get("last4", card.get("account_last4")),
        "firstName": named.get("firstName"),
        "lastName": named.get("lastName"),
        "expirationDate": _expiration(card),
        "cardType": card.get("brand"),
        "token": token.id,
        "tokenType": "MULTIPAY",
        "modifiedTime": alias.created if alias else token.created,
        "additionalInfo": {"zip": card["address_zip"]} if "address_zip" in card else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _expiration(card: Body) -> str | None:
    """MMYY."""
    if "exp_month" not in card:
        return None
    return f"{int(str(card['exp_month'])):02d}{str(card['exp_year'])[-2:]}"


def _orders(call: Call, customer_id: str) -> list[Body]:
    """The newest orders, named only."""
    newest = call.store.bodies(Slice(ORDER, (("owner", customer_id),), limit=MOST_INSIDE))
    named = [str(json.loads(body)["id"]) for body in newest]
    return [reference(order, address(call, f"/orders/{order}")) for order in named]


# ---------------------------------------------------------------- written


def write(body: Body, told: Mapping[str, object], now_ms: int, *, contacts: bool) -> None:
    """Change a kept customer as told, its contacts only if `contacts`. Raises `Rejected` for the first member that is wrong."""
    for name in ("firstName", "lastName"):
        text = _text(told, name, LONGEST_NAME)
        if text is not None:
            body[name] = text
    marketing = told.get("marketingAllowed")
    if marketing is not None:
        if not isinstance(marketing, bool):
            raise bad("marketingAllowed: must be true or false")
        body["marketingAllowed"] = marketing
    lists = {name: _list(told, name, reads) for name, reads in _LISTS.items()}
    if contacts:
        for name, elements in lists.items():
            if elements is not None:
                customers.set_elements(body, name, elements)
    metadata = told.get("metadata")
    if metadata is not None:
        known = cast("Body", body.get("metadata", {}))
        body["metadata"] = {**known, **_metadata(metadata), "modifiedTime": now_ms}


def _text(told: Mapping[str, object], name: str, longest: int) -> str | None:
    value = told.get(name)
    if value is not None and (not isinstance(value, str) or len(value) > longest):
        msg = f"{name}: must be a text of at most {longest} characters"
        raise bad(msg)
    return value


def _list(
    told: Mapping[str, object], name: str, read_one: Callable[[Mapping[str, object]], Body]
) -> list[Body] | None:
    """A list of the request, which is a plain one. None where there is none."""
    given = told.get(name)
    if given is None:
        return None
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        msg = f"{name}: must be a list of objects"
        raise bad(msg)
    elements = [read_one(one) for one in given]
    if name == EMAILS and elements and not any(one.get("primaryEmail") for one in elements):
        elements[0]["primaryEmail"] = True
    return elements


def _email(told: Mapping[str, object]) -> Body:
    text = _text(told, "emailAddress", LONGEST_TEXT)
    if not text:
        raise bad("emailAddress: must not be empty")
    return {"emailAddress": text, "primaryEmail": told.get("primaryEmail") is True}


def _phone(told: Mapping[str, object]) -> Body:
    text = _text(told, "phoneNumber", LONGEST_PHONE)
    if not text:
        raise bad("phoneNumber: must not be empty")
    return {"phoneNumber": text}


def _address(told: Mapping[str, object]) -> Body:
    texts = {name: _text(told, name, LONGEST_TEXT) for name in _ADDRESS}
    texts["phoneNumber"] = _text(told, "phoneNumber", LONGEST_PHONE)
    return {name: text for name, text in texts.items() if text is not None}


def _metadata(given: object) -> Body:
    if not isinstance(given, dict):
        raise bad("metadata: must be an object")
    read: Body = {name: _text(given, name, 2000) for name in ("businessName", "note")}
    for name, allowed in _BIRTH.items():
        value = given.get(name)
        if value is not None and (type(value) is not int or value not in allowed):
            msg = f"{name}: must be from {allowed.start} to {allowed.stop - 1}"
            raise bad(msg)
        read[name] = value
    return {name: value for name, value in read.items() if value is not None}


_LISTS: Mapping[str, Callable[[Mapping[str, object]], Body]] = {
    EMAILS: _email,
    PHONES: _phone,
    ADDRESSES: _address,
}
