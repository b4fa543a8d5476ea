"""One window per profile: a second start raises the first window and ends."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

from PySide6.QtCore import QFileSystemWatcher

from cloverdesk.app.window_lock import WindowLock
from cloverdesk.domain.errors import DeskError, ExitCode, FailureKind

ANSWER_SECONDS = 2.0
LOOK_SECONDS = 0.02


class WindowSilent(DeskError):
    """Another process holds the profile's window, and does not answer. No params."""

    code = "app.window_silent"
    exit_code = ExitCode.DAMAGED
    kind = FailureKind.ENVIRONMENT


class SingleInstance:
    """Claims the window of a profile. The lock decides, since it dies with its process; a file in a folder carries the call.

    Not a socket: QtNetwork wants libraries that a bare system lacks, and takes longer to load than the whole window.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "window"
        self._call = self._folder / "call"
        self._lock = WindowLock(self._folder / "lock")
        self._watcher: QFileSystemWatcher | None = None
        self._on_raise: Callable[[], None] | None = None

    def claim(self, on_raise: Callable[[], None]) -> bool:
        """Become the profile's window; `on_raise` is called whenever another start asks for it. False: there is one."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self._lock.take():
            return False
        # What lies there is of a start that died: we hold the lock, so nobody waits for an answer.
        self._call.unlink(missing_ok=True)
        self._on_raise = on_raise
        self._watcher = QFileSystemWatcher([str(self._folder)])
        self._watcher.directoryChanged.connect(self._on_change)
        return True

    def call_first(self) -> bool:
        """Ask the window that holds the claim to come to the front. False if it did not answer. Blocks for a moment."""
        self._call.touch()
        moment = Event()
        for _ in range(round(ANSWER_SECONDS / LOOK_SECONDS)):
            if not self._call.exists():
                return True
            moment.wait(LOOK_SECONDS)
        self._call.unlink(missing_ok=True)
        return False

    def release(self) -> None:
        """Give the claim up.

        The watcher goes here and now: left in a cycle with whoever listens, it would be collected on any thread, and Qt's
        objects may go on their own thread only.
        """
        if self._watcher is not None:
            self._watcher.directoryChanged.disconnect(self._on_change)
            self._watcher = self._on_raise = None
        self._lock.release()

    def _on_change(self, _folder: str) -> None:
        """Answer a call by taking its file away."""
        if self._on_raise is not None and self._call.exists():
            self._call.unlink(missing_ok=True)
            self._on_raise()
