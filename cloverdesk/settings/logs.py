"""Logs: one JSON object a line, redacted, in files that this user alone can read."""

import contextlib
import json
import logging
import os
import sys
from datetime import UTC, datetime
from io import FileIO, TextIOWrapper
from logging.handlers import RotatingFileHandler
from types import TracebackType
from typing import TYPE_CHECKING, Self

from cloverdesk.domain.redact import redact

if TYPE_CHECKING:
    from pathlib import Path

    from cloverdesk.settings.paths import Paths

FILE = "cloverdesk.log"
LARGEST_BYTES = 2_000_000
KEPT = 5
QUIET = ("asyncio", "httpcore", "httpx", "keyring", "uvicorn")
"""Libraries whose debug logs would tell addresses and values that are nobody's business."""


class RedactedFormatter(logging.Formatter):
    """Text for a terminal. Whatever a record holds, its exception included, is redacted."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as redacted text."""
        return redact(super().format(record))

    def formatException(  # noqa: N802 - logging's own name
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The traceback, redacted before the record keeps it; it shows no values of variables."""
        return redact(super().formatException(ei))


class JsonFormatter(RedactedFormatter):
    """One JSON object a record. Each text is redacted by itself, so that what is left is still JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as one line."""
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "message": redact(record.getMessage()),
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


class PrivateRotatingHandler(RotatingFileHandler):
    """A rotating file of mode 0600. Where another process holds the file open, it is not rotated now but written on."""

    def _open(self) -> TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return TextIOWrapper(FileIO(handle, "ab"), self.encoding, self.errors, write_through=True)

    def rotate(self, source: str, dest: str) -> None:
        """Rename, where the platform lets us."""
        with contextlib.suppress(OSError):
            super().rotate(source, dest)


class LogSetup:
    """The handlers that were set up; leaving the `with` takes them away again."""

    def __init__(self, handlers: tuple[logging.Handler, ...], level: int) -> None:
        self._handlers = handlers
        self._root = logging.getLogger()
        self._level_before = self._root.level
        self._root.setLevel(level)
        for handler in handlers:
            self._root.addHandler(handler)

    def close(self) -> None:
        """Write what is left and let the files go. Safe to call twice."""
        for handler in self._handlers:
            self._root.removeHandler(handler)
            handler.close()
        self._root.setLevel(self._level_before)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def log_file(paths: "Paths") -> "Path":
    """Where `set_up_logging` writes."""
    return paths.logs / FILE


def set_up_logging(paths: "Paths", *, level: int = logging.INFO, to_stderr: bool) -> LogSetup:
    """Log to the data directory and, from WARNING on, to standard error if asked. Raises `DataDirUnwritable`."""
    from cloverdesk.settings.paths import unwritable

    folder = paths.make(paths.logs)
    try:
        file = PrivateRotatingHandler(
            folder / FILE, maxBytes=LARGEST_BYTES, backupCount=KEPT, encoding="utf-8"
        )
    except OSError as problem:
        raise unwritable(folder / FILE, problem) from problem
    file.setFormatter(JsonFormatter())
    handlers: list[logging.Handler] = [file]
    if to_stderr and sys.stderr is not None:
        terminal = logging.StreamHandler()
        terminal.setLevel(logging.WARNING)
        terminal.setFormatter(RedactedFormatter("cloverdesk: %(message)s"))
        handlers.append(terminal)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    return LogSetup(tuple(handlers), level)
