"""The two contract documents, read: which operations there are, what a request looks like, and whether an answer fits."""

import functools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

NAMES = ("payments", "accounts")
"""In the order of their authority: what both describe is as the first has it."""
METHODS = ("get", "post", "put", "delete", "patch")
_HERE = Path(__file__).parent


@functools.cache
def document(name: str) -> dict[str, Any]:
    """One document, as it stands in its file; nobody changes it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read: dict[str, Any] = yaml.load((_HERE / f"{name}.yaml").read_text(encoding="utf-8"), loader)  # noqa: S506 - both are safe
    return read


def shape(path: str) -> str:
    """A path whose parameters have lost their names, so that two spellings of one path are equal."""
    return re.sub(r"\{[^}]*\}", "{}", path)


@dataclass(frozen=True, slots=True)
class Described:
    """An operation of a document. `said` is its description, `beside` what stands beside it for all methods of its path."""

    document: str
    id: str
    method: str
    path: str
    said: Mapping[str, Any]
    beside: Mapping[str, Any]

    @property
    def pair(self) -> tuple[str, str]:
        """Method and path, by which a route is found."""
        return self.method, shape(self.path)

    def resolved(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a reference stands for, or the value itself."""
        while "$ref" in value:
            place: Any = document(self.document)
            for step in str(value["$ref"]).removeprefix("#/").split("/"):
                place = place[step.replace("~1", "/")]
            value = place
        return value

    def parameters(self, place: str) -> list[Mapping[str, Any]]:
        """Its parameters in the path, the query or the headers."""
        told = [*self.beside.get("parameters", ()), *self.said.get("parameters", ())]
        return [one for one in map(self.resolved, told) if one["in"] == place]

    def requests(self) -> dict[str, Any]:
        """Its example bodies by name."""
        content = self.said.get("requestBody", {}).get("content", {}).get("application/json", {})
        return {name: example["value"] for name, example in content.get("examples", {}).items()}

    def member(self, name: str) -> Mapping[str, Any]:
        """The schema of a member of its body; anything fits one that is not described."""
        told = self.said.get("requestBody", {}).get("content", {}).get("application/json", {})
        whole = self.resolved(told.get("schema", {}))
        parts = [whole, *map(self.resolved, whole.get("oneOf", ()))]
        found = [part["properties"][name] for part in parts if name in part.get("properties", {})]
        return {"anyOf": found} if found else {}

    def parameter(self, name: str) -> Mapping[str, Any]:
        """The schema of a parameter; anything fits one that is not described."""
        told = [*self.parameters("path"), *self.parameters("query"), *self.parameters("header")]
        return next((dict(one["schema"]) for one in told if one["name"] == name), {})

    def fits(self, schema: Mapping[str, Any], value: object) -> bool:
        """Whether a value fits a schema of the document."""
        return bool(_validator(self.document, json.dumps(schema)).is_valid(value))

    @property
    def body(self) -> Mapping[str, Any]:
        """The schema of its body; nothing is said of a body where there is none."""
        content = self.said.get("requestBody", {}).get("content", {})
        return dict(content.get("application/json", {}).get("schema", {}))

    @property
    def label(self) -> str:
        """Method and path, as a person would write them."""
        return f"{self.method} {self.path}"

    def answer(self, status: int) -> Mapping[str, Any] | None:
        """What is said of the answer with a status, None where nothing is."""
        told = self.said["responses"]
        found = told.get(str(status)) or told.get(f"{status // 100}XX")
        return None if found is None else self.resolved(found)

    def answers(self) -> Iterator[tuple[str, str, Any]]:
        """Status, name and body of every example of an answer in JSON or text."""
        for status, told in self.said["responses"].items():
            for content in self.resolved(told).get("content", {}).values():
                for name, example in content.get("examples", {}).items():
                    yield status, name, example["value"]

    def problem(self, status: int, media_type: str, body: bytes) -> str | None:
        """What is wrong with an answer by its document, None where nothing is."""
        told = self.answer(status)
        if told is None:
            return f"{self.id} does not describe the status {status}: {body[:300]!r}"
        described = told.get("content", {})
        if not described:
            return None
        kind = media_type.partition(";")[0].strip()
        if kind not in described:
            return f"{self.id} does not describe {kind!r} for {status}"
        found = json.loads(body) if kind == "application/json" else body.decode()
        errors = [
            f"{'/'.join(map(str, error.instance_path))}: {error.message}"
            for error in _validator(self.document, json.dumps(described[kind]["schema"])).iter_errors(found)
        ]
        return f"{self.id} {status}: {'; '.join(errors)}" if errors else None


@functools.cache
def _validator(name: str, schema: str) -> Any:
    whole = {**json.loads(schema), "components": document(name)["components"]}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


@functools.cache
def operations() -> tuple[Described, ...]:
    """Every operation of both documents, those that share a route among them."""
    return tuple(
        Described(name, said["operationId"], method.upper(), path, said, item)
        for name in NAMES
        for path, item in document(name)["paths"].items()
        for method, said in item.items()
        if method in METHODS
    )


@functools.cache
def normative() -> Mapping[tuple[str, str], Described]:
    """The operation that rules each pair of method and path."""
    return {one.pair: one for one in reversed(operations())}


def operation(operation_id: str) -> Described:
    """The operation with an id. Raises KeyError."""
    return {one.id: one for one in operations()}[operation_id]


def ruling(method: str, path: str) -> Described | None:
    """The operation that rules a call, None for one that is none of the documents'."""
    found = [
        one for one in normative().values() if one.method == method and _pattern(one.path).fullmatch(path)
    ]
    return min(found, key=lambda one: one.path.count("{"), default=None)


@functools.cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(path)))
