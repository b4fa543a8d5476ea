"""All keys of the window on one card."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from cloverdesk.ui.context import UiContext
from cloverdesk.ui.dialogs.sheet import Sheet
from cloverdesk.ui.keys import Key
from cloverdesk.ui.theme.theme import current_theme
from cloverdesk.ui.theme.tokens import Space, Token, Type
from cloverdesk.ui.widgets.button import Button
from cloverdesk.ui.widgets.key_hint import KeyHint
from cloverdesk.ui.widgets.text import Text


class ShortcutsSheet(Sheet):
    """Keys and what they do."""

    def __init__(self, host: QWidget, context: UiContext) -> None:
        title = self.tr("Shortcuts")
        super().__init__(host, context.funnel, object_name="shortcuts_sheet", accessible_name=title)
        self.card.body.addWidget(Text(title, object_name="shortcuts_title", type_=Type.TITLE))
        self.card.body.addLayout(self._grid(context.keys.listed()))
        hint = self.tr("Single letters act while no field is typed into.")
        self.card.footer.addWidget(Text(hint, object_name="shortcuts_hint", token=Token.MUTED, wrap=True), 1)
        self.close_button = Button(self.tr("Close"), object_name="shortcuts_close", key_hint=self.tr("Esc"))
        self.close_button.clicked.connect(self.back)
        self.card.footer.addWidget(self.close_button)

    def open(self) -> None:
        """Show it, with the keyboard on the button that closes it."""
        super().open()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _grid(keys: Sequence[Key]) -> QGridLayout:
        px = current_theme().px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(Space.XL))
        grid.setVerticalSpacing(px(Space.S))
        grid.setColumnStretch(1, 1)
        for row, key in enumerate(keys):
            caps = QHBoxLayout()
            caps.setSpacing(px(Space.XS))
            for number, cap in enumerate(key.keys):
                caps.addWidget(KeyHint(cap.replace("+", " "), object_name=f"shortcut_{row}_{number}"))
            caps.addStretch(1)
            grid.addLayout(caps, row, 0)
            grid.addWidget(Text(key.words, object_name=f"shortcut_{row}_words"), row, 1)
        return grid
