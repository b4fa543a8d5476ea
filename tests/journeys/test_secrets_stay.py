"""A sign-in, a sync, a refund and a crash, with everything logged: and no secret lies about anywhere afterwards."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw
import httpx
import pytest

from cloverdesk.demo.gift_cards import cards as gift_cards
from cloverdesk.demo.paying.cards import TEST_CARDS, THREEDS_CARDS
from cloverdesk.demo.seed import seed_store
from cloverdesk.demo.store import DemoStore
from cloverdesk.domain.sign_in import SignIn
from cloverdesk.settings.paths import Paths
from cloverdesk.settings.profiles import ProfileStore
from cloverdesk.settings.secrets import Secrets
from tests.support.demo import DemoServer, demo_server

ROOT = Path(__file__).parents[2]
PASSPHRASE = "a passphrase of this test"


@dataclass
class Desk:
    """A person at a terminal, whose desk logs everything."""

    folder: Path
    server: DemoServer
    numbers: set[str]
    seen: list[str] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def run(self, *words: str, crash: bool = False, text: str | None = None, code: int = 0) -> Any:
        """The JSON of a command. What it printed, and its argument list, are kept in `seen`."""
        usual = {name: value for name, value in os.environ.items() if not name.startswith(("DBUS_", "XDG_"))}
        browser = [
            sys.executable,
            str(ROOT / "tests" / "support" / "obedient_browser.py"),
            str(self.folder / "web"),
        ]
        command = [sys.executable, "-m", "tests.support.loud_desk", str(self.folder / "verifiers")]
        command += [*(["crash"] if crash else []), "--data-dir", str(self.data), "--json", *words]
        done = subprocess.run(
            command,
            input=text or "",
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env={**usual, "CLOVERDESK_PASSPHRASE": PASSPHRASE, "BROWSER": " ".join([*browser, "%s"])},
            check=False,
        )
        self.seen += [*command, done.stdout, done.stderr]
        assert done.returncode == code, done.stdout + done.stderr
        self.note_secrets()
        return json.loads(done.stdout)

    def kept(self) -> SignIn | None:
        paths = Paths(self.data)
        found = [one for one in ProfileStore(paths).all() if one.name == "main"]
        return Secrets.open(paths, passphrase=PASSPHRASE).sign_in(found[0]) if found else None

    def note_secrets(self) -> None:
        """The tokens of now; they are others after each renewal."""
        kept = self.kept()
        if kept is not None:
            self.secrets |= {kept.pair.access.reveal(), kept.pair.refresh.reveal()}

    def key(self) -> bytes:
        paths = Paths(self.data)
        profile = ProfileStore(paths).get("main")
        return Secrets.open(paths, passphrase=PASSPHRASE).database_key(profile)

    def half_an_hour_passes(self) -> None:
        self.server.call("POST", "/_demo/clock", body={"advance_ms": 31 * 60_000})


def through_the_browser(desk: Desk, app: str) -> None:
    """Sign in; what the browser and the two processes saw is noted."""
    words = ("--environment", "custom", "--url", desk.server.url, "--client-id", app, "--actor", "Dana")
    said = desk.run("profile", "sign-in", "main", *words)
    assert (said["signs_in"], said["merchant_id"]) == ("browser", desk.server.said["merchant_id"])
    (line,) = (desk.folder / "web").read_text().splitlines()
    web = json.loads(line)
    desk.secrets.add(httpx.URL(web["back"]).params["code"])
    (verifier,) = (desk.folder / "verifiers").read_text().split()
    desk.secrets.add(verifier)
    assert any("obedient_browser" in word for word in web["argv"][0])
    assert any("loud_desk" in word for word in web["argv"][1])
    desk.seen += [word for argv in web["argv"] for word in argv]


def seeded(db: Path) -> set[str]:
    """Make a store; returns the numbers of every gift card that it ever sold, and of every published test card."""
    store = DemoStore.open(db)
    try:
        seed_store(store, 300, 1)
        serials = [card.serial for card in gift_cards.all_cards(store)]
        sold = {gift_cards.number_of(store, serial) for serial in serials if serial is not None}
    finally:
        store.close()
    assert len(sold) > 1
    return sold | set(TEST_CARDS) | set(THREEDS_CARDS)


def decrypted(database: Path, key: bytes, folder: Path) -> bytes:
    """Every page of a database, those that are free as well, as it is without its encryption."""
    copy = folder / f"plain-{database.name}"
    shutil.copy(database, copy)
    engine = apsw.Connection(str(copy))
    engine.pragma("cipher", "aegis")
    engine.pragma("key", f"raw:{key.hex()}")
    engine.pragma("journal_mode", "delete")
    engine.execute("PRAGMA rekey = ''")
    engine.close()
    pages = copy.read_bytes()
    assert pages.startswith(b"SQLite format 3")
    return pages


def whole_day(desk: Desk) -> None:
    """Sign in, read everything, give something back with a renewed sign-in, and crash."""
    app = desk.server.call("GET", "/pakms/apikey").json()
    desk.secrets.add(app["apiAccessKey"])
    through_the_browser(desk, app["developerAppUuid"])
    desk.run("sync")
    desk.half_an_hour_passes()
    charges = desk.run("charges", "list")
    charge = next(
        one
        for one in charges
        if one["state"] == "paid" and (one["refundable_by_amount"] or {"amount": 0})["amount"] > 1000
    )
    made = desk.run("refund", charge["id"], "--amount", "5.00", "--yes", "--hold", "0")
    assert made["state"] == "confirmed"
    assert len(desk.secrets) == 3 + 4  # key, code and verifier, and two pairs: it was renewed
    failed = desk.run("sync", crash=True, code=1)
    assert failed["error"]["code"] == "cli.bug"
    desk.run("operations", "list")
    desk.run("profile", "list")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    numbers = seeded(tmp_path / "demo.db")
    with demo_server(db=tmp_path / "demo.db") as server:
        yield Desk(tmp_path, server, numbers=numbers)


def test_no_secret_is_found_anywhere(desk: Desk, tmp_path: Path) -> None:
    whole_day(desk)
    log = "".join(file.read_text() for file in sorted((desk.data / "logs").iterdir()))
    for part in ("POST /oauth/v2/token 200", "POST /oauth/v2/refresh 200", "GET /v1/charges 200", "a bug"):
        assert part in log  # everything was logged, and the crash reported
    assert "no such headers" in log
    key = desk.key()
    forbidden = desk.secrets | desk.numbers | {PASSPHRASE, key.hex()}
    folder = Paths(desk.data).profile_dir("main")
    pages = [decrypted(folder / name, key, tmp_path) for name in ("cache.db", "journal.db")]
    files = [file.read_bytes() for file in desk.data.rglob("*") if file.is_file()]
    assert len(files) > 8
    for place in (*pages, *files, *(text.encode() for text in desk.seen)):
        for secret in forbidden:
            assert secret.encode() not in place, place[:200]
        assert key not in place
