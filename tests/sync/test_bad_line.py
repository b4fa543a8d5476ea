"""What is no answer leaves nothing half-saved: rows and marks are as the last whole page left them, and reading goes on."""

from collections.abc import Mapping

import pytest

from cloverdesk.api import errors
from cloverdesk.cache.query import ChargeQuery
from cloverdesk.domain.changes import Kind
from tests.support.aio import run
from tests.support.api import while_time_flies
from tests.sync.conftest import OpenPlace, Place

SPOILT: dict[str, tuple[Mapping[str, object], type[errors.ApiError]]] = {
    "a web page": ({"html": True}, errors.BadAnswer),
    "a web page for an error": ({"html": True, "status": 502}, errors.ServerTrouble),
    "half a page": ({"truncated": True}, errors.BadAnswer),
    "nothing": ({"empty": True}, errors.BadAnswer),
    "a cut": ({"drop": True}, errors.NoAnswer),
    "too many requests": ({"status": 429}, errors.RateLimited),
}


async def ids_of(here: Place) -> list[str]:
    return [charge.id for charge in await here.cache.charges.newest(ChargeQuery(), 1000)]


@pytest.mark.parametrize(("trouble", "problem"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_page_changes_nothing(
    place: OpenPlace, trouble: Mapping[str, object], problem: type[errors.ApiError]
) -> None:
    async def main() -> None:
        async with place(350) as here:
            rule = {"operation": "listCharges", "after": trouble}
            here.demo.trouble({**rule, "nth": 3}, {**rule, "nth": 4}, {**rule, "nth": 5}, {**rule, "nth": 6})
            with pytest.raises(problem):
                await while_time_flies(here.clock, here.engine.run_once())
            mark = here.cache.marks.get(Kind.CHARGE)
            kept = await ids_of(here)
            assert not mark.complete
            assert len(kept) == 200
            assert kept[-1] == mark.stretches[0].oldest_id
            here.demo.trouble()
            await while_time_flies(here.clock, here.engine.run_once())
            assert here.cache.marks.get(Kind.CHARGE).complete
            assert (await ids_of(here))[:200] == kept

    run(main())
