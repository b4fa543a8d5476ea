"""`python3 packaging/setup run`: makes this checkout ready, once, and opens the window on the demo store.

This file alone is read by whatever Python there is, so it is written for old ones too.
"""

import os
import shutil
import sys

OLDEST = (3, 11)
NEWER_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")


def with_a_new_enough_python() -> None:
    """Go on with another Python of this computer where the one that was called is too old."""
    if sys.version_info >= OLDEST:
        return
    other = next(filter(None, map(shutil.which, NEWER_NAMES)), None)
    if other is None:
        wanted = ".".join(map(str, OLDEST))
        sys.exit(
            f"CloverDesk needs Python {wanted} or newer; this is {sys.version.split()[0]}. Set PYTHON=..."
        )
    os.execv(other, [other, *sys.argv])  # noqa: S606 - there is no shell in between


if __name__ == "__main__":
    with_a_new_enough_python()
    from steps import main

    sys.exit(main(sys.argv[1:]))
