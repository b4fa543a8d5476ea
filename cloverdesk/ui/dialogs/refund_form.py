"""What a person fills in to give money back: an amount where Clover takes one, and a reason."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cloverdesk.domain.charges import Charge
from cloverdesk.domain.refunds import RefundReason
from cloverdesk.ui.locale import LocaleWriter
from cloverdesk.ui.messages import text_of
from cloverdesk.ui.theme.theme import current_theme
from cloverdesk.ui.theme.tokens import Space, Token, Tone, Type
from cloverdesk.ui.widgets.amount_field import AmountField
from cloverdesk.ui.widgets.banner import Banner
from cloverdesk.ui.widgets.chip import AddChip
from cloverdesk.ui.widgets.fields import Chooser
from cloverdesk.ui.widgets.naming import named
from cloverdesk.ui.widgets.text import Text
from cloverdesk.ui.words import card_words, reason_words

REASONS = (RefundReason.DUPLICATE, RefundReason.FRAUDULENT, RefundReason.REQUESTED_BY_CUSTOMER)
"""In the order of their keys, 1 to 3."""


class RefundForm(QWidget):
    """Shows a charge that may change while it is shown: what was typed stays. `check(text)` says what is wrong."""

    changed = Signal()

    def __init__(
        self, charge: Charge, writer: LocaleWriter, check: Callable[[str], str], hold_words: str
    ) -> None:
        super().__init__()
        named(self, "refund_form", self.tr("What goes back"))
        self._writer, self._charge, self._hold_words = writer, charge, hold_words
        self.amount = AmountField(
            check,
            object_name="refund_amount_field",
            accessible_name=self.tr("Amount to give back"),
            symbol=writer.symbol(charge.currency),
        )
        self._whole = Text("", object_name="refund_whole", type_=Type.PAGE)
        self._remains = Text("", object_name="refund_remains", token=Token.MUTED)
        self.everything = AddChip(self.tr("Everything"), object_name="refund_everything", icon="check")
        self.reason = Chooser(
            [(one.value, reason_words(one.value)) for one in REASONS],
            object_name="refund_reason",
            accessible_name=self.tr("Reason"),
        )
        self.reason.set_code(RefundReason.REQUESTED_BY_CUSTOMER.value)
        self._problem = Text("", object_name="refund_problem", token=Token.BAD, wrap=True)
        self._note = Banner("", Tone.WARN, object_name="refund_note")
        self._why = Banner("", Tone.NEUTRAL, object_name="refund_why_whole")
        self._info = Banner("", Tone.INFO, object_name="refund_info")
        self._lay_out()
        self.amount.textChanged.connect(self._on_amount_changed)
        self.reason.currentIndexChanged.connect(self.changed)
        self.everything.clicked.connect(self._on_everything)
        self._note.hide()
        self._problem.hide()
        self.show_charge(charge)

    def _lay_out(self) -> None:
        px = current_theme().px
        under = QHBoxLayout()
        under.setSpacing(px(Space.S))
        under.addWidget(self._remains)
        under.addStretch(1)
        under.addWidget(self.everything)
        digits = Text(
            self.tr("Keys 1, 2, 3 choose it"),
            object_name="refund_reason_keys",
            token=Token.MUTED,
            type_=Type.SMALL,
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(Space.L))
        grid.setVerticalSpacing(px(Space.XS) + 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._label(self.tr("Amount"), "refund_amount_label"), 0, 0)
        grid.addWidget(self._label(self.tr("Reason"), "refund_reason_label"), 0, 1)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.amount, 1, 0, top)
        grid.addWidget(self._whole, 1, 0, Qt.AlignmentFlag.AlignVCenter)
        self.reason.setMinimumHeight(self.amount.minimumHeight())
        grid.addWidget(self.reason, 1, 1)
        grid.addLayout(under, 2, 0)
        grid.addWidget(digits, 2, 1, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(Space.M))
        column.addWidget(self._note)
        column.addLayout(grid)
        for widget in (self._problem, self._why, self._info):
            column.addWidget(widget)

    @staticmethod
    def _label(text: str, name: str) -> Text:
        return Text(text, object_name=name, token=Token.MUTED)

    # ---- what it holds

    @property
    def by_amount(self) -> bool:
        """Whether an amount can be typed."""
        return self._charge.refundable_by_amount is not None

    def amount_text(self) -> str | None:
        """What was typed; None asks for everything that is left."""
        return self.amount.text() if self.by_amount else None

    def chosen_reason(self) -> RefundReason:
        """Why the money goes back."""
        return RefundReason(self.reason.code())

    # ---- what it shows

    def show_charge(self, charge: Charge) -> None:
        """Show what of `charge` can go back, keeping what was typed."""
        self._charge = charge
        remains = self._writer.money(charge.remaining)
        whole_only = charge.whole_only
        for widget in (self.amount, self.everything):
            widget.setVisible(self.by_amount)
        self._whole.setVisible(not self.by_amount)
        self._whole.set_text(remains)
        self._remains.set_text(
            self.tr("of {amount} that remain").format(amount=remains)
            if self.by_amount
            else self.tr("all that remains")
        )
        self._why.setVisible(whole_only is not None and bool(charge.remaining))
        if whole_only is not None:
            self._why.set_message(text_of(whole_only, self._writer), Tone.NEUTRAL)
        self._info.set_message(self._info_text(charge), Tone.INFO)
        self.amount.recheck()

    def _info_text(self, charge: Charge) -> str:
        if charge.is_hold:
            text = self.tr("Nothing was taken yet: Clover lets go of the money held on {card}.")
        else:
            text = self.tr("Goes back to {card}. Clover will void or refund it; both return the money.")
        return f"{text.format(card=card_words(charge))} {self._hold_words}"

    def show_note(self, text: str, tone: Tone, icon: str = "") -> None:
        """Say something above the form; an empty text says nothing."""
        self._note.setVisible(bool(text))
        if text:
            self._note.set_message(text, tone, icon=icon)

    def show_problem(self, text: str) -> None:
        """Say under the field what is wrong with it; an empty text takes that away."""
        self._problem.setVisible(bool(text))
        self._problem.set_text(text)
        self.amount.set_problem(text)

    def focus_first(self) -> None:
        """Give the keyboard to the first thing to fill in."""
        (self.amount if self.by_amount else self.reason).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_amount_changed(self, text: str) -> None:
        self.show_problem(self.amount.problem() if text.strip() else "")
        self.changed.emit()

    def _on_everything(self) -> None:
        self.amount.setText(self._writer.amount(self._charge.remaining))
        self.amount.setFocus(Qt.FocusReason.OtherFocusReason)
