"""The keyring as a place: what any backend may do to us, told in our own failures. (A real one: test_real_keyring.py.)"""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.errors import InitError
from keyring.errors import KeyringLocked as BackendLocked

from cloverdesk.settings.errors import KeyringFailed, KeyringLocked
from cloverdesk.settings.keyring_place import PART_LENGTH, KeyringPlace

LONGEST_CREDENTIAL = 2560
"""Bytes of UTF-16 that Windows takes."""


class MemoryKeyring(KeyringBackend):
    """As strict as the strictest platform; `stop_after` sets, it breaks down."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.stop_after: int | None = None

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        assert len(password.encode("utf-16")) <= LONGEST_CREDENTIAL
        if self.stop_after is not None:
            self.stop_after -= 1
            if self.stop_after < 0:
                raise OSError("power cut")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class BrokenKeyring(MemoryKeyring):
    def __init__(self, problem: Exception) -> None:
        super().__init__()
        self.problem = problem

    def get_password(self, service: str, username: str) -> str | None:
        raise self.problem


class SilentKeyring(MemoryKeyring):
    def __init__(self) -> None:
        super().__init__()
        self.answer = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.answer.wait()
        return None


@pytest.fixture
def silent() -> Iterator[SilentKeyring]:
    keyring = SilentKeyring()
    yield keyring
    keyring.answer.set()


TEXTS = st.text(st.characters(codec="ascii"), max_size=3 * PART_LENGTH + 2)


@settings(deadline=None)  # a thread for each question, on a machine that may be busy
@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_the_last_text_is_read_and_nothing_else_stays(texts: list[str]) -> None:
    keyring = MemoryKeyring()
    place = KeyringPlace(keyring)
    for text in texts:
        place.write("shop/tokens", text)
        assert place.read("shop/tokens") == text
    assert len(keyring.kept) == max(1, -(-len(texts[-1]) // PART_LENGTH))
    place.forget("shop/tokens")
    assert place.read("shop/tokens") is None
    assert not keyring.kept


@pytest.mark.parametrize("writes", [0, 1, 2])
def test_a_write_that_breaks_off_leaves_the_old_text(writes: int) -> None:
    keyring = MemoryKeyring()
    place = KeyringPlace(keyring)
    old = "o" * 2 * PART_LENGTH
    place.write("shop/tokens", old)
    keyring.stop_after = writes
    with pytest.raises(KeyringFailed, match="power cut"):
        place.write("shop/tokens", "n" * (2 * PART_LENGTH + 1))
    assert place.read("shop/tokens") == old


def test_a_torn_text_is_as_good_as_none() -> None:
    keyring = MemoryKeyring()
    place = KeyringPlace(keyring)
    place.write("shop/tokens", "x" * 2 * PART_LENGTH)
    part = next(key for key in keyring.kept if "." in key[1])
    del keyring.kept[part]
    assert place.read("shop/tokens") is None
    place.forget("shop/tokens")
    assert not keyring.kept


@pytest.mark.parametrize("head", ["", ":", "1", "9999:a:b:c", "x:y", "-1:::", "2:ab:cd:ef"])
def test_an_entry_that_is_not_ours_is_as_good_as_none(head: str) -> None:
    keyring = MemoryKeyring()
    place = KeyringPlace(keyring)
    keyring.kept["CloverDesk shop/key", "shop/key"] = head
    assert place.read("shop/key") is None


def dismissed() -> InitError:
    """As the Secret Service backend says it."""
    problem = InitError("Failed to create the collection: Prompt dismissed..")
    problem.__context__ = RuntimeError("PromptDismissedException")
    return problem


@pytest.mark.parametrize("problem", [BackendLocked("Failed to unlock the collection!"), dismissed()])
def test_a_locked_one_says_so(problem: Exception) -> None:
    place = KeyringPlace(BrokenKeyring(problem))
    with pytest.raises(KeyringLocked):
        place.read("shop/key")
    assert not place.is_open()


def test_any_other_trouble_is_told_redacted() -> None:
    place = KeyringPlace(BrokenKeyring(RuntimeError("no bus; Bearer abc-secret " + "x" * 500)))
    with pytest.raises(KeyringFailed) as caught:
        place.read("shop/key")
    assert "no bus" in str(caught.value)
    assert "abc-secret" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_one_that_never_answers_is_given_up(silent: SilentKeyring) -> None:
    place = KeyringPlace(silent, answer_seconds=0.05)
    with pytest.raises(KeyringLocked):
        place.read("shop/key")
