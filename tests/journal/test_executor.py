"""Money moves exactly once, or a person is told that nobody knows yet: every loss of an answer, against the store's ledger."""

import asyncio
from pathlib import Path
from uuid import UUID

import pytest
from httpx import Request

from cloverdesk.domain.errors import DeskError, ExitCode
from cloverdesk.domain.money import Money
from cloverdesk.domain.operations import MoneyOperation, OperationState
from cloverdesk.journal.errors import AlreadyMoving, Closing
from tests.support.aio import run, settle
from tests.support.money import MoneyDesk, money_desk

S = OperationState
WAY = [S.DRAFTED, S.HELD, S.SENDING]
LOST = {"drop": True}


async def _kept(desk: MoneyDesk, operation: MoneyOperation) -> MoneyOperation:
    """The operation as it is written down, which must be what was returned."""
    kept = await desk.journal.get(operation.id)
    assert kept == operation
    return operation


def test_an_amount_goes_back_once_and_the_trail_says_how(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge(2000)
            held = await desk.start(charge, 500)
            assert (held.state, held.amount, held.whole) == (S.HELD, Money(500, "USD"), False)
            done = await _kept(desk, await desk.flying(desk.journal.wait(held.id)))

            assert (done.state, done.attempt, done.failure) == (S.CONFIRMED, 1, None)
            assert done.effect is not None
            (effect,) = desk.demo.refunds_made
            assert (effect["id"], effect["amount"]) == (done.effect.id, 500)
            assert (done.effect.moved, done.effect.status) == (Money(500, "USD"), "succeeded")
            assert effect["external_reference_id"] == done.id
            assert effect["idempotency_key"] == done.idempotency_key
            assert UUID(done.idempotency_key).version == 4
            assert len(desk.cable.sent) == 1
            assert done.evidence is not None
            assert (done.evidence.captured_minor, done.evidence.refunded_minor) == (2000, 0)

            steps = await desk.journal.steps(done.id)
            assert [step.state for step in steps] == [*WAY, S.CONFIRMED]
            assert [step.n for step in steps] == [1, 2, 3, 4]
            assert [step.actor for step in steps] == ["Dana (dk)", "Dana (dk)", "CloverDesk", "CloverDesk"]
            assert done.effect.id in steps[-1].detail
            assert "$5.00" in steps[-1].detail

    run(main())


def test_a_confirmed_refund_costs_three_commits(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            other = await desk.open()  # sees a commit of the first as a new version
            versions = {await other.data_version()}
            charge = await desk.charge()
            held = await desk.start(charge)
            versions.add(await other.data_version())
            desk.demo.trouble({"operation": "createRefund", "before": {"stall": True}})
            await desk.clock.advance(10)
            await desk.stalled()
            versions.add(await other.data_version())
            desk.demo.faults.release()
            await desk.journal.wait(held.id)
            versions.add(await other.data_version())
            assert len(versions) == 4
            assert [one.state for one in desk.told] == [S.HELD, S.SENDING, S.CONFIRMED]

    run(main())


def test_the_whole_goes_back_without_an_amount(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge(2000, tip_amount=300)
            done = await desk.refund(charge, None)
            assert (done.state, done.whole, done.amount) == (S.CONFIRMED, True, Money(2300, "USD"))
            assert done.effect is not None
            assert done.effect.moved == Money(2300, "USD")
            assert b'"amount"' not in desk.cable.sent[-1].content
            assert desk.moved(charge) == [2300]

    run(main())


def test_a_hold_is_let_go_as_a_whole(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge(4000, capture=False)
            done = await desk.refund(charge, None)
            assert done.state is S.CONFIRMED
            assert desk.moved(charge) == [4000]

    run(main())


def test_nothing_is_sent_before_the_row_is_written(tmp_path: Path) -> None:
    """While the request is on its way, any other process reads `sending` with its evidence."""

    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            other = await desk.open()
            seen: list[MoneyOperation | None] = []

            async def look(_request: Request) -> None:
                seen.append(await other.get(held.id))

            held = await desk.start(charge)
            desk.cable.before_send = look
            await desk.flying(desk.journal.wait(held.id))
            (row,) = seen
            assert row is not None
            assert row.state is S.SENDING
            assert row.evidence is not None
            assert (row.attempt, row.sent_at) == (1, row.updated_at)

    run(main())


FAULTS = {
    # name: (trouble, state that is told the truth, effects, exactly one request)
    "drop before": ({"before": LOST}, S.UNKNOWN, 0),
    "drop after": ({"after": LOST}, S.CONFIRMED, 1),
    "503 before": ({"before": {"status": 503}}, S.UNKNOWN, 0),
    "503 after": ({"after": {"status": 503}}, S.CONFIRMED, 1),
    "500 after": ({"after": {"status": 500}}, S.CONFIRMED, 1),
    "502 after": ({"after": {"status": 502}}, S.CONFIRMED, 1),
    "504 after": ({"after": {"status": 504}}, S.CONFIRMED, 1),
    "402 before": ({"before": {"status": 402}}, S.DECLINED, 0),
    "402 after": ({"after": {"status": 402}}, S.CONFIRMED, 1),
    "429 before": ({"before": {"status": 429}}, S.NOT_SENT, 0),
    "half a body after": ({"after": {"truncated": True}}, S.CONFIRMED, 1),
    "empty after": ({"after": {"empty": True}}, S.CONFIRMED, 1),
    "a web page after": ({"after": {"html": True}}, S.CONFIRMED, 1),
    "a web page before": ({"before": {"html": True}}, S.UNKNOWN, 0),
    "failed on a 200": ({"effect": {"status": "failed"}}, S.DECLINED, 0),
    "pending on a 200": ({"effect": {"status": "pending"}}, S.CONFIRMED, 1),
    "failed, and the answer lost": ({"effect": {"status": "failed"}, "after": LOST}, S.NOT_HAPPENED, 0),
    "pending, and the answer lost": ({"effect": {"status": "pending"}, "after": LOST}, S.CONFIRMED, 1),
}


@pytest.mark.parametrize("name", FAULTS)
def test_whatever_happens_to_the_answer_the_operation_tells_the_truth(tmp_path: Path, name: str) -> None:
    trouble, state, effects = FAULTS[name]

    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble({"operation": "createRefund", **trouble})
            done = await _kept(desk, await desk.refund(charge))
            assert done.state is state
            assert desk.moved(charge) == [500] * effects
            assert [request.url.path for request in desk.cable.sent] == ["/v1/refunds"]
            assert (done.effect is not None) == (state is S.CONFIRMED)
            assert (done.failure is not None) == (state is not S.CONFIRMED)
            assert not done.needs_you
            assert (await desk.trail(done))[:3] == WAY

    run(main())


@pytest.mark.parametrize("minor", [500, None])
def test_a_lost_answer_stays_unknown_until_it_is_certain_that_nothing_happened(
    tmp_path: Path, minor: int | None
) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble({"operation": "createRefund", "before": LOST})
            lost = await desk.refund(charge, minor)
            assert lost.state is S.UNKNOWN
            assert lost.failure is not None
            assert "Do not send it again" in lost.failure.advice.english()
            assert await desk.trail(lost) == [*WAY, S.UNKNOWN]

    run(main())


def test_a_decline_that_cannot_be_checked_is_not_final(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble(
                {"operation": "createRefund", "after": {"status": 402}},
                {"operation": "listRefunds", "nth": 2, "before": LOST},
                {"operation": "listRefunds", "nth": 3, "before": LOST},
                {"operation": "listRefunds", "nth": 4, "before": LOST},
            )
            done = await desk.refund(charge)
            assert await desk.trail(done) == [*WAY, S.UNKNOWN, S.CONFIRMED]
            assert desk.moved(charge) == [500]

    run(main())


def test_a_token_that_expires_just_before_sending_sends_nothing(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:

            async def expire(request: Request) -> None:
                request.headers["authorization"] = "Bearer expired"

            charge = await desk.charge()
            desk.cable.before_send = expire
            done = await desk.refund(charge)
            assert (done.state, done.attempt) == (S.NOT_SENT, 1)
            assert done.failure is not None
            assert done.failure.code == "api.not_signed_in"
            assert desk.moved(charge) == []

    run(main())


def test_without_a_line_nothing_is_sent_and_the_text_says_so(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.cable.cut = True
            done = await _kept(desk, await desk.refund(charge))
            assert (done.state, done.attempt) == (S.STOPPED, 0)
            assert done.failure is not None
            assert "no money moved" in done.failure.message.english()
            desk.cable.cut = False
            assert desk.moved(charge) == []
            assert (await desk.refund(charge)).state is S.CONFIRMED  # the person asks anew

    run(main())


def test_a_line_that_breaks_just_before_sending_is_not_sent_and_may_be_tried_again(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.cable.cut_for_money = True
            first = await desk.refund(charge)
            assert first.state is S.NOT_SENT
            desk.cable.cut_for_money = False
            again = await desk.journal.retry(first.id)
            assert (again.state, again.failure) == (S.HELD, None)
            assert again.idempotency_key != first.idempotency_key
            done = await desk.flying(desk.journal.wait(first.id))
            assert (done.state, done.attempt, done.id) == (S.CONFIRMED, 2, first.id)
            assert await desk.trail(done) == [*WAY, S.NOT_SENT, S.HELD, S.SENDING, S.CONFIRMED]
            assert desk.moved(charge) == [500]

    run(main())


# -------------------------------------------------------------------- facts


@pytest.mark.parametrize(("asked", "other"), [(1800, 500), (None, 500), (None, 2000), (2000, 2000)])
def test_what_somebody_else_gave_back_meanwhile_stops_it(
    tmp_path: Path, asked: int | None, other: int
) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge(2000)
            held = await desk.start(charge, asked)
            await desk.elsewhere(charge, other)
            done = await _kept(desk, await desk.flying(desk.journal.wait(held.id)))
            assert (done.state, done.attempt) == (S.STOPPED, 0)
            assert done.failure is not None
            both = dict(done.failure.params)
            assert (both["before"], both["now"]) == (Money(2000, "USD"), Money(2000 - other, "USD"))
            text = done.failure.message.english()
            assert "$20.00" in text
            assert str(Money(2000 - other, "USD")) in text
            assert desk.moved(charge) == [other]

    run(main())


def test_what_somebody_else_gave_back_does_not_matter_while_enough_remains(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge(2000)
            held = await desk.start(charge, 500)
            await desk.elsewhere(charge, 1500)
            done = await desk.flying(desk.journal.wait(held.id))
            assert done.state is S.CONFIRMED
            assert desk.moved(charge) == [1500, 500]
            assert done.evidence is not None
            assert done.evidence.refunded_minor == 1500
            assert len(done.evidence.refund_ids) == 1

    run(main())


def test_an_amount_is_stopped_where_clover_takes_only_the_whole(tmp_path: Path) -> None:
    """The cache may be wrong about tax, tip or lines; the fresh look is not."""

    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            taxed = await desk.charge(2000, tax_amount=150)
            done = await desk.refund(taxed._replace(tax_minor=0), 500)
            assert done.state is S.STOPPED
            assert done.failure is not None
            assert done.failure.code == "journal.whole_only_now"
            assert desk.moved(taxed) == []

    run(main())


def test_one_charge_is_refunded_by_one_operation_at_a_time(tmp_path: Path) -> None:
    """The same dialog confirmed twice moves the money once."""

    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            first = await desk.start(charge, 500)
            for journal in (desk.journal, await desk.open()):
                with pytest.raises(AlreadyMoving) as told:
                    await desk.start(charge, 500, journal=journal)
                assert told.value.operation == first.id
                assert told.value.exit_code is ExitCode.REFUSED
            await desk.flying(desk.journal.wait(first.id))
            assert (await desk.refund(charge, 500)).state is S.CONFIRMED
            assert desk.moved(charge) == [500, 500]

    run(main())


# -------------------------------------------------------------------- the disk


def test_a_journal_that_cannot_be_written_sends_nothing(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            await desk.refuse_writes()
            with pytest.raises(DeskError) as told:
                await desk.start(charge)
            assert told.value.exit_code is ExitCode.DAMAGED
            await desk.clock.advance(60)
            assert await desk.journal.operations() == ()
            assert desk.moved(charge) == []

    run(main())


def test_a_disk_that_fills_up_during_the_hold_stops_it(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            held = await desk.start(charge)
            await desk.refuse_writes()
            done = await desk.flying(desk.journal.wait(held.id))
            assert done.state is S.STOPPED
            assert done.failure is not None
            assert done.failure.code == "storage.unwritable"
            assert desk.told[-1] == done
            assert desk.moved(charge) == []
            await desk.refuse_writes(refuse=False)
            (left,) = await desk.journal.adopt()
            assert left.state is S.CANCELLED

    run(main())


def test_a_disk_that_fills_up_after_sending_hides_nothing(tmp_path: Path) -> None:
    """What Clover answered is told; what the row does not say yet is found again at Clover."""

    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            held = await desk.start(charge)
            desk.cable.before_send = lambda _request: desk.refuse_writes()
            done = await desk.flying(desk.journal.wait(held.id))
            assert done.state is S.CONFIRMED
            assert desk.told[-1] == done
            row = await desk.journal.get(held.id)
            assert row is not None
            assert row.state is S.SENDING
            await desk.refuse_writes(refuse=False)
            (found,) = await desk.journal.adopt()
            assert (found.state, found.effect) == (S.CONFIRMED, done.effect)
            assert desk.moved(charge) == [500]

    run(main())


def test_a_disk_that_refuses_for_a_moment_is_tried_again(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            held = await desk.start(charge)
            desk.cable.before_send = lambda _request: desk.refuse_writes()
            await desk.clock.advance(10)
            await desk.clock.until_asleep()
            await desk.refuse_writes(refuse=False)
            done = await _kept(desk, await desk.flying(desk.journal.wait(held.id)))
            assert done.state is S.CONFIRMED

    run(main())


# -------------------------------------------------------------------- listeners


def test_a_listener_that_fails_does_not_stop_the_money(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            bugs: list[object] = []
            asyncio.get_running_loop().set_exception_handler(
                lambda _loop, told: bugs.append(told["exception"])
            )

            def fail(operation: MoneyOperation) -> None:
                raise RuntimeError(operation.state.value)

            desk.journal.subscribe(fail)
            leave = desk.journal.subscribe(fail)
            leave()
            leave()
            charge = await desk.charge()
            assert (await desk.refund(charge)).state is S.CONFIRMED
            assert [str(bug) for bug in bugs] == ["held", "sending", "confirmed"]

    run(main())


def test_a_closed_journal_takes_nothing_on(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            await desk.journal.close()
            await desk.journal.close()
            with pytest.raises(Closing):
                await desk.start(charge)
            await settle()
            assert desk.moved(charge) == []

    run(main())
