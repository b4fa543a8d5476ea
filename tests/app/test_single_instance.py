"""A second start on the same profile raises the first window and ends; a crash leaves nothing in the way."""

import subprocess
import sys
import textwrap

from cloverdesk.app import single_instance
from cloverdesk.app.single_instance import SingleInstance

HOLD_AND_DIE = """
    import os, sys
    from pathlib import Path
    from PySide6.QtCore import QCoreApplication
    from cloverdesk.app.single_instance import SingleInstance
    app = QCoreApplication([])
    first = SingleInstance(Path(sys.argv[1]))
    print(first.claim(lambda: None), flush=True)
    os._exit(9)
"""


CALL = """
    import sys
    from pathlib import Path
    from PySide6.QtCore import QCoreApplication
    from cloverdesk.app.single_instance import SingleInstance
    app = QCoreApplication([])
    second = SingleInstance(Path(sys.argv[1]))
    print(second.claim(lambda: None), second.call_first())
"""


def test_the_second_start_calls_the_first(qtbot, tmp_path) -> None:
    calls: list[str] = []
    first = SingleInstance(tmp_path)
    assert first.claim(lambda: calls.append("raise"))
    try:
        for times in (1, 2):
            command = [sys.executable, "-c", textwrap.dedent(CALL), str(tmp_path)]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as second:
                qtbot.waitUntil(lambda times=times: calls == ["raise"] * times, timeout=20_000)
                assert second.communicate()[0].split() == ["False", "True"]
    finally:
        first.release()


def test_a_window_that_hangs_is_told_apart(qapp, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(single_instance, "ANSWER_SECONDS", 0.1)
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.claim(lambda: None)
    try:
        assert not second.claim(lambda: None)
        assert not second.call_first()  # the first one's loop stands still: this test has not let it run
    finally:
        first.release()


def test_profiles_do_not_meet(qapp, tmp_path) -> None:
    one = SingleInstance(tmp_path)
    (tmp_path / "other").mkdir()
    other = SingleInstance(tmp_path / "other")
    assert one.claim(lambda: None)
    assert other.claim(lambda: None)
    one.release()
    other.release()


def test_after_a_crash_the_next_start_is_the_first(qapp, tmp_path) -> None:
    code = textwrap.dedent(HOLD_AND_DIE)
    died = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (died.returncode, died.stdout.strip()) == (9, "True")
    following = SingleInstance(tmp_path)
    assert following.claim(lambda: None)
    following.release()
