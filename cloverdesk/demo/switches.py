"""The options by name, for whoever starts a store from a command line: reads `NAME=VALUE`, and says what each one is."""

import ast
import inspect
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from cloverdesk.demo.options import DemoOptions

_WORDS = {"true": True, "false": False}
_NONE = "null"
_KINDS = {
    bool: "true or false",
    int: "a whole number",
    str: "a text",
    frozenset: "texts with commas between them",
    type(None): _NONE,
}
_LONGEST_NUMBER = 15


class OptionInvalid(ValueError):
    """A setting that is none; the text says why."""


@dataclass(frozen=True, slots=True)
class Switch:
    """One option: what it takes, what it is unless set, and what it decides."""

    name: str
    takes: str
    default: str
    text: str


def read_options(settings: Iterable[str], base: DemoOptions) -> DemoOptions:
    """`base` with the options that are set, such as `order_on_create=true`. Raises `OptionInvalid`."""
    known = {one.name: one.type for one in fields(DemoOptions)}
    chosen: dict[str, Any] = {}
    for setting in settings:
        name, _, value = setting.partition("=")
        if name not in known:
            raise OptionInvalid(_unknown(name, known))
        chosen[name] = _read(name, value, _kinds(known[name]))
    return replace(base, **chosen)


def switches() -> list[Switch]:
    """Every option, in the order of the source. The texts are empty where the program came without its source."""
    texts, base = _texts(), DemoOptions()
    return [
        Switch(one.name, _takes(_kinds(one.type)), _written(getattr(base, one.name)), texts.get(one.name, ""))
        for one in fields(DemoOptions)
    ]


def _unknown(name: str, known: Iterable[str]) -> str:
    alike = get_close_matches(name, list(known), n=5, cutoff=0.5)
    return (
        f"there is no option {name}; {', '.join(alike)} and others can be set"
        if alike
        else f"there is no option {name}"
    )


def _kinds(declared: object) -> tuple[type, ...]:
    return (frozenset,) if get_origin(declared) is frozenset else get_args(declared) or (declared,)


def _read(name: str, value: str, kinds: tuple[type, ...]) -> object:
    if value == _NONE and type(None) in kinds:
        return None
    if bool in kinds and value in _WORDS:
        return _WORDS[value]
    if int in kinds and value.isascii() and value.isdecimal() and len(value) <= _LONGEST_NUMBER:
        return int(value)
    if str in kinds:
        return value
    if frozenset in kinds:
        return frozenset(filter(None, (part.strip() for part in value.split(","))))
    msg = f"{name} is {_takes(kinds)}, not “{value}”"
    raise OptionInvalid(msg)


def _takes(kinds: tuple[type, ...]) -> str:
    return " or ".join(_KINDS[kind] for kind in kinds)


def _written(value: object) -> str:
    if isinstance(value, frozenset):
        return ",".join(sorted(value))
    return _NONE if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _texts() -> dict[str, str]:
    """What stands below each option in the source: Python keeps docstrings of classes, but none of their attributes."""
    try:
        tree = ast.parse(inspect.getsource(DemoOptions))
    except OSError:
        return {}
    found, name = {}, ""
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        elif name and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found[name] = " ".join(str(node.value.value).split())
            name = ""
    return found
