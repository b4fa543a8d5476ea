"""Who is alive: by a lock that no process can leave behind, however it ends."""

import subprocess
import sys
from pathlib import Path

import pytest

from cloverdesk.domain.errors import ExitCode
from cloverdesk.journal.errors import OwnersUnwritable
from cloverdesk.journal.owners import Owners

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys
from pathlib import Path
from cloverdesk.journal.owners import Owners
print(Owners(Path(sys.argv[1])).claim().id, flush=True)
owners = Owners(Path(sys.argv[1]))
print(owners.claim().id, flush=True)
sys.stdin.read()
"""


def test_the_living_are_not_inherited_from(tmp_path: Path) -> None:
    one, two = Owners(tmp_path), Owners(tmp_path)
    assert one.me.id != two.me.id
    one.claim()
    assert one.claim() == one.me  # once is enough
    with two.inherit(one.me.id) as dead:
        assert not dead
    with one.inherit(one.me.id) as dead:
        assert not dead
    one.release()
    with two.inherit(one.me.id) as dead:
        assert dead
    one.release()
    assert list(tmp_path.iterdir()) == []


def test_one_heir_at_a_time(tmp_path: Path) -> None:
    one, two = Owners(tmp_path), Owners(tmp_path)
    with one.inherit("0000000000000000") as first, two.inherit("0000000000000000") as second:
        assert (first, second) == (True, False)


def test_a_heir_that_fails_leaves_the_inheritance(tmp_path: Path) -> None:
    one, two = Owners(tmp_path), Owners(tmp_path)
    with pytest.raises(RuntimeError), one.inherit("0000000000000000"):
        raise RuntimeError
    with two.inherit("0000000000000000") as dead:
        assert dead


def test_a_killed_process_is_dead_and_a_running_one_is_not(tmp_path: Path) -> None:
    mine = Owners(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        gone, alive = (process.stdout.readline().strip() for _ in range(2))
        with mine.inherit(alive) as dead:
            assert not dead
        with mine.inherit(gone) as dead:
            assert dead  # nobody kept that lock
        process.kill()
        process.wait()
        with mine.inherit(alive) as dead:
            assert dead


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "owners").write_text("a file where the folder should be")
    owners = Owners(tmp_path / "owners")
    with pytest.raises(OwnersUnwritable) as told:
        owners.claim()
    assert told.value.exit_code is ExitCode.DAMAGED
    assert str(tmp_path) in str(told.value)
    with pytest.raises(OwnersUnwritable), owners.inherit("0000000000000000"):
        pass
