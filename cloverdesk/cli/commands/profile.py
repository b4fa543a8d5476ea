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
_BEARERS = ("private", "platform")
_NAMES = (*_BEARERS, "public")


def add(context: "Context") -> int:
    """Add a store. Nothing is sent; whether the token works shows at the first sync."""
    from cloverdesk.cli import documents
    from cloverdesk.settings.profiles import KeyHome, ProfileStore

    store = ProfileStore(context.paths)
    profile = asked_for(
        context, KeyHome.VAULT
    ).check_new()  # where its key will be is not known before it is asked for
    store.check_free(profile.name)
    secrets = context.host.secrets(context.paths)
    secrets.check_store(profile)
    tokens = _read_tokens()
    profile = asked_for(context, secrets.home_for(profile.name))
    _say_what_is_lacking(context, tokens)
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
    codes = ("profile", "environment", "store", "address", "who", "signs_in", "key")
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


def asked_for(context: "Context", home: "KeyHome") -> "Profile":
    """The profile that the arguments of a command describe, not checked yet."""
    from cloverdesk.domain.addresses import HostsApart
    from cloverdesk.domain.environment import Environment
    from cloverdesk.settings.profiles import Profile

    given = context.arguments
    apart = given.token_url, given.platform_url, given.recurring_url
    return Profile(
        name=given.name,
        environment=Environment(given.environment),
        url=_bare(given.url),
        merchant_id=given.merchant,
        owner=given.actor,
        store_name=given.store_name or given.name,
        currency=given.currency.upper(),
        key_home=home,
        apart=HostsApart(*(_bare(one) or "" for one in apart)),
    )


def _bare(url: str | None) -> str | None:
    return url.rstrip("/") if url is not None else None


def _row(profile: "Profile") -> tuple[str, ...]:
    place = Message(f"cli.place.{profile.key_home.value}").english()
    signs_in = Message(f"cli.signs_in.{profile.signs_in.value}").english()
    store, address = profile.store_name, " ".join(profile.addresses)
    return profile.name, profile.environment.value, store, address, profile.owner, signs_in, place


def _say_what_is_lacking(context: "Context", tokens: dict[str, str]) -> None:
    """What cannot work without the tokens that were not given."""
    from cloverdesk.api.abilities import Given, lacks

    given = Given(**{name: bool(tokens.get(name)) for name in _NAMES})
    for lack in lacks(given):
        context.output.say(lack.why)


def _read_tokens() -> dict[str, str]:
    """The tokens by name; one bearer alone serves for all, and Clover is asked for the public key that goes with it.

    What was read is never part of a failure.
    """
    text = read_input(Message("cli.token.ask")).strip()
    tokens = _from_json(text) if text.startswith("{") else dict.fromkeys(_BEARERS, text)
    if not tokens.get("private") or not all(map(_is_token, tokens.values())):
        raise TokenUnreadable
    return tokens


def read_input(question: Message) -> str:
    """What standard input holds; at a terminal it is asked for and not shown. Raises `TokenUnreadable`."""
    if sys.stdin is None:
        raise TokenUnreadable
    if sys.stdin.isatty():
        import getpass

        return getpass.getpass(question.english() + " ", sys.stderr)
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
