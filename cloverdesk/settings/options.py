"""Options: what a person may choose for one profile, checked when read, so that a slip of the pen is told and not guessed."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Self

from cloverdesk.settings.apps import is_client_id, is_redirect
from cloverdesk.settings.cards import CardPageHost, GiftCardBearer, is_checkout
from cloverdesk.settings.errors import (
    OptionNoFile,
    OptionNoIpAddress,
    OptionNotOneOf,
    OptionNotUsable,
    OptionOutOfRange,
    OptionsDamaged,
    SettingsNewer,
)
from cloverdesk.settings.files import write_whole
from cloverdesk.settings.transport import is_ip_address, is_whole_path

VERSION = 1
FILE = "options.json"


class ThemeChoice(Enum):
    """Which colours the window has."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


RANGES: dict[str, tuple[int, int]] = {
    "hold_seconds": (0, 60),
    "sync_every_seconds": (5, 3600),
    "text_percent": (80, 200),
    "requests_per_second": (1, 16),
    "requests_at_once": (1, 5),
    "first_load_requests_per_second": (1, 16),
    "first_load_requests_at_once": (1, 5),
    "connect_seconds": (1, 60),
    "read_seconds": (5, 600),
    "money_seconds": (30, 600),
}
"""Least and most of every number."""
TEXTS: dict[str, Callable[[str], bool]] = {
    "client_id": is_client_id,
    "redirect": is_redirect,
    "checkout_url": is_checkout,
    "extra_ca_file": is_whole_path,
    "forwarded_for": is_ip_address,
}
"""What every text has to be, unless it is empty."""
_NOT_USABLE: dict[str, type[OptionNotUsable]] = {
    "extra_ca_file": OptionNoFile,
    "forwarded_for": OptionNoIpAddress,
}
"""What is raised for a text that can be said more of."""
CHOICES: dict[str, type[Enum]] = {
    "theme": ThemeChoice,
    "gift_card_bearer": GiftCardBearer,
    "card_page_host": CardPageHost,
}
"""What is one of a few words."""
FLAGS = ("merchant_id_to_fields",)
"""What is on or off."""


@dataclass(frozen=True, slots=True)
class Options:
    """`hold_seconds`: how long a money operation can be taken back.

    `client_id` and `redirect` are the Clover app of the profile's environment, and where its sign-in page goes back to.
    `checkout_url` is where a custom environment's card fields come from, if not from its own server;
    `merchant_id_to_fields` tells them whose they are, which some shops had to leave out (hosted-fields.md, section 2).
    Clover is asked so often and so much at once, more so while history is brought in for the first time. `extra_ca_file`
    holds certificates that are trusted beside the system's; `forwarded_for` goes with money calls as `x-forwarded-for`.
    `read_seconds` and `money_seconds` are for a whole answer.
    """

    hold_seconds: int = 10
    theme: ThemeChoice = ThemeChoice.SYSTEM
    text_percent: int = 100
    sync_every_seconds: int = 15
    client_id: str = ""
    redirect: str = ""
    gift_card_bearer: GiftCardBearer = GiftCardBearer.PRIVATE
    checkout_url: str = ""
    card_page_host: CardPageHost = CardPageHost.ADDRESS
    merchant_id_to_fields: bool = True
    requests_per_second: int = 10
    requests_at_once: int = 4
    first_load_requests_per_second: int = 16
    first_load_requests_at_once: int = 5
    connect_seconds: int = 10
    read_seconds: int = 60
    money_seconds: int = 120
    extra_ca_file: str = ""
    forwarded_for: str = ""

    @property
    def extra_ca(self) -> Path | None:
        """The file of certificates that are trusted beside the system's."""
        return Path(self.extra_ca_file) if self.extra_ca_file else None

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The options kept in a profile's folder; what is not there has its usual value.

        Raises `OptionOutOfRange`, `OptionNotOneOf`, `OptionNotUsable`, `OptionsDamaged` or `SettingsNewer`.
        """
        path = folder / FILE
        document = _read(path)
        kinds: tuple[tuple[Iterable[str], Callable[[Path, str, object], object]], ...] = (
            (RANGES, _number),
            (TEXTS, _text),
            (CHOICES, _choice),
            (FLAGS, _flag),
        )
        chosen: dict[str, Any] = {
            name: read(path, name, document[name])
            for names, read in kinds
            for name in names
            if name in document
        }
        return cls(**chosen)

    def save(self, folder: Path) -> None:
        """Write them whole, keeping entries that this program does not know. Raises `DataDirUnwritable` and as `load`."""
        path = folder / FILE
        for name in RANGES:
            _number(path, name, getattr(self, name))
        for name in TEXTS:
            _text(path, name, getattr(self, name))
        for name in FLAGS:
            _flag(path, name, getattr(self, name))
        mine = asdict(self) | {"version": VERSION} | {name: getattr(self, name).value for name in CHOICES}
        write_whole(path, json.dumps(_read(path) | mine, indent=2) + "\n")


def _read(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as problem:
        raise OptionsDamaged(path=str(path)) from problem
    if not isinstance(document, dict) or type(document.get("version", VERSION)) is not int:
        raise OptionsDamaged(path=str(path))
    if document.get("version", VERSION) > VERSION:
        raise SettingsNewer(path=str(path))
    return document


def _number(path: Path, name: str, value: object) -> int:
    least, most = RANGES[name]
    if type(value) is not int or not least <= value <= most:
        raise OptionOutOfRange(path=str(path), name=name, least=least, most=most)
    return value


def _text(path: Path, name: str, value: object) -> str:
    if not isinstance(value, str) or not (value == "" or TEXTS[name](value)):
        raise _NOT_USABLE.get(name, OptionNotUsable)(path=str(path), name=name)
    return value


def _choice(path: Path, name: str, value: object) -> Enum:
    kind = CHOICES[name]
    try:
        return kind(value)
    except ValueError as problem:
        words = ", ".join(choice.value for choice in kind)
        raise OptionNotOneOf(path=str(path), name=name, words=words) from problem


def _flag(path: Path, name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise OptionNotOneOf(path=str(path), name=name, words="true, false")
    return value
