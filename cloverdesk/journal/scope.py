"""The journal's own tasks: one a running operation. They outlive whoever asked, and are never cut while sending."""

import asyncio
from collections.abc import Callable, Coroutine
from enum import Enum
from typing import Any, TypeAlias

from cloverdesk.domain.errors import DeskError
from cloverdesk.domain.operations import MoneyOperation


class Phase(Enum):
    """How far a run has come."""

    WAITING = "waiting"
    SENDING = "sending"
    LOOKING_BACK = "looking back"


class Run:
    """One operation on its way. Only while it is not `SENDING` may it be ended from outside."""

    def __init__(self, operation: MoneyOperation, live: "Live") -> None:
        self.operation_id = operation.id
        self.phase = Phase.WAITING
        self._ended = False
        name = f"operation {operation.id}"
        self.task = asyncio.get_running_loop().create_task(live(operation, self), name=name)

    def end(self) -> None:
        """Have it stop where it stands, if it may. Asked again, nothing more: it is on its way out, writing that down."""
        if self.phase is not Phase.SENDING and not self._ended:
            self._ended = True
            self.task.cancel()

    async def result(self) -> MoneyOperation:
        """What it ends with. It goes on if the one that waits is cancelled."""
        await asyncio.wait({self.task})
        return self.task.result()

    async def end_or(self, moment: Coroutine[Any, Any, None]) -> None:
        """Return when it has ended or when `moment` has passed, whichever is first."""
        passing = asyncio.get_running_loop().create_task(moment)
        try:
            await asyncio.wait({self.task, passing}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            passing.cancel()
            await asyncio.wait({passing})


Live: TypeAlias = Callable[[MoneyOperation, Run], Coroutine[Any, Any, MoneyOperation]]


class Scope:
    """The runs of one journal, on one event loop."""

    def __init__(self) -> None:
        self._runs: dict[str, Run] = {}
        self.closing = False

    def start(self, operation: MoneyOperation, live: Live) -> None:
        """Let `live` bring the operation to its end."""
        run = Run(operation, live)
        self._runs[operation.id] = run
        run.task.add_done_callback(lambda task: self._on_done(run, task))

    def get(self, operation_id: str) -> Run | None:
        """The run of an operation, None if none is under way here."""
        return self._runs.get(operation_id)

    async def close(self) -> None:
        """End all that may be ended, and wait for the rest."""
        self.closing = True
        runs = tuple(self._runs.values())
        for run in runs:
            run.end()
        if runs:
            await asyncio.wait([run.task for run in runs])

    def _on_done(self, run: Run, task: "asyncio.Task[MoneyOperation]") -> None:
        if self._runs.get(run.operation_id) is run:
            del self._runs[run.operation_id]
        problem = None if task.cancelled() else task.exception()
        if problem is not None and not isinstance(problem, DeskError):
            report(problem)


def report(bug: BaseException) -> None:
    """Hand a bug to the loop's handler, which shows it; the operation itself was brought to a safe state."""
    loop = asyncio.get_running_loop()
    loop.call_exception_handler({"message": "a bug in a money operation", "exception": bug})
