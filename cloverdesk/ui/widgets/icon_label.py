"""An icon that only shows something, in a colour token that follows the scheme."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cloverdesk.ui.theme.paint import Canvas
from cloverdesk.ui.theme.tokens import Size, Token
from cloverdesk.ui.widgets.painted import Snug


class IconLabel(Snug):
    """The Lucide icon `icon` at `size` pixels. An empty accessible name means that it only decorates.

    With `line` it stands in the middle of a line of that height, beside words of several lines.
    """

    def __init__(
        self,
        icon: str,
        *,
        object_name: str,
        accessible_name: str = "",
        token: Token = Token.TEXT,
        size: int = Size.ICON,
        line: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(object_name=object_name, accessible_name=accessible_name, parent=parent)
        self._icon, self._token, self._size, self._line = icon, token, size, line

    def set_icon(self, icon: str, token: Token | None = None) -> None:
        """Show another icon, or the same in another colour."""
        self._icon = icon
        self._token = token or self._token
        self.update()

    def sizeHint(self) -> QSize:
        """The icon, scaled with the text."""
        side = self.theme.px(self._size)
        return QSize(side, max(side, self.theme.px(self._line)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        canvas = Canvas(QPainter(self), self.theme)
        left = (self.width() - self.theme.px(self._size)) // 2
        canvas.icon(self._icon, self._token, left, self.height() // 2, size=self._size)
