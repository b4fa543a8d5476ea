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
MOST_ROWS = 100_000
LONGEST_HOLD = 60

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


def build_parser() -> Parser:
    """The whole grammar."""
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
    _add_demo(commands)
    _add_tour(commands)
    _add_profile(commands)
    _leaf(commands, "sync", "sync", "bring everything in from Clover")
    _add_charges(commands)
    _add_refund(commands)
    _add_operations(commands)
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
    serve = _leaf(
        demo.add_subparsers(title="commands", metavar="COMMAND"),
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
    profile = _branch(commands, "profile", "add, list and remove stores")
    add = _leaf(profile, "add", "profile:add", "add a store; its secret comes on standard input")
    add.add_argument("name", metavar="NAME", help="what to call it here")
    add.add_argument("--environment", choices=ENVIRONMENTS, required=True, help="which Clover it is on")
    add.add_argument("--url", metavar="URL", help="address of the server, for --environment custom")
    add.add_argument("--merchant", metavar="ID", required=True, help="Clover's id of the merchant")
    add.add_argument(
        "--token-stdin",
        action="store_true",
        required=True,
        help="read one token, or JSON with private, public and platform tokens",
    )
    add.add_argument(
        "--actor", metavar="NAME", default="", help="employee who acts (default: the system's user)"
    )
    add.add_argument("--store-name", metavar="NAME", help="what to show (default: NAME)")
    add.add_argument("--currency", metavar="CODE", default="USD", help="of the store (default: %(default)s)")
    _leaf(profile, "list", "profile:show_all", "list the stores", logs=False)
    remove = _leaf(profile, "remove", "profile:remove", "remove a store and its tokens; its journal stays")
    remove.add_argument("name", metavar="NAME")


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


def _whole(least: int, most: int) -> "Callable[[str], int]":
    """A reader of whole numbers between two bounds."""

    def read(text: str) -> int:
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else -1
        if not least <= number <= most:
            msg = f"“{text}” is no whole number from {least} to {most}"
            raise argparse.ArgumentTypeError(msg)
        return number

    return read
