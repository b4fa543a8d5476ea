"""The top of the window: which store, whose money, the search, and who is at the desk."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from cloverdesk.ui.theme.tokens import Size, Space, Token, Type
from cloverdesk.ui.widgets.avatar import Avatar
from cloverdesk.ui.widgets.card import Ground
from cloverdesk.ui.widgets.icon_label import IconLabel
from cloverdesk.ui.widgets.naming import named
from cloverdesk.ui.widgets.pill import Pill
from cloverdesk.ui.widgets.search_field import SearchField
from cloverdesk.ui.widgets.text import Text
from cloverdesk.ui.window.environment import EnvironmentLook

_NAME_FROM = 900
_BESIDE_HINT = 100
"""What magnifier, key and margins of the search take, in pixels at 100 %."""


class TopBar(Ground):
    """48 px: store and environment at the left, the search in the middle, the person at the right.

    `search_typed` comes from the person at the desk only, not from `set_search`.
    """

    search_typed = Signal(str)

    def __init__(self, store: str, look: EnvironmentLook, who: str) -> None:
        super().__init__(
            Token.SURFACE,
            object_name="top_bar",
            accessible_name=self.tr("Store and search"),
            edges=(Qt.Edge.BottomEdge,),
        )
        self._icon = IconLabel("store", object_name="store_icon", size=Size.ICON_MEDIUM)
        self._store = Text(store, object_name="store_name", type_=Type.BODY_STRONG)
        self.pill = Pill(look.text, look.icon, look.tone, object_name="environment_pill")
        self.search = SearchField(
            object_name="search",
            accessible_name=self.tr("Search"),
            placeholder="",
            key_hint=self.tr("Ctrl K"),
        )
        self._telling, self._hint = False, ""
        self.search.search_changed.connect(self._on_search_changed)
        self._avatar = Avatar(who, object_name="actor_avatar")
        self._who = Text(who, object_name="actor_name", token=Token.SECOND)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._left = self._side("top_left", [self._icon, self._store, self.pill], at_end=False)
        self._right = self._side("top_right", [self._avatar, self._who], at_end=True)
        self._row.addWidget(self._left, 1)
        self._row.addWidget(self.search, 2)
        self._row.addWidget(self._right, 1)
        self._space()

    def _side(self, name: str, widgets: list[QWidget], *, at_end: bool) -> QWidget:
        side = named(QWidget(), name, self.accessibleName())
        row = QHBoxLayout(side)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(Space.S))
        if at_end:
            row.addStretch(1)
        for widget in widgets:
            row.addWidget(widget)
        if not at_end:
            row.addStretch(1)
        return side

    def set_search(self, text: str, hint: str) -> None:
        """Show another filter without asking for it."""
        self._hint = hint
        self._fit_hint()
        if self.search.text() != text:
            self._telling = True
            self.search.setText(text)
            self._telling = False

    def _on_search_changed(self, text: str) -> None:
        if not self._telling:
            self.search_typed.emit(text)

    def focus_search(self) -> None:
        """Give the keyboard to the search, what is in it selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_theme_changed(self) -> None:
        self._space()
        super()._on_theme_changed()

    def _space(self) -> None:
        px = self.theme.px
        self._row.setContentsMargins(px(Space.M) + 1, 0, px(Space.M) + 1, 0)
        self._row.setSpacing(px(Space.L))
        self.search.setMaximumWidth(px(Size.SEARCH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the initials say who it is, and the search takes the rest."""
        super().resizeEvent(event)
        self._who.setVisible(self.width() >= self.theme.px(_NAME_FROM))

        self._row.activate()
        self._fit_hint()

    def _fit_hint(self) -> None:
        """Say all of it, or only what the field is for: half a hint helps nobody."""
        room = self.search.width() - self.theme.px(_BESIDE_HINT)
        fits = self.search.fontMetrics().horizontalAdvance(self._hint) <= room
        self.search.setPlaceholderText(self._hint if fits else self.tr("Search"))

    def sizeHint(self) -> QSize:
        """48 px and its hairline."""
        return QSize(super().sizeHint().width(), self.theme.px(Size.TOP_BAR))
