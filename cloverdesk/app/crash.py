"""The crash funnel: a bug is written to a file of this computer, redacted, and shown before anything leaves. Nothing leaves."""

import logging
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from cloverdesk.domain.redact import redact

log = logging.getLogger(__name__)

Show = Callable[[str], None]

_REPORTED = "_reported"
"""Marks an exception itself: its `id` soon belongs to another one, which would then never be told."""


def report_text(problem: BaseException) -> str:
    """The report: version, platform and the way through our own code, without the values of variables, redacted."""
    import platform

    import cloverdesk

    lines = traceback.TracebackException.from_exception(problem, capture_locals=False).format()
    head = f"CloverDesk {cloverdesk.__version__}, Python {platform.python_version()}, {platform.system()}\n\n"
    return redact(head + "".join(lines))


class CrashFunnel:
    """Takes every exception that nobody caught, wherever it came up, once."""

    def __init__(self) -> None:
        self._show: Show | None = None

    def install(self, show: Show) -> None:
        """From now on, hand the report of each uncaught exception to `show`, on the caller's thread."""
        self._show = show
        sys.excepthook = self._on_uncaught

    def remove(self) -> None:
        """Leave uncaught exceptions to Python again."""
        self._show = None
        sys.excepthook = sys.__excepthook__

    def on_loop_error(self, _loop: object, context: dict[str, object]) -> None:
        """asyncio's exception handler."""
        problem = context.get("exception")
        if isinstance(problem, BaseException):
            self.report(problem)
        else:
            log.error("%s", context.get("message"))

    def report(self, problem: BaseException) -> None:
        """Log the report and show it; the same exception is shown once however often it comes by."""
        if _REPORTED in vars(problem):
            return
        vars(problem)[_REPORTED] = True
        text = report_text(problem)
        log.error("a bug: %s", text)
        if self._show:
            self._show(text)

    def _on_uncaught(
        self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, problem, trace)
            return
        self.report(problem)
