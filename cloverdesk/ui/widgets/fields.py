"""Things to type into and choose from."""

from collections.abc import Sequence

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from cloverdesk.ui.theme.paint import Canvas
from cloverdesk.ui.theme.tokens import Size, Space, Token
from cloverdesk.ui.widgets.naming import named
from cloverdesk.ui.widgets.painted import follow_theme

_PROBLEM = "problem"
LARGE = "large"
"""Property of a field that is 48 px high."""


class LineField(QLineEdit):
    """One line of text, 34 px high."""

    def __init__(
        self,
        *,
        object_name: str,
        accessible_name: str,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, object_name, accessible_name)
        self.setPlaceholderText(placeholder)

    def set_problem(self, problem: str) -> None:
        """Mark the field as wrong and tell screen readers why; an empty text takes the mark away."""
        self.setAccessibleDescription(problem)
        if bool(self.property(_PROBLEM)) != bool(problem):
            self.setProperty(_PROBLEM, bool(problem))
            # Style sheets look at properties only when a widget is polished.
            self.style().polish(self)


class TextField(QPlainTextEdit):
    """Several lines of text; Tab leaves it."""

    def __init__(
        self, *, object_name: str, accessible_name: str, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, object_name, accessible_name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)


class Chooser(QComboBox):
    """One of several; `options` are (code, text)."""

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        *,
        object_name: str,
        accessible_name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, object_name, accessible_name)
        named(self.view(), f"{object_name}_list", accessible_name)
        self._theme = follow_theme(self.update)
        for code, text in options:
            self.addItem(text, code)

    def code(self) -> str:
        """The code of the chosen option."""
        return str(self.currentData())

    def set_code(self, code: str) -> None:
        """Choose the option with `code`; raises KeyError if there is none."""
        index = self.findData(code)
        if index < 0:
            raise KeyError(code)
        self.setCurrentIndex(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw our own chevron over Qt's field."""
        super().paintEvent(event)
        theme = self._theme
        token = Token.SECOND if self.isEnabled() else Token.MUTED
        left = self.width() - theme.px(Space.M) - theme.px(Size.ICON_SMALL)
        Canvas(QPainter(self), theme).icon(
            "chevron-down", token, left, self.height() // 2, size=Size.ICON_SMALL
        )
