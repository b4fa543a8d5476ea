"""Nothing freezes the loop, starts threads of Qt's, or speaks to the network behind httpx's back."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.rules.source import Source, Violation, dotted, sources

NESTED_LOOPS = frozenset({"exec", "exec_"})
BLOCKING = {
    "QMessageBox": ("question", "information", "warning", "critical", "about", "aboutQt"),
    "QFileDialog": (
        *("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"),
        *("getOpenFileUrl", "getOpenFileUrls", "getSaveFileUrl", "getExistingDirectoryUrl"),
    ),
    "QInputDialog": ("getText", "getInt", "getDouble", "getItem", "getMultiLineText"),
    "QColorDialog": ("getColor",),
    "QFontDialog": ("getFont",),
}
THREADS = frozenset({"QThread", "QThreadPool", "QRunnable", "QtConcurrent"})
LOCAL_SOCKETS = frozenset({"QLocalServer", "QLocalSocket"})


def freezing_calls(root: Path) -> list[Violation]:
    """Calls that run a loop of their own: inside a coroutine they freeze every other task for good."""
    return [breach for file in sources(root, "cloverdesk/ui", "cloverdesk/app") for breach in _freezing(file)]


def _freezing(file: Source) -> Iterator[Violation]:
    for node in ast.walk(file.tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        called, names = node.func.attr, file.names()
        owner = dotted(node.func.value, names).rpartition(".")[2]
        if called in NESTED_LOOPS:
            yield file.breach(
                node, f".{called}() runs a loop of its own: use open() and a future on finished"
            )
        elif called in BLOCKING.get(owner, ()):
            yield file.breach(
                node, f"{owner}.{called} waits inside the call: use open() and a future on finished"
            )


def qt_threads(root: Path) -> list[Violation]:
    """Qt's threads anywhere: threads belong to storage, coroutines do the rest."""
    found = []
    for file in sources(root, "cloverdesk"):
        for node in ast.walk(file.tree):
            names = _imported(node) | ({node.attr} if isinstance(node, ast.Attribute) else set())
            found += [file.breach(node, f"{name} is not used here") for name in sorted(names & THREADS)]
    return found


def qt_network(root: Path) -> list[Violation]:
    """Anything of QtNetwork but the local sockets of the single instance: the network is httpx's."""
    found = []
    for file in sources(root, "cloverdesk"):
        for node in ast.walk(file.tree):
            if isinstance(node, ast.ImportFrom) and node.module == "PySide6.QtNetwork":
                others = sorted(_imported(node) - LOCAL_SOCKETS)
                found += [file.breach(node, f"{name}: the network is httpx's") for name in others]
            elif "PySide6.QtNetwork" in _imported(node) or "QtNetwork" in _imported(node):
                found.append(file.breach(node, "QtNetwork: import QLocalServer or QLocalSocket by name"))
    return found


def _imported(node: ast.AST) -> set[str]:
    return {one.name for one in node.names} if isinstance(node, ast.Import | ast.ImportFrom) else set()
