"""The Charges tab: every charge of the store, and giving money back."""

from typing import TYPE_CHECKING

from cloverdesk.domain.changes import Kind
from cloverdesk.domain.charges import Charge
from cloverdesk.services.columns.charges import CHARGE_COLUMNS
from cloverdesk.ui.cells import Width, table_columns
from cloverdesk.ui.context import UiContext
from cloverdesk.ui.keys import Key
from cloverdesk.ui.list_source import ListPlan
from cloverdesk.ui.list_tab import ListTab
from cloverdesk.ui.pane import pop_below
from cloverdesk.ui.tabs.charges import texts
from cloverdesk.ui.tabs.charges.actions import more_menu

if TYPE_CHECKING:
    import asyncio

    from cloverdesk.domain.operations import MoneyOperation
    from cloverdesk.domain.refunds import Refund
    from cloverdesk.ui.tabs.charges.detail import ChargePane

_WIDTHS = {
    "time": Width(148),
    "amount": Width(88),
    "state": Width(148),
    "card": Width(152),
    "customer": Width(164, 1),
    "charge": Width(158),
}


def _plan(context: UiContext) -> ListPlan[Charge]:
    return ListPlan(
        columns=table_columns(CHARGE_COLUMNS, _WIDTHS, context.writer),
        identity=lambda charge: charge.id,
        source=context.desk.charges.list,
        kind=Kind.CHARGE,
        touching=frozenset({Kind.CHARGE, Kind.REFUND, Kind.OPERATION, Kind.ORDER}),
        icon="credit-card",
        words=texts.words(),
        offers=texts.offers(),
    )


class ChargesTab(ListTab[Charge, "ChargePane"]):
    """List and pane of charges."""

    def __init__(self, context: UiContext) -> None:
        super().__init__("charges", texts.title(), context, _plan(context))
        self._shown = ""
        self._refunds: tuple[Refund, ...] = ()
        self._operations: tuple[MoneyOperation, ...] = ()
        self._reading: asyncio.Task[None] | None = None
        context.keys.bind(
            self,
            [
                Key(("R",), self.tr("Give money back"), self._on_give_back),
                Key(("F5",), self.tr("Read the charge again from Clover"), self._on_read_again),
            ],
        )

    # ---- the pane

    def make_pane(self) -> "ChargePane":
        """Its buttons act on the selected charge."""
        from cloverdesk.ui.tabs.charges.detail import ChargePane  # loaded after the first rows, too

        pane = ChargePane(self.context.writer)
        pane.give_back_requested.connect(self._on_give_back)
        pane.more_requested.connect(self._on_more)
        pane.decide_requested.connect(self.decide_requested)
        return pane

    def show_entity(self, entity: Charge | None) -> None:
        """Show at once what is known of the charge, and read its refunds and operations beside that."""
        if self._reading is not None:
            self._reading.cancel()
        if entity is None:
            self._shown = ""
            self.pane.set_filled(filled=False)
            return
        if entity.id != self._shown:
            self._shown, self._refunds, self._operations = entity.id, (), ()
        self._show(entity)
        self._reading = self.scope.start(self._read_story, entity)

    async def _read_story(self, charge: Charge) -> None:
        refunds = await self.context.desk.refunds.of_charge(charge.id)
        operations = await self.context.desk.operations.of_charge(charge.id)
        self._refunds, self._operations = refunds, operations
        self._show(charge)

    def _show(self, charge: Charge) -> None:
        self.pane.show_charge(
            charge, self._refunds, self._operations, may_give_back=self._may_give_back(charge)
        )

    def _may_give_back(self, charge: Charge) -> bool:
        """Not while an earlier refund of the charge is not settled: the second could pay twice."""
        unsettled = any(one.state.is_moving for one in self._operations)
        return bool(charge.remaining) and not unsettled and self.context.desk.operations.may_refund()

    # ---- what can be done

    def _on_give_back(self) -> None:
        charge = self.current()
        if charge is None:
            return
        if self._may_give_back(charge):
            self.refund_requested.emit(charge)
            return
        self.context.notices.tell(self.tr("Not now"), self._why_not(charge))

    def _why_not(self, charge: Charge) -> str:
        if not self.context.desk.operations.may_refund():
            return self.tr("You may not give money back. Ask somebody who may.")
        if not charge.remaining:
            return self.tr("Nothing of this charge is left to give back.")
        return self.tr("An earlier refund of this charge is not settled yet. Wait until it is.")

    def _on_more(self) -> None:
        charge = self.current()
        if charge is not None:
            pop_below(more_menu(charge, self._on_read_again, self), self.pane.more)

    def _on_read_again(self) -> None:
        charge = self.current()
        if charge is not None:
            self.scope.start(self._read_again, charge.id)

    async def _read_again(self, charge_id: str) -> None:
        await self.context.desk.charges.refresh(charge_id)
        self.context.notices.tell(
            self.tr("Read again from Clover"), self.tr("This is the charge as Clover has it now.")
        )
