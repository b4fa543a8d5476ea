"""Finds the operation that a method and a path name, in as many steps as the path has parts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from cloverdesk.demo.door.calls import Operation

Named: TypeAlias = tuple[Operation, tuple[str, ...]]
"""An operation, and what its path calls the parts that may be anything, in order."""


@dataclass(slots=True)
class _Place:
    """Where a path has led so far: on by a word, on by anything, or to what can be done here, by method."""

    words: dict[str, "_Place"] = field(default_factory=dict)
    anything: "_Place | None" = None
    methods: dict[str, Named] = field(default_factory=dict)


class Routes:
    """The operations by their paths. A part in braces takes any text that is not empty; a word goes before it."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._root = _Place()
        self._words: dict[tuple[str, str], Operation] = {}
        for operation in operations:
            self._add(operation)

    def find(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """The operation and the parts of the path that it names; None if there is none. HEAD is answered like GET."""
        asked = "GET" if method == "HEAD" else method
        plain = self._words.get((asked, path))
        if plain is not None:
            return plain, {}
        for place, values in _walk(self._root, path.split("/")[1:], ()):
            named = place.methods.get(asked)
            if named is not None:
                return named[0], dict(zip(named[1], values, strict=True))
        return None

    def methods(self, path: str) -> list[str]:
        """What can be done at a path; nothing where there is no such path."""
        return sorted(
            {name for place, _ in _walk(self._root, path.split("/")[1:], ()) for name in place.methods}
        )

    def _add(self, operation: Operation) -> None:
        place, names = self._root, []
        for part in operation.path.split("/")[1:]:
            if part.startswith("{"):
                names.append(part[1:-1])
                place.anything = place.anything or _Place()
                place = place.anything
            else:
                place = place.words.setdefault(part, _Place())
        place.methods.setdefault(operation.method, (operation, tuple(names)))
        if not names:
            self._words.setdefault((operation.method, operation.path), operation)


def _walk(
    place: _Place, parts: list[str], values: tuple[str, ...]
) -> Iterator[tuple[_Place, tuple[str, ...]]]:
    """Every place that a path leads to and can be asked for something, with the values of the parts that may be anything."""
    if not parts:
        if place.methods:
            yield place, values
        return
    first, rest = parts[0], parts[1:]
    if first in place.words:
        yield from _walk(place.words[first], rest, values)
    if place.anything is not None and first:
        yield from _walk(place.anything, rest, (*values, first))
