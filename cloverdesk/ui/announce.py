"""Reads words to whoever listens to the screen instead of looking at it."""

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str, *, urgent: bool) -> None:
    """Let a screen reader say `words`; an urgent text interrupts what it says now."""
    from PySide6.QtGui import (  # there is nothing to say at the start
        QAccessible,
        QAccessibleAnnouncementEvent,
    )

    politeness = QAccessible.AnnouncementPoliteness
    event = QAccessibleAnnouncementEvent(widget, words)
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
