"""Only a clock knows what time it is (ruff bans the common calls; this finds the ways around)."""

import ast
from pathlib import Path

from tests.architecture.rules.source import Violation, dotted, sources

CLOCKS = frozenset({"cloverdesk/domain/clock.py", "cloverdesk/demo/clock.py"})
NOW = frozenset({"now", "utcnow", "today"})
QT_NOW = frozenset(
    {"currentDateTime", "currentDateTimeUtc", "currentDate", "currentTime", "currentMSecsSinceEpoch"}
)


def clocks_of_their_own(root: Path) -> list[Violation]:
    """Imports of `time`, questions to datetime or to Qt for the present moment, and lifted bans, outside the clocks."""
    found = []
    for file in sources(root, "cloverdesk"):
        if file.place in CLOCKS:
            continue
        names = file.names()
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Import) and any(one.name == "time" for one in node.names):
                found.append(file.breach(node, "import time: ask the Clock"))
            elif isinstance(node, ast.ImportFrom) and node.module == "time":
                found.append(file.breach(node, "from time import: ask the Clock"))
            elif isinstance(node, ast.Attribute):
                owner = dotted(node.value, names)
                if (node.attr in NOW and owner.startswith("datetime.")) or node.attr in QT_NOW:
                    found.append(file.breach(node, f"{node.attr}: ask the Clock"))
        found += _lifted_bans(root, file.place)
    return found


def _lifted_bans(root: Path, place: str) -> list[Violation]:
    lines = (root / place).read_text(encoding="utf-8").splitlines()
    banned = ((number, line.partition("# noqa")[2]) for number, line in enumerate(lines, 1))
    return [Violation(place, number, "a lifted ban") for number, rest in banned if "TID251" in rest]
