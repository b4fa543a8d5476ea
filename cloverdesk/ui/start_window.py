"""The small window that stands in when the desk of a store cannot be opened: what is wrong, and perhaps a passphrase."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cloverdesk.domain.errors import DeskError
from cloverdesk.domain.message import Writer
from cloverdesk.ui.messages import failure_text
from cloverdesk.ui.theme.theme import current_theme
from cloverdesk.ui.theme.tokens import Space, Token, Type
from cloverdesk.ui.widgets.button import Button, ButtonKind
from cloverdesk.ui.widgets.fields import LineField
from cloverdesk.ui.widgets.naming import named
from cloverdesk.ui.widgets.text import Text

_WIDTH = 480


class StartWindow(QWidget):
    """Says why the desk did not open. `answered` gives what was typed, or None when the window is closed."""

    answered = Signal(object)

    def __init__(self, problem: DeskError, writer: Writer, *, asks_passphrase: bool) -> None:
        super().__init__()
        named(self, "start_window", "CloverDesk")
        self.setWindowTitle("CloverDesk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._answered = False
        words = failure_text(problem.failure, writer)
        self.passphrase: LineField | None = None
        px = current_theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(*[px(Space.XL)] * 4)
        column.setSpacing(px(Space.M))
        column.addWidget(Text(words.title, object_name="start_title", type_=Type.TITLE))
        column.addWidget(Text(words.body, object_name="start_words", token=Token.SECOND, wrap=True))
        if asks_passphrase:
            self.passphrase = LineField(
                object_name="start_passphrase", accessible_name=self.tr("Passphrase of the vault")
            )
            self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
            self.passphrase.setPlaceholderText(self.tr("Passphrase"))
            self.passphrase.returnPressed.connect(self._on_open)
            column.addWidget(self.passphrase)
        column.addStretch(1)
        column.addLayout(self._buttons(asks_passphrase=asks_passphrase))
        self.setMinimumWidth(px(_WIDTH))

    def _buttons(self, *, asks_passphrase: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        kind = ButtonKind.SECONDARY if asks_passphrase else ButtonKind.PRIMARY
        close = Button(self.tr("Close"), kind, object_name="start_close")
        close.clicked.connect(self.close)
        row.addWidget(close)
        if asks_passphrase:
            go_on = Button(self.tr("Open"), ButtonKind.PRIMARY, object_name="start_open")
            go_on.clicked.connect(self._on_open)
            row.addWidget(go_on)
        return row

    def _on_open(self) -> None:
        typed = self.passphrase.text() if self.passphrase else ""
        if typed:
            self._answer(typed)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is an answer too."""
        self._answer(None)
        event.accept()

    def _answer(self, answer: str | None) -> None:
        if not self._answered:
            self._answered = True
            self.answered.emit(answer)
