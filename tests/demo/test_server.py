"""The store as a process: ready, reached, troubled, stopped."""

import errno
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from cloverdesk.demo.errors import DemoStoreError
from cloverdesk.demo.server import RemoteNotAllowed, run_server
from tests.support.demo import demo_server

REPOSITORY = Path(__file__).parents[2]
STOP_S = 5
"""Far above the second that a stop may take, so that a busy machine fails no test."""


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


def test_a_stop_waits_for_nobody() -> None:
    with demo_server(stop_on_stdin_eof=False) as server:
        server.trouble({"operation": "getCharge", "before": {"stall": True}})
        port = httpx.URL(server.url).port
        assert port
        silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(20)]
        half = socket.create_connection(("127.0.0.1", port))
        half.sendall(b"POST /v1/charges HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\n{")
        stalled = socket.create_connection(("127.0.0.1", port))
        bearer = f"authorization: Bearer {server.api_token}\r\n"
        stalled.sendall(f"GET /v1/charges/X HTTP/1.1\r\nhost: x\r\n{bearer}\r\n".encode())
        while server.stalled() < 1:
            pass
        server.process.terminate()
        _, complaint = server.process.communicate(timeout=STOP_S)
        assert (server.process.returncode, complaint) == (0, "")
        for connection in (*silent, half, stalled):
            connection.close()


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
        assert complaint == "Invalid HTTP request received.\n"


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
