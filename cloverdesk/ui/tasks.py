"""Coroutines that belong to a widget: started from slots, shown as busy, cancelled when the widget goes."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec

from PySide6.QtCore import QObject

from cloverdesk.ui.failures import FailureFunnel

P = ParamSpec("P")


class TaskScope:
    """Owns the tasks of `owner`. Their failures go to the funnel; `busy` hears whether any is under way.

    A money operation never lives here: the journal runs it in a scope of its own, which outlives the window.
    """

    def __init__(
        self, owner: QObject, funnel: FailureFunnel, busy: Callable[[bool], None] | None = None
    ) -> None:
        self._funnel = funnel
        self._busy = busy
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self._then: Callable[[], None] | None = None
        owner.destroyed.connect(self._cancel)

    def start(
        self, work: Callable[P, Coroutine[Any, Any, None]], /, *args: P.args, **kwargs: P.kwargs
    ) -> "asyncio.Task[None] | None":
        """Run `work(*args)` on the running loop until it ends or the scope closes; None when it has closed."""
        if self._closed:
            return None
        task = asyncio.get_running_loop().create_task(work(*args, **kwargs))
        self._tasks.add(task)
        task.add_done_callback(self._on_done)
        self._tell_busy()
        return task

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._tasks)

    async def close(self) -> None:
        """Cancel everything and wait until it has ended. Nothing can be started afterwards."""
        tasks = self._cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def cancel(self, then: Callable[[], None]) -> None:
        """Cancel everything, and call `then` once it has ended: only then may the owner be deleted."""
        self._then = then
        if not self._cancel():
            self._finish()

    def _cancel(self) -> "tuple[asyncio.Task[None], ...]":
        self._closed = True
        self._busy = None
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        return tasks

    def _finish(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _on_done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        self._tell_busy()
        if not self._tasks:
            self._finish()
        failure = None if task.cancelled() else task.exception()
        if failure is not None:
            self._funnel.report(failure)

    def _tell_busy(self) -> None:
        if self._busy is not None:
            self._busy(self.busy)
