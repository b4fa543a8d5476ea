"""What happened, newest first: icon, words and time."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from cloverdesk.ui.theme.tokens import Token
from cloverdesk.ui.widgets.icon_label import IconLabel
from cloverdesk.ui.widgets.painted import Painted
from cloverdesk.ui.widgets.text import Text

_LINE = 24


class TimelineEntry(NamedTuple):
    """One thing that happened. `link` makes `detail` a link that `link_activated` reports."""

    icon: str
    title: str
    when: str
    detail: str = ""
    link: str = ""


class Timeline(Painted):
    """A list of `TimelineEntry`."""

    link_activated = Signal(str)

    def __init__(self, *, object_name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(object_name=object_name, accessible_name=accessible_name, parent=parent)
        self._lines: list[_Line] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._space()

    def set_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show `entries` in the order given."""
        while len(self._lines) < len(entries):
            self._lines.append(self._new_line(len(self._lines)))
        for index, line in enumerate(self._lines):
            line.show(entries[index] if index < len(entries) else None)

    def _new_line(self, index: int) -> "_Line":
        line = _Line(self, f"{self.objectName()}_{index}")
        line.detail.linkActivated.connect(self.link_activated)
        top = Qt.AlignmentFlag.AlignTop
        row = 2 * index
        self._grid.addWidget(line.icon, row, 0, top)
        self._grid.addWidget(line.title, row, 1)
        self._grid.addWidget(line.when, row, 2, top | Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(line.detail, row + 1, 1, 1, 2)
        return line

    def _on_theme_changed(self) -> None:
        self._space()
        super()._on_theme_changed()

    def _space(self) -> None:
        self._grid.setHorizontalSpacing(self.theme.px(10))
        self._grid.setVerticalSpacing(0)


class _Line:
    """The widgets of one entry."""

    def __init__(self, parent: Timeline, name: str) -> None:
        self.icon = IconLabel("check", object_name=f"{name}_icon", line=_LINE, parent=parent)
        self.title = Text("", object_name=f"{name}_title", wrap=True, parent=parent)
        self.when = Text("", object_name=f"{name}_when", token=Token.MUTED, parent=parent)
        self.detail = Text("", object_name=f"{name}_detail", token=Token.MUTED, wrap=True, parent=parent)
        for text in (self.title, self.when):
            text.set_line(_LINE)

    def show(self, entry: TimelineEntry | None) -> None:
        """Show `entry`, or nothing."""
        for widget in (self.icon, self.title, self.when):
            widget.setVisible(entry is not None)
        self.detail.setVisible(entry is not None and bool(entry.detail))
        if entry is None:
            return
        self.icon.set_icon(entry.icon)
        self.title.set_text(entry.title)
        self.when.set_text(entry.when)
        self.detail.set_text(entry.detail, entry.link)
