"""The operating system's keyring as a place for secrets: real ones only, never a file in disguise, never waited for without end."""

import hashlib
import queue
import secrets
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Self, TypeVar

from cloverdesk.domain.redact import redact
from cloverdesk.settings.errors import KeyringFailed, KeyringLocked, KeyUnavailable

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

ANSWER_SECONDS = 120
"""A keyring may ask its user for a password; nobody types longer than this, and a broken one never answers."""
PART_LENGTH = 1000
"""Windows keeps at most 2560 bytes of UTF-16 in one credential."""
_LONGEST_REASON = 120


class KeyringPlace:
    """Keeps ASCII texts by account name. Every method blocks, perhaps on a prompt: never call them on a window's thread."""

    def __init__(self, backend: "KeyringBackend", *, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._backend = backend
        self._answer_seconds = answer_seconds

    @classmethod
    def find(cls) -> Self | None:
        """The keyring of this session, None where there is none."""
        return _in_time(cls._find, ANSWER_SECONDS)

    @classmethod
    def _find(cls) -> Self | None:
        for backend in _backends():
            if backend.viable:
                return cls(backend())
        return None

    def is_open(self) -> bool:
        """Whether it can be read now, after its user was asked to open it."""
        try:
            self.read("probe")
        except KeyUnavailable:
            return False
        return True

    def read(self, account: str) -> str | None:
        """The text of `account`, None if there is none or it is not whole. Raises `KeyUnavailable`."""
        head = self._get(account)
        if head is None:
            return None
        count, nonce, digest, first = _split_head(head)
        parts = [first, *(self._get(_part(account, nonce, number)) or "" for number in range(1, count))]
        text = "".join(parts)
        return text if _digest(text) == digest else None

    def write(self, account: str, text: str) -> None:
        """Keep `text`; until its first part is written, which is done last, the old text is what is read."""
        old = self._get(account)
        parts = [text[start : start + PART_LENGTH] for start in range(0, len(text), PART_LENGTH)] or [""]
        nonce = secrets.token_hex(4)
        for number, part in enumerate(parts[1:], 1):
            self._set(_part(account, nonce, number), part)
        self._set(account, f"{len(parts)}:{nonce}:{_digest(text)}:{parts[0]}")
        if old is not None:
            self._forget_parts(account, old)

    def forget(self, account: str) -> None:
        """Remove the text of `account`, if there is one."""
        old = self._get(account)
        if old is not None:
            self._delete(account)
            self._forget_parts(account, old)

    def _forget_parts(self, account: str, head: str) -> None:
        count, nonce, _, _ = _split_head(head)
        for number in range(1, count):
            if self._get(_part(account, nonce, number)) is not None:
                self._delete(_part(account, nonce, number))

    # The Windows keyring shuffles credentials that share a service: each account is a service of its own.
    def _get(self, account: str) -> str | None:
        return self._ask(lambda: self._backend.get_password(f"CloverDesk {account}", account))

    def _set(self, account: str, text: str) -> None:
        self._ask(lambda: self._backend.set_password(f"CloverDesk {account}", account, text))

    def _delete(self, account: str) -> None:
        self._ask(lambda: self._backend.delete_password(f"CloverDesk {account}", account))

    def _ask(self, work: Callable[[], T]) -> T:
        return _in_time(work, self._answer_seconds)


def _backends() -> "Iterator[type[KeyringBackend]]":
    """The keyrings of operating systems. Neither configuration nor installed plug-ins may add to them."""
    if sys.platform == "darwin":
        from keyring.backends import macOS

        yield macOS.Keyring
    elif sys.platform == "win32":
        from keyring.backends import Windows

        yield Windows.WinVaultKeyring
    else:
        from keyring.backends import SecretService, kwallet

        yield SecretService.Keyring
        yield kwallet.DBusKeyring


def _in_time(work: Callable[[], T], seconds: float) -> T:
    """The result of `work`. Raises `KeyUnavailable` for whatever goes wrong, `KeyringLocked` when no answer comes."""
    answers: queue.SimpleQueue[tuple[T | None, Exception | None]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put((work(), None))
        except Exception as problem:  # noqa: BLE001 - each keyring raises what it likes; told by the waiting thread
            answers.put((None, problem))

    # A daemon: a prompt that nobody answers must not keep the program from ending.
    threading.Thread(target=ask, name="keyring", daemon=True).start()
    try:
        answer, problem = answers.get(timeout=seconds)
    except queue.Empty:
        raise KeyringLocked from None
    if problem is not None:
        raise _explained(problem) from problem
    return answer  # type: ignore[return-value]  # no problem means that `work` returned it


def _explained(problem: Exception) -> KeyUnavailable:
    """A locked keyring says so in many ways; the rest is told in the keyring's own words, redacted."""
    text = f"{type(problem).__name__} {problem.__context__!r} {problem}"
    if any(word in text.lower() for word in ("locked", "dismissed", "unlock")):
        return KeyringLocked()
    return KeyringFailed(why=redact(str(problem) or type(problem).__name__)[:_LONGEST_REASON])


def _part(account: str, nonce: str, number: int) -> str:
    return f"{account}/{nonce}.{number}"


def _digest(text: str) -> str:
    """Tells a whole text from a torn one; kept inside the keyring, with the text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _split_head(head: str) -> tuple[int, str, str, str]:
    """Count of parts, the name that they share, digest, first part; of anything else a head that no text fits."""
    count, nonce, digest, first = [*head.split(":", 3), "", "", ""][:4]
    return (int(count) if count.isdecimal() and len(count) < 4 else 1), nonce, digest, first
