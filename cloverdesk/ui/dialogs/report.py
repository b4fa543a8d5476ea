"""A bug, shown to the person it happened to. It stays on this computer unless that person sends it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from cloverdesk.ui.context import UiContext
from cloverdesk.ui.dialogs.sheet import Sheet
from cloverdesk.ui.theme.theme import current_theme
from cloverdesk.ui.theme.tokens import Token, Type
from cloverdesk.ui.widgets.button import Button, ButtonKind
from cloverdesk.ui.widgets.fields import TextField
from cloverdesk.ui.widgets.text import Text

_LINES = 220


class ReportSheet(Sheet):
    """Says that something went wrong in CloverDesk itself, what that means for the money, and shows the whole report."""

    def __init__(self, host: QWidget, context: UiContext, report: str) -> None:
        title = self.tr("Something went wrong in CloverDesk")
        super().__init__(host, context.funnel, object_name="report_sheet", accessible_name=title)
        words = self.tr(
            "Money is safe: what was asked for is written down before it is sent, and is looked up afterwards. "
            "You can go on working. This report stays on this computer unless you send it yourself."
        )
        self.text = TextField(object_name="report_text", accessible_name=self.tr("The report"))
        self.text.setPlainText(report)
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(current_theme().px(_LINES))
        body, footer = self.card.body, self.card.footer
        body.addWidget(Text(title, object_name="report_title", type_=Type.TITLE))
        body.addWidget(Text(words, object_name="report_words", token=Token.SECOND, wrap=True))
        body.addWidget(self.text, 1)
        copy = Button(self.tr("Copy the report"), object_name="report_copy", icon="copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        self.close_button = Button(
            self.tr("Go on"), ButtonKind.PRIMARY, object_name="report_close", key_hint=self.tr("Esc")
        )
        self.close_button.clicked.connect(self.back)
        footer.addWidget(copy)
        footer.addStretch(1)
        footer.addWidget(self.close_button)

    def open(self) -> None:
        """Show it, with the keyboard on the button that goes on."""
        super().open()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
