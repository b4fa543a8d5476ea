"""Merchant, employees and paging by offset over the demo store; what a 401 may mean, and what is never kept."""

from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloverdesk.api import errors
from cloverdesk.api.pages import ApiPage, every_offset
from cloverdesk.api.resources.charges import ChargesApi
from cloverdesk.api.resources.customers import CustomersApi
from cloverdesk.api.resources.employees import EmployeesApi
from cloverdesk.api.resources.keys import KeysApi
from cloverdesk.api.resources.merchants import MerchantsApi
from cloverdesk.api.resources.plans import PlansApi
from cloverdesk.api.session import ApiSession
from cloverdesk.demo.options import DemoOptions
from cloverdesk.domain.employees import SystemRole
from cloverdesk.domain.merchants import PaymentConfigs
from tests.support.accounts import NOBODY, signed_in, with_session
from tests.support.aio import run
from tests.support.demo import Demo, play

OTHER = "7MRCH4NT9KQ21"


@with_session()
async def test_the_merchant_with_all_that_the_desk_needs_in_one_call(demo: Demo, made: ApiSession) -> None:
    merchant = await MerchantsApi(made).get()
    assert merchant.id == demo.identity.merchant_id
    assert (merchant.currency, merchant.timezone) == ("USD", "America/New_York")
    assert merchant.address is not None
    assert merchant.address.city == "Portland"
    assert "com.clover.tender.cash" in {one.label_key for one in merchant.tenders or ()}
    assert merchant.properties == await MerchantsApi(made).properties()
    owner = await EmployeesApi(made).get(merchant.owner_id)
    assert owner.is_owner
    bare = await MerchantsApi(made).get(expand=[])
    assert (bare.name, bare.address, bare.properties, bare.tenders) == (merchant.name, None, None, None)
    assert (bare.currency, bare.timezone) == ("", "")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (DemoOptions(), PaymentConfigs(purchase_card=True)),
        (DemoOptions(surcharge_rate=30000), PaymentConfigs(True, 30000, True)),
    ],
)
def test_what_the_ecommerce_account_supports(options: DemoOptions, expected: PaymentConfigs) -> None:
    @with_session(options=options)
    async def script(_demo: Demo, made: ApiSession) -> None:
        assert await MerchantsApi(made).payment_configs() == expected

    script()


@pytest.mark.parametrize("named", [False, True])
def test_employees_and_roles(named: bool) -> None:
    @with_session(options=DemoOptions(owner_role_is_owner=named))
    async def script(_demo: Demo, made: ApiSession) -> None:
        api = EmployeesApi(made)
        people = (await api.list_page()).items
        assert [one.role for one in people].count(SystemRole.OWNER) == 1
        assert {one.role for one in people} == set(SystemRole)
        lead = next(one for one in people if one.roles and one.roles[0].is_custom)
        assert (lead.role, lead.roles[0].name) == (SystemRole.MANAGER, "Floor lead")
        assert await api.get(lead.id) == lead
        assert (await api.get(lead.id, expand=[])).roles is None
        assert [one.claimed_at is None for one in people].count(True) == 1
        roles = (await api.list_roles_page(expand=["employees"])).items
        assert sum(len(one.employee_ids or ()) for one in roles) == len(people)
        assert {one.is_custom for one in roles} == {True, False}
        with pytest.raises(errors.Missing):
            await api.get(NOBODY)

    script()


@pytest.mark.parametrize(
    ("word", "is_owner", "expected"),
    [
        ("MANAGER", None, SystemRole.MANAGER),
        (" admin ", False, SystemRole.ADMIN),
        ("EMPLOYEE", True, SystemRole.OWNER),
        ("OWNER", None, SystemRole.OWNER),
        ("OWNER", False, SystemRole.ADMIN),
        ("KEYHOLDER", None, SystemRole.EMPLOYEE),
        ("", False, SystemRole.EMPLOYEE),
    ],
)
def test_who_counts_as_what(word: str, is_owner: bool | None, expected: SystemRole) -> None:
    assert SystemRole.of(word, is_owner=is_owner) is expected


def test_roles_are_ordered() -> None:
    ranked = sorted(SystemRole, key=lambda role: role.rank)
    assert [role.value for role in ranked] == ["EMPLOYEE", "MANAGER", "ADMIN", "OWNER"]


# ---------------------------------------------------------------- paging


@dataclass(frozen=True)
class Thing:
    id: str


async def brought(fetch: Callable[[int], ApiPage[Thing]]) -> tuple[list[str], int]:
    asked = 0

    async def counted(offset: int) -> ApiPage[Thing]:
        nonlocal asked
        asked += 1
        return fetch(offset)

    async with aclosing(every_offset(counted)) as pages:
        return [thing.id async for page in pages for thing in page.items], asked


@settings(deadline=None)
@given(count=st.integers(0, 50), limit=st.integers(1, 10), odd=st.sets(st.integers(0, 49)))
def test_every_object_comes_once_until_a_page_is_not_full(count: int, limit: int, odd: set[int]) -> None:
    def fetch(offset: int) -> ApiPage[Thing]:
        places = range(offset, min(offset + limit, count))
        good = [place for place in places if place not in odd]
        last = f"T{places[-1]}" if places else ""
        return ApiPage(
            tuple(Thing(f"T{place}") for place in good), len(places) == limit, len(places) - len(good), last
        )

    ids, asked = run(brought(fetch))
    assert ids == [f"T{place}" for place in range(count) if place not in odd]
    assert asked == count // limit + 1


def test_a_server_that_does_not_know_offsets_is_left_after_two_pages() -> None:
    page = ApiPage((Thing("A"), Thing("B")), has_more=True, rejected=0, last_id="B")
    assert run(brought(lambda _: page)) == (["A", "B"], 2)


def test_objects_that_move_to_a_later_page_come_once() -> None:
    pages = {0: ("A", "B"), 2: ("B", "C"), 4: ("D",)}

    def fetch(offset: int) -> ApiPage[Thing]:
        return ApiPage(tuple(map(Thing, pages[offset])), len(pages[offset]) == 2, 0, pages[offset][-1])

    assert run(brought(fetch)) == (["A", "B", "C", "D"], 3)


@with_session(orders=60)
async def test_customers_page_by_page_are_those_of_one_page(demo: Demo, made: ApiSession) -> None:
    api = CustomersApi(made)
    whole = await api.list_page()

    async def fetch(offset: int) -> ApiPage:
        return await api.list_page(limit=3, offset=offset)

    async with aclosing(every_offset(fetch)) as pages:
        found = [page async for page in pages]
    assert [one for page in found for one in page.items] == list(whole.items)
    assert [raw for page in found for raw in page.raws] == list(whole.raws)
    assert len(whole.items) > 6
    with pytest.raises(errors.Refused, match="limit must be from 1 to 1000"):
        await api.list_page(limit=1001)


# ---------------------------------------------------------------- what a 401 means


def permissions(caught: pytest.ExceptionInfo[errors.ApiError]) -> object:
    return dict(caught.value.failure.params)["permissions"]


@pytest.mark.parametrize("lacking", ["Read customers", "Write customers", "Read employees", "Read merchant"])
def test_a_missing_permission_is_named_where_it_may_be_the_reason(lacking: str) -> None:
    options = DemoOptions(permissions_missing=frozenset({lacking}))
    reads = {
        "Read customers": lambda made: CustomersApi(made).list_page(),
        "Write customers": lambda made: CustomersApi(made).create(first_name="A"),
        "Read employees": lambda made: EmployeesApi(made).list_roles_page(),
        "Read merchant": lambda made: PlansApi(made).list_page(),
    }

    @with_session(options=options)
    async def script(_demo: Demo, made: ApiSession) -> None:
        for name, read in reads.items():
            if name != lacking:
                await read(made)
                continue
            with pytest.raises(errors.NotSignedIn) as caught:
                await read(made)
            assert permissions(caught) == lacking
            assert lacking in str(caught.value)

    script()


def test_the_merchant_of_another_store() -> None:
    """The key that proves the sign-in tells whose the token is; before that, nobody knows."""

    async def main(demo: Demo, _client: object) -> None:
        async with signed_in(demo, merchant=OTHER) as made:
            with pytest.raises(errors.NotSignedIn):
                await MerchantsApi(made).get()
            await KeysApi(made).get()
            for work in (
                MerchantsApi(made).get(),
                PlansApi(made).list_page(),
                CustomersApi(made).delete(NOBODY),
            ):
                with pytest.raises(errors.WrongMerchant) as caught:
                    await work
                assert OTHER in str(caught.value)
                assert demo.identity.merchant_id in str(caught.value)
            await ChargesApi(made).list_page()
        async with signed_in(demo, merchant=OTHER, platform="another-token") as made:
            await KeysApi(made).get()
            with pytest.raises(errors.NotSignedIn):  # whose the platform token is, the key does not say
                await MerchantsApi(made).get()
            with pytest.raises(errors.WrongMerchant):
                await PlansApi(made).list_page()

    play(main)


@with_session(options=DemoOptions(private_token_opens_platform=False))
async def test_the_private_token_alone_does_not_open_the_platform(demo: Demo, made: ApiSession) -> None:
    await KeysApi(made).get()
    with pytest.raises(errors.NotSignedIn) as caught:
        await EmployeesApi(made).list_page()
    assert permissions(caught) == "Read employees"
    await PlansApi(made).list_page()
