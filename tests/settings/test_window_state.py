"""The window's memory: kept when it can be, never in the way when it cannot."""

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloverdesk.settings.window_state import ColumnState, WindowState

LEFT = WindowState(
    size=(1280, 800),
    maximized=True,
    tab="charges",
    columns={"charges": (ColumnState("time", 120), ColumnState("card", shown=False))},
    selected={"charges": "ABCDEFGHJKMNP"},
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    LEFT.save(tmp_path)
    assert WindowState.load(tmp_path) == LEFT


def test_nothing_kept_is_the_usual_look(tmp_path: Path) -> None:
    assert WindowState.load(tmp_path) == WindowState()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    field=st.sampled_from(["size", "maximized", "tab", "columns", "selected"]),
    value=JSON | JSON.map(lambda inner: {"charges": inner}) | JSON.map(lambda inner: {"charges": [inner]}),
)
def test_damage_in_one_field_costs_that_field_only(tmp_path: Path, field: str, value: Any) -> None:
    LEFT.save(tmp_path)
    file = tmp_path / "window.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | {field: value}), "utf-8")
    loaded = WindowState.load(tmp_path)
    for other in {"size", "maximized", "tab", "columns", "selected"} - {field}:
        assert getattr(loaded, other) == getattr(LEFT, other)
    loaded.save(tmp_path)
    assert WindowState.load(tmp_path) == loaded


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.binary(max_size=40))
def test_any_bytes_are_survived(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "window.json").write_bytes(text)
    assert isinstance(WindowState.load(tmp_path), WindowState)


def test_sizes_that_no_screen_has_are_dropped(tmp_path: Path) -> None:
    for size in ([0, 5], [1, 2, 3], [10**9, 5], [True, True]):
        (tmp_path / "window.json").write_text(json.dumps({"size": size}))
        assert WindowState.load(tmp_path).size is None
