"""`profile sign-in`: what is wrong is told before the browser opens, and what comes of it is kept as a whole or not at all."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from cloverdesk.api.errors import WrongMerchant
from cloverdesk.cli.host import SignedIn, SignInRequest
from cloverdesk.cli.main import run
from cloverdesk.domain.message import Message
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.sign_in import App, SignIn, TokenPair
from cloverdesk.settings.errors import TokensMissing
from cloverdesk.settings.options import Options
from cloverdesk.settings.profiles import Profile, ProfileStore, SignInWay
from tests.cli.conftest import Ended, NotingHost
from tests.support.demo import DemoServer, demo_server

ROOT = Path(__file__).parents[2]
URL = "http://127.0.0.1:8080"
NEW = ("--environment", "custom", "--url", URL, "--client-id", "AP9X4TESTAPP1")
MADE = SignIn(
    TokenPair(Secret("eyJ.access.1"), Secret("clvroar-refresh-1"), 1, 2), "AP9X4TESTAPP1", "MERCHANT12345"
)

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the keyring of other platforms cannot be taken away"
)


@dataclass
class Signing(NotingHost):
    """A host that signs in at once, or ends in `refusal`."""

    made: SignedIn = field(default_factory=lambda: SignedIn(MADE, ()))
    refusal: Exception | None = None
    requests: list[SignInRequest] = field(default_factory=list)

    def sign_in(self, request: SignInRequest) -> SignedIn:
        self.requests.append(request)
        request.show("https://page.example/authorize")
        if self.refusal:
            raise self.refusal
        return self.made

    def kept(self, name: str = "main") -> tuple[Profile, SignIn | None]:
        """The profile, and its sign-in in the vault."""
        paths = self.paths(None)
        profile = ProfileStore(paths).get(name)
        return profile, self.secrets(paths).sign_in(profile)


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Signing:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    return Signing(tmp_path / "data", passphrase="correct horse")


@pytest.fixture
def sign_in(host: Signing, capsys: pytest.CaptureFixture[str]) -> Any:
    def execute(*argv: str, name: str = "main") -> Ended:
        capsys.readouterr()
        code = run(["profile", "sign-in", name, "--json", *argv], host)
        seen = capsys.readouterr()
        return Ended(int(code), seen.out, seen.err)

    return execute


def test_a_new_profile_is_added_with_the_merchant_who_signed_in(host: Signing, sign_in: Any) -> None:
    ended = sign_in(*NEW, "--actor", "Dana", "--currency", "cad")
    assert ended.code == 0
    assert ended.json["signs_in"] == "browser"
    assert (ended.json["merchant_id"], ended.json["currency"]) == ("MERCHANT12345", "CAD")
    assert "https://page.example/authorize" in ended.err
    profile, kept = host.kept()
    assert (profile.signs_in, profile.url, kept) == (SignInWay.BROWSER, URL, MADE)
    options = Options.load(host.paths(None).profile_dir("main"))
    assert (options.client_id, options.redirect) == ("AP9X4TESTAPP1", "http://127.0.0.1")
    assert host.requests[0].merchant_id == ""
    for file in filter(Path.is_file, host.root.rglob("*")):
        assert b"clvroar-refresh" not in file.read_bytes(), file
    assert "clvroar" not in ended.out + ended.err


def test_signing_in_again_needs_the_name_alone(host: Signing, sign_in: Any) -> None:
    assert sign_in(*NEW, "--redirect", "https://shop.example/back").code == 0
    again = sign_in("--no-browser")
    assert again.code == 0
    asked = host.requests[1]
    assert asked.app == App("AP9X4TESTAPP1", "https://shop.example/back")
    assert (asked.merchant_id, asked.use_browser) == ("MERCHANT12345", False)
    assert sign_in(*NEW).code == 0  # the same once more is no other profile


def test_pasted_tokens_give_way_to_a_sign_in(host: Signing, sign_in: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("a-pasted-token"))
    added = ["profile", "add", "main", *NEW[:4], "--merchant", "MERCHANT12345", "--token-stdin", "--json"]
    assert run(added, host) == 0
    assert host.kept()[0].signs_in is SignInWay.TOKENS
    assert sign_in("--client-id", "AP9X4TESTAPP1").code == 0
    profile, kept = host.kept()
    assert (profile.signs_in, kept) == (SignInWay.BROWSER, MADE)
    with pytest.raises(TokensMissing):
        host.secrets(host.paths(None)).tokens(profile)


@pytest.mark.parametrize(
    ("argv", "name", "code", "exit_code"),
    [
        (NEW[:4], "main", "profiles.no_sign_in", 2),
        (("--environment", "live"), "main", "profiles.no_sign_in", 2),
        (("--client-id", "A"), "main", "usage", 2),
        (("--environment", "live", "--url", URL, "--client-id", "A"), "main", "profiles.field_invalid", 2),
        ((*NEW[:4], "--client-id", "two words"), "main", "profiles.field_invalid", 2),
        ((*NEW, "--redirect", "http://example.com"), "main", "profiles.field_invalid", 2),
        (NEW, "demo", "profiles.built_in", 2),
        (NEW, "../main", "profiles.name_invalid", 2),
        ((*NEW, "--offline"), "main", "offline", 6),
    ],
)
def test_what_is_wrong_is_told_before_the_browser_opens(
    host: Signing, sign_in: Any, argv: tuple[str, ...], name: str, code: str, exit_code: int
) -> None:
    ended = sign_in(*argv, name=name)
    assert (ended.json["error"]["code"], ended.code) == (code, exit_code)
    assert host.requests == []
    assert not host.paths(None).profiles_file.exists()


@pytest.mark.parametrize(
    "argv",
    [("--environment", "sandbox"), ("--url", "http://127.0.0.1:9"), ("--merchant", "ANOTHER123456")],
)
def test_another_store_under_a_name_that_is_taken(host: Signing, sign_in: Any, argv: tuple[str, ...]) -> None:
    assert sign_in(*NEW).code == 0
    ended = sign_in(*argv)
    assert (ended.json["error"]["code"], ended.code) == ("profiles.exists", 2)
    assert len(host.requests) == 1


def test_a_closed_vault_is_told_before_the_browser_opens(host: Signing, sign_in: Any) -> None:
    host.passphrase = None
    assert sign_in(*NEW).json["error"]["code"] == "key.no_passphrase"
    host.passphrase = "correct horse"
    assert sign_in(*NEW).code == 0
    host.passphrase = "wrong"
    assert sign_in().json["error"]["code"] == "key.wrong_passphrase"
    assert len(host.requests) == 1


def test_a_sign_in_that_comes_to_nothing_keeps_nothing(host: Signing, sign_in: Any) -> None:
    host.refusal = WrongMerchant(merchant="ANOTHER123456", own="MERCHANT12345", operation_name="authorize")
    ended = sign_in(*NEW, "--merchant", "ANOTHER123456")
    assert (ended.json["error"]["code"], ended.code) == ("api.wrong_merchant", 5)
    assert not host.paths(None).profiles_file.exists()
    assert not (host.root / "profiles").exists()


def test_a_journal_of_another_store_is_left_alone(host: Signing, sign_in: Any) -> None:
    assert sign_in(*NEW).code == 0
    (host.root / "profiles" / "main" / "journal.db").write_bytes(b"money of MERCHANT12345")
    assert run(["profile", "remove", "main"], host) == 0
    host.made = SignedIn(SignIn(MADE.pair, MADE.client_id, "ANOTHER123456"), ())
    ended = sign_in(*NEW)
    assert (ended.json["error"]["code"], ended.code) == ("profiles.of_another_store", 2)
    with pytest.raises(Exception, match="no profile"):
        host.kept()


def test_what_a_person_should_know_is_said(host: Signing, sign_in: Any) -> None:
    host.made = SignedIn(MADE, (Message("app.no_public_key"),))
    assert "Online payments" in sign_in(*NEW).err


def test_the_list_shows_how_each_signs_in(
    host: Signing, sign_in: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_in(*NEW)
    capsys.readouterr()
    assert run(["profile", "list"], host) == 0
    demo, main = capsys.readouterr().out.splitlines()[1:]
    assert "built in" in demo
    assert "browser" in main


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with demo_server(orders=3) as running:
        yield running


def test_by_hand_from_one_end_to_the_other(server: DemoServer, tmp_path: Path) -> None:
    """A person without a browser here: the address goes out, the address that it ended at comes back in."""
    key = server.call("GET", "/pakms/apikey").json()
    environment = os.environ | {
        "CLOVERDESK_DATA_DIR": str(tmp_path / "data"),
        "CLOVERDESK_PASSPHRASE": "correct horse",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus",
    }
    asked = ["--environment", "custom", "--url", server.url, "--client-id", key["developerAppUuid"]]

    def start(*words: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "cloverdesk", *words, "--json"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment,
        )

    with start("profile", "sign-in", "main", "--no-browser", *asked) as process:
        assert process.stderr is not None
        address = next(line for line in process.stderr if line.startswith("http")).strip()
        page = httpx.get(f"{address}&decision=allow", trust_env=False)
        out, err = process.communicate(page.headers["location"])
    assert (process.returncode, err) == (0, "")
    assert json.loads(out)["merchant_id"] == server.said["merchant_id"]
    with start("sync") as process:
        out, err = process.communicate()
    assert (process.returncode, err) == (0, "")
    assert {one["id"]: one["rows"] for one in json.loads(out)}["charge"] >= 3
