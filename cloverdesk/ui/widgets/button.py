"""Buttons: one look for each weight of action, with an icon and the key that does the same."""

from enum import Enum

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from cloverdesk.ui.theme.paint import LEFT, Canvas, text_width
from cloverdesk.ui.theme.tokens import Radius, Size, Space, Token, Type
from cloverdesk.ui.widgets.key_hint import key_size, paint_key
from cloverdesk.ui.widgets.naming import named
from cloverdesk.ui.widgets.painted import follow_theme

_PADDING = 14


class ButtonKind(Enum):
    """How loud a button is: one primary for the one thing to do next."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    GHOST = "ghost"
    DANGER = "danger"


class Button(QPushButton):
    """A button of 32 px. `key_hint` is shown inside ("R", "Esc", "Ctrl ↵"); it does not install a shortcut.

    `trailing_icon` follows the words (a chevron for a menu).
    """

    def __init__(
        self,
        text: str,
        kind: ButtonKind = ButtonKind.SECONDARY,
        *,
        object_name: str,
        icon: str = "",
        key_hint: str = "",
        trailing_icon: str = "",
        accessible_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._icon, self._key_hint, self._trailing = kind, icon, key_hint, trailing_icon
        self._follows = not accessible_name
        named(self, object_name, accessible_name or text)
        self._words = ""
        self._set_words(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self._theme = follow_theme(self._on_theme_changed)

    def set_text(self, text: str) -> None:
        """Show other words; the accessible name follows unless one was given."""
        self._set_words(text)
        if self._follows:
            self.setAccessibleName(text)
        self.updateGeometry()

    def set_icon_name(self, icon: str) -> None:
        """Show another icon, or none."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _set_words(self, text: str) -> None:
        self._words = text
        # To Qt a single "&" marks a mnemonic; a shop may well be called "Maple & Main".
        self.setText(text.replace("&", "&&"))

    def _key_width(self) -> int:
        if self._kind in {ButtonKind.PRIMARY, ButtonKind.DANGER}:
            return text_width(self._theme, self._key_hint, Type.KEY)
        return key_size(self._theme, self._key_hint).width()

    def _content_width(self) -> int:
        px, parts = self._theme.px, []
        if self._icon:
            parts.append(px(Size.ICON))
        if self._words:
            parts.append(text_width(self._theme, self._words, Type.BODY_STRONG))
        if self._trailing:
            parts.append(px(Size.ICON_SMALL))
        if self._key_hint:
            parts.append(self._key_width())
        return sum(parts) + px(Space.S) * max(0, len(parts) - 1)

    def sizeHint(self) -> QSize:
        """As wide as icon, words and key."""
        px = self._theme.px
        padding = px(9) if not self._words else px(Space.S if self._kind is ButtonKind.GHOST else _PADDING)
        return QSize(self._content_width() + 2 * padding, px(Size.BUTTON))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def _grounds(self) -> tuple[Token | None, Token | None, Token]:
        """Fill, border and ink of the state it is in."""
        over, down = self.isEnabled() and self.underMouse(), self.isDown() or self.isChecked()
        if not self.isEnabled():
            plain = self._kind is ButtonKind.GHOST
            return (None if plain else Token.SUBTLE), (None if plain else Token.BORDER), Token.MUTED
        if self._kind is ButtonKind.PRIMARY:
            fill = Token.ACCENT_DOWN if down else Token.ACCENT_HOVER if over else Token.ACCENT
            return fill, None, Token.ON_ACCENT
        if self._kind is ButtonKind.DANGER:
            return (Token.BAD_GROUND if over or down else Token.SURFACE), Token.BAD, Token.BAD
        if self._kind is ButtonKind.GHOST:
            return (Token.SUBTLE if over or down else None), None, Token.TEXT
        return (Token.SUBTLE if over or down else Token.SURFACE), Token.STRONG, Token.TEXT

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, icon, words and key, centred as a group."""
        theme, canvas = self._theme, Canvas(QPainter(self), self._theme)
        fill, border, ink = self._grounds()
        canvas.box(self.rect(), Radius.CONTROL, fill, border)
        gap, middle = theme.px(Space.S), self.height() // 2
        left = (self.width() - self._content_width()) // 2
        if self._icon:
            canvas.icon(self._icon, ink, left, middle, size=Size.ICON)
            left += theme.px(Size.ICON) + gap
        if self._words:
            area = QRect(left, 0, self.width() - left, self.height())
            left += canvas.text(area, self._words, Type.BODY_STRONG, ink) + gap
        if self._trailing:
            canvas.icon(self._trailing, ink, left, middle, size=Size.ICON_SMALL)
            left += theme.px(Size.ICON_SMALL) + gap
        if self._key_hint:
            self._paint_key(canvas, left, ink)

    def _paint_key(self, canvas: Canvas, left: int, ink: Token) -> None:
        theme = self._theme
        if self._kind in {ButtonKind.PRIMARY, ButtonKind.DANGER}:
            color = QColor(theme.color(ink))
            color.setAlphaF(0.85)
            canvas.painter.setFont(theme.font(Type.KEY))
            canvas.painter.setPen(color)
            canvas.painter.drawText(QRect(left, 0, self.width() - left, self.height()), LEFT, self._key_hint)
            return
        size = key_size(theme, self._key_hint)
        paint_key(
            canvas,
            QRect(left, (self.height() - size.height()) // 2, size.width(), size.height()),
            self._key_hint,
        )

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Rest again."""
        super().leaveEvent(event)
        self.update()


class IconButton(Button):
    """A button that shows an icon only; its accessible name is also its tooltip."""

    def __init__(
        self,
        icon: str,
        kind: ButtonKind = ButtonKind.GHOST,
        *,
        object_name: str,
        accessible_name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "", kind, object_name=object_name, icon=icon, accessible_name=accessible_name, parent=parent
        )
        self.setToolTip(accessible_name)
        self.setCursor(Qt.CursorShape.ArrowCursor)
