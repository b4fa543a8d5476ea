"""`main()`, the only entry point, behind the console script, the window script and the frozen program."""

import gc
import sys
from collections.abc import Sequence

LOOK_FOR_GARBAGE_AFTER = 10_000
"""New objects: what is loaded at the start stays, and looking through it after every 700 is a tenth of a command's time."""
HAND_OVER_SECONDS = 0.0005
"""How long a thread keeps the interpreter while others want it: a short time keeps both sides of a busy window alive."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    gc.set_threshold(LOOK_FOR_GARBAGE_AFTER)
    sys.setswitchinterval(HAND_OVER_SECONDS)
    from cloverdesk.app.host import AppHost
    from cloverdesk.cli.main import run

    return run(list(sys.argv[1:] if argv is None else argv), AppHost())
