"""Who runs an operation: each process holds a file lock named by an id of its own, and is dead when it can be taken."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cloverdesk.domain.operations import Actor
from cloverdesk.journal.errors import OwnersUnwritable

if TYPE_CHECKING:
    from filelock import FileLock


class Owner(NamedTuple):
    """A process that runs operations."""

    id: str
    os_user: str
    host: str
    pid: int

    @classmethod
    def new(cls) -> "Owner":
        """This process, under a fresh id: one for each journal that it opens."""
        return cls(os.urandom(8).hex(), Actor.current().os_user, socket.gethostname(), os.getpid())


class Owners:
    """The owners' locks in one folder. They vanish with their process, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: FileLock | None = None
        self.me = Owner.new()

    def claim(self) -> Owner:
        """Be alive, from the first operation that is run here on. Raises `OwnersUnwritable`."""
        if self._lock is None:
            lock = self._lock_of(self.me.id)
            try:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                lock.acquire(timeout=0)
            except OSError as problem:  # filelock's Timeout is one, and cannot be: the id is random
                raise OwnersUnwritable(folder=str(self._folder)) from problem
            self._lock = lock
        return self.me

    @contextmanager
    def inherit(self, owner: str) -> Iterator[bool]:
        """Whether `owner` is dead. While the block runs nobody else can inherit from it; then its lock is gone."""
        from filelock import Timeout

        if owner == self.me.id:
            yield False
            return
        lock = self._lock_of(owner)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire(timeout=0)
        except Timeout:
            yield False
            return
        except OSError as problem:
            raise OwnersUnwritable(folder=str(self._folder)) from problem
        try:
            yield True
        finally:
            self._drop(lock)

    def release(self) -> None:
        """Be dead: whatever is still under way may be adopted. May be called twice."""
        lock, self._lock = self._lock, None
        if lock is not None:
            self._drop(lock)

    def _drop(self, lock: "FileLock") -> None:
        path = Path(lock.lock_file)
        with suppress(OSError):  # Windows deletes no open file: there it goes below
            path.unlink(missing_ok=True)
        lock.release()
        with suppress(OSError):
            path.unlink(missing_ok=True)

    def _lock_of(self, owner: str) -> "FileLock":
        from filelock import FileLock

        return FileLock(self._folder / f"{owner}.lock", thread_local=False)
