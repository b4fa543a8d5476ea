"""Keeps the status bar and the banner true: the line to Clover, how fresh the numbers are, how many charges there are."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cloverdesk.domain.changes import Changes, Kind

if TYPE_CHECKING:
    from datetime import datetime

    from cloverdesk.ui.context import UiContext
    from cloverdesk.ui.tasks import TaskScope
    from cloverdesk.ui.window.line_banner import LineBanner
    from cloverdesk.ui.window.status_bar import StatusBar

_STAMPS = frozenset({Kind.FRESHNESS, Kind.CONNECTION})
_COUNTED = frozenset({Kind.FRESHNESS, Kind.CHARGE})


class StatusFacts(QObject):
    """Listens to the desk and tells the status bar and the banner."""

    def __init__(
        self, context: "UiContext", scope: "TaskScope", bar: "StatusBar", banner: "LineBanner"
    ) -> None:
        super().__init__(bar)
        self._context, self._scope, self._bar, self._banner = context, scope, bar, banner
        self._oldest: datetime | None = None
        self._looking = False
        self._unsubscribe = context.desk.changes.subscribe(self._on_changes)

    def start(self) -> None:
        """Show what is known now."""
        self._show_line()
        self._show_count()

    def stop(self) -> None:
        """Listen no more."""
        self._unsubscribe()

    def _on_changes(self, changes: Changes) -> None:
        if changes.kinds & _STAMPS:
            self._show_line()
        if changes.kinds & _COUNTED:
            self._show_count()

    def _show_count(self) -> None:
        stamps = self._context.desk.connection.freshness()
        stamp = next((one for one in stamps if one.kind is Kind.CHARGE), None)
        if stamp is None:
            return
        self._bar.set_count(stamp.rows, stamp.complete_from or self._oldest)
        if stamp.whole and stamp.rows and self._oldest is None and not self._looking:
            self._looking = True
            self._scope.start(self._find_oldest)

    async def _find_oldest(self) -> None:
        """The beginning of the store: it is looked for once, since nothing older comes."""
        try:
            charges = self._context.desk.charges.list()
            outline = await charges.outline()
            rows = await charges.page(outline.anchors[-1]) if outline.anchors else ()
            self._oldest = rows[-1].created_at if rows else None
        finally:
            self._looking = False
        if self._oldest is not None:
            self._show_count()

    def _show_line(self) -> None:
        connection = self._context.desk.connection
        self._bar.set_line(connection.state)
        self._bar.set_freshness(connection.freshness())
        self._banner.show_line(connection, self._context.writer)
