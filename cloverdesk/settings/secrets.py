"""Where keys and API tokens live: the system's keyring, else a vault behind a passphrase. There is no third way."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, Self

from cloverdesk.domain.secret import Secret
from cloverdesk.settings.errors import (
    KeyNotInKeyring,
    KeyNotInVault,
    KeyringAbsent,
    KeyringFailed,
    KeyUnavailable,
    PassphraseMissing,
    ProfileOfAnotherStore,
    SignInBusy,
    TokensMissing,
)
from cloverdesk.settings.profiles import KeyHome

if TYPE_CHECKING:
    from filelock import BaseFileLock

    from cloverdesk.domain.sign_in import SignIn
    from cloverdesk.settings.keyring_place import KeyringPlace
    from cloverdesk.settings.paths import Paths
    from cloverdesk.settings.profiles import Profile

VARIABLE = "CLOVERDESK_PASSPHRASE"
TOKEN_NAMES = frozenset({"private", "public", "platform"})
KEY_BYTES = 32
CHANGE_SECONDS = 90
"""How long to wait for another program that renews a sign-in: longer than Clover's slowest answer takes."""
RECORD = "key.json"
_DEMO_KEY = bytes.fromhex("65b9cbb140b5782fce8edcd329d988678f877d540a5be088cd4b7a2ddc461688")
"""Anybody may know it: the SHA-256 of “The demo store of CloverDesk holds no secret.”"""


def take_passphrase() -> str | None:
    """Take the passphrase out of the environment, so that no child process inherits it."""
    return os.environ.pop(VARIABLE, None) or None


class Place(Protocol):
    """Keeps texts by account name. Raises `KeyUnavailable` when it is closed."""

    def read(self, account: str) -> str | None:
        """The text, None if there is none."""

    def write(self, account: str, text: str) -> None:
        """Keep `text` in place of what was there."""

    def forget(self, account: str) -> None:
        """Remove the text, if there is one."""


class Secrets:
    """The secrets of one data directory. Methods block, perhaps until a person has unlocked a keyring: call them in a thread.

    Beside a profile's databases lies a record of where their key is and under which name, so that a folder that was
    moved still finds it, and two data directories never share one.
    """

    def __init__(self, paths: "Paths", passphrase: str | None) -> None:
        self._paths = paths
        self._passphrase = passphrase
        self._places: dict[KeyHome, Place] = {}

    @classmethod
    def open(cls, paths: "Paths", *, passphrase: str | None) -> Self:
        """Nothing is touched yet: each place is opened when a profile first needs it."""
        return cls(paths, passphrase)

    def home_for(self, name: str) -> KeyHome:
        """Where the secrets of a profile to be added go: where its databases' key is, else the open keyring, else the vault.

        Raises `PassphraseMissing`, or whatever keeps the vault closed.
        """
        recorded = self._record(name)
        if recorded and self._has_databases(name):
            return recorded[1]
        keyring = self._keyring()
        if keyring is not None and keyring.is_open():
            return KeyHome.KEYRING
        self._place(KeyHome.VAULT)
        return KeyHome.VAULT

    def check_store(self, profile: "Profile") -> None:
        """Raise `ProfileOfAnotherStore` if a removed profile of this name was another merchant, and left databases."""
        known = self._store(profile.name)
        if self._has_databases(profile.name) and known and known != _store_of(profile):
            folder = str(self._paths.profile_dir(profile.name))
            raise ProfileOfAnotherStore(name=profile.name, folder=folder)

    def database_key(self, profile: "Profile") -> bytes:
        """The 32 bytes that open the profile's databases; made when neither the key nor a database exists yet.

        Raises a `KeyUnavailable` otherwise: a new key beside old databases would lose them.
        """
        if profile.key_home is KeyHome.FIXED:
            return _DEMO_KEY
        place = self._place(profile.key_home)
        with self._alone():
            account = f"{self._id(profile)}/key"
            found = place.read(account)
            if found is None and not self._has_databases(profile.name):
                found = _make_key(place, account)
            key = _decoded(found)
            if key is None:
                raise self._not_there(profile)
            return key

    def tokens(self, profile: "Profile") -> dict[str, str]:
        """The API tokens by name (`private`, perhaps `public` and `platform`). Raises `TokensMissing`, `KeyUnavailable`."""
        if profile.key_home is KeyHome.FIXED:
            return {}
        place = self._place(profile.key_home)
        recorded = self._record(profile.name)
        found = place.read(f"{recorded[0]}/tokens") if recorded else None
        if found is None:
            raise TokensMissing(profile=profile.name)
        return {name: str(token) for name, token in json.loads(found).items()}

    def save_tokens(self, profile: "Profile", tokens: Mapping[str, str]) -> None:
        """Keep the tokens in place of earlier ones. Raises ValueError for a name that is none of `TOKEN_NAMES`."""
        if not tokens.keys() <= TOKEN_NAMES or profile.key_home is KeyHome.FIXED:
            msg = f"no such tokens for {profile.key_home.value}: {sorted(tokens.keys() - TOKEN_NAMES)}"
            raise ValueError(msg)
        place = self._place(profile.key_home)
        with self._alone():
            _write_surely(place, f"{self._id(profile)}/tokens", json.dumps(dict(tokens)))

    def sign_in(self, profile: "Profile") -> "SignIn | None":
        """The sign-in through the browser, None if there is none. Raises `KeyUnavailable`."""
        recorded = self._record(profile.name)
        if recorded is None or profile.key_home is KeyHome.FIXED:
            return None
        found = self._place(profile.key_home).read(f"{recorded[0]}/sign-in")
        return None if found is None else _sign_in_of(found)

    def save_sign_in(self, profile: "Profile", sign_in: "SignIn") -> None:
        """Keep the sign-in in place of an earlier one, by whoever holds its lock."""
        place = self._place(profile.key_home)
        with self._alone():
            _write_surely(place, f"{self._id(profile)}/sign-in", _text_of(sign_in))

    def sign_in_lock(self, name: str) -> "BaseFileLock":
        """What renewing or changing a profile's sign-in has to hold; of whichever thread. Raises `DataDirUnwritable`."""
        from filelock import FileLock

        self._paths.make(self._paths.profile_dir(name))
        return FileLock(self._paths.sign_in_lock(name), mode=0o600, thread_local=False)

    @contextmanager
    def changing_sign_in(self, name: str) -> Iterator[None]:
        """Wait until no other program renews the sign-in, then keep it waiting. Raises `SignInBusy`."""
        from filelock import Timeout

        lock = self.sign_in_lock(name)
        try:
            lock.acquire(timeout=CHANGE_SECONDS)
        except Timeout:
            raise SignInBusy(profile=name) from None
        try:
            yield
        finally:
            lock.release()

    def forget_tokens(self, profile: "Profile") -> None:
        """Remove whatever signs the profile in. The key stays: the journal outlives its profile."""
        recorded = self._record(profile.name)
        if recorded is None or profile.key_home is KeyHome.FIXED:
            return
        place = self._place(profile.key_home)
        with self.changing_sign_in(profile.name):  # else a renewal that is under way would bring it back
            place.forget(f"{recorded[0]}/sign-in")
            place.forget(f"{recorded[0]}/tokens")

    def forget_pasted(self, profile: "Profile") -> None:
        """Remove the tokens that were pasted in, of a profile that signs in through the browser now."""
        recorded = self._record(profile.name)
        if recorded is not None:
            self._place(profile.key_home).forget(f"{recorded[0]}/tokens")

    def _place(self, home: KeyHome) -> Place:
        if home not in self._places:
            self._places[home] = self._open_place(home)
        return self._places[home]

    def _open_place(self, home: KeyHome) -> Place:
        if home is KeyHome.KEYRING:
            keyring = self._keyring()
            if keyring is None:
                raise KeyringAbsent
            return keyring
        if not self._passphrase:
            raise PassphraseMissing
        from cloverdesk.settings.vault import Vault

        self._paths.make(self._paths.root)
        vault = Vault.open(self._paths.vault, self._passphrase)
        self._passphrase = None  # the vault holds what was derived from it
        return vault

    @staticmethod
    def _keyring() -> "KeyringPlace | None":
        from cloverdesk.settings.keyring_place import KeyringPlace

        return KeyringPlace.find()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two programs at once must not make two keys."""
        from filelock import FileLock

        from cloverdesk.settings.paths import unwritable

        folder = self._paths.make(self._paths.root)
        lock = FileLock(folder / "secrets.lock", mode=0o600)
        try:
            lock.acquire()
        except OSError as problem:
            raise unwritable(folder, problem) from problem
        try:
            yield
        finally:
            lock.release()

    def _record(self, name: str) -> tuple[str, KeyHome] | None:
        """Name of the profile's secrets and where they are; None if that is not, or no longer, known."""
        try:
            record = json.loads((self._paths.profile_dir(name) / RECORD).read_text("utf-8"))
            return str(record["id"]), KeyHome(record["home"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _store(self, name: str) -> str | None:
        """Which store's databases the profile's folder is for, None if that is not known."""
        try:
            return str(json.loads((self._paths.profile_dir(name) / RECORD).read_text("utf-8"))["store"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _id(self, profile: "Profile") -> str:
        """The name under which the profile's secrets are kept; minted once, before there is any database."""
        from cloverdesk.settings.files import write_whole

        recorded = self._record(profile.name)
        moved = recorded is None or recorded[1] is not profile.key_home
        if moved and self._has_databases(profile.name):
            raise self._not_there(profile)
        other = self._store(profile.name) != _store_of(profile) and not self._has_databases(profile.name)
        if recorded is None or moved or other:
            recorded = (recorded[0] if recorded else os.urandom(8).hex()), profile.key_home
            record = {"id": recorded[0], "home": recorded[1].value, "store": _store_of(profile)}
            folder = self._paths.make(self._paths.profile_dir(profile.name))
            write_whole(folder / RECORD, json.dumps(record) + "\n")
        return recorded[0]

    def _has_databases(self, name: str) -> bool:
        return self._paths.journal(name).exists() or self._paths.cache(name).exists()

    def _not_there(self, profile: "Profile") -> KeyUnavailable:
        kind = KeyNotInVault if profile.key_home is KeyHome.VAULT else KeyNotInKeyring
        return kind(profile=profile.name, folder=str(self._paths.profile_dir(profile.name)))


def _store_of(profile: "Profile") -> str:
    return f"{profile.environment.value} {profile.merchant_id}"


def _text_of(sign_in: "SignIn") -> str:
    pair = sign_in.pair
    told = {
        "client_id": sign_in.client_id,
        "merchant_id": sign_in.merchant_id,
        "employee_id": sign_in.employee_id,
        "access": pair.access.reveal(),
        "access_expires_at": pair.access_expires_at,
        "refresh": pair.refresh.reveal(),
        "refresh_expires_at": pair.refresh_expires_at,
        "sent": sign_in.sent,
    }
    return json.dumps(told)


def _sign_in_of(text: str) -> "SignIn | None":
    """What was kept; None for what is not a sign-in, as good as none."""
    from cloverdesk.domain.sign_in import SignIn, TokenPair  # a key is read at every start, a sign-in later

    try:
        told = json.loads(text)
        access, refresh = Secret(str(told["access"])), Secret(str(told["refresh"]))
        pair = TokenPair(access, refresh, int(told["access_expires_at"]), int(told["refresh_expires_at"]))
        client, merchant, employee = (str(told[f"{name}_id"]) for name in ("client", "merchant", "employee"))
        return SignIn(pair, client, merchant, employee, sent=bool(told["sent"]))
    except (ValueError, KeyError, TypeError):
        return None


def _make_key(place: Place, account: str) -> str:
    key = os.urandom(KEY_BYTES).hex()
    _write_surely(place, account, key)
    return key


def _write_surely(place: Place, account: str, text: str) -> None:
    """Write and read back: a place that loses what it is given must be found out before anything depends on it."""
    place.write(account, text)
    if place.read(account) != text:
        raise KeyringFailed(why="it does not give back what it was given")


def _decoded(text: str | None) -> bytes | None:
    try:
        key = bytes.fromhex(text or "")
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES else None
