"""Customers over the demo store: saved cards come and go, contacts change where they can, and nothing is sent twice."""

from dataclasses import replace
from datetime import datetime

import pytest

from cloverdesk.api import errors
from cloverdesk.api.resources.customers import CustomersApi
from cloverdesk.api.resources.platform import Filter
from cloverdesk.api.session import ApiSession
from cloverdesk.demo.options import DemoOptions
from cloverdesk.domain.customers import Address, Customer, SavedCard
from cloverdesk.domain.secret import Secret
from tests.support.accounts import MASTERCARD, NOBODY, signed_in, token_of, with_session
from tests.support.demo import DECLINING_CARD, Demo

EMAIL = "ada.field@example.com"
ELM_ROW = Address(line1="12 Elm Row", city="Portland", state="OR", zip="97201", country="US")


async def saved(demo: Demo, made: ApiSession) -> tuple[str, str]:
    """Ids of a customer and of its one card."""
    found = await CustomersApi(made).create_with_card(email=EMAIL, source=await token_of(demo))
    return found.id, found.source_ids[0]


@with_session()
async def test_a_card_is_saved_on_a_new_customer(demo: Demo, made: ApiSession) -> None:
    source = await token_of(demo)
    found = await CustomersApi(made).create_with_card(
        email=EMAIL,
        source=source,
        first_name="Ada",
        last_name="Field",
        name="Ada Field",
        phone="4155550132",
        shipping=replace(ELM_ROW, phone="4155550199"),
    )
    assert (found.email, found.name, found.phone) == (EMAIL, "Ada Field", "4155550132")
    assert len(found.source_ids) == 1
    kept = demo.store.get("customer", found.id)
    assert kept is not None
    assert kept.facts["shipping"] == {
        "address": {
            "line1": "12 Elm Row",
            "city": "Portland",
            "state": "OR",
            "postal_code": "97201",
            "country": "US",
        },
        "name": "Ada Field",
        "phone": "4155550199",
    }
    read = await CustomersApi(made).get(found.id)
    assert (read.name, read.emails, read.phones) == ("Ada Field", (EMAIL,), ("4155550132",))
    assert read.cards is not None
    (card,) = read.cards
    assert card == SavedCard(
        found.source_ids[0],
        source,
        "VISA",
        "424242",
        "4242",
        12,
        2030,
        name="Ada Field",
        modified_ms=card.modified_ms,
    )
    assert source.reveal() not in repr(read)


@with_session()
async def test_another_card_comes_first_and_the_first_one_can_be_revoked(
    demo: Demo, made: ApiSession
) -> None:
    api = CustomersApi(made)
    customer, old = await saved(demo, made)
    added = await api.add_card(customer, email=EMAIL, source=await token_of(demo, MASTERCARD))
    new = added.source_ids[0]
    assert [one.id for one in (await api.get(customer)).cards or ()] == [new, old]
    await api.revoke_card(customer, old)
    assert [one.brand for one in (await api.get(customer)).cards or ()] == ["MC"]
    for gone in ((customer, old), (NOBODY, new)):
        with pytest.raises(errors.Missing) as caught:
            await api.revoke_card(*gone)
        assert dict(caught.value.failure.params)["what"] == gone[1]


@with_session()
async def test_what_cannot_be_saved_is_refused_and_leaves_nothing_behind(
    demo: Demo, made: ApiSession
) -> None:
    api = CustomersApi(made)
    customer, _ = await saved(demo, made)
    used = await token_of(demo)
    await api.create_with_card(email="first@example.com", source=used)
    before = len((await api.list_page()).items)
    cases = [
        (used, errors.Refused, "token_already_used"),
        (Secret("clv_1TSTneverseenbefore"), errors.Refused, "invalid_request"),
        (await token_of(demo, DECLINING_CARD), errors.CardDeclined, None),
    ]
    for source, expected, code in cases:
        with pytest.raises(expected) as caught:
            await api.create_with_card(email="second@example.com", source=source)
        assert source.reveal() not in str(caught.value)
        assert code in {None, getattr(caught.value, "clover_code", None)}
    with pytest.raises(errors.Refused) as again:
        await api.add_card(customer, email=EMAIL, source=await token_of(demo))
    assert again.value.status == 409
    with pytest.raises(errors.Missing):
        await api.add_card(NOBODY, email=EMAIL, source=await token_of(demo))
    assert len((await api.list_page()).items) == before


@with_session()
async def test_contacts_change_on_the_ecommerce_host_and_names_on_both(demo: Demo, made: ApiSession) -> None:
    api = CustomersApi(made)
    customer, card = await saved(demo, made)
    told = await api.update_contact(
        customer, email="new@example.com", phone="2075550188", last_name="Fielding"
    )
    assert (told.email, told.phone, told.source_ids) == ("new@example.com", "2075550188", (card,))
    changed = await api.update(
        customer, first_name="Ada", marketing_allowed=True, note="Rings first", business_name="Field & Co"
    )
    assert (changed.name, changed.marketing_allowed, changed.emails) == ("Ada Fielding", True, None)
    assert (await api.update(customer, marketing_allowed=False)).first_name == "Ada"
    read = await api.get(customer, expand=["emailAddresses", "phoneNumbers", "metadata"])
    assert (read.emails, read.phones) == (("new@example.com",), ("2075550188",))
    assert (read.note, read.business_name, read.cards) == ("Rings first", "Field & Co", None)
    with pytest.raises(errors.Missing):
        await api.update(NOBODY, first_name="Nobody")


@with_session()
async def test_a_customer_without_a_card(demo: Demo, made: ApiSession) -> None:
    api = CustomersApi(made)
    found = await api.create(
        first_name="Søren",
        last_name="Quince",
        emails=["s@example.com", "q@example.com"],
        phones=["2075550100"],
        addresses=[ELM_ROW],
    )
    assert (found.emails, found.phones, found.addresses) == (
        ("s@example.com", "q@example.com"),
        ("2075550100",),
        (ELM_ROW,),
    )
    assert (await api.get(found.id)).cards == ()
    assert [one.id for one in await api.with_email("q@example.com")] == [found.id]
    assert await api.with_email("nobody@example.com") == ()
    assert await api.delete(found.id) is None
    with pytest.raises(errors.Missing):
        await api.get(found.id)
    with pytest.raises(errors.Missing):
        await api.delete(found.id)


@with_session()
async def test_a_customer_is_deleted_on_the_ecommerce_host(demo: Demo, made: ApiSession) -> None:
    api = CustomersApi(made)
    customer, _ = await saved(demo, made)
    await api.delete_with_cards(customer)
    with pytest.raises(errors.Missing):
        await api.delete_with_cards(customer)
    assert customer not in {one.id for one in (await api.list_page()).items}


@with_session(options=DemoOptions(ecommerce_customer_delete=False))
async def test_where_the_ecommerce_host_has_no_delete_it_says_so(demo: Demo, made: ApiSession) -> None:
    customer, _ = await saved(demo, made)
    with pytest.raises(errors.Refused) as caught:
        await CustomersApi(made).delete_with_cards(customer)
    assert caught.value.status == 405


@with_session(orders=60)
async def test_filters_all_hold_and_bad_ones_are_told(demo: Demo, made: ApiSession) -> None:
    api = CustomersApi(made)
    everybody = (await api.list_page()).items
    middle = sorted(one.created_ms for one in everybody)[len(everybody) // 2]
    late = [one for one in everybody if one.created_ms >= middle]
    name = late[-1].last_name
    page = await api.list_page(
        filters=[Filter("customerSince", ">=", middle), Filter("lastName", "!=", name)]
    )
    expected = [one.id for one in late if one.last_name != name]
    assert [one.id for one in page.items] == expected
    assert 0 < len(expected) < len(late) < len(everybody)
    with pytest.raises(errors.Refused, match="Invalid filter field"):
        await api.list_page(filters=[Filter("shoeSize", "=", 43)])
    with pytest.raises(ValueError, match="at most 3"):
        await api.list_page(expand=["addresses", "cards", "metadata", "orders"])


TROUBLES = [
    ({"before": {"drop": True}}, 0),
    ({"after": {"drop": True}}, 1),
    ({"before": {"status": 503}}, 0),
    ({"after": {"status": 500}}, 1),
    ({"after": {"html": True}}, 1),
    ({"after": {"truncated": True}}, 1),
    ({"before": {"empty": True}}, 0),
]


@pytest.mark.parametrize(("trouble", "effects"), TROUBLES)
def test_a_change_in_trouble_is_unknown_in_words_of_its_own_and_sent_once(trouble, effects: int) -> None:
    @with_session()
    async def script(demo: Demo, made: ApiSession) -> None:
        source = await token_of(demo)
        demo.trouble({"operation": "createCardOnFileCustomer", **trouble})
        with pytest.raises(errors.ChangeUnknown) as caught:
            await CustomersApi(made).create_with_card(email=EMAIL, source=source)
        assert caught.value.failure.code == "api.change_unknown"
        assert "No money moved" in str(caught.value)
        assert demo.transport.sent.count("POST /v1/customers") == 1
        assert len(await CustomersApi(made).with_email(EMAIL)) == effects

    script()


@pytest.mark.parametrize("customer_id", ["", "..", "A/B", "A?b", "x" * 65])
def test_ids_that_nobody_can_have_are_not_asked_for(customer_id: str) -> None:
    @with_session()
    async def script(demo: Demo, made: ApiSession) -> None:
        api = CustomersApi(made)
        for work in (
            api.get(customer_id),
            api.update(customer_id, first_name="A"),
            api.delete(customer_id),
            api.update_contact(customer_id, email=EMAIL),
            api.revoke_card(NOBODY, customer_id),
        ):
            with pytest.raises(errors.Missing):
                await work
        assert demo.transport.sent == []

    script()


@with_session()
async def test_without_a_merchant_nothing_is_sent_to_the_platform(demo: Demo, made: ApiSession) -> None:
    async with signed_in(demo, merchant="") as nameless:
        with pytest.raises(errors.MerchantMissing):
            await CustomersApi(nameless).list_page()
        with pytest.raises(errors.MerchantMissing):
            await CustomersApi(nameless).delete(NOBODY)
    assert demo.transport.sent == []


@pytest.mark.parametrize(
    ("month", "year", "expired"),
    [(11, 2026, False), (10, 2026, True), (12, 2025, True), (1, 2027, False), (None, None, False)],
)
def test_a_card_is_good_to_the_end_of_its_month(month, year, expired: bool) -> None:
    card = SavedCard("C", exp_month=month, exp_year=year)
    assert card.is_expired(datetime(2026, 11, 30)) is expired  # noqa: DTZ001 - the store's own calendar


def test_a_name_of_parts() -> None:
    assert Customer("A", "Ada").name == "Ada"
    assert Customer("A", last_name="Field").name == "Field"
    assert Customer("A").name == ""
