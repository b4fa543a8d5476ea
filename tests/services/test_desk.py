"""What goes on while a window is open goes on whatever the disk does."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cloverdesk.storage.errors import DataBusy
from tests.support.aio import run
from tests.support.desk import open_test_desk

if TYPE_CHECKING:
    from cloverdesk.domain.changes import Changes


def test_a_disk_that_refuses_for_a_moment_ends_nothing(tmp_path: Path) -> None:
    async def main() -> None:
        answers: list[tuple[int, int] | DataBusy] = [(2, 2), (1, 2), DataBusy(path="cache.db"), (1, 1)]
        heard: list[Changes] = []

        async def versions() -> tuple[int, int]:
            answer = answers.pop() if len(answers) > 1 else answers[0]
            if isinstance(answer, DataBusy):
                raise answer
            return answer

        async with open_test_desk(tmp_path, orders=5, running=False) as test:
            test.desk.changes.subscribe(heard.append)
            going_on = asyncio.get_running_loop().create_task(replace(test.desk, versions=versions).run())
            await test.clock.advance(5)
            assert not going_on.done()
            going_on.cancel()
            await asyncio.wait({going_on})
        told = [sorted(kind.value for kind in one.kinds) for one in heard if one.who == "other process"]
        assert told == [["operation"], ["charge", "freshness", "order", "refund"]]

    run(main())
