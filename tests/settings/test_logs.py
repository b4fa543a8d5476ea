"""Logs: JSON, redacted, private, and never a value of a variable."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cloverdesk.domain.errors import ExitCode
from cloverdesk.settings.errors import DataDirUnwritable
from cloverdesk.settings.logs import log_file, set_up_logging
from cloverdesk.settings.paths import Paths

CARD = "4242 4242 4242 4242"
TOKEN = "Bearer 0123-abcd-secret"
log = logging.getLogger("cloverdesk.test")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data")


def written(paths: Paths) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log_file(paths).read_text("utf-8").splitlines()]


def test_one_object_a_line(paths: Paths) -> None:
    with set_up_logging(paths, to_stderr=False):
        log.info("read %s of %d", "Zoë", 3)
        log.debug("too small")
    (entry,) = written(paths)
    assert entry["message"] == "read Zoë of 3"
    assert entry["level"] == "INFO"
    assert entry["time"].endswith("+00:00")


def test_what_is_secret_stays_out_of_file_and_terminal(
    paths: Paths, capsys: pytest.CaptureFixture[str], allow_logs: Callable[[str], None]
) -> None:
    allow_logs("body")
    allow_logs("an object")
    with set_up_logging(paths, to_stderr=True):
        log.error('body: {"number": "%s", "api_token": "x"} %s', CARD, TOKEN)
        log.error("an object: %s", {"authorization": TOKEN, "pan": CARD})
        log.info("not for the terminal")
    seen = capsys.readouterr().err + log_file(paths).read_text("utf-8")
    assert "4242 4242" not in seen
    assert "0123-abcd" not in seen
    assert "not for the terminal" not in seen.partition("{")[0]
    assert [entry["level"] for entry in written(paths)] == ["ERROR", "ERROR", "INFO"]


def test_a_traceback_shows_the_way_and_no_values(
    paths: Paths, capsys: pytest.CaptureFixture[str], allow_logs: Callable[[str], None]
) -> None:
    allow_logs("a bug")
    number = CARD

    def fail() -> None:
        inner = number
        msg = f"cannot take {inner}"
        raise ValueError(msg)

    with set_up_logging(paths, to_stderr=True):
        try:
            fail()
        except ValueError:
            log.exception("a bug")
    seen = capsys.readouterr().err + log_file(paths).read_text("utf-8")
    assert "in fail" in seen
    assert "4242 4242" not in seen
    assert "cannot take [redacted]" in seen


def test_the_file_is_private_and_rotates(paths: Paths) -> None:
    with set_up_logging(paths, to_stderr=False):
        for number in range(25):
            log.info("%d %s", number, "word " * 20_000)
    files = sorted(paths.logs.iterdir())
    assert 2 <= len(files) <= 6
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)


def test_two_programs_write_one_file(paths: Paths) -> None:
    with set_up_logging(paths, to_stderr=False):
        log.info("first")
    with set_up_logging(paths, to_stderr=False):
        log.info("second")
    assert [entry["message"] for entry in written(paths)] == ["first", "second"]


def test_leaving_takes_the_handlers_away(paths: Paths) -> None:
    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    set_up_logging(paths, to_stderr=True).close()
    assert (list(root.handlers), root.level) == before


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(DataDirUnwritable) as caught:
        set_up_logging(Paths(tmp_path / "data"), to_stderr=False)
    assert caught.value.exit_code is ExitCode.DAMAGED
