"""Takes the demo store, its cache and its journal away together, while nobody is using any of them."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cloverdesk.app.demo_process import DemoPlace
from cloverdesk.app.window_lock import WindowLock
from cloverdesk.domain.errors import DeskError, ExitCode, FailureKind
from cloverdesk.settings.paths import unwritable
from cloverdesk.settings.profiles import DEMO_NAME

if TYPE_CHECKING:
    from filelock import FileLock

    from cloverdesk.settings.paths import Paths


class DemoInUse(DeskError):
    """Something of the demo store is open. Params: what."""

    code = "demo.in_use"
    exit_code = ExitCode.DAMAGED
    kind = FailureKind.ENVIRONMENT


def demo_data(paths: "Paths") -> tuple[Path, ...]:
    """What a reset takes away: options and the place of the window stay. Raises `DemoInUse`."""
    with _alone(paths):
        return _data(paths)


def reset_demo(paths: "Paths") -> tuple[Path, ...]:
    """Take all of it away, or nothing; returns what is gone. Raises `DemoInUse` or `DataDirUnwritable`."""
    with _alone(paths):
        data = _data(paths)
        folder = paths.profile_dir(DEMO_NAME)
        away = folder / f"reset-{os.getpid()}"
        try:
            _move(data, away)
        except OSError as problem:
            raise unwritable(folder, problem) from problem
        shutil.rmtree(away, ignore_errors=True)
        return data


def _data(paths: "Paths") -> tuple[Path, ...]:
    folder = paths.profile_dir(DEMO_NAME)
    names = [path(DEMO_NAME).name for path in (paths.demo_db, paths.cache, paths.journal)]
    found = [one for name in names for one in sorted(folder.glob(f"{name}*"))]
    beside = (_place(paths).note, paths.owners(DEMO_NAME), *sorted(folder.glob("reset-*")))
    return (*found, *(one for one in beside if one.exists()))


def _move(data: Sequence[Path], away: Path) -> None:
    """Move everything into a folder of its own; put it back if something does not let itself be moved."""
    moved: list[tuple[Path, Path]] = []
    try:
        if data:
            away.mkdir(mode=0o700)
        for one in data:
            one.rename(away / one.name)
            moved.append((one, away / one.name))
    except OSError:
        for old, new in moved:
            new.rename(old)
        shutil.rmtree(away, ignore_errors=True)
        raise


@contextmanager
def _alone(paths: "Paths") -> Iterator[None]:
    """Hold what a window, a desk or a server of the demo store would hold."""
    folder = paths.profile_dir(DEMO_NAME)
    if not folder.is_dir():
        yield
        return
    with ExitStack() as stack:
        window = WindowLock(paths.make(folder / "window") / "lock")
        stack.callback(window.release)
        if not window.take():
            raise DemoInUse(what="its window")
        _hold(stack, _place(paths).lock(), "the desk that runs it")
        for owner in sorted(paths.owners(DEMO_NAME).glob("*.lock")):
            _hold(stack, _lock_of(owner), "a desk that gives money back")
        _check_store(paths.demo_db(DEMO_NAME))
        yield


def _place(paths: "Paths") -> DemoPlace:
    return DemoPlace(paths.profile_dir(DEMO_NAME), paths.demo_db(DEMO_NAME), orders=0, seed=0)


def _lock_of(path: Path) -> "FileLock":
    from filelock import FileLock

    return FileLock(path)


def _hold(stack: ExitStack, lock: "FileLock", what: str) -> None:
    from filelock import Timeout

    try:
        stack.enter_context(lock.acquire(blocking=False))
    except Timeout:
        raise DemoInUse(what=what) from None


def _check_store(path: Path) -> None:
    """Raise `DemoInUse` if a server has the store's file open; that it is damaged is a reason to take it away."""
    if not path.exists():
        return
    import errno

    from cloverdesk.demo.engine import connect
    from cloverdesk.demo.errors import DemoStoreError

    try:
        connect(path).close()
    except DemoStoreError as problem:
        if problem.errno == errno.EBUSY:
            raise DemoInUse(what="a server that was started by hand") from problem
