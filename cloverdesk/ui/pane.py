"""The pane beside a list: it fills as the selection moves, scrolls when it must, and never takes the keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from cloverdesk.ui.theme.theme import current_theme
from cloverdesk.ui.theme.tokens import Size, Space, Token, Tone, Type
from cloverdesk.ui.widgets.button import Button
from cloverdesk.ui.widgets.card import Card, Ground
from cloverdesk.ui.widgets.empty_state import EmptyState
from cloverdesk.ui.widgets.naming import named
from cloverdesk.ui.widgets.painted import follow_theme
from cloverdesk.ui.widgets.pill import Pill
from cloverdesk.ui.widgets.text import SectionHeading, Text
from cloverdesk.ui.widgets.viewport import own_viewport

_SECTION_GAP = 10


class DetailPane(QScrollArea):
    """A column of 400 px, from 320: an amount with its state, buttons, sections of cards.

    Where list and pane do not fit side by side, a button above everything asks to go back to the list.
    """

    back_requested = Signal()

    def __init__(self, *, object_name: str, accessible_name: str, nothing: str) -> None:
        super().__init__()
        named(self, object_name, accessible_name)
        own_viewport(self, QPalette.ColorRole.NoRole)
        named(self.verticalScrollBar(), f"{object_name}_down", self.tr("Scroll"))
        named(self.horizontalScrollBar(), f"{object_name}_across", self.tr("Scroll"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._back = Button(self.tr("Back to the list"), object_name=f"{object_name}_back", key_hint="Esc")
        self._back.clicked.connect(self.back_requested)
        self._back.hide()
        self._nothing = EmptyState("receipt", nothing, "", object_name=f"{object_name}_nothing")
        self._filled = named(QWidget(), f"{object_name}_filled", accessible_name)
        self.body = QVBoxLayout(self._filled)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(current_theme().px(Space.M))
        self._content = Ground(
            Token.WINDOW, object_name=f"{object_name}_content", accessible_name=accessible_name
        )
        self._column = QVBoxLayout(self._content)
        self._column.setSpacing(current_theme().px(Space.M))
        self._column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._filled)
        self._column.addWidget(self._nothing, 1)
        self._column.addStretch(0)
        self.setWidget(self._content)
        self._theme = follow_theme(self._space)
        self._space()
        self.set_filled(filled=False)

    # ---- building

    def add_head(self, amount: Text, subtitle: Text, pill: Pill) -> None:
        """The number that answers the question, what it belongs to, and its state."""
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(amount)
        words.addWidget(subtitle)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, current_theme().px(Space.XS))
        head.addLayout(words, 1)
        head.addWidget(pill, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(head)

    def add_buttons(self, buttons: Sequence[Button]) -> None:
        """A row of buttons."""
        row = QHBoxLayout()
        row.setSpacing(current_theme().px(Space.S))
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def add_part(self, part: QWidget) -> None:
        """Something between buttons and sections."""
        self.body.addWidget(part)

    def add_section(self, title: str, name: str, part: QWidget) -> None:
        """A heading and a card that holds `part`."""
        px = current_theme().px
        card = Card(object_name=f"{name}_card", accessible_name=title)
        card.body.addWidget(part)
        section = QVBoxLayout()
        section.setContentsMargins(0, px(_SECTION_GAP), 0, 0)
        section.setSpacing(px(_SECTION_GAP))
        section.addWidget(SectionHeading(title, object_name=f"{name}_heading"))
        section.addWidget(card)
        self.body.addLayout(section)

    # ---- showing

    def set_filled(self, *, filled: bool) -> None:
        """Show the parts, or that nothing is selected."""
        self._filled.setVisible(filled)
        self._nothing.setVisible(not filled)
        self._keep_whole()

    def set_back_shown(self, *, shown: bool) -> None:
        """Show the way back to the list, or not."""
        self._back.setVisible(shown)

    def first_field(self) -> QWidget | None:
        """The first thing in the pane that takes the keyboard."""
        for child in self._filled.findChildren(QWidget):
            if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
                return child
        return self._back if self._back.isVisible() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Nothing moves sideways when the scroll bar comes and goes: it lies in the right margin."""
        super().resizeEvent(event)
        self._space()

    def _keep_whole(self) -> None:
        """Never be narrower than what is shown: there is no scrolling sideways."""
        px = self._theme.px
        self.body.activate()
        margins = 2 * px(Space.XL) + self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(max(px(Size.PANE_MIN), self.body.minimumSize().width() + margins))

    def _space(self) -> None:
        px = self._theme.px
        taken = self.width() - self.viewport().width()
        self._column.setContentsMargins(px(Space.XL), px(Space.L), px(Space.XL) - taken, px(Space.XL))


def amount_text(name: str) -> Text:
    """The large amount at the head of a pane."""
    return Text("", object_name=name, type_=Type.AMOUNT, selectable=True)


def state_pill(name: str) -> Pill:
    """The pill at the head of a pane, before anything is selected."""
    return Pill("", "", Tone.NEUTRAL, object_name=name)


def pop_below(menu: QMenu, widget: QWidget) -> None:
    """Open `menu` under `widget`; it goes when it is closed."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(widget.mapToGlobal(QPoint(0, widget.height())))
