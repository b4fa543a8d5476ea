"""Profiles by command: the secret comes on standard input, goes to the vault, and is seen nowhere else."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from cloverdesk.settings.profiles import ProfileStore

TOKEN = "0a1b2c3d-secret-token"
SHOP = [
    "profile",
    "add",
    "shop",
    "--environment",
    "custom",
    "--url",
    "http://127.0.0.1:8080/",
    "--merchant",
    "M1",
]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, host: Any) -> Any:
    """Set standard input; the vault has a passphrase, and there is no keyring."""
    if sys.platform != "linux":
        pytest.skip("the keyring of this platform cannot be taken away")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    host.passphrase = "correct horse"

    def set_stdin(text: str | bytes) -> None:
        raw = text.encode() if isinstance(text, str) else text
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))

    return set_stdin


def test_added_listed_removed(command: Any, host: Any, typed: Any) -> None:
    typed(f"{TOKEN}\n")
    added = command(*SHOP, "--token-stdin", "--actor", "Zoë", "--json")
    assert added.code == 0
    assert added.json == {
        "id": "shop",
        "environment": "custom",
        "url": "http://127.0.0.1:8080",
        "token_url": None,
        "platform_url": None,
        "recurring_url": None,
        "merchant_id": "M1",
        "actor": "Zoë",
        "store_name": "shop",
        "currency": "USD",
        "key_home": "vault",
        "signs_in": "tokens",
    }
    assert [one["id"] for one in command("profile", "list", "--json").json] == ["demo", "shop"]
    listed = command("profile", "list")
    assert "http://127.0.0.1:8080" in listed.out
    profile = ProfileStore(host.paths(None)).get("shop")
    assert host.secrets(host.paths(None)).tokens(profile) == dict.fromkeys(("private", "platform"), TOKEN)

    removed = command("profile", "remove", "shop")
    assert (removed.code, removed.err) == (0, "")
    assert "Its journal stays" in removed.out
    assert [one["id"] for one in command("profile", "list", "--json").json] == ["demo"]
    seen = added.out + added.err + listed.out + removed.out
    assert TOKEN not in seen
    for file in filter(Path.is_file, host.root.rglob("*")):
        assert TOKEN.encode() not in file.read_bytes(), file


def test_parts_of_a_server_may_live_apart(command: Any, host: Any, typed: Any) -> None:
    typed(TOKEN)
    apart = ("--token-url", "http://localhost:1/", "--recurring-url", "https://plans.example")
    added = command(*SHOP, "--token-stdin", *apart, "--json")
    assert added.json["token_url"] == "http://localhost:1"
    assert added.json["platform_url"] is None
    profile = ProfileStore(host.paths(None)).get("shop")
    assert profile.apart == ("http://localhost:1", "", "https://plans.example")
    listed = command("profile", "list").out
    assert "http://127.0.0.1:8080 http://localhost:1 https://plans.example" in listed


def test_tokens_of_three_kinds(command: Any, host: Any, typed: Any) -> None:
    typed(json.dumps({"private": "a", "platform": "b"}, indent=2))
    assert command(*SHOP, "--token-stdin").code == 0
    profile = ProfileStore(host.paths(None)).get("shop")
    assert host.secrets(host.paths(None)).tokens(profile) == {"private": "a", "platform": "b"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        "two words",
        "two\nlines",
        "tok\u00e9n",
        "tok\x1ben",
        "x" * 20_000,
        b"\xff\xfe\x00",
        "{",
        "{}",
        '{"private": ""}',
        '{"private": 1}',
        '{"public": "a"}',
        '{"private": "a", "control": "b"}',
        '{"private": "a b"}',
        '{"private": {"a": 1}}',
    ],
)
def test_anything_else_on_standard_input_is_refused(
    command: Any, host: Any, typed: Any, text: str | bytes
) -> None:
    typed(text)
    ended = command(*SHOP, "--token-stdin", "--json")
    assert (ended.code, ended.json["error"]["code"]) == (2, "cli.token_unreadable")
    assert not host.paths(None).profiles_file.exists()
    assert not host.paths(None).vault.exists()
    leading = text[:12] if isinstance(text, str) else ""
    assert not leading.strip("{}\n ") or leading not in ended.out + ended.err


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["shop", "--environment", "custom", "--url", "http://example.com"], "profiles.url_invalid"),
        (["shop", "--environment", "custom"], "profiles.url_invalid"),
        (["shop", "--environment", "custom", "--url", "https://scl.clover.com"], "profiles.url_is_clovers"),
        (
            ["shop", "--environment", "custom", "--url", "https://host", "--token-url", "http://host"],
            "profiles.url_invalid",
        ),
        (["shop", "--environment", "live", "--recurring-url", "https://host"], "profiles.field_invalid"),
        (["shop", "--environment", "live", "--url", "https://host"], "profiles.field_invalid"),
        (["../shop", "--environment", "live"], "profiles.name_invalid"),
        (["demo", "--environment", "live"], "profiles.built_in"),
        (["shop", "--environment", "live", "--currency", "dollars"], "profiles.field_invalid"),
    ],
)
def test_what_is_wrong_is_told_before_the_secret_is_read(
    command: Any, host: Any, typed: Any, argv: list[str], code: str
) -> None:
    typed(TOKEN)
    ended = command("profile", "add", *argv, "--merchant", "M1", "--token-stdin", "--json")
    assert (ended.code, ended.json["error"]["code"]) == (2, code)
    assert sys.stdin.read() == TOKEN
    assert not host.paths(None).vault.exists()


def test_a_name_that_is_taken_keeps_its_token(command: Any, host: Any, typed: Any) -> None:
    typed("first")
    assert command(*SHOP, "--token-stdin").code == 0
    typed("second")
    assert command(*SHOP, "--token-stdin").code == 2
    profile = ProfileStore(host.paths(None)).get("shop")
    assert host.secrets(host.paths(None)).tokens(profile)["private"] == "first"


def test_without_keyring_and_passphrase_nothing_is_added(command: Any, host: Any, typed: Any) -> None:
    host.passphrase = None
    typed(TOKEN)
    ended = command(*SHOP, "--token-stdin", "--json")
    assert (ended.code, ended.json["error"]["code"]) == (5, "key.no_passphrase")
    assert [one["id"] for one in command("profile", "list", "--json").json] == ["demo"]


def test_a_wrong_passphrase_adds_and_removes_nothing(command: Any, host: Any, typed: Any) -> None:
    typed(TOKEN)
    command(*SHOP, "--token-stdin")
    host.passphrase = "wrong"
    typed(TOKEN)
    assert command(*[*SHOP[:2], "other", *SHOP[3:]], "--token-stdin").code == 5
    assert command("profile", "remove", "shop").code == 5
    assert [one["id"] for one in command("profile", "list", "--json").json] == ["demo", "shop"]


def test_unknown_and_built_in_are_not_removed(command: Any, typed: Any) -> None:
    assert command("profile", "remove", "shop").code == 9
    assert command("profile", "remove", "demo").code == 2


def test_a_removed_name_stays_with_its_store(command: Any, host: Any, typed: Any) -> None:
    typed(TOKEN)
    assert command(*SHOP, "--token-stdin").code == 0
    (host.root / "profiles" / "shop" / "journal.db").write_bytes(b"money of M1")
    assert command("profile", "remove", "shop").code == 0
    typed(TOKEN)
    other = command(*SHOP[:-1], "M2", "--token-stdin", "--json")
    assert (other.code, other.json["error"]["code"]) == (2, "profiles.of_another_store")
    assert [one["id"] for one in command("profile", "list", "--json").json] == ["demo"]
    typed(TOKEN)
    assert command(*SHOP, "--token-stdin").code == 0
