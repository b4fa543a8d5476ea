"""The nine contracts hold, and each sees the import that it forbids."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.rules.source import ROOT

LINT = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
HEADLINE = "Broken contracts"
PLANTS: tuple[tuple[str, str, str], ...] = (
    ("1. Layers", "domain/planted.py", "import cloverdesk.storage"),
    ("1. Layers", "sync/planted.py", "import cloverdesk.journal"),
    ("1. Layers", "demo/planted.py", "import cloverdesk.domain"),
    ("1. Layers", "cli/planted.py", "import cloverdesk.app"),
    ("1. Layers", "newcomer/__init__.py", ""),
    ("2. Only ui and app know Qt", "services/planted.py", "import PySide6.QtCore"),
    ("3. The UI talks to services only", "ui/planted.py", "import cloverdesk.settings.secrets"),
    ("4. Only the journal moves money", "services/planted.py", "import cloverdesk.api.money"),
    ("5. The journal never leans", "journal/planted.py", "import cloverdesk.cache"),
    ("6. Tabs do not know each other", "ui/tabs/charges/planted.py", "import cloverdesk.ui.tabs.refunds"),
    ("7. The database engine lives in storage", "cache/planted.py", "import apsw"),
    ("8. keyring lives in settings", "services/planted.py", "import keyring"),
    ("9. httpx lives in api and demo", "sync/planted.py", "import httpx"),
)


def _lint(place: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(LINT, cwd=place, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def skeleton(tmp_path_factory) -> Path:
    """The packages of the program without their code, under the real contracts."""
    root = tmp_path_factory.mktemp("skeleton")
    for package in (ROOT / "cloverdesk").rglob("__init__.py"):
        bare = root / package.relative_to(ROOT)
        bare.parent.mkdir(parents=True, exist_ok=True)
        bare.touch()
    (root / "cloverdesk" / "settings" / "secrets.py").touch()
    (root / "cloverdesk" / "__main__.py").touch()
    (root / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    return root


def test_the_contracts_hold() -> None:
    ran = _lint(ROOT)
    assert ran.returncode == 0, ran.stdout


def test_the_skeleton_keeps_them(skeleton) -> None:
    ran = _lint(skeleton)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_all_contracts_are_planted_against() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    numbers = {line.split('"')[1].split(".")[0] for line in text.splitlines() if line.startswith('name = "')}
    assert {name.split(".")[0] for name, _, _ in PLANTS} == {number for number in numbers if number.isdigit()}


@pytest.mark.parametrize(("contract", "place", "line"), PLANTS)
def test_a_planted_import_breaks_its_contract(contract, place, line, skeleton) -> None:
    planted = skeleton / "cloverdesk" / place
    is_new = not planted.parent.exists()
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(line + "\n")
    try:
        ran = _lint(skeleton)
    finally:
        planted.unlink()
        if is_new:
            planted.parent.rmdir()
    assert ran.returncode == 1
    assert contract in ran.stdout.partition(HEADLINE)[2]
