"""What customers, merchants and employees amount to in whatever way they are written, and what is dropped unread."""

from typing import Any

import pytest

from cloverdesk.api import errors
from cloverdesk.api.pages import ApiPage
from cloverdesk.api.resources.customers import CustomersApi
from cloverdesk.api.resources.employees import EmployeesApi
from cloverdesk.api.resources.merchants import MerchantsApi
from cloverdesk.api.resources.platform import in_camel_case, without
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.customers import Customer, SavedCard
from cloverdesk.domain.employees import Employee, Role, SystemRole
from cloverdesk.domain.merchants import MerchantProperties, Tender
from cloverdesk.domain.secret import Secret
from tests.support.aio import run
from tests.support.api import Given, answer, flying

ID, MERCHANT = "C7JQ2V8XNW4DM", "7MRCH4NT9KQ21"
CARD = {
    "id": "9K3ZP6RT1VB8E",
    "first6": "401200",
    "last4": "7777",
    "firstName": "Ada",
    "lastName": "Field",
    "expirationDate": "1128",
    "cardType": "VISA",
    "token": "clv_1TSTm0u1l2t3i4p5a6y7t8k9",
    "tokenType": "MULTIPAY",
    "modifiedTime": 1767225600000,
    "additionalInfo": {"zip": "97201"},
    "customer": {"id": ID},
}
CUSTOMER = {
    "href": f"https://apisandbox.dev.clover.com/v3/merchants/{MERCHANT}/customers/{ID}",
    "id": ID,
    "merchant": {"id": MERCHANT},
    "firstName": "Ada",
    "lastName": "Field",
    "marketingAllowed": False,
    "customerSince": 1767225600000,
    "emailAddresses": {
        "elements": [
            {"id": "E1", "emailAddress": "old@example.com"},
            {"id": "E2", "emailAddress": "ada.field@example.com", "primaryEmail": True},
        ]
    },
    "phoneNumbers": {"elements": [{"id": "P1", "phoneNumber": "4155550132"}]},
    "cards": {"elements": [CARD]},
    "shoe_size": 43,
}
READ = Customer(
    id=ID,
    first_name="Ada",
    last_name="Field",
    emails=("ada.field@example.com", "old@example.com"),
    phones=("4155550132",),
    cards=(
        SavedCard(
            "9K3ZP6RT1VB8E",
            Secret("clv_1TSTm0u1l2t3i4p5a6y7t8k9"),
            "VISA",
            "401200",
            "7777",
            11,
            2028,
            "Ada Field",
            1767225600000,
        ),
    ),
    created_ms=1767225600000,
)


def work_of(work: Any, reply: Given) -> Any:
    found, _ = run(flying(work, reply, merchant_id=MERCHANT))
    return found


def customer(body: object) -> Customer:
    async def work(made: ApiSession) -> Customer:
        return await CustomersApi(made).get(ID)

    return work_of(work, answer(body))


def test_a_customer_as_the_platform_writes_it() -> None:
    assert customer(CUSTOMER) == READ


def test_a_customer_in_snake_case_and_with_texts_for_numbers_is_the_same() -> None:
    other = {
        "id": ID,
        "first_name": "Ada",
        "last_name": "Field",
        "marketing_allowed": "false",
        "customer_since": "1767225600000",
        "email_addresses": [
            {"email_address": "ada.field@example.com", "primary_email": "true"},
            {"email_address": "old@example.com"},
        ],
        "phoneNumbers": {"elements": [{"phone_number": 4155550132}]},
        "cards": {
            "elements": [
                {
                    **{name: CARD[name] for name in ("id", "token")},
                    "first_6": "401200",
                    "first6": "401200",
                    "last4": 7777,
                    "card_type": "VISA",
                    "expiration_date": "11/28",
                    "first_name": "Ada",
                    "lastName": "Field",
                    "modified_time": 1767225600000,
                }
            ]
        },
    }
    assert customer(other) == READ


@pytest.mark.parametrize(
    ("lists", "cards"),
    [
        ({}, None),
        ({"cards": None}, None),
        ({"cards": {"href": "https://apisandbox.dev.clover.com/cards"}}, None),
        ({"cards": {"elements": []}}, ()),
        ({"cards": []}, ()),
    ],
)
def test_what_was_not_asked_for_is_not_nothing(lists: dict[str, object], cards: object) -> None:
    found = customer({"id": ID, **lists})
    assert (found.cards, found.emails, found.note) == (cards, None, None)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1128", (11, 2028)),
        ("0128", (1, 2028)),
        (1128, (11, 2028)),
        ("11/2028", (11, 2028)),
        ("11-28", (11, 2028)),
        ("112028", (11, 2028)),
        ("1328", (None, None)),
        ("", (None, None)),
        (None, (None, None)),
    ],
)
def test_until_when_a_card_is_good(written: object, expected: tuple[int | None, int | None]) -> None:
    found = customer({"id": ID, "cards": {"elements": [CARD | {"expirationDate": written}]}})
    assert found.cards is not None
    assert (found.cards[0].exp_month, found.cards[0].exp_year) == expected


def test_a_page_keeps_what_fits_and_counts_what_does_not() -> None:
    async def work(made: ApiSession) -> ApiPage[Customer]:
        return await CustomersApi(made).list_page(limit=4)

    page = work_of(work, answer({"elements": [CUSTOMER, {"id": ""}, {"name": "nobody"}, {"id": "B"}]}))
    assert ([one.id for one in page.items], page.rejected, page.has_more) == ([ID, "B"], 2, True)
    assert b"shoe_size" in page.raws[0]
    empty = work_of(work, answer({"elements": []}))
    assert (empty.items, empty.has_more) == ((), False)
    assert [one.id for one in work_of(work, answer([CUSTOMER])).items] == [ID]


@pytest.mark.parametrize(
    "body", [{"object": "list"}, '{"elements": [{"id": "A", "emailAddress": "ada@example', "null", '"text"']
)
def test_what_is_no_list_is_a_bad_answer_that_quotes_nobody(body: object) -> None:
    async def work(made: ApiSession) -> object:
        return await CustomersApi(made).list_page()

    with pytest.raises(errors.BadAnswer) as caught:
        work_of(work, answer(body))
    assert dict(caught.value.failure.params)["excerpt"] == "no customers"


@pytest.mark.parametrize("body", [{"id": "ANOTHER"}, {}, [], "null"])
def test_another_customer_than_the_one_that_was_asked_for(body: object) -> None:
    with pytest.raises(errors.BadAnswer):
        customer(body)


# ---------------------------------------------------------------- merchant and employees


SETTINGS = {
    "defaultCurrency": "usd",
    "timezone": "America/Los_Angeles",
    "locale": "en-US",
    "tipsEnabled": "true",
    "vat": False,
    "supportPhone": 5035550100,
    "supportEmail": "help@example.com",
    "abaAccountNumber": "123123123",
    "ddaAccountNumber": "000456",
}


def test_of_the_settings_only_those_that_may_be_known_are_kept(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")

    async def work(made: ApiSession) -> MerchantProperties:
        return await MerchantsApi(made).properties()

    found = work_of(work, answer(SETTINGS))
    assert found == MerchantProperties(
        "USD", "America/Los_Angeles", "en-US", True, False, "5035550100", "help@example.com"
    )
    assert "456" not in repr(found)
    with pytest.raises(errors.BadAnswer) as caught:
        work_of(work, answer('{"ddaAccountNumber": "000456", "timezone": '))
    for text in (str(caught.value), repr(caught.value.__cause__), caplog.text):
        assert "000456" not in text


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({}, ("", None, None)),
        ({"owner": {"href": "https://…/employees/E1"}}, ("", None, None)),
        ({"owner": {"id": "E1"}, "tenders": {"href": "https://…"}}, ("E1", None, None)),
        ({"properties": {"href": "https://…"}, "address": {"href": "https://…"}}, ("", None, None)),
        (
            {
                "properties": SETTINGS,
                "tenders": {"elements": [{"id": "T", "label": "Cash", "label_key": "k"}]},
            },
            ("", "USD", (Tender("T", "Cash", "k"),)),
        ),
    ],
)
def test_a_merchant_whose_members_may_be_stubs(members: dict[str, object], expected: tuple) -> None:
    async def work(made: ApiSession) -> object:
        return await MerchantsApi(made).get(expand=[])

    found = work_of(work, answer({"id": MERCHANT, "name": "Harbour Books", **members}))
    currency = found.properties.currency if found.properties else None
    assert (found.owner_id, currency, found.tenders) == expected
    assert found.address is None


@pytest.mark.parametrize("body", [{"message": "500 Internal Server Error"}, [], "null", "OK"])
def test_an_error_does_not_pass_for_settings_that_say_nothing(body: object) -> None:
    async def properties(made: ApiSession) -> object:
        return await MerchantsApi(made).properties()

    async def configs(made: ApiSession) -> object:
        return await MerchantsApi(made).payment_configs()

    for work in (properties, configs):
        with pytest.raises(errors.BadAnswer):
            work_of(work, answer(body))


@pytest.mark.parametrize("body", [{"message": "500 Internal Server Error"}, "<html>Sorry</html>"])
def test_an_error_does_not_pass_for_the_nothing_that_a_delete_answers(body: object) -> None:
    async def work(made: ApiSession) -> None:
        await CustomersApi(made).delete(ID)

    with pytest.raises(errors.ChangeUnknown):
        work_of(work, answer(body))
    assert work_of(work, answer(b"")) is None


def test_another_merchant_is_no_answer() -> None:
    async def work(made: ApiSession) -> object:
        return await MerchantsApi(made).get()

    with pytest.raises(errors.BadAnswer):
        work_of(work, answer({"id": "ANOTHER"}))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"surcharging": {"supported": "true", "rate": 30000.0}, "purchaseCard": {}}, (True, 30000, False)),
        ({"surcharging": {"supported": True, "rate": 3.5}}, (True, None, False)),
        ({"surcharging": None, "purchase_card": {"supported": True}, "more": 1}, (False, None, True)),
        ({}, (False, None, False)),
    ],
)
def test_payment_configs(body: object, expected: tuple[bool, int | None, bool]) -> None:
    async def work(made: ApiSession) -> object:
        return await MerchantsApi(made).payment_configs()

    found = work_of(work, answer(body))
    assert (found.surcharging, found.surcharge_rate, found.purchase_card) == expected


STAFF = {
    "id": "E5T8RN2VQX0KA",
    "name": "Sam Ortiz",
    "customId": 17,
    "role": "KEYHOLDER",
    "isOwner": "false",
    "pin": "***1",
    "unhashedPin": "4711",
    "roles": {
        "elements": [{"id": "R1", "name": "Floor lead", "systemRole": "MANAGER", "unhashedPin": "4711"}]
    },
}


def test_a_pin_is_neither_read_nor_kept_nor_quoted() -> None:
    async def work(made: ApiSession) -> ApiPage[Employee]:
        return await EmployeesApi(made).list_page()

    page = work_of(work, answer({"elements": [STAFF | {"new": [{"a_b": 1}]}, {"unhashedPin": "4711"}]}))
    role = Role("R1", "Floor lead", SystemRole.MANAGER)
    assert page.items == (Employee(STAFF["id"], "Sam Ortiz", custom_id="17", roles=(role,)),)
    assert page.rejected == 1
    assert b"4711" not in page.raws[0]
    assert b"***1" not in page.raws[0]
    assert b'"a_b"' in page.raws[0]
    with pytest.raises(errors.BadAnswer) as caught:
        work_of(work, answer('{"elements": [{"unhashedPin": "4711"'))
    assert "4711" not in str(caught.value) + repr(caught.value.__cause__)


# ---------------------------------------------------------------- the spelling


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('{"a_b": 1}', b'{"aB":1}'),
        ('{"aB": 1, "a_b": 2}', b'{"aB":1}'),
        ('{"a_b": 2, "aB": 1}', b'{"aB":1}'),
        ('{"_id": 1, "a__b_": [{"c_d": null}]}', b'{"_id":1,"aB_":[{"cD":null}]}'),
        ('{"said": "a_b"}', b'{"said": "a_b"}'),
    ],
)
def test_members_in_either_spelling(written: str, read: bytes) -> None:
    assert in_camel_case(written.encode()) == read


def test_what_has_nothing_to_hide_stays_as_it_came() -> None:
    raw = b'{"id":  "A",\n "name": "pin"}'
    assert without(raw, frozenset({"unhashedPin"})) is raw
