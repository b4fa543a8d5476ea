"""The store as a process: ready, reached, troubled, stopped."""

import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Thread

import httpx
import pytest

from cloverdesk.demo.errors import DemoStoreError
from cloverdesk.demo.faults import PlanInvalid
from cloverdesk.demo.options import DAY_MS
from cloverdesk.demo.server import RemoteNotAllowed, run_server
from tests.support.aio import NOON_MS
from tests.support.demo import DemoServer, demo_server

REPOSITORY = Path(__file__).parents[2]
STOP_S = 5
"""Far above the second that a stop may take, so that a busy machine fails no test."""


@pytest.fixture
def many_files() -> Iterator[None]:
    """Lets this process open thousands of connections, where its system does."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if resource.RLIM_INFINITY != hard < 4096:
        pytest.skip("the system lets nobody open so many connections")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 4096), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_it_says_how_it_is_reached() -> None:
    with demo_server(orders=5) as server:
        assert set(server.said) == {
            "url",
            "merchant_id",
            "api_token",
            "public_token",
            "control_token",
            "pid",
        }
        assert server.said["pid"] == server.process.pid
        assert len(server.call("GET", "/v1/charges").json()["data"]) == 5
        assert server.call("GET", "/pakms/apikey").json()["merchantUuid"] == server.said["merchant_id"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_0(number: signal.Signals) -> None:
    with demo_server(stop_on_stdin_eof=False) as server:
        server.process.send_signal(number)
        out, complaint = server.process.communicate(timeout=STOP_S)
        assert (server.process.returncode, out, complaint) == (0, "", "")


def test_the_end_of_standard_input_ends_it() -> None:
    with demo_server() as server:
        out, complaint = server.process.communicate(timeout=STOP_S)
        assert (server.process.returncode, out, complaint) == (0, "", "")


def test_it_dies_with_a_parent_that_is_killed() -> None:
    parent = (
        "import subprocess, sys, time; "
        "child = subprocess.Popen([sys.executable, '-c', 'from cloverdesk.demo.server import run_server; "
        "run_server(orders=1, stop_on_stdin_eof=True)'], stdin=subprocess.PIPE); "
        "child.wait()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
    ) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("{")
        process.kill()
        # The child holds the other end of this pipe: it ends when the child does.
        assert process.stdout.read() == ""


def connected(server: DemoServer, open_here: ExitStack, content: bytes = b"") -> socket.socket:
    """A connection over which `content` was sent."""
    port = httpx.URL(server.url).port
    assert port
    connection = open_here.enter_context(socket.create_connection(("127.0.0.1", port)))
    connection.sendall(content)
    return connection


def test_a_stop_waits_for_nobody(many_files: None) -> None:
    with demo_server(stop_on_stdin_eof=False) as server, ExitStack() as open_here:
        server.trouble({"operation": "getCharge", "before": {"stall": True}})
        head = f"GET /v1/charges/X HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {server.api_token}\r\n\r\n"
        for _ in range(20):
            connected(server, open_here, head.encode())
        while server.stalled() < 20:
            pass
        for _ in range(200):
            connected(
                server, open_here, b"POST /v1/charges HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\n{"
            )
        for _ in range(1500):
            connected(server, open_here)
        server.process.terminate()
        _, complaint = server.process.communicate(timeout=STOP_S)
        assert (server.process.returncode, complaint) == (0, "")


def test_thousands_who_say_nothing_keep_nobody_waiting(many_files: None) -> None:
    with demo_server() as server, ExitStack() as open_here:
        for number in range(3000):
            connected(server, open_here)
            if number % 500 == 0:
                assert server.call("GET", "/v1/charges").status_code == 200
        assert server.call("GET", "/v1/charges").status_code == 200
        _, complaint = server.process.communicate(timeout=STOP_S)
        assert complaint == ""


def test_few_files_are_enough(many_files: None) -> None:
    with demo_server(most_files=100) as server, ExitStack() as open_here:
        for _ in range(500):
            connected(server, open_here)
        assert server.call("GET", "/v1/charges").status_code == 200
        _, complaint = server.process.communicate(timeout=STOP_S)
        assert complaint == ""


@pytest.mark.parametrize(("when", "effects"), [("before", 0), ("after", 1)])
def test_a_dropped_connection_over_a_real_socket(when: str, effects: int) -> None:
    with demo_server() as server:
        charges = server.call("GET", "/v1/charges").json()["data"]
        charge = next(one for one in charges if one["status"] == "succeeded" and not one["refunded"])
        server.trouble({"operation": "createRefund", "nth": 1, when: {"drop": True}})
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            server.call("POST", "/v1/refunds", body={"charge": charge["id"]})
        assert len(server.ledger()) == effects
        assert server.call("GET", "/v1/charges").status_code == 200


def test_a_buyers_address_does_not_confuse_the_cut() -> None:
    with demo_server() as server, httpx.Client(trust_env=False) as client:
        server.trouble({"operation": "listCharges", "before": {"drop": True}})
        headers = {"authorization": f"Bearer {server.api_token}", "x-forwarded-for": "203.0.113.7"}
        with pytest.raises(httpx.RemoteProtocolError):
            client.get(f"{server.url}/v1/charges", headers=headers)


def test_a_caller_that_leaves_in_the_middle_disturbs_nobody() -> None:
    with demo_server() as server:
        port = httpx.URL(server.url).port
        assert port
        with socket.create_connection(("127.0.0.1", port)) as leaving:
            leaving.sendall(b"POST /v1/charges HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\n{")
        with socket.create_connection(("127.0.0.1", port)) as rude:
            rude.sendall(b"\x16\x03\x01 not http\r\n\r\n")
            assert rude.recv(100).startswith(b"HTTP/1.1 400")
        assert server.call("POST", "/v1/charges", body="x" * 5_000_000).status_code == 413
        assert server.call("GET", "/v1/charges").status_code == 200
        _, complaint = server.process.communicate(timeout=STOP_S)
        assert complaint == ""


def test_a_file_survives_the_server_even_a_killed_one(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    with demo_server(orders=12, db=path) as server:
        first = server.said
        charges = server.call("GET", "/v1/charges").json()["data"]
        charge = next(one for one in charges if one["status"] == "succeeded" and not one["amount_refunded"])
        made = server.call("POST", "/v1/refunds", body={"charge": charge["id"]}).json()
        server.process.kill()
        server.process.wait()
    with demo_server(orders=99, db=path) as server:
        same = ("merchant_id", "api_token", "public_token", "control_token")
        assert [server.said[name] for name in same] == [first[name] for name in same]
        assert [effect["id"] for effect in server.ledger()] == [made["id"]]
        again = server.call("GET", "/v1/charges").json()["data"]
        assert [one["id"] for one in again] == [one["id"] for one in charges]


def test_what_was_answered_is_there_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    answered: list[str] = []

    def give_back(server: DemoServer, charges: list[str]) -> None:
        with suppress(httpx.HTTPError):
            for charge in charges:
                answer = server.call("POST", "/v1/refunds", body={"charge": charge})
                answered.extend([answer.json()["id"]] if answer.status_code == 200 else [])

    with demo_server(orders=200, db=path) as server:
        listed = server.call("GET", "/v1/charges?limit=100").json()["data"]
        giving = Thread(target=give_back, args=(server, [one["id"] for one in listed]))
        giving.start()
        while len(answered) < 10:
            pass
        server.process.kill()
        server.process.wait()
        giving.join()
    with demo_server(db=path) as server:
        assert set(answered) <= {effect["id"] for effect in server.ledger()}
        for refund in answered:
            assert server.call("GET", f"/v1/refunds/{refund}").status_code == 200


def test_the_store_and_the_plan_are_chosen_at_the_start(tmp_path: Path) -> None:
    plan = {"rules": [{"operation": "getApiKey", "times": 1, "before": {"status": 503}}]}
    path = tmp_path / "demo.db"
    with demo_server(orders=5, db=path, store_kind="ca", clock_ms=NOON_MS, faults=plan) as server:
        assert [server.call("GET", "/pakms/apikey").status_code for _ in range(2)] == [503, 200]
        newest = server.call("GET", "/v1/charges").json()["data"][0]
        assert newest["currency"] == "CAD"
        assert NOON_MS - 3_600_000 < newest["created"] <= NOON_MS
        now = server.call("GET", "/_demo/clock").json()["now_ms"]
        assert NOON_MS <= now < NOON_MS + 3_600_000
    with demo_server(db=path) as server:
        assert server.call("GET", "/pakms/apikey").status_code == 200
        assert server.call("GET", "/_demo/clock").json()["now_ms"] >= now  # its own clock went on
        assert server.call("GET", "/v1/charges").json()["data"][0]["id"] == newest["id"]
    with demo_server(db=path, clock_ms=NOON_MS - DAY_MS) as server:
        assert server.call("GET", "/_demo/clock").json()["now_ms"] >= now  # and never goes back
    with demo_server(db=path, clock_ms=NOON_MS + 3 * DAY_MS, trade_on=True) as server:
        assert server.call("GET", "/_demo/clock").json()["now_ms"] >= NOON_MS + 3 * DAY_MS
        charges = server.call("GET", "/v1/charges?limit=100").json()["data"]
        assert len(charges) > 5
        assert charges[0]["created"] > NOON_MS + 2 * DAY_MS


@pytest.mark.parametrize("plan", [[], {"rules": [{"operation": "createRefunds"}]}])
def test_a_plan_that_cannot_be_followed_keeps_it_from_starting(plan: object) -> None:
    with pytest.raises(PlanInvalid):
        run_server(faults=plan)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "shop.example", ""])  # noqa: S104 - refused
def test_it_stays_on_this_computer(host: str) -> None:
    with pytest.raises(RemoteNotAllowed, match="other computers"):
        run_server(host=host)


def test_a_port_in_use_is_said_in_words() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="in use by another program") as caught:
            run_server(port=taken.getsockname()[1])
        assert caught.value.errno == errno.EADDRINUSE
        assert caught.value.filename is None


def test_a_file_that_cannot_be_used_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(DemoStoreError, match="The demo store cannot use"):
        run_server(db=tmp_path / "missing" / "demo.db")


def test_signals_are_given_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(DemoStoreError):
        run_server(db=Path(os.sep) / "missing" / "demo.db")
    assert signal.getsignal(signal.SIGTERM) is before


def test_the_store_is_imported_without_the_web() -> None:
    check = (
        "import sys; import cloverdesk.demo.server, cloverdesk.demo.store, cloverdesk.demo.seed; "
        "heavy = {'starlette', 'uvicorn', 'httpx'} & set(sys.modules); assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", check], check=True, cwd=REPOSITORY)


def test_a_stop_while_it_is_being_seeded_leaves_no_half_store(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    script = "import sys; from pathlib import Path; from cloverdesk.demo.server import run_server; "
    script += "sys.exit(run_server(orders=200_000, db=Path(sys.argv[1])))"
    command = [sys.executable, "-c", script, str(path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=REPOSITORY
    ) as process:
        while not path.exists():
            pass
        process.terminate()
        out, complaint = process.communicate(timeout=STOP_S)
    assert (process.returncode, out, complaint) == (0, "", "")
    with demo_server(orders=3, db=path) as server:
        assert len(server.call("GET", "/v1/charges").json()["data"]) == 3
