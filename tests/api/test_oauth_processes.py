"""Several programs on one sign-in: one renewal between them, and a crash that loses that sign-in and nothing else."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from cloverdesk.api.http import HttpClient
from cloverdesk.api.oauth import Challenge, OAuthService, authorize_address
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.sign_in import App, SignIn
from cloverdesk.settings.paths import Paths
from cloverdesk.settings.secrets import Secrets
from tests.support.aio import eventually, run
from tests.support.demo import DemoServer, demo_server
from tests.support.sign_in import PASSPHRASE, REDIRECT, profile

ROOT = Path(__file__).parents[2]
COUNTED = {"operation": "listCharges", "nth": 1_000_000}
"""A fault that strikes nobody: it counts."""


@dataclass
class Store:
    """A demo store in a process of its own, and a profile that is signed in to it."""

    server: DemoServer
    folder: Path

    def sign_in(self) -> None:
        """Sign in through the page, and keep it in the vault."""
        key = self.server.call("GET", "/pakms/apikey").json()
        challenge, app = Challenge.make(), App(key["developerAppUuid"], REDIRECT)
        page = httpx.get(
            authorize_address(self.server.url, app, challenge) + "&decision=allow", trust_env=False
        )
        code = Secret(httpx.URL(page.headers["location"]).params["code"])
        service = OAuthService(self.server.url, partial(HttpClient, [self.server.url], {"user-agent": "t/1"}))
        pair = run(service.exchange(app.client_id, code, challenge.verifier))
        made = SignIn(pair, app.client_id, key["merchantUuid"])
        self.secrets.save_sign_in(profile(self.merchant_id, self.server.url), made)

    @property
    def merchant_id(self) -> str:
        return str(self.server.said["merchant_id"])

    @property
    def secrets(self) -> Secrets:
        return Secrets.open(Paths(self.folder), passphrase=PASSPHRASE)

    def kept(self) -> SignIn:
        found = self.secrets.sign_in(profile(self.merchant_id, self.server.url))
        assert found is not None
        return found

    def end_the_token(self) -> None:
        """Half an hour passes at Clover."""
        assert self.server.call("POST", "/_demo/clock", body={"advance_ms": 31 * 60_000}).status_code == 200

    def seen(self) -> dict[str, int]:
        """How often each operation of the plan was called."""
        rules = self.server.call("GET", "/_demo/faults").json()["rules"]
        return {rule["operation"]: rule["seen"] for rule in rules}

    @contextmanager
    def program(self, reads: int, *, never_saves: bool = False) -> "Iterator[subprocess.Popen[str]]":
        """A program that is ready to read."""
        told = {
            "url": self.server.url,
            "merchant_id": self.merchant_id,
            "folder": str(self.folder),
            "reads": reads,
            "never_saves": never_saves,
        }
        with subprocess.Popen(
            [sys.executable, "-m", "tests.support.sign_in_child", json.dumps(told)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "CLOVERDESK_PASSPHRASE": PASSPHRASE},
        ) as process:
            try:
                assert _line(process) == "ready"
                yield process
            finally:
                process.kill()

    def ends(self, reads: int) -> list[Any]:
        """How the reads of one program end."""
        with self.program(reads) as process:
            _go(process)
            return list(json.loads(_line(process)))


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _go(process: "subprocess.Popen[str]") -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def _until(holds: Any) -> None:
    async def main() -> None:
        await eventually(holds)

    run(main())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with demo_server(orders=2) as server:
        made = Store(server, tmp_path / "data")
        made.sign_in()
        yield made


def test_two_programs_cause_one_refresh_between_them(store: Store) -> None:
    before = store.kept()
    store.server.trouble({"operation": "refreshTokens", "after": {"stall": True}}, COUNTED)
    store.end_the_token()
    with store.program(25) as first, store.program(25) as second:
        _go(first)
        _go(second)
        # Every read of both was refused, and one of the programs waits for Clover's answer to its renewal.
        _until(lambda: store.server.stalled() == 1 and store.seen()["listCharges"] == 50)
        store.server.call("POST", "/_demo/faults/release")
        ends = [json.loads(_line(process)) for process in (first, second)]
    assert ends == [[200] * 25] * 2
    assert store.seen() == {"refreshTokens": 1, "listCharges": 100}
    after = store.kept()
    assert after.pair.refresh != before.pair.refresh
    assert not after.sent


def test_killed_between_the_answer_and_its_save(store: Store) -> None:
    before = store.kept()
    store.server.trouble({"operation": "refreshTokens", "nth": 1_000_000}, COUNTED)
    store.end_the_token()
    with store.program(5, never_saves=True) as process:
        _go(process)
        assert _line(process) == "answered"
        process.kill()
    assert store.seen()["refreshTokens"] == 1
    assert store.kept().pair == before.pair
    assert store.kept().sent

    assert store.ends(5) == ["api.sign_in_lost"] * 5
    assert store.seen()["refreshTokens"] == 2  # once, to find out; not once for each read
    store.sign_in()
    assert store.ends(5) == [200] * 5
    assert store.seen()["refreshTokens"] == 2
