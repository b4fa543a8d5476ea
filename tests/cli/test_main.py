"""The grammar, and the end of every command: one line, one exit code, and with --json one document."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cloverdesk
from cloverdesk.cli.host import DemoRequest
from cloverdesk.domain.errors import NotFound, Offline
from cloverdesk.settings.errors import KeyringLocked

Asked = tuple[Any, ...]


@pytest.mark.parametrize(
    ("argv", "asked"),
    [
        ([], ("window", None, "data")),
        (["--profile", "shop"], ("window", "shop", "data")),
        (["demo"], ("demo", "data", 50_000, 1)),
        (["demo", "--orders", "5", "--seed", "7"], ("demo", "data", 5, 7)),
        (["--offline"], ("window", None, "data", "offline")),
        (["demo", "--offline"], ("demo", "data", 50_000, 1, "offline")),
        (["tour", "--out", "pictures"], ("tour", Path("pictures"), None)),
        (["demo", "serve"], ("serve", DemoRequest())),
        (["demo", "--orders", "5", "serve"], ("serve", DemoRequest(orders=5))),
        (
            ["demo", "serve", "--host", "::1", "--port", "8", "--orders", "9", "--seed", "3", "--db", "f.db"],
            ("serve", DemoRequest("::1", 8, 9, 3, Path("f.db"))),
        ),
        (["demo", "serve", "--until-stdin-closes"], ("serve", DemoRequest(until_stdin_closes=True))),
        (["demo", "serve", "--trade-on", "--store", "ca"], ("serve", DemoRequest(store="ca", trade_on=True))),
        (["demo", "serve", "--no-rate-limit"], ("serve", DemoRequest(rate_limits=False))),
        (["demo", "serve", "--clock", "2026-03-01"], ("serve", DemoRequest(clock_ms=1_772_323_200_000))),
        (
            ["demo", "serve", "--clock", "2026-03-01T09:00"],
            ("serve", DemoRequest(clock_ms=1_772_355_600_000)),
        ),
        (
            ["demo", "serve", "--clock", "2026-03-01T09:00Z"],
            ("serve", DemoRequest(clock_ms=1_772_355_600_000)),
        ),
        (
            ["demo", "serve", "--clock", "2026-03-01T09:00-05:00"],
            ("serve", DemoRequest(clock_ms=1_772_373_600_000)),
        ),
        (
            ["demo", "serve", "--option", "order_on_create=true", "--option", "lock_days=3"],
            ("serve", DemoRequest(settings=("order_on_create=true", "lock_days=3"))),
        ),
        (
            ["demo", "serve", "--host", "192.0.2.1", "--allow-remote"],
            ("serve", DemoRequest("192.0.2.1", allow_remote=True)),
        ),
    ],
)
def test_what_a_command_line_asks_for(command: Any, host: Any, argv: list[str], asked: Asked) -> None:
    ended = command(*argv)
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert host.asked == [tuple(host.root if part == "data" else part for part in asked)]


@pytest.mark.parametrize("before", [True, False])
def test_common_options_stand_before_or_after(command: Any, host: Any, tmp_path: Path, before: bool) -> None:
    common = ["--profile", "shop", "--data-dir", str(tmp_path / "there"), "--offline", "--json"]
    for leaf in (["charges", "list"], ["operations", "show", "X"], ["sync"]):
        host.asked.clear()
        host.problem = NotFound(what="X")
        assert command(*(common + leaf if before else leaf + common)).code == 9
        assert host.asked == [("desk", "shop", tmp_path / "there", True)]
    between = command("charges", *common, "list")
    assert between.json["error"]["code"] == "not_found"


@pytest.mark.parametrize(
    "argv",
    [
        ["foo"],
        ["charges"],
        ["charges", "lis"],
        ["charges", "list", "--limit", "0"],
        ["charges", "list", "--limit", "x"],
        ["charges", "list", "--lim", "5"],
        ["refund"],
        ["refund", "X", "--reason", "because"],
        ["refund", "X", "--hold", "61"],
        ["refund", "X", "--hold", "-1"],
        ["operations", "resolve", "X"],
        ["operations", "resolve", "X", "--happened", "--set-aside"],
        ["profile", "add", "x", "--environment", "custom", "--merchant", "M"],
        ["profile", "add", "x", "--environment", "demo", "--merchant", "M", "--token-stdin"],
        ["demo", "serve", "--port", "70000"],
        ["demo", "--orders", "-5"],
        ["demo", "serve", "--store", "uk"],
        ["demo", "serve", "--clock", "yesterday"],
        ["demo", "serve", "--clock", "1815-06-18"],
        ["demo", "serve", "--clock", "9999-12-31"],
        ["demo", "serve", "--faults", "there-is-no-such-file.json"],
        ["tour"],
        ["--profile"],
    ],
)
def test_what_cannot_be_understood_is_usage(command: Any, host: Any, argv: list[str]) -> None:
    ended = command(*argv)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("cloverdesk: ")
    assert ended.err.count("\n") == 1
    told = command("--json", *argv)
    assert told.code == 2
    assert set(told.json["error"]) == {"code", "title", "message", "operation"}
    assert told.json["error"]["code"] == "usage"
    assert host.asked == []


def test_json_after_a_double_dash_is_a_word(command: Any) -> None:
    assert command("foo", "--", "--json").out == ""


def test_version(command: Any) -> None:
    assert command("--version").out == f"cloverdesk {cloverdesk.__version__}\n"
    assert command("--version", "--json").json == {"version": cloverdesk.__version__}


@pytest.mark.parametrize("argv", [["--help"], ["demo", "serve", "--help"], ["refund", "-h"]])
def test_help_is_a_result(command: Any, argv: list[str]) -> None:
    ended = command(*argv)
    assert (ended.code, ended.err) == (0, "")
    assert "--data-dir" in ended.out
    assert "--until-stdin-closes" not in ended.out
    assert "--trade-on" not in ended.out


def test_a_failure_is_one_line_and_its_own_code(command: Any, host: Any) -> None:
    host.problem = KeyringLocked()
    ended = command()
    assert ended.code == 5
    assert ended.err.startswith("cloverdesk: The system keyring is locked. The key of this profile")
    assert ended.err.count("\n") == 1


def test_with_json_a_failure_is_a_document(command: Any, host: Any) -> None:
    host.problem = NotFound(what="CHARGE", operation="OPERATION123")
    error = command("--json").json["error"]
    assert error["code"] == "not_found"
    assert error["title"] == "Not found"
    assert "CHARGE" in error["message"]
    assert error["operation"] == "OPERATION123"


def test_of_several_tasks_the_first_known_failure_is_told(command: Any, host: Any) -> None:
    host.problem = ExceptionGroup("both", [ValueError("x"), ExceptionGroup("inner", [Offline()])])
    assert command().code == 6


def test_ctrl_c(command: Any, host: Any) -> None:
    host.problem = KeyboardInterrupt()
    assert command().code == 8


def test_a_bug_is_one_sentence_and_a_redacted_report(
    command: Any, host: Any, allow_logs: Callable[[str], None]
) -> None:
    allow_logs("a bug")
    host.problem = ZeroDivisionError("with card 4242 4242 4242 4242")
    ended = command("--json")
    assert ended.code == 1
    assert ended.json["error"]["code"] == "cli.bug"
    report = host.root / "logs" / "cloverdesk.log"
    assert str(report) in ended.err
    assert "Traceback" not in ended.err
    assert "ZeroDivisionError" in report.read_text("utf-8")
    assert "4242 4242" not in report.read_text("utf-8") + ended.err + ended.out


def test_a_bug_that_cannot_be_reported_is_still_told(command: Any, host: Any) -> None:
    host.problem = ZeroDivisionError()
    host.root.parent.mkdir(exist_ok=True)
    host.root.write_text("a file in the way")
    ended = command("demo", "serve")
    assert ended.code == 1
    assert "could not be written" in ended.err


def test_a_data_directory_that_cannot_be_written(command: Any, host: Any) -> None:
    host.root.write_text("a file in the way")
    for argv in ([], ["operations", "list"], ["charges", "list"], ["sync"], ["refund", "X", "--yes"]):
        ended = command(*argv, "--json")
        assert (ended.code, ended.json["error"]["code"]) == (7, "settings.unwritable")
    assert host.asked == []


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (OSError(errno.EADDRINUSE, "Address already in use"), 2),
        (PermissionError(errno.EACCES, "Permission denied"), 2),
        (PermissionError(errno.EACCES, "Permission denied", "shop.db"), 7),
        (OSError("the file is no database"), 7),
    ],
)
def test_a_demo_store_that_cannot_be_served(command: Any, host: Any, problem: OSError, code: int) -> None:
    host.problem = problem
    ended = command("demo", "serve", "--port", "80")
    assert ended.code == code
    assert str(problem.strerror or problem) in ended.err


def test_a_demo_store_stays_on_this_computer(command: Any, host: Any) -> None:
    ended = command("demo", "serve", "--host", "192.0.2.1")
    assert (ended.code, host.asked) == (2, [])


def test_money_without_yes_or_a_terminal_is_not_even_looked_at(command: Any, host: Any) -> None:
    ended = command("refund", "CHARGE", "--amount", "5.00", "--json")
    assert (ended.code, ended.json["error"]["code"]) == (2, "cli.nobody_to_ask")
    assert host.asked == []


def shell(line: str, tmp_path: Path) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"CLOVERDESK_DATA_DIR": str(tmp_path), "PROGRAM": sys.executable}
    return subprocess.run(
        ["sh", "-c", line], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.skipif(os.name != "posix", reason="a shell's pipe")
def test_a_reader_that_went_away_is_no_failure(tmp_path: Path) -> None:
    program = '"$PROGRAM" -m cloverdesk'
    gone = shell(f"({program} profile list --json; echo $? >&2) | true", tmp_path)
    assert gone.stderr == "0\n"
    full = shell(f"{program} profile list > /dev/full; echo $?", tmp_path)
    assert (full.stdout, full.stderr) == ("0\n", "")
    closed = shell(f"{program} profile list >&- 2>&-; echo $?", tmp_path)
    assert closed.stdout == "0\n"


def test_looking_imports_no_window_and_little_else(tmp_path: Path) -> None:
    code = (
        "import sys; from cloverdesk.app.main import main; main(['--version']); main(['profile', 'list']); "
        "heavy = ('PySide6', 'qasync', 'httpx', 'apsw', 'keyring', 'starlette', 'msgspec', 'asyncio'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    environment = os.environ | {"CLOVERDESK_DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
