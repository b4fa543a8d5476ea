"""Profiles: written whole or not at all, never with a secret, never set aside silently."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from cloverdesk.domain.addresses import HostsApart
from cloverdesk.domain.environment import Environment
from cloverdesk.domain.errors import DeskError, ExitCode
from cloverdesk.settings.errors import (
    DataDirUnwritable,
    ProfileBuiltIn,
    ProfileExists,
    ProfileFieldInvalid,
    ProfileNameInvalid,
    ProfileNotChosen,
    ProfilesDamaged,
    ProfileUnknown,
    ProfileUrlInvalid,
    ProfileUrlIsClovers,
    SettingsNewer,
)
from cloverdesk.settings.paths import Paths
from cloverdesk.settings.profiles import DEMO_PROFILE, KeyHome, Profile, ProfileStore

SHOP = Profile(
    name="shop",
    environment=Environment.CUSTOM,
    url="http://127.0.0.1:8080",
    merchant_id="MERCHANT12345",
    owner="Zoë",
    store_name="Maple & Main",
    currency="USD",
    key_home=KeyHome.VAULT,
)


@pytest.fixture
def store(tmp_path: Path) -> ProfileStore:
    return ProfileStore(Paths(tmp_path / "data"))


def test_the_demo_store_is_there_without_being_added(store: ProfileStore) -> None:
    assert store.all() == (DEMO_PROFILE,)
    assert store.get("demo").environment is Environment.DEMO
    assert store.choose(None) is DEMO_PROFILE


def test_what_is_added_is_found_again(store: ProfileStore) -> None:
    live = replace(SHOP, name="Live", environment=Environment.LIVE, url=None, owner="")
    store.add(SHOP)
    store.add(live)
    assert store.all() == (DEMO_PROFILE, live, SHOP)
    assert store.get("shop") == SHOP


def test_without_a_name_the_only_one_is_chosen(store: ProfileStore) -> None:
    store.add(SHOP)
    assert store.choose(None) == SHOP
    assert store.choose("demo") is DEMO_PROFILE
    store.add(replace(SHOP, name="other"))
    with pytest.raises(ProfileNotChosen) as caught:
        store.choose(None)
    assert "other, shop" in str(caught.value)


def test_an_unknown_one_is_not_found(store: ProfileStore) -> None:
    with pytest.raises(ProfileUnknown) as caught:
        store.get("nobody")
    assert caught.value.exit_code is ExitCode.NOT_FOUND
    with pytest.raises(ProfileUnknown):
        store.remove("nobody")


@pytest.mark.parametrize("name", ["shop", "SHOP", "Shop"])
def test_capitals_do_not_make_another_name(store: ProfileStore, name: str) -> None:
    store.add(SHOP)
    with pytest.raises(ProfileExists):
        store.add(replace(SHOP, name=name))
    assert store.all() == (DEMO_PROFILE, SHOP)


def test_the_demo_store_stays(store: ProfileStore) -> None:
    with pytest.raises(ProfileBuiltIn):
        store.add(replace(SHOP, name="Demo"))
    with pytest.raises(ProfileBuiltIn):
        store.remove("demo")


def test_removing_leaves_the_folder(tmp_path: Path, store: ProfileStore) -> None:
    store.add(SHOP)
    journal = Paths(tmp_path / "data").journal("shop")
    journal.parent.mkdir(parents=True)
    journal.write_bytes(b"precious")
    store.remove("shop")
    assert store.all() == (DEMO_PROFILE,)
    assert journal.read_bytes() == b"precious"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"name": "../shop"}, ProfileNameInvalid),
        ({"merchant_id": ""}, ProfileFieldInvalid),
        ({"merchant_id": "two words"}, ProfileFieldInvalid),
        ({"owner": "x" * 81}, ProfileFieldInvalid),
        ({"owner": "esc\x1b[31m"}, ProfileFieldInvalid),
        ({"currency": "usd"}, ProfileFieldInvalid),
        ({"environment": Environment.DEMO, "url": None}, ProfileFieldInvalid),
        ({"key_home": KeyHome.FIXED}, ProfileFieldInvalid),
        ({"environment": Environment.LIVE}, ProfileFieldInvalid),
        ({"url": None}, ProfileUrlInvalid),
        ({"url": "127.0.0.1:80"}, ProfileUrlInvalid),
        ({"url": "http://example.com"}, ProfileUrlInvalid),
        ({"url": "http://127.0.0.1.example.com"}, ProfileUrlInvalid),
        ({"url": "ftp://127.0.0.1"}, ProfileUrlInvalid),
        ({"url": "https://"}, ProfileUrlInvalid),
        ({"url": "https://host:99999"}, ProfileUrlInvalid),
        ({"url": "https://[::1"}, ProfileUrlInvalid),
        ({"url": "https://me:secret@host"}, ProfileUrlInvalid),
        ({"url": "https://host?token=secret"}, ProfileUrlInvalid),
        ({"url": "https://host/#secret"}, ProfileUrlInvalid),
        ({"url": "https://SCL.clover.com."}, ProfileUrlIsClovers),
        ({"apart": HostsApart(token="http://example.com")}, ProfileUrlInvalid),
        ({"apart": HostsApart(platform="host")}, ProfileUrlInvalid),
        ({"apart": HostsApart(recurring="https://host?token=secret")}, ProfileUrlInvalid),
        ({"apart": HostsApart(recurring="https://api.clover.com")}, ProfileUrlIsClovers),
        (
            {"environment": Environment.LIVE, "url": None, "apart": HostsApart(token="https://host")},
            ProfileFieldInvalid,
        ),
    ],
)
def test_what_has_not_its_shape_is_not_added(
    store: ProfileStore, change: dict[str, object], problem: type[DeskError]
) -> None:
    with pytest.raises(problem) as caught:
        store.add(replace(SHOP, **change))
    assert caught.value.exit_code is ExitCode.USAGE
    assert "secret" not in str(caught.value)
    assert store.all() == (DEMO_PROFILE,)


@pytest.mark.parametrize(
    "url",
    ["https://host", "https://host:8443/base", "http://localhost:1", "http://[::1]:80", "http://127.9.9.9"],
)
def test_addresses_that_are_taken(store: ProfileStore, url: str) -> None:
    store.add(replace(SHOP, url=url))
    assert store.get("shop").url == url


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"version": 1}',
        '{"version": "x", "profiles": []}',
        '{"version": 1, "profiles": [{}]}',
        "\xff",
    ],
)
def test_a_damaged_list_is_told_and_left_alone(tmp_path: Path, store: ProfileStore, text: str) -> None:
    file = Paths(tmp_path / "data").profiles_file
    file.parent.mkdir()
    file.write_text(text, "latin-1")
    for change in (store.all, lambda: store.add(SHOP), lambda: store.remove("shop")):
        with pytest.raises(ProfilesDamaged) as caught:
            change()
        assert caught.value.exit_code is ExitCode.DAMAGED
    assert file.read_text("latin-1") == text
    assert {one.name for one in file.parent.iterdir()} <= {"profiles.json", "profiles.lock"}


def test_parts_that_live_apart_are_found_again(store: ProfileStore) -> None:
    apart = HostsApart(platform="https://platform.example", recurring="https://plans.example/clover")
    store.add(replace(SHOP, apart=apart))
    assert store.get("shop").apart == apart


def test_a_list_of_an_older_program_is_read(tmp_path: Path, store: ProfileStore) -> None:
    store.add(SHOP)
    file = Paths(tmp_path / "data").profiles_file
    document = json.loads(file.read_text("utf-8"))
    (entry,) = document["profiles"]
    for name in ("apart", "signs_in"):
        del entry[name]
    entry["url"] = "https://scl.clover.com"  # which older programs did not refuse
    file.write_text(json.dumps(document), "utf-8")
    assert store.get("shop") == replace(SHOP, url="https://scl.clover.com")


@pytest.mark.parametrize(
    "apart", [["token"], "https://host", {"elsewhere": "https://host"}, {"token": "host"}]
)
def test_parts_that_are_no_addresses_are_damage(tmp_path: Path, store: ProfileStore, apart: object) -> None:
    store.add(SHOP)
    file = Paths(tmp_path / "data").profiles_file
    document = json.loads(file.read_text("utf-8"))
    document["profiles"][0]["apart"] = apart
    file.write_text(json.dumps(document), "utf-8")
    with pytest.raises(ProfilesDamaged):
        store.all()


@pytest.mark.parametrize(
    ("changes", "here"),
    [
        ({}, True),
        ({"apart": HostsApart(token="http://localhost:1")}, True),
        ({"apart": HostsApart(recurring="https://plans.example")}, False),
        ({"url": "https://shop.example"}, False),
        ({"environment": Environment.LIVE, "url": None}, False),
    ],
)
def test_whether_it_is_on_this_computer(changes: dict, here: bool) -> None:
    assert replace(SHOP, **changes).is_on_this_computer is here


def test_a_damaged_entry_never_leads_out_of_the_directory(tmp_path: Path, store: ProfileStore) -> None:
    store.add(SHOP)
    file = Paths(tmp_path / "data").profiles_file
    file.write_text(file.read_text("utf-8").replace('"shop"', '"../../shop"'), "utf-8")
    with pytest.raises(ProfilesDamaged):
        store.all()


def test_a_newer_list_is_left_alone(tmp_path: Path, store: ProfileStore) -> None:
    store.add(SHOP)
    file = Paths(tmp_path / "data").profiles_file
    newer = file.read_text("utf-8").replace('"version": 1', '"version": 2')
    file.write_text(newer, "utf-8")
    with pytest.raises(SettingsNewer):
        store.remove("shop")
    assert file.read_text("utf-8") == newer


def test_a_failed_write_keeps_the_old_list(
    tmp_path: Path, store: ProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(SHOP)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DataDirUnwritable):
        store.add(replace(SHOP, name="other"))
    monkeypatch.undo()
    assert store.all() == (DEMO_PROFILE, SHOP)
    assert {one.name for one in (tmp_path / "data").iterdir()} <= {"profiles.json", "profiles.lock"}


def test_many_adding_at_once_lose_nothing(tmp_path: Path, store: ProfileStore) -> None:
    def add(number: int) -> None:
        ProfileStore(Paths(tmp_path / "data")).add(replace(SHOP, name=f"shop {number}"))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(24)))
    assert len(store.all()) == 25


def test_the_file_is_private_and_plain(tmp_path: Path, store: ProfileStore) -> None:
    store.add(SHOP)
    file = Paths(tmp_path / "data").profiles_file
    document = json.loads(file.read_text("utf-8"))
    assert document["profiles"][0]["owner"] == "Zoë"
    assert file.stat().st_mode & 0o077 == 0
