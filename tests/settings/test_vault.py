"""The vault: opened by its passphrase and nothing else, and never made anew over an old one."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cloverdesk.domain.errors import DeskError, ExitCode
from cloverdesk.settings.errors import (
    DataDirUnwritable,
    PassphraseMissing,
    SettingsNewer,
    VaultDamaged,
    WrongPassphrase,
)
from cloverdesk.settings.vault import Vault

PASSPHRASE = "correct horse"


def test_what_is_written_is_read_by_the_next_program(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path / "vault", PASSPHRASE)
    assert vault.read("shop/key") is None
    vault.write("shop/key", "old")
    vault.write("shop/key", "a secret text")
    again = Vault.open(tmp_path / "vault", PASSPHRASE)
    assert again.read("shop/key") == "a secret text"
    again.forget("shop/key")
    again.forget("shop/key")
    assert vault.read("shop/key") is None


def test_nothing_of_it_is_plain(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path / "vault", PASSPHRASE)
    vault.write("shop/key", "a secret text")
    for file in (tmp_path / "vault").iterdir():
        content = file.read_bytes()
        assert b"a secret text" not in content
        assert PASSPHRASE.encode() not in content
        assert b"SQLite" not in content
        assert b"shop" not in content


@pytest.mark.parametrize("wrong", ["Correct horse", "correct horse ", "x"])
def test_a_wrong_passphrase_changes_nothing(tmp_path: Path, wrong: str) -> None:
    Vault.open(tmp_path / "vault", PASSPHRASE).write("shop/key", "text")
    before = {file.name: file.read_bytes() for file in (tmp_path / "vault").iterdir()}
    with pytest.raises(WrongPassphrase) as caught:
        Vault.open(tmp_path / "vault", wrong)
    assert caught.value.exit_code is ExitCode.NOT_PERMITTED
    assert wrong not in str(caught.value)
    assert {file.name: file.read_bytes() for file in (tmp_path / "vault").iterdir()} == before


@pytest.mark.parametrize("missing", [None, ""])
def test_no_passphrase_makes_no_vault(tmp_path: Path, missing: str | None) -> None:
    with pytest.raises(PassphraseMissing):
        Vault.open(tmp_path / "vault", missing)
    assert not (tmp_path / "vault").exists()


def test_the_same_letters_typed_otherwise_open_it(tmp_path: Path) -> None:
    Vault.open(tmp_path / "vault", "Zo\u00eb").write("shop/key", "text")
    assert Vault.open(tmp_path / "vault", "Zoe\u0308").read("shop/key") == "text"


@pytest.mark.parametrize("lost", ["vault.json", "vault.db"])
def test_a_half_lost_vault_is_told_and_not_made_anew(tmp_path: Path, lost: str) -> None:
    Vault.open(tmp_path / "vault", PASSPHRASE).write("shop/key", "text")
    (tmp_path / "vault" / lost).unlink()
    with pytest.raises(VaultDamaged) as caught:
        Vault.open(tmp_path / "vault", PASSPHRASE).read("shop/key")
    assert caught.value.exit_code is ExitCode.DAMAGED
    assert not (tmp_path / "vault" / lost).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"salt": "zz"},
        {"salt": "00"},
        {"check": 1},
        {"scrypt": {}},
        {"scrypt": {"n": 3, "r": 8, "p": 1}},
        {"scrypt": {"n": 2**30, "r": 8, "p": 1}},
        {"version": "x"},
    ],
)
def test_a_damaged_note_is_told(tmp_path: Path, change: dict[str, object]) -> None:
    Vault.open(tmp_path / "vault", PASSPHRASE)
    note = tmp_path / "vault" / "vault.json"
    note.write_text(json.dumps(json.loads(note.read_text()) | change))
    with pytest.raises(VaultDamaged):
        Vault.open(tmp_path / "vault", PASSPHRASE)


def test_a_newer_vault_is_told(tmp_path: Path) -> None:
    Vault.open(tmp_path / "vault", PASSPHRASE)
    note = tmp_path / "vault" / "vault.json"
    note.write_text(json.dumps(json.loads(note.read_text()) | {"version": 2}))
    with pytest.raises(SettingsNewer):
        Vault.open(tmp_path / "vault", PASSPHRASE)


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path / "vault", PASSPHRASE)
    vault.write("shop/key", "text")
    file = tmp_path / "vault" / "vault.db"
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 64] = bytes(64)
    content[100:164] = bytes(64)
    file.write_bytes(content)
    with pytest.raises(DeskError) as caught:
        vault.read("shop/key")
    assert caught.value.exit_code is ExitCode.DAMAGED


def test_programs_that_make_it_at_once_share_one(tmp_path: Path) -> None:
    def use(number: int) -> None:
        Vault.open(tmp_path / "vault", PASSPHRASE).write(f"shop {number}/key", str(number))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(use, range(8)))
    vault = Vault.open(tmp_path / "vault", PASSPHRASE)
    assert [vault.read(f"shop {number}/key") for number in range(8)] == [str(number) for number in range(8)]
    assert [one.name for one in tmp_path.iterdir()] == ["vault"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(DataDirUnwritable):
        Vault.open(tmp_path / "data" / "vault", PASSPHRASE)


def test_a_moved_vault_still_opens(tmp_path: Path) -> None:
    Vault.open(tmp_path / "vault", PASSPHRASE).write("shop/key", "text")
    shutil.move(tmp_path / "vault", tmp_path / "moved")
    assert Vault.open(tmp_path / "moved", PASSPHRASE).read("shop/key") == "text"
