"""The theme of the running program: colours, fonts and icons of the scheme in use, and the one call that applies it."""

from enum import Enum

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from cloverdesk.ui.theme import fonts, system
from cloverdesk.ui.theme.focus import FocusRing
from cloverdesk.ui.theme.icons import IconFactory
from cloverdesk.ui.theme.style import palette_of, style_sheet
from cloverdesk.ui.theme.tokens import DARK, LIGHT, Token, Tokens, Type

STYLE_ARGUMENTS = ("-style", "Fusion")
"""Arguments for whoever makes the application: the style that draws Qt's own controls, and that our colours fit.

`setStyle` would do too, but hands the style to Python, and PySide loads all that there is to know of styles first.
"""


class Scheme(Enum):
    """What the user chose; SYSTEM follows the desktop, at every change."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Theme(QObject):
    """Hands out colours, fonts, measures and icons; `changed` comes after any of them changed."""

    changed = Signal()

    def __init__(self, tokens: Tokens = LIGHT, scale: float = 1.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.scale = scale
        """Text size as a factor, 1.0 for 100 %."""
        self._reduced_motion: bool | None = False
        self._icons = IconFactory(tokens)
        self._colors: dict[Token, QColor] = {}
        self._fonts: dict[Type, QFont] = {}

    def use(self, tokens: Tokens, scale: float, *, reduced_motion: bool | None) -> None:
        """Change everything and say so. `apply_theme` calls this; nothing else should."""
        self.tokens, self.scale, self._reduced_motion = tokens, scale, reduced_motion
        self._icons.set_tokens(tokens)
        self._colors.clear()
        self._fonts.clear()

    @property
    def dark(self) -> bool:
        """Whether words are lighter than what is behind them."""
        return self.color(Token.TEXT).lightness() > self.color(Token.WINDOW).lightness()

    @property
    def reduced_motion(self) -> bool:
        """Whether nothing may move but by a step a second. The system is asked when something is about to move."""
        if self._reduced_motion is None:
            self._reduced_motion = system.wants_less_motion()
        return self._reduced_motion

    def color(self, token: Token) -> QColor:
        """The colour of a token. Do not change it: it is shared."""
        if token not in self._colors:
            self._colors[token] = QColor(self.tokens.of(token))
        return self._colors[token]

    def font(self, type_: Type) -> QFont:
        """The font of a role at the current text size."""
        if type_ not in self._fonts:
            self._fonts[type_] = fonts.make_font(type_, self.scale)
        return self._fonts[type_]

    def px(self, pixels: int) -> int:
        """A measure given for 100 % at the current text size."""
        return round(pixels * self.scale)

    def pixmap(self, name: str, token: Token, size: int, ratio: float) -> QPixmap:
        """A Lucide icon of `size` pixels (at 100 % text size) for a screen of `ratio`."""
        return self._icons.pixmap(name, token, self.px(size), ratio)

    def icon(self, name: str, token: Token = Token.TEXT) -> QIcon:
        """A Lucide icon for menus and actions; it follows the scheme by itself."""
        return self._icons.icon(name, token)


class _Applied(QObject):
    """Keeps the application in step with the chosen scheme and the system."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.theme = Theme(parent=self)
        self._scheme = Scheme.SYSTEM
        self._scale: float | None = None
        self._reduced_motion: bool | None = None
        FocusRing(app, self.theme.color, self.theme.px)
        system.style_hints().colorSchemeChanged.connect(self._on_system_changed)
        system.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)

    def choose(self, scheme: Scheme, scale: float | None, *, reduced_motion: bool | None) -> None:
        """Take the user's wishes; None leaves it to the system."""
        self._scheme, self._scale, self._reduced_motion = scheme, scale, reduced_motion
        self.refresh()

    def _on_system_changed(self) -> None:
        self.refresh()

    def _tokens(self) -> Tokens:
        if system.wants_high_contrast():
            self._app.setPalette(QPalette())
            return system.high_contrast_tokens(self._app.palette())
        dark = self._scheme is Scheme.DARK or (self._scheme is Scheme.SYSTEM and system.prefers_dark())
        return DARK if dark else LIGHT

    def refresh(self) -> None:
        """Bring palette, font, style sheet and theme in step."""
        tokens = self._tokens()
        scale = fonts.system_text_scale() if self._scale is None else self._scale
        self.theme.use(tokens, scale, reduced_motion=self._reduced_motion)
        self._app.setPalette(palette_of(tokens))
        self._app.setFont(self.theme.font(Type.BODY))
        self._app.setStyleSheet(style_sheet(self.theme.tokens, self.theme.px))
        self.theme.changed.emit()


_applied: list[_Applied] = []


def apply_theme(
    app: QApplication,
    scheme: Scheme = Scheme.SYSTEM,
    *,
    text_scale: float | None = None,
    reduced_motion: bool | None = None,
) -> Theme:
    """Give `app` the look of CloverDesk; calling it again changes the wishes. None follows the system."""
    if not _applied or _applied[0].parent() is not app:
        _applied[:] = [_Applied(app)]
    _applied[0].choose(scheme, text_scale, reduced_motion=reduced_motion)
    return _applied[0].theme


def current_theme() -> Theme:
    """The theme in use. A widget built before any was applied makes the light one so."""
    if not _applied:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            msg = "a theme needs a QApplication"
            raise RuntimeError(msg)
        return apply_theme(app, Scheme.LIGHT, text_scale=1.0)
    return _applied[0].theme
