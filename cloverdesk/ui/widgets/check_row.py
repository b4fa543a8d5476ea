"""A line that can be ticked, with figures at its right."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cloverdesk.ui.theme.focus import RING_RADIUS
from cloverdesk.ui.theme.paint import RIGHT, Canvas, text_width
from cloverdesk.ui.theme.tokens import Radius, Token, Type
from cloverdesk.ui.widgets.naming import named
from cloverdesk.ui.widgets.painted import follow_theme

_HEIGHT, _BOX, _TEXT, _FIGURE, _TICK = 44, 18, 30, 96, 12


class CheckRow(QAbstractButton):
    """A tick, a title and right-aligned figures; `figures` are (text, muted). Space toggles it, `toggled` tells."""

    def __init__(
        self,
        text: str,
        *,
        object_name: str,
        accessible_name: str = "",
        figures: Sequence[tuple[str, bool]] = (),
        divider: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self._figures, self._divider = tuple(figures), divider
        spoken = " ".join((text, *(figure for figure, _ in figures)))
        named(self, object_name, accessible_name or spoken)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(RING_RADIUS, Radius.KEY)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = follow_theme(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def set_figures(self, figures: Sequence[tuple[str, bool]]) -> None:
        """Show other figures."""
        self._figures = tuple(figures)
        self.updateGeometry()
        self.update()

    def _figure_width(self, text: str) -> int:
        theme = self._theme
        return max(theme.px(_FIGURE), text_width(theme, text, Type.BODY) + theme.px(16))

    def sizeHint(self) -> QSize:
        """Wide enough for title and figures."""
        theme = self._theme
        figures = sum(self._figure_width(text) for text, _ in self._figures)
        width = theme.px(_TEXT) + text_width(theme, self.text(), Type.BODY) + figures
        return QSize(width, theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """The title may be elided, the figures may not."""
        theme = self._theme
        figures = sum(self._figure_width(text) for text, _ in self._figures)
        return QSize(theme.px(_TEXT + 60) + figures, theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw tick, title and figures."""
        theme, canvas = self._theme, Canvas(QPainter(self), self._theme)
        self._paint_tick(canvas)
        right = self.width()
        for text, muted in reversed(self._figures):
            width = self._figure_width(text)
            area = QRect(right - width, 0, width, self.height())
            canvas.text(area, text, token=Token.MUTED if muted else Token.TEXT, align=RIGHT)
            right -= width
        left = theme.px(_TEXT)
        token = Token.TEXT if self.isEnabled() else Token.MUTED
        canvas.text(QRect(left, 0, right - left, self.height()), self.text(), token=token)
        if self._divider:
            canvas.hairline(self.rect(), Qt.Edge.BottomEdge)

    def _paint_tick(self, canvas: Canvas) -> None:
        theme = self._theme
        side = theme.px(_BOX)
        square = QRect(0, (self.height() - side) // 2, side, side)
        if not self.isChecked():
            canvas.box(square, Radius.KEY, Token.SURFACE, Token.STRONG)
            return
        enabled = self.isEnabled()
        canvas.box(square, Radius.KEY, Token.ACCENT if enabled else Token.SUBTLE)
        left = square.left() + (side - theme.px(_TICK)) // 2
        ink = Token.ON_ACCENT if enabled else Token.MUTED
        canvas.icon("check", ink, left, square.center().y() + 1, size=_TICK)
