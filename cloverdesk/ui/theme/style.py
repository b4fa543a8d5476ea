"""The palette and the one style sheet, made of tokens: only for Qt's own controls; our widgets paint themselves."""

from collections.abc import Callable

from PySide6.QtGui import QColor, QPalette

from cloverdesk.ui.theme.tokens import Radius, Size, Tokens


def palette_of(tokens: Tokens) -> QPalette:
    """Qt's colour roles in our colours."""
    role = QPalette.ColorRole
    palette = QPalette()
    for where, colour in (
        (role.Window, tokens.window),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.subtle),
        (role.Text, tokens.text),
        (role.PlaceholderText, tokens.muted),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.ToolTipBase, tokens.text),
        (role.ToolTipText, tokens.surface),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.Light, tokens.surface),
        (role.Midlight, tokens.subtle),
        (role.Mid, tokens.strong),
        (role.Dark, tokens.strong),
        (role.Shadow, tokens.strong),
    ):
        palette.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(tokens.muted))
    return palette


def style_sheet(tokens: Tokens, px: Callable[[int], int]) -> str:
    """Rules for fields, menus, tooltips, scroll bars and splitters. Few on purpose: each costs start-up time."""
    t = tokens
    radius = px(Radius.CONTROL)
    field = px(Size.FIELD) - 2
    return f"""
QLineEdit, QComboBox, QPlainTextEdit {{
  background: {t.surface}; color: {t.text}; border: 1px solid {t.strong}; border-radius: {radius}px;
  padding: 0 {px(10)}px; min-height: {field}px; selection-background-color: {t.accent};
  selection-color: {t.on_accent}; placeholder-text-color: {t.muted};
}}
QPlainTextEdit {{ padding: {px(6)}px {px(6)}px; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {{ border-color: {t.focus}; }}
QLineEdit[large="true"] {{ min-height: {px(46)}px; font-size: {px(20)}px; font-weight: 600; }}
QLineEdit[problem="true"] {{ border-color: {t.bad}; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{ background: {t.subtle}; color: {t.muted}; }}
QComboBox::drop-down {{ border: 0; width: {px(30)}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{
  background: {t.surface}; color: {t.text}; border: 1px solid {t.strong}; outline: 0; padding: {px(4)}px;
  selection-background-color: {t.selected}; selection-color: {t.text};
}}
QComboBox QAbstractItemView::item {{ min-height: {px(30)}px; padding: 0 {px(6)}px; }}
QMenu {{ background: {t.surface}; border: 1px solid {t.strong}; padding: {px(4)}px; }}
QMenu::item {{ padding: {px(6)}px {px(24)}px {px(6)}px {px(12)}px; border-radius: {px(4)}px; color: {t.text}; }}
QMenu::icon {{ padding-left: {px(8)}px; }}
QMenu::item:selected {{ background: {t.subtle}; }}
QMenu::item:disabled {{ color: {t.muted}; }}
QMenu::separator {{ height: 1px; background: {t.border}; margin: {px(4)}px 0; }}
QToolTip {{
  background: {t.text}; color: {t.surface}; border: 0; padding: {px(4)}px {px(8)}px;
}}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QScrollBar {{ background: transparent; border: 0; margin: 0; }}
QScrollBar:vertical {{ width: {px(12)}px; }}
QScrollBar:horizontal {{ height: {px(12)}px; }}
QScrollBar::handle {{ background: {t.strong}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: {px(32)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(32)}px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {t.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {t.border}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
"""
