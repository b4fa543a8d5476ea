"""Every widget has an object name and an accessible name: screen readers and tests find it by them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.rules.source import Source, Violation, dotted, sources

NAMING = "cloverdesk/ui/widgets/naming.py"


@cache
def _is_widget_class(name: str) -> bool:
    """Whether a dotted name is one of Qt's widget classes."""
    from PySide6 import QtWidgets

    module, _, last = name.rpartition(".")
    found = getattr(QtWidgets, last, None) if module == "PySide6.QtWidgets" else None
    return isinstance(found, type) and issubclass(found, QtWidgets.QWidget)


def nameless_widgets(root: Path) -> list[Violation]:
    """Qt widgets that are made without going through `named`, and widget classes of ours that do not name themselves."""
    files = (file for file in sources(root, "cloverdesk/ui", "cloverdesk/app") if file.place != NAMING)
    return [breach for file in files for breach in (*_made_nameless(file), *_nameless_classes(file))]


def _is_named_call(node: ast.AST, names: dict[str, str]) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func, names).rpartition(".")[2] == "named"


def _made_nameless(file: Source) -> Iterator[Violation]:
    names = file.names()
    calls = [node for node in ast.walk(file.tree) if isinstance(node, ast.Call)]
    through_named = {id(node.args[0]) for node in calls if _is_named_call(node, names) and node.args}
    for node in calls:
        made = dotted(node.func, names)
        if _is_widget_class(made) and id(node) not in through_named:
            yield file.breach(node, f"{made.rpartition('.')[2]}(...) without named(...)")


def _nameless_classes(file: Source) -> Iterator[Violation]:
    names = file.names()
    for node in ast.walk(file.tree):
        if not isinstance(node, ast.ClassDef):
            continue
        widget = any(_is_widget_class(dotted(base, names)) for base in node.bases)
        if widget and not any(_names_itself(inner, names) for inner in ast.walk(node)):
            yield file.breach(node, f"class {node.name} does not call named(self, ...)")


def _names_itself(node: ast.AST, names: dict[str, str]) -> bool:
    if not (isinstance(node, ast.Call) and _is_named_call(node, names) and node.args):
        return False
    first = node.args[0]
    return isinstance(first, ast.Name) and first.id == "self"
