"""Watches the money operations of this profile, whoever started them: this window, an earlier run, a command."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cloverdesk.domain.changes import Changes, Kind
from cloverdesk.domain.operations import MoneyOperation, OperationState
from cloverdesk.ui.tasks import TaskScope

if TYPE_CHECKING:
    from cloverdesk.services.desk import Desk

_LOOKED_AT = 50
"""The newest operations are looked at; older ones that still wait are brought forward by their own steps."""


class OperationsWatch(QObject):
    """Knows where each operation stands. `moved` comes once for each state that one reaches while the window is open."""

    changed = Signal()
    moved = Signal(object)

    def __init__(self, desk: "Desk", scope: TaskScope, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._scope = desk, scope
        self._operations: dict[str, MoneyOperation] = {}
        self._reading = self._again = self._started = False
        self._unsubscribe = desk.changes.subscribe(self._on_changes)

    def start(self) -> None:
        """Look for the first time. Only what still needs somebody is told; the rest is history."""
        self._read()

    def stop(self) -> None:
        """Listen no more."""
        self._unsubscribe()

    def newest(self, *states: OperationState) -> MoneyOperation | None:
        """The newest operation in one of `states`."""
        found = [one for one in self._operations.values() if one.state in states]
        return max(found, key=lambda one: one.created_at, default=None)

    def waiting(self) -> tuple[MoneyOperation, ...]:
        """Those that are not settled, newest first."""
        moving = [one for one in self._operations.values() if one.state.is_moving]
        return tuple(sorted(moving, key=lambda one: one.created_at, reverse=True))

    def take(self, operation: MoneyOperation) -> None:
        """Know of an operation before the next look, so that the hold shows at once."""
        self._note(operation)
        self.changed.emit()

    def _on_changes(self, changes: Changes) -> None:
        if Kind.OPERATION in changes.kinds:
            self._read()

    def _read(self) -> None:
        self._again = True
        if not self._reading:
            self._reading = True
            self._scope.start(self._read_until_done)

    async def _read_until_done(self) -> None:
        try:
            while self._again:
                self._again = False
                found = await self._desk.operations.list(_LOOKED_AT)
                for operation in reversed(found):
                    self._note(operation)
                self._started = True
                self.changed.emit()
        finally:
            self._reading = False

    def _note(self, operation: MoneyOperation) -> None:
        known = self._operations.get(operation.id)
        if known is not None and known.updated_at > operation.updated_at:
            return  # an older look that came late
        self._operations[operation.id] = operation
        first_look = known is None and not self._started
        told = known is not None and (known.state, known.needs_you) == (operation.state, operation.needs_you)
        if told or (first_look and operation.state is not OperationState.UNKNOWN):
            return
        self.moved.emit(operation)
