"""The benchmark measures what it says: shown on the bare window against itself."""

import json
import os
import sys

import pytest

from tests.benchmarks import bench


@pytest.fixture
def bare(monkeypatch) -> bench.Subject:
    monkeypatch.setattr(bench, "QUIET_S", 0.25)
    return bench.Subject(bench.BARE, {**os.environ, "QT_QPA_PLATFORM": "offscreen"})


def test_a_program_compared_with_itself(bare) -> None:
    figures = bench.compare(bare, bare, 1)
    assert json.loads(json.dumps(figures)) == figures
    assert figures["first_row"]["bare_ms"] > 1
    assert figures["memory"]["ratio"] == pytest.approx(1, abs=0.1)


def test_ratios_and_goals() -> None:
    assert bench._figures("ms", [(100, 250), (100, 310), (90, 320)], 3.0) == {
        "bare_ms": 100,
        "desk_ms": 310,
        "ratio": 3.1,
        "goal": 3.0,
        "met": False,
    }


def test_a_program_that_paints_nothing_is_told() -> None:
    silent = bench.Subject((sys.executable, "-c", "import sys; sys.exit('no display')"), dict(os.environ))
    with pytest.raises(bench.NoMark, match="ended with 1: no display"):
        bench.first_row_ms(silent)
