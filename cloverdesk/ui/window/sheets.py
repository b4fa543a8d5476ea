"""Opens the window's sheets, one over the other if need be, and lets the window's keys rest meanwhile."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cloverdesk.domain.charges import Charge
    from cloverdesk.domain.operations import MoneyOperation
    from cloverdesk.ui.context import UiContext
    from cloverdesk.ui.dialogs.sheet import Sheet


class Sheets(QObject):
    """Each sheet is imported when it is first wanted: a window opens without them."""

    operation_started = Signal(object)
    """A `MoneyOperation` that was just asked for, held."""

    def __init__(self, host: "QWidget", context: "UiContext") -> None:
        super().__init__(host)
        self._host, self._context = host, context
        self._open_ones: list[Sheet] = []

    @property
    def top(self) -> "Sheet | None":
        """The sheet in front."""
        return self._open_ones[-1] if self._open_ones else None

    def refund(self, charge: "Charge") -> None:
        """Ask what of `charge` goes back."""
        from cloverdesk.ui.dialogs.refund import RefundSheet

        sheet = RefundSheet(self._host, self._context, charge)
        sheet.operation_started.connect(self.operation_started)
        self._open(sheet)

    def decide(self, operation: "MoneyOperation") -> None:
        """Ask what became of an operation that only a person can settle."""
        from cloverdesk.ui.dialogs.decide import DecideSheet

        self._open(DecideSheet(self._host, self._context, operation))

    def shortcuts(self) -> None:
        """Show all keys."""
        from cloverdesk.ui.dialogs.shortcuts import ShortcutsSheet

        self._open(ShortcutsSheet(self._host, self._context))

    def report(self, text: str) -> None:
        """Show the report of a bug. It may come at any time, also over another sheet."""
        from cloverdesk.ui.dialogs.report import ReportSheet

        self._open(ReportSheet(self._host, self._context, text))

    async def close_tasks(self) -> None:
        """End what is under way in open sheets."""
        for sheet in tuple(self._open_ones):
            await sheet.scope.close()

    def _open(self, sheet: "Sheet") -> None:
        self._open_ones.append(sheet)
        self._context.keys.set_enabled(enabled=False)
        sheet.finished.connect(lambda: self._on_finished(sheet))
        sheet.open()

    def _on_finished(self, sheet: "Sheet") -> None:
        self._open_ones.remove(sheet)
        self._context.keys.set_enabled(enabled=not self._open_ones)
