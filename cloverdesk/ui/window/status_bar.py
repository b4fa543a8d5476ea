"""The foot of the window: the line to Clover, how fresh the numbers are, what waits, and where the keys are listed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from cloverdesk.domain.changes import Kind
from cloverdesk.services.connection import LineState
from cloverdesk.ui.theme.tokens import Size, Space, Token, Tone, Type
from cloverdesk.ui.widgets.avatar import StatusDot
from cloverdesk.ui.widgets.card import Ground
from cloverdesk.ui.widgets.quiet_button import QuietButton
from cloverdesk.ui.widgets.text import Text

if TYPE_CHECKING:
    from datetime import datetime

    from cloverdesk.domain.freshness import Freshness
    from cloverdesk.ui.locale import LocaleWriter

_TONES = {
    LineState.CONNECTING: Tone.NEUTRAL,
    LineState.CONNECTED: Tone.OK,
    LineState.OFFLINE: Tone.WARN,
    LineState.SIGNED_OUT: Tone.BAD,
}


class StatusBar(Ground):
    """28 px of quiet facts."""

    waiting_requested = Signal()
    shortcuts_requested = Signal()

    def __init__(self, writer: "LocaleWriter") -> None:
        super().__init__(
            Token.SURFACE,
            object_name="status_bar",
            accessible_name=self.tr("Status"),
            edges=(Qt.Edge.TopEdge,),
        )
        self._writer = writer
        self._dot = StatusDot(Tone.NEUTRAL, object_name="line_dot", accessible_name=self.tr("Connection"))
        self._line = self._quiet("line_state")
        self._complete = self._quiet("complete_to")
        self._count = self._quiet("charge_count")
        self.waiting = QuietButton("", object_name="waiting", icon="hourglass", tone=Tone.WARN)
        self.shortcuts = QuietButton(self.tr("Shortcuts"), object_name="shortcuts", key_hint="?")
        self.waiting.clicked.connect(self.waiting_requested)
        self.shortcuts.clicked.connect(self.shortcuts_requested)
        self.waiting.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        for widget in (self._dot, self._line, self._complete, self._count):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        for button in (self.waiting, self.shortcuts):
            self._row.addWidget(button)
        self._space()

    def _quiet(self, name: str) -> Text:
        return Text("", object_name=name, type_=Type.SMALL, token=Token.SECOND)

    # ---- facts

    def set_line(self, state: LineState) -> None:
        """Show how the line to Clover stands."""
        words = {
            LineState.CONNECTING: self.tr("Connecting"),
            LineState.CONNECTED: self.tr("Connected"),
            LineState.OFFLINE: self.tr("Offline"),
            LineState.SIGNED_OUT: self.tr("Not signed in"),
        }
        self._dot.set_tone(_TONES[state])
        self._dot.setAccessibleName(words[state])
        self._line.set_text(words[state])

    def set_freshness(self, stamps: "tuple[Freshness, ...]") -> None:
        """Show the moment up to which everything is here: that of the oldest look."""
        moments = [stamp.complete_to for stamp in stamps if stamp.kind in {Kind.CHARGE, Kind.REFUND}]
        known = [moment for moment in moments if moment is not None]
        if not known or len(known) < len(moments):
            self._complete.set_text(self.tr("Reading the store") if stamps else "")
            return
        self._complete.set_text(self.tr("Complete to {moment}").format(moment=self._writer.short(min(known))))

    def set_count(self, count: int, since: "datetime | None") -> None:
        """Show how many charges there are, and since when."""
        if since is None:
            text = self.tr("1 charge") if count == 1 else self.tr("%Ln charges", "", count)
            self._count.set_text(text if count else "")
            return
        text = (
            self.tr("1 charge since {month}")
            if count == 1
            else self.tr("%Ln charges since {month}", "", count)
        )
        self._count.set_text(text.format(month=self._writer.month(since)))

    def set_waiting(self, count: int) -> None:
        """Show how many operations are not settled; nothing for none."""
        self.waiting.setVisible(count > 0)
        self.waiting.set_text(self.tr("%Ln waiting", "", count))

    # ---- shape

    def _on_theme_changed(self) -> None:
        self._space()
        super()._on_theme_changed()

    def _space(self) -> None:
        px = self.theme.px
        self._row.setContentsMargins(px(Space.M) + 1, 1, px(Space.M) + 1, 0)
        self._row.setSpacing(px(Space.S))
        for text in (self._line, self._complete):
            text.setContentsMargins(0, 0, px(Space.M), 0)
        self.waiting.setContentsMargins(0, 0, px(Space.S), 0)

    def sizeHint(self) -> QSize:
        """28 px with its hairline."""
        return QSize(super().sizeHint().width(), self.theme.px(Size.STATUS_BAR))
