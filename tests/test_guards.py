"""Each guard is shown a test that breaks its rule, in a run of its own, and has to name it; a tidy test passes."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.support.child.stay_here import is_loopback

ROOT = Path(__file__).parents[1]

PLANTS = """
import asyncio, logging, socket, subprocess, sys, threading, warnings
import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QWidget

kept = []

def test_python_warning():
    warnings.warn("an old way", DeprecationWarning)

def test_qt_warning(qapp):
    qWarning("a Qt complaint")

def test_log():
    logging.getLogger("some.where").warning("a log line")

def test_log_that_stays_off_the_root():
    logger = logging.getLogger("on.its.own")
    logger.propagate = False
    logger.error("a private line")

def test_log_expected(allow_logs):
    allow_logs("disk is .*full")
    logging.getLogger("some.where").warning("the disk is half full")

def test_log_expected_that_never_came(allow_logs):
    allow_logs("something else")

@pytest.fixture
def logging_fixture():
    yield
    logging.getLogger("some.where").warning("a log line at the end")

def test_log_of_a_fixture(logging_fixture):
    pass

def test_task():
    async def forever():
        await asyncio.Event().wait()
    async def main():
        kept.append(asyncio.get_running_loop().create_task(forever(), name="forgotten"))
    asyncio.run(main())

def test_failed_future():
    async def fail():
        raise LookupError("lost")
    async def main():
        asyncio.get_running_loop().create_task(fail())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    asyncio.run(main())

def test_never_awaited():
    async def nothing():
        pass
    nothing()

@pytest.mark.parametrize("daemon", [True, False])
def test_thread(daemon):
    done = threading.Event()
    threading.Thread(target=done.wait, args=(3,), name="forgotten", daemon=daemon).start()

def test_thread_that_raises():
    def fail():
        raise LookupError("in a thread")
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

def test_window(qapp):
    widget = QWidget()
    widget.setObjectName("forgottenWindow")
    kept.append(widget)

def test_window_given_to_qtbot(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()

def test_window_of_nobody(qapp):
    QWidget().show()

def test_window_in_a_cycle(qapp):
    widget = QWidget()
    widget.itself = widget

def test_exception_in_a_slot(qtbot):
    from PySide6.QtCore import QTimer
    def fail():
        raise LookupError("in a slot")
    QTimer.singleShot(0, fail)
    qtbot.wait(20)

def test_connect():
    with socket.socket() as line:
        line.connect(("192.0.2.1", 80))

def test_connect_v6_not_blocking():
    with socket.socket(socket.AF_INET6) as line:
        line.setblocking(False)
        line.connect_ex(("2001:db8::1", 80))

def test_look_up_swallowed():
    try:
        socket.getaddrinfo("example.com", 80)
    except Exception:
        pass

def test_datagram():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.sendto(b"x", ("192.0.2.1", 9))

def test_every_interface():
    with socket.socket() as line:
        line.bind(("0.0.0.0", 0))

def test_child():
    code = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

def test_loopback():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        with socket.create_connection(server.getsockname()):
            pass
        with socket.create_connection(("localhost", server.getsockname()[1])):
            pass
"""

CAUGHT = {
    "test_python_warning": "an old way",
    "test_qt_warning": "a Qt complaint",
    "test_log": "logged WARNING some.where: a log line",
    "test_log_that_stays_off_the_root": "logged ERROR on.its.own: a private line",
    "test_log_expected_that_never_came": "did not log 'something else'",
    "test_log_of_a_fixture": "logged WARNING some.where: a log line at the end",
    "test_task": "left a task running: forgotten",
    "test_failed_future": "logged ERROR asyncio: Task exception was never retrieved",
    "test_never_awaited": "was never awaited",
    "test_thread[True]": "left a thread running: forgotten",
    "test_thread[False]": "left a thread running: forgotten",
    "test_thread_that_raises": "in a thread",
    "test_window": "left a window: QWidget 'forgottenWindow'",
    "test_exception_in_a_slot": "in a slot",
    "test_connect": "socket.connect '192.0.2.1'",
    "test_connect_v6_not_blocking": "socket.connect '2001:db8::1'",
    "test_look_up_swallowed": "reached beyond loopback: socket.getaddrinfo 'example.com'",
    "test_datagram": "socket.sendto '192.0.2.1'",
    "test_every_interface": "socket.bind '0.0.0.0'",
    "test_child": "reached beyond loopback: socket.getaddrinfo '192.0.2.1'",
}
TIDY = (
    "test_log_expected",
    "test_window_given_to_qtbot",
    "test_window_of_nobody",
    "test_window_in_a_cycle",
    "test_loopback",
)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> dict[str, str]:
    """What was said about each planted test: an empty text for those that passed."""
    place = tmp_path_factory.mktemp("planted")
    (place / "test_planted.py").write_text(PLANTS)
    report = place / "report.xml"
    command = [sys.executable, "-m", "pytest", str(place), "-c", str(ROOT / "pyproject.toml")]
    options = ["--rootdir", str(ROOT), "-p", "tests.support.guards", f"--junitxml={report}", "-q"]
    ran = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    cases = ET.parse(report).iter("testcase")  # noqa: S314 - written by the line above
    told: dict[str, str] = {}
    for case in cases:
        words = [f"{part.get('message')} {part.text}" for part in case if part.tag in {"failure", "error"}]
        told[str(case.get("name"))] = told.get(str(case.get("name")), "") + " ".join(words)
    return told


def test_every_planted_test_is_judged(outcomes) -> None:
    assert set(outcomes) == {*CAUGHT, *TIDY}


@pytest.mark.parametrize("name", CAUGHT)
def test_untidiness_fails_the_test_it_happens_in(name, outcomes) -> None:
    assert CAUGHT[name] in outcomes[name]


@pytest.mark.parametrize("name", TIDY)
def test_tidy_tests_pass(name, outcomes) -> None:
    assert outcomes[name] == ""


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "LOCALHOST.", "a.localhost", b"::1", None]
)
def test_this_computer(host) -> None:
    assert is_loopback(host)


ELSEWHERE = ["", "0.0.0.0", "::", "10.0.0.1", "example.com", "localhost.example.com", b"\xff"]  # noqa: S104


@pytest.mark.parametrize("host", ELSEWHERE)
def test_elsewhere(host) -> None:
    assert not is_loopback(host)
