"""The frame of every dialog: a card over the dimmed window. It is opened, never run, so nothing else stands still."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cloverdesk.ui.failures import FailureFunnel
from cloverdesk.ui.tasks import TaskScope
from cloverdesk.ui.theme.paint import Canvas
from cloverdesk.ui.theme.tokens import Radius, Size, Space, Token
from cloverdesk.ui.widgets.card import Divider
from cloverdesk.ui.widgets.naming import named
from cloverdesk.ui.widgets.painted import Painted, follow_theme

_SHADOW, _MARGIN = 10, 24
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class SheetCard(Painted):
    """The rounded surface that holds a sheet's content in `body`, above a footer of buttons."""

    def __init__(self, *, object_name: str, accessible_name: str, parent: QWidget) -> None:
        super().__init__(object_name=object_name, accessible_name=accessible_name, parent=parent)
        px = self.theme.px
        self.body = QVBoxLayout()
        self.body.setSpacing(px(Space.M))
        self.body.setContentsMargins(px(Space.XL), px(Space.L), px(Space.XL), px(Space.L))
        self.footer = QHBoxLayout()
        self.footer.setSpacing(px(Space.S) + 2)
        self.footer.setContentsMargins(px(Space.XL), px(14), px(Space.XL), px(14))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addLayout(self.body, 1)
        self._column.addWidget(Divider(object_name=f"{object_name}_line", accessible_name=accessible_name))
        self._column.addLayout(self.footer)

    def height_for(self, width: int) -> int:
        """The height that the content needs at `width`."""
        column = self._column
        column.activate()
        return column.heightForWidth(width) if column.hasHeightForWidth() else column.sizeHint().height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card."""
        Canvas(QPainter(self), self.theme).box(self.rect(), Radius.DIALOG, Token.SURFACE, Token.BORDER)


class Sheet(QDialog):
    """A dialog inside its window: it covers the window, so that the pointer reaches nothing behind it, and keeps Tab inside.

    `opened` and `finished` tell when it comes and goes. Once closed it ends its tasks and is deleted.
    """

    opened = Signal()

    def __init__(
        self, host: QWidget, funnel: FailureFunnel, *, object_name: str, accessible_name: str
    ) -> None:
        super().__init__(host)
        self.scope = TaskScope(self, funnel)
        self.setWindowFlags(Qt.WindowType.Widget)  # part of the window; QDialog makes itself one of its own
        named(self, object_name, accessible_name)
        self.setWindowTitle(accessible_name)
        self._theme = follow_theme(self.update)
        self._host = host
        self._before: QWidget | None = host.window().focusWidget()
        self.card = SheetCard(object_name=f"{object_name}_card", accessible_name=accessible_name, parent=self)
        host.installEventFilter(self)
        self.finished.connect(self._on_finished)

    def open(self) -> None:
        """Cover the window."""
        self._cover()
        super().open()
        self.raise_()
        self._cover()
        self.opened.emit()

    def fit(self) -> None:
        """Take the height that the content needs now."""
        self._cover()

    # ---- place

    def _cover(self) -> None:
        self.setGeometry(self._host.rect())
        room = self._host.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        width = min(self._theme.px(Size.DIALOG), room.width())
        height = min(self.card.height_for(width), room.height())
        # A little above the middle looks like the middle.
        top = room.top() + (room.height() - height) * 2 // 5
        self.card.setGeometry(QRect(room.left() + (room.width() - width) // 2, top, width, height))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window."""
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._cover()
        return False

    def event(self, event: QEvent) -> bool:
        """Follow the size of the content."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._cover()
        return super().event(event)

    # ---- keyboard and pointer

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own signature
        """Tab goes round inside the sheet."""
        stops = self._stops()
        if not stops:
            return True
        focus = self.window().focusWidget()
        place = stops.index(focus) if focus in stops else -1
        step = 1 if next else -1
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        stops[(place + step) % len(stops)].setFocus(reason)
        return True

    def _stops(self) -> Sequence[QWidget]:
        return [
            child
            for child in self.card.findChildren(QWidget)
            if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, Enter presses the focused button; all else ends here: no key reaches the window behind."""
        if event.key() == Qt.Key.Key_Escape:
            self.back()
        elif Qt.Key(event.key()) in _ENTER and not event.isAutoRepeat():
            self.on_enter()
        event.accept()

    def on_enter(self) -> None:
        """What Enter does: press the button that has the keyboard."""
        focus = self.window().focusWidget()
        if isinstance(focus, QAbstractButton):
            focus.click()

    def back(self) -> None:
        """One step back: closes, unless the sheet has more steps."""
        self.reject()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card does nothing: money dialogs do not vanish by accident."""
        event.accept()

    def _on_finished(self, _result: int) -> None:
        self._host.removeEventFilter(self)
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.scope.cancel(self.deleteLater)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim the window, and put a soft shadow under the card."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color(Token.SCRIM))
        for step in range(1, _SHADOW, 2):
            area = self.card.geometry().adjusted(-step, -step + 3, step, step + 3)
            painter.setOpacity(0.25)
            Canvas(painter, self._theme).box(area, Radius.DIALOG + step, Token.SCRIM)
