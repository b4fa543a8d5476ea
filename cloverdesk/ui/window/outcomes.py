"""Tells a person what became of money operations, and offers what can be done about those that did not end well."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cloverdesk.domain.operations import MoneyOperation, OperationState
from cloverdesk.ui.notices import Notice
from cloverdesk.ui.operation_words import MAY_BE_TRIED_AGAIN, outcome_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from cloverdesk.ui.context import UiContext
    from cloverdesk.ui.tasks import TaskScope
    from cloverdesk.ui.window.operations import OperationsWatch


class Outcomes(QObject):
    """One notice for each state that has words."""

    decide_requested = Signal(object)

    def __init__(
        self, context: "UiContext", scope: "TaskScope", watch: "OperationsWatch", parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._scope = context, scope
        watch.moved.connect(self._on_moved)

    def take_back(self, operation: MoneyOperation) -> None:
        """Stop an operation that still waits; what comes of it is told when it is known."""
        self._scope.start(self._take_back, operation.id)

    async def _take_back(self, operation_id: str) -> None:
        await self._context.desk.operations.take_back(operation_id)

    async def _retry(self, operation_id: str) -> None:
        desk = self._context.desk
        await desk.operations.retry(operation_id, hold_seconds=desk.options.hold_seconds)

    def _on_moved(self, operation: MoneyOperation) -> None:
        words = outcome_words(operation, self._context.writer)
        if words is None:
            return
        action_text, act = self._action(operation)
        self._context.notices.show(
            Notice(
                words.title,
                words.text,
                words.tone,
                stays=words.stays,
                action_text=action_text,
                act=act,
                about=operation.id,
            )
        )

    def _action(self, operation: MoneyOperation) -> "tuple[str, Callable[[], None] | None]":
        if operation.state in MAY_BE_TRIED_AGAIN:
            return self.tr("Try again"), lambda: self._on_retry(operation)
        if operation.state is OperationState.UNKNOWN and operation.needs_you:
            return self.tr("Decide"), lambda: self.decide_requested.emit(operation)
        return "", None

    def _on_retry(self, operation: MoneyOperation) -> None:
        self._scope.start(self._retry, operation.id)
