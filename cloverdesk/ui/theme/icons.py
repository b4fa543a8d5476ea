"""Lucide icons, drawn in a colour of the scheme at the size and density of the screen."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cloverdesk.settings.paths import resource
from cloverdesk.ui.theme.tokens import Token, Tokens

_STROKE = "1.75"


@cache
def _source(name: str) -> str:
    """The drawing of `name` with our stroke; raises FileNotFoundError for an icon that is not shipped."""
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return text.replace('stroke-width="2"', f'stroke-width="{_STROKE}"')


class IconFactory:
    """Draws icons in the colours it was last given and keeps what it drew."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._pixmaps: dict[tuple[str, Token, int, float], QPixmap] = {}

    def set_tokens(self, tokens: Tokens) -> None:
        """Use other colours from now on."""
        self._tokens = tokens
        self._pixmaps.clear()

    def pixmap(self, name: str, token: Token, size: int, ratio: float) -> QPixmap:
        """The icon as `size` logical pixels at `ratio` device pixels each."""
        key = (name, token, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(name, token, size, ratio)
        return self._pixmaps[key]

    def _draw(self, name: str, token: Token, size: int, ratio: float) -> QPixmap:
        source = _source(name).replace("currentColor", self._tokens.of(token))
        side = round(size * ratio)
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def icon(self, name: str, token: Token) -> QIcon:
        """The icon for menus and actions; it follows the scheme because it is drawn when it is shown."""
        _source(name)
        return QIcon(_Engine(self, name, token))


class _Engine(QIconEngine):
    """Draws through the factory each time, so that a change of scheme reaches icons handed out before."""

    def __init__(self, factory: IconFactory, name: str, token: Token) -> None:
        super().__init__()
        self._factory = factory
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw centred and square."""
        side = min(rect.width(), rect.height())
        token = Token.MUTED if mode == QIcon.Mode.Disabled else self._token
        pixmap = self._factory.pixmap(self._name, token, side, painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.center() - QPoint(side // 2 - 1, side // 2 - 1), pixmap)

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        """The same as a pixmap; `size` is in device pixels."""
        token = Token.MUTED if mode == QIcon.Mode.Disabled else self._token
        return self._factory.pixmap(self._name, token, min(size.width(), size.height()), 1.0)

    def clone(self) -> "QIconEngine":
        """Another one like this."""
        return _Engine(self._factory, self._name, self._token)
