"""Cards on file: customers of the Ecommerce host."""

from cloverdesk.api.resources.customers import CustomersApi
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.customers import Address, CardOnFile
from cloverdesk.domain.secret import Secret
from tests.api.operations.case import AnyCase, Case, Kind
from tests.contracts.till import ANOTHER, Json, Till

EMAIL = "ada.field@example.com"
CUSTOMER, CARD = "C7JQ2V8XNW4DM", "9K3ZP6RT1VB8E"
SOURCE = Secret("clv_1TSTa1b2c3d4e5f6g7h8i9j0")
ANSWER = {
    "id": CUSTOMER,
    "object": "customer",
    "created": 1767225600000,
    "currency": "USD",
    "email": EMAIL,
    "firstName": "Ada",
    "lastName": "Field",
    "name": "Ada Field",
    "phone": "4155550132",
    "shipping": {"address": {"line1": "12 Elm Row", "city": "Portland", "country": "US"}},
    "sources": {"object": "list", "data": [CARD], "has_more": False},
}
Held = tuple[str, str]
"""A customer and what belongs to it: a card on file or a token."""


def _cards(till: Till, customer: str) -> list[Json]:
    path = f"/v3/merchants/{till.merchant}/customers/{customer}?expand=cards"
    return list(till.call("GET", path)["cards"]["elements"])


def _on_file(till: Till) -> Held:
    customer = till.customer()
    return str(customer["id"]), str(customer["sources"]["data"][0])


async def _create(session: ApiSession, source: Secret) -> CardOnFile:
    home = Address(line1="12 Elm Row", city="Portland", state="OR", zip="97201", country="US")
    return await CustomersApi(session).create_with_card(
        email=EMAIL, source=source, first_name="Ada", last_name="Field", shipping=home
    )


def _is_saved(till: Till, source: Secret, made: CardOnFile) -> None:
    assert (made.email, made.first_name, made.last_name) == (EMAIL, "Ada", "Field")
    (card,) = _cards(till, made.id)
    assert ((card["id"],), card["token"]) == (made.source_ids, source.reveal())


async def _add(session: ApiSession, adding: tuple[str, Secret]) -> CardOnFile:
    customer, source = adding
    return await CustomersApi(session).add_card(customer, email=EMAIL, source=source)


def _comes_first(till: Till, adding: tuple[str, Secret], told: CardOnFile) -> None:
    customer, source = adding
    found = _cards(till, customer)
    assert [card["token"] for card in found].index(source.reveal()) == 0
    assert (told.id, told.source_ids[0], len(found)) == (customer, found[0]["id"], 2)


async def _call_again(session: ApiSession, customer: str) -> CardOnFile:
    return await CustomersApi(session).update_contact(customer, phone="2075550188", last_name="Fielding")


def _is_called_so(till: Till, customer: str, told: CardOnFile) -> None:
    assert (told.id, told.phone, told.last_name, told.email) == (customer, "2075550188", "Fielding", EMAIL)
    assert len(_cards(till, customer)) == 1


async def _delete(session: ApiSession, customer: str) -> None:
    await CustomersApi(session).delete_with_cards(customer)


def _is_gone(till: Till, customer: str, _: None) -> None:
    path = f"/v3/merchants/{till.merchant}/customers/{customer}"
    assert till.client.get(path).status_code == 404


async def _revoke(session: ApiSession, held: Held) -> None:
    await CustomersApi(session).revoke_card(*held)


def _has_no_card(till: Till, held: Held, _: None) -> None:
    assert _cards(till, held[0]) == []


CASES: tuple[AnyCase, ...] = (
    Case(
        "createCardOnFileCustomer",
        Kind.ONCE,
        lambda till: Secret(till.token()),
        _create,
        _is_saved,
        sample=SOURCE,
        answer=ANSWER,
    ),
    Case(
        "updateCardOnFileCustomer",
        Kind.ONCE,
        lambda till: (str(till.customer()["id"]), Secret(till.token(ANOTHER))),
        _add,
        _comes_first,
        sample=(CUSTOMER, SOURCE),
        answer=ANSWER,
        name="another card",
    ),
    Case(
        "updateCardOnFileCustomer",
        Kind.ONCE,
        lambda till: str(till.customer()["id"]),
        _call_again,
        _is_called_so,
        sample=CUSTOMER,
        answer=ANSWER,
        name="phone and name",
    ),
    Case(
        "deleteCardOnFileCustomer",
        Kind.ONCE,
        lambda till: str(till.customer()["id"]),
        _delete,
        _is_gone,
        sample=CUSTOMER,
        answer={"deleted": True, "id": CUSTOMER, "object": "deletedcustomer"},
    ),
    Case(
        "revokeSource",
        Kind.ONCE,
        _on_file,
        _revoke,
        _has_no_card,
        sample=(CUSTOMER, CARD),
        answer={"deleted": True, "id": CARD, "object": "deletedcard"},
    ),
)
