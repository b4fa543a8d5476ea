"""The journal's rows: a step is taken once or not at all, nothing is ever lost or changed, and nothing is readable on disk."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloverdesk.domain.clock import utc
from cloverdesk.domain.errors import ExitCode, Failure
from cloverdesk.domain.message import as_params
from cloverdesk.domain.money import Money
from cloverdesk.domain.operations import (
    TRANSITIONS,
    Actor,
    Effect,
    MoneyOperation,
    OperationKind,
    OperationState,
    RefundEvidence,
)
from cloverdesk.domain.refunds import RefundReason
from cloverdesk.journal.executor import Journal
from cloverdesk.journal.owners import Owner
from cloverdesk.journal.rows import COLUMNS, as_row, from_row
from cloverdesk.journal.store import EffectClaimed, JournalStore, MovedOn
from cloverdesk.storage.database import Connection, Database
from cloverdesk.storage.errors import DataDamaged, DataNewer
from tests.support.aio import run
from tests.support.money import KEY, money_desk

S = OperationState
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ME = Owner("0123456789abcdef", "dk", "till-2", 4711)
OTHER = Owner("fedcba9876543210", "sam", "till-3", 4712)


def drafted(number: int = 1) -> MoneyOperation:
    return MoneyOperation(
        id=f"{number:012d}",
        kind=OperationKind.REFUND_CHARGE,
        target=f"CHARGE{number:07d}",
        amount=Money(500, "USD"),
        whole=False,
        reason=RefundReason.DUPLICATE,
        actor=Actor("dk", "Dana Kowalczyk"),
        idempotency_key=f"key {number}",
        state=S.DRAFTED,
        created_at=NOW,
        updated_at=NOW,
        remaining=Money(2000, "USD"),
    )


async def held(store: JournalStore, number: int = 1) -> MoneyOperation:
    return await store.draft(drafted(number), NOW + timedelta(seconds=10), owner=ME, who="dk")


def on_a_store(tmp_path: Path, work):
    """Run `work` on a fresh journal."""

    async def main() -> None:
        store = await JournalStore.open(tmp_path / "journal.db", key=KEY)
        try:
            await work(store)
        finally:
            await store.close()

    run(main())


# -------------------------------------------------------------------- rows

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
MINOR = st.integers(1, 99_999_999)
MONEY = st.builds(Money, MINOR, st.sampled_from(["USD", "CAD", "JPY"]))
MOMENTS = st.integers(0, 4_102_444_800_000).map(utc)
FAILURES = st.builds(
    Failure,
    st.sampled_from(["journal.nobody_knows", "api.refused"]),
    st.dictionaries(TEXTS, st.one_of(TEXTS, st.integers(), MONEY, MOMENTS), max_size=4).map(as_params),
)
OPERATIONS = st.builds(
    MoneyOperation,
    id=st.text("0123456789ABCDEF", min_size=12, max_size=12),
    kind=st.sampled_from(OperationKind),
    target=TEXTS,
    amount=MINOR.map(lambda minor: Money(minor, "USD")),
    whole=st.booleans(),
    reason=st.none() | st.sampled_from(RefundReason),
    actor=st.builds(Actor, TEXTS, TEXTS),
    idempotency_key=TEXTS,
    state=st.sampled_from(OperationState),
    created_at=MOMENTS,
    updated_at=MOMENTS,
    hold_until=st.none() | MOMENTS,
    sent_at=st.none() | MOMENTS,
    attempt=st.integers(0, 99),
    evidence=st.none()
    | st.builds(
        RefundEvidence, st.integers(0), st.integers(0), st.lists(TEXTS, max_size=3).map(tuple), MOMENTS
    ),
    effect=st.none() | st.builds(Effect, TEXTS, TEXTS, MONEY),
    failure=st.none() | FAILURES,
    needs_you=st.booleans(),
    remaining=st.none() | MINOR.map(lambda minor: Money(minor, "USD")),
)


@given(OPERATIONS)
def test_an_operation_comes_back_from_its_row_as_it_was(one: MoneyOperation) -> None:
    row = as_row(one)
    assert tuple(row) == COLUMNS
    assert all(value is None or type(value) in {str, int} for value in row.values())
    assert from_row([row[name] for name in COLUMNS]) == one


# -------------------------------------------------------------------- steps


@pytest.mark.parametrize("state", S)
def test_a_step_is_taken_only_from_where_the_operation_stands(tmp_path: Path, state: S) -> None:
    """Somebody who read an older state comes too late, whatever they wanted."""

    async def work(store: JournalStore) -> None:
        one = await held(store)
        await store.move(one, one.moved_to(S.CANCELLED, NOW), who="dk")
        stale = replace(one, state=state)
        for following in TRANSITIONS[state]:
            with pytest.raises(MovedOn) as told:
                await store.move(stale, stale.moved_to(following, NOW), who="sam")
            assert told.value.current.state is S.CANCELLED
        record = await store.record(one.id)
        assert record is not None
        assert record.operation.state is S.CANCELLED
        assert [step.state for step in await store.steps(one.id)] == [S.DRAFTED, S.HELD, S.CANCELLED]

    if state is not S.CANCELLED:
        on_a_store(tmp_path, work)


def test_of_two_who_want_to_send_one_may(tmp_path: Path) -> None:
    async def work(store: JournalStore) -> None:
        second = await JournalStore.open(tmp_path / "journal.db", key=KEY)
        one = await held(store)
        sending = replace(one.moved_to(S.SENDING, NOW), attempt=1)
        ends = await asyncio.gather(
            *(where.move(one, sending, who="dk") for where in (store, second) * 3), return_exceptions=True
        )
        await second.close()
        assert sum(not isinstance(end, MovedOn) for end in ends) == 1
        assert [step.state for step in await store.steps(one.id)] == [S.DRAFTED, S.HELD, S.SENDING]

    on_a_store(tmp_path, work)


def test_only_its_owner_sends_and_only_in_the_same_attempt(tmp_path: Path) -> None:
    async def work(store: JournalStore) -> None:
        one = await held(store)
        with pytest.raises(MovedOn):
            await store.move(one, one.moved_to(S.SENDING, NOW), who="sam", run_by=OTHER.id)
        later = replace(one, attempt=1)
        with pytest.raises(MovedOn):
            await store.move(later, later.moved_to(S.SENDING, NOW), who="dk", run_by=ME.id)
        await store.move(one, one.moved_to(S.SENDING, NOW), who="dk", run_by=ME.id)

    on_a_store(tmp_path, work)


def test_two_operations_never_have_the_same_effect(tmp_path: Path) -> None:
    async def work(store: JournalStore) -> None:
        ends = []
        for number in (1, 2):
            one = await held(store, number)
            sending = await store.move(one, one.moved_to(S.SENDING, NOW), who="dk")
            done = replace(
                sending.moved_to(S.CONFIRMED, NOW), effect=Effect("REFUND0000001", "succeeded", one.amount)
            )
            ends.append((sending, done))
        await store.move(*ends[0], who="dk")
        with pytest.raises(EffectClaimed) as told:
            await store.move(*ends[1], who="dk")
        assert told.value.by == ends[0][0].id
        left = await store.record(ends[1][0].id)
        assert left is not None
        assert left.operation.state is S.SENDING

    on_a_store(tmp_path, work)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE steps SET actor = 'nobody'",
        "DELETE FROM steps",
        "DELETE FROM operations",
        "UPDATE operations SET amount_minor = 1",
        "UPDATE operations SET target = 'ELSEWHERE'",
        "INSERT INTO operations (id) VALUES ('x')",
        "UPDATE operations SET owner = 'nobody'",
    ],
)
def test_the_file_itself_refuses_to_forget(tmp_path: Path, harm: str) -> None:
    async def work(store: JournalStore) -> None:
        await held(store)
        with pytest.raises(Exception, match=r"never|NOT NULL|FOREIGN KEY"):
            await store._db.write(lambda db: db.execute(harm))
        assert len(await store.steps(drafted().id)) == 2

    on_a_store(tmp_path, work)


def test_a_step_tells_its_facts_in_words(tmp_path: Path) -> None:
    async def work(store: JournalStore) -> None:
        one = await held(store)
        failure = Failure("journal.no_trace", as_params({"amount": one.amount, "minutes": 11}))
        evidence = RefundEvidence(2000, 0, (), NOW)
        sending = replace(one.moved_to(S.SENDING, NOW), attempt=1, evidence=evidence)
        unknown = replace(sending.moved_to(S.UNKNOWN, NOW), failure=failure)
        await store.move(one, sending, who="CloverDesk")
        await store.move(sending, unknown, who="CloverDesk")
        details = [step.detail for step in await store.steps(one.id)]
        assert details == [
            "charge CHARGE0000001, amount $5.00, whole no",
            "until 12:00:10 UTC",
            "attempt 1, key key 1, captured 2000, refunded 0, refunds none",
            "failure The refund did not happen, amount $5.00, minutes 11",
        ]

    on_a_store(tmp_path, work)


def test_newest_first(tmp_path: Path) -> None:
    async def work(store: JournalStore) -> None:
        for number in (1, 2, 3):
            await held(store, number)
        assert [one.id[-1] for one in await store.newest(2)] == ["3", "2"]
        assert [one.operation.id[-1] for one in await store.moving()] == ["1", "2", "3"]

    on_a_store(tmp_path, work)


def test_the_partial_index_serves_what_is_asked_all_the_time(tmp_path: Path) -> None:
    async def work(store: JournalStore) -> None:
        sql = "EXPLAIN QUERY PLAN SELECT id FROM operations WHERE state IN ('drafted', 'held', 'sending', 'unknown')"
        plan = await store._db.read(lambda db: db.execute(sql))
        assert "operations_moving" in str(plan)

    on_a_store(tmp_path, work)


# -------------------------------------------------------------------- the file


def test_a_newer_journal_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"

    async def age() -> None:
        database = await Database.open(path, key=KEY, migrations=("CREATE TABLE future (x)",) * 1)

        def raise_version(db: Connection) -> None:
            db.execute("PRAGMA user_version = 99")

        await database.write(raise_version)
        await database.close()

    async def main() -> None:
        await age()
        before = path.read_bytes()

        async def nobody() -> None:
            raise AssertionError

        with pytest.raises(DataNewer) as told:
            await Journal.open(path, key=KEY, owners_dir=tmp_path / "owners", clock=None, session=nobody)
        assert told.value.exit_code is ExitCode.DAMAGED
        assert path.read_bytes() == before
        assert not (tmp_path / "owners").exists()

    run(main())


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    async def main() -> None:
        store = await JournalStore.open(tmp_path / "journal.db", key=KEY)
        await held(store)
        await store.close()
        with pytest.raises(DataDamaged):
            await JournalStore.open(tmp_path / "journal.db", key=bytes(32))

    run(main())


def _every_byte(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_nothing_can_be_read_off_the_disk(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            done = await desk.refund(charge)
            assert done.effect is not None
            secrets = [
                charge.id,
                done.id,
                done.effect.id,
                done.idempotency_key,
                "Dana",
                "confirmed",
                "operations",
            ]
            raw = _every_byte(tmp_path)
            assert len(raw) > 10_000
            assert [text for text in secrets if text.encode() in raw] == []

    run(main())


def test_operations_on_one_target_are_found_behind_any_number_of_others(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            first, second = await desk.charge(), await desk.charge()
            asked = await desk.start(first)
            other = await desk.start(second)
            operations = desk.journal.operations
            assert [one.id for one in await operations(limit=1)] == [other.id]
            assert [one.id for one in await operations(limit=1, target=first.id)] == [asked.id]
            assert await operations(target="NOTHING") == ()

    run(main())
