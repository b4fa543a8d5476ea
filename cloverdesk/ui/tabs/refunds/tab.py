"""The Refunds tab: all money that went back, whoever sent it."""

from typing import TYPE_CHECKING

from cloverdesk.domain.changes import Kind
from cloverdesk.domain.refunds import Refund
from cloverdesk.services.columns.refunds import REFUND_COLUMNS
from cloverdesk.ui.cells import Width, table_columns
from cloverdesk.ui.context import UiContext
from cloverdesk.ui.keys import Key
from cloverdesk.ui.list_source import ListPlan
from cloverdesk.ui.list_tab import ListTab
from cloverdesk.ui.operation_words import is_effect_of
from cloverdesk.ui.tabs.refunds import texts
from cloverdesk.ui.tabs.refunds.detail import RefundPane

if TYPE_CHECKING:
    import asyncio

    from cloverdesk.domain.charges import Charge
    from cloverdesk.domain.operations import MoneyOperation

_WIDTHS = {
    "time": Width(148),
    "amount": Width(86),
    "state": Width(140),
    "reason": Width(178, 1),
    "charge": Width(156),
    "refund": Width(156),
}


def _plan(context: UiContext) -> ListPlan[Refund]:
    return ListPlan(
        columns=table_columns(REFUND_COLUMNS, _WIDTHS, context.writer),
        identity=lambda refund: refund.id,
        source=context.desk.refunds.list,
        kind=Kind.REFUND,
        touching=frozenset({Kind.REFUND, Kind.CHARGE, Kind.OPERATION}),
        icon="undo-2",
        words=texts.words(),
    )


class RefundsTab(ListTab[Refund, RefundPane]):
    """List and pane of refunds."""

    def __init__(self, context: UiContext) -> None:
        super().__init__("refunds", texts.title(), context, _plan(context))
        self._shown = ""
        self._charge: Charge | None = None
        self._operation: MoneyOperation | None = None
        self._reading: asyncio.Task[None] | None = None
        context.keys.bind(self, [Key(("G",), self.tr("Show the charge of a refund"), self._on_charge)])

    def make_pane(self) -> RefundPane:
        """It leads to the refund's charge."""
        pane = RefundPane(self.context.writer)
        pane.charge_requested.connect(self._on_charge)
        return pane

    def show_entity(self, entity: Refund | None) -> None:
        """Show at once what is known of the refund, and look its charge up beside that."""
        if self._reading is not None:
            self._reading.cancel()
        if entity is None:
            self._shown = ""
            self.pane.set_filled(filled=False)
            return
        if entity.id != self._shown:
            self._shown, self._charge, self._operation = entity.id, None, None
        self.pane.show_refund(entity, self._charge, self._operation)
        self._reading = self.scope.start(self._read_around, entity)

    async def _read_around(self, refund: Refund) -> None:
        desk = self.context.desk
        self._charge = await desk.charges.get(refund.charge_id)
        operations = await desk.operations.of_charge(refund.charge_id)
        self._operation = next((one for one in operations if is_effect_of(one, refund)), None)
        self.pane.show_refund(refund, self._charge, self._operation)

    def _on_charge(self) -> None:
        refund = self.current()
        if refund is not None:
            self.jump_requested.emit("charges", refund.charge_id)
