"""What a sign-in leaves on this computer: a secret in one place, an app's id in the options, and how the profile signs in."""

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import FileLock

from cloverdesk.domain.errors import ExitCode
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.sign_in import App, SignIn, TokenPair
from cloverdesk.settings.apps import is_client_id, is_redirect, offered_app
from cloverdesk.settings.errors import (
    OptionNotUsable,
    ProfileBuiltIn,
    ProfileFieldInvalid,
    ProfileUnknown,
    SignInBusy,
    TokensMissing,
)
from cloverdesk.settings.keyring_place import KeyringPlace
from cloverdesk.settings.options import Options
from cloverdesk.settings.paths import Paths
from cloverdesk.settings.profiles import DEMO_PROFILE, KeyHome, ProfileStore, SignInWay
from cloverdesk.settings.secrets import CHANGE_SECONDS, Secrets
from cloverdesk.settings.sign_in_store import ProfileSignIn
from tests.settings.test_keyring_place import MemoryKeyring
from tests.support.aio import ManualClock, run
from tests.support.sign_in import PASSPHRASE, profile

T = TypeVar("T")

MERCHANT = "7MRCH4NT9KQ21"
SHOP = profile(MERCHANT)
LONG = SignIn(
    TokenPair(Secret("eyJ" + "a" * 4000), Secret("clvroar-" + "b" * 200), 1767227400, 1798761600),
    "AP9X4TESTAPP1",
    MERCHANT,
    "E5T8RN2VQX0KA",
    sent=True,
)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data")


@pytest.fixture
def secrets(paths: Paths) -> Secrets:
    return Secrets.open(paths, passphrase=PASSPHRASE)


def test_what_is_kept_is_found_by_the_next_program_and_is_plain_nowhere(
    paths: Paths, secrets: Secrets
) -> None:
    assert secrets.sign_in(SHOP) is None
    secrets.save_sign_in(SHOP, LONG)
    assert Secrets.open(paths, passphrase=PASSPHRASE).sign_in(SHOP) == LONG
    assert "eyJ" not in repr(LONG)
    for file in filter(Path.is_file, paths.root.rglob("*")):
        content = file.read_bytes()
        assert b"eyJaaaa" not in content, file
        assert b"clvroar-" not in content, file


def test_a_pair_that_is_too_long_for_one_credential_of_windows(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The strictest keyring takes 2560 bytes of UTF-16 at once; no test may touch the real one of this session."""
    keyring = MemoryKeyring()
    monkeypatch.setattr(KeyringPlace, "find", lambda: KeyringPlace(keyring))
    at_home = replace(SHOP, key_home=KeyHome.KEYRING)
    Secrets.open(paths, passphrase=None).save_sign_in(at_home, LONG)
    assert Secrets.open(paths, passphrase=None).sign_in(at_home) == LONG
    assert len(keyring.kept) == 5
    Secrets.open(paths, passphrase=None).forget_tokens(at_home)
    assert keyring.kept == {}


def test_removing_takes_every_api_secret_and_never_the_key(paths: Paths, secrets: Secrets) -> None:
    key = secrets.database_key(SHOP)
    secrets.save_tokens(SHOP, {"private": "p"})
    secrets.save_sign_in(SHOP, LONG)
    secrets.forget_pasted(SHOP)
    assert secrets.sign_in(SHOP) == LONG
    secrets.save_tokens(SHOP, {"private": "p"})
    secrets.forget_tokens(SHOP)
    assert secrets.sign_in(SHOP) is None
    with pytest.raises(TokensMissing):
        secrets.tokens(SHOP)
    paths.journal("shop").write_bytes(b"encrypted")
    assert Secrets.open(paths, passphrase=PASSPHRASE).database_key(SHOP) == key


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"access": "a"}', '{"access_expires_at": "x"}'])
def test_what_is_no_sign_in_is_as_good_as_none(paths: Paths, secrets: Secrets, text: str) -> None:
    secrets.save_sign_in(SHOP, LONG)
    account = json.loads((paths.profile_dir("shop") / "key.json").read_text())["id"]
    secrets._place(KeyHome.VAULT).write(f"{account}/sign-in", text)
    assert secrets.sign_in(SHOP) is None


def test_the_demo_store_has_none(secrets: Secrets) -> None:
    assert secrets.sign_in(DEMO_PROFILE) is None


def test_a_change_waits_for_a_renewal_and_no_longer_than_clover_takes(
    paths: Paths, secrets: Secrets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cloverdesk.settings.secrets.CHANGE_SECONDS", 0.1)
    secrets.save_sign_in(SHOP, LONG)
    with FileLock(paths.sign_in_lock("shop")), pytest.raises(SignInBusy) as caught:
        secrets.forget_tokens(SHOP)
    assert caught.value.exit_code is ExitCode.NOT_PERMITTED
    assert secrets.sign_in(SHOP) == LONG
    secrets.forget_tokens(SHOP)
    assert secrets.sign_in(SHOP) is None


def test_a_task_waits_for_another_program_and_then_says_so(paths: Paths, secrets: Secrets) -> None:
    async def main() -> None:
        clock, loop = ManualClock(), asyncio.get_running_loop()
        with ThreadPoolExecutor(1) as threads:

            async def in_thread(work: Callable[[], T], /) -> T:
                return await loop.run_in_executor(threads, work)

            async def enter() -> str:
                async with ProfileSignIn(SHOP, lambda: secrets, clock, in_thread).alone():
                    return "alone"

            other = secrets.sign_in_lock("shop")
            other.acquire()
            waiting = loop.create_task(enter())
            await clock.advance(1)
            assert not waiting.done()
            other.release()
            await clock.advance(1)
            assert await waiting == "alone"
            other.acquire()
            waiting = loop.create_task(enter())
            await clock.advance(CHANGE_SECONDS + 1)
            with pytest.raises(SignInBusy):
                await waiting
            other.release()

    run(main())


def test_only_this_user_can_read_the_lock(paths: Paths, secrets: Secrets) -> None:
    with secrets.changing_sign_in("shop"):
        assert paths.sign_in_lock("shop").stat().st_mode & 0o077 == 0


def test_profiles_say_how_they_sign_in(paths: Paths) -> None:
    store = ProfileStore(paths)
    store.add(replace(SHOP, signs_in=SignInWay.TOKENS))
    document = json.loads(paths.profiles_file.read_text())
    del document["profiles"][0]["signs_in"]  # as an older program wrote it
    paths.profiles_file.write_text(json.dumps(document))
    assert store.get("shop").signs_in is SignInWay.TOKENS
    store.change(SHOP)
    assert ProfileStore(paths).get("shop") == SHOP
    assert store.get("demo").signs_in is SignInWay.FIXED
    with pytest.raises(ProfileUnknown):
        store.change(replace(SHOP, name="other"))
    with pytest.raises(ProfileFieldInvalid):
        store.change(replace(SHOP, signs_in=SignInWay.FIXED))
    with pytest.raises((ProfileBuiltIn, ProfileFieldInvalid)):
        store.change(DEMO_PROFILE)


def test_no_app_is_shipped_and_without_one_only_tokens_are_offered(tmp_path: Path) -> None:
    usual = Options.load(tmp_path)
    assert offered_app(usual) is None
    assert offered_app(replace(usual, client_id="AP9X4TESTAPP1")) is None
    assert offered_app(replace(usual, redirect="http://127.0.0.1")) is None
    chosen = replace(usual, client_id="AP9X4TESTAPP1", redirect="http://127.0.0.1:8765/callback")
    chosen.save(tmp_path)
    assert offered_app(Options.load(tmp_path)) == App("AP9X4TESTAPP1", "http://127.0.0.1:8765/callback")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("client_id", 1),
        ("client_id", "two words"),
        ("client_id", "x" * 65),
        ("client_id", None),
        ("redirect", "ftp://host"),
        ("redirect", "http://example.com/callback"),
        ("redirect", ["http://127.0.0.1"]),
    ],
)
def test_an_app_that_cannot_be_is_told(tmp_path: Path, name: str, value: object) -> None:
    (tmp_path / "options.json").write_text(json.dumps({name: value}))
    with pytest.raises(OptionNotUsable, match=name) as caught:
        Options.load(tmp_path)
    assert caught.value.exit_code is ExitCode.DAMAGED


@pytest.mark.parametrize(
    ("text", "usable"),
    [
        ("http://127.0.0.1", True),
        ("http://localhost:8765/callback", True),
        ("https://shop.example/clover", True),
        ("http://127.0.0.2", False),
        ("http://[::1]:8765", False),
        ("http://localhost.example", False),
        ("https://user@shop.example", False),
        ("https://shop.example/?a=b", False),
        ("https://shop.example/#a", False),
        ("https://shop.example/ x", False),
        ("https://shop.example:0", False),
        ("https://shop.example:x", False),
        ("https://", False),
        ("127.0.0.1", False),
        ("", False),
    ],
)
def test_where_a_sign_in_page_may_go_back_to(text: str, usable: bool) -> None:
    assert is_redirect(text) is usable


@pytest.mark.parametrize(
    ("text", "usable"), [("AP9X4TESTAPP1", True), ("", False), ("a b", False), ("ä", False), ("a\n", False)]
)
def test_what_an_app_may_be_called(text: str, usable: bool) -> None:
    assert is_client_id(text) is usable
