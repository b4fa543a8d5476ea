"""Profiles: which stores this user's desk knows, how each is reached and where its key lives. No secret is in here."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from cloverdesk.domain.addresses import TOGETHER, HostsApart, is_clover, is_loopback
from cloverdesk.domain.environment import Environment
from cloverdesk.domain.errors import DeskError
from cloverdesk.settings.errors import (
    ProfileBuiltIn,
    ProfileExists,
    ProfileFieldInvalid,
    ProfileNotChosen,
    ProfilesDamaged,
    ProfileUnknown,
    ProfileUrlInvalid,
    ProfileUrlIsClovers,
    SettingsNewer,
)
from cloverdesk.settings.paths import checked_name, unwritable

if TYPE_CHECKING:
    from cloverdesk.settings.paths import Paths

VERSION = 1
DEMO_NAME = "demo"


class KeyHome(Enum):
    """Where the key of a profile's databases, and its tokens, live."""

    KEYRING = "keyring"
    VAULT = "vault"
    FIXED = "fixed"
    """Of the demo store: its data is no secret."""


class SignInWay(Enum):
    """How a profile signs in at Clover."""

    TOKENS = "tokens"
    """By tokens of a single merchant, which were pasted in and end when somebody withdraws them."""
    BROWSER = "browser"
    """As a Clover app, by a sign-in through the browser that is renewed."""
    FIXED = "fixed"
    """The demo store gives its tokens to whoever starts it."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One store. `url` and `apart` are set for a custom environment only; `owner` is the employee who acts, "" the system's user."""

    name: str
    environment: Environment
    url: str | None
    merchant_id: str
    owner: str
    store_name: str
    currency: str
    key_home: KeyHome
    signs_in: SignInWay = SignInWay.TOKENS
    apart: HostsApart = TOGETHER

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address that it has of its own."""
        return tuple(filter(None, (self.url, *self.apart)))

    @property
    def is_on_this_computer(self) -> bool:
        """Whether it has addresses of its own, and all of them are this computer."""
        hosts = [urlsplit(address).hostname or "" for address in self.addresses]
        return bool(hosts) and all(map(is_loopback, hosts))

    def check_new(self) -> Self:
        """Return the profile if it can be added. Raises as `check` does, and `ProfileUrlIsClovers`."""
        self.check()
        for address in self.addresses:
            if is_clover((urlsplit(address).hostname or "").rstrip(".")):
                raise ProfileUrlIsClovers(url=_bare(address))
        return self

    def check(self) -> Self:
        """Return the profile if every field has its shape. Raises what is wrong with it, exit code 2."""
        checked_name(self.name)
        _check_word("merchant", self.merchant_id, longest=64, spaces=False)
        if self.owner:
            _check_word("actor", self.owner, longest=80)
        _check_word("store name", self.store_name, longest=80)
        if not (len(self.currency) == 3 and self.currency.isascii() and self.currency.isupper()):
            raise ProfileFieldInvalid(field="currency", text=self.currency)
        if self.environment is Environment.DEMO or self.key_home is KeyHome.FIXED:
            raise ProfileFieldInvalid(field="environment", text=self.environment.value)
        if self.signs_in is SignInWay.FIXED:
            raise ProfileFieldInvalid(field="sign-in", text=self.signs_in.value)
        if self.environment is not Environment.CUSTOM:
            for address in self.addresses:
                raise ProfileFieldInvalid(field="address", text=_bare(address))
            return self
        for address in (self.url or "", *filter(None, self.apart)):
            _check_url(address)
        return self


DEMO_PROFILE = Profile(
    name=DEMO_NAME,
    environment=Environment.DEMO,
    url=None,
    merchant_id="",
    owner="Dana, manager",
    store_name="Maple & Main, Portland",
    currency="USD",
    key_home=KeyHome.FIXED,
    signs_in=SignInWay.FIXED,
)
"""Comes with the program; its server says who the merchant is."""


class ProfileStore:
    """The profiles of one data directory. Names that differ by capitals only would share a folder on some platforms."""

    def __init__(self, paths: "Paths") -> None:
        self._paths = paths

    def all(self) -> tuple[Profile, ...]:
        """The demo store, then those that were added, by name. Raises `ProfilesDamaged` or `SettingsNewer`."""
        return (DEMO_PROFILE, *sorted(self._read(), key=lambda one: one.name.casefold()))

    def get(self, name: str) -> Profile:
        """One profile. Raises `ProfileUnknown`."""
        profiles = self.all()
        for profile in profiles:
            if profile.name == name:
                return profile
        raise ProfileUnknown(name=name, known=", ".join(one.name for one in profiles))

    def choose(self, name: str | None) -> Profile:
        """The named one; else the only one that was added; else the demo store. Raises `ProfileNotChosen`."""
        if name is not None:
            return self.get(name)
        added = self.all()[1:]
        if len(added) > 1:
            raise ProfileNotChosen(names=", ".join(one.name for one in added))
        return added[0] if added else DEMO_PROFILE

    def check_free(self, name: str) -> None:
        """Raise `ProfileNameInvalid`, `ProfileBuiltIn` or `ProfileExists` if `name` cannot be added."""
        _check_free(name, self._read())

    def add(self, profile: Profile) -> None:
        """Write one more down. Raises what `check_free` and `Profile.check_new` raise, and `DataDirUnwritable`."""
        profile.check_new()
        with self._changing() as profiles:
            _check_free(profile.name, profiles)
            profiles.append(profile)

    def change(self, profile: Profile) -> None:
        """Write one down anew that is there. Raises `ProfileUnknown`, what `Profile.check` raises, `DataDirUnwritable`."""
        profile.check()
        self.removable(profile.name)
        with self._changing() as profiles:
            profiles[:] = [profile if one.name == profile.name else one for one in profiles]

    def removable(self, name: str) -> Profile:
        """One that was added. Raises `ProfileUnknown`, and `ProfileBuiltIn` for the demo store."""
        if name == DEMO_NAME:
            raise ProfileBuiltIn(name=name)
        return self.get(name)

    def remove(self, name: str) -> None:
        """Forget one; its folder, and so its journal, stays. Raises as `removable` does."""
        self.removable(name)
        with self._changing() as profiles:
            profiles[:] = [one for one in profiles if one.name != name]

    @contextmanager
    def _changing(self) -> Iterator[list[Profile]]:
        """The list, to be changed in place: read and written under one lock, so that two programs lose nothing."""
        from filelock import FileLock

        from cloverdesk.settings.files import write_whole

        folder = self._paths.make(self._paths.root)
        lock = FileLock(folder / "profiles.lock", mode=0o600)
        try:
            lock.acquire()
        except OSError as problem:
            raise unwritable(folder, problem) from problem
        try:
            profiles = self._read()
            yield profiles
            document = {"version": VERSION, "profiles": [_to_json(one) for one in profiles]}
            write_whole(self._paths.profiles_file, json.dumps(document, indent=2, ensure_ascii=False) + "\n")
        finally:
            lock.release()

    def _read(self) -> list[Profile]:
        path = self._paths.profiles_file
        try:
            document = json.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            return []
        except NotADirectoryError as problem:
            raise unwritable(path.parent, problem) from problem
        except (OSError, ValueError) as problem:
            raise ProfilesDamaged(path=str(path)) from problem
        try:
            newer = document["version"] > VERSION
            profiles = [] if newer else [_from_json(one) for one in document["profiles"]]
        except (KeyError, TypeError, ValueError, DeskError) as problem:
            raise ProfilesDamaged(path=str(path)) from problem
        if newer:
            raise SettingsNewer(path=str(path))
        return profiles


def _check_free(name: str, profiles: list[Profile]) -> None:
    checked_name(name)
    if name.casefold() == DEMO_NAME:
        raise ProfileBuiltIn(name=DEMO_NAME)
    for one in profiles:
        if one.name.casefold() == name.casefold():
            raise ProfileExists(name=one.name)


def _to_json(profile: Profile) -> dict[str, object]:
    return {
        "name": profile.name,
        "environment": profile.environment.value,
        "url": profile.url,
        "merchant_id": profile.merchant_id,
        "owner": profile.owner,
        "store_name": profile.store_name,
        "currency": profile.currency,
        "key_home": profile.key_home.value,
        "signs_in": profile.signs_in.value,
        "apart": profile.apart._asdict(),
    }


def _from_json(entry: dict[str, Any]) -> Profile:
    """Raises KeyError, TypeError, ValueError or the failures of `Profile.check`."""
    texts = {name: str(entry[name]) for name in ("name", "merchant_id", "owner", "store_name", "currency")}
    return Profile(
        environment=Environment(entry["environment"]),
        url=entry["url"],
        key_home=KeyHome(entry["key_home"]),
        signs_in=SignInWay(entry.get("signs_in", "tokens")),  # older programs wrote none
        apart=HostsApart(**{name: str(url) for name, url in dict(entry.get("apart", {})).items()}),
        **texts,
    ).check()


def _check_word(field: str, text: str, *, longest: int, spaces: bool = True) -> None:
    if not text.strip() or len(text) > longest or not text.isprintable() or (not spaces and " " in text):
        raise ProfileFieldInvalid(field=field, text=text)


def _check_url(url: str) -> None:
    """https anywhere, http on this computer only; nothing in it that could be a secret."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as problem:
        raise ProfileUrlInvalid(url=_bare(url)) from problem
    usual = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host or ""))
    extra = parts.username is not None or parts.query or parts.fragment
    if not (usual and host and not extra and url.isascii() and url.isprintable() and " " not in url):
        raise ProfileUrlInvalid(url=_bare(url))


def _bare(url: str) -> str:
    """The address without what could be a secret in it."""
    rest = url.partition("?")[0].partition("#")[0]
    scheme, mark, tail = rest.partition("://")
    return f"{scheme}{mark}{tail.rpartition('@')[2]}"
