"""Lists: every row once and in its place, however they are paged, filtered or searched."""

import random
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloverdesk.cache.cache import Batch, Cache
from cloverdesk.cache.keys import PER_SECOND
from cloverdesk.cache.query import ChargeQuery, RefundQuery
from cloverdesk.cache.tables import CHARGES
from cloverdesk.domain.charges import Charge, ChargeState
from cloverdesk.storage.connection import Connection, open_connection
from cloverdesk.storage.migrations import migrate, scripts
from tests.cache.conftest import KEY, OpenCache
from tests.support.aio import NOON_MS, run
from tests.support.rows import a_charge, a_refund

SHAPES: tuple[dict[str, object], ...] = (
    {},
    {"refunded_minor": 500},
    {"refunded_minor": 1800},
    {"captured_minor": 0},
    {"captured_minor": 0, "refunded_minor": 1800},
    {"captured_minor": 0, "status": "failed"},
    {"status": "pending"},
)
NAMES = ("", "Zoë Ålund", "Siobhán O'Brien", "Ann Lee")


def many(count: int) -> list[Charge]:
    return [
        a_charge(n, customer_name=NAMES[n % 4], last4=f"{n:04d}", **SHAPES[n % len(SHAPES)])
        for n in range(count)
    ]


async def filled(cache: Cache, charges: Sequence[Charge], size: int = 100) -> None:
    for start in range(0, len(charges), size):
        await cache.save(Batch(tuple(charges[start : start + size])), who="test")


async def paged(cache: Cache, query: ChargeQuery, size: int) -> list[Charge]:
    outline = await cache.charges.outline(query, size)
    assert outline.page_size == size
    pages = [await cache.charges.page(query, anchor, size) for anchor in outline.anchors]
    assert all(len(page) == size for page in pages[:-1])
    rows = [row for page in pages for row in page]
    assert len(rows) == outline.total
    for place in {0, len(rows) // 2, len(rows) - 1} & set(range(len(rows))):
        assert await cache.charges.position(query, rows[place].id) == place
    assert await cache.charges.newest(query, 7) == tuple(rows[:7])
    return rows


@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 333])
def test_pages_hold_every_row_once_newest_first(open_cache: OpenCache, count: int) -> None:
    async def main() -> None:
        charges = many(count)
        async with open_cache() as cache:
            shuffled = charges[:]
            random.Random(count).shuffle(shuffled)
            await filled(cache, shuffled)
            assert await paged(cache, ChargeQuery(), 50) == charges
            for states in (
                {ChargeState.PAID},
                {ChargeState.HELD, ChargeState.PARTLY_REFUNDED},
                set(ChargeState),
            ):
                wanted = [each for each in charges if each.state in states]
                assert await paged(cache, ChargeQuery(states=frozenset(states)), 50) == wanted
                named = [each for each in wanted if each.customer_name == "Zoë Ålund"]
                assert await paged(cache, ChargeQuery("alund", frozenset(states)), 50) == named

    run(main())


def test_an_object_outside_the_list_has_no_position(open_cache: OpenCache) -> None:
    async def main() -> None:
        async with open_cache() as cache:
            await filled(cache, many(10))
            held = ChargeQuery(states=frozenset({ChargeState.HELD}))
            assert await cache.charges.position(held, a_charge(0).id) is None
            assert await cache.charges.position(ChargeQuery("ann"), a_charge(0).id) is None
            assert await cache.charges.position(ChargeQuery(), "NOWHERE") is None

    run(main())


def test_a_row_keeps_its_place_and_its_words_follow_it(open_cache: OpenCache) -> None:
    async def main() -> None:
        async with open_cache() as cache:
            charges = many(5)
            await filled(cache, charges)
            before = await cache.charges.outline(ChargeQuery(), 1)
            changed = charges[2]._replace(
                refunded_minor=1800, created_ms=NOON_MS + 999_999, customer_name="Xi"
            )
            await cache.save(Batch((changed,)), who="test")
            assert await cache.charges.outline(ChargeQuery(), 1) == before
            for text, found in (("xi", [2]), ("siobhan", []), ("partly", [1]), ("refunded", [1, 2])):
                rows = await cache.charges.newest(ChargeQuery(text), 9)
                assert [each.id for each in rows] == [a_charge(n).id for n in found], text

    run(main())


def test_of_one_second_the_newer_comes_first_and_a_full_second_runs_over(open_cache: OpenCache) -> None:
    count = PER_SECOND + 300

    async def main() -> None:
        async with open_cache() as cache:
            same = [a_charge(n, created_ms=NOON_MS + 900 - n % 10) for n in range(count)]
            await filled(cache, same[:50])
            found = await cache.charges.newest(ChargeQuery(), 50)
            assert [each.id for each in found] == [each.id for each in same[:50]]
            await cache.save(Batch(tuple(same)), who="test")
            await cache.save(Batch((a_charge(count, created_ms=NOON_MS),)), who="test")
            assert len(await paged(cache, ChargeQuery(), 200)) == count + 1

    run(main())


PEOPLE = (
    a_charge(0, id="7H2Q9XKD4W8TA", customer_name="Zoë Ålund", brand="VISA", last4="4242", amount_minor=4999),
    a_charge(1, id="8B1C2D3E4F5G6", customer_name="Siobhán O'Brien-Núñez", brand="MC", last4="4444"),
    a_charge(
        2,
        id="9JKMNPQRSTVWX",
        customer_name="",
        brand="AMEX",
        last4="0005",
        amount_minor=5000,
        captured_minor=5000,
    ),
    a_charge(3, customer_name="Ann Lee", captured_minor=0, external_reference_id="REF123456789"),
    a_charge(
        4,
        customer_name="松本 花子",
        brand="GIFT_CARD",
        currency="JPY",
        amount_minor=4999,
        captured_minor=4999,
    ),
    a_charge(5, customer_name='Quote "Q" Smith', refunded_minor=500, tip_minor=200, captured_minor=2000),
    a_charge(
        6, customer_name="Ann 50 Percent", amount_minor=123_450, captured_minor=123_450, status="failed"
    ),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", range(7)),
        ("   ", range(7)),
        ("zoe", [0]),
        ("ZOË", [0]),
        ("Zoe\u0308", [0]),
        ("alu", [0]),
        ("und", []),
        ("o'brien", [1]),
        ("obrien", []),
        ("nunez siobhan", [1]),
        ("visa", [0]),
        ("visa 4242", [0]),
        ("··4242", [0]),
        ("mastercard", [1]),
        ("american", [2]),
        ("gift", [4]),
        ("7h2q9xkd4w8ta", [0]),
        ("7H2Q", [0]),
        ("ORDER00000003", [3]),
        ("ref123456789", [3]),
        ("held", [3]),
        ("declined", [6]),
        ("partly", [5]),
        ("ann -", [3, 6]),
        ("ann held", [3]),
        ("ann 50", [6]),
        ("49.99", [0]),
        ("$49.99", [0]),
        ("49,99", [0]),
        ("4999", [4]),
        ("50", [2, 6]),
        ("50.00", [2]),
        ("1,234.50", [6]),
        ("1234.5", [6]),
        ("20", [5]),
        ("松本", [4]),
        ('"ann lee"', [3]),
        ('"lee ann"', []),
        ('"ann l', [3]),
        ('quote "q"', [5]),
        ("*", range(7)),
        ('"', range(7)),
        ("ann AND lee", []),
        ("exact:18", []),
        ("{exact} : paid", []),
        ("a\0b", []),
        ("NEAR(ann lee)", []),
        ("(((", range(7)),
        ("x" * 5000, []),
    ],
)
def test_words_find(open_cache: OpenCache, text: str, found: Sequence[int]) -> None:
    async def main() -> None:
        async with open_cache() as cache:
            await cache.save(Batch(PEOPLE), who="test")
            rows = await cache.charges.newest(ChargeQuery(text), 99)
            assert [each.id for each in rows] == [PEOPLE[n].id for n in found]
            assert (await cache.charges.outline(ChargeQuery(text))).total == len(rows)

    run(main())


def test_a_word_for_refunded_does_not_find_the_state_partly_refunded(open_cache: OpenCache) -> None:
    async def main() -> None:
        async with open_cache() as cache:
            await filled(cache, many(14))
            wholly = ChargeQuery("refunded", frozenset({ChargeState.REFUNDED}))
            assert {each.state for each in await cache.charges.newest(wholly, 99)} == {ChargeState.REFUNDED}

    run(main())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [0, 1, 2]),
        ("refund0000001", [1]),
        ("charge0000002", [2]),
        ("duplicate", [0]),
        ("given", [0]),
        ("cancelled", [1]),
        ("canceled", [1]),
        ("5.00", [0, 1]),
        ("12.34 pending", [2]),
    ],
)
def test_words_find_refunds(open_cache: OpenCache, text: str, found: Sequence[int]) -> None:
    refunds = (
        a_refund(0, reason="duplicate"),
        a_refund(1, status="canceled"),
        a_refund(2, status="pending", amount_minor=1234),
    )

    async def main() -> None:
        async with open_cache() as cache:
            await cache.save(Batch(refunds=refunds), who="test")
            query = RefundQuery(text)
            rows = await cache.refunds.newest(query, 99)
            assert rows == tuple(refunds[n] for n in found)
            outline = await cache.refunds.outline(query)
            assert outline.total == len(rows)
            assert await cache.refunds.page(query, outline.anchors[0]) == rows
            assert await cache.refunds.position(query, rows[-1].id) == len(rows) - 1

    run(main())


def test_charges_that_know_less_than_their_refunds_are_behind(open_cache: OpenCache) -> None:
    charges = (
        a_charge(0),
        a_charge(1, refunded_minor=500),
        a_charge(2),
        a_charge(3, refunded_minor=500),
        a_charge(4, refunded_minor=900),
    )
    refunds = (
        *(a_refund(n) for n in (0, 1)),
        a_refund(2, status="failed"),
        a_refund(3, status="canceled"),
        a_refund(4),
        a_refund(5),
    )

    async def main() -> None:
        async with open_cache() as cache:
            await cache.save(Batch(charges, refunds), who="test")
            every_charge, every_refund = [each.id for each in charges], [each.id for each in refunds]
            assert set(await cache.charges.behind(refunds=every_refund)) == {charges[0].id, charges[3].id}
            assert await cache.charges.behind(charges=every_charge) == (charges[0].id,)
            assert await cache.charges.behind() == ()

    run(main())


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    connection = open_connection(tmp_path_factory.mktemp("states") / "cache.db", key=KEY)
    migrate(connection, scripts("cloverdesk.cache"))
    yield connection
    connection.close()


minor = st.sampled_from([0, 1, 500, 1799, 1800, 1801]) | st.integers(0, 99_999_999)


@settings(max_examples=300, deadline=None)
@given(
    status=st.sampled_from(["succeeded", "pending", "failed", "", "something_new"]),
    amount=minor,
    captured=minor,
    refunded=minor,
    tip=minor,
)
def test_the_state_in_sql_is_the_state_of_the_charge(
    table: Connection, status: str, amount: int, captured: int, refunded: int, tip: int
) -> None:
    charge = a_charge(
        status=status, amount_minor=amount, captured_minor=captured, refunded_minor=refunded, tip_minor=tip
    )
    table.execute("DELETE FROM charges")
    CHARGES.keep(table, (charge,))
    assert table.one("SELECT state FROM charges") == (charge.state.value,)
