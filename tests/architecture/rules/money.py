"""Money is whole minor units: no float comes near it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.rules.source import Source, Violation, sources

NEAR_MONEY = (
    *("cloverdesk/domain/money.py", "cloverdesk/domain/operations.py", "cloverdesk/domain/charges.py"),
    *(
        "cloverdesk/domain/refunds.py",
        "cloverdesk/domain/orders.py",
        "cloverdesk/api/money",
        "cloverdesk/journal",
    ),
    *("cloverdesk/services", "cloverdesk/cache"),
)
EVERYWHERE = "cloverdesk"
MONEY_WORDS = re.compile(
    r"(^|_)(amount|minor|money|total|price|refunded|remaining|captured|tax|tip|cents)(_minor|_cents)?$"
)


def floats_near_money(root: Path) -> list[Violation]:
    """Near money: any float. Elsewhere: a float annotation, a call of float() or a true division of something named as money."""
    near = {file.place: file for file in sources(root, *NEAR_MONEY)}
    found = [breach for file in near.values() for breach in _any_float(file)]
    others = (file for file in sources(root, EVERYWHERE) if file.place not in near)
    return found + [breach for file in others for breach in _money_as_float(file)]


def _is_float(annotation: ast.expr | None) -> bool:
    named = (node for node in ast.walk(annotation) if isinstance(node, ast.Name)) if annotation else ()
    return any(node.id == "float" for node in named)


def _money_word(node: ast.expr | None) -> str:
    """The name of a variable, an attribute or a subscript that speaks of money, or an empty text."""
    name = ""
    if isinstance(node, ast.Name):
        name = node.id
    elif isinstance(node, ast.Attribute):
        name = node.attr
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        name = str(node.slice.value)
    return name if MONEY_WORDS.search(name) else ""


def _annotated(file: Source) -> Iterator[tuple[ast.AST, str, ast.expr | None]]:
    """Everything that has an annotation: node, name, annotation."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.AnnAssign):
            target = node.target
            yield node, getattr(target, "id", getattr(target, "attr", "")), node.annotation
        elif isinstance(node, ast.arg):
            yield node, node.arg, node.annotation
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node, node.name, node.returns


def _calls_float(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"


def _divides(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)


def _any_float(file: Source) -> Iterator[Violation]:
    times = re.compile(r"(seconds|timeout|pause|delay|hold|monotonic|_s)$")
    for node, name, annotation in _annotated(file):
        if _is_float(annotation) and not times.search(name):
            yield file.breach(node, f"{name} is a float near money")
    for node in ast.walk(file.tree):
        if _calls_float(node):
            yield file.breach(node, "float() near money")
        elif _divides(node) and not _joins_paths(node):
            yield file.breach(node, "a true division near money: divide with // or divmod")


def _joins_paths(node: ast.AST) -> bool:
    """`folder / "name"`: a text on the right is never a number."""
    right = node.right if isinstance(node, ast.BinOp) else None
    return isinstance(right, ast.JoinedStr) or (
        isinstance(right, ast.Constant) and isinstance(right.value, str)
    )


def _money_as_float(file: Source) -> Iterator[Violation]:
    for node, name, annotation in _annotated(file):
        if _is_float(annotation) and MONEY_WORDS.search(name):
            yield file.breach(node, f"{name} is a float")
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and _calls_float(node) and node.args and _money_word(node.args[0]):
            yield file.breach(node, f"float({_money_word(node.args[0])})")
        elif isinstance(node, ast.BinOp) and _divides(node):
            word = _money_word(node.left) or _money_word(node.right)
            if word and not _joins_paths(node):
                yield file.breach(node, f"a true division of {word}")
