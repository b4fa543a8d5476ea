"""Looks at a real window the way a screen reader does."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

QT_OWN = "qt_"
"""Parts that Qt makes inside its widgets (a viewport, a scroll bar's box) carry names that begin like this."""


def nameless_widgets(window: QWidget) -> list[str]:
    """What a test or a screen reader could not find: `ClassName in parentName: lacks …` for each such widget.

    Every visible widget needs an object name; one that also takes the focus, or is a window, needs a spoken name.
    """
    seen = (window, *(child for child in window.findChildren(QWidget) if child.isVisibleTo(window)))
    return [complaint for widget in seen if (complaint := _complaint(widget))]


def _complaint(widget: QWidget) -> str:
    if widget.objectName().startswith(QT_OWN):
        return ""
    lacks = [] if widget.objectName() else ["an object name"]
    speaks = widget.isWindow() or widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    if speaks and not _spoken(widget):
        lacks.append("an accessible name")
    parent = widget.parentWidget()
    place = f" in {parent.objectName() or type(parent).__name__}" if parent else ""
    called = f" {widget.objectName()!r}" if widget.objectName() else ""
    return f"{type(widget).__name__}{called}{place}: lacks {' and '.join(lacks)}" if lacks else ""


def _spoken(widget: QWidget) -> str:
    """What a screen reader says; a button or a label speaks its own text."""
    face = QAccessible.queryAccessibleInterface(widget)
    return widget.accessibleName() or (face.text(QAccessible.Text.Name) if face else "")
