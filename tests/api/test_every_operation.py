"""Every operation of the API against the demo store, the independent oracle: in this process and over HTTP, as usual and in
every trouble that the store knows.
"""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from cloverdesk.api import errors
from cloverdesk.api.resources.keys import KeysApi
from cloverdesk.demo.faults import STATUSES
from tests.api.operations.case import AnyCase, Kind
from tests.api.operations.every import CASES
from tests.api.operations.shop import WAYS, Line, Shop, open_shop
from tests.support.aio import eventually

Trouble = Mapping[str, Any]

TROUBLED = [case for case in CASES if case.troubled]
BEFORE: Mapping[str, Trouble] = {
    "dropped": {"drop": True},
    "slow": {"delay_ms": 1},
    **{f"{status}": {"status": status} for status in STATUSES},
    "429 with a pause": {"status": 429, "retry_after": 2},
    "503, a web page": {"status": 503, "html": True},
    "a web page": {"html": True},
    "half": {"truncated": True},
    "nothing": {"empty": True},
}
AFTER: Mapping[str, Trouble] = {**BEFORE, "twice": {"twice": True}}
MOMENTS = {"before": BEFORE, "after": AFTER}
UNCLEAR = {Kind.MONEY: errors.OutcomeUnknown, Kind.ONCE: errors.ChangeUnknown}
"""What a call ends in that may have taken effect."""


@pytest.fixture(scope="module", params=WAYS)
def shop(request: pytest.FixtureRequest) -> Iterator[Shop]:
    """One store for all: each case rings up what it needs."""
    with open_shop(request.param) as opened:
        yield opened


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_an_operation_does_what_it_says(case: AnyCase, shop: Shop) -> None:
    prepared = case.prepare(shop.till)
    before = shop.behind.effects()

    async def main(line: Line) -> tuple[object, list[str]]:
        return await line.answer_of(lambda session: case.call(session, prepared)), line.sent

    result, sent = shop.speak(main)
    assert shop.behind.effects() - before == case.effects
    assert sent == [case.operation_id]
    case.check(shop.till, prepared, result)


def ending(case: AnyCase, trouble: Trouble, way: str) -> type[Exception] | None:
    """What a call ends in that meets a trouble once; None for success, perhaps at the second try."""
    kind, status = case.kind, trouble.get("status", 200)
    if trouble.get("delay_ms") or (trouble.get("twice") and way == WAYS[1]):
        return None
    if status == 402:
        return errors.Refused if kind is Kind.READ else errors.CardDeclined
    if status != 200 or trouble.get("drop"):
        return None if kind.is_repeated else _lost(kind, status)
    if case.answer is None and not trouble.get("html"):
        return None
    return UNCLEAR.get(kind, errors.BadAnswer)


def _lost(kind: Kind, status: int) -> type[Exception]:
    if status == 429:
        return errors.RateLimited
    return UNCLEAR.get(kind, errors.NoAnswer if status == 200 else errors.ServerTrouble)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("case", TROUBLED, ids=[case.id for case in TROUBLED])
def test_an_operation_in_trouble(case: AnyCase, moment: str, shop: Shop) -> None:
    """A change is sent once and has at most one effect, a read comes through, and nobody is told what is not so."""
    troubles = MOMENTS[moment]
    prepared = _prepared(case, moment, shop)
    met, results = {}, {}
    before = shop.behind.effects()

    async def main(line: Line) -> None:
        for name, trouble in troubles.items():
            shop.behind.trouble({"operation": case.operation_id, "times": 1, moment: trouble})
            sent = len(line.sent)
            results[name], failure = await attempt(line, case, prepared[name])
            met[name] = failure, len(line.sent) - sent

    try:
        shop.speak(main)
    finally:
        shop.behind.calm()
    assert met == {name: _expected(case, trouble, shop.way) for name, trouble in troubles.items()}
    acted = [name for name, trouble in troubles.items() if moment == "after" or trouble.get("delay_ms")]
    assert shop.behind.effects() - before == len(acted) * case.effects
    for name, result in results.items():
        if met[name][0] is None:
            case.check(shop.till, prepared[name], result)


def _prepared(case: AnyCase, moment: str, shop: Shop) -> Mapping[str, object]:
    """What each trouble is met with: the same for all that leave it as it is, since nothing happens to it."""
    lasting = case.prepare(shop.till)

    def lasts(trouble: Trouble) -> bool:
        return case.kind is Kind.READ or (moment == "before" and ending(case, trouble, shop.way) is not None)

    troubles = MOMENTS[moment].items()
    return {name: lasting if lasts(trouble) else case.prepare(shop.till) for name, trouble in troubles}


async def attempt(line: Line, case: AnyCase, prepared: object) -> tuple[object, type[Exception] | None]:
    """The result of a call, and what it ended in instead."""
    try:
        return await line.answer_of(lambda session: case.call(session, prepared)), None
    except errors.ApiError as problem:
        return None, type(problem)


def _expected(case: AnyCase, trouble: Trouble, way: str) -> tuple[type[Exception] | None, int]:
    """The failure, and how often the call is sent."""
    goes_wrong = trouble.get("drop") or trouble.get("status") not in {None, 402}
    return ending(case, trouble, way), 2 if case.kind.is_repeated and goes_wrong else 1


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("case", TROUBLED, ids=[case.id for case in TROUBLED])
def test_an_operation_that_is_held_back(case: AnyCase, moment: str, shop: Shop) -> None:
    """It succeeds once it is let go; one that is cancelled meanwhile is not sent again."""
    first, second = case.prepare(shop.till), case.prepare(shop.till)
    rule = {"operation": case.operation_id, moment: {"stall": True}}

    async def main(line: Line) -> tuple[object, list[str]]:
        loop = asyncio.get_running_loop()
        shop.behind.trouble(rule)
        patient = loop.create_task(line.answer_of(lambda session: case.call(session, first)))
        await eventually(shop.behind.stalled)
        shop.behind.calm()
        result = await patient
        shop.behind.trouble(rule)
        impatient = loop.create_task(line.answer_of(lambda session: case.call(session, second)))
        await eventually(shop.behind.stalled)
        impatient.cancel()
        with pytest.raises(asyncio.CancelledError):
            await impatient
        shop.behind.calm()
        return result, line.sent

    before = shop.behind.effects()
    result, sent = shop.speak(main)
    assert sent == [case.operation_id] * 2
    assert shop.behind.effects() - before in {case.effects, 2 * case.effects}
    case.check(shop.till, first, result)


@pytest.mark.parametrize("case", TROUBLED, ids=[case.id for case in TROUBLED])
def test_an_answer_that_comes_twice_is_not_taken_for_the_next_one(case: AnyCase, shop: Shop) -> None:
    prepared = case.prepare(shop.till)

    async def main(line: Line) -> str:
        rule = {"operation": case.operation_id, "times": 1, "after": {"twice": True}}
        shop.behind.trouble(rule)
        _, failure = await attempt(line, case, prepared)
        assert failure is None or shop.way == WAYS[0]
        return (await line.answer_of(lambda session: KeysApi(session).get())).merchant_id

    try:
        assert shop.speak(main) == shop.till.merchant
    finally:
        shop.behind.calm()
