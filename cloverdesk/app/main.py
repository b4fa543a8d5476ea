"""`main()`, the only entry point, behind the console script, the window script and the frozen program."""

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    from cloverdesk.app.host import AppHost
    from cloverdesk.cli.main import run

    # Both sides of a busy window stay alive when the interpreter changes hands every half millisecond.
    sys.setswitchinterval(0.0005)
    return run(list(sys.argv[1:] if argv is None else argv), AppHost())
