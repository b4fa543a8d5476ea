"""The vault: a small encrypted database that a passphrase opens, for computers and sessions without a keyring."""

import hashlib
import hmac
import json
import secrets
import shutil
import tempfile
import unicodedata
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from cloverdesk.settings.errors import PassphraseMissing, SettingsNewer, VaultDamaged, WrongPassphrase
from cloverdesk.settings.files import write_whole
from cloverdesk.settings.paths import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cloverdesk.storage.database import Connection

VERSION = 1
NOTE = "vault.json"
DATABASE = "vault.db"
# About 100 ms and 32 MB for each guess.
SCRYPT = {"n": 2**15, "r": 8, "p": 1}
_MAX_MEMORY = 64 * 1024 * 1024
_SCHEMA = "CREATE TABLE secret (account TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;"


class Vault:
    """Keeps texts by account name. Opened for each call and closed again, so that programs can share it."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key

    @classmethod
    def open(cls, folder: Path, passphrase: str | None) -> Self:
        """Open the vault in `folder`, or make it if there is none.

        Raises `PassphraseMissing`, `WrongPassphrase`, `VaultDamaged`, `SettingsNewer` or `DataDirUnwritable`.
        """
        if not passphrase:
            raise PassphraseMissing
        if not folder.exists():
            _make(folder, passphrase)
        note = _read_note(folder)
        try:
            key, check = _derive(passphrase, bytes.fromhex(note["salt"]), note["scrypt"])
        except ValueError as problem:  # numbers that were never ours
            raise VaultDamaged(path=str(folder)) from problem
        if not hmac.compare_digest(check, note["check"]):
            raise WrongPassphrase
        return cls(folder, key)

    def read(self, account: str) -> str | None:
        """The text of `account`, None if there is none."""
        with _database(self._folder, self._key) as database:
            row = database.one("SELECT text FROM secret WHERE account = ?", (account,))
        return None if row is None else str(row[0])

    def write(self, account: str, text: str) -> None:
        """Keep `text` in place of what was there."""
        with _database(self._folder, self._key) as database:
            database.execute(
                "INSERT INTO secret VALUES (?, ?) ON CONFLICT DO UPDATE SET text = excluded.text",
                (account, text),
            )

    def forget(self, account: str) -> None:
        """Remove the text of `account`, if there is one."""
        with _database(self._folder, self._key) as database:
            database.execute("DELETE FROM secret WHERE account = ?", (account,))


@contextmanager
def _database(folder: Path, key: bytes) -> "Iterator[Connection]":
    from cloverdesk.storage.database import open_connection

    path = folder / DATABASE
    if not path.exists():
        raise VaultDamaged(path=str(folder))
    connection = open_connection(path, key=key, durable=True)
    try:
        yield connection
    finally:
        connection.close()


def _make(folder: Path, passphrase: str) -> None:
    """Make both files in a folder of another name first: the vault is there as a whole or not at all."""
    from cloverdesk.storage.database import open_connection

    salt = secrets.token_bytes(16)
    key, check = _derive(passphrase, salt, SCRYPT)
    note = {"version": VERSION, "scrypt": SCRYPT, "salt": salt.hex(), "check": check}
    try:
        draft = Path(tempfile.mkdtemp(prefix=".vault-", dir=folder.parent))
    except OSError as problem:
        raise unwritable(folder, problem) from problem
    try:
        connection = open_connection(draft / DATABASE, key=key, durable=True)
        try:
            connection.executescript(_SCHEMA)
        finally:
            connection.close()
        write_whole(draft / NOTE, json.dumps(note) + "\n")
        draft.rename(folder)
    except OSError as problem:
        if not folder.exists():  # else another program has just made it
            raise unwritable(folder, problem) from problem
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _read_note(folder: Path) -> dict[str, Any]:
    try:
        note = json.loads((folder / NOTE).read_text("utf-8"))
        if note["version"] > VERSION:
            raise SettingsNewer(path=str(folder / NOTE))
        numbers = note["scrypt"]
        whole = (
            len(bytes.fromhex(note["salt"])) == 16
            and type(note["check"]) is str
            and note["check"].isascii()
            and all(type(numbers[name]) is int for name in SCRYPT)
        )
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise VaultDamaged(path=str(folder)) from problem
    if not whole:
        raise VaultDamaged(path=str(folder))
    return {name: note[name] for name in ("salt", "check", "scrypt")}


def _derive(passphrase: str, salt: bytes, numbers: dict[str, int]) -> tuple[bytes, str]:
    """The database's key, and what tells a wrong passphrase from a damaged file; one half says nothing of the other."""
    typed = unicodedata.normalize("NFKC", passphrase).encode()
    made = hashlib.scrypt(
        typed, salt=salt, n=numbers["n"], r=numbers["r"], p=numbers["p"], maxmem=_MAX_MEMORY, dklen=64
    )
    return made[:32], hashlib.sha256(made[32:]).hexdigest()
