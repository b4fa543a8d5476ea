"""The demo store's own process: started beside the desk, found again by other desks, gone when its parent is."""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from cloverdesk.domain.errors import DeskError, ExitCode, FailureKind

STOP_SECONDS = 5
READY_SECONDS = 60
"""How long another desk may take to seed the store that this one wants to share."""
LOOKS_PER_SECOND = 10


class DemoNotStarted(DeskError):
    """The demo store's process ended, or did not say that it is ready. Params: why."""

    code = "demo.not_started"
    exit_code = ExitCode.DAMAGED
    kind = FailureKind.ENVIRONMENT


@dataclass(frozen=True, slots=True)
class DemoAddress:
    """What `demo serve` prints when it is ready, as far as a desk needs it. None of it is a secret."""

    url: str
    merchant_id: str
    api_token: str
    public_token: str

    @classmethod
    def read(cls, line: str) -> Self:
        """Decode the line. Raises ValueError or KeyError for anything else."""
        said = json.loads(line)
        return cls(said["url"], said["merchant_id"], said["api_token"], said["public_token"])


class DemoProcess:
    """One demo store for all desks of a profile: the first desk starts it and writes its address beside the data.

    Every method blocks and belongs in a thread.
    """

    def __init__(
        self, address: DemoAddress, process: "subprocess.Popen[str] | None", lock: FileLock | None
    ) -> None:
        self.address = address
        self._process = process
        self._lock = lock

    @classmethod
    def join(cls, folder: Path, *, db: Path, orders: int, seed: int) -> Self:
        """Use the store that another desk of this profile runs, else start one. Raises `DemoNotStarted`."""
        note = folder / "demo-server.json"
        lock = FileLock(folder / "demo-server.lock")
        try:
            lock.acquire(blocking=False)
        except Timeout:
            return cls(cls._other(lock, note), None, None)
        note.unlink(missing_ok=True)
        try:
            process = cls._start(db, orders, seed)
            address = cls._await_ready(process)
            _write_whole(note, json.dumps(asdict(address)))
        except BaseException:
            note.unlink(missing_ok=True)
            lock.release()
            raise
        return cls(address, process, lock)

    def stop(self) -> None:
        """End the process if it is ours. It ends by itself, too, when this process does."""
        if self._process is None:
            return
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        self._process = None
        if self._lock:
            self._lock.release()

    @staticmethod
    def _other(lock: FileLock, note: Path) -> DemoAddress:
        """The address that the holder of the lock wrote, waiting for it while the store is being seeded."""
        for _ in range(READY_SECONDS * LOOKS_PER_SECOND):
            if note.exists():
                return DemoAddress.read(note.read_text("utf-8"))
            try:
                with lock.acquire(timeout=1 / LOOKS_PER_SECOND):
                    raise DemoNotStarted(why="another window has just closed it")
            except Timeout:
                continue
        raise DemoNotStarted(why="another window is starting it and does not get ready")

    @staticmethod
    def _start(db: Path, orders: int, seed: int) -> "subprocess.Popen[str]":
        command = [*_program(), "demo", "serve", "--until-stdin-closes", "--db", str(db)]
        command += ["--orders", str(orders), "--seed", str(seed)]
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    @staticmethod
    def _await_ready(process: "subprocess.Popen[str]") -> DemoAddress:
        line = process.stdout.readline() if process.stdout else ""
        try:
            return DemoAddress.read(line)
        except (ValueError, KeyError) as problem:
            process.kill()
            process.communicate()
            raise DemoNotStarted(why=f"it ended with code {process.returncode}") from problem


def _program() -> list[str]:
    """This program as a command: frozen, it is its own interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "cloverdesk"]


def _write_whole(path: Path, text: str) -> None:
    """Write so that a reader sees all of it or nothing."""
    draft = path.with_suffix(".new")
    draft.write_text(text, "utf-8")
    draft.replace(path)
