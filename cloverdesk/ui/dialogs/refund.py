"""Giving money back: fill in, review, send. What is sent then waits in the hold bar and lives in the journal."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cloverdesk.domain.errors import DeskError, FailureKind
from cloverdesk.domain.operations import Actor
from cloverdesk.ui.context import UiContext
from cloverdesk.ui.dialogs.refund_form import REASONS, RefundForm
from cloverdesk.ui.dialogs.refund_review import ReviewPage
from cloverdesk.ui.dialogs.sheet import Sheet
from cloverdesk.ui.messages import failure_text
from cloverdesk.ui.theme.theme import current_theme
from cloverdesk.ui.theme.tokens import Space, Token, Tone, Type
from cloverdesk.ui.widgets.busy_line import BusyLine
from cloverdesk.ui.widgets.button import Button, ButtonKind
from cloverdesk.ui.widgets.text import Text
from cloverdesk.ui.words import card_words

if TYPE_CHECKING:
    from cloverdesk.domain.charges import Charge
    from cloverdesk.services.operations import RefundReview


class RefundSheet(Sheet):
    """Asks what goes back, shows it once more, and starts the operation once however often Enter is pressed."""

    operation_started = Signal(object)
    """The `MoneyOperation`, now held."""

    def __init__(self, host: QWidget, context: UiContext, charge: "Charge") -> None:
        title = self.tr("Release the hold") if charge.is_hold else self.tr("Give money back")
        super().__init__(host, context.funnel, object_name="refund_sheet", accessible_name=title)
        self._context, self._charge = context, charge
        self._review: RefundReview | None = None
        self._sending = self._blocked = False
        who = Actor.current(context.desk.profile.owner).name
        self.form = RefundForm(charge, context.writer, self._problem_of, self._hold_words())
        self.page = ReviewPage(context.writer, who, self._hold_words())
        self.page.hide()
        self._busy = BusyLine(object_name="refund_busy", accessible_name=self.tr("Asking Clover"))
        self._make_buttons()
        self._lay_out(title)
        self._bind_keys()
        self._show_page()

    def _make_buttons(self) -> None:
        escape, primary = self.tr("Esc"), ButtonKind.PRIMARY
        self.cancel = Button(self.tr("Cancel"), object_name="refund_cancel", key_hint=escape)
        self.to_form = Button(self.tr("Back"), object_name="refund_back", key_hint=escape)
        self.to_review = Button("", primary, object_name="refund_to_review", key_hint=self.tr("Ctrl ↵"))
        self.send = Button("", primary, object_name="refund_send", key_hint="↵")
        self.cancel.clicked.connect(self.back)
        self.to_form.clicked.connect(self.back)
        self.to_review.clicked.connect(self._on_review)
        self.send.clicked.connect(self._on_send)
        self.form.changed.connect(self._show_button)

    def _lay_out(self, title: str) -> None:
        head = QHBoxLayout()
        head.setSpacing(current_theme().px(Space.S) - 2)
        card = Text(f"· {card_words(self._charge)}", object_name="refund_card_words", token=Token.SECOND)
        card.setContentsMargins(0, 0, 0, 2)  # on the title's base line
        bottom = Qt.AlignmentFlag.AlignBottom
        head.addWidget(Text(title, object_name="refund_title", type_=Type.TITLE), 0, bottom)
        head.addWidget(card, 0, bottom)
        head.addStretch(1)
        body, footer = self.card.body, self.card.footer
        body.addLayout(head)
        body.addWidget(self._busy)
        body.addWidget(self.form)
        body.addWidget(self.page)
        store = Text(self._context.desk.profile.store_name, object_name="refund_store", token=Token.SECOND)
        footer.addWidget(store, 1)
        for button in (self.cancel, self.to_form, self.to_review, self.send):
            footer.addWidget(button)

    def _bind_keys(self) -> None:
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._on_review)
        for number, reason in enumerate(REASONS, start=1):
            shortcut = QShortcut(QKeySequence(str(number)), self)
            shortcut.activated.connect(lambda code=reason.value: self._choose_reason(code))

    def _hold_words(self) -> str:
        seconds = self._context.desk.options.hold_seconds
        if not seconds:
            return self.tr("It is sent at once and cannot be stopped.")
        if seconds == 1:
            return self.tr("You can stop it for 1 second.")
        return self.tr("You can stop it for %n seconds.", "", seconds)

    def open(self) -> None:
        """Show the form at once, and ask Clover meanwhile how the charge stands."""
        super().open()
        self.form.focus_first()
        self.scope.start(self._look_again)

    # ---- how the charge stands

    async def _look_again(self) -> None:
        desk = self._context.desk
        self._busy.set_busy(True)
        try:
            fresh = await desk.charges.refresh(self._charge.id)
        except DeskError as problem:
            self._show_old(problem)
            fresh = await desk.charges.get(self._charge.id) or self._charge
        finally:
            self._busy.set_busy(False)
        self._take(fresh)
        operations = await desk.operations.of_charge(self._charge.id)
        if any(one.state.is_moving for one in operations):
            self._blocked = True
            text = self.tr("An earlier refund of this charge is not settled yet. Wait until it is.")
            self.form.show_note(text, Tone.WARN, "hourglass")
            self._show_button()

    def _show_old(self, problem: DeskError) -> None:
        """Clover cannot be asked: the form stays usable, and says how old its numbers are."""
        said = failure_text(problem.failure, self._context.writer)
        if problem.kind is FailureKind.ENVIRONMENT:
            text = self.tr("This is the charge as last seen; it is checked again before anything is sent.")
            self.form.show_note(f"{said.title}. {text}", Tone.WARN, "wifi-off")
        else:
            self.form.show_note(f"{said.title}. {said.message}", Tone.WARN)

    def _take(self, charge: "Charge") -> None:
        """Go on with `charge` as it is now, keeping what was typed; a review of older facts is taken back."""
        changed = charge != self._charge
        could_type = self.form.by_amount
        self._charge = charge
        self.form.show_charge(charge)
        if not charge.remaining:
            self.form.show_note(self.tr("Nothing of this charge is left to give back."), Tone.BAD)
        if self._review is not None and changed and not self._sending:
            self._review = None
            self._show_page()
        elif self.form.by_amount and not could_type and self._review is None:
            self.form.focus_first()
        self._show_button()

    # ---- form

    def _problem_of(self, text: str) -> str:
        """What is wrong with a typed amount, in words; an empty text for nothing."""
        try:
            self._checked(text)
        except DeskError as problem:
            said = failure_text(problem.failure, self._context.writer)
            return f"{said.title}. {said.advice}"
        return ""

    def _checked(self, text: str | None) -> "RefundReview":
        context = self._context
        return context.desk.operations.review(
            self._charge, text, self.form.chosen_reason(), context.writer.style
        )

    def _choose_reason(self, code: str) -> None:
        if self._review is None:
            self.form.reason.set_code(code)

    def _on_review(self) -> None:
        if self._review is not None or not self.to_review.isEnabled():
            return
        try:
            self._review = self._checked(self.form.amount_text())
        except DeskError as problem:
            said = failure_text(problem.failure, self._context.writer)
            self.form.show_problem(f"{said.title}. {said.advice}")
            self.form.focus_first()
            return
        self._show_page()

    def _show_page(self) -> None:
        """Show the form, or what was reviewed."""
        reviewing = self._review is not None
        shown: dict[bool, tuple[QWidget, ...]] = {
            False: (self.form, self.cancel, self.to_review),
            True: (self.page, self.to_form, self.send),
        }
        for page, widgets in shown.items():
            for widget in widgets:
                widget.setVisible(page is reviewing)
        self._show_button()
        if self._review is None:
            self.form.focus_first()
            return
        self.page.show_review(self._review)
        words = self.tr("Release {amount}") if self._charge.is_hold else self.tr("Give back {amount}")
        self.send.set_text(words.format(amount=self._context.writer.money(self._review.amount)))
        self.send.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_button(self) -> None:
        """Name on the button what would be reviewed."""
        self.to_review.setEnabled(bool(self._charge.remaining) and not self._blocked)
        try:
            amount = self._checked(self.form.amount_text()).amount
        except DeskError:
            self.to_review.set_text(self.tr("Review"))
            return
        words = self.tr("Review {amount}")
        self.to_review.set_text(words.format(amount=self._context.writer.money(amount)))

    # ---- sending

    def _on_send(self) -> None:
        if self._review is not None and not self._sending:
            self._sending = True
            self.send.setEnabled(False)
            self.scope.start(self._start, self._review)

    async def _start(self, review: "RefundReview") -> None:
        desk = self._context.desk
        try:
            operation = await desk.operations.start(review, hold_seconds=desk.options.hold_seconds)
        except DeskError as problem:
            said = failure_text(problem.failure, self._context.writer)
            self.page.show_problem(said.title, said.body)
            self._sending = False
            self.send.setEnabled(True)
            return
        except Exception:
            self._sending = False  # a bug: it is not asked for again from here, but the sheet can be left
            raise
        self.operation_started.emit(operation)
        self.accept()

    # ---- keyboard

    def back(self) -> None:
        """From the review back to the form; from the form out. Once it is being started there is no way back here."""
        if self._sending:
            return
        if self._review is not None:
            self._review = None
            self._show_page()
        else:
            self.reject()

    def on_enter(self) -> None:
        """The focused button, else the next field; on the review it sends."""
        if isinstance(self.window().focusWidget(), Button):
            super().on_enter()
        elif self._review is None:
            self.focusNextPrevChild(True)  # noqa: FBT003 - Qt's own signature
        else:
            self._on_send()
