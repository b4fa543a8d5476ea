"""The pane of a refund: what went back, to which card, and how it stands."""

from PySide6.QtCore import Signal

from cloverdesk.domain.charges import Charge
from cloverdesk.domain.operations import MoneyOperation
from cloverdesk.domain.refunds import Refund
from cloverdesk.ui.locale import LocaleWriter
from cloverdesk.ui.pane import DetailPane, amount_text, state_pill
from cloverdesk.ui.states import refund_look
from cloverdesk.ui.tabs.refunds.texts import kind_words, status_words
from cloverdesk.ui.theme.tokens import Token, Tone
from cloverdesk.ui.widgets.banner import Banner
from cloverdesk.ui.widgets.button import Button
from cloverdesk.ui.widgets.rows import KeyValue, KeyValueRows
from cloverdesk.ui.widgets.text import Text
from cloverdesk.ui.words import card_words, reason_words


class RefundPane(DetailPane):
    """Shows one refund."""

    charge_requested = Signal()

    def __init__(self, writer: LocaleWriter) -> None:
        super().__init__(
            object_name="refund_pane",
            accessible_name=self.tr("The selected refund"),
            nothing=self.tr("No refund selected"),
        )
        self._writer = writer
        self._amount = amount_text("refund_amount")
        self._subtitle = Text("", object_name="refund_subtitle", token=Token.SECOND, wrap=True)
        self.pill = state_pill("refund_state")
        self.to_charge = Button(
            self.tr("Show the charge"), object_name="refund_to_charge", icon="credit-card", key_hint="G"
        )
        self._banner = Banner("", Tone.INFO, object_name="refund_banner")
        self._details = KeyValueRows(object_name="refund_details", accessible_name=self.tr("Details"))
        self.to_charge.clicked.connect(self.charge_requested)
        self._details.link_activated.connect(lambda _link: self.charge_requested.emit())
        self.add_head(self._amount, self._subtitle, self.pill)
        self.add_buttons([self.to_charge])
        self.add_part(self._banner)
        self.add_section(self.tr("Details"), "refund_details", self._details)

    def show_refund(self, refund: Refund, charge: Charge | None, operation: MoneyOperation | None) -> None:
        """Show `refund`, with its charge and our own operation where they are known."""
        look = refund_look(refund.status)
        self._amount.set_text(self._writer.money(refund.amount))
        card = card_words(charge) if charge else ""
        when = self._writer.moment(refund.created_at) if refund.created_ms else ""
        self._subtitle.set_text(" · ".join(filter(None, (when, card))))
        self.pill.set_state(look.text, look.icon, look.tone)
        self._banner.set_message(status_words(refund), look.tone, icon=look.icon)
        self._details.set_rows(self._rows(refund, charge, operation))
        self.set_filled(filled=True)

    def _rows(
        self, refund: Refund, charge: Charge | None, operation: MoneyOperation | None
    ) -> list[KeyValue]:
        rows = [KeyValue(self.tr("Charge"), refund.charge_id, link="charge")]
        known = (
            (self.tr("Customer"), charge.customer_name if charge else ""),
            (self.tr("Charged"), self._writer.money(charge.total) if charge else ""),
            (self.tr("Reason"), reason_words(refund.reason)),
            (self.tr("By"), operation.actor.name if operation else ""),
            (self.tr("How"), kind_words(refund.refund_type)),
            (self.tr("Refund"), refund.id),
            (self.tr("Reference"), refund.external_reference_id),
            (self.tr("Clover says"), refund.failure_reason),
        )
        return rows + [KeyValue(label, value) for label, value in known if value]
