"""One window per profile: a second start raises the first window and ends."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 2000


class SingleInstance(QObject):
    """Claims the window of a profile. The lock decides (it dies with its process); the socket only carries the call."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._lock = FileLock(folder / "window.lock")
        # A socket's name has a length limit on every platform; the folder's path may be long.
        self._name = "cloverdesk-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]
        self._server: QLocalServer | None = None

    def claim(self, on_raise: Callable[[], None]) -> bool:
        """Become the profile's window; `on_raise` is called whenever another start asks for it. False: there is one."""
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            return False
        QLocalServer.removeServer(self._name)  # left behind by a crash; we hold the lock, so it is nobody's
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(lambda: self._on_call(on_raise))
        self._server.listen(self._name)
        return True

    def call_first(self) -> bool:
        """Ask the window that holds the claim to come to the front. False if it did not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        heard = socket.waitForConnected(ANSWER_MS)
        socket.disconnectFromServer()
        return heard

    def release(self) -> None:
        """Give the claim up."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.release()

    def _on_call(self, on_raise: Callable[[], None]) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
            on_raise()
