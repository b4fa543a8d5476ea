"""The frame that shows at every moment which store's money this is."""

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cloverdesk.ui.theme.paint import Canvas
from cloverdesk.ui.theme.tokens import Size, Token, Tone
from cloverdesk.ui.widgets.painted import Painted


class EnvironmentFrame(Painted):
    """Holds the whole content in `body`; 3 px of `tone` around it, or none for the live store."""

    def __init__(
        self, tone: Tone | None, *, object_name: str, accessible_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(object_name=object_name, accessible_name=accessible_name, parent=parent)
        self._tone = tone
        self.body = QVBoxLayout(self)
        self.body.setSpacing(0)
        self._space()

    def set_tone(self, tone: Tone | None) -> None:
        """Change the environment's tone."""
        self._tone = tone
        self._space()
        self.update()

    def _on_theme_changed(self) -> None:
        self._space()
        super()._on_theme_changed()

    def _space(self) -> None:
        width = self.theme.px(Size.FRAME) if self._tone else 0
        self.body.setContentsMargins(width, width, width, width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill with the frame's colour; the content covers all but its edge."""
        canvas = Canvas(QPainter(self), self.theme)
        canvas.fill(self.rect(), Token.WINDOW)
        if self._tone:
            # Half the strength of the tone's ink: seen at once, yet it does not compete with the content.
            color = QColor(self.theme.color(self._tone.ink))
            color.setAlphaF(0.55)
            canvas.painter.fillRect(self.rect(), color)
            width = self.theme.px(Size.FRAME)
            inner = self.rect().adjusted(width, width, -width, -width)
            canvas.fill(inner, Token.WINDOW)
