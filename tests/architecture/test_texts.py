"""Translators get every text, decision records name tests that are there."""

import subprocess
import sys

import pytest

from cloverdesk.domain.texts import ENGLISH
from tests.architecture.rules.source import ROOT
from tests.architecture.rules.texts import catalogue, codes_without_entry, unheld_decisions

CATALOGUE = ROOT / "resources" / "translations" / "cloverdesk.ts"


@pytest.fixture
def fresh(tmp_path):
    """The catalogue as `make translations` would write it now."""
    target = tmp_path / "cloverdesk.ts"
    command = [sys.executable, str(ROOT / "packaging" / "translations.py"), "--out", str(target)]
    subprocess.run(command, check=True, capture_output=True)
    return target


def test_every_code_has_an_entry() -> None:
    assert codes_without_entry(ENGLISH, CATALOGUE) == []


def test_a_code_without_an_entry_is_seen() -> None:
    assert codes_without_entry({"planted.code": "Nobody translated this."}, CATALOGUE) == ["planted.code"]


def test_the_catalogue_is_up_to_date(fresh) -> None:
    assert catalogue(fresh) == catalogue(CATALOGUE), "run `make translations`"


def test_texts_of_the_window_are_in_it() -> None:
    assert {"MainWindow", "ChargesTab", "RefundSheet", "Words"} <= set(catalogue(CATALOGUE))


def test_every_decision_is_held_by_a_test() -> None:
    assert unheld_decisions(ROOT) == []


def test_a_decision_without_a_test_is_seen(tmp_path) -> None:
    records = tmp_path / "tests" / "architecture" / "decisions"
    records.mkdir(parents=True)
    (records / "001-silent.md").write_text(
        "# 001\n\n**Decided.** `tests/x.py` is not under the right word.\n"
    )
    (records / "002-gone.md").write_text("# 002\n\n**Held by** `tests/gone.py` and\n`tests/also_gone.py`.\n")
    (records / "003-held.md").write_text("# 003\n\n**Held by** `tests/held.py`.\n")
    (tmp_path / "tests" / "held.py").touch()
    assert unheld_decisions(tmp_path) == [
        "001-silent.md: names no test under **Held by**",
        "002-gone.md: there is no tests/gone.py",
        "002-gone.md: there is no tests/also_gone.py",
    ]
