"""Sets a cache aside that cannot be used, so that it can be made anew; it holds nothing that Clover does not have."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cloverdesk.domain.clock import utc
from cloverdesk.domain.message import Message
from cloverdesk.storage.errors import DataUnwritable

if TYPE_CHECKING:
    from cloverdesk.domain.clock import Clock

# The log belongs to its database: left behind, it would be taken for the log of the new one.
_PARTS = ("-wal", "-shm", "")


def set_aside(path: Path, reason: str, clock: "Clock") -> Message:
    """Rename the database and its log to `<name>.<reason>-<time>`; what was set aside earlier goes.

    Raises `DataUnwritable`.
    """
    for earlier in path.parent.glob(f"{path.name}.*-*Z*"):
        with suppress(OSError):
            earlier.unlink()
    name = f"{path.name}.{reason}-{_stamp(utc(clock.now_ms()))}"
    try:
        for part in _PARTS:
            with suppress(FileNotFoundError):
                path.with_name(path.name + part).rename(path.with_name(name + part))
        _condemned(path).unlink(missing_ok=True)
    except OSError as problem:
        raise DataUnwritable(path=str(path), why=problem.strerror or "it cannot be renamed") from problem
    return Message.of(f"cache.rebuilt_{reason}", file=name)


def condemn(path: Path) -> None:
    """Remember that damage was met, since a database can open well and be damaged further in."""
    with suppress(OSError):
        _condemned(path).touch(mode=0o600)


def is_condemned(path: Path) -> bool:
    """Whether damage was met since the database was last made."""
    return _condemned(path).exists()


def _condemned(path: Path) -> Path:
    return path.with_name(path.name + "-damaged")


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}"
