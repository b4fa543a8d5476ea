"""The journal's own tasks: one a running operation. They outlive whoever asked, and are never cut while sending."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import Enum
from typing import Any

from cloverdesk.domain.errors import DeskError
from cloverdesk.domain.operations import MoneyOperation


class Phase(Enum):
    """How far a run has come."""

    WAITING = "waiting"
    SENDING = "sending"
    LOOKING_BACK = "looking back"


@dataclass(eq=False, slots=True)
class Run:
    """One operation on its way. Only while it is not `SENDING` may it be ended from outside."""

    operation_id: str
    phase: Phase = Phase.WAITING
    task: "asyncio.Task[MoneyOperation] | None" = None

    def end(self) -> None:
        """Have it stop where it stands, if it may."""
        if self.task is not None and self.phase is not Phase.SENDING:
            self.task.cancel()


class Scope:
    """The runs of one journal, on one event loop."""

    def __init__(self) -> None:
        self._runs: dict[str, Run] = {}
        self.closing = False

    def start(
        self,
        operation: MoneyOperation,
        live: Callable[[MoneyOperation, Run], Coroutine[Any, Any, MoneyOperation]],
    ) -> None:
        """Let `live` bring the operation to its end."""
        run = Run(operation.id)
        run.task = asyncio.get_running_loop().create_task(
            live(operation, run), name=f"operation {operation.id}"
        )
        self._runs[operation.id] = run
        run.task.add_done_callback(lambda task: self._on_done(run, task))

    def get(self, operation_id: str) -> Run | None:
        """The run of an operation, None if none is under way here."""
        return self._runs.get(operation_id)

    async def close(self) -> None:
        """End all that may be ended, and wait for the rest."""
        self.closing = True
        tasks = [run.task for run in self._runs.values() if run.task is not None]
        for run in tuple(self._runs.values()):
            run.end()
        if tasks:
            await asyncio.wait(tasks)

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
