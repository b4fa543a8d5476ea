"""The benchmarks measure what they say: shown on the bare window against itself, and on small stores."""

import json
import os
import sys

import pytest

from tests.benchmarks import demo_store, start_up


@pytest.fixture
def bare(monkeypatch) -> start_up.Subject:
    monkeypatch.setattr(start_up, "QUIET_S", 0.25)
    return start_up.Subject(start_up.BARE, {**os.environ, "QT_QPA_PLATFORM": "offscreen"})


def test_a_program_compared_with_itself(bare) -> None:
    figures = start_up.compare(bare, bare, 1)
    assert json.loads(json.dumps(figures)) == figures
    assert figures["first_row"]["bare_ms"] > 1
    assert figures["memory"]["ratio"] == pytest.approx(1, abs=0.1)


def test_ratios_and_goals() -> None:
    assert start_up._figures("ms", [(100, 250), (100, 310), (90, 320)], 3.0) == {
        "bare_ms": 100,
        "desk_ms": 310,
        "ratio": 3.1,
        "goal": 3.0,
        "met": False,
    }
    told = demo_store.compared([(100, 70), (50, 30), (1000, 590)])
    assert told == {"constant_per_s": 100, "store_per_s": 70, "ratio": 0.6}


def test_a_program_that_paints_nothing_is_told() -> None:
    silent = start_up.Subject((sys.executable, "-c", "import sys; sys.exit('no display')"), dict(os.environ))
    with pytest.raises(start_up.NoMark, match="ended with 1: no display"):
        start_up.first_row_ms(silent)


def test_a_server_that_does_not_serve_is_told() -> None:
    with (
        pytest.raises(demo_store.NotServed, match="-c pass"),
        demo_store.served(sys.executable, "-c", "pass"),
    ):
        pass


def test_pages_and_a_full_store(monkeypatch) -> None:
    monkeypatch.setattr(demo_store, "LISTED", 250)
    monkeypatch.setattr(demo_store, "FULL", 30)
    monkeypatch.setattr(demo_store, "BURST_S", 0.02)
    figures = demo_store.measure(1)
    assert json.loads(json.dumps(figures)) == figures
    assert figures["page_bytes"] > 10_000
    assert figures["pages"]["store_per_s"] > 1
    assert figures["pages"]["met"] is (figures["pages"]["ratio"] >= 0.6)
    assert figures["seed"]["seconds"] > 0
    assert figures["first_answer"]["seconds"] >= 0
    assert figures["full_store_orders"] == 30


def test_only_pages_count(monkeypatch) -> None:
    with demo_store.served(*demo_store.SERVE, "5") as store, pytest.raises(demo_store.NotServed, match="404"):
        store.page("/v1/nothing")
