"""A reset takes the demo store, its cache and its journal, all or nothing, while nobody uses them, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from cloverdesk.app.demo_process import DemoPlace, DemoProcess
from cloverdesk.app.demo_reset import DemoInUse, demo_data, reset_demo
from cloverdesk.app.window_lock import WindowLock
from cloverdesk.settings.errors import DataDirUnwritable
from cloverdesk.settings.paths import Paths
from tests.support.demo import demo_server

GONE = (
    "cache.db",
    "cache.db-wal",
    "cache.db.damaged-20260101T000000Z",
    "demo-server.json",
    "demo.db",
    "journal.db",
)
STAYS = ("options.json", "window.json", "window/lock", "demo-server.lock")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A data directory with a demo store, another store, and what belongs to both."""
    made = Paths(tmp_path)
    for name in ("demo", "main"):
        folder = made.make(made.profile_dir(name))
        made.make(made.owners(name))
        for file in (*GONE, *STAYS):
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_text(file)
    made.profiles_file.write_text("{}")
    return made


def files(paths: Paths) -> set[str]:
    return {one.relative_to(paths.root).as_posix() for one in paths.root.rglob("*") if one.is_file()}


def test_what_belongs_to_the_demo_store_goes_and_nothing_else(paths) -> None:
    before = files(paths)
    told = demo_data(paths)
    assert files(paths) == before
    assert reset_demo(paths) == told
    assert files(paths) == before - {f"profiles/demo/{name}" for name in GONE}
    assert {one.name for one in told} == {*GONE, "owners"}
    assert reset_demo(paths) == ()


def test_without_a_demo_store_nothing_is_made(tmp_path) -> None:
    assert reset_demo(Paths(tmp_path / "none")) == ()
    assert not (tmp_path / "none").exists()


def test_the_next_start_makes_a_new_store(tmp_path) -> None:
    paths = Paths(tmp_path)
    folder = paths.make(paths.profile_dir("demo"))
    place = DemoPlace(folder, paths.demo_db("demo"), 20, 3)
    tokens = []
    for _ in range(2):
        demo = DemoProcess.join(place)
        tokens.append(demo.address.api_token)
        with pytest.raises(DemoInUse, match="desk that runs it"):
            reset_demo(paths)
        demo.stop()
        assert paths.demo_db("demo") in reset_demo(paths)
    assert tokens[0] != tokens[1]


def test_an_open_window_keeps_it(paths) -> None:
    window = WindowLock(paths.profile_dir("demo") / "window" / "lock")
    assert window.take()
    before = files(paths)
    for refused in (demo_data, reset_demo):
        with pytest.raises(DemoInUse, match="its window"):
            refused(paths)
    assert files(paths) == before
    window.release()
    assert reset_demo(paths)


def test_a_desk_that_gives_money_back_keeps_it(paths) -> None:
    with (
        FileLock(paths.owners("demo") / "0123456789abcdef.lock"),
        pytest.raises(DemoInUse, match="gives money"),
    ):
        reset_demo(paths)
    assert reset_demo(paths)


def test_a_server_that_was_started_by_hand_keeps_it(tmp_path) -> None:
    paths = Paths(tmp_path)
    paths.make(paths.profile_dir("demo"))
    with demo_server(orders=3, db=paths.demo_db("demo")), pytest.raises(DemoInUse, match="by hand"):
        reset_demo(paths)
    assert paths.demo_db("demo") in reset_demo(paths)


def test_a_store_that_is_damaged_can_be_taken_away(paths) -> None:
    paths.demo_db("demo").write_bytes(b"no database" * 1000)
    assert paths.demo_db("demo") in reset_demo(paths)


def test_it_is_all_or_nothing(paths, monkeypatch) -> None:
    before = files(paths)
    rename = Path.rename

    def stubborn(self: Path, target: Path) -> Path:
        if self.name == "journal.db":
            raise PermissionError(13, "Permission denied", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", stubborn)  # as Windows does for a file that somebody has open
    with pytest.raises(DataDirUnwritable, match="permission denied"):
        reset_demo(paths)
    assert files(paths) == before


def test_the_command_removes_a_real_store(tmp_path) -> None:
    program = [sys.executable, "-m", "cloverdesk", "--data-dir", str(tmp_path), "--profile", "demo"]
    paths = Paths(tmp_path)
    place = DemoPlace(paths.make(paths.profile_dir("demo")), paths.demo_db("demo"), 30, 1)
    DemoProcess.join(place).stop()
    subprocess.run([*program, "sync"], check=True, capture_output=True)
    assert {"demo.db", "cache.db", "journal.db"} <= {one.name for one in place.folder.iterdir()}
    subprocess.run([*program, "demo", "reset", "--yes"], check=True, capture_output=True)
    assert not {
        one.name for one in place.folder.iterdir() if one.name.startswith(("demo.db", "cache", "journal"))
    }
