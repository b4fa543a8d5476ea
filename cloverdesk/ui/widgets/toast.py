"""A notice that comes, is read and goes."""

from PySide6.QtCore import QEvent, QObject, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QVBoxLayout, QWidget

from cloverdesk.ui.theme.paint import Canvas
from cloverdesk.ui.theme.tokens import Radius, Size, Space, Token, Tone, Type
from cloverdesk.ui.widgets.banner import TONE_ICONS
from cloverdesk.ui.widgets.button import Button, IconButton
from cloverdesk.ui.widgets.icon_label import IconLabel
from cloverdesk.ui.widgets.painted import Painted
from cloverdesk.ui.widgets.text import Text

_WIDTH, _FADE_MS = 480, 120


class Toast(Painted):
    """Icon, words, an optional action and a cross, over the lower edge of its parent.

    It stays until `dismiss`, its cross or its action: its owner decides how long a notice is worth.
    """

    action_requested = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget, *, object_name: str, accessible_name: str, lift: int = 44) -> None:
        """`lift` is the distance from the parent's lower edge in pixels at 100 %."""
        super().__init__(object_name=object_name, accessible_name=accessible_name, parent=parent)
        self._over = parent
        self._lift = lift
        self._icon = IconLabel("info", object_name=f"{object_name}_icon", size=Size.ICON_MEDIUM, parent=self)
        self._title = Text(
            "", object_name=f"{object_name}_title", type_=Type.BODY_STRONG, wrap=True, parent=self
        )
        self._text = Text("", object_name=f"{object_name}_text", token=Token.SECOND, wrap=True, parent=self)
        self._action = Button("", object_name=f"{object_name}_action", parent=self)
        self._close = IconButton(
            "x", object_name=f"{object_name}_close", accessible_name=self.tr("Close"), parent=self
        )
        self._action.clicked.connect(self._on_action)
        self._close.clicked.connect(self.dismiss)
        self._row = QHBoxLayout(self)
        self._fill()
        effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(effect)
        self._fade = QPropertyAnimation(effect, b"opacity", self)
        self._fade.setDuration(_FADE_MS)
        self._fade.finished.connect(self._on_faded)
        parent.installEventFilter(self)
        self.hide()

    def _fill(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._text)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._row.addWidget(self._icon, 0, middle)
        self._row.addLayout(words, 1)
        self._row.addWidget(self._action, 0, middle)
        self._row.addWidget(self._close, 0, middle)
        self._space()

    def _space(self) -> None:
        px = self.theme.px
        self._row.setContentsMargins(px(14), px(10), px(8), px(10))
        self._row.setSpacing(px(10))

    def _on_theme_changed(self) -> None:
        self._space()
        super()._on_theme_changed()
        self._place()

    def show_message(
        self, title: str, text: str = "", tone: Tone = Tone.NEUTRAL, *, action_text: str = ""
    ) -> None:
        """Show words, replacing what is shown."""
        self.setAccessibleName(f"{title}. {text}" if text else title)
        self._title.set_text(title)
        self._text.set_text(text)
        self._text.setVisible(bool(text))
        self._icon.set_icon(TONE_ICONS[tone], tone.ink)
        self._action.set_text(action_text)
        self._action.setVisible(bool(action_text))
        self.show()
        self._place()
        self.raise_()
        self._fade_to(1.0)

    def dismiss(self) -> None:
        """Fade out and emit `dismissed`."""
        if self.isVisibleTo(self._over):
            self._fade_to(0.0)

    def _on_action(self) -> None:
        self.action_requested.emit()
        self.dismiss()

    def _fade_to(self, opacity: float) -> None:
        self._fade.stop()
        self._fade.setEndValue(opacity)
        self._fade.setDuration(0 if self.theme.reduced_motion else _FADE_MS)
        self._fade.start()

    def _on_faded(self) -> None:
        if self._fade.endValue() == 0.0:
            self.hide()
            self.dismissed.emit()

    def _place(self) -> None:
        parent, px = self._over, self.theme.px
        width = min(px(_WIDTH), parent.width() - 2 * px(Space.L))
        height = (
            self._row.heightForWidth(width) if self._row.hasHeightForWidth() else self.sizeHint().height()
        )
        self.setGeometry(
            (parent.width() - width) // 2, parent.height() - height - px(self._lift), width, height
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the parent's size changes."""
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box."""
        Canvas(QPainter(self), self.theme).box(self.rect(), Radius.CARD, Token.SURFACE, Token.STRONG)
