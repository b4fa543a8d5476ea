"""What the window of a profile looked like when it closed. Losing it costs nothing, so damage is met with the usual look."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from cloverdesk.settings.files import write_whole

FILE = "window.json"
LARGEST_SIDE = 32_767


@dataclass(frozen=True, slots=True)
class ColumnState:
    """One column as it was left: its code, its width in pixels (0: its own), whether it is shown."""

    code: str
    width: int = 0
    shown: bool = True


@dataclass(frozen=True, slots=True)
class WindowState:
    """Size in pixels (None: the window's own), the tab in front, and for each tab its columns and its selected row's id."""

    size: tuple[int, int] | None = None
    maximized: bool = False
    tab: str = ""
    columns: Mapping[str, tuple[ColumnState, ...]] = field(default_factory=lambda: MappingProxyType({}))
    selected: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """What is kept in a profile's folder; whatever cannot be read is as if it had never been kept."""
        try:
            document = json.loads((folder / FILE).read_text("utf-8"))
        except (OSError, ValueError):
            return cls()
        if not isinstance(document, dict):
            return cls()
        columns, selected = document.get("columns"), document.get("selected")
        return cls(
            size=_size(document.get("size")),
            maximized=document.get("maximized") is True,
            tab=_text(document.get("tab")),
            columns={name: _columns(found) for name, found in _object(columns).items()},
            selected={name: _text(found) for name, found in _object(selected).items() if _text(found)},
        )

    def save(self, folder: Path) -> None:
        """Write it whole. Raises `DataDirUnwritable`."""
        document = {
            "size": self.size,
            "maximized": self.maximized,
            "tab": self.tab,
            "columns": {name: [asdict(one) for one in columns] for name, columns in self.columns.items()},
            "selected": dict(self.selected),
        }
        write_whole(folder / FILE, json.dumps(document, indent=2) + "\n")


def _object(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _text(found: Any) -> str:
    return found if isinstance(found, str) else ""


def _side(found: Any, least: int) -> bool:
    return type(found) is int and least <= found <= LARGEST_SIDE


def _size(found: Any) -> tuple[int, int] | None:
    if isinstance(found, list) and len(found) == 2 and all(_side(side, 1) for side in found):
        return found[0], found[1]
    return None


def _columns(found: Any) -> tuple[ColumnState, ...]:
    entries = found if isinstance(found, list) else []
    known = (entry for entry in entries if isinstance(entry, dict) and _text(entry.get("code")))
    return tuple(
        ColumnState(
            code=entry["code"],
            width=entry["width"] if _side(entry.get("width"), 0) else 0,
            shown=entry.get("shown") is not False,
        )
        for entry in known
    )
