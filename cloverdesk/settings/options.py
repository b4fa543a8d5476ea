"""Options: what a person may choose for one profile, checked when read, so that a slip of the pen is told and not guessed."""

import json
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Self

from cloverdesk.settings.errors import OptionNotOneOf, OptionOutOfRange, OptionsDamaged, SettingsNewer
from cloverdesk.settings.files import write_whole

VERSION = 1
FILE = "options.json"


class ThemeChoice(Enum):
    """Which colours the window has."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


RANGES: dict[str, tuple[int, int]] = {
    "hold_seconds": (0, 60),
    "sync_every_seconds": (5, 3600),
    "text_percent": (80, 200),
}
"""Least and most of every number."""


@dataclass(frozen=True, slots=True)
class Options:
    """`hold_seconds`: how long a money operation can be taken back."""

    hold_seconds: int = 10
    theme: ThemeChoice = ThemeChoice.SYSTEM
    text_percent: int = 100
    sync_every_seconds: int = 15

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The options kept in a profile's folder; what is not there has its usual value.

        Raises `OptionOutOfRange`, `OptionNotOneOf`, `OptionsDamaged` or `SettingsNewer`.
        """
        path = folder / FILE
        document = _read(path)
        chosen: dict[str, Any] = {
            name: _number(path, name, document[name]) for name in RANGES if name in document
        }
        if "theme" in document:
            chosen["theme"] = _theme(path, document["theme"])
        return cls(**chosen)

    def save(self, folder: Path) -> None:
        """Write them whole, keeping entries that this program does not know. Raises `DataDirUnwritable` and as `load`."""
        path = folder / FILE
        for name in RANGES:
            _number(path, name, getattr(self, name))
        mine = asdict(self) | {"version": VERSION, "theme": self.theme.value}
        write_whole(path, json.dumps(_read(path) | mine, indent=2) + "\n")


def _read(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as problem:
        raise OptionsDamaged(path=str(path)) from problem
    if not isinstance(document, dict) or type(document.get("version", VERSION)) is not int:
        raise OptionsDamaged(path=str(path))
    if document.get("version", VERSION) > VERSION:
        raise SettingsNewer(path=str(path))
    return document


def _number(path: Path, name: str, value: object) -> int:
    least, most = RANGES[name]
    if type(value) is not int or not least <= value <= most:
        raise OptionOutOfRange(path=str(path), name=name, least=least, most=most)
    return value


def _theme(path: Path, value: object) -> ThemeChoice:
    try:
        return ThemeChoice(value)
    except ValueError as problem:
        words = ", ".join(choice.value for choice in ThemeChoice)
        raise OptionNotOneOf(path=str(path), name="theme", words=words) from problem
