"""Where things are, and names that must not lead anywhere else."""

import os
import stat
from pathlib import Path

import pytest

from cloverdesk.domain.errors import ExitCode
from cloverdesk.settings.errors import DataDirUnwritable, ProfileNameInvalid
from cloverdesk.settings.paths import Paths, resource


def test_option_beats_environment_beats_platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOVERDESK_DATA_DIR", str(tmp_path / "from-environment"))
    assert Paths.find(tmp_path / "option").root == tmp_path / "option"
    assert Paths.find().root == tmp_path / "from-environment"
    monkeypatch.setenv("CLOVERDESK_DATA_DIR", "")
    assert Paths.find().root.name == "CloverDesk"


def test_a_relative_directory_is_the_caller_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Paths.find(Path("here")).root == tmp_path / "here"


@pytest.mark.parametrize("name", ["demo", "Maple & Main".replace("&", "and"), "a", "7.b_c-d", "x" * 41])
def test_names_that_are_folders(name: str, tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    assert paths.profile_dir(name).parent == tmp_path / "profiles"
    assert paths.journal(name) == paths.profile_dir(name) / "journal.db"


@pytest.mark.parametrize(
    "name",
    [
        "",
        " a",
        "a ",
        "a.",
        ".",
        "..",
        "../a",
        "a/b",
        "a\\b",
        "a\0b",
        "a\n",
        "é",
        "x" * 42,
        "-a",
        "con",
        "NUL",
        "Com1.txt",
    ],
)
def test_names_that_are_not(name: str, tmp_path: Path) -> None:
    with pytest.raises(ProfileNameInvalid) as caught:
        Paths(tmp_path).profile_dir(name)
    assert caught.value.exit_code is ExitCode.USAGE


def test_folders_are_for_this_user_alone(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "new" / "data")
    made = paths.make(paths.owners("shop"))
    assert made.is_dir()
    if os.name == "posix":
        ours = [folder for folder in (made, *made.parents) if folder.is_relative_to(paths.root)]
        assert {stat.S_IMODE(folder.stat().st_mode) for folder in ours} == {0o700}


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(DataDirUnwritable) as caught:
        Paths(tmp_path / "data").make(tmp_path / "data" / "logs")
    assert caught.value.exit_code is ExitCode.DAMAGED
    assert str(tmp_path) in str(caught.value)
    assert "--data-dir" in str(caught.value)


@pytest.mark.parametrize("parts", [("CHANGELOG.md",), ("fonts", "Inter-Regular.ttf")])
def test_resources_are_found(parts: tuple[str, ...]) -> None:
    assert resource(*parts).is_file()
