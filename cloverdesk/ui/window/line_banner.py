"""Offline is a normal state with an age: one box under the tabs says so and what it means."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from cloverdesk.services.connection import LineState
from cloverdesk.ui.messages import failure_text
from cloverdesk.ui.theme.tokens import Space, Token, Tone
from cloverdesk.ui.widgets.banner import Banner
from cloverdesk.ui.widgets.card import Ground

if TYPE_CHECKING:
    from cloverdesk.services.connection import ConnectionService
    from cloverdesk.ui.locale import LocaleWriter

_CUT = frozenset({LineState.OFFLINE, LineState.SIGNED_OUT})


class LineBanner(Ground):
    """Shown while Clover cannot be asked."""

    def __init__(self) -> None:
        super().__init__(Token.SURFACE, object_name="line_place", accessible_name=self.tr("Connection"))
        self._banner = Banner("", Tone.WARN, object_name="line_banner")
        px = self.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(Space.M), px(Space.S), px(Space.M), 0)
        column.addWidget(self._banner)
        self.hide()

    def show_line(self, connection: "ConnectionService", writer: "LocaleWriter") -> None:
        """Say how the line stands; nothing when it is there or still being made."""
        self.setVisible(connection.state in _CUT)
        if connection.state not in _CUT:
            return
        signed_out = connection.state is LineState.SIGNED_OUT
        title = self.tr("Not signed in to Clover") if signed_out else self.tr("No connection to Clover")
        icon = "key-round" if signed_out else "wifi-off"
        self._banner.set_message(self._text(connection, writer), Tone.WARN, title=title, icon=icon)

    def _text(self, connection: "ConnectionService", writer: "LocaleWriter") -> str:
        parts = [self.tr("You can look at everything; giving money back has to wait.")]
        stamps = [one.complete_to for one in connection.freshness() if one.complete_to is not None]
        if stamps:
            age = self.tr("This is the store as of {moment}.").format(moment=writer.short(min(stamps)))
            parts.insert(0, age)
        if connection.failure is not None:
            parts.append(failure_text(connection.failure, writer).advice)
        return " ".join(parts)
