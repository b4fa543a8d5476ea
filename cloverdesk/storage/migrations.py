"""Brings a database to the newest of the schemas it is handed, one transaction a step."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from cloverdesk.storage.connection import Connection
from cloverdesk.storage.errors import DataNewer


def scripts(package: str) -> tuple[str, ...]:
    """The migrations of a package: the files of its folder `sql`, in the order of their names."""
    folder = Path(import_module(package).__path__[0], "sql")
    return tuple(script.read_text("utf-8") for script in sorted(folder.glob("*.sql")))


def migrate(connection: Connection, migrations: Sequence[str]) -> None:
    """Run what this database has not seen yet; `user_version` counts what it has.

    Raises `DataNewer` for a database that has seen more than we know; nothing is written then.
    """
    while (version := _version(connection)) != len(migrations):
        if version > len(migrations):
            raise DataNewer(path=str(connection.path), found=version, known=len(migrations))
        _step(connection, version, migrations[version])


def _step(connection: Connection, version: int, script: str) -> None:
    with connection.transaction():
        if _version(connection) == version:  # else another program was faster
            connection.executescript(script)
            connection.execute(f"PRAGMA user_version = {version + 1}")


def _version(connection: Connection) -> int:
    row = connection.one("PRAGMA user_version")
    return int(row[0]) if row else 0
