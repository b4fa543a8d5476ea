"""The pane of a charge: what was paid, what may go back, and what happened to it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from cloverdesk.domain.charges import Charge, ChargeState
from cloverdesk.domain.operations import MoneyOperation, OperationState
from cloverdesk.domain.refunds import Refund
from cloverdesk.ui.locale import LocaleWriter
from cloverdesk.ui.operation_words import outcome_words
from cloverdesk.ui.pane import DetailPane, amount_text, state_pill
from cloverdesk.ui.states import charge_look
from cloverdesk.ui.tabs.charges.story import story
from cloverdesk.ui.theme.tokens import Token, Tone
from cloverdesk.ui.widgets.banner import Banner
from cloverdesk.ui.widgets.button import Button, ButtonKind, IconButton
from cloverdesk.ui.widgets.rows import KeyValue, KeyValueRows
from cloverdesk.ui.widgets.text import Text
from cloverdesk.ui.widgets.timeline import Timeline
from cloverdesk.ui.words import card_words, decline_words


class ChargePane(DetailPane):
    """Shows one charge. What its buttons do is up to the tab."""

    give_back_requested = Signal()
    more_requested = Signal()
    decide_requested = Signal(object)

    def __init__(self, writer: LocaleWriter) -> None:
        super().__init__(
            object_name="charge_pane",
            accessible_name=self.tr("The selected charge"),
            nothing=self.tr("No charge selected"),
        )
        self._writer = writer
        self._unsettled: MoneyOperation | None = None
        self._amount = amount_text("charge_amount")
        self._subtitle = Text("", object_name="charge_subtitle", token=Token.SECOND, wrap=True)
        self.pill = state_pill("charge_state")
        self.give_back = Button(
            self.tr("Give money back"),
            ButtonKind.PRIMARY,
            object_name="charge_give_back",
            icon="undo-2",
            key_hint="R",
        )
        self.more = IconButton(
            "ellipsis", ButtonKind.SECONDARY, object_name="charge_more", accessible_name=self.tr("More")
        )
        self.decide = Button(
            self.tr("Say what happened"), ButtonKind.PRIMARY, object_name="charge_decide", icon="hourglass"
        )
        self.banner = Banner("", Tone.BAD, object_name="charge_banner")
        self._money = KeyValueRows(
            object_name="charge_money", accessible_name=self.tr("Money"), values_right=True
        )
        self._details = KeyValueRows(object_name="charge_details", accessible_name=self.tr("Details"))
        self._story = Timeline(object_name="charge_story", accessible_name=self.tr("What happened"))
        self.give_back.clicked.connect(self.give_back_requested)
        self.more.clicked.connect(self.more_requested)
        self.decide.clicked.connect(self._on_decide)
        self._fill()

    def _fill(self) -> None:
        self.add_head(self._amount, self._subtitle, self.pill)
        self.add_buttons([self.give_back, self.decide, self.more])
        self.add_part(self.banner)
        self.add_section(self.tr("Money"), "charge_money", self._money)
        self.add_section(self.tr("Details"), "charge_details", self._details)
        self.add_section(self.tr("What happened"), "charge_story", self._story)

    def show_charge(
        self,
        charge: Charge,
        refunds: Sequence[Refund],
        operations: Sequence[MoneyOperation],
        *,
        may_give_back: bool,
    ) -> None:
        """Show `charge` with everything that is known of it."""
        look = charge_look(charge.state)
        self._amount.set_text(self._writer.money(charge.total))
        self._subtitle.set_text(f"{self._writer.moment(charge.created_at)} · {card_words(charge)}")
        self.pill.set_state(look.text, look.icon, look.tone)
        self.give_back.set_text(
            self.tr("Release the hold") if charge.state is ChargeState.HELD else self.tr("Give money back")
        )
        self.give_back.setEnabled(may_give_back)
        self._show_banner(charge, operations)
        self._money.set_rows(self._money_rows(charge))
        self._details.set_rows(self._detail_rows(charge))
        self._story.set_entries(story(charge, refunds, operations, self._writer))
        self.set_filled(filled=True)

    def _show_banner(self, charge: Charge, operations: Sequence[MoneyOperation]) -> None:
        """Say what matters most: an unsettled operation, else why the charge was declined."""
        unsettled = next((one for one in operations if one.state is OperationState.UNKNOWN), None)
        self._unsettled = unsettled
        declined = charge.state is ChargeState.DECLINED
        needs_you = unsettled is not None and unsettled.needs_you
        self.decide.setVisible(needs_you)
        self.give_back.setVisible(not needs_you)
        self.banner.setVisible(declined or unsettled is not None)
        words = outcome_words(unsettled, self._writer) if unsettled else None
        if words is not None:
            self.banner.set_message(words.text, Tone.WARN, title=words.title, icon="hourglass")
        elif declined:
            self.banner.set_message(decline_words(charge), Tone.BAD, icon="circle-x")

    def _on_decide(self) -> None:
        if self._unsettled is not None:
            self.decide_requested.emit(self._unsettled)

    def _money_rows(self, charge: Charge) -> list[KeyValue]:
        money = self._writer.money
        if charge.state is ChargeState.HELD:
            return [KeyValue(self.tr("Held"), money(charge.total), strong=True)]
        if charge.state in {ChargeState.DECLINED, ChargeState.PENDING}:
            return [KeyValue(self.tr("Asked for"), money(charge.total))]
        rows = [KeyValue(self.tr("Charged"), money(charge.total))]
        if charge.refunded:
            rows.append(KeyValue(self.tr("Refunded"), money(-charge.refunded)))
        return [*rows, KeyValue(self.tr("Remains"), money(charge.remaining), strong=True)]

    def _detail_rows(self, charge: Charge) -> list[KeyValue]:
        rows = [KeyValue(self.tr("Customer"), charge.customer_name or self.tr("No customer"))]
        known = (
            (self.tr("Charge"), charge.id),
            (self.tr("Order"), charge.order_id),
            (self.tr("Authorisation"), charge.auth_code),
            (self.tr("Reference"), charge.ref_num or charge.external_reference_id),
            (self.tr("Tax · Tip"), self._tax_and_tip(charge)),
            (self.tr("Note"), charge.description),
            (self.tr("Clover says"), charge.failure_message),
        )
        return rows + [KeyValue(label, value) for label, value in known if value]

    def _tax_and_tip(self, charge: Charge) -> str:
        if not charge.tax and not charge.tip:
            return ""
        return f"{self._writer.money(charge.tax)} · {self._writer.money(charge.tip)}"
