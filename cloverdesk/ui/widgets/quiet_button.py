"""A button for bars: words in small type, no box until the pointer or the keyboard is on it."""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cloverdesk.ui.theme.focus import RING_RADIUS
from cloverdesk.ui.theme.paint import Canvas, text_width
from cloverdesk.ui.theme.tokens import Radius, Size, Space, Token, Tone, Type
from cloverdesk.ui.widgets.key_hint import key_size, paint_key
from cloverdesk.ui.widgets.naming import named
from cloverdesk.ui.widgets.painted import follow_theme

_HEIGHT = 22


class QuietButton(QAbstractButton):
    """Icon, words and key in one line; `tone` colours icon and words, else they are muted."""

    def __init__(
        self,
        text: str,
        *,
        object_name: str,
        icon: str = "",
        key_hint: str = "",
        tone: Tone | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._key_hint = icon, key_hint
        self._token = tone.ink if tone else Token.MUTED
        self.setText(text)
        named(self, object_name, text)
        self.setProperty(RING_RADIUS, Radius.KEY)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme = follow_theme(self._on_theme_changed)

    def set_text(self, text: str) -> None:
        """Show other words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as what is in it."""
        px = self._theme.px
        width = 2 * px(Space.XS) + text_width(self._theme, self.text(), Type.SMALL)
        if self._icon:
            width += px(Size.ICON_SMALL) + px(6)
        if self._key_hint:
            width += px(Space.XS) + key_size(self._theme, self._key_hint).width()
        return QSize(width, px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw icon, words and key."""
        theme, painter = self._theme, QPainter(self)
        canvas = Canvas(painter, theme)
        if self.underMouse() or self.isDown():
            canvas.box(self.rect(), Radius.KEY, Token.SUBTLE)
        left, middle = theme.px(Space.XS), self.height() // 2
        if self._icon:
            canvas.icon(self._icon, self._token, left, middle, size=Size.ICON_SMALL)
            left += theme.px(Size.ICON_SMALL) + theme.px(6)
        area = QRect(left, 0, self.width() - left, self.height())
        left += canvas.text(area, self.text(), Type.SMALL, self._token) + theme.px(Space.XS)
        if self._key_hint:
            size = key_size(theme, self._key_hint)
            top = (self.height() - size.height()) // 2
            paint_key(canvas, QRect(left, top, size.width(), size.height()), self._key_hint)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Rest again."""
        super().leaveEvent(event)
        self.update()
