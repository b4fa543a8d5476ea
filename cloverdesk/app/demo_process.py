"""The demo store's own process: started beside the desk, found again by other desks, gone when its parent is."""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

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

    @property
    def port(self) -> int:
        """The port in the address."""
        return urlsplit(self.url).port or 0

    @classmethod
    def read(cls, line: str) -> Self:
        """Decode the line. Raises ValueError or KeyError for anything else."""
        said = json.loads(line)
        return cls(said["url"], said["merchant_id"], said["api_token"], said["public_token"])


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """Where a profile's demo store lives, and how large it is made when there is none yet."""

    folder: Path
    db: Path
    orders: int
    seed: int

    @property
    def note(self) -> Path:
        """The file with the address of the running store."""
        return self.folder / "demo-server.json"

    def lock(self) -> FileLock:
        """Held by the desk that runs the store, for as long as it does."""
        return FileLock(self.folder / "demo-server.lock", thread_local=False)


class DemoProcess:
    """One demo store for all desks of a profile: the first desk starts it and writes its address beside the data.

    Every method blocks and belongs in a thread.
    """

    def __init__(
        self, place: DemoPlace, address: DemoAddress, process: "subprocess.Popen[str] | None", lock: FileLock
    ) -> None:
        self.address = address
        self._place = place
        self._process = process
        self._lock = lock

    @classmethod
    def join(cls, place: DemoPlace) -> Self:
        """Use the store that another desk of this profile runs, else start one. Raises `DemoNotStarted`."""
        lock = place.lock()
        try:
            lock.acquire(blocking=False)
        except Timeout:
            return cls(place, _other(lock, place.note), None, lock)
        try:
            process, address = _run(place, port=0)
        except BaseException:
            lock.release()
            raise
        return cls(place, address, process, lock)

    def look_after(self) -> None:
        """Start the store again, at its old address, if whoever ran it is gone. Raises `DemoNotStarted`."""
        if self._process is None:
            try:
                self._lock.acquire(blocking=False)
            except Timeout:
                return  # the desk that runs it is alive
        elif self._process.poll() is None:
            return
        else:
            self._let_go()
        self._process, self.address = _run(self._place, port=self.address.port)

    def stop(self) -> None:
        """End the process if it is ours. It ends by itself, too, when this process does."""
        if self._process is not None:
            if self._process.stdin:
                self._process.stdin.close()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._let_go()
        self._lock.release()

    def _let_go(self) -> None:
        """Close what is left of a process that has ended."""
        if self._process is not None:
            for stream in filter(None, (self._process.stdin, self._process.stdout)):
                stream.close()
            self._process = None


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


def _run(place: DemoPlace, *, port: int) -> "tuple[subprocess.Popen[str], DemoAddress]":
    """Start the process and write down where it is. The lock has to be held."""
    place.note.unlink(missing_ok=True)
    command = [
        *_program(),
        "demo",
        "serve",
        "--until-stdin-closes",
        "--trade-on",
        "--db",
        str(place.db),
        "--port",
        str(port),
    ]
    command += ["--orders", str(place.orders), "--seed", str(place.seed)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        address = DemoAddress.read(process.stdout.readline() if process.stdout else "")
        _write_whole(place.note, json.dumps(asdict(address)))
    except BaseException as problem:
        process.kill()
        process.communicate()
        place.note.unlink(missing_ok=True)
        if isinstance(problem, ValueError | KeyError):
            raise DemoNotStarted(why=f"it ended with code {process.returncode}") from problem
        raise
    return process, address


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
