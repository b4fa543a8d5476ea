"""The base of widgets that paint themselves with the theme and follow its changes."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from cloverdesk.ui.theme.theme import Theme, current_theme
from cloverdesk.ui.widgets.naming import named


def follow_theme(on_changed: Callable[[], None]) -> Theme:
    """The theme in use; `on_changed`, a method of a widget, is called at each change as long as the widget lives."""
    theme = current_theme()
    theme.changed.connect(on_changed)
    return theme


class Painted(QWidget):
    """A widget with names and a theme; it repaints when the theme changes."""

    def __init__(self, *, object_name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, object_name, accessible_name)
        self.theme = follow_theme(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


class Snug(Painted):
    """A painted widget that takes exactly its `sizeHint`: it is neither stretched nor cut."""

    def __init__(self, *, object_name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(object_name=object_name, accessible_name=accessible_name, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """The same as `sizeHint`."""
        return self.sizeHint()
