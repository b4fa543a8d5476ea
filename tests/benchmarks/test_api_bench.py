"""The benchmarks of the API layer measure what they say, on little."""

import json

import pytest

from tests.benchmarks import api


@pytest.fixture(autouse=True)
def little(monkeypatch) -> None:
    for name, value in {
        "ORDERS": 150,
        "PAGES": 12,
        "SHARED_S": 0.5,
        "CPU_BURST": 2,
        "CPU_ROUNDS_A_RUN": 1,
        "BURSTS": 1,
        "CALLS_A_BURST": 2,
        "BETWEEN_BURSTS_S": 0.0,
        "FAR_S": 0.01,
        "SETTLING_S": 0.0,
    }.items():
        monkeypatch.setattr(api, name, value)


def test_everything_is_measured() -> None:
    figures = api.measure(1)
    assert json.loads(json.dumps(figures)) == figures
    assert set(figures) == {"page_cpu", "at_the_limit", "two_clients", "people"}
    assert figures["page_cpu"]["bare_ms"] > 0
    assert figures["at_the_limit"]["seconds"] > 10 / 16
    assert figures["at_the_limit"]["pages"] == 12
    assert min(figures["two_clients"]["pages"]) > 0
    assert figures["people"]["round_trip_ms"] >= 10


def test_ratios_and_goals() -> None:
    assert api.compared([(1.0, 0.9), (2.0, 2.0), (1.0, 1.3)]) == {
        "bare_ms": 1.0,
        "desk_ms": 1.3,
        "ratio": 1.0,
        "goal": 1.1,
        "met": True,
    }
    told = api.told([0.1, 0.1, 0.2], [[0.3, 0.2], [0.1, 0.1]], 7)
    assert told == {
        "round_trip_ms": 100,
        "first_burst_ratio": 2.5,
        "pages_meanwhile": 7,
        "ratio": 1.5,
        "goal": 1.2,
        "met": False,
    }
