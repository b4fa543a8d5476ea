"""What the system asks of every program: dark or light, high contrast, less motion, larger text."""

import sys
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessibilityHints, QGuiApplication, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from cloverdesk.ui.theme.tokens import Tokens


@cache
def style_hints() -> QStyleHints:
    """Qt's hints, held for good: when Python lets go of them, PySide6 invalidates the hints inside them too."""
    return QGuiApplication.styleHints()


@cache
def accessibility() -> QAccessibilityHints:
    """What the system says about contrast."""
    return style_hints().accessibility()


def prefers_dark() -> bool:
    """Whether the system's colour scheme is dark."""
    return style_hints().colorScheme() == Qt.ColorScheme.Dark


def wants_high_contrast() -> bool:
    """Whether the system is in a high-contrast mode."""
    return accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def wants_less_motion() -> bool:
    """Whether the system asks for no animation, as far as the platform tells."""
    from PySide6.QtWidgets import QStyle  # takes long to load, and nothing else needs it

    if sys.platform == "win32":
        return not QApplication.isEffectEnabled(Qt.UIEffect.UI_General)
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0


def high_contrast_tokens(palette: QPalette) -> Tokens:
    """The system's own high-contrast colours in our roles: no greys, no tinted grounds, lines in the colour of text."""

    def name(role: QPalette.ColorRole) -> str:
        return palette.color(QPalette.ColorGroup.Active, role).name()

    role = QPalette.ColorRole
    text, ground, accent, on_accent = (
        name(role.WindowText),
        name(role.Window),
        name(role.Highlight),
        name(role.HighlightedText),
    )
    inks = dict.fromkeys(
        ("text", "second", "muted", "border", "strong", "ok", "info", "warn", "bad", "neutral", "violet"),
        text,
    )
    grounds = dict.fromkeys(
        ("window", "surface", "subtle", "ok_ground", "info_ground", "warn_ground", "bad_ground"), ground
    )
    return Tokens(
        **inks,
        **grounds,
        neutral_ground=ground,
        violet_ground=ground,
        selected=ground,
        accent=accent,
        accent_hover=accent,
        accent_down=accent,
        on_accent=on_accent,
        focus=accent,
        mark=accent,
        scrim="#80000000",
    )
