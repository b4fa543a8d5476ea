"""What members have to be that no rule of the store looks at: they come back as they were sent, or mean nothing here.

A value of the wrong kind is refused all the same, so that whatever comes back is what the documents promise. A null counts as
absent here, too, and an amount may be digits in a text.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from cloverdesk.demo.door.calls import Call, Operation
from cloverdesk.demo.door.fields import invalid_field
from cloverdesk.demo.errors import Rejected, invalid

Reader: TypeAlias = Callable[[object], object]
"""Gives what a value is kept as. Raises TypeError or ValueError for one of the wrong kind."""
Form: TypeAlias = "Reader | Mapping[str, Form] | tuple[Form]"
"""What a value is read by: itself, an object's known members, or each element of a list."""
_DIGITS = re.compile(r"[0-9]{1,18}", re.ASCII)
_LARGEST = 2**63 - 1


def text(value: object) -> str:
    """A text."""
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def matching(pattern: str) -> Reader:
    """A text that a pattern matches, all of it."""
    compiled = re.compile(pattern, re.ASCII | re.DOTALL)

    def read(value: object) -> str:
        if not compiled.fullmatch(text(value)):
            raise ValueError("not of this form")
        return text(value)

    return read


def whole(value: object) -> int:
    """A whole number of 64 bits."""
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _LARGEST:
        raise ValueError("no whole number")
    return value


def amount(value: object) -> int:
    """A whole number that is not negative."""
    if whole(value) < 0:
        raise ValueError("negative")
    return whole(value)


def quantity(value: object) -> object:
    """A number, with or without a fraction."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("no number")
    return value


def flag(value: object) -> object:
    """True or false, or one of the two as a text."""
    if not isinstance(value, bool) and value not in ("true", "false"):
        raise ValueError("neither true nor false")
    return value


def tender(value: object) -> object:
    """What a tender is named by, one thing at least."""
    if not isinstance(value, dict) or not value:
        raise ValueError("names no tender")
    return _read_object(_TENDER, value, "tender")


def one_of(*allowed: object) -> Reader:
    """One of a few."""

    def read(value: object) -> object:
        if isinstance(value, bool) or value not in allowed:
            raise ValueError("none of them")
        return value

    return read


def country(value: object) -> int:
    """A numeric country code."""
    if not 0 <= whole(value) <= 999:
        raise ValueError("no country")
    return whole(value)


def free(value: object) -> object:
    """Free keys and values, of which none is a list."""
    if not isinstance(value, dict) or any(isinstance(one, list) for one in value.values()):
        raise ValueError("no such object")
    return value


def _each(reader: Form, *names: str) -> dict[str, Form]:
    return dict.fromkeys(names, reader)


_EXPAND: Form = (text,)
_ADDRESS: Form = _each(text, "line1", "line2", "city", "state", "postal_code", "country")
_SHIPPING: Form = {"address": _ADDRESS, **_each(text, "name", "phone", "carrier", "tracking_number")}
_TENDER: dict[str, Form] = _each(text, "id", "label", "label_key")
_DESCRIPTOR: Form = {
    "dba_name": matching(".{0,38}"),
    "country_code": matching("[0-9]{3}"),
    **_each(text, "street", "city", "region", "postal_code", "merchant_contact_info"),
}
_INSTALLMENT: Form = {
    "bill_pay_indicator": one_of("Recurring", "Installment"),
    **_each(text, "invoice_number", "description", "amount_type", "interval"),
    **_each(whole, "total_count", "total_amount", "sequence_number", "interval_count"),
}
_STORED: Form = {"cardbrand_original_amount": whole, "installment_info": _INSTALLMENT}
_LEVEL2: Form = {
    "tax_indicator": one_of(0, 1, 2, "0", "1", "2"),
    "destination_country_code": country,
    **_each(amount, "tax_amount", "discount_amount", "freight_amount", "duty_amount"),
    **_each(text, "purchase_identifier", "pc_order_number", "merchant_tax_id", "product_description"),
    **_each(text, "destination_postal_code", "shipping_from_postal_code"),
}
_ITEM: Form = {
    "quantity": quantity,
    **_each(whole, "unit_cost", "discount_amount"),
    **_each(text, "item_description", "product_code", "unit_of_measure", "commodity_code"),
}
_LEVEL3: Form = {"level3_line_items": (_ITEM,), **_each(text, "service_code", "magnetic_Stripe_Ind")}
_AUTHENTICATION: Form = {
    "authentication_status": one_of("SUCCESS", "FAILED", "ATTEMPTED", "UNAVAILABLE", "REJECTED"),
    **_each(text, "transaction_id", "cryptogram"),
}
_THREEDS: Form = {
    "authentication_result": _AUTHENTICATION,
    "browser_info": _each(text, "browser_color_depth", "browser_http_origin"),
}
_PAYMENT: dict[str, Form] = {
    "expand": _EXPAND,
    "level2": _LEVEL2,
    "level3": _LEVEL3,
    "metadata": free,
    "partial_redemption": flag,
    "soft_descriptor": _DESCRIPTOR,
    "stored_credentials": _STORED,
    "tender": tender,
    "threeds": _THREEDS,
}
_SUBSCRIPTION: dict[str, Form] = {
    "level2": {
        "vatTaxRate": quantity,
        **_each(whole, "vatTaxAmount", "taxAmount", "freightAmount", "dutyAmount", "discountAmount"),
        **_each(text, "taxIndicator", "pcOrderNumber", "purchaseIdentifier", "merchantTaxId"),
        **_each(text, "productDescription", "shipFromPostalCode", "destinationPostalCode"),
        "destinationCountryCode": text,
    },
    "softDescriptor": _each(
        text, "dbaName", "merchantContactInfo", "street", "city", "region", "postalCode", "countryCode"
    ),
}
_CUSTOMER: dict[str, Form] = {
    "addresses": (
        {"id": text, "customer": {"id": text, "href": matching("[A-Za-z][A-Za-z0-9+.-]*:[!-~]*")}},
    ),
}
FORMS: Mapping[str, Mapping[str, Form]] = {
    "createToken": {"card": {"country": matching(".{2}"), "transarmor_key_id": text}},
    "createCharge": {
        **_PAYMENT,
        "return_gateway_response": flag,
        "site_url": matching("[A-Za-z0-9.-]{4,13}"),
        "tax_rate_uuid": text,
    },
    "captureCharge": {"level2": _LEVEL2},
    "createOrder": {"expand": _EXPAND, "metadata": free, "shipping": _SHIPPING},
    "payOrder": {**_PAYMENT, "customer": text},
    "returnOrder": {
        "expand": _EXPAND,
        "refund_amounts": (lambda value: value,),
        "items": ({"description": text},),
    },
    "createRefund": {"expand": _EXPAND, "metadata": free},
    "createSubscription": _SUBSCRIPTION,
    "editPlan": {"customerUuid": text},
    "createPlatformCustomer": _CUSTOMER,
    "updatePlatformCustomer": _CUSTOMER,
    "exchangeCode": {"no_refresh_token": flag},
}
"""By operationId: the members of the body that are read here."""


def read(operation: Operation, call: Call) -> Call:
    """The call with these members as they are kept. Raises `Rejected` for the first that is of the wrong kind."""
    forms = FORMS.get(operation.id)
    if forms is None or forms.keys().isdisjoint(call.body):
        return call
    try:
        told = {
            name: _read(forms[name], value, name) if name in forms and value is not None else value
            for name, value in call.body.items()
        }
    except _Wrong as problem:
        raise _refusal(operation, problem.place) from None
    return replace(call, body=told)


def _refusal(operation: Operation, place: str) -> Rejected:
    """In the words of the operation's own family."""
    if operation.malformed is invalid:
        return invalid_field(place)
    return operation.malformed(f"{place} is not valid")


def _read(form: Form, value: object, place: str) -> object:
    if isinstance(form, Mapping):
        return _read_object(form, value, place)
    if isinstance(form, tuple):
        if not isinstance(value, list):
            raise _Wrong(place)
        return [_read(form[0], one, place) for one in value]
    try:
        return form(value)
    except (TypeError, ValueError):
        raise _Wrong(place) from None


def _read_object(form: Mapping[str, Form], value: object, place: str) -> object:
    if not isinstance(value, dict):
        raise _Wrong(place)
    return {
        name: _read(form[name], member, f"{place}.{name}") if name in form else member
        for name, member in value.items()
        if member is not None
    }


class _Wrong(Exception):
    """What stands at a place is of the wrong kind."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place
