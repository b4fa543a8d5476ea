"""Money is whole minor units: no float comes near it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.rules.source import Source, Violation, sources

AMOUNTS_ONLY = (
    *("cloverdesk/domain/money.py", "cloverdesk/domain/operations.py", "cloverdesk/domain/charges.py"),
    *("cloverdesk/domain/refunds.py", "cloverdesk/domain/orders.py", "cloverdesk/api/money"),
    *("cloverdesk/domain/gift_cards.py", "cloverdesk/domain/payments.py"),
)
"""Modules about nothing but money: no float at all."""
AMOUNTS_AND_TIMES = ("cloverdesk/journal", "cloverdesk/services", "cloverdesk/cache")
"""Here seconds may be floats; nothing is turned into one."""
MONEY_WORDS = re.compile(
    r"(^|_)(amount|minor|money|total|price|refunded|remaining|captured|tax|tip|cents)(_minor|_cents)?$"
)


def floats_near_money(root: Path) -> list[Violation]:
    """Any float in modules about money; elsewhere an annotation, a float() or a true division of what is named as money."""
    strict = {file.place: file for file in sources(root, *AMOUNTS_ONLY)}
    mixed = {file.place for file in sources(root, *AMOUNTS_AND_TIMES)}
    found = [breach for file in strict.values() for breach in _any_float(file)]
    for file in sources(root, "cloverdesk"):
        if file.place not in strict:
            found += _money_as_float(file, any_call=file.place in mixed)
    return found


def _is_float(annotation: ast.expr | None) -> bool:
    named = (node for node in ast.walk(annotation) if isinstance(node, ast.Name)) if annotation else ()
    return any(node.id == "float" for node in named)


def _money_word(expression: ast.expr) -> str:
    """A name inside an expression (a variable, an attribute, a key) that speaks of money, or an empty text."""
    for node in ast.walk(expression):
        name = ""
        if isinstance(node, ast.Name):
            name = node.id
        elif isinstance(node, ast.Attribute):
            name = node.attr
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            name = str(node.slice.value)
        if MONEY_WORDS.search(name):
            return name
    return ""


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


def _is_call_of_float(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"


def _divided(node: ast.AST) -> tuple[ast.expr, ...]:
    """Both sides of a true division; nothing for `folder / "name"`, whose right side is a text."""
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Div):
        return node.target, node.value
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)):
        return ()
    right = node.right
    joins = isinstance(right, ast.JoinedStr) or (
        isinstance(right, ast.Constant) and isinstance(right.value, str)
    )
    return () if joins else (node.left, right)


def _any_float(file: Source) -> Iterator[Violation]:
    for node, name, annotation in _annotated(file):
        if _is_float(annotation):
            yield file.breach(node, f"{name} is a float near money")
    for node in ast.walk(file.tree):
        if _is_call_of_float(node) or (isinstance(node, ast.Constant) and isinstance(node.value, float)):
            yield file.breach(node, "a float near money")
        elif _divided(node):
            yield file.breach(node, "a true division near money: divide with // or divmod")


def _money_as_float(file: Source, *, any_call: bool) -> Iterator[Violation]:
    for node, name, annotation in _annotated(file):
        if _is_float(annotation) and MONEY_WORDS.search(name):
            yield file.breach(node, f"{name} is a float")
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and _is_call_of_float(node):
            word = next(filter(None, map(_money_word, node.args)), "")
            if word or any_call:
                yield file.breach(node, f"float({word or '...'}) near money")
        else:
            word = next(filter(None, map(_money_word, _divided(node))), "")
            if word:
                yield file.breach(node, f"a true division of {word}: divide with // or divmod")
