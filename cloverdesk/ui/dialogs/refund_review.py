"""The last look before money moves: who, which card, how much, why, and what is certain."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cloverdesk.services.operations import RefundReview
from cloverdesk.ui.locale import LocaleWriter
from cloverdesk.ui.theme.theme import current_theme
from cloverdesk.ui.theme.tokens import Space, Tone
from cloverdesk.ui.widgets.banner import Banner
from cloverdesk.ui.widgets.card import Card
from cloverdesk.ui.widgets.naming import named
from cloverdesk.ui.widgets.rows import KeyValue, KeyValueRows
from cloverdesk.ui.words import card_words, reason_words


class ReviewPage(QWidget):
    """Shows a checked request. Nothing can be changed here."""

    def __init__(self, writer: LocaleWriter, who: str, hold_words: str) -> None:
        super().__init__()
        named(self, "refund_review", self.tr("Review"))
        self._writer, self._who, self._hold_words = writer, who, hold_words
        self._rows = KeyValueRows(object_name="refund_review_rows", accessible_name=self.tr("Review"))
        self._certain = Banner("", Tone.INFO, object_name="refund_certain", icon="shield-check")
        self._problem = Banner("", Tone.BAD, object_name="refund_send_problem")
        self._problem.hide()
        card = Card(object_name="refund_review_card", accessible_name=self.tr("Review"))
        card.body.addWidget(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(Space.M))
        for widget in (card, self._problem, self._certain):
            column.addWidget(widget)

    def show_review(self, review: RefundReview) -> None:
        """Show what is about to be asked for."""
        charge = review.charge
        self._problem.hide()
        reason = reason_words(review.reason.value) if review.reason else self.tr("None given")
        amount = self._writer.money(review.amount)
        if review.whole:
            amount = self.tr("{amount}, everything that remains").format(amount=amount)
        self._rows.set_rows(
            [
                KeyValue(self.tr("Goes back"), amount, strong=True),
                KeyValue(self.tr("To"), card_words(charge)),
                KeyValue(self.tr("Customer"), charge.customer_name or self.tr("No customer")),
                KeyValue(self.tr("Reason"), reason),
                KeyValue(self.tr("Charge"), charge.id),
                KeyValue(self.tr("Asked by"), self._who),
            ]
        )
        certain = self.tr(
            "Before it is sent we look at the charge once more, and stop if anything has changed. It is sent once."
        )
        self._certain.set_message(f"{self._hold_words} {certain}", Tone.INFO, icon="shield-check")

    def show_problem(self, title: str, text: str) -> None:
        """Say why it could not be started."""
        self._problem.set_message(text, Tone.BAD, title=title)
        self._problem.show()
