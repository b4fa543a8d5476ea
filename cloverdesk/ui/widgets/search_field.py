"""The field that searches everything."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from cloverdesk.ui.theme.paint import Canvas
from cloverdesk.ui.theme.tokens import Size, Space, Token
from cloverdesk.ui.widgets.button import IconButton
from cloverdesk.ui.widgets.fields import LineField
from cloverdesk.ui.widgets.key_hint import key_size, paint_key
from cloverdesk.ui.widgets.painted import follow_theme

_ICON_LEFT, _ICON_GAP = 11, 8


class SearchField(LineField):
    """A field with a magnifier, a key hint while it is empty and a cross while it is not. Esc clears it.

    `search_changed(text)` comes at each change, `search_submitted(text)` on Enter.
    """

    search_changed = Signal(str)
    search_submitted = Signal(str)

    def __init__(
        self,
        *,
        object_name: str,
        accessible_name: str,
        placeholder: str,
        key_hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            object_name=object_name, accessible_name=accessible_name, placeholder=placeholder, parent=parent
        )
        self._key_hint = key_hint
        self._clear = IconButton(
            "x", object_name=f"{object_name}_clear", accessible_name=self.tr("Clear"), parent=self
        )
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self._theme = follow_theme(self._on_theme_changed)
        self._on_theme_changed()
        self.textChanged.connect(self._on_text_changed)
        self.returnPressed.connect(self._on_return)

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self.setTextMargins(px(Size.ICON + _ICON_GAP), 0, px(Space.XL), 0)
        self.update()

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.search_changed.emit(text)

    def _on_return(self) -> None:
        self.search_submitted.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear on Esc; leave Esc to the window when there is nothing to clear."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross at the right edge."""
        super().resizeEvent(event)
        side = self.height() - 4
        self._clear.setGeometry(self.width() - side - 2, 2, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add magnifier and key to Qt's field."""
        super().paintEvent(event)
        theme, canvas = self._theme, Canvas(QPainter(self), self._theme)
        left = theme.px(_ICON_LEFT)
        canvas.icon("search", Token.SECOND, left, self.height() // 2, size=Size.ICON)
        if self._key_hint and not self.text():
            size = key_size(theme, self._key_hint)
            margin = (self.height() - size.height()) // 2
            place = QRect(self.width() - size.width() - theme.px(10), margin, size.width(), size.height())
            paint_key(canvas, place, self._key_hint)
