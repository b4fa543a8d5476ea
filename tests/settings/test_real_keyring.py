"""Secrets in a real keyring: gnome-keyring in a D-Bus session that lives for one command."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SESSION = Path(__file__).with_name("keyring_session.py")
CHECKOUT = Path(__file__).parents[2]
UNLOCK = "printf %s {password} | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1"
START = "gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1"

pytestmark = pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="needs dbus-run-session and gnome-keyring-daemon (make test installs them)",
)


class Session:
    """One user of one computer, whose keyring has the password `login`."""

    def __init__(self, home: Path) -> None:
        self.data = home / "data"
        runtime = home / "run"
        runtime.mkdir(mode=0o700)
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "PYTHONPATH": str(CHECKOUT),
        }

    def run(self, step: str, *, before: str, passphrase: str = "") -> dict[str, Any]:
        """One program in a fresh session, after `before` in the same one."""
        program = shlex.join([sys.executable, str(SESSION), step, str(self.data)])
        done = subprocess.run(
            ["dbus-run-session", "--", "sh", "-c", f"{before}; {program}"],
            env=self._environment | {"CLOVERDESK_PASSPHRASE": passphrase},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.stdout, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return answer


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path)


OPEN = UNLOCK.format(password="login")
WRONG = UNLOCK.format(password="guess")


def test_an_open_keyring_keeps_the_key_for_the_next_session(session: Session) -> None:
    assert session.run("home", before=OPEN) == {"answer": "keyring"}
    key = session.run("key", before=OPEN)["answer"]
    assert len(key) == 64
    assert session.run("key", before=OPEN) == {"answer": key}
    assert session.run("tokens", before=OPEN) == {"answer": True}


@pytest.mark.parametrize("before", [START, WRONG])
def test_a_locked_keyring_stops_with_a_sentence_and_loses_nothing(session: Session, before: str) -> None:
    key = session.run("key", before=OPEN)["answer"]
    locked = session.run("key", before=before, passphrase="correct horse")
    assert (locked["code"], locked["exit"]) == ("key.keyring_locked", 5)
    assert "Unlock the keyring" in locked["text"]
    assert not (session.data / "vault").exists()
    assert session.run("key", before=OPEN) == {"answer": key}


def test_an_absent_keyring_stops_with_a_sentence_and_loses_nothing(session: Session) -> None:
    key = session.run("key", before=OPEN)["answer"]
    absent = session.run("key", before="unset DBUS_SESSION_BUS_ADDRESS", passphrase="correct horse")
    assert (absent["code"], absent["exit"]) == ("key.keyring_absent", 5)
    assert session.run("key", before=OPEN) == {"answer": key}


def test_a_keyring_that_lost_the_key_gets_no_new_one(session: Session, tmp_path: Path) -> None:
    session.run("key", before=OPEN)
    shutil.rmtree(tmp_path / ".local" / "share" / "keyrings")
    lost = session.run("key", before=OPEN)
    assert (lost["code"], lost["exit"]) == ("key.not_in_keyring", 5)


def test_two_data_directories_do_not_share_a_key(session: Session, tmp_path: Path) -> None:
    key = session.run("key", before=OPEN)["answer"]
    session.data = tmp_path / "second"
    assert session.run("key", before=OPEN)["answer"] != key


@pytest.mark.parametrize("before", [START, "unset DBUS_SESSION_BUS_ADDRESS"])
def test_a_new_profile_without_an_open_keyring_goes_to_the_vault_or_nowhere(
    session: Session, before: str
) -> None:
    refused = session.run("home", before=before)
    assert (refused["code"], refused["exit"]) == ("key.no_passphrase", 5)
    assert session.run("home", before=before, passphrase="correct horse") == {"answer": "vault"}


def test_a_configured_plain_backend_is_never_used(session: Session, tmp_path: Path) -> None:
    (tmp_path / ".config" / "python_keyring").mkdir(parents=True)
    config = "[backend]\ndefault-keyring=keyring.backends.null.Keyring\n"
    (tmp_path / ".config" / "python_keyring" / "keyringrc.cfg").write_text(config)
    before = "unset DBUS_SESSION_BUS_ADDRESS; export PYTHON_KEYRING_BACKEND=keyring.backends.null.Keyring"
    assert session.run("home", before=before)["code"] == "key.no_passphrase"
