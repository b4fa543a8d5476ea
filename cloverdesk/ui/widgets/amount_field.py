"""Where a person types an amount of money."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cloverdesk.ui.theme.paint import Canvas, text_width
from cloverdesk.ui.theme.tokens import Space, Token, Type
from cloverdesk.ui.widgets.fields import LARGE, LineField
from cloverdesk.ui.widgets.painted import follow_theme


class AmountField(LineField):
    """Large and right-aligned. `check(text)` returns what is wrong ("" if nothing).

    Typing marks what is wrong and never changes the text: what a person typed is shown until that person changes it.
    An empty field is not marked, since nothing has been typed yet; `problem()` tells all the same.
    """

    def __init__(
        self,
        check: Callable[[str], str],
        *,
        object_name: str,
        accessible_name: str,
        symbol: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            object_name=object_name, accessible_name=accessible_name, placeholder=placeholder, parent=parent
        )
        self._check, self._symbol = check, symbol
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty(LARGE, "true")
        self._theme = follow_theme(self._dress)
        self._dress()
        self.textChanged.connect(self._on_text_changed)

    def problem(self) -> str:
        """What is wrong with the text now, or an empty text."""
        return self._check(self.text())

    def recheck(self) -> None:
        """Look again, after what is allowed has changed."""
        self._on_text_changed(self.text())

    def _dress(self) -> None:
        theme = self._theme
        lead = text_width(theme, self._symbol, Type.HEADING) + theme.px(Space.M) if self._symbol else 0
        self.setTextMargins(lead, 0, 0, 0)

    def _on_text_changed(self, text: str) -> None:
        self.set_problem(self._check(text) if text.strip() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the currency's symbol at the left."""
        super().paintEvent(event)
        if self._symbol:
            area = QRect(self.rect())
            area.setLeft(self._theme.px(Space.M))
            Canvas(QPainter(self), self._theme).text(area, self._symbol, Type.HEADING, Token.MUTED)
