"""`cloverdesk profile …`: which stores this desk knows. Secrets come on standard input and go to the keyring or the vault."""

import json
import sys
from typing import TYPE_CHECKING

from cloverdesk.cli.errors import TokenUnreadable
from cloverdesk.domain.errors import ExitCode
from cloverdesk.domain.message import Message

if TYPE_CHECKING:
    from cloverdesk.cli.context import Context
    from cloverdesk.settings.profiles import KeyHome, Profile

_LONGEST_INPUT = 65_536
_LONGEST_TOKEN = 16_384
_NAMES = ("private", "public", "platform")


def add(context: "Context") -> int:
    """Add a store. Nothing is sent; whether the token works shows at the first sync."""
    from cloverdesk.cli import documents
    from cloverdesk.settings.profiles import KeyHome, ProfileStore

    store = ProfileStore(context.paths)
    profile = _profile(
        context, KeyHome.VAULT
    ).check()  # where its key will be is not known before it is asked for
    store.check_free(profile.name)
    secrets = context.host.secrets(context.paths)
    secrets.check_store(profile)
    tokens = _read_tokens()
    profile = _profile(context, secrets.home_for(profile.name))
    secrets.save_tokens(profile, tokens)
    try:
        store.add(profile)
    except BaseException:
        secrets.forget_tokens(profile)
        raise
    place = Message(f"cli.place.{profile.key_home.value}").english()
    added = Message.of("cli.profile.added", profile=profile.name, place=place)
    context.output.result(documents.profile(profile), added.english())
    return ExitCode.DONE


def show_all(context: "Context") -> int:
    """List the stores, the built-in demo store first."""
    from cloverdesk.cli import documents
    from cloverdesk.cli.output import table
    from cloverdesk.settings.profiles import ProfileStore

    profiles = ProfileStore(context.paths).all()
    codes = ("profile", "environment", "store", "address", "who", "key")
    titles = [Message(f"column.{code}").english() for code in codes]
    context.output.result(
        [documents.profile(one) for one in profiles], table(titles, [_row(one) for one in profiles])
    )
    return ExitCode.DONE


def remove(context: "Context") -> int:
    """Forget a store and its tokens. Its journal and the key of it stay."""
    from cloverdesk.cli import documents
    from cloverdesk.settings.profiles import ProfileStore

    store = ProfileStore(context.paths)
    profile = store.removable(context.arguments.name)
    secrets = context.host.secrets(context.paths)
    secrets.forget_tokens(profile)
    store.remove(profile.name)
    folder = str(context.paths.profile_dir(profile.name))
    removed = Message.of("cli.profile.removed", profile=profile.name, folder=folder)
    context.output.result(documents.profile(profile), removed.english())
    return ExitCode.DONE


def _profile(context: "Context", home: "KeyHome") -> "Profile":
    from cloverdesk.domain.environment import Environment
    from cloverdesk.settings.profiles import Profile

    given = context.arguments
    return Profile(
        name=given.name,
        environment=Environment(given.environment),
        url=given.url.rstrip("/") if given.url is not None else None,
        merchant_id=given.merchant,
        owner=given.actor,
        store_name=given.store_name or given.name,
        currency=given.currency.upper(),
        key_home=home,
    )


def _row(profile: "Profile") -> tuple[str, ...]:
    place = Message(f"cli.place.{profile.key_home.value}").english()
    address = profile.url or ""
    return profile.name, profile.environment.value, profile.store_name, address, profile.owner, place


def _read_tokens() -> dict[str, str]:
    """The tokens by name; one token alone serves for all. What was read is never part of a failure."""
    text = _read_input().strip()
    tokens = _from_json(text) if text.startswith("{") else dict.fromkeys(_NAMES, text)
    if not tokens.get("private") or not all(map(_is_token, tokens.values())):
        raise TokenUnreadable
    return tokens


def _read_input() -> str:
    if sys.stdin is None:
        raise TokenUnreadable
    if sys.stdin.isatty():
        import getpass

        return getpass.getpass(Message("cli.token.ask").english() + " ", sys.stderr)
    try:
        text = sys.stdin.read(_LONGEST_INPUT)
    except UnicodeDecodeError:
        raise TokenUnreadable from None
    return text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")


def _from_json(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        raise TokenUnreadable from None  # the parser's own words would quote it
    if not found.keys() <= set(_NAMES) or not all(isinstance(one, str) for one in found.values()):
        raise TokenUnreadable
    return dict(found)


def _is_token(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_TOKEN and text.isascii() and text.isprintable() and " " not in text
