"""The funnel: every failure in the window ends here and becomes a sentence, a report of a bug, or nothing."""

from asyncio import CancelledError
from collections.abc import Callable

from cloverdesk.domain.errors import DeskError, FailureKind


class FailureFunnel:
    """Sorts failures by kind. `on_bug` gets what is nobody's mistake but ours; it must not raise."""

    def __init__(self, on_bug: Callable[[BaseException], None]) -> None:
        self._on_bug = on_bug
        self._show: Callable[[DeskError], None] | None = None
        self._early: list[DeskError] = []

    def attach(self, show: Callable[[DeskError], None]) -> None:
        """Show failures through `show` from now on, beginning with those that came before there was a window."""
        self._show = show
        early, self._early = self._early, []
        for failure in early:
            show(failure)

    def detach(self) -> None:
        """The window is gone: keep what comes for the next one."""
        self._show = None

    def report(self, failure: BaseException) -> None:
        """Take a failure in. A group is taken apart; what was cancelled or taken back is silent."""
        if isinstance(failure, BaseExceptionGroup):
            for one in failure.exceptions:
                self.report(one)
        elif isinstance(failure, CancelledError):
            return
        elif not isinstance(failure, DeskError) or failure.kind is FailureKind.BUG:
            self._on_bug(failure)
        elif failure.kind is not FailureKind.CANCELLED:
            self._tell(failure)

    def _tell(self, failure: DeskError) -> None:
        if self._show is None:
            self._early.append(failure)
        else:
            self._show(failure)
