"""Label and value rows, as in "Money" and "Details"."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from cloverdesk.ui.theme.tokens import Token, Type
from cloverdesk.ui.widgets.painted import Painted
from cloverdesk.ui.widgets.text import Text

_ROW, _LABELS = 26, 104


class KeyValue(NamedTuple):
    """One row. `note` follows the value in grey; `link` is what `link_activated` carries when the value is clicked."""

    label: str
    value: str
    strong: bool = False
    note: str = ""
    link: str = ""


class KeyValueRows(Painted):
    """Rows whose values can be selected and copied.

    `values_right` aligns values at the right edge (money); else they begin behind the labels (details) and wrap.
    """

    link_activated = Signal(str)

    def __init__(
        self,
        *,
        object_name: str,
        accessible_name: str,
        values_right: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(object_name=object_name, accessible_name=accessible_name, parent=parent)
        self._right = values_right
        self._rows: list[_Row] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._space()

    def set_rows(self, rows: Sequence[KeyValue]) -> None:
        """Show `rows`, reusing what is there."""
        while len(self._rows) < len(rows):
            self._rows.append(self._new_row(len(self._rows)))
        for index, row in enumerate(self._rows):
            row.show(rows[index] if index < len(rows) else None)

    def _new_row(self, index: int) -> "_Row":
        row = _Row(self, f"{self.objectName()}_{index}", right=self._right)
        row.value.linkActivated.connect(self.link_activated)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(row.label, index, 0, top if not self._right else Qt.AlignmentFlag(0))
        self._grid.addLayout(row.line, index, 1)
        return row

    def _on_theme_changed(self) -> None:
        self._space()
        super()._on_theme_changed()

    def _space(self) -> None:
        px = self.theme.px
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setColumnMinimumWidth(0, 0 if self._right else px(_LABELS))


class _Row:
    """The three labels of one row."""

    def __init__(self, parent: QWidget, name: str, *, right: bool) -> None:
        self.label = Text("", object_name=f"{name}_label", token=Token.MUTED, parent=parent)
        self.value = Text("", object_name=f"{name}_value", wrap=not right, selectable=True, parent=parent)
        self.note = Text("", object_name=f"{name}_note", token=Token.MUTED, parent=parent)
        for text in (self.label, self.value):
            text.set_line(_ROW)
        self.line = QHBoxLayout()
        self.line.setSpacing(4)
        if right:
            self.line.addStretch(1)
        self.line.addWidget(self.value, 0 if right else 1)
        self.line.addWidget(self.note)

    def show(self, row: KeyValue | None) -> None:
        """Show `row`, or nothing."""
        self.label.setVisible(row is not None)
        self.value.setVisible(row is not None)
        self.note.setVisible(row is not None and bool(row.note))
        if row is None:
            return
        self.label.set_text(row.label)
        self.value.set_text(row.value, row.link)
        self.note.set_text(row.note)
        type_ = Type.BODY_STRONG if row.strong else Type.BODY
        for text in (self.label, self.value):
            text.set_type(type_)
        self.label.set_token(Token.TEXT if row.strong else Token.MUTED)
        self.value.setAccessibleName(f"{row.label}: {row.value} {row.note}".strip())
