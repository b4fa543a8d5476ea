"""Secrets: one key for each profile, made once, and never a new one beside an old database."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from cloverdesk.domain.environment import Environment
from cloverdesk.domain.errors import ExitCode
from cloverdesk.settings.errors import (
    KeyNotInVault,
    KeyringAbsent,
    KeyUnavailable,
    PassphraseMissing,
    ProfileNameInvalid,
    ProfileOfAnotherStore,
    TokensMissing,
    WrongPassphrase,
)
from cloverdesk.settings.paths import Paths
from cloverdesk.settings.profiles import DEMO_PROFILE, KeyHome, Profile
from cloverdesk.settings.secrets import Secrets, take_passphrase

PASSPHRASE = "correct horse"
SHOP = Profile(
    name="shop",
    environment=Environment.LIVE,
    url=None,
    merchant_id="MERCHANT12345",
    owner="",
    store_name="Maple & Main",
    currency="USD",
    key_home=KeyHome.VAULT,
)

pytestmark = pytest.mark.usefixtures("no_keyring")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data")


def open_secrets(paths: Paths, passphrase: str | None = PASSPHRASE) -> Secrets:
    return Secrets.open(paths, passphrase=passphrase)


def make_journal(paths: Paths, name: str = "shop") -> None:
    paths.make(paths.profile_dir(name))
    paths.journal(name).write_bytes(b"encrypted")


def test_the_passphrase_is_taken_out_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOVERDESK_PASSPHRASE", PASSPHRASE)
    assert take_passphrase() == PASSPHRASE
    assert "CLOVERDESK_PASSPHRASE" not in os.environ
    assert take_passphrase() is None


def test_a_key_is_made_once(paths: Paths) -> None:
    key = open_secrets(paths).database_key(SHOP)
    assert len(key) == 32
    make_journal(paths)
    assert open_secrets(paths).database_key(SHOP) == key
    other = replace(SHOP, name="other")
    assert open_secrets(paths).database_key(other) != key


def test_programs_that_start_at_once_get_one_key(paths: Paths) -> None:
    with ThreadPoolExecutor(4) as threads:
        keys = set(threads.map(lambda _: open_secrets(paths).database_key(SHOP), range(8)))
    assert len(keys) == 1


@pytest.mark.parametrize("database", ["journal.db", "cache.db"])
def test_no_new_key_beside_an_old_database(paths: Paths, database: str) -> None:
    paths.make(paths.profile_dir("shop"))
    (paths.profile_dir("shop") / database).write_bytes(b"encrypted")
    secrets = open_secrets(paths)
    with pytest.raises(KeyNotInVault) as caught:
        secrets.database_key(SHOP)
    assert caught.value.exit_code is ExitCode.NOT_PERMITTED
    assert "vault" in str(caught.value)
    with pytest.raises(KeyNotInVault):
        secrets.save_tokens(SHOP, {"private": "x"})


def test_a_lost_vault_is_not_made_up_for(paths: Paths) -> None:
    open_secrets(paths).database_key(SHOP)
    make_journal(paths)
    shutil.rmtree(paths.vault)
    with pytest.raises(KeyNotInVault):
        open_secrets(paths).database_key(SHOP)


def test_a_wrong_passphrase_opens_nothing(paths: Paths) -> None:
    key = open_secrets(paths).database_key(SHOP)
    secrets = open_secrets(paths, "wrong")
    with pytest.raises(WrongPassphrase) as caught:
        secrets.database_key(SHOP)
    assert caught.value.exit_code is ExitCode.NOT_PERMITTED
    assert open_secrets(paths).database_key(SHOP) == key


def test_without_a_passphrase_there_is_no_third_way(paths: Paths) -> None:
    secrets = open_secrets(paths, None)
    for ask in (
        lambda: secrets.home_for("shop"),
        lambda: secrets.database_key(SHOP),
        lambda: secrets.save_tokens(SHOP, {"private": "x"}),
    ):
        with pytest.raises(PassphraseMissing) as caught:
            ask()
        assert "CLOVERDESK_PASSPHRASE" in str(caught.value)
    assert not paths.root.exists()


def test_a_key_in_the_keyring_is_not_sought_elsewhere(paths: Paths) -> None:
    profile = replace(SHOP, key_home=KeyHome.KEYRING)
    with pytest.raises(KeyringAbsent) as caught:
        open_secrets(paths).database_key(profile)
    assert caught.value.exit_code is ExitCode.NOT_PERMITTED


def test_a_profile_that_says_another_place_than_its_folder_stays_closed(paths: Paths) -> None:
    key = open_secrets(paths).database_key(SHOP)
    record = paths.profile_dir("shop") / "key.json"
    make_journal(paths)
    record.write_text(record.read_text().replace("vault", "keyring"))
    with pytest.raises(KeyUnavailable):
        open_secrets(paths).database_key(SHOP)
    record.write_text(record.read_text().replace("keyring", "vault"))
    assert open_secrets(paths).database_key(SHOP) == key


def test_new_profiles_go_to_the_vault_here(paths: Paths) -> None:
    assert open_secrets(paths).home_for("shop") is KeyHome.VAULT


def test_a_name_used_again_finds_its_old_place(paths: Paths) -> None:
    open_secrets(paths).database_key(SHOP)
    make_journal(paths)
    record = paths.profile_dir("shop") / "key.json"
    record.write_text(record.read_text().replace("vault", "keyring"))
    assert open_secrets(paths).home_for("shop") is KeyHome.KEYRING
    with pytest.raises(ProfileNameInvalid):
        open_secrets(paths).home_for("../shop")


def test_tokens_are_kept_replaced_and_forgotten(paths: Paths) -> None:
    secrets = open_secrets(paths)
    secrets.save_tokens(SHOP, {"private": "old", "public": "p"})
    secrets.save_tokens(SHOP, {"private": "x" * 5000})
    key = secrets.database_key(SHOP)
    assert open_secrets(paths).tokens(SHOP) == {"private": "x" * 5000}
    make_journal(paths)
    secrets.forget_tokens(SHOP)
    with pytest.raises(TokensMissing) as caught:
        secrets.tokens(SHOP)
    assert caught.value.exit_code is ExitCode.NOT_PERMITTED
    assert open_secrets(paths).database_key(SHOP) == key


def test_tokens_that_were_never_kept(paths: Paths) -> None:
    with pytest.raises(TokensMissing):
        open_secrets(paths).tokens(SHOP)
    open_secrets(paths).forget_tokens(SHOP)


def test_only_known_tokens_are_kept(paths: Paths) -> None:
    with pytest.raises(ValueError, match="control"):
        open_secrets(paths).save_tokens(SHOP, {"private": "x", "control": "y"})


def test_nothing_on_disk_is_plain(paths: Paths) -> None:
    secrets = open_secrets(paths)
    secrets.save_tokens(SHOP, {"private": "a-secret-token"})
    key = secrets.database_key(SHOP)
    for file in filter(Path.is_file, paths.root.rglob("*")):
        content = file.read_bytes()
        for secret in (b"a-secret-token", key, key.hex().encode(), PASSPHRASE.encode()):
            assert secret not in content, file


def test_the_demo_store_needs_neither(paths: Paths) -> None:
    secrets = open_secrets(paths, None)
    key = secrets.database_key(DEMO_PROFILE)
    assert len(key) == 32
    assert secrets.database_key(DEMO_PROFILE) == key
    assert secrets.tokens(DEMO_PROFILE) == {}
    secrets.forget_tokens(DEMO_PROFILE)
    assert not paths.root.exists()


def test_a_moved_data_directory_keeps_its_keys(paths: Paths, tmp_path: Path) -> None:
    key = open_secrets(paths).database_key(SHOP)
    make_journal(paths)
    shutil.move(paths.root, tmp_path / "moved")
    assert open_secrets(Paths(tmp_path / "moved")).database_key(SHOP) == key


def test_a_name_is_not_given_to_another_store_while_its_databases_lie_there(paths: Paths) -> None:
    secrets = open_secrets(paths)
    secrets.save_tokens(SHOP, {"private": "a"})
    other = replace(SHOP, merchant_id="ANOTHER123456")
    secrets.check_store(other)
    secrets.save_tokens(other, {"private": "b"})  # nothing was ever read as SHOP
    make_journal(paths)
    secrets.forget_tokens(other)
    secrets.check_store(other)
    for stranger in (SHOP, replace(other, environment=Environment.SANDBOX)):
        with pytest.raises(ProfileOfAnotherStore, match="journal"):
            secrets.check_store(stranger)
