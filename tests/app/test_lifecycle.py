"""The window's life: it opens, is remembered, asks for what it lacks, says why it cannot open, and closes in order."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cloverdesk.app import single_instance
from cloverdesk.app.container import DeskPlan
from cloverdesk.app.crash import CrashFunnel
from cloverdesk.app.lifecycle import has_display, run_window
from cloverdesk.app.line import DemoSize
from cloverdesk.app.single_instance import SingleInstance, WindowSilent
from cloverdesk.domain.environment import Environment
from cloverdesk.settings.errors import KeyringLocked
from cloverdesk.settings.paths import Paths
from cloverdesk.settings.profiles import DEMO_PROFILE, KeyHome, Profile, ProfileStore
from cloverdesk.settings.secrets import Secrets
from cloverdesk.settings.window_state import WindowState
from cloverdesk.storage.database import open_connection
from cloverdesk.ui.dialogs.report import ReportSheet
from cloverdesk.ui.main_window import MainWindow
from cloverdesk.ui.start_window import StartWindow
from tests.support.aio import eventually

RIGHT = "correct horse"


def demo_plan(paths: Paths, *, offline: bool = True) -> DeskPlan:
    secrets = Secrets.open(paths, passphrase=None)
    return DeskPlan(DEMO_PROFILE, paths, lambda: secrets, offline=offline, demo=DemoSize(orders=30, seed=2))


def vault_profile(paths: Paths) -> Profile:
    """A profile whose key is in a vault that opens with RIGHT."""
    profile = Profile(
        name="till",
        environment=Environment.CUSTOM,
        url="http://127.0.0.1:9",
        merchant_id="M4P0RTA3ND5QK",
        owner="",
        store_name="Till",
        currency="USD",
        key_home=KeyHome.VAULT,
    )
    paths.make(paths.profile_dir(profile.name))
    secrets = Secrets.open(paths, passphrase=RIGHT)
    secrets.database_key(profile)
    secrets.save_tokens(profile, {"private": "a" * 32})
    return profile


def shown(kind: type) -> list:
    return [
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()
    ]


def soon(work) -> None:
    """Run the coroutine function `work` beside the window; its failure closes the window and fails the test."""
    loop = asyncio.get_running_loop()

    def report(task: asyncio.Task) -> None:
        if not task.cancelled() and task.exception():
            raise task.exception()

    loop.create_task(work()).add_done_callback(report)


def test_the_guest_sees_the_store_and_the_window_is_remembered(qapp, tmp_path) -> None:
    paths = Paths(tmp_path)

    async def guest(window, desk) -> int:
        await eventually(lambda: all(stamp.whole for stamp in desk.connection.freshness()))
        assert len(await desk.charges.newest("", 100)) == 30
        window.resize(1300, 820)
        return 0

    assert run_window(demo_plan(paths, offline=False), guest=guest) == 0
    state = WindowState.load(paths.profile_dir("demo"))
    assert state.size == (1300, 820)
    assert state.tab == "charges"


def test_a_signal_closes_the_window_in_order(qapp, tmp_path) -> None:
    async def guest(window, desk) -> int:
        window.close()
        assert window.isVisible()  # it only asked
        os.kill(os.getpid(), signal.SIGTERM)
        return 0

    before = signal.getsignal(signal.SIGTERM)
    assert run_window(demo_plan(Paths(tmp_path)), guest=guest) == 0
    assert signal.getsignal(signal.SIGTERM) is before
    assert not shown(MainWindow)


def test_a_newer_journal_is_left_alone(qapp, tmp_path, capsys) -> None:
    paths = Paths(tmp_path)
    plan = demo_plan(paths)

    async def guest(window, desk) -> int:
        return 0

    assert run_window(plan, guest=guest) == 0
    connection = open_connection(paths.journal("demo"), key=plan.secrets().database_key(DEMO_PROFILE))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert run_window(plan, guest=guest) == 7
    assert "newer CloverDesk" in capsys.readouterr().err
    connection = open_connection(paths.journal("demo"), key=plan.secrets().database_key(DEMO_PROFILE))
    assert connection.one("PRAGMA user_version") == (99,)
    connection.close()


@pytest.mark.parametrize("first", [None, "wrong"])
def test_a_closed_vault_asks_until_it_opens(qapp, tmp_path, first, capsys) -> None:
    paths = Paths(tmp_path)
    profile = vault_profile(paths)
    secrets = Secrets.open(paths, passphrase=first)
    asked: list[StartWindow] = []

    async def person() -> None:
        for typed in ("no", RIGHT):
            await eventually(lambda: [one for one in shown(StartWindow) if one not in asked])
            window = next(one for one in shown(StartWindow) if one not in asked)
            asked.append(window)
            assert window.passphrase.echoMode() == window.passphrase.EchoMode.Password
            QTest.keyClicks(window.passphrase, typed)
            QTest.keyClick(window.passphrase, Qt.Key.Key_Return)
        await eventually(lambda: shown(MainWindow))
        shown(MainWindow)[0].close()

    QTimer.singleShot(0, lambda: soon(person))
    assert run_window(DeskPlan(profile, paths, lambda: secrets, offline=True)) == 0
    assert len(asked) == 2
    assert RIGHT not in capsys.readouterr().err


def test_closing_the_question_ends_with_the_reason(qapp, tmp_path, capsys) -> None:
    paths = Paths(tmp_path)
    profile = vault_profile(paths)
    secrets = Secrets.open(paths, passphrase=None)

    async def person() -> None:
        await eventually(lambda: shown(StartWindow))
        shown(StartWindow)[0].close()

    QTimer.singleShot(0, lambda: soon(person))
    assert run_window(DeskPlan(profile, paths, lambda: secrets, offline=True)) == 5
    assert "passphrase" in capsys.readouterr().err


def test_a_locked_keyring_asks_for_no_passphrase_of_the_vault(qapp, tmp_path, capsys) -> None:
    paths = Paths(tmp_path)
    profile = replace(vault_profile(paths), key_home=KeyHome.KEYRING)
    fields: list[object] = []

    def locked() -> Secrets:
        raise KeyringLocked

    async def person() -> None:
        await eventually(lambda: shown(StartWindow))
        fields.append(shown(StartWindow)[0].passphrase)
        shown(StartWindow)[0].close()

    QTimer.singleShot(0, lambda: soon(person))
    assert run_window(DeskPlan(profile, paths, locked, offline=True)) == 5
    assert "which is locked" in capsys.readouterr().err
    assert fields == [None]


def test_a_second_start_raises_the_question_too(qapp, tmp_path, capsys) -> None:
    paths = Paths(tmp_path)
    profile = vault_profile(paths)
    secrets = Secrets.open(paths, passphrase=None)
    command = [sys.executable, "-m", "cloverdesk", "--profile", profile.name, "--data-dir", str(tmp_path)]
    seen: list[object] = []
    ProfileStore(paths).add(profile)

    async def person() -> None:
        await eventually(lambda: shown(StartWindow))
        window = shown(StartWindow)[0]
        window.showMinimized()
        second = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
        await second.communicate()
        seen.extend([second.returncode, window.isMinimized()])
        window.close()

    QTimer.singleShot(0, lambda: soon(person))
    assert run_window(DeskPlan(profile, paths, lambda: secrets, offline=True)) == 5
    assert "passphrase" in capsys.readouterr().err
    assert seen == [0, False]


def test_a_second_window_calls_the_first(qapp, tmp_path, capsys) -> None:
    paths = Paths(tmp_path)
    command = [sys.executable, "-m", "cloverdesk", "demo", "--data-dir", str(tmp_path)]

    async def guest(window, desk) -> int:
        window.showMinimized()
        second = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
        _, said = await second.communicate()
        assert second.returncode == 0
        assert b"open" in said
        assert not window.isMinimized()
        return 0

    assert run_window(demo_plan(paths), guest=guest) == 0


def test_a_first_window_that_is_silent_is_told(qapp, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(single_instance, "ANSWER_SECONDS", 0.1)
    paths = Paths(tmp_path)
    first = SingleInstance(paths.make(paths.profile_dir("demo")))
    assert first.claim(lambda: None)
    first._on_raise = None  # a window that hangs
    try:
        with pytest.raises(WindowSilent, match="does not answer"):
            run_window(demo_plan(paths))
    finally:
        first.release()


def test_every_bug_is_shown_and_each_once(allow_logs) -> None:
    allow_logs("a bug")
    told: list[str] = []
    funnel = CrashFunnel()
    funnel.install(told.append)
    try:
        for number in range(20):  # each is gone before the next, which may get its address
            funnel.report(ValueError(f"bug {number}"))
        same = ValueError("the same")
        funnel.report(same)
        funnel.report(same)
    finally:
        funnel.remove()
    assert len(told) == 21


def test_a_bug_is_shown_and_the_window_goes_on(qapp, tmp_path, allow_logs) -> None:
    allow_logs("a bug")

    async def guest(window, desk) -> int:
        async def stumble() -> None:
            card = "4242424242424242"
            message = f"stumbled over {card}"
            raise RuntimeError(message)

        window.scope.start(stumble)
        await eventually(lambda: isinstance(window.sheet(), ReportSheet))
        report = window.sheet().text.toPlainText()
        assert "RuntimeError" in report
        assert "4242424242424242" not in report
        window.sheet().back()
        await eventually(lambda: window.sheet() is None)
        return 0

    assert run_window(demo_plan(Paths(tmp_path)), guest=guest) == 0


@pytest.mark.parametrize(
    ("variables", "platform", "has"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_where_a_window_can_be_shown(variables, platform, has) -> None:
    assert has_display(variables, platform) is has


def test_without_a_display_a_sentence_and_no_crash(tmp_path) -> None:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    variables = {name: value for name, value in os.environ.items() if name not in names}
    command = [sys.executable, "-m", "cloverdesk", "demo", "--json", "--data-dir", str(tmp_path)]
    told = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert json.loads(told.stdout)["error"]["code"] == "app.no_display"
