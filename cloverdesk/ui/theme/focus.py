"""The ring around whatever the keyboard acts on: one for the whole program, so that no control can lack it."""

from collections.abc import Callable
from typing import TypeVar
from weakref import ref

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from cloverdesk.ui.theme.tokens import Radius, Token
from cloverdesk.ui.widgets.naming import named

RING_RADIUS = "ringRadius"
"""Dynamic property: the radius of a control's corners in pixels at 100 %, if not that of a control."""
OWN_RING = "ownRing"
"""Dynamic property: the widget shows by itself where the keyboard is."""

A = TypeVar("A", bound=QWidget)

_OUTSET = 3
_MOVED = frozenset(
    {
        QEvent.Type.Resize,
        QEvent.Type.Move,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.LayoutRequest,
    }
)
_TYPED_INTO = (QLineEdit, QPlainTextEdit, QComboBox)


class _RingPaint(QWidget):
    """Draws the ring and lets every click through."""

    def __init__(self, host: QWidget, color: QColor, radius: int) -> None:
        super().__init__(host)
        named(self, "focus_ring", "")  # screen readers tell the focus by themselves
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._color, self._radius = color, radius

    def lie_over(self, target: QWidget) -> None:
        """Lie over `target`, or hide with it."""
        host = self.parentWidget()
        if host is None or not target.isVisibleTo(host):
            self.hide()
            return
        corner = target.mapTo(host, QPoint(0, 0))
        self.setGeometry(QRect(corner, target.size()).adjusted(-_OUTSET, -_OUTSET, _OUTSET, _OUTSET))
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Two clear pixels around the control and a soft edge outside them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = min(self.width(), self.height()) / 2 - _OUTSET
        soft = QColor(self._color)
        soft.setAlphaF(0.25)
        for pen_color, width, inset in ((soft, 3.0, 1.5), (self._color, 2.0, 3.0)):
            rect = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            radius = min(half, self._radius) + _OUTSET - inset
            painter.setPen(QPen(pen_color, width))
            painter.drawRoundedRect(rect, radius, radius)


class FocusRing(QObject):
    """Follows the focus of the application.

    It holds widgets weakly: a strong reference from the ring would keep a closed window alive, and its end would come
    in the middle of the ring's own.
    """

    def __init__(self, app: QApplication, color: Callable[[Token], QColor], px: Callable[[int], int]) -> None:
        super().__init__(app)
        self._color, self._px = color, px
        self._target: ref[QWidget] | None = None
        self._paint: ref[_RingPaint] | None = None
        self._watched: list[ref[QWidget]] = []
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._leave()
        if new is None or new.property(OWN_RING):
            return
        self._target = ref(new)
        self._watch(new)
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if not by_mouse or isinstance(new, _TYPED_INTO):
            self._show()

    def _show(self) -> None:
        target = _alive(self._target)
        if target is None or self._paint is not None:
            return
        host = _host_of(target)
        radius = target.property(RING_RADIUS)
        radius = radius if isinstance(radius, int) else Radius.CONTROL
        painted = _RingPaint(host, self._color(Token.FOCUS), self._px(radius))
        self._paint = ref(painted)
        above = target
        while above is not host and (parent := above.parentWidget()) is not None:
            above = parent
            self._watch(above)
        painted.lie_over(target)

    def _watch(self, widget: QWidget) -> None:
        widget.installEventFilter(self)
        self._watched.append(ref(widget))

    def _leave(self) -> None:
        for watched in map(_alive, self._watched):
            if watched is not None:
                watched.removeEventFilter(self)
        self._watched.clear()
        painted = _alive(self._paint)
        if painted is not None:
            painted.hide()
            painted.deleteLater()
        self._target = self._paint = None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay on the target when it or its host changes; appear when a clicked control is used by keys."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            self._show()
        elif kind in _MOVED:
            painted, target = _alive(self._paint), _alive(self._target)
            if painted is not None and target is not None:
                painted.lie_over(target)
        return False


def _alive(reference: "ref[A] | None") -> A | None:
    """The widget if both its Python half and its Qt half still live."""
    widget = reference() if reference is not None else None
    return widget if widget is not None and shiboken6.isValid(widget) else None


def _host_of(target: QWidget) -> QWidget:
    """The widget to draw in: the window, or the scrolled content, so that the ring scrolls and is clipped with it."""
    host = target
    while not host.isWindow():
        parent = host.parentWidget()
        if parent is None:
            break
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent and host is not target:
            return host
        host = parent
    return host
