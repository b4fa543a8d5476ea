"""The Platform API: customers without their cards, the merchant, employees and roles."""

from cloverdesk.api.pages import ApiPage
from cloverdesk.api.resources.customers import CustomersApi
from cloverdesk.api.resources.employees import EmployeesApi
from cloverdesk.api.resources.merchants import MerchantsApi
from cloverdesk.api.resources.platform import Filter
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.customers import Customer
from cloverdesk.domain.employees import Employee, Role, SystemRole
from cloverdesk.domain.merchants import Merchant, MerchantProperties, PaymentConfigs
from tests.api.operations.case import AnyCase, Case, Kind
from tests.contracts.till import Till

CUSTOMER, MERCHANT, EMPLOYEE = "C7JQ2V8XNW4DM", "7MRCH4NT9KQ21", "E5T8RN2VQX0KA"
ANSWER = {
    "href": f"https://apisandbox.dev.clover.com/v3/merchants/{MERCHANT}/customers/{CUSTOMER}",
    "id": CUSTOMER,
    "firstName": "Ada",
    "lastName": "Field",
    "marketingAllowed": False,
    "customerSince": 1767225600000,
}
SETTINGS = {
    "defaultCurrency": "USD",
    "timezone": "America/Los_Angeles",
    "locale": "en-US",
    "tipsEnabled": True,
}
STAFF = {"id": EMPLOYEE, "name": "Sam Ortiz", "nickname": "Sam", "role": "MANAGER", "isOwner": False}
ROLE = {"id": "R1B6YD3MZP9WC", "name": "Manager", "systemRole": "MANAGER", "merchant": {"id": MERCHANT}}


def _somebody(till: Till) -> str:
    return str(till.customer()["id"])


# ---------------------------------------------------------------- customers


async def _list(session: ApiSession, customer: str) -> ApiPage[Customer]:
    known = [Filter("id", "=", customer), Filter("emailAddress", "=", "ada.field@example.com")]
    return await CustomersApi(session).list_page(filters=known, limit=10)


def _is_the_one(_: Till, customer: str, page: ApiPage[Customer]) -> None:
    assert [one.id for one in page.items] == [customer]
    assert (page.has_more, page.rejected, len(page.raws)) == (False, 0, 1)
    _has_a_card(_, customer, page.items[0])


async def _get(session: ApiSession, customer: str) -> Customer:
    return await CustomersApi(session).get(customer)


def _has_a_card(_: Till, customer: str, found: Customer) -> None:
    assert (found.id, found.name, found.emails) == (customer, "Ada", ("ada.field@example.com",))
    (card,) = found.cards or ()
    assert (card.brand, card.last4, card.exp_month, card.exp_year) == ("VISA", "4242", 12, 2030)


async def _create(session: ApiSession, name: str) -> Customer:
    return await CustomersApi(session).create(
        first_name=name, emails=["s@example.com"], phones=["2075550100"]
    )


def _is_there(till: Till, name: str, made: Customer) -> None:
    assert (made.first_name, made.emails, made.phones) == (name, ("s@example.com",), ("2075550100",))
    kept = till.call("GET", f"/v3/merchants/{till.merchant}/customers/{made.id}")
    assert kept["firstName"] == name


async def _update(session: ApiSession, customer: str) -> Customer:
    return await CustomersApi(session).update(customer, last_name="Fielding", note="Rings first")


def _is_renamed(till: Till, customer: str, told: Customer) -> None:
    assert (told.id, told.name, told.emails) == (customer, "Ada Fielding", None)
    kept = till.call("GET", f"/v3/merchants/{till.merchant}/customers/{customer}?expand=metadata")
    assert (kept["lastName"], kept["metadata"]["note"]) == ("Fielding", "Rings first")


async def _delete(session: ApiSession, customer: str) -> None:
    await CustomersApi(session).delete(customer)


def _is_gone(till: Till, customer: str, _: None) -> None:
    path = f"/v3/merchants/{till.merchant}/customers/{customer}"
    assert till.client.get(path).status_code == 404


def _says_nothing(_: Till, __: str, told: None) -> None:
    """An empty answer is what Clover gives; one that was not Clover's cannot be told from it."""
    assert told is None


# ---------------------------------------------------------------- the store


async def _merchant(session: ApiSession, _: None) -> Merchant:
    return await MerchantsApi(session).get()


def _is_the_store(till: Till, _: None, found: Merchant) -> None:
    assert (found.id, found.currency, found.timezone) == (till.merchant, "USD", "America/New_York")
    assert found.address
    assert found.tenders


async def _properties(session: ApiSession, _: None) -> MerchantProperties:
    return await MerchantsApi(session).properties()


def _are_its_settings(_: Till, __: None, found: MerchantProperties) -> None:
    assert (found.currency, found.locale, found.tips_enabled) == ("USD", "en-US", True)


async def _configs(session: ApiSession, _: None) -> PaymentConfigs:
    return await MerchantsApi(session).payment_configs()


def _take_purchase_cards(_: Till, __: None, found: PaymentConfigs) -> None:
    assert found == PaymentConfigs(purchase_card=True)


async def _employees(session: ApiSession, _: None) -> ApiPage[Employee]:
    return await EmployeesApi(session).list_page(limit=5, offset=2)


def _are_five(till: Till, _: None, page: ApiPage[Employee]) -> None:
    told = till.call("GET", f"/v3/merchants/{till.merchant}/employees")["elements"]
    assert [one.id for one in page.items] == [one["id"] for one in told[2:7]]
    assert page.has_more
    assert all(one.roles for one in page.items)


async def _employee(session: ApiSession, employee: str) -> Employee:
    return await EmployeesApi(session).get(employee)


def _is_the_owner(_: Till, employee: str, found: Employee) -> None:
    assert (found.id, found.role) == (employee, SystemRole.OWNER)


async def _roles(session: ApiSession, _: None) -> ApiPage[Role]:
    return await EmployeesApi(session).list_roles_page()


def _are_four(_: Till, __: None, page: ApiPage[Role]) -> None:
    assert {one.name: one.base for one in page.items} == {
        "Admin": SystemRole.ADMIN,
        "Manager": SystemRole.MANAGER,
        "Employee": SystemRole.EMPLOYEE,
        "Floor lead": SystemRole.MANAGER,
    }


CASES: tuple[AnyCase, ...] = (
    Case(
        "listCustomers",
        Kind.READ,
        _somebody,
        _list,
        _is_the_one,
        sample=CUSTOMER,
        answer={"elements": [ANSWER], "href": "https://apisandbox.dev.clover.com/"},
    ),
    Case("getCustomer", Kind.READ, _somebody, _get, _has_a_card, sample=CUSTOMER, answer=ANSWER),
    Case(
        "createPlatformCustomer",
        Kind.ONCE,
        lambda _: "Søren",
        _create,
        _is_there,
        sample="Søren",
        answer=ANSWER,
    ),
    Case(
        "updatePlatformCustomer",
        Kind.ONCE,
        _somebody,
        _update,
        _is_renamed,
        sample=CUSTOMER,
        answer=ANSWER,
    ),
    Case(
        "deletePlatformCustomer",
        Kind.ONCE,
        _somebody,
        _delete,
        _is_gone,
        sample=CUSTOMER,
        answer=None,
        troubled=False,
    ),
    Case(
        "deletePlatformCustomer",
        Kind.ONCE,
        _somebody,
        _delete,
        _says_nothing,
        sample=CUSTOMER,
        answer=None,
        name="in trouble",
    ),
    Case(
        "getMerchant",
        Kind.READ,
        lambda _: None,
        _merchant,
        _is_the_store,
        sample=None,
        answer={"id": MERCHANT, "name": "Harbour Books", "owner": {"id": EMPLOYEE}},
    ),
    Case(
        "getMerchantProperties",
        Kind.READ,
        lambda _: None,
        _properties,
        _are_its_settings,
        sample=None,
        answer=SETTINGS,
    ),
    Case(
        "getEcommPaymentConfigs",
        Kind.READ,
        lambda _: None,
        _configs,
        _take_purchase_cards,
        sample=None,
        answer={"surcharging": {"supported": True, "rate": 30000}, "purchase_card": {"supported": True}},
    ),
    Case(
        "listEmployees",
        Kind.READ,
        lambda _: None,
        _employees,
        _are_five,
        sample=None,
        answer={"elements": [STAFF]},
    ),
    Case("getEmployee", Kind.READ, Till.employee, _employee, _is_the_owner, sample=EMPLOYEE, answer=STAFF),
    Case(
        "listRoles",
        Kind.READ,
        lambda _: None,
        _roles,
        _are_four,
        sample=None,
        answer={"elements": [ROLE]},
    ),
)
