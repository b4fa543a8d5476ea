"""Loading the window quickly leaves the interpreter as it was."""

import subprocess
import sys
import textwrap

CODE = """
    import builtins, gc, sys
    from cloverdesk.app.host import _loading
    with _loading():
        assert not gc.isenabled()
        import cloverdesk.app.lifecycle
    import PySide6.QtCore
    assert gc.isenabled()
    assert gc.get_freeze_count() > 10_000
    assert "feature" in repr(builtins.__import__), builtins.__import__
    try:
        with _loading():
            raise LookupError
    except LookupError:
        pass
    assert gc.isenabled()
    assert "feature" in repr(builtins.__import__)
    print("as it was")
"""


def test_loading_leaves_the_interpreter_as_it_was() -> None:
    told = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(CODE)], capture_output=True, text=True, check=False
    )
    assert (told.stdout.strip(), told.stderr) == ("as it was", "")
