"""The source under a root, parsed once for each rule, and what a rule answers."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach of a rule. `place` is a path below the root, as text."""

    place: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.place}:{self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class Source:
    """A file of Python, by its path below the root."""

    place: str
    tree: ast.Module
    lines: int

    def breach(self, node: ast.AST, what: str) -> Violation:
        """A violation at `node`."""
        return Violation(self.place, getattr(node, "lineno", 1), what)

    def names(self) -> dict[str, str]:
        """What each imported name stands for: `{"QDialog": "PySide6.QtWidgets.QDialog", "time": "time"}`."""
        known: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                known |= {one.asname or one.name: one.name for one in node.names}
            elif isinstance(node, ast.ImportFrom):
                known |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
        return known


@cache
def _parsed(path: Path, _changed: int) -> tuple[ast.Module, int]:
    text = path.read_text(encoding="utf-8")
    return ast.parse(text, str(path)), len(text.splitlines())


def sources(root: Path, *folders: str) -> Iterator[Source]:
    """The Python files below the folders or files of `root`, in order; what is not there is skipped."""
    for folder in folders:
        start = root / folder
        for path in sorted(start.rglob("*.py")) if start.is_dir() else [start] * start.is_file():
            tree, lines = _parsed(path, path.stat().st_mtime_ns)
            yield Source(path.relative_to(root).as_posix(), tree, lines)


def dotted(node: ast.expr, names: dict[str, str]) -> str:
    """`PySide6.QtWidgets.QMessageBox.question` for a call's function, as far as imports tell; "" for anything else."""
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        base = dotted(node.value, names)
        return f"{base}.{node.attr}" if base else ""
    return ""
