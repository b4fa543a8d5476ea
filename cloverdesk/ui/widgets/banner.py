"""A box that says something that matters, in the tone it matters in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cloverdesk.ui.theme.paint import Canvas
from cloverdesk.ui.theme.tokens import Radius, Size, Tone, Type
from cloverdesk.ui.widgets.button import Button
from cloverdesk.ui.widgets.icon_label import IconLabel
from cloverdesk.ui.widgets.painted import Painted
from cloverdesk.ui.widgets.text import Text

TONE_ICONS = {
    Tone.OK: "circle-check",
    Tone.INFO: "info",
    Tone.WARN: "triangle-alert",
    Tone.BAD: "circle-alert",
    Tone.NEUTRAL: "info",
    Tone.VIOLET: "flask-conical",
}
"""The icon a tone takes when nothing better is known."""


class Banner(Painted):
    """Icon and words on the tone's ground, optionally with a title and one action."""

    action_requested = Signal()

    def __init__(
        self,
        text: str,
        tone: Tone,
        *,
        object_name: str,
        title: str = "",
        icon: str = "",
        action_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(object_name=object_name, accessible_name=text, parent=parent)
        self._tone = tone
        self._icon = IconLabel("info", object_name=f"{object_name}_icon", size=Size.ICON_MEDIUM, parent=self)
        self._title = Text(
            "", object_name=f"{object_name}_title", type_=Type.BODY_STRONG, wrap=True, parent=self
        )
        self._text = Text("", object_name=f"{object_name}_text", wrap=True, parent=self)
        self._action = Button(action_text, object_name=f"{object_name}_action", parent=self)
        self._action.setVisible(bool(action_text))
        self._action.clicked.connect(self.action_requested)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._row = QHBoxLayout(self)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._text)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(words, 1)
        self._row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
        self._space()
        self.set_message(text, tone, title=title, icon=icon)

    def set_message(self, text: str, tone: Tone, *, title: str = "", icon: str = "") -> None:
        """Say something else; an empty `icon` takes the tone's own."""
        self._tone = tone
        self.setAccessibleName(f"{title}. {text}" if title else text)
        self._title.set_text(title)
        self._title.setVisible(bool(title))
        self._text.set_text(text)
        for words in (self._title, self._text):
            words.set_token(tone.ink)
        self._icon.set_icon(icon or TONE_ICONS[tone], tone.ink)
        self.update()

    def _on_theme_changed(self) -> None:
        self._space()
        super()._on_theme_changed()

    def _space(self) -> None:
        px = self.theme.px
        self._row.setContentsMargins(px(12), px(10), px(14), px(10))
        self._row.setSpacing(px(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground."""
        Canvas(QPainter(self), self.theme).box(self.rect(), Radius.CARD, self._tone.ground)
