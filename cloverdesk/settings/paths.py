"""Where things are: the data of this user, and the resources that travel with the program."""

from pathlib import Path

import cloverdesk


def resource(*parts: str) -> Path:
    """A file or folder of `resources/`: inside the installed package, or beside it in a checkout."""
    package = Path(cloverdesk.__file__).resolve().parent
    inside = package / "resources"
    root = inside if inside.is_dir() else package.parent / "resources"
    return root.joinpath(*parts)
