"""The one place that names widgets: screen readers and tests find every widget by these two names."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, object_name: str, accessible_name: str, description: str = "") -> W:
    """Give `widget` the name for tests and the translated name for screen readers, and return it.

    `description` is read after the name and says what the widget is for, where the name alone does not.
    """
    widget.setObjectName(object_name)
    widget.setAccessibleName(accessible_name)
    if description:
        widget.setAccessibleDescription(description)
    return widget
