"""The command line's grammar. Each leaf names the module under `commands` that does the work; none is imported here."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from cloverdesk.cli.host import DEMO_ORDERS, DEMO_SEED
from cloverdesk.domain.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Callable

REASONS = ("duplicate", "fraudulent", "requested_by_customer")
ENVIRONMENTS = ("custom", "sandbox", "live")
STORES = ("us", "ca")
LOCALES = ("en", "en-CA", "fr-CA")
MOST_ROWS = 100_000
LONGEST_HOLD = 60
YEARS = range(2000, 2100)

_EXIT_CODES = """\
exit codes:
  0 done   1 a bug   2 usage   3 declined or refused   4 outcome unknown
  5 not signed in, not permitted or key unavailable   6 network
  7 local data damaged   8 cancelled or taken back   9 not found
"""


class Parser(argparse.ArgumentParser):
    """argparse that raises `UsageProblem`, and takes the common options before and after any subcommand."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **options, allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, add_help=True
        )
        common = self.add_argument_group("everywhere")
        # SUPPRESS: a subcommand that was not given an option must not undo what was given before it.
        common.add_argument(
            "--profile", metavar="NAME", default=argparse.SUPPRESS, help="the store (default: the only one)"
        )
        common.add_argument(
            "--data-dir",
            metavar="DIR",
            type=Path,
            default=argparse.SUPPRESS,
            help="where the data is (or CLOVERDESK_DATA_DIR)",
        )
        common.add_argument(
            "--json",
            action="store_true",
            default=argparse.SUPPRESS,
            help="one JSON document on standard output",
        )
        common.add_argument(
            "--offline", action="store_true", default=argparse.SUPPRESS, help="ask Clover for nothing"
        )

    def error(self, message: str) -> NoReturn:
        """Raise, instead of leaving the program."""
        raise UsageProblem(text=f"{message[:1].upper()}{message[1:].rstrip('.')}.")


def build_parser(first: str) -> Parser:
    """The grammar of a command line that begins with `first`: of one command where that names one, else of all."""
    parser = Parser(
        prog="cloverdesk",
        description="The back office for stores on Clover. Without a command it opens the window.",
        epilog=_EXIT_CODES,
    )
    parser.add_argument(
        "--version", action="store_true", default=argparse.SUPPRESS, help="say which version this is"
    )
    parser.set_defaults(run="window", logs=True)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    every = {
        "demo": _add_demo,
        "tour": _add_tour,
        "profile": _add_profile,
        "sync": _add_sync,
        "charges": _add_charges,
        "refund": _add_refund,
        "operations": _add_operations,
        "tokens": _add_tokens,
    }
    # Each takes a while, and the window is waiting: nothing after a command's name can lead to another one.
    for add in [every[first]] if first in every else every.values():
        add(commands)
    return parser


def _leaf(commands: Any, name: str, run: str, text: str, *, logs: bool = True) -> Parser:
    """A subcommand done by `run`: a module of `commands`, or one of its functions after a colon."""
    leaf: Parser = commands.add_parser(name, help=text, description=f"{text[:1].upper()}{text[1:]}.")
    leaf.set_defaults(run=run, logs=logs)
    return leaf


def _branch(commands: Any, name: str, text: str) -> Any:
    branch = commands.add_parser(name, help=text, description=f"{text[:1].upper()}{text[1:]}.")
    return branch.add_subparsers(title="commands", metavar="COMMAND", dest=f"{name}_command", required=True)


def _add_demo(commands: Any) -> None:
    demo = _leaf(commands, "demo", "window:demo", "open the window on the demo store")
    _add_size(demo)
    branches = demo.add_subparsers(title="commands", metavar="COMMAND")
    serve = _leaf(
        branches,
        "serve",
        "demo:serve",
        "run a demo store and say on standard output how it is reached",
        logs=False,
    )
    _add_size(serve)
    serve.add_argument("--host", default="127.0.0.1", help="address to listen at (default: %(default)s)")
    serve.add_argument(
        "--port", type=_whole(0, 65_535), default=0, help="port to listen at (default: any free one)"
    )
    serve.add_argument("--db", metavar="FILE", type=Path, help="keep the store in FILE (default: in memory)")
    serve.add_argument("--allow-remote", action="store_true", help="let other computers in")
    serve.add_argument("--until-stdin-closes", action="store_true", help=argparse.SUPPRESS)
    serve.add_argument("--trade-on", action="store_true", help=argparse.SUPPRESS)
    _add_behaviour(serve)
    reset = _leaf(
        branches, "reset", "demo:reset", "remove the demo store, its cache and its journal", logs=False
    )
    reset.add_argument("--yes", action="store_true", help="do not ask")


def _add_behaviour(serve: Parser) -> None:
    serve.add_argument(
        "--store", choices=STORES, default=STORES[0], help="which store a new one is (default: %(default)s)"
    )
    serve.add_argument(
        "--clock",
        metavar="MOMENT",
        type=_moment,
        help="when the store's clock starts, such as 2026-03-01 or 2026-03-01T09:00, in UTC unless it says otherwise; "
        "a store that is kept only goes forward (default: now)",
    )
    serve.add_argument("--no-rate-limit", action="store_true", help="let calls come as fast as they like")
    serve.add_argument(
        "--faults",
        metavar="FILE",
        type=Path,
        help="let calls go wrong by the plan in FILE, from the first one on",
    )
    serve.add_argument(
        "--option",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="behave otherwise in a matter that Clover does not document; holds until the store is stopped, "
        "and may be given more than once (--option help lists them)",
    )


def _add_size(parser: Parser) -> None:
    # SUPPRESS again: `demo --orders 5 serve` means 5.
    parser.add_argument(
        "--orders",
        type=_whole(0, 1_000_000),
        default=argparse.SUPPRESS,
        help=f"orders to make in a new store (default: {DEMO_ORDERS})",
    )
    parser.add_argument(
        "--seed",
        type=_whole(0, 2**31 - 1),
        default=argparse.SUPPRESS,
        help=f"number that decides what the store is like (default: {DEMO_SEED})",
    )


def _add_tour(commands: Any) -> None:
    tour = _leaf(commands, "tour", "window:tour", "drive the window and leave pictures of it", logs=False)
    tour.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder for the pictures")


def _add_profile(commands: Any) -> None:
    profile = _branch(commands, "profile", "add, sign in to, list and remove stores")
    add = _leaf(profile, "add", "profile:add", "add a store; its secret comes on standard input")
    add.add_argument("name", metavar="NAME", help="what to call it here")
    add.add_argument("--environment", choices=ENVIRONMENTS, required=True, help="which Clover it is on")
    add.add_argument("--merchant", metavar="ID", required=True, help="Clover's id of the merchant")
    add.add_argument(
        "--token-stdin",
        action="store_true",
        required=True,
        help="read one token, or JSON with private, public and platform tokens",
    )
    _add_store(add)
    _add_sign_in(profile)
    _leaf(profile, "list", "profile:show_all", "list the stores", logs=False)
    remove = _leaf(profile, "remove", "profile:remove", "remove a store and its tokens; its journal stays")
    remove.add_argument("name", metavar="NAME")


def _add_sign_in(profile: Any) -> None:
    sign_in = _leaf(
        profile, "sign-in", "sign_in", "sign in to a store in the browser, and add it if it is new"
    )
    sign_in.add_argument("name", metavar="NAME", help="what it is called here")
    sign_in.add_argument("--environment", choices=ENVIRONMENTS, help="which Clover a new one is on")
    sign_in.add_argument(
        "--merchant", metavar="ID", default="", help="Clover's id of the merchant (default: whoever signs in)"
    )
    sign_in.add_argument(
        "--client-id", metavar="ID", help="the Clover app to sign in to (default: the profile's option)"
    )
    sign_in.add_argument(
        "--redirect",
        metavar="URL",
        help="where the app's sign-in page goes back to (default: the profile's option, else this computer)",
    )
    sign_in.add_argument(
        "--no-browser",
        action="store_true",
        help="open none; read the code, or the address it ends at, instead",
    )
    _add_store(sign_in)


def _add_store(parser: Parser) -> None:
    """What a new profile says of its store."""
    parser.add_argument("--url", metavar="URL", help="address of the server, for --environment custom")
    for part, what in (("token", "tokens"), ("platform", "customers and staff"), ("recurring", "plans")):
        parser.add_argument(
            f"--{part}-url", metavar="URL", help=f"address of the server of {what}, if it is another one"
        )
    parser.add_argument(
        "--actor", metavar="NAME", default="", help="employee who acts (default: the system's user)"
    )
    parser.add_argument("--store-name", metavar="NAME", help="what to show (default: NAME)")
    parser.add_argument(
        "--currency", metavar="CODE", default="USD", help="of the store (default: %(default)s)"
    )


def _add_sync(commands: Any) -> None:
    _leaf(commands, "sync", "sync", "bring everything in from Clover")


def _add_charges(commands: Any) -> None:
    charges = _branch(commands, "charges", "look at charges")
    every = _leaf(charges, "list", "charges:show_all", "list charges, newest first")
    every.add_argument(
        "--limit",
        metavar="N",
        type=_whole(1, MOST_ROWS),
        default=100,
        help="at most N (default: %(default)s)",
    )
    every.add_argument(
        "query", metavar="QUERY", nargs="*", help="id, last four digits, customer, state or amount"
    )


def _add_refund(commands: Any) -> None:
    refund = _leaf(commands, "refund", "refund", "give money back")
    refund.add_argument("charge", metavar="CHARGE", help="id of the charge")
    refund.add_argument("--amount", metavar="5.00", help="how much (default: all that remains)")
    refund.add_argument("--reason", choices=REASONS, help="why")
    refund.add_argument("--yes", action="store_true", help="do not ask")
    refund.add_argument(
        "--hold",
        metavar="SECONDS",
        type=_whole(0, LONGEST_HOLD),
        help="how long it can be taken back before it is sent (default: the profile's option)",
    )


def _add_operations(commands: Any) -> None:
    operations = _branch(commands, "operations", "look at money operations, and decide")
    every = _leaf(operations, "list", "operations:show_all", "list operations, newest first")
    every.add_argument(
        "--limit",
        metavar="N",
        type=_whole(1, MOST_ROWS),
        default=200,
        help="at most N (default: %(default)s)",
    )
    show = _leaf(operations, "show", "operations:show", "show one operation and its steps")
    cancel = _leaf(operations, "cancel", "operations:cancel", "take one back that still waits")
    resolve = _leaf(operations, "resolve", "operations:resolve", "say what became of one that is not known")
    for leaf in (show, cancel, resolve):
        leaf.add_argument("id", metavar="ID", help="id of the operation")
    word = resolve.add_mutually_exclusive_group(required=True)
    word.add_argument(
        "--happened", dest="word", action="store_const", const="happened", help="the money moved"
    )
    word.add_argument(
        "--did-not-happen", dest="word", action="store_const", const="did_not_happen", help="it did not"
    )
    word.add_argument(
        "--set-aside", dest="word", action="store_const", const="set_aside", help="nobody will ever know"
    )


def _add_tokens(commands: Any) -> None:
    tokens = _branch(commands, "tokens", "turn a card, a bank account or a gift card into a token")
    card = _leaf(tokens, "card", "tokens:card", "take a card on Clover's own fields, in the browser")
    card.add_argument(
        "--test-card",
        metavar="NAME",
        help="use a published test card instead, where no money is real (help lists them)",
    )
    card.add_argument("--consent", action="store_true", help="ask for consent to keep the card on a customer")
    card.add_argument("--locale", choices=LOCALES, help="language of the page (default: the store's English)")
    ach = _leaf(tokens, "ach", "tokens:ach", "take a bank account on Clover's own fields, in the browser")
    ach.add_argument("--amount", metavar="5.00", required=True, help="what the account holder agrees to")
    gift_card = _leaf(
        tokens, "gift-card", "tokens:gift_card", "take a gift card; number and code come on standard input"
    )
    key = _leaf(tokens, "key", "tokens:key", "look at the public key that tokens are made with")
    for leaf in (card, ach):
        leaf.add_argument("--no-browser", action="store_true", help="open none: only say the page's address")
    for leaf in (card, ach, gift_card):
        leaf.add_argument("--show-token", action="store_true", help="print the token: it can be charged")
    key.add_argument("--show-token", action="store_true", help="print the key itself")


def _moment(text: str) -> int:
    """Milliseconds since the Unix epoch for a date, or a date and a time."""
    from datetime import UTC, datetime

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.year not in YEARS:
        msg = f"“{text}” is no moment such as 2026-03-01 or 2026-03-01T09:00"
        raise argparse.ArgumentTypeError(msg)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return int(aware.timestamp()) * 1000


def _whole(least: int, most: int) -> "Callable[[str], int]":
    """A reader of whole numbers between two bounds."""

    def read(text: str) -> int:
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else -1
        if not least <= number <= most:
            msg = f"“{text}” is no whole number from {least} to {most}"
            raise argparse.ArgumentTypeError(msg)
        return number

    return read
