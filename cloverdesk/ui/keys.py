"""The keys of the window: bound once, switched off together while a sheet is open, listed for people."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class Key(NamedTuple):
    """Keys (any of them), what they do in words, and the call. Without words it is not listed."""

    keys: tuple[str, ...]
    words: str
    act: Callable[[], None]


class KeyMap(QObject):
    """Binds keys to widgets: a key acts while its widget can be seen.

    A field that is typed into takes letters for itself, so single letters act only outside of fields.
    """

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._shortcuts: list[QShortcut] = []
        self._listed: list[Key] = []
        self._enabled = True

    def bind(self, widget: QWidget, keys: Sequence[Key]) -> None:
        """Bind `keys` for as long as `widget` lives."""
        for key in keys:
            if key.words:
                self._listed.append(key)
            for sequence in key.keys:
                shortcut = QShortcut(QKeySequence(sequence), widget)
                shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
                shortcut.setEnabled(self._enabled)
                shortcut.activated.connect(key.act)
                self._shortcuts.append(shortcut)

    def set_enabled(self, *, enabled: bool) -> None:
        """Switch all keys on or off."""
        self._enabled = enabled
        for shortcut in self._shortcuts:
            shortcut.setEnabled(enabled)

    def listed(self) -> tuple[Key, ...]:
        """The keys to show to people, in the order they were bound."""
        return tuple(self._listed)
