"""Words on the window: a label that takes a role of type and a colour token, never a style of its own."""

from html import escape
from math import ceil

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from cloverdesk.ui.theme.tokens import Token, Type
from cloverdesk.ui.widgets.naming import named
from cloverdesk.ui.widgets.painted import follow_theme

_NATURAL = 1.21
"""Inter's own line height as a factor of its size."""


class Text(QLabel):
    """A label. Its accessible name follows its text unless one is given. Text is never read as markup.

    With `wrap` it takes as many lines as it needs. With `link` it is a link that `linkActivated` reports.
    """

    def __init__(
        self,
        text: str,
        *,
        object_name: str,
        type_: Type = Type.BODY,
        token: Token = Token.TEXT,
        accessible_name: str = "",
        wrap: bool = False,
        selectable: bool = False,
        link: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._type, self._token, self._link = text, type_, token, link
        self._line = 0
        self._follows = not accessible_name
        self._selectable = selectable
        named(self, object_name, accessible_name or text)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self._theme = follow_theme(self._dress)
        self._dress()

    def set_text(self, text: str, link: str = "") -> None:
        """Show `text`, as a link if `link` is given."""
        if (text, link) == (self._text, self._link):
            return
        self._text, self._link = text, link
        if self._follows:
            self.setAccessibleName(text)
        self._show()

    def shown_text(self) -> str:
        """The words as they were given."""
        return self._text

    def set_token(self, token: Token) -> None:
        """Change the colour."""
        self._token = token
        self._dress()

    def set_type(self, type_: Type) -> None:
        """Change size and weight."""
        self._type = type_
        self._dress()

    def set_line(self, pixels: int) -> None:
        """Take at least `pixels` of height (at 100 %) instead of the line height of the type."""
        self._line = pixels
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Dress again after Qt has: with a style sheet it forgets a label's font and colours when it moves it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    def _dress(self) -> None:
        theme = self._theme
        self.setFont(theme.font(self._type))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.color(self._token))
        palette.setColor(QPalette.ColorRole.Highlight, theme.color(Token.ACCENT))
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.color(Token.ON_ACCENT))
        self.setPalette(palette)
        self.setMinimumHeight(theme.px(self._line or self._type.line))
        if self.wordWrap():
            # Qt puts all of a line's additional height below it; half of it belongs above.
            half = ceil((self._type.line - self._type.size * _NATURAL) * theme.scale / 2)
            self.setContentsMargins(0, half, 0, -half)
        self._show()

    def _show(self) -> None:
        self._set_interaction()
        body = escape(self._text).replace("\n", "<br>")
        if self._link:
            color = self._theme.tokens.accent
            body = f'<a href="{escape(self._link)}" style="color:{color};text-decoration:none">{body}</a>'
        if not self._link and not self.wordWrap():
            self.setTextFormat(Qt.TextFormat.PlainText)
            self.setText(self._text)
            return
        self.setTextFormat(Qt.TextFormat.RichText)
        air = round(self._type.line * 100 / (self._type.size * _NATURAL))
        self.setText(f'<p style="line-height:{air}%;margin:0">{body}</p>' if self.wordWrap() else body)

    def _set_interaction(self) -> None:
        flag = Qt.TextInteractionFlag
        flags = flag.TextSelectableByMouse if self._selectable else flag.NoTextInteraction
        if self._link:
            flags |= flag.LinksAccessibleByMouse | flag.LinksAccessibleByKeyboard
        self.setTextInteractionFlags(flags)


class SectionHeading(Text):
    """The small grey line above a card."""

    def __init__(self, text: str, *, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            text, object_name=object_name, type_=Type.SMALL_STRONG, token=Token.MUTED, parent=parent
        )
