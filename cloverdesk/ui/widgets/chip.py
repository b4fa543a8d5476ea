"""Filter chips: one that is on and can be removed, one that offers to add."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cloverdesk.ui.theme.focus import RING_RADIUS
from cloverdesk.ui.theme.paint import Canvas, text_width
from cloverdesk.ui.theme.tokens import Radius, Size, Token, Type
from cloverdesk.ui.widgets.naming import named
from cloverdesk.ui.widgets.painted import follow_theme

_PADDING, _GAP, _ICON = 12, 7, 12


class _RoundButton(QAbstractButton):
    """A pill-shaped button of icon and word."""

    ink = Token.SECOND
    border: Token | None = Token.STRONG
    fill: Token = Token.SURFACE
    fill_over: Token = Token.SUBTLE

    def __init__(
        self, text: str, icon: str, *, object_name: str, accessible_name: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self._icon = icon
        named(self, object_name, accessible_name)
        self.setProperty(RING_RADIUS, Radius.FULL)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme = follow_theme(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as icon and word."""
        px = self._theme.px
        width = 2 * px(_PADDING) + (px(_ICON) if self._icon else 0)
        if self.text():
            width += text_width(self._theme, self.text(), Type.BODY_MEDIUM)
            width += px(_GAP) if self._icon else 0
        return QSize(width, px(Size.CHIP))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, icon and word."""
        theme, canvas = self._theme, Canvas(QPainter(self), self._theme)
        fill = self.fill_over if self.underMouse() or self.isDown() else self.fill
        canvas.box(self.rect(), Radius.FULL, fill, self.border)
        left = theme.px(_PADDING)
        if self._icon:
            canvas.icon(self._icon, self.ink, left, self.height() // 2, size=_ICON)
            left += theme.px(_ICON + _GAP)
        area = QRect(left, 0, self.width() - left, self.height())
        canvas.text(area, self.text(), Type.BODY_MEDIUM, self.ink)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Rest again."""
        super().leaveEvent(event)
        self.update()


class Chip(_RoundButton):
    """An active filter; `clicked` asks to remove it, and so do Delete and Backspace."""

    ink = Token.OK
    border = None
    fill = Token.SELECTED
    fill_over = Token.OK_GROUND

    def __init__(
        self, text: str, *, object_name: str, accessible_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, "x", object_name=object_name, accessible_name=accessible_name, parent=parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Delete and Backspace as a click."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.click()
            return
        super().keyPressEvent(event)


class AddChip(_RoundButton):
    """An offered filter, "+ State". `icon` is "plus" or what else it does; the text may be empty."""

    def __init__(
        self,
        text: str,
        *,
        object_name: str,
        accessible_name: str = "",
        icon: str = "plus",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            text, icon, object_name=object_name, accessible_name=accessible_name or text, parent=parent
        )
        if not text:
            self.setToolTip(accessible_name)
