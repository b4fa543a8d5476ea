"""Recovery: what counts as proof, what never does, and what a person is told when nobody can know."""

import asyncio
from pathlib import Path

import pytest

from cloverdesk.demo.options import DemoOptions
from cloverdesk.domain.errors import Offline
from cloverdesk.domain.money import Money
from cloverdesk.domain.operations import MoneyOperation, OperationState
from cloverdesk.journal.executor import Journal
from cloverdesk.journal.recovery import PAUSES, SETTLE
from tests.support.aio import run
from tests.support.money import MoneyDesk, money_desk

S = OperationState
LOST_BEFORE = {"operation": "createRefund", "nth": 1, "before": {"drop": True}}
LOST_AFTER = {"operation": "createRefund", "nth": 1, "after": {"drop": True}}
NO_ECHO = DemoOptions(external_reference_id_echoed=False)
SETTLED = SETTLE.total_seconds()


async def _later(desk: MoneyDesk, seconds: float, journal: Journal | None = None) -> None:
    """So much later, somebody opens the window for a moment."""
    await desk.clock.advance(seconds)
    await desk.watch(1, journal)


def test_absence_is_proof_only_when_clover_can_no_longer_act(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble(LOST_BEFORE)
            lost = await desk.refund(charge)
            await _later(desk, SETTLED - 60)
            assert (await desk.now(lost)).state is S.UNKNOWN
            await _later(desk, 60)
            settled = await desk.now(lost)
            assert (settled.state, settled.needs_you, settled.effect) == (S.NOT_HAPPENED, False, None)
            assert settled.failure is not None
            assert settled.failure.code == "journal.no_trace"
            assert desk.moved(charge) == []
            assert len(desk.cable.sent) == 1  # it never sends again by itself

    run(main())


def test_what_did_not_happen_is_tried_again_by_a_person_only(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble(LOST_BEFORE)
            lost = await desk.refund(charge)
            await _later(desk, SETTLED)
            again = await desk.journal.retry(lost.id)
            assert again.idempotency_key != lost.idempotency_key
            done = await desk.flying(desk.journal.wait(lost.id))
            assert (done.state, done.attempt) == (S.CONFIRMED, 2)
            assert desk.moved(charge) == [500]

    run(main())


def test_an_effect_that_comes_late_is_found(tmp_path: Path) -> None:
    """A gateway that answered 503 and did it minutes later."""

    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble(LOST_BEFORE)
            lost = await desk.refund(charge)
            await _later(desk, 120)
            effect = await desk.elsewhere(charge, 500, external_reference_id=lost.id)
            await _later(desk, 100)
            found = await desk.now(lost)
            assert found.state is S.CONFIRMED
            assert found.effect is not None
            assert found.effect.id == effect

    run(main())


def test_an_effect_that_comes_after_all_hope_stops_the_next_attempt(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble(LOST_BEFORE)
            lost = await desk.refund(charge)
            await _later(desk, SETTLED)
            effect = await desk.elsewhere(charge, 500, external_reference_id=lost.id)
            await desk.journal.retry(lost.id)
            done = await desk.flying(desk.journal.wait(lost.id))
            assert done.state is S.STOPPED
            assert done.failure is not None
            assert done.failure.code == "journal.done_before"
            assert done.effect is not None
            assert done.effect.id == effect
            assert desk.moved(charge) == [500]

    run(main())


@pytest.mark.parametrize("fault", [LOST_BEFORE, LOST_AFTER])
@pytest.mark.parametrize("minor", [500, 700])
def test_equal_amount_and_time_is_never_proof(tmp_path: Path, fault: dict[str, object], minor: int) -> None:
    """The server keeps no references, and somebody gave money back at the same time: a person decides."""

    async def main() -> None:
        async with money_desk(tmp_path, NO_ECHO) as desk:
            charge = await desk.charge()
            desk.demo.trouble(fault)
            held = await desk.start(charge, 500)
            desk.cable.before_send = lambda _request: _elsewhere(desk, held, minor)
            lost = await desk.flying(desk.journal.wait(held.id))
            assert (lost.state, lost.needs_you) == (S.UNKNOWN, True)
            assert lost.failure is not None
            facts = dict(lost.failure.params)
            assert lost.failure.code == "journal.nobody_knows"
            assert facts["count"] == len(desk.moved(charge))
            text = lost.failure.message.english()
            assert all(str(one["id"]) in text for one in desk.demo.refunds_made)
            await _later(desk, SETTLED)
            assert (await desk.now(lost)).state is S.UNKNOWN
            assert (await desk.now(lost)).needs_you

    run(main())


async def _elsewhere(desk: MoneyDesk, held: MoneyOperation, minor: int) -> None:
    desk.demo.faults.rules[0].seen -= 1  # this call is not the one that goes wrong
    rules, desk.demo.faults.rules = desk.demo.faults.rules, []
    await desk.elsewhere(await desk.known(held.target), minor)
    rules[0].seen += 1
    desk.demo.faults.rules = rules


def test_a_lost_refund_without_references_needs_a_person_even_alone(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path, NO_ECHO) as desk:
            charge = await desk.charge()
            desk.demo.trouble(LOST_AFTER)
            lost = await desk.refund(charge)
            assert (lost.state, lost.needs_you) == (S.UNKNOWN, True)
            done = await desk.journal.decide(lost.id, happened=True)
            assert (done.state, done.needs_you, done.failure) == (S.CONFIRMED, False, None)
            assert done.effect is not None
            assert [one["id"] for one in desk.demo.refunds_made] == [done.effect.id]
            assert done.effect.moved == Money(500, "USD")

    run(main())


def test_a_402_that_moved_money_without_references_is_no_decline(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path, NO_ECHO) as desk:
            charge = await desk.charge()
            desk.demo.trouble({"operation": "createRefund", "after": {"status": 402}})
            done = await desk.refund(charge)
            assert (done.state, done.needs_you) == (S.UNKNOWN, True)
            assert desk.moved(charge) == [500]

    run(main())


def test_what_a_person_judged_as_somebody_elses_does_not_stop_the_next_attempt(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path, NO_ECHO) as desk:
            charge = await desk.charge()
            desk.demo.trouble(LOST_BEFORE)
            held = await desk.start(charge, 500)
            desk.cable.before_send = lambda _request: _elsewhere(desk, held, 500)
            lost = await desk.flying(desk.journal.wait(held.id))
            assert lost.needs_you
            decided = await desk.journal.decide(lost.id, happened=False)
            assert (decided.state, decided.needs_you) == (S.NOT_HAPPENED, False)
            await desk.journal.retry(lost.id)
            done = await desk.flying(desk.journal.wait(lost.id))
            assert done.state is S.CONFIRMED
            assert desk.moved(charge) == [500, 500]

    run(main())


def test_a_refund_that_nobody_has_judged_stops_the_next_attempt(tmp_path: Path) -> None:
    """Without references, a late effect looks like anybody's: nothing is sent a second time beside it."""

    async def main() -> None:
        async with money_desk(tmp_path, NO_ECHO) as desk:
            charge = await desk.charge()
            desk.demo.trouble(LOST_BEFORE)
            lost = await desk.refund(charge)
            await _later(desk, SETTLED)
            assert (await desk.now(lost)).state is S.NOT_HAPPENED
            await desk.elsewhere(charge, 500)
            await desk.journal.retry(lost.id)
            done = await desk.flying(desk.journal.wait(lost.id))
            assert done.state is S.STOPPED
            assert done.failure is not None
            assert done.failure.code == "journal.maybe_done_before"
            assert desk.moved(charge) == [500]

    run(main())


@pytest.mark.parametrize("options", [None, NO_ECHO])
def test_an_effect_that_comes_after_two_attempts_stops_the_third(
    tmp_path: Path, options: DemoOptions | None
) -> None:
    """The second attempt was not sent at all: what the first one left open is still open."""

    async def main() -> None:
        async with money_desk(tmp_path, options) as desk:
            charge = await desk.charge()
            desk.demo.trouble(LOST_BEFORE)
            lost = await desk.refund(charge)
            await _later(desk, SETTLED)
            desk.cable.cut_for_money = True
            await desk.journal.retry(lost.id)
            assert (await desk.flying(desk.journal.wait(lost.id))).state is S.NOT_SENT
            desk.cable.cut_for_money = False
            await desk.elsewhere(charge, 500, external_reference_id=lost.id)
            await desk.journal.retry(lost.id)
            assert (await desk.flying(desk.journal.wait(lost.id))).state is S.STOPPED
            assert desk.moved(charge) == [500]

    run(main())


@pytest.mark.parametrize("reference", [None, "ANOTHERDESK1"])
def test_a_server_known_to_give_references_back_settles_it(tmp_path: Path, reference: str | None) -> None:
    """Once one of our own refunds was seen with its reference, a refund without it is somebody else's."""

    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            assert (await desk.refund(await desk.charge())).state is S.CONFIRMED
            charge = await desk.charge()
            desk.demo.trouble(LOST_BEFORE)
            lost = await desk.refund(charge)
            await desk.elsewhere(charge, 500, **({"external_reference_id": reference} if reference else {}))
            await _later(desk, 60)
            assert ((await desk.now(lost)).state, (await desk.now(lost)).needs_you) == (S.UNKNOWN, False)
            await _later(desk, SETTLED)
            assert (await desk.now(lost)).state is S.NOT_HAPPENED

    run(main())


def test_a_reference_of_another_desk_explains_itself(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble(LOST_BEFORE)
            lost = await desk.refund(charge)
            await desk.elsewhere(charge, 500, external_reference_id="ANOTHERDESK1")
            await _later(desk, SETTLED)
            assert (await desk.now(lost)).state is S.NOT_HAPPENED

    run(main())


def test_a_sparse_list_is_read_in_full(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path, DemoOptions(refunds_list_sparse=True)) as desk:
            charge = await desk.charge()
            await desk.elsewhere(charge, 300)
            desk.demo.trouble(LOST_AFTER)
            found = await desk.refund(await desk.known(charge.id))
            assert found.state is S.CONFIRMED
            assert found.effect is not None
            assert found.effect.moved == Money(500, "USD")
            assert desk.moved(charge) == [300, 500]

    run(main())


@pytest.mark.parametrize("echoed", [True, False])
def test_two_unknown_refunds_never_claim_the_same_effect(tmp_path: Path, *, echoed: bool) -> None:
    """Two desks, each with a journal of its own, lose the answers to equal refunds; one of them happened."""

    async def main() -> None:
        async with money_desk(tmp_path, DemoOptions(external_reference_id_echoed=echoed)) as desk:
            charge = await desk.charge()
            second = await desk.open("second")
            one = await desk.start(charge)
            two = await desk.start(charge, journal=second)
            desk.demo.trouble(LOST_AFTER, {"operation": "createRefund", "nth": 2, "before": {"drop": True}})
            await desk.clock.advance(10)
            ends = [await desk.flying(desk.journal.wait(one.id)), await desk.flying(second.wait(two.id))]
            await _later(desk, SETTLED)
            await _later(desk, 1, second)
            ends = [await desk.now(one), await second.get(two.id) or two]
            assert len(desk.moved(charge)) == 1
            states = sorted(end.state.value for end in ends)
            if echoed:
                assert states == ["confirmed", "not_happened"]
            else:  # whose it was nobody can say; the second desk may have looked only after it had happened
                assert states in (["unknown", "unknown"], ["not_happened", "unknown"])
                assert all(end.needs_you for end in ends if end.state is S.UNKNOWN)

    run(main())


def test_an_effect_that_is_claimed_already_is_not_claimed_again(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path, NO_ECHO) as desk:
            charge = await desk.charge()
            desk.demo.trouble(LOST_AFTER)
            one = await desk.refund(charge)
            aside = await desk.journal.decide(one.id, happened=None)
            assert (aside.state, aside.needs_you) == (S.SET_ASIDE, False)
            desk.demo.trouble(LOST_BEFORE)
            two = await desk.start(await desk.known(charge.id))
            desk.cable.before_send = lambda _request: _elsewhere(desk, two, 500)
            lost = await desk.flying(desk.journal.wait(two.id))
            done = await desk.journal.decide(lost.id, happened=True)
            assert done.effect is not None
            assert done.effect.id == desk.demo.refunds_made[1]["id"]
            steps = await desk.journal.steps(done.id)
            assert steps[-1].state is S.CONFIRMED
            assert steps[-1].actor != "CloverDesk"

    run(main())


def test_a_refunded_amount_that_no_refund_explains_is_asked_about_in_the_end(tmp_path: Path) -> None:
    """The list may lag behind the charge for a while; not for ever."""

    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble(LOST_BEFORE)
            lost = await desk.refund(charge)
            body = desk.demo.store.get("charge", charge.id)
            assert body is not None
            desk.demo.store.change("charge", {**body.body, "amount_refunded": 500})
            await _later(desk, 120)
            assert not (await desk.now(lost)).needs_you
            await _later(desk, SETTLED)
            asked = await desk.now(lost)
            assert (asked.state, asked.needs_you) == (S.UNKNOWN, True)
            assert asked.failure is not None
            assert asked.failure.code == "journal.refunded_amount_moved"

    run(main())


def test_reading_back_goes_on_with_growing_pauses_and_survives_a_broken_line(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble(LOST_AFTER)
            held = await desk.start(charge)

            async def cut(_request: object) -> None:
                desk.provided.append(Offline())

            desk.cable.before_send = cut
            lost = await desk.flying(desk.journal.wait(held.id))
            assert lost.state is S.UNKNOWN
            await desk.watch(1000)
            looks = await desk.journal._store.record(lost.id)
            assert looks is not None
            # Once at the end of the run; at 0, 2, 8, 24 and 84 s of the watch; then every 300 s.
            assert looks.looks == 1 + len(PAUSES) + 3
            assert len(await desk.journal.steps(lost.id)) == 4  # what proved nothing new is no step
            desk.provided.clear()
            await desk.watch(1)
            assert (await desk.now(lost)).state is S.CONFIRMED

    run(main())


def test_a_full_disk_does_not_end_the_watch(tmp_path: Path) -> None:
    async def main() -> None:
        async with money_desk(tmp_path) as desk:
            charge = await desk.charge()
            desk.demo.trouble(LOST_AFTER, {"operation": "listRefunds", "nth": 2, "before": {"html": True}})
            lost = await desk.refund(charge)
            assert lost.state is S.UNKNOWN
            watching = asyncio.get_running_loop().create_task(desk.journal.watch())
            await desk.refuse_writes()
            await desk.clock.advance(400)
            assert not watching.done()
            await desk.refuse_writes(refuse=False)
            await desk.clock.advance(400)
            watching.cancel()
            await asyncio.wait({watching})
            assert (await desk.now(lost)).state is S.CONFIRMED

    run(main())
