"""Printing: results to standard output, messages to standard error, and with `--json` exactly one document."""

import contextlib
import io
import json
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from cloverdesk.domain.message import Message

if TYPE_CHECKING:
    from cloverdesk.domain.errors import DeskError


class Output:
    """Where a command prints to. A reader that went away is no failure: what has been done stays done, silently."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self._out = _ready(sys.stdout)
        self._err = _ready(sys.stderr)
        self._line_is_open = False

    def result(self, document: object, text: str) -> None:
        """The one result: `document` for programs, `text` for people."""
        made = json.dumps(document, indent=2, ensure_ascii=False) if self.as_json else printable(text)
        self._write(self._out, made + "\n")

    def say(self, message: Message) -> None:
        """Tell a person something beside the result."""
        self.tell(message.english())

    def tell(self, text: str) -> None:
        """As `say`, for a text that is put together already."""
        self._end_line()
        self._write(self._err, printable(text) + "\n")

    def count_down(self, message: Message) -> None:
        """A line that the next one replaces; only a terminal is shown such."""
        if self._err is None or not self._err.isatty():
            return
        self._line_is_open = True
        self._write(self._err, f"\r\x1b[2K{printable(message.english())}")

    def failure(self, problem: "DeskError") -> None:
        """What went wrong: a line for people, and with `--json` the document for programs."""
        failure = problem.failure
        title, text = failure.title.english(), str(problem)
        if self.as_json:
            error = {"code": failure.code, "title": title, "message": text, "operation": problem.operation}
            self.result({"error": error}, "")
        self.tell(
            f"cloverdesk: {title}. {text}" if not title.endswith("?") else f"cloverdesk: {title} {text}"
        )

    def close(self) -> None:
        """Hand everything over. Must come last: Python would complain of a reader that went away."""
        self._end_line()
        for stream in (self._out, self._err):
            try:
                if stream is not None:
                    stream.flush()
            except (OSError, ValueError):
                _silence(stream)

    def _end_line(self) -> None:
        if self._line_is_open:
            self._line_is_open = False
            self._write(self._err, "\r\x1b[2K")

    @staticmethod
    def _write(stream: TextIO | None, text: str) -> None:
        if stream is None:  # a program without a console
            return
        try:
            stream.write(text)
            stream.flush()
        except (OSError, ValueError):
            _silence(stream)


def _ready(stream: TextIO | None) -> TextIO | None:
    """Able to take every character, whatever the terminal's encoding is."""
    if isinstance(stream, io.TextIOWrapper):
        utf8 = "utf" in stream.encoding.lower()
        if not utf8 and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
        stream.reconfigure(errors="replace")
    return stream


def _silence(stream: TextIO | None) -> None:
    """Let what is left in the buffer go nowhere, now and when Python ends."""
    if stream is None:
        return
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def printable(text: str) -> str:
    """`text` without what could steer a terminal: names come from outside."""
    return "".join(one if one.isprintable() or one == "\n" else "\N{REPLACEMENT CHARACTER}" for one in text)


def table(
    titles: Sequence[str], rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()
) -> str:
    """Aligned columns; those in `right` are aligned at their right side."""
    if not rows:
        return Message("cli.empty").english()
    lines = [[printable(cell).replace("\n", " ") for cell in line] for line in (titles, *rows)]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(titles))]
    return "\n".join(
        "  ".join(
            _padded(cell, width, right=column in right)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _padded(cell: str, width: int, *, right: bool) -> str:
    space = " " * (width - _width(cell))
    return space + cell if right else cell + space


def _width(text: str) -> int:
    """Columns of a terminal: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    import unicodedata

    wide = sum(unicodedata.east_asian_width(one) in {"W", "F"} for one in text)
    return len(text) + wide - sum(unicodedata.combining(one) != 0 for one in text)
