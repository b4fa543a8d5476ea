"""Keeps the status bar and the banner true: the line to Clover, how fresh the numbers are, how many charges there are."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from cloverdesk.domain.changes import Changes, Kind

if TYPE_CHECKING:
    from cloverdesk.ui.context import UiContext
    from cloverdesk.ui.tasks import TaskScope
    from cloverdesk.ui.window.line_banner import LineBanner
    from cloverdesk.ui.window.status_bar import StatusBar

_COUNT_MS = 1000
"""Counting walks through the whole list, so it is done at most once a second."""
_STAMPS = frozenset({Kind.FRESHNESS, Kind.CONNECTION})


class StatusFacts(QObject):
    """Listens to the desk and tells the status bar and the banner."""

    def __init__(
        self, context: "UiContext", scope: "TaskScope", bar: "StatusBar", banner: "LineBanner"
    ) -> None:
        super().__init__(bar)
        self._context, self._scope, self._bar, self._banner = context, scope, bar, banner
        self._timer = QTimer(self, singleShot=True, interval=_COUNT_MS)
        self._timer.timeout.connect(self._on_count_due)
        self._unsubscribe = context.desk.changes.subscribe(self._on_changes)

    def start(self) -> None:
        """Show what is known now, and count."""
        self._show_line()
        self._on_count_due()

    def stop(self) -> None:
        """Listen no more."""
        self._unsubscribe()
        self._timer.stop()

    def _on_changes(self, changes: Changes) -> None:
        if changes.kinds & _STAMPS:
            self._show_line()
        if Kind.CHARGE in changes.kinds and not self._timer.isActive():
            self._timer.start()

    def _on_count_due(self) -> None:
        self._scope.start(self._count)

    async def _count(self) -> None:
        charges = self._context.desk.charges.list()
        outline = await charges.outline()
        if not outline.anchors:
            self._bar.set_count(0, None)
            return
        oldest = await charges.page(outline.anchors[-1])
        self._bar.set_count(outline.total, oldest[-1].created_at if oldest else None)

    def _show_line(self) -> None:
        connection = self._context.desk.connection
        self._bar.set_line(connection.state)
        self._bar.set_freshness(connection.freshness())
        self._banner.show_line(connection, self._context.writer)
