"""A refund whose process is killed: two real processes, real HTTP, kill -9 at each stage, and then the next command."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.aio import eventually, run
from tests.support.demo import DemoServer, demo_server

ROOT = Path(__file__).parents[2]
AFTER = {"operation": "createRefund", "after": {"stall": True}}
BEFORE = {"operation": "createRefund", "before": {"stall": True, "drop": True}}


@dataclass
class Till:
    """A person at a terminal, with a data directory and a profile of their own."""

    folder: Path
    server: DemoServer

    def command(self, *words: str, text: str | None = None) -> "subprocess.Popen[str]":
        """Start a command."""
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("DBUS_", "XDG_"))
        }
        return subprocess.Popen(
            [sys.executable, "-m", "cloverdesk", "--data-dir", str(self.folder), "--json", *words],
            stdin=subprocess.PIPE if text else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env={**environment, "CLOVERDESK_PASSPHRASE": "a passphrase of this test"},
        )

    def run(self, *words: str, text: str | None = None) -> tuple[int, Any]:
        """The exit code of a command, and its JSON."""
        with self.command(*words, text=text) as process:
            said, complaint = process.communicate(text)
        assert said, complaint
        return process.returncode, json.loads(said)

    def add_profile(self) -> None:
        """Point the desk at the server."""
        words = ("--environment", "custom", "--url", self.server.url, "--merchant", "M1", "--token-stdin")
        code, said = self.run("profile", "add", "till", *words, "--actor", "Dana", text=self.server.api_token)
        assert code == 0, said

    def plain_charge(self) -> dict[str, Any]:
        """A charge of which 5.00 may go back."""
        code, charges = self.run("charges", "list")
        assert code == 0, charges
        return next(
            one
            for one in charges
            if one["state"] == "paid" and (one["refundable_by_amount"] or {"amount": 0})["amount"] > 1000
        )

    def operations(self) -> list[dict[str, Any]]:
        """What `operations list` says."""
        code, said = self.run("operations", "list")
        assert code == 0, said
        return list(said)

    def given_back(self, charge: str) -> list[int]:
        """What the ledger says that went back of a charge."""
        return [
            one["amount"]
            for one in self.server.ledger()
            if (one["kind"], one["charge"]) == ("refund", charge)
        ]


@contextmanager
def till_at_a_store(folder: Path) -> Iterator[Till]:
    """A store in a process of its own, and a desk that has read it."""
    with demo_server(orders=40) as server:
        till = Till(folder, server)
        till.add_profile()
        code, said = till.run("sync")
        assert code == 0, said
        yield till


def _kill(process: "subprocess.Popen[str]") -> None:
    """No handler runs, nothing is flushed."""
    process.kill()
    process.wait()


def _until(holds: Any) -> None:
    async def main() -> None:
        await eventually(holds)

    run(main())


@pytest.mark.parametrize(
    ("fault", "state", "given"),
    [(AFTER, "confirmed", [500]), (BEFORE, "unknown", [])],
    ids=["it happened", "it did not"],
)
def test_killed_between_send_and_answer(
    tmp_path: Path, fault: dict[str, object], state: str, given: list[int]
) -> None:
    """The next command finds out what became of it. Nothing is ever sent twice."""
    with till_at_a_store(tmp_path) as till:
        charge = till.plain_charge()["id"]
        till.server.trouble(fault)
        with till.command("refund", charge, "--amount", "5.00", "--yes", "--hold", "0") as process:
            _until(till.server.stalled)
            _kill(process)
        till.server.call("POST", "/_demo/faults/release")
        till.server.call("DELETE", "/_demo/faults")

        (operation,) = till.operations()
        assert operation["state"] == state
        assert till.given_back(charge) == given
        assert (operation["effect"] is not None) == bool(given)
        _, shown = till.run("operations", "show", operation["id"])
        assert [step["state"] for step in shown["steps"]][:4] == ["drafted", "held", "sending", "unknown"]
        told, said = till.run("operations", "cancel", operation["id"])
        assert told == (4 if state == "unknown" else 3)
        assert said["error"]["operation"] == operation["id"]

        again, _ = till.run("refund", charge, "--amount", "5.00", "--yes", "--hold", "0")
        assert again == (3 if state == "unknown" else 0)  # what is unknown must be settled first
        assert till.given_back(charge) == given * 2


def test_killed_during_the_hold(tmp_path: Path) -> None:
    """It ends in `cancelled`, never in a surprise."""
    with till_at_a_store(tmp_path) as till:
        charge = till.plain_charge()["id"]
        with till.command("refund", charge, "--amount", "5.00", "--yes", "--hold", "60") as process:
            _until(lambda: till.operations() or None)
            assert [one["state"] for one in till.operations()] == ["held"]  # its owner lives
            _kill(process)
        (operation,) = till.operations()
        assert operation["state"] == "cancelled"
        assert till.given_back(charge) == []
        code, _ = till.run("refund", charge, "--amount", "5.00", "--yes", "--hold", "0")
        assert code == 0
        assert till.given_back(charge) == [500]


def test_taken_back_from_another_terminal(tmp_path: Path) -> None:
    with till_at_a_store(tmp_path) as till:
        charge = till.plain_charge()["id"]
        with till.command("refund", charge, "--amount", "5.00", "--yes", "--hold", "60") as process:
            _until(lambda: till.operations() or None)
            (operation,) = till.operations()
            code, said = till.run("operations", "cancel", operation["id"])
            assert (code, said["state"]) == (0, "cancelled")
            process.communicate()
        assert process.returncode == 8
        assert till.given_back(charge) == []
