"""What a place says when there is nothing in it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cloverdesk.ui.theme.paint import Canvas
from cloverdesk.ui.theme.tokens import Size, Space, Token, Type
from cloverdesk.ui.widgets.button import Button
from cloverdesk.ui.widgets.icon_label import IconLabel
from cloverdesk.ui.widgets.painted import Painted
from cloverdesk.ui.widgets.text import Text

_DISC, _WORDS = 48, 320


class _Disc(IconLabel):
    """An icon on a quiet circle."""

    def __init__(self, icon: str, *, object_name: str, parent: QWidget) -> None:
        super().__init__(
            icon, object_name=object_name, token=Token.MUTED, size=Size.ICON_LARGE, parent=parent
        )

    def sizeHint(self) -> QSize:
        """The circle."""
        return QSize(self.theme.px(_DISC), self.theme.px(_DISC))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the circle, then the icon."""
        Canvas(QPainter(self), self.theme).disc(self.rect(), Token.SUBTLE)
        super().paintEvent(event)


class EmptyState(Painted):
    """Icon, title, sentence and an optional button, centred."""

    action_requested = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str,
        *,
        object_name: str,
        button_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(object_name=object_name, accessible_name=title, parent=parent)
        center = Qt.AlignmentFlag.AlignHCenter
        self._disc = _Disc(icon, object_name=f"{object_name}_icon", parent=self)
        self._title = Text(title, object_name=f"{object_name}_title", type_=Type.HEADING, parent=self)
        self._sentence = Text(
            sentence, object_name=f"{object_name}_sentence", token=Token.SECOND, wrap=True, parent=self
        )
        self._sentence.setAlignment(center)
        self._button = Button(button_text, object_name=f"{object_name}_button", parent=self)
        self._button.setVisible(bool(button_text))
        self._button.clicked.connect(self.action_requested)
        self._column = QVBoxLayout(self)
        self._column.addStretch(2)
        # An item aligned in a box is not asked for its height for a width, so the wrapped one stands between stretches.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._sentence)
        row.addStretch(1)
        for widget in (self._disc, self._title):
            self._column.addWidget(widget, 0, center)
        self._column.addLayout(row)
        self._column.addWidget(self._button, 0, center)
        self._column.addStretch(3)
        self._space()

    def set_message(self, icon: str, title: str, sentence: str, button_text: str = "") -> None:
        """Say something else."""
        self.setAccessibleName(title)
        self._disc.set_icon(icon)
        self._title.set_text(title)
        self._sentence.set_text(sentence)
        self._button.set_text(button_text)
        self._button.setVisible(bool(button_text))

    def _on_theme_changed(self) -> None:
        self._space()
        super()._on_theme_changed()

    def _space(self) -> None:
        px = self.theme.px
        self._column.setContentsMargins(px(Space.XL), px(Space.XL), px(Space.XL), px(Space.XL))
        self._column.setSpacing(px(Space.S))
        self._sentence.setFixedWidth(px(_WORDS))
