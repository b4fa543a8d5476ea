"""`cloverdesk tokens …` over a demo store in a process of its own: what it prints, and what it never prints."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from cloverdesk.app.host import AppHost
from cloverdesk.cli.main import run
from cloverdesk.domain.test_cards import TestCard
from tests.support.card_page import CARD, TOKEN
from tests.support.demo import DemoServer, demo_server

CHECKOUT = Path(__file__).parents[2]
PATIENCE_S = 60
GIFT_CARD = "98720044129"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the keyring of other platforms cannot be taken away"
)


@dataclass
class Shop:
    """A demo store, and a computer that has a profile of it."""

    server: DemoServer
    folder: Path
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.environment = {
            "CLOVERDESK_DATA_DIR": str(self.folder),
            "CLOVERDESK_PASSPHRASE": "correct horse",
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus",
        }

    def start(self, *argv: str, browser: str = "", **options: Any) -> "subprocess.Popen[str]":
        """A command as a process of its own; `browser` is what its BROWSER is."""
        usual = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        command = [sys.executable, "-m", "cloverdesk", *argv]
        environment = os.environ | self.environment | ({"BROWSER": browser} if browser else {})
        return subprocess.Popen(
            command, env=environment, cwd=CHECKOUT, text=True, encoding="utf-8", **usual | options
        )

    def add(self, name: str, *more: str, currency: str = "USD") -> None:
        """Add a profile of this store by command."""
        where = ["--environment", "custom", "--url", self.server.url, "--merchant", "M1", "--token-stdin"]
        argv = ["profile", "add", name, *where, "--currency", currency, *more]
        tokens = {"private": self.server.api_token, "public": self.server.said["public_token"]}
        with self.start(*argv, stdin=subprocess.PIPE) as process:
            _, err = process.communicate(json.dumps(tokens), PATIENCE_S)
        assert process.returncode == 0, err

    def add_with_one_token(self, name: str) -> None:
        """Add a profile that was given the private token, and nothing else."""
        where = ["--environment", "custom", "--url", self.server.url, "--merchant", "M1", "--token-stdin"]
        with self.start("profile", "add", name, *where, stdin=subprocess.PIPE) as process:
            _, err = process.communicate(self.server.api_token, PATIENCE_S)
        assert process.returncode == 0, err

    def charges(self, token: str) -> bool:
        """Whether a token pays."""
        body = {"amount": 1000, "currency": "usd", "source": token}
        return self.server.call("POST", "/v1/charges", body=body).status_code == 200


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with demo_server(orders=1) as server:
        made = Shop(server, tmp_path_factory.mktemp("data"))
        made.add("shop", "--store-name", "Maple & Main", "--actor", "Dana")
        made.add("canada", currency="CAD")
        made.add_with_one_token("bare")
        yield made


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Ended]


@pytest.fixture
def command(shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command on the shop in this process."""

    def execute(*argv: str, profile: str = "shop", typed: str = "") -> Ended:
        for name, value in shop.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        capsys.readouterr()
        code = run(["tokens", *argv, "--profile", profile], AppHost())
        seen = capsys.readouterr()
        return Ended(int(code), seen.out, seen.err)

    return execute


def test_a_test_card(command: Command, shop: Shop) -> None:
    ended = command("card", "--test-card", "visa-debit", "--json", "--show-token")
    assert ended.code == 0
    token = ended.json
    assert (token["state"], token["kind"], token["brand"], token["last4"]) == (
        "unused",
        "card",
        "VISA",
        "5556",
    )
    assert (token["exp_month"], token["exp_year"]) == ("12", "2039")
    assert shop.charges(token["id"])


def test_one_token_alone_serves_for_all(command: Command, shop: Shop) -> None:
    ended = command("card", "--test-card", "visa", "--json", "--show-token", profile="bare")
    assert (ended.code, ended.err) == (0, "")
    assert shop.charges(ended.json["id"])


def test_a_token_is_shown_only_when_asked_for(command: Command) -> None:
    shown = command("card", "--test-card", "visa", "--json").json["id"]
    assert shown.startswith("clv_\N{HORIZONTAL ELLIPSIS}")
    assert len(shown) == 9
    text = command("card", "--test-card", "visa").out
    assert text.startswith("Token clv_\N{HORIZONTAL ELLIPSIS}")
    assert text.endswith(" of VISA 4242. It is unused.\n")


def test_the_test_cards_are_listed(command: Command) -> None:
    listed = command("card", "--test-card", "help", "--json").json
    assert [one["id"] for one in listed] == [card.name.lower().replace("_", "-") for card in TestCard]
    assert all(card.number not in json.dumps(listed) for card in TestCard)
    assert "visa-declined" in command("card", "--test-card", "help").out


@pytest.mark.parametrize(
    "argv",
    [
        ("card", "--test-card", "4242"),
        ("card", "--test-card", "visa", "--consent"),
        ("card", "--locale", "de"),
        ("ach",),
        ("ach", "--amount", "x"),
        ("ach", "--amount", "0"),
        ("gift-card", GIFT_CARD),
        ("card", "--number", TestCard.VISA.number),
    ],
    ids=" ".join,
)
def test_what_cannot_be_understood_is_usage(command: Command, argv: tuple[str, ...]) -> None:
    ended = command(*argv)
    assert (ended.code, ended.out) == (2, "")


def test_no_bank_accounts_in_canada(command: Command) -> None:
    ended = command("ach", "--amount", "5.00", "--json", profile="canada")
    assert (ended.code, ended.json["error"]["code"]) == (2, "entry.bank_accounts_not_taken")


def test_offline_nothing_is_taken(command: Command) -> None:
    for argv in (("card",), ("card", "--test-card", "visa"), ("ach", "--amount", "5"), ("key",)):
        assert command(*argv, "--offline").code == 6
    assert command("gift-card", "--offline", typed=GIFT_CARD).code == 6


@pytest.mark.parametrize(
    "typed", [GIFT_CARD, f"{GIFT_CARD}\n", "9872 0044 129\r\n4821\r\n", f"\n{GIFT_CARD}\n\n4821\n"]
)
def test_a_gift_card_from_standard_input(command: Command, typed: str) -> None:
    ended = command("gift-card", "--json", typed=typed)
    assert (ended.code, ended.json["kind"], ended.json["last4"]) == (0, "gift_card", "4129")
    assert GIFT_CARD not in ended.out + ended.err


@pytest.mark.parametrize(
    "typed", ["", "\n", "12345", "9" * 20, "card-of-somebody", f"{GIFT_CARD}\n12", f"{GIFT_CARD}\n1234\n5678"]
)
def test_what_is_no_gift_card_is_not_shown(command: Command, typed: str) -> None:
    ended = command("gift-card", "--json", typed=typed)
    assert (ended.code, ended.json["error"]["code"]) == (2, "cli.gift_card_unreadable")
    assert not any(word in ended.out + ended.err for word in typed.split() if len(word) > 4)


def test_the_key(command: Command, shop: Shop) -> None:
    key = command("key", "--json").json
    assert (key["state"], key["merchant_id"]) == ("active", "M1")
    assert shop.server.said["public_token"] not in json.dumps(key)
    assert command("key", "--json", "--show-token").json["id"] == shop.server.said["public_token"]
    assert "of merchant M1 is active." in command("key").out


def visit(process: "subprocess.Popen[str]", message: dict[str, object]) -> None:
    """What a browser does with the address that the command says: it opens the page and ends it."""
    assert process.stderr is not None
    while not (line := process.stderr.readline()).startswith("http://127.0.0.1:"):
        assert line, "it said no address"
    address = line.strip()
    with httpx.Client(trust_env=False) as client:
        assert client.get(address).status_code == 200
        origin = address.rpartition("/")[0]
        assert client.post(f"{address}/end", json=message, headers={"origin": origin}).status_code == 204


def test_a_card_on_the_page_with_consent(shop: Shop) -> None:
    argv = ["tokens", "card", "--profile", "shop", "--no-browser", "--consent", "--locale", "fr-CA", "--json"]
    with shop.start(*argv) as process:
        visit(process, {"token": TOKEN, "shown": CARD, "agreed": True})
        out, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, err
    token = json.loads(out)
    assert (token["brand"], token["last4"], token["id"]) == (
        "VISA",
        "4242",
        f"clv_\N{HORIZONTAL ELLIPSIS}{TOKEN[-4:]}",
    )
    consent = token["consent"]
    assert (consent["id"], consent["locale"], consent["heard_by"]) == ("card-on-file-1", "fr-CA", "Dana")
    assert "Maple & Main conserve cette carte" in consent["text"]
    assert consent["given_at"].endswith("Z")
    assert TOKEN not in out + err
    logs = "".join(path.read_text("utf-8") for path in shop.folder.glob("logs/*"))
    assert TOKEN not in logs


def test_a_page_that_is_cancelled(shop: Shop) -> None:
    with shop.start(
        "tokens", "ach", "--profile", "shop", "--amount", "12.05", "--no-browser", "--json"
    ) as process:
        visit(process, {"cancelled": True})
        out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, json.loads(out)["error"]["code"]) == (8, "entry.cancelled")
    assert "nothing was charged" in err


def test_the_browser_of_the_environment_is_opened(shop: Shop, tmp_path: Path) -> None:
    note = tmp_path / "opened"
    script = f"import pathlib, sys; pathlib.Path({str(note)!r}).write_text(sys.argv[1])"
    browser = f'{sys.executable} -c "{script}" %s'
    with shop.start("tokens", "card", "--profile", "shop", browser=browser) as process:
        visit(process, {"cancelled": True})
        process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 8
    assert note.read_text().startswith("http://127.0.0.1:")
