"""`demo serve` with its plan and its options, and `demo reset`, which asks first."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import httpx
import pytest

from cloverdesk.cli.host import DemoRequest
from cloverdesk.demo.faults import PlanInvalid
from cloverdesk.demo.options import DemoOptions
from cloverdesk.demo.switches import OptionInvalid, read_options, switches
from tests.support.aio import PATIENCE_S

PROGRAM = (sys.executable, "-m", "cloverdesk")


def test_a_plan_is_handed_over_as_it_is_written(command: Any, host: Any, tmp_path: Path) -> None:
    plan = {"rules": [{"operation": "createRefund", "nth": 1, "after": {"drop": True}}]}
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan), "utf-8")
    assert command("demo", "serve", "--faults", str(file)).code == 0
    assert host.asked == [("serve", DemoRequest(faults=plan))]


@pytest.mark.parametrize("content", [b"", b'{"rules":', b"\xff", b"[" * 100_000])
def test_a_plan_that_is_no_json_is_usage(command: Any, host: Any, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(content)
    ended = command("demo", "serve", "--faults", str(file))
    assert (ended.code, host.asked) == (2, [])
    assert f"--faults {file}: this is no JSON" in ended.err


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (PlanInvalid("rules[0].nth is a whole number"), "--faults None: rules[0].nth is a whole number."),
        (
            OptionInvalid("there is no option x"),
            "--option: there is no option x (--option help lists them all).",
        ),
    ],
)
def test_what_the_store_does_not_take_is_usage(
    command: Any, host: Any, problem: ValueError, words: str
) -> None:
    host.problem = problem
    ended = command("demo", "serve")
    assert ended.code == 2
    assert words in ended.err


def test_options_are_listed_with_what_they_decide(command: Any, host: Any) -> None:
    shown = command("demo", "serve", "--option", "help")
    assert (shown.code, shown.err, host.asked) == (0, "", [])
    assert (
        "order_on_create=false\n    The answer to a new charge has no `order`, only reads do (True:"
        in shown.out
    )
    listed = command("demo", "serve", "--option", "help", "--json").json
    assert [one["id"] for one in listed] == [one.name for one in fields(DemoOptions)]
    assert all(one["text"] and one["takes"] for one in listed)


def test_options_are_read_by_type() -> None:
    base = DemoOptions(rate_limits=True)
    told = read_options(
        ["order_on_create=true", "token_lifetime_ms=5", "void_window_ms=7", "lock_days=3"], base
    )
    assert (told.order_on_create, told.token_lifetime_ms, told.void_window_ms) == (True, 5, 7)
    assert told.rate_limits
    assert read_options(["void_window_ms=7", "void_window_ms=null"], base).void_window_ms is None
    assert read_options([], base) == base
    missing = read_options(["permissions_missing=Write customers, Read orders"], base).permissions_missing
    assert missing == {"Write customers", "Read orders"}


@pytest.mark.parametrize("one", switches(), ids=lambda one: one.name)
def test_every_option_takes_what_it_is(one: Any) -> None:
    told = read_options([f"{one.name}={one.default}"], DemoOptions())
    assert told == DemoOptions()


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("order_on_creat=true", "there is no option order_on_creat; order_on_create"),
        ("=true", "there is no option "),
        ("xyzzy=1", "there is no option xyzzy"),
        ("order_on_create=5", "order_on_create is true or false, not “5”"),
        ("order_on_create=True", "order_on_create is true or false, not “True”"),
        ("order_on_create", "order_on_create is true or false, not “”"),
        ("token_lifetime_ms=-1", "token_lifetime_ms is a whole number, not “-1”"),
        ("token_lifetime_ms=1e3", "token_lifetime_ms is a whole number, not “1e3”"),
        ("token_lifetime_ms=null", "token_lifetime_ms is a whole number, not “null”"),
        (f"token_lifetime_ms={'9' * 400}", "token_lifetime_ms is a whole number"),
        ("void_window_ms=soon", "void_window_ms is a whole number or null, not “soon”"),
    ],
)
def test_a_setting_that_is_none_says_why(setting: str, words: str) -> None:
    with pytest.raises(OptionInvalid) as told:
        read_options([setting], DemoOptions())
    assert str(told.value).startswith(words)


@contextmanager
def served(*argv: str) -> Iterator[tuple[httpx.Client, dict[str, Any]]]:
    """A store as the command starts it, and a client with the merchant's token."""
    command = [*PROGRAM, "demo", "serve", "--until-stdin-closes", "--orders", "20", *argv]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdin
        said = json.loads(process.stdout.readline())
        headers = {"authorization": f"Bearer {said['api_token']}"}
        with httpx.Client(base_url=said["url"], headers=headers, trust_env=False) as client:
            yield client, said
        process.stdin.close()
        assert process.wait(PATIENCE_S) == 0


def test_a_store_that_was_started_to_behave_otherwise(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text('{"rules": [{"operation": "listOrders", "before": {"status": 503}}]}', "utf-8")
    argv = [
        "--faults",
        str(plan),
        "--option",
        "has_more_at_end=false",
        "--store",
        "ca",
        "--clock",
        "2026-03-01",
    ]
    with served(*argv, "--no-rate-limit") as (client, said):
        answers = [client.get("/v1/charges?limit=100") for _ in range(60)]
        assert {answer.status_code for answer in answers} == {200}
        page = answers[0].json()
        assert "has_more" not in page
        assert page["data"][0]["currency"] == "CAD"
        assert client.get("/v1/orders").status_code == 503
        control = {"authorization": f"Bearer {said['control_token']}"}
        now = client.get("/_demo/clock", headers=control).json()["now_ms"]
        assert 1_772_323_200_000 <= now < 1_772_323_200_000 + 3_600_000


def test_a_store_limits_rates_unless_told_otherwise() -> None:
    with served() as (client, _said):
        answers = []
        while len(answers) < 500 and 429 not in {answer.status_code for answer in answers}:
            answers.append(client.get("/v1/charges?limit=1"))
        assert answers[-1].headers["x-ratelimit-tokenlimit"] == "16"
        assert all(answer.status_code == 200 for answer in answers[:16])


def test_a_reset_without_yes_or_a_terminal_does_not_even_look(command: Any, host: Any) -> None:
    ended = command("demo", "reset", "--json")
    assert (ended.code, ended.json["error"]["code"]) == (2, "cli.reset_unasked")
    assert host.asked == []


def test_a_reset_says_what_is_gone(command: Any, host: Any) -> None:
    host.data = (host.root / "demo.db", host.root / "cache.db")
    ended = command("demo", "reset", "--yes", "--json")
    assert (ended.code, ended.err) == (0, "")
    assert ended.json == {"removed": [str(path) for path in host.data]}
    assert host.asked[-1] == ("reset demo", host.root)
    host.data = ()
    assert command("demo", "reset", "--yes").out == "There is no demo store to remove.\n"


@pytest.mark.skipif(os.name != "posix", reason="a terminal of its own")
@pytest.mark.parametrize(("typed", "code", "left"), [("y\n", 0, False), ("n\n", 8, True), ("\n", 8, True)])
def test_a_reset_asks_at_a_terminal(tmp_path: Path, typed: str, code: int, left: bool) -> None:
    import pty

    store = tmp_path / "profiles" / "demo" / "demo.db"
    store.parent.mkdir(parents=True)
    store.write_bytes(b"whatever it is")
    ours, theirs = pty.openpty()
    command = [*PROGRAM, "demo", "reset", "--data-dir", str(tmp_path), "--json"]
    with subprocess.Popen(command, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE, text=True) as process:
        os.close(theirs)
        shown = ""
        while "[y/N]" not in shown:
            shown += os.read(ours, 1024).decode()
        os.write(ours, typed.encode())
        rest = threading.Thread(target=_drain, args=(ours,))
        rest.start()
        out, _ = process.communicate(timeout=PATIENCE_S)
        rest.join()
    os.close(ours)
    assert process.returncode == code
    assert str(store) in shown
    assert store.exists() is left
    assert json.loads(out).get("removed") == (None if left else [str(store)])


def _drain(terminal: int) -> None:
    try:
        while os.read(terminal, 1024):
            pass
    except OSError:  # Linux says so when the other side is closed
        pass
