"""Notices: short words over the window that tell and never stop anybody; one at a time, the rest wait their turn."""

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from cloverdesk.domain.errors import DeskError, FailureKind
from cloverdesk.domain.message import Writer
from cloverdesk.ui.announce import announce
from cloverdesk.ui.messages import failure_text
from cloverdesk.ui.theme.tokens import Tone

if TYPE_CHECKING:
    from cloverdesk.ui.widgets.toast import Toast

_STAY_MS, _STAY_MS_PER_LETTER = 5000, 60


class Notice(NamedTuple):
    """Words in a tone. One with `stays` waits until it is closed; `act` is what its action does.

    `about` names a thing: what was said about it before is no longer true and goes.
    """

    title: str
    text: str = ""
    tone: Tone = Tone.NEUTRAL
    stays: bool = False
    action_text: str = ""
    act: Callable[[], None] | None = None
    about: str = ""


class Notices(QObject):
    """Shows notices at the foot of `host`, and reads them to screen readers."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._toast: Toast | None = None
        self._waiting: deque[Notice] = deque()
        self._current: Notice | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time_over)

    def show(self, notice: Notice) -> None:
        """Show `notice`. It takes the place of one that was going anyway, and waits behind one that stays."""
        if notice == self._current:
            return
        if notice.about:
            others = (one for one in self._waiting if one.about != notice.about)
            self._waiting = deque(others)
        current = self._current
        if current is not None and current.stays and (not notice.about or current.about != notice.about):
            self._waiting.append(notice)
            return
        self._present(notice)

    def tell(self, title: str, text: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        """Show words that go by themselves."""
        self.show(Notice(title, text, tone))

    def show_failure(self, failure: DeskError, writer: Writer) -> None:
        """Show what happened, what it means and what to do. Failures of the machine stay until they are closed."""
        words = failure_text(failure.failure, writer)
        environment = failure.kind is FailureKind.ENVIRONMENT
        self.show(Notice(words.title, words.body, Tone.BAD if environment else Tone.WARN, stays=environment))

    def current(self) -> Notice | None:
        """What is shown now."""
        return self._current

    def dismiss(self) -> bool:
        """Take the current one away; False when there is none."""
        if self._toast is None or self._current is None:
            return False
        self._toast.dismiss()
        return True

    def _present(self, notice: Notice) -> None:
        self._current = notice
        toast = self._ready_toast()
        toast.show_message(notice.title, notice.text, notice.tone, action_text=notice.action_text)
        self._timer.stop()
        if not notice.stays:
            self._timer.start(_STAY_MS + _STAY_MS_PER_LETTER * len(notice.title + notice.text))
        urgent = notice.tone in {Tone.BAD, Tone.WARN}
        announce(toast, f"{notice.title}. {notice.text}", urgent=urgent)

    def _ready_toast(self) -> "Toast":
        from cloverdesk.ui.widgets.toast import Toast  # not needed before there is something to say

        if self._toast is None:
            self._toast = Toast(self._host, object_name="notice", accessible_name=self.tr("Notice"))
            self._toast.dismissed.connect(self._on_dismissed)
            self._toast.action_requested.connect(self._on_action)
        return self._toast

    def _on_time_over(self) -> None:
        toast = self._toast
        if toast is None:
            return
        if toast.underMouse() or _has_focus(toast):
            self._timer.start(_STAY_MS)  # somebody is reading or about to act
            return
        toast.dismiss()

    def _on_action(self) -> None:
        if self._current is not None and self._current.act is not None:
            self._current.act()

    def _on_dismissed(self) -> None:
        self._timer.stop()
        self._current = None
        if self._waiting:
            self._present(self._waiting.popleft())


def _has_focus(toast: "Toast") -> bool:
    focus: QWidget | None = toast.window().focusWidget()
    return focus is not None and toast.isAncestorOf(focus)
