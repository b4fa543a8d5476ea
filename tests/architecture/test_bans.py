"""ruff refuses every call that pyproject.toml bans, and the broad rules it names are switched on."""

import json
import subprocess
import sys
import tomllib

import pytest

from tests.architecture.rules.source import ROOT

CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]
BANNED = tuple(CONFIG["lint"]["flake8-tidy-imports"]["banned-api"])
NEEDED = (
    *("asyncio.create_task", "asyncio.sleep", "time.time", "time.sleep", "datetime.datetime.now"),
    *("qasync.asyncSlot", "qasync.asyncClose", "PySide6.QtCore.QThread"),
    *("PySide6.QtCore.QCoreApplication.processEvents", "PySide6.QtWidgets.QApplication.processEvents"),
)


def _modules(name: str) -> tuple[str, str]:
    """`from <module> import <first>` and the rest: `datetime.datetime.now` is `from datetime import datetime`, `.now`."""
    module, *rest = name.split(".")
    if module == "PySide6":
        module, rest = f"{module}.{rest[0]}", rest[1:]
    return f"from {module} import {rest[0]}", ".".join(rest)


@pytest.fixture(scope="module")
def refused() -> set[int]:
    """The lines of a file with every banned call, one in two lines, that ruff complains about."""
    lines = [line for name in BANNED for line in _modules(name)]
    command = [sys.executable, "-m", "ruff", "check", "--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    options = [
        "--select",
        "TID251",
        "--output-format",
        "json",
        "--stdin-filename",
        "cloverdesk/ui/planted.py",
        "-",
    ]
    text = "\n".join(lines) + "\n"
    ran = subprocess.run(
        [*command, *options], input=text, cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {(each["location"]["row"] - 1) // 2 for each in json.loads(ran.stdout)}


@pytest.mark.parametrize("name", NEEDED)
def test_the_ban_is_written(name) -> None:
    assert name in BANNED


@pytest.mark.parametrize("name", BANNED)
def test_the_ban_is_kept(name, refused) -> None:
    assert BANNED.index(name) in refused


def test_bans_are_lifted_nowhere_by_configuration() -> None:
    lifted = [rule for rules in CONFIG["lint"]["per-file-ignores"].values() for rule in rules]
    assert not [rule for rule in (*lifted, *CONFIG["lint"]["ignore"]) if rule.startswith("TID")]
    assert "TID" in CONFIG["lint"]["select"]
