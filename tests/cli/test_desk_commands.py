"""Commands over a whole desk: a demo store in a process of its own, real HTTP, real encrypted databases, a real vault."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cloverdesk.app.host import AppHost
from cloverdesk.cli.main import run
from tests.support.demo import DemoServer, demo_server

CHECKOUT = Path(__file__).parents[2]
PATIENCE_S = 60

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the keyring of other platforms cannot be taken away"
)


@dataclass
class Shop:
    """A store with a desk that has been synced."""

    server: DemoServer
    environment: dict[str, str]

    def start(self, *argv: str, **options: Any) -> "subprocess.Popen[str]":
        """A command as a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "cloverdesk", *argv],
            env=os.environ | self.environment,
            cwd=CHECKOUT,
            text=True,
            encoding="utf-8",
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL} | options,
        )

    def add(self, name: str, url: str, tokens: object) -> None:
        """Add a profile by command."""
        argv = [
            "profile",
            "add",
            name,
            "--environment",
            "custom",
            "--url",
            url,
            "--merchant",
            "M1",
            "--token-stdin",
        ]
        with self.start(*argv, stdin=subprocess.PIPE) as process:
            _, err = process.communicate(json.dumps(tokens), PATIENCE_S)
        assert process.returncode == 0, err

    def refunds_of(self, charge: str) -> list[int]:
        """What the store itself says went back of a charge since it was seeded, in minor units."""
        return [
            one["amount"]
            for one in self.server.ledger()
            if one["kind"] == "refund" and one["charge"] == charge
        ]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with demo_server(orders=80) as server:
        data = tmp_path_factory.mktemp("data")
        environment = {
            "CLOVERDESK_DATA_DIR": str(data),
            "CLOVERDESK_PASSPHRASE": "correct horse",
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus",
        }
        shop = Shop(server, environment)
        shop.add("shop", server.url, {"private": server.api_token, "public": server.said["public_token"]})
        with shop.start("sync", "--profile", "shop", "--json") as sync:
            out, err = sync.communicate(timeout=PATIENCE_S)
        assert sync.returncode == 0, err
        kinds = {one["id"]: one for one in json.loads(out)}
        assert kinds["charge"]["state"] == "complete"
        assert kinds["charge"]["rows"] > 0
        yield shop


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        return self.json["error"]


Desk = Callable[..., Ended]


@pytest.fixture
def desk(shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """Run a command on the shop in this process; `--json` always."""

    def execute(*argv: str, profile: str = "shop") -> Ended:
        for name, value in shop.environment.items():
            monkeypatch.setenv(name, value)
        capsys.readouterr()
        code = run([*argv, "--profile", profile, "--json"], AppHost())
        seen = capsys.readouterr()
        return Ended(int(code), seen.out, seen.err)

    return execute


@pytest.fixture
def charge(desk: Desk) -> dict[str, Any]:
    """A paid charge of which any amount can go back, more than 10.00 of it."""
    for one in desk("charges", "list", "--limit", "1000").json:
        part = one["refundable_by_amount"]
        if one["state"] == "paid" and part and part["amount"] > 1000:
            found: dict[str, Any] = one
            return found
    raise AssertionError("the store has no such charge left")


def whole_only(desk: Desk) -> dict[str, Any]:
    every = desk("charges", "list", "--limit", "1000").json
    return next(one for one in every if one["state"] == "paid" and one["refundable_by_amount"] is None)


def test_charges_as_json_and_as_a_table(shop: Shop, desk: Desk) -> None:
    every = desk("charges", "list", "--limit", "1000").json
    assert len(desk("charges", "list", "--limit", "3").json) == 3
    times = [one["created_at"] for one in every]
    assert times == sorted(times, reverse=True)
    assert all(time.endswith("Z") for time in times)
    one = every[0]
    assert one["total"].keys() == {"amount", "currency"}
    assert [found["id"] for found in desk("charges", "list", one["id"]).json] == [one["id"]]
    with shop.start("charges", "list", "--limit", "5", "--profile", "shop") as process:
        out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, err) == (0, "")
    assert len(out.splitlines()) == 6
    assert one["id"] in out


def test_money_goes_back_once(shop: Shop, desk: Desk, charge: dict[str, Any]) -> None:
    argv = ["--amount", "5.00", "--reason", "requested_by_customer", "--yes", "--hold", "0"]
    done = desk("refund", charge["id"], *argv)
    assert done.code == 0, done.err
    assert done.json["state"] == "confirmed"
    assert done.json["amount"] == done.json["effect"]["moved"] == {"amount": 500, "currency": "USD"}
    assert done.json["reason"] == "requested_by_customer"
    assert "Give back" in done.err
    assert shop.refunds_of(charge["id"]) == [500]
    after = desk("charges", "list", charge["id"]).json[0]
    assert after["state"] == "partly_refunded"
    assert after["refunded"]["amount"] == 500

    assert done.json["id"] in [one["id"] for one in desk("operations", "list").json]
    shown = desk("operations", "show", done.json["id"]).json
    assert [step["state"] for step in shown["steps"]] == ["drafted", "held", "sending", "confirmed"]
    late = desk("operations", "cancel", done.json["id"])
    assert (late.code, late.error["operation"]) == (3, done.json["id"])
    assert desk("operations", "resolve", done.json["id"], "--did-not-happen").code == 3


def test_the_rest_goes_back_without_an_amount(shop: Shop, desk: Desk) -> None:
    whole = whole_only(desk)
    done = desk("refund", whole["id"], "--yes", "--hold", "0")
    assert (done.code, done.json["whole"]) == (0, True)
    assert shop.refunds_of(whole["id"]) == [whole["remaining"]["amount"]]
    again = desk("refund", whole["id"], "--yes", "--hold", "0")
    assert (again.code, again.error["code"]) == (3, "refund.nothing_left")


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("0", "amount.zero"),
        ("-5.00", "amount.below_zero"),
        ("5.001", "amount.too_precise"),
        ("five", "amount.not_a_number"),
        ("", "amount.not_a_number"),
        ("5.00 EUR", "amount.other_currency"),
        ("900000", "amount.above_remaining"),
        ("99999999999", "amount.too_large"),
    ],
)
def test_an_amount_that_cannot_be(
    shop: Shop, desk: Desk, charge: dict[str, Any], amount: str, code: str
) -> None:
    before = desk("operations", "list").json
    ended = desk("refund", charge["id"], f"--amount={amount}", "--yes", "--hold", "0")
    assert (ended.code, ended.error["code"]) == (2, code)
    assert desk("operations", "list").json == before
    assert shop.refunds_of(charge["id"]) == []


def test_part_of_a_charge_that_goes_back_as_a_whole_only(shop: Shop, desk: Desk) -> None:
    whole = whole_only(desk)
    ended = desk("refund", whole["id"], "--amount", "0.01", "--yes")
    assert (ended.code, ended.error["code"]) == (3, "refund.whole_only")
    assert shop.refunds_of(whole["id"]) == []


def test_ids_that_nothing_has(desk: Desk) -> None:
    assert desk("refund", "ZZZZZZZZZZZZZ", "--yes").code == 9
    for leaf in (["show"], ["cancel"], ["resolve", "--set-aside"]):
        assert desk("operations", leaf[0], "ZZZZZZZZZZZZ", *leaf[1:]).code == 9
    assert desk("charges", "list", profile="nobody").code == 9
    assert desk("charges", "list", "no such customer").json == []


def test_offline_looking_works_and_sending_does_not(shop: Shop, desk: Desk, charge: dict[str, Any]) -> None:
    assert desk("charges", "list", charge["id"], "--offline").json == [charge]
    assert desk("sync", "--offline").code == 6
    ended = desk("refund", charge["id"], "--yes", "--hold", "0", "--offline")
    assert ended.code == 6
    assert shop.refunds_of(charge["id"]) == []


def test_clover_says_no(shop: Shop, desk: Desk, charge: dict[str, Any]) -> None:
    shop.server.trouble({"operation": "createRefund", "nth": 1, "before": {"status": 402}})
    ended = desk("refund", charge["id"], "--amount", "1.00", "--yes", "--hold", "0")
    shop.server.trouble()
    assert ended.code == 3
    assert ended.error["operation"] in [one["id"] for one in desk("operations", "list").json]
    assert shop.refunds_of(charge["id"]) == []


def test_nobody_knows_yet(shop: Shop, desk: Desk, charge: dict[str, Any]) -> None:
    shop.server.trouble({"operation": "createRefund", "nth": 1, "before": {"drop": True}})
    ended = desk("refund", charge["id"], "--amount", "1.00", "--yes", "--hold", "0")
    shop.server.trouble()
    assert ended.code == 4
    operation = ended.error["operation"]
    assert desk("operations", "show", operation).json["state"] == "unknown"
    decided = desk("operations", "resolve", operation, "--did-not-happen")
    assert (decided.code, decided.json["state"]) == (0, "not_happened")


def test_a_lost_answer_is_found_out(shop: Shop, desk: Desk, charge: dict[str, Any]) -> None:
    shop.server.trouble({"operation": "createRefund", "nth": 1, "after": {"drop": True}})
    ended = desk("refund", charge["id"], "--amount", "1.00", "--yes", "--hold", "0")
    shop.server.trouble()
    assert (ended.code, ended.json["state"]) == (0, "confirmed")
    assert shop.refunds_of(charge["id"]) == [100]


def test_a_wrong_token_is_not_signed_in(shop: Shop, desk: Desk) -> None:
    shop.add("stranger", shop.server.url, {"private": "zyx-987"})
    ended = desk("sync", profile="stranger")
    assert ended.code == 5
    assert "zyx-987" not in ended.out + ended.err
    assert desk("profile", "remove", "stranger").code == 0


def test_no_server_is_no_connection(shop: Shop, desk: Desk) -> None:
    shop.add("nowhere", "http://127.0.0.1:9", {"private": "x"})
    assert desk("sync", profile="nowhere").code == 6
    assert desk("refund", "ZZZZZZZZZZZZZ", "--yes", profile="nowhere").code == 6
    assert desk("charges", "list", profile="nowhere").json == []


@pytest.mark.parametrize(
    ("passphrase", "code"), [("", "key.no_passphrase"), ("wrong", "key.wrong_passphrase")]
)
def test_a_closed_vault_loses_nothing(
    shop: Shop,
    desk: Desk,
    charge: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    passphrase: str,
    code: str,
) -> None:
    before = desk("operations", "list").json
    monkeypatch.setitem(shop.environment, "CLOVERDESK_PASSPHRASE", passphrase)
    ended = desk("refund", charge["id"], "--yes", "--hold", "0")
    assert (ended.code, ended.error["code"]) == (5, code)
    monkeypatch.undo()
    assert desk("operations", "list").json == before


@contextmanager
def held(shop: Shop, charge: str, **options: Any) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A refund that waits, in a process of its own, and the id of its operation."""
    argv = ["refund", charge, "--amount", "2.00", "--yes", "--hold", "60", "--profile", "shop", "--json"]
    with shop.start(*argv, **options) as process:
        try:
            yield process, waiting_operation(shop, charge)
        finally:
            if process.poll() is None:
                process.kill()


def waiting_operation(shop: Shop, charge: str) -> str:
    """The id of the operation that waits on `charge`, as soon as there is one."""
    deadline = threading.Event()
    for _ in range(200):
        with shop.start("operations", "list", "--profile", "shop", "--json") as looking:
            out, err = looking.communicate(timeout=PATIENCE_S)
        assert looking.returncode == 0, err
        for one in json.loads(out):
            if one["charge"] == charge and one["state"] == "held":
                return str(one["id"])
        deadline.wait(0.05)
    raise AssertionError("nothing came to wait")


def test_ctrl_c_takes_it_back(shop: Shop, desk: Desk, charge: dict[str, Any]) -> None:
    with held(shop, charge["id"]) as (process, operation):
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 8, err
    assert json.loads(out)["error"]["operation"] == operation
    assert "Taking it back." in err
    assert "Traceback" not in err
    assert desk("operations", "show", operation).json["state"] == "cancelled"
    assert shop.refunds_of(charge["id"]) == []


def test_another_program_takes_it_back(shop: Shop, desk: Desk, charge: dict[str, Any]) -> None:
    with held(shop, charge["id"]) as (process, operation):
        taken = desk("operations", "cancel", operation)
        assert (taken.code, taken.json["state"]) == (0, "cancelled")
        out, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 8, err
    assert json.loads(out)["error"]["code"] == "cli.ended.cancelled"
    assert shop.refunds_of(charge["id"]) == []


def test_what_a_killed_command_left_waiting_is_cancelled_by_the_next(
    shop: Shop, desk: Desk, charge: dict[str, Any]
) -> None:
    with held(shop, charge["id"]) as (process, operation):
        process.kill()
        process.communicate(timeout=PATIENCE_S)
        looked = desk("operations", "list")
    assert operation in looked.err
    assert {one["id"]: one["state"] for one in looked.json}[operation] == "cancelled"
    assert shop.refunds_of(charge["id"]) == []


def test_a_command_killed_before_the_answer_gave_back_once(
    shop: Shop, desk: Desk, charge: dict[str, Any]
) -> None:
    shop.server.trouble({"operation": "createRefund", "nth": 1, "after": {"stall": True, "drop": True}})
    argv = ["refund", charge["id"], "--amount", "4.00", "--yes", "--hold", "0", "--profile", "shop"]
    pause = threading.Event()
    with shop.start(*argv) as process:
        for _ in range(1000):
            if shop.server.stalled():
                break
            pause.wait(0.02)
        process.kill()
        process.communicate(timeout=PATIENCE_S)
    shop.server.trouble()
    looked = desk("operations", "list")
    mine = next(one for one in looked.json if one["charge"] == charge["id"])  # the newest
    assert (mine["state"], mine["effect"]["moved"]["amount"]) == ("confirmed", 400)
    assert mine["id"] in looked.err
    assert shop.refunds_of(charge["id"]) == [400]


@pytest.mark.parametrize(
    ("typed", "code", "moved"), [("y\n", 0, [300]), ("n\n", 8, []), ("\n", 8, []), ("\x03", 8, [])]
)
def test_a_person_is_asked_at_a_terminal(
    shop: Shop, desk: Desk, charge: dict[str, Any], typed: str, code: int, moved: list[int]
) -> None:
    import pty

    before = len(desk("operations", "list").json)
    ours, theirs = pty.openpty()
    argv = ["refund", charge["id"], "--amount", "3.00", "--hold", "1", "--profile", "shop", "--json"]
    with shop.start(*argv, stdin=theirs, stderr=theirs, preexec_fn=_own_terminal) as process:
        os.close(theirs)
        shown = _read_until(ours, "[y/N]")
        os.write(ours, typed.encode())
        rest = threading.Thread(target=_drain, args=(ours, shown))
        rest.start()
        out, _ = process.communicate(timeout=PATIENCE_S)
        rest.join()
    os.close(ours)
    assert process.returncode == code, shown
    text = "".join(shown)
    assert "$3.00 of" in text
    assert ("Ctrl+C takes it back" in text) == (code == 0)
    assert shop.refunds_of(charge["id"]) == moved
    assert json.loads(out).get("state") == ("confirmed" if moved else None)
    assert len(desk("operations", "list").json) == before + len(moved)


def _own_terminal() -> None:
    """The terminal becomes the command's own, so that Ctrl+C typed there reaches it."""
    import fcntl
    import termios

    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _read_until(terminal: int, word: str) -> list[str]:
    shown: list[str] = []
    while word not in "".join(shown):
        shown.append(os.read(terminal, 1024).decode())
    return shown


def _drain(terminal: int, shown: list[str]) -> None:
    try:
        while part := os.read(terminal, 1024):
            shown.append(part.decode())
    except OSError:  # the other side is gone
        return
