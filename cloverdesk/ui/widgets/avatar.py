"""Who is at the desk, and how it is connected: initials and a dot."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cloverdesk.ui.theme.paint import CENTER, Canvas
from cloverdesk.ui.theme.tokens import Token, Tone, Type
from cloverdesk.ui.widgets.painted import Snug

_SIDE, _DOT = 26, 8


def initials(name: str) -> str:
    """First letters of the first and the last word, in capitals; an empty text for an empty name."""
    words = name.replace(",", " ").split()
    picked = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in picked).upper()


class Avatar(Snug):
    """The initials of `name` on a circle."""

    def __init__(self, name: str, *, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(object_name=object_name, accessible_name=name, parent=parent)
        self._initials = initials(name)

    def set_name(self, name: str) -> None:
        """Show another person's initials."""
        self.setAccessibleName(name)
        self._initials = initials(name)
        self.update()

    def sizeHint(self) -> QSize:
        """A circle."""
        return QSize(self.theme.px(_SIDE), self.theme.px(_SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw circle and initials."""
        canvas = Canvas(QPainter(self), self.theme)
        canvas.disc(self.rect(), Token.SUBTLE)
        canvas.text(self.rect(), self._initials, Type.KEY, Token.SECOND, align=CENTER)


class StatusDot(Snug):
    """A dot of 8 px in a tone's colour; the word beside it says the same."""

    def __init__(
        self, tone: Tone, *, object_name: str, accessible_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(object_name=object_name, accessible_name=accessible_name, parent=parent)
        self._tone = tone

    def set_tone(self, tone: Tone) -> None:
        """Change the colour."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        """A dot."""
        return QSize(self.theme.px(_DOT), self.theme.px(_DOT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dot; connected is the accent's green, which is livelier than the ink's."""
        token = Token.ACCENT if self._tone is Tone.OK else self._tone.ink
        Canvas(QPainter(self), self.theme).disc(self.rect(), token)
