"""Random schedules: whatever people, desks, deaths and faults do in whatever order, the store's ledger and the journal agree."""

import asyncio
import itertools
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloverdesk.domain.charges import Charge
from cloverdesk.domain.errors import DeskError
from cloverdesk.domain.operations import TRANSITIONS, MoneyOperation, OperationState
from cloverdesk.journal.executor import Journal
from cloverdesk.journal.recovery import SETTLE
from tests.support.aio import run, settle
from tests.support.money import MoneyDesk, money_desk

S = OperationState
LOSSES = (
    {},
    {"before": {"drop": True}},
    {"after": {"drop": True}},
    {"after": {"status": 503}},
    {"after": {"status": 402}},
    {"before": {"status": 402}},
    {"before": {"status": 429}},
    {"after": {"truncated": True}},
    {"effect": {"status": "failed"}},
    {"effect": {"status": "failed"}, "after": {"drop": True}},
    {"effect": {"status": "pending"}},
    {"before": {"stall": True}},
    {"after": {"stall": True}},
    {"before": {"stall": True, "drop": True}},
)
PATIENCE_S = 120
"""No call lasts longer: what the store holds back is let go before so much time has passed."""

WHICH = st.integers(0, 1)
ACTIONS = st.one_of(
    st.tuples(st.just("ask"), WHICH, WHICH, st.sampled_from([500, 700, None])),
    st.tuples(st.just("wait"), st.sampled_from([0.1, 3, 11, PATIENCE_S, SETTLE.total_seconds()])),
    st.tuples(st.just("lose"), st.sampled_from(LOSSES)),
    st.tuples(
        st.just("look"), st.sampled_from([{}, {"before": {"drop": True}}, {"before": {"status": 503}}])
    ),
    st.tuples(st.just("take back"), WHICH, st.integers(0, 5)),
    st.tuples(st.just("try again"), WHICH, st.integers(0, 5)),
    st.tuples(st.just("elsewhere"), WHICH),
    st.tuples(st.just("die"), WHICH),
    st.tuples(st.just("adopt"), WHICH),
)


@dataclass
class Play:
    """Two desks on one journal, two charges, and whatever befalls them."""

    desk: MoneyDesk
    journals: list[Journal]
    charges: list[Charge]
    asked: list[str] = field(default_factory=list)
    rules: dict[str, dict[str, object]] = field(default_factory=dict)

    async def act(self, name: str, *how: object) -> None:
        """Do one thing; what a person is refused is no harm."""
        with suppress(DeskError):
            await getattr(self, "_" + name.replace(" ", "_"))(*how)
        await settle()

    async def _ask(self, journal: int, charge: int, minor: int | None) -> None:
        known = await self.desk.known(self.charges[charge].id)
        held = await self.desk.start(known, minor, journal=self.journals[journal])
        self.asked.append(held.id)

    async def _wait(self, seconds: float) -> None:
        if seconds >= PATIENCE_S:
            self.desk.demo.faults.release()
            await settle()
        await self.desk.clock.advance(seconds)

    async def _lose(self, loss: dict[str, object]) -> None:
        self._trouble("createRefund", loss)

    async def _look(self, loss: dict[str, object]) -> None:
        self._trouble("listRefunds", loss)

    def _trouble(self, operation: str, loss: dict[str, object]) -> None:
        self.rules[operation] = {"operation": operation, **loss}
        self.desk.demo.trouble(*(rule for rule in self.rules.values() if len(rule) > 1))

    async def _take_back(self, journal: int, which: int) -> None:
        if which < len(self.asked):
            await self.journals[journal].take_back(self.asked[which])

    async def _try_again(self, journal: int, which: int) -> None:
        if which < len(self.asked):
            await self.journals[journal].retry(self.asked[which])

    async def _elsewhere(self, charge: int) -> None:
        rules, self.desk.demo.faults.rules = self.desk.demo.faults.rules, []
        async with self.desk.demo.client() as client:
            await client.post("/v1/refunds", json={"charge": self.charges[charge].id, "amount": 300})
        self.desk.demo.faults.rules = rules

    async def _die(self, which: int) -> None:
        """To everybody else it is dead, though it may still be at work: the worst that a lock can do."""
        self.journals[which]._bench.owners.release()
        self.journals[which] = await self.desk.open()

    async def _adopt(self, which: int) -> None:
        adopting = asyncio.get_running_loop().create_task(self.journals[which].adopt())
        while not adopting.done():
            await self.desk.clock.advance(1)
        await adopting

    async def end(self) -> tuple[MoneyOperation, ...]:
        """Everything works again, and time passes until nothing is left to be learned."""
        self.desk.demo.trouble()
        self.desk.demo.faults.release()
        await self.desk.clock.advance(PATIENCE_S)
        await self._die(0)
        await self._die(1)
        await self._adopt(0)
        await self.desk.clock.advance(SETTLE.total_seconds())
        watching = asyncio.get_running_loop().create_task(self.journals[0].watch())
        await self.desk.clock.advance(3)
        watching.cancel()
        await asyncio.wait({watching})
        return await self.journals[0].operations()


async def _play(folder: Path, schedule: list[tuple[object, ...]]) -> None:
    async with money_desk(folder) as desk:
        charges = [await desk.charge(2000), await desk.charge(2000)]
        play = Play(desk, [desk.journal, await desk.open()], charges)
        for name, *how in schedule:
            await play.act(str(name), *how)
        operations = await play.end()
        assert sorted(one.id for one in operations) == sorted(play.asked)
        for one in operations:
            _judge(desk, one)
            _walked([step.state for step in await play.journals[0].steps(one.id)])


def _judge(desk: MoneyDesk, one: MoneyOperation) -> None:
    """The state of an operation says what the ledger says."""
    ours = [effect for effect in desk.demo.refunds_made if effect["external_reference_id"] == one.id]
    moved = [effect for effect in ours if effect["status"] != "failed"]
    sent = [request for request in desk.cable.sent if one.id.encode() in request.content]
    assert len(moved) <= 1
    assert len(sent) <= one.attempt
    assert one.state in {S.CONFIRMED, S.DECLINED, S.NOT_SENT, S.NOT_HAPPENED, S.CANCELLED, S.STOPPED}
    if one.effect is not None:
        assert one.state in {S.CONFIRMED, S.STOPPED}
        assert [effect["id"] for effect in moved] == [one.effect.id]
        assert moved[0]["amount"] == one.effect.moved.amount
    else:
        assert one.state is not S.CONFIRMED
        assert moved == []


def _walked(states: list[OperationState]) -> None:
    """Every step is one of the table's, or a new fact about what is unknown."""
    assert states[:2] == [S.DRAFTED, S.HELD]
    for before, after in itertools.pairwise(states):
        assert after in TRANSITIONS[before] or before is after is S.UNKNOWN


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ACTIONS, max_size=14))
def test_the_ledger_and_the_journal_always_agree(schedule: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run(_play(Path(folder), schedule))
