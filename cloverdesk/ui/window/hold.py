"""The newest operation that can still be taken back, across the foot of the window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cloverdesk.domain.clock import to_ms
from cloverdesk.domain.operations import MoneyOperation, OperationState
from cloverdesk.ui.announce import announce
from cloverdesk.ui.widgets.hold_bar import HoldBar

if TYPE_CHECKING:
    from cloverdesk.domain.clock import Clock
    from cloverdesk.ui.locale import LocaleWriter
    from cloverdesk.ui.window.operations import OperationsWatch

_GLIDE_MS, _STEP_MS = 33, 200


class HoldShow(QObject):
    """Drives a `HoldBar` from what the watch knows. Time is the desk's own clock."""

    stop_requested = Signal(object)

    def __init__(
        self, bar: HoldBar, watch: "OperationsWatch", writer: "LocaleWriter", clock: "Clock"
    ) -> None:
        super().__init__(bar)
        self._bar, self._watch, self._writer, self._clock = bar, watch, writer, clock
        self._operation: MoneyOperation | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._draw)
        watch.changed.connect(self.refresh)
        bar.stop_requested.connect(self.stop)
        bar.hide()

    @property
    def held(self) -> MoneyOperation | None:
        """The newest operation that can still be taken back."""
        return self._watch.newest(OperationState.HELD)

    def stop(self) -> bool:
        """Ask to take the newest held operation back. False when there is none."""
        held = self.held
        if held is not None:
            self.stop_requested.emit(held)
        return held is not None

    def end(self) -> None:
        """Move no more: the window closes."""
        self._timer.stop()

    def refresh(self) -> None:
        """Show the newest held operation, else the newest that is being sent, else nothing."""
        before = self._operation
        self._operation = self.held or self._watch.newest(OperationState.SENDING)
        self._bar.setVisible(self._operation is not None)
        if self._operation is None:
            self._timer.stop()
            return
        held = self._operation.state is OperationState.HELD
        self._bar.stop_button.setVisible(held)
        self._bar.set_seconds(max(1, self._whole_ms() // 1000))
        if not held:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start(_STEP_MS if self._bar.theme.reduced_motion else _GLIDE_MS)
        self._draw()
        if before is None or before.id != self._operation.id:
            announce(self._bar, self._words(self._operation), urgent=True)

    def _draw(self) -> None:
        operation = self._operation
        if operation is None:
            return
        held = operation.state is OperationState.HELD
        left = self._left_ms() / self._whole_ms() if held else 0.0
        self._bar.set_remaining(left, self._words(operation))

    def _words(self, operation: MoneyOperation) -> str:
        amount, left = self._writer.money(operation.amount), self._left_ms()
        if operation.state is OperationState.SENDING:
            return self.tr("Giving back {amount}: sending…").format(amount=amount)
        words = self.tr("Giving back {amount} in {seconds} s") if left else self.tr("Giving back {amount}…")
        return words.format(amount=amount, seconds=-(-left // 1000))

    def _left_ms(self) -> int:
        if self._operation is None or self._operation.hold_until is None:
            return 0
        return max(0, to_ms(self._operation.hold_until) - self._clock.now_ms())

    def _whole_ms(self) -> int:
        """How long the hold is in all: it began when the operation became held."""
        operation = self._operation
        if operation is None or operation.hold_until is None:
            return 1
        return max(1, to_ms(operation.hold_until) - to_ms(operation.updated_at))
