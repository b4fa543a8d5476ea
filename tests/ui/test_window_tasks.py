"""Coroutines that belong to widgets: busy, cancelled, reported."""

import asyncio

import pytest
from PySide6.QtCore import QObject

from cloverdesk.domain.errors import NotFound, Offline, TakenBack
from cloverdesk.ui.failures import FailureFunnel
from cloverdesk.ui.tasks import TaskScope
from tests.support.aio import settle
from tests.support.window import run_qt


class Seen:
    """A funnel's two ends."""

    def __init__(self) -> None:
        self.bugs: list[BaseException] = []
        self.shown: list[str] = []
        self.funnel = FailureFunnel(self.bugs.append)

    def attach(self) -> None:
        self.funnel.attach(lambda failure: self.shown.append(failure.code))


def test_busy_lasts_as_long_as_the_work(qapp):
    async def main() -> None:
        owner, told = QObject(), []
        scope = TaskScope(owner, Seen().funnel, told.append)
        gate = asyncio.Event()

        async def work(word: str) -> None:
            await gate.wait()
            told.append(word)

        scope.start(work, "done")
        assert scope.busy
        gate.set()
        await settle()
        assert told == [True, "done", False]
        await scope.close()

    run_qt(main())


def test_closing_cancels_and_waits(qapp):
    async def main() -> None:
        owner, ended = QObject(), []
        scope = TaskScope(owner, Seen().funnel)

        async def work() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                await settle()
                ended.append("tidy")

        scope.start(work)
        await settle()
        await scope.close()
        assert ended == ["tidy"]
        assert scope.start(work) is None

    run_qt(main())


def test_cancel_calls_back_when_everything_has_ended(qapp):
    async def main() -> None:
        owner, told = QObject(), []
        scope = TaskScope(owner, Seen().funnel)
        scope.start(asyncio.Event().wait)
        await settle()
        scope.cancel(lambda: told.append("ended"))
        assert told == []
        await settle()
        assert told == ["ended"]
        idle = TaskScope(owner, Seen().funnel)
        idle.cancel(lambda: told.append("at once"))
        assert told == ["ended", "at once"]

    run_qt(main())


def test_a_deleted_owner_ends_its_tasks(qapp):
    async def main() -> None:
        owner, seen, told = QObject(), Seen(), []
        scope = TaskScope(owner, seen.funnel, told.append)

        async def work() -> None:
            await asyncio.Event().wait()
            told.append("never")

        scope.start(work)
        await settle()
        owner.deleteLater()
        del owner
        for _ in range(3):
            await settle()
            await settle()
        assert "never" not in told
        await scope.close()
        assert seen.bugs == []

    run_qt(main())


@pytest.mark.parametrize(
    ("problem", "shown", "bugs"),
    [
        (NotFound(what="X"), ["not_found"], 0),
        (Offline(), ["offline"], 0),
        (TakenBack(), [], 0),
        (ValueError("ours"), [], 1),
        (ExceptionGroup("two", [Offline(), ValueError("ours")]), ["offline"], 1),
    ],
)
def test_failures_go_where_their_kind_belongs(qapp, problem, shown, bugs):
    async def main() -> None:
        owner, seen = QObject(), Seen()
        seen.attach()
        scope = TaskScope(owner, seen.funnel)

        async def work() -> None:
            raise problem

        scope.start(work)
        await settle()
        assert seen.shown == shown
        assert len(seen.bugs) == bugs
        await scope.close()

    run_qt(main())


def test_failures_before_there_is_a_window_are_shown_by_it():
    seen = Seen()
    seen.funnel.report(Offline())
    assert seen.shown == []
    seen.attach()
    assert seen.shown == ["offline"]
    seen.funnel.detach()
    seen.funnel.report(NotFound(what="X"))
    seen.funnel.report(asyncio.CancelledError())
    assert seen.shown == ["offline"]
    seen.attach()
    assert seen.shown == ["offline", "not_found"]
