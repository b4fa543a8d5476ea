"""`filter=` of the Platform API: one comparison with a field that a list allows, from its text to what the engine takes."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cloverdesk.demo.engine import Filter, Match

_COMPARISON = re.compile(r"\s*([A-Za-z_.]+)\s*(>=|<=|!=|=|>|<)\s*(.*?)\s*", re.DOTALL)
_AMONG = re.compile(r"\s*id\s+in\s*\((.*)\)\s*", re.DOTALL | re.IGNORECASE)
_NUMBER = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_TRUTH = {"true": 1, "false": 0}


class NotAFilter(ValueError):
    """The text is no comparison with an allowed field; it says why."""


@dataclass(frozen=True, slots=True)
class Field:
    """What can be compared. `test` is SQL with `{}` for operator and value, `kind` the type of the value."""

    test: str
    kind: type[str] | type[int] | type[bool] = str
    of_list: bool = False


def member(name: str, kind: type[str] | type[int] | type[bool] = str) -> Field:
    """A member of the body."""
    return Field(f"json_extract(body, '$.{name}') {{}}", kind)


def column(name: str, kind: type[str] | type[int] | type[bool] = str) -> Field:
    """What the store keeps beside the body."""
    return Field(f"{name} {{}}", kind)


def element(listed: str, name: str) -> Field:
    """A member of any element of a list inside the body."""
    each = f"json_each(body, '$.{listed}.elements') AS one"
    return Field(
        f"EXISTS (SELECT 1 FROM {each} WHERE json_extract(one.value, '$.{name}') {{}})",  # noqa: S608 - of constants
        of_list=True,
    )


def full_name(first: str, last: str) -> Field:
    """Two members of the body, as one name."""
    names = [f"coalesce(json_extract(body, '$.{name}'), '')" for name in (first, last)]
    return Field(f"trim({names[0]} || ' ' || {names[1]}) {{}}")


def read_filters(
    texts: list[str], fields: Mapping[str, Field], *, ignore_case: bool
) -> tuple[list[Filter], list[Match]]:
    """What the texts of several `filter=` ask for, all of which must hold. Raises `NotAFilter`."""
    filters: list[Filter] = []
    matches: list[Match] = []
    for text in texts:
        among = _AMONG.fullmatch(text)
        if among and "id" in fields:
            named = [one.strip().strip("'\"") for one in among[1].split(",")]
            filters.append(("id", json.dumps(named)))
        else:
            matches.append(_read(text, fields, ignore_case=ignore_case))
    return filters, matches


def _read(text: str, fields: Mapping[str, Field], *, ignore_case: bool) -> Match:
    parts = _COMPARISON.fullmatch(text)
    if parts is None:
        raise NotAFilter("Invalid filter")
    name, operator, given = parts.groups()
    field = fields.get(name)
    if field is None:
        raise NotAFilter("Invalid filter field")
    test, value = field.test, _value(field, given)
    if field.of_list and operator == "!=":
        # None of the elements says so, rather than: one of them says something else.
        test, operator = f"NOT {test}", "="
    if ignore_case and field.kind is str:
        test = test.replace("{}", "{} COLLATE NOCASE")
    return Match(test, operator, value)


def _value(field: Field, given: str) -> str | int:
    if field.kind is int and _NUMBER.fullmatch(given):
        return int(given)
    if field.kind is bool and given in _TRUTH:
        return _TRUTH[given]
    if field.kind is str:
        return given
    raise NotAFilter("Invalid filter value")
