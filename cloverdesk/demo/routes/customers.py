"""`/v1/customers`: saving cards on customers, and taking them back. They are read and listed on `/v3` only."""

from dataclasses import replace

from cloverdesk.demo.accounts import customers
from cloverdesk.demo.accounts.customers import EMAILS, PHONES
from cloverdesk.demo.door.calls import Answer, Call, Operation
from cloverdesk.demo.door.fields import Fields
from cloverdesk.demo.errors import Rejected, declined, envelope, invalid, not_found, status_line
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.paying.sources import Source
from cloverdesk.demo.store import CUSTOMER, Record

URL = "/v1/customers"
LONGEST_NAME = 64
LONGEST_PHONE = 21
_TEXTS = ("firstName", "lastName", "name")
_ADDRESS = ("line1", "line2", "city", "state", "postal_code")
_SHIPPING = ("name", "phone", "carrier", "tracking_number")


def create_customer(call: Call) -> Answer:
    """A customer with a saved card. The card is verified first, so that a refusal leaves no customer behind."""
    email = call.fields.email("email")
    if email is None:
        raise _no_email()
    told = _read(call)
    source = _source(call)
    if not call.options.same_email_makes_second_customer and customers.has_email(call.store, email):
        raise customers.conflict("The customer already exists.")
    customer = _new(call, email, told)
    customers.check_new(call.shop, customer, source)
    if not customers.verify(call.shop, source):
        return _declined(call)
    facts = customer.facts
    call.store.add(CUSTOMER, customer.body, created=customer.created, changed=customer.created, facts=facts)
    customer = customers.save(call.shop, customer, source)
    return Answer.json(customers.as_ecommerce(call.store, customer))


def update_customer(call: Call) -> Answer:
    """Change what is known of a customer, and add a card in front of the others."""
    customer = _customer(call)
    email = call.fields.email("email")
    if email is None and call.options.customer_update_needs_both:
        raise _no_email()
    told = _read(call)
    has_source = "source" in call.fields or call.options.customer_update_needs_both
    source = _source(call) if has_source else None
    if source is not None:
        customers.check_new(call.shop, customer, source)
        if not customers.verify(call.shop, source):
            return _declined(call)
    customer = _change(call, customer, email, told)
    if source is None:
        return Answer.json(customers.as_ecommerce(call.store, customer))
    customer = customers.save(call.shop, customer, source)
    listed = None if call.options.customer_update_lists_all_cards else [source.id]
    return Answer.json(customers.as_ecommerce(call.store, customer, listed))


def delete_customer(call: Call) -> Answer:
    """Forget a customer."""
    if not call.options.ecommerce_customer_delete:
        raise Rejected(405, status_line(405))
    customer = _customer(call)
    customers.remove(call.shop, customer)
    return Answer.json({"deleted": True, "id": customer.id, "object": "deletedcustomer"})


def revoke_source(call: Call) -> Answer:
    """Take a saved card back."""
    customer = call.store.get(CUSTOMER, call.path["customer_id"])
    if customer is None:
        raise not_found("Customer", call.path["customer_id"])
    card = call.path["source_id"]
    if not customers.revoke(call.shop, customer, card):
        raise not_found("Card", card)
    return Answer.json({"deleted": True, "id": card, "object": "deletedcard"})


# ---------------------------------------------------------------- reading the request


def _source(call: Call) -> Source:
    moto = call.fields.choice("ecomind", ("ecom", "moto")) == "moto"
    return customers.to_save(call.shop, call.fields.text("source"), moto=moto)


def _read(call: Call) -> Body:
    """Names, phone and shipping, as far as they were sent."""
    fields = call.fields
    told: Body = {name: fields.text(name, longest=LONGEST_NAME) for name in _TEXTS}
    told["phone"] = fields.text("phone", longest=LONGEST_PHONE)
    told["shipping"] = _shipping(call) if "shipping" in fields else None
    if call.options.full_name_split and told["name"] and not (told["firstName"] or told["lastName"]):
        first, _, last = str(told["name"]).strip().rpartition(" ")
        told |= {"firstName": first or last, "lastName": last if first else None}
    return {name: value for name, value in told.items() if value is not None}


def _shipping(call: Call) -> Body:
    def texts(given: Fields, names: tuple[str, ...]) -> Body:
        read = {name: given.text(name, longest=255) for name in names}
        return {name: text for name, text in read.items() if text is not None}

    given = Fields(call.fields.member("shipping"), text_amounts=False)
    shipping = texts(given, _SHIPPING)
    if "address" in given:
        place = Fields(given.member("address"), text_amounts=False)
        country = place.text("country", longest=2)
        if country is not None and len(country) != 2:
            raise invalid("Please provide a valid country.", param="shipping.address.country")
        shipping["address"] = texts(place, _ADDRESS) | ({"country": country} if country else {})
    return shipping


def _new(call: Call, email: str, told: Body) -> Record:
    """The customer that is asked for, not kept yet."""
    now = call.store.now_ms()
    customer_id = call.store.new_id()
    body = customers.new_body(customer_id, now, email=email)
    return _with(Record(customer_id, now, "", "", body, {"sources": []}), told)


def _change(call: Call, customer: Record, email: str | None, told: Body) -> Record:
    if email is not None:
        others = customers.elements_of(customer.body, EMAILS)[1:]
        first: Body = {"emailAddress": email, "primaryEmail": True}
        customers.set_elements(customer.body, EMAILS, [first, *others])
    changed = _with(customer, told)
    return customers.change(call.shop, changed, changed.facts)


def _with(customer: Record, told: Body) -> Record:
    """The customer with what was told of it."""
    body = customer.body | {name: told[name] for name in ("firstName", "lastName") if name in told}
    if "phone" in told:
        others = customers.elements_of(body, PHONES)[1:]
        customers.set_elements(body, PHONES, [{"phoneNumber": told["phone"]}, *others])
    facts = customer.facts | {name: told[name] for name in ("name", "shipping") if name in told}
    return replace(customer, body=body, facts=facts)


def _customer(call: Call) -> Record:
    """The customer of the path. Raises `Rejected` in the words of an update."""
    customer_id = call.path["customer_id"]
    customer = call.store.get(CUSTOMER, customer_id)
    if customer is None:
        message = f"Customer with id {customer_id} not found."
        why = {"type": "validation_error", "code": "resource_missing", "message": message}
        raise Rejected(404, envelope(404, **why))
    return customer


def _no_email() -> Rejected:
    return invalid("Please provide a valid email.", code="email_invalid")


def _declined(call: Call) -> Answer:
    status, body = declined(None, "Card declined.", observed=call.options.declines_observed)
    return Answer.json(body, status)


OPERATIONS = (
    Operation("createCardOnFileCustomer", "POST", URL, create_customer),
    Operation("updateCardOnFileCustomer", "PUT", URL + "/{customer_id}", update_customer),
    Operation("deleteCardOnFileCustomer", "DELETE", URL + "/{customer_id}", delete_customer),
    Operation("revokeSource", "DELETE", URL + "/{customer_id}/sources/{source_id}", revoke_source),
)
