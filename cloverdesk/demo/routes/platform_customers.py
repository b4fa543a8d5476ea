"""`/v3/merchants/{mId}/customers`: finding and reading customers with their saved cards, and writing those without."""

from cloverdesk.demo.accounts import customers, platform, platform_customers
from cloverdesk.demo.accounts.customers import EMAILS, PHONES
from cloverdesk.demo.accounts.platform_filters import column, element, full_name, member
from cloverdesk.demo.door.calls import Answer, Call, Operation
from cloverdesk.demo.store import CUSTOMER, Record

PATH = platform.ROOT + "/customers"
FIELDS = {
    "customerSince": member("customerSince", int),
    "firstName": member("firstName"),
    "lastName": member("lastName"),
    "emailAddress": element(EMAILS, "emailAddress"),
    "phoneNumber": element(PHONES, "phoneNumber"),
    "marketingAllowed": member("marketingAllowed", bool),
    "fullName": full_name("firstName", "lastName"),
    "id": column("id"),
    "deletedTime": member("deletedTime", int),
}
"""What a filter may name. Nobody has a `deletedTime`: who is deleted is gone."""


def list_customers(call: Call) -> Answer:
    """A page of customers."""
    return platform.page(call, CUSTOMER, "/customers", FIELDS, platform_customers.read)


def get_customer(call: Call) -> Answer:
    """One customer."""
    wanted = platform.expanded(call)
    return Answer.json(platform_customers.read(call, _customer(call).body, wanted))


def create_customer(call: Call) -> Answer:
    """A customer without a card."""
    wanted = platform.expanded(call)
    now = call.store.now_ms()
    body = customers.new_body(call.store.new_id(), now)
    platform_customers.write(body, call.body, now, contacts=True)
    call.store.add(CUSTOMER, body, created=now, changed=now, facts={"sources": []})
    return Answer.json(platform_customers.shown(call, body, wanted))


def update_customer(call: Call) -> Answer:
    """Change a customer's names, marketing flag and metadata."""
    wanted = platform.expanded(call)
    customer = _customer(call)
    contacts = call.options.contacts_change_on_update
    platform_customers.write(customer.body, call.body, call.store.now_ms(), contacts=contacts)
    customers.change(call.shop, customer)
    return Answer.json(platform_customers.shown(call, customer.body, wanted))


def delete_customer(call: Call) -> Answer:
    """Forget a customer."""
    customers.remove(call.shop, _customer(call))
    return Answer(200, "")


def _customer(call: Call) -> Record:
    customer = call.store.get(CUSTOMER, call.path["customer_id"])
    if customer is None:
        raise platform.missing("Customer")
    return customer


OPERATIONS = (
    Operation("listCustomers", "GET", PATH, list_customers),
    Operation("createPlatformCustomer", "POST", PATH, create_customer, malformed=platform.bad),
    Operation("getCustomer", "GET", PATH + "/{customer_id}", get_customer),
    Operation(
        "updatePlatformCustomer", "POST", PATH + "/{customer_id}", update_customer, malformed=platform.bad
    ),
    Operation("deletePlatformCustomer", "DELETE", PATH + "/{customer_id}", delete_customer),
)
