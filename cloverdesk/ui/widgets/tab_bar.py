"""The tabs of the window: icon, word, and how many wait there."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from cloverdesk.ui.theme.paint import CENTER, Canvas, text_width
from cloverdesk.ui.theme.tokens import Radius, Size, Space, Token, Type
from cloverdesk.ui.widgets.naming import named
from cloverdesk.ui.widgets.painted import Painted, follow_theme

_ICON_GAP, _BADGE = 7, 18
_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TabButton(QAbstractButton):
    """One tab."""

    def __init__(self, code: str, text: str, icon: str, *, object_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.code = code
        self._icon, self._badge = icon, 0
        self.setText(text)
        self.setCheckable(True)
        named(self, object_name, text)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme = follow_theme(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def set_badge(self, count: int) -> None:
        """Show `count`, or nothing for 0."""
        self._badge = count
        self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
        self.updateGeometry()
        self.update()

    def _badge_width(self) -> int:
        words = text_width(self._theme, str(self._badge), Type.SMALL_MEDIUM)
        return max(self._theme.px(_BADGE + 1), words + self._theme.px(12))

    def sizeHint(self) -> QSize:
        """As wide as the bold word, so that nothing moves when another tab becomes current."""
        px = self._theme.px
        words = text_width(self._theme, self.text(), Type.BODY_STRONG)
        width = 2 * px(Space.M) + px(Size.ICON + _ICON_GAP) + words
        if self._badge:
            width += px(Space.S) + self._badge_width()
        return QSize(width, px(Size.TABS))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw icon, word, badge and the line of the current one."""
        theme, canvas = self._theme, Canvas(QPainter(self), self._theme)
        current = self.isChecked()
        ink = Token.TEXT if current or self.underMouse() else Token.SECOND
        left = theme.px(Space.M)
        canvas.icon(self._icon, ink, left, self.height() // 2, size=Size.ICON)
        left += theme.px(Size.ICON + _ICON_GAP)
        type_ = Type.BODY_STRONG if current else Type.BODY_MEDIUM
        area = QRect(left, 0, self.width() - left, self.height())
        canvas.text(area, self.text(), type_, ink)
        if self._badge:
            left += text_width(theme, self.text(), Type.BODY_STRONG) + theme.px(Space.S)
            self._paint_badge(canvas, left)
        if current:
            thick = theme.px(2)
            line = QRect(0, self.height() - thick, self.width(), thick)
            canvas.fill(line, Token.ACCENT)

    def _paint_badge(self, canvas: Canvas, left: int) -> None:
        height = self._theme.px(_BADGE)
        area = QRect(left, (self.height() - height) // 2, self._badge_width(), height)
        canvas.box(area, Radius.FULL, Token.WARN_GROUND)
        canvas.text(area, str(self._badge), Type.SMALL_MEDIUM, Token.WARN, align=CENTER)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Rest again."""
        super().leaveEvent(event)
        self.update()


class TabBar(Painted):
    """One tab each, by code. Left, Right, Home and End move; the current one carries a 2 px line."""

    current_changed = Signal(str)

    def __init__(self, *, object_name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(object_name=object_name, accessible_name=accessible_name, parent=parent)
        self._tabs: dict[str, TabButton] = {}
        self._current = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(self.theme.px(5), 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addStretch(1)

    def add_tab(self, code: str, text: str, icon: str) -> None:
        """Append a tab; the first one becomes current."""
        tab = TabButton(code, text, icon, object_name=f"{self.objectName()}_{code}", parent=self)
        tab.clicked.connect(self._on_clicked)
        self._tabs[code] = tab
        self._row.insertWidget(len(self._tabs) - 1, tab)
        if not self._current:
            self.set_current(code)

    def set_badge(self, code: str, count: int) -> None:
        """Show how many wait there; 0 shows nothing. Raises KeyError if there is no such tab."""
        self._tabs[code].set_badge(count)

    def set_current(self, code: str) -> None:
        """Go to the tab `code`; raises KeyError if there is none."""
        for each in self._tabs.values():
            each.setChecked(each is self._tabs[code])
        if code != self._current:
            self._current = code
            self.current_changed.emit(code)

    def current(self) -> str:
        """The code of the current tab, or an empty text."""
        return self._current

    def codes(self) -> tuple[str, ...]:
        """The codes in order."""
        return tuple(self._tabs)

    def _on_clicked(self) -> None:
        tab = self.sender()
        if isinstance(tab, TabButton):
            self.set_current(tab.code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between tabs."""
        codes = self.codes()
        key = Qt.Key(event.key())
        if codes and key in _MOVES:
            self.set_current(codes[(codes.index(self._current) + _MOVES[key]) % len(codes)])
        elif codes and key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.set_current(codes[0 if key == Qt.Key.Key_Home else -1])
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """40 px and its hairline."""
        return QSize(super().sizeHint().width(), self.theme.px(Size.TABS))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the hairline under all tabs."""
        canvas = Canvas(QPainter(self), self.theme)
        canvas.fill(self.rect(), Token.SURFACE)
        canvas.hairline(self.rect(), Qt.Edge.BottomEdge)
