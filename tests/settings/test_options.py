"""Options are checked when read, and saved without losing what a newer program wrote."""

import json
from pathlib import Path

import pytest

from cloverdesk.domain.errors import ExitCode
from cloverdesk.settings.errors import (
    OptionNoFile,
    OptionNoIpAddress,
    OptionNotOneOf,
    OptionOutOfRange,
    OptionsDamaged,
    SettingsNewer,
)
from cloverdesk.settings.options import Options, ThemeChoice


def write(folder: Path, document: object) -> None:
    (folder / "options.json").write_text(json.dumps(document), "utf-8")


def test_usual_values_without_a_file(tmp_path: Path) -> None:
    assert Options.load(tmp_path) == Options()
    assert Options().hold_seconds == 10


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    chosen = Options(hold_seconds=0, theme=ThemeChoice.DARK, sync_every_seconds=60, text_percent=150)
    chosen.save(tmp_path)
    assert Options.load(tmp_path) == chosen


def test_one_value_leaves_the_others_usual(tmp_path: Path) -> None:
    write(tmp_path, {"hold_seconds": 60})
    assert Options.load(tmp_path) == Options(hold_seconds=60)


@pytest.mark.parametrize("value", [-1, 61, 5.0, "10", None, True, [], 10**30])
def test_a_hold_that_cannot_be_is_told(tmp_path: Path, value: object) -> None:
    write(tmp_path, {"hold_seconds": value})
    with pytest.raises(OptionOutOfRange) as caught:
        Options.load(tmp_path)
    assert caught.value.exit_code is ExitCode.DAMAGED
    assert "“hold_seconds” must be a whole number from 0 to 60" in str(caught.value)


@pytest.mark.parametrize("value", ["pink", 1, None, ["dark"]])
def test_a_theme_that_cannot_be_is_told(tmp_path: Path, value: object) -> None:
    write(tmp_path, {"theme": value})
    with pytest.raises(OptionNotOneOf, match="system, light, dark"):
        Options.load(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{", "\x00", '{"version": "1"}'])
def test_a_damaged_file_is_told_and_kept(tmp_path: Path, text: str) -> None:
    (tmp_path / "options.json").write_text(text)
    with pytest.raises(OptionsDamaged):
        Options.load(tmp_path)
    with pytest.raises(OptionsDamaged):
        Options().save(tmp_path)
    assert (tmp_path / "options.json").read_text() == text


def test_a_newer_file_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"version": 2, "hold_seconds": {"refund": 5}})
    with pytest.raises(SettingsNewer):
        Options.load(tmp_path)


def test_entries_of_others_survive(tmp_path: Path) -> None:
    write(tmp_path, {"printer": "front", "hold_seconds": 5})
    Options(hold_seconds=6).save(tmp_path)
    assert json.loads((tmp_path / "options.json").read_text())["printer"] == "front"


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("requests_per_second", 1, 16),
        ("requests_at_once", 1, 5),
        ("first_load_requests_per_second", 1, 16),
        ("first_load_requests_at_once", 1, 5),
        ("connect_seconds", 1, 60),
        ("read_seconds", 5, 600),
        ("money_seconds", 30, 600),
    ],
)
def test_how_clover_is_treated_has_bounds(tmp_path: Path, name: str, least: int, most: int) -> None:
    for value in (least, most):
        write(tmp_path, {name: value})
        assert getattr(Options.load(tmp_path), name) == value
    for value in (least - 1, most + 1):
        write(tmp_path, {name: value, "theme": "dark"})
        with pytest.raises(OptionOutOfRange, match=f"“{name}” must be a whole number from {least} to {most}"):
            Options.load(tmp_path)


@pytest.mark.parametrize("text", ["", "203.0.113.7", "2001:db8::7"])
def test_an_address_to_be_forwarded_for(tmp_path: Path, text: str) -> None:
    Options(forwarded_for=text).save(tmp_path)
    assert Options.load(tmp_path).forwarded_for == text


@pytest.mark.parametrize(
    "value", ["shop.example", "203.0.113", "203.0.113.7, 10.0.0.1", "fe80::1%eth0", " ", 7, None]
)
def test_anything_else_is_not_forwarded(tmp_path: Path, value: object) -> None:
    write(tmp_path, {"forwarded_for": value})
    with pytest.raises(OptionNoIpAddress, match="must be an IP address"):
        Options.load(tmp_path)


def test_a_file_of_certificates_is_named_wholly(tmp_path: Path) -> None:
    file = tmp_path / "Zoë's CA.pem"
    Options(extra_ca_file=str(file)).save(tmp_path)
    assert Options.load(tmp_path).extra_ca == file
    assert Options().extra_ca is None
    for value in ("ca.pem", "~/ca.pem", "\0", 7):
        write(tmp_path, {"extra_ca_file": value})
        with pytest.raises(OptionNoFile, match="must be the whole path"):
            Options.load(tmp_path)


def test_nothing_wrong_is_saved(tmp_path: Path) -> None:
    with pytest.raises(OptionOutOfRange):
        Options(hold_seconds=61).save(tmp_path)
    assert not (tmp_path / "options.json").exists()
