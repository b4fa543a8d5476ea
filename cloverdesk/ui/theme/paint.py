"""Strokes that several painted widgets share: rounded boxes, hairlines, icons and one line of text."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from cloverdesk.ui.theme.theme import Theme
from cloverdesk.ui.theme.tokens import Radius, Token, Type

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter


class Canvas:
    """A painter and the theme it paints with."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self.painter = painter
        self.theme = theme

    def fill(self, rect: QRect, token: Token) -> None:
        """A plain rectangle."""
        self.painter.fillRect(rect, self.theme.color(token))

    def box(self, rect: QRect, radius: int, fill: Token | None, border: Token | None = None) -> None:
        """A rounded rectangle; `radius` is in pixels at 100 % and never more than half the height."""
        painter, area = self.painter, QRectF(rect)
        if border is not None:
            area.adjust(0.5, 0.5, -0.5, -0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color(border), 1) if border is not None else Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color(fill) if fill is not None else Qt.BrushStyle.NoBrush)
        corner = min(float(self.theme.px(radius)), area.height() / 2)
        painter.drawRoundedRect(area, corner, corner)

    def disc(self, rect: QRect, fill: Token) -> None:
        """A filled circle."""
        self.box(rect, Radius.FULL, fill)

    def hairline(self, rect: QRect, edge: Qt.Edge, token: Token = Token.BORDER) -> None:
        """One pixel along an edge of `rect`, inside it."""
        line = QRect(rect)
        if edge == Qt.Edge.TopEdge:
            line.setHeight(1)
        elif edge == Qt.Edge.BottomEdge:
            line.setTop(line.bottom())
        elif edge == Qt.Edge.LeftEdge:
            line.setWidth(1)
        else:
            line.setLeft(line.right())
        self.fill(line, token)

    def icon(self, name: str, token: Token, left: int, middle: int, *, size: int) -> None:
        """The icon `name`, its left edge at `left`, centred on the line `middle`; `size` at 100 %."""
        pixmap = self.theme.pixmap(name, token, size, self.painter.device().devicePixelRatioF())
        self.painter.drawPixmap(QPointF(left, middle - self.theme.px(size) / 2), pixmap)

    def text(
        self,
        rect: QRect,
        words: str,
        type_: Type = Type.BODY,
        token: Token = Token.TEXT,
        *,
        align: Qt.AlignmentFlag = LEFT,
    ) -> int:
        """One line, elided to `rect`; returns the width it took."""
        font = self.theme.font(type_)
        metrics = QFontMetrics(font)
        width = metrics.horizontalAdvance(words)
        if width > rect.width():
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
            width = metrics.horizontalAdvance(words)
        self.painter.setFont(font)
        self.painter.setPen(self.theme.color(token))
        self.painter.drawText(rect, align, words)
        return width


def text_width(theme: Theme, words: str, type_: Type) -> int:
    """Pixels that `words` take on one line."""
    return QFontMetrics(theme.font(type_)).horizontalAdvance(words)
