"""Writing small files so that a reader, or a power cut, sees the old text or the new one and nothing between."""

import contextlib
import os
import tempfile
from pathlib import Path

from cloverdesk.settings.paths import unwritable


def write_whole(path: Path, text: str) -> None:
    """Replace `path` by `text` (UTF-8), readable by this user alone. Raises `DataDirUnwritable`; the old text stays then."""
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(draft).unlink()
            raise
        _sync_folder(path.parent)
    except OSError as problem:
        raise unwritable(path, problem) from problem


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable; Windows neither can nor needs to."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
