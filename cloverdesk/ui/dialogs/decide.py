"""A person's word on an operation of which Clover cannot say what became of it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cloverdesk.domain.errors import DeskError
from cloverdesk.ui.context import UiContext
from cloverdesk.ui.dialogs.sheet import Sheet
from cloverdesk.ui.messages import failure_text
from cloverdesk.ui.theme.tokens import Tone, Type
from cloverdesk.ui.widgets.banner import Banner
from cloverdesk.ui.widgets.button import Button
from cloverdesk.ui.widgets.rows import KeyValue, KeyValueRows
from cloverdesk.ui.widgets.text import Text
from cloverdesk.ui.words import card_words, reason_words

if TYPE_CHECKING:
    from cloverdesk.domain.charges import Charge
    from cloverdesk.domain.operations import MoneyOperation


class DecideSheet(Sheet):
    """Shows what was asked and what Clover shows now, side by side, and takes the decision down."""

    def __init__(self, host: QWidget, context: UiContext, operation: "MoneyOperation") -> None:
        title = self.tr("What became of this refund?")
        super().__init__(host, context.funnel, object_name="decide_sheet", accessible_name=title)
        self._context, self._operation = context, operation
        self._rows = KeyValueRows(object_name="decide_facts", accessible_name=self.tr("Facts"))
        self._banner = Banner(
            self.tr(
                "Its answer was lost, and the list of refunds in Clover does not settle it. "
                "Look in the Clover dashboard before you decide: what you say here is kept with your name."
            ),
            Tone.WARN,
            object_name="decide_why",
        )
        self._problem = Banner("", Tone.BAD, object_name="decide_problem")
        self._problem.hide()
        body = self.card.body
        body.addWidget(Text(title, object_name="decide_title", type_=Type.TITLE))
        for widget in (self._banner, self._rows, self._problem):
            body.addWidget(widget)
        self._add_buttons()
        self._show(None)

    def _add_buttons(self) -> None:
        later = Button(self.tr("Later"), object_name="decide_later", key_hint=self.tr("Esc"))
        later.clicked.connect(self.back)
        footer = self.card.footer
        footer.addWidget(later)
        footer.addStretch(1)
        for words, name, happened in (
            (self.tr("Set aside"), "decide_set_aside", None),
            (self.tr("It did not happen"), "decide_did_not_happen", False),
            (self.tr("It happened"), "decide_happened", True),
        ):
            button = Button(words, object_name=name)
            button.clicked.connect(lambda _checked=False, happened=happened: self._decide(happened=happened))
            footer.addWidget(button)

    def open(self) -> None:
        """Show what is known, and look at the charge meanwhile."""
        super().open()
        self.focusNextPrevChild(True)  # noqa: FBT003 - Qt's own signature
        self.scope.start(self._look)

    async def _look(self) -> None:
        charges = self._context.desk.charges
        try:
            charge: Charge | None = await charges.refresh(self._operation.target)
        except DeskError:
            charge = await charges.get(self._operation.target)
        self._show(charge)

    def _show(self, charge: "Charge | None") -> None:
        operation, writer = self._operation, self._context.writer
        reason = reason_words(operation.reason.value) if operation.reason else self.tr("None given")
        rows = [
            KeyValue(self.tr("Asked for"), writer.money(operation.amount), strong=True),
            KeyValue(self.tr("Reason"), reason),
            KeyValue(self.tr("By"), operation.actor.name),
            KeyValue(self.tr("Sent"), writer.moment(operation.sent_at or operation.updated_at)),
            KeyValue(self.tr("Charge"), operation.target),
            KeyValue(self.tr("Reference"), operation.id),
        ]
        before = operation.evidence
        if charge is not None:
            money = writer.money
            rows.append(KeyValue(self.tr("Card"), card_words(charge)))
            if before is not None:
                was = type(charge.refunded)(before.refunded_minor, charge.currency)
                rows.append(KeyValue(self.tr("Refunded before"), money(was)))
            rows.append(KeyValue(self.tr("Refunded now"), money(charge.refunded), strong=True))
        self._rows.set_rows(rows)

    def _decide(self, *, happened: bool | None) -> None:
        self.scope.start(self._record, happened)

    async def _record(self, happened: "bool | None") -> None:
        try:
            await self._context.desk.operations.decide(self._operation.id, happened=happened)
        except DeskError as problem:
            said = failure_text(problem.failure, self._context.writer)
            self._problem.set_message(said.body, Tone.BAD, title=said.title)
            self._problem.show()
            return
        self.accept()
