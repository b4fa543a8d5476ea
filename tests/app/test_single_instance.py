"""A second start on the same profile raises the first window and ends; a crash leaves nothing in the way."""

import subprocess
import sys
import textwrap

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


def test_the_second_start_calls_the_first(qtbot, tmp_path) -> None:
    calls: list[str] = []
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.claim(lambda: calls.append("raise"))
    try:
        assert not second.claim(lambda: calls.append("never"))
        assert second.call_first()
        qtbot.waitUntil(lambda: calls == ["raise"])
    finally:
        first.release()


def test_profiles_do_not_meet(qapp, tmp_path) -> None:
    one, other = SingleInstance(tmp_path), SingleInstance(tmp_path)
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
