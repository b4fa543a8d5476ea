"""Every text that a person may read is in the catalogue that translators get."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

CONTEXT = "Message"


def catalogue(file: Path) -> dict[str, set[str]]:
    """The source texts of a .ts file by context."""
    texts: dict[str, set[str]] = {}
    for context in ET.parse(file).iter("context"):  # noqa: S314 - a file of this repository
        sources = (message.findtext("source") or "" for message in context.iter("message"))
        texts.setdefault(context.findtext("name") or "", set()).update(sources)
    return texts


def codes_without_entry(english: Mapping[str, str], file: Path) -> list[str]:
    """The codes whose English text the catalogue does not hold."""
    known = catalogue(file).get(CONTEXT, set())
    return sorted(code for code, text in english.items() if text not in known)


def unheld_decisions(root: Path) -> list[str]:
    """Decision records that name no test, or one that is not there."""
    problems: list[str] = []
    for record in sorted((root / "tests" / "architecture" / "decisions").glob("*.md")):
        named = _named_tests(record.read_text(encoding="utf-8").splitlines())
        if not named:
            problems.append(f"{record.name}: names no test under **Held by**")
        problems += [f"{record.name}: there is no {test}" for test in named if not (root / test).is_file()]
    return problems


def _named_tests(lines: Iterable[str]) -> list[str]:
    held_by = " ".join(lines).partition("**Held by**")[2]
    return [part for part in held_by.split("`")[1::2] if part.endswith(".py")]
