"""A host that notes what it is asked for, and a way to run a command as a shell would."""

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from cloverdesk.cli.host import DemoRequest
from cloverdesk.cli.main import run
from cloverdesk.services.desk import Desk
from cloverdesk.settings.paths import Paths
from cloverdesk.settings.secrets import Secrets


@dataclass
class NotingHost:
    """Answers every request for a window or a server by noting it. `problem` is raised by all of them."""

    root: Path
    problem: BaseException | None = None
    passphrase: str | None = None
    data: tuple[Path, ...] = ()
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def paths(self, data_dir: Path | None) -> Paths:
        return Paths(data_dir or self.root)

    def open_desk(
        self, profile: str | None, *, paths: Paths, offline: bool
    ) -> AbstractAsyncContextManager[Desk]:
        self._note("desk", profile, paths.root, offline)
        raise AssertionError("these tests open no desk")

    def open_window(self, profile: str | None, *, paths: Paths, offline: bool) -> int:
        return self._note("window", profile, paths.root, *(["offline"] if offline else []))

    def open_demo(self, *, paths: Paths, orders: int, seed: int, offline: bool) -> int:
        return self._note("demo", paths.root, orders, seed, *(["offline"] if offline else []))

    def serve_demo(self, request: DemoRequest) -> int:
        return self._note("serve", request)

    def demo_data(self, paths: Paths) -> Sequence[Path]:
        self._note("demo data", paths.root)
        return self.data

    def reset_demo(self, paths: Paths) -> Sequence[Path]:
        self._note("reset demo", paths.root)
        return self.data

    def tour(self, out: Path, *, paths: Paths | None) -> int:
        return self._note("tour", out, paths.root if paths else None)

    def secrets(self, paths: Paths) -> Secrets:
        return Secrets.open(paths, passphrase=self.passphrase)

    def _note(self, *what: Any) -> int:
        self.asked.append(what)
        if self.problem:
            raise self.problem
        return 0


@dataclass(frozen=True)
class Ended:
    """What a shell sees of a command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which must be exactly one document."""
        return json.loads(self.out)


Command = Callable[..., Ended]


@pytest.fixture
def host(tmp_path: Path) -> NotingHost:
    return NotingHost(tmp_path / "data")


@pytest.fixture
def command(host: NotingHost, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command line on the noting host."""

    def execute(*argv: str) -> Ended:
        capsys.readouterr()
        code = run(argv, host)
        assert type(int(code)) is int
        seen = capsys.readouterr()
        return Ended(int(code), seen.out, seen.err)

    return execute
