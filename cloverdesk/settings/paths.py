"""Where things are: the data of this user, and the resources that travel with the program."""

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import cloverdesk
from cloverdesk.settings.errors import DataDirUnwritable, ProfileNameInvalid

DATA_DIR_VARIABLE = "CLOVERDESK_DATA_DIR"
PRIVATE_DIR = 0o700

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 _.-]{0,39}[A-Za-z0-9_-])?")
# Windows opens a device for these, whatever follows the first dot.
_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[ .].*)?")


def resource(*parts: str) -> Path:
    """A file or folder of `resources/`."""
    return _resources().joinpath(*parts)


@cache
def _resources() -> Path:
    """Inside the installed package, or beside it in a checkout."""
    package = Path(cloverdesk.__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def checked_name(name: str) -> str:
    """Return `name` if it can name a profile, and so a folder on every platform; raises `ProfileNameInvalid`."""
    if not _NAME.fullmatch(name) or _DEVICE.fullmatch(name):
        raise ProfileNameInvalid(name=name)
    return name


@dataclass(frozen=True, slots=True)
class Paths:
    """The places of one data directory. Nothing is made before `make` is called."""

    root: Path

    @classmethod
    def find(cls, data_dir: Path | None = None) -> Self:
        """The directory that was asked for, else that of the environment, else the platform's own for this user."""
        wanted = data_dir or os.environ.get(DATA_DIR_VARIABLE)
        if wanted:
            try:
                return cls(Path(wanted).expanduser().absolute())
            except RuntimeError as problem:  # "~nobody" has no home
                raise DataDirUnwritable(path=str(wanted), why="there is no such home directory") from problem
        import platformdirs

        return cls(platformdirs.user_data_path("CloverDesk", appauthor=False))

    def profile_dir(self, name: str) -> Path:
        """Everything of one profile. Raises `ProfileNameInvalid`."""
        return self.root / "profiles" / checked_name(name)

    def cache(self, name: str) -> Path:
        """The disposable copy of Clover's objects."""
        return self.profile_dir(name) / "cache.db"

    def journal(self, name: str) -> Path:
        """The money operations; never deleted."""
        return self.profile_dir(name) / "journal.db"

    def owners(self, name: str) -> Path:
        """The folder of locks of the processes that run operations."""
        return self.profile_dir(name) / "owners"

    def sign_in_lock(self, name: str) -> Path:
        """Held by the one program that renews or changes the profile's sign-in."""
        return self.profile_dir(name) / "sign-in.lock"

    def demo_db(self, name: str) -> Path:
        """What the demo store remembers."""
        return self.profile_dir(name) / "demo.db"

    @property
    def profiles_file(self) -> Path:
        """The list of profiles; it holds no secret."""
        return self.root / "profiles.json"

    @property
    def vault(self) -> Path:
        """The folder of the vault, for computers without a keyring."""
        return self.root / "vault"

    @property
    def logs(self) -> Path:
        """The folder of logs."""
        return self.root / "logs"

    def make(self, directory: Path) -> Path:
        """Make `directory`, for this user alone, and return it. Raises `DataDirUnwritable`."""
        try:
            self._make(directory)
        except OSError as problem:
            raise unwritable(directory, problem) from problem
        if not os.access(directory, os.W_OK | os.X_OK):
            raise DataDirUnwritable(path=str(directory), why="it is not writable for you")
        return directory

    def _make(self, directory: Path) -> None:
        # Path.mkdir gives its mode to the last folder only; those on the way to the root are not ours to restrict.
        for part in reversed(directory.parents):
            if part.is_relative_to(self.root):
                part.mkdir(PRIVATE_DIR, parents=True, exist_ok=True)
        directory.mkdir(PRIVATE_DIR, parents=True, exist_ok=True)


def unwritable(path: Path, problem: OSError) -> DataDirUnwritable:
    """The failure to show for an operating system's refusal to write."""
    return DataDirUnwritable(path=str(path), why=(problem.strerror or type(problem).__name__).lower())
