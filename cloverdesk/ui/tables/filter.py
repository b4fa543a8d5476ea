"""The bar above a list: which filters are on, which are offered, and how many rows were found."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from cloverdesk.ui.tables.flow import FlowLayout
from cloverdesk.ui.theme.paint import Canvas
from cloverdesk.ui.theme.tokens import Size, Space, Token
from cloverdesk.ui.widgets.chip import AddChip, Chip
from cloverdesk.ui.widgets.painted import Painted
from cloverdesk.ui.widgets.text import Text

B = TypeVar("B", bound=QAbstractButton)


class FilterBar(Painted):
    """Chips by code at the left; the found count and own controls at the right."""

    filter_removed = Signal(str)
    filter_offered = Signal(str)

    def __init__(self, *, object_name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(object_name=object_name, accessible_name=accessible_name, parent=parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._active: dict[str, Chip] = {}
        self._offers: dict[str, AddChip] = {}
        self._row = QHBoxLayout(self)
        self._flow = FlowLayout()
        self._found = Text("", object_name=f"{object_name}_found", token=Token.MUTED, parent=self)
        self._row.addLayout(self._flow, 1)
        self._row.addWidget(self._found)
        self._space()

    def set_active(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show the filters that are on: (code, text)."""
        self._active = self._replace(self._active, chips, self._new_active)
        self._fill()

    def set_offers(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show the filters that can be added: (code, text)."""
        self._offers = self._replace(self._offers, chips, self._new_offer)
        self._fill()

    def set_found(self, text: str) -> None:
        """Say how many were found, in words."""
        self._found.set_text(text)

    def add_control(self, widget: QWidget) -> None:
        """Put `widget` at the right end."""
        self._row.addWidget(widget)

    def _new_active(self, code: str, text: str) -> Chip:
        name = self.tr("Remove filter {text}").format(text=text)
        chip = Chip(text, object_name=f"{self.objectName()}_on_{code}", accessible_name=name, parent=self)
        chip.clicked.connect(lambda: self.filter_removed.emit(code))
        return chip

    def _new_offer(self, code: str, text: str) -> AddChip:
        name = self.tr("Add filter {text}").format(text=text)
        chip = AddChip(text, object_name=f"{self.objectName()}_add_{code}", accessible_name=name, parent=self)
        chip.clicked.connect(lambda: self.filter_offered.emit(code))
        return chip

    @staticmethod
    def _replace(
        old: dict[str, B], chips: Sequence[tuple[str, str]], make: Callable[[str, str], B]
    ) -> dict[str, B]:
        """Keep the buttons whose code and text stay, so that the keyboard stays on them."""
        kept = {code: old[code] for code, text in chips if code in old and old[code].text() == text}
        for code, button in old.items():
            if code not in kept:
                button.hide()
                button.deleteLater()
        return {code: kept.get(code) or make(code, text) for code, text in chips}

    def _fill(self) -> None:
        while self._flow.takeAt(0) is not None:
            pass
        for button in (*self._active.values(), *self._offers.values()):
            self._flow.addWidget(button)
            button.show()
        self.updateGeometry()

    def _on_theme_changed(self) -> None:
        self._space()
        super()._on_theme_changed()

    def _space(self) -> None:
        px = self.theme.px
        air = (px(Size.FILTER_BAR) - px(Size.CHIP)) // 2
        self._row.setContentsMargins(px(Space.M) + 1, air, px(Space.L), air)
        self._row.setSpacing(px(Space.S))
        self._flow.setSpacing(px(Space.S))
        self.setMinimumHeight(px(Size.FILTER_BAR))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the hairline below."""
        canvas = Canvas(QPainter(self), self.theme)
        canvas.fill(self.rect(), Token.SURFACE)
        canvas.hairline(self.rect(), Qt.Edge.BottomEdge)
