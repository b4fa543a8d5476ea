"""Nothing is longer than a person reads in one go."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.rules.source import Source, Violation, sources

FILE, TEST_FILE, FUNCTION = 400, 500, 50


def too_long(root: Path) -> list[Violation]:
    """Files above 400 lines (tests 500) and functions above 50, decorators and docstrings included."""
    files = [*sources(root, "cloverdesk", "packaging"), *sources(root, "tests")]
    return [breach for file in files for breach in _in_file(file)]


def _in_file(file: Source) -> Iterator[Violation]:
    limit = TEST_FILE if file.place.startswith("tests/") else FILE
    if file.lines > limit:
        yield Violation(file.place, limit + 1, f"{file.lines} lines; at most {limit}")
    for node in ast.walk(file.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION:
                yield file.breach(node, f"{node.name} has {lines} lines; at most {FUNCTION}")
