"""The life of the window: start-up, first paint, the work behind it, and closing in two phases."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cloverdesk.app.container import DeskPlan, open_desk
from cloverdesk.app.crash import CrashFunnel
from cloverdesk.app.event_loop import runner
from cloverdesk.app.single_instance import SingleInstance, WindowSilent
from cloverdesk.domain.clock import SystemClock
from cloverdesk.domain.errors import DeskError, ExitCode, FailureKind
from cloverdesk.domain.message import Message
from cloverdesk.settings.errors import PassphraseMissing, WrongPassphrase
from cloverdesk.settings.options import Options
from cloverdesk.settings.secrets import Secrets
from cloverdesk.settings.window_state import WindowState
from cloverdesk.ui.failures import FailureFunnel
from cloverdesk.ui.locale import LocaleWriter, reader_locale
from cloverdesk.ui.main_window import MainWindow
from cloverdesk.ui.theme.theme import STYLE_ARGUMENTS, Scheme, Theme, apply_theme

if TYPE_CHECKING:
    from cloverdesk.services.desk import Desk
    from cloverdesk.ui.start_window import StartWindow

FIRST_ROW_MARK = "CLOVERDESK_BENCH_FIRST_ROW"
"""Set by the benchmark. `1`: tell when the first row is painted, and leave; `stay`: tell it, and go on."""
LATEST_START_SECONDS = 0.4
"""The line is built after the first rows are painted; an empty store paints none."""

Guest = Callable[[MainWindow, "Desk"], Awaitable[int]]
"""Somebody who uses the window and then closes it; returns the exit code."""


class NoDisplay(DeskError):
    """There is nowhere to show a window. No params."""

    code = "app.no_display"
    exit_code = ExitCode.USAGE
    kind = FailureKind.ENVIRONMENT


def has_display(variables: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window could be shown, or Qt has been told to draw elsewhere. Qt itself ends the process if not."""
    if not platform.startswith("linux"):
        return True
    return any(variables.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def make_application() -> QApplication:
    """The one application of this process. Raises `NoDisplay`."""
    existing = QApplication.instance()
    if existing is None and not has_display(os.environ):
        raise NoDisplay
    app = existing if isinstance(existing, QApplication) else QApplication([*sys.argv[:1], *STYLE_ARGUMENTS])
    app.setApplicationName("CloverDesk")
    app.setDesktopFileName("cloverdesk")
    app.setQuitOnLastWindowClosed(False)
    return app


def run_window(plan: DeskPlan, *, guest: Guest | None = None, scheme: Scheme | None = None) -> int:
    """Show the window of a profile until it is closed, or until `guest` has finished with it. Returns the exit code."""
    plan.paths.make(plan.paths.profile_dir(plan.profile.name))
    app = make_application()
    theme = _themed(app, plan, scheme)
    crash = CrashFunnel()
    session = _Session(plan, theme, crash, guest)
    with runner(app) as loop:
        loop.get_loop().set_exception_handler(crash.on_loop_error)
        try:
            return loop.run(session.run())
        finally:
            crash.remove()


def _themed(app: QApplication, plan: DeskPlan, scheme: Scheme | None) -> Theme:
    try:
        options = Options.load(plan.paths.profile_dir(plan.profile.name))
    except DeskError:
        options = Options()  # opening the desk reads them again, and says what is wrong with them
    chosen = scheme or Scheme(options.theme.value)
    scale = None if options.text_percent == 100 else options.text_percent / 100
    return apply_theme(app, chosen, text_scale=scale)


class _Session:
    """One run of the program: perhaps a passphrase, then the window, then its end."""

    def __init__(self, plan: DeskPlan, theme: Theme, crash: CrashFunnel, guest: Guest | None) -> None:
        self._plan, self._theme, self._crash, self._guest = plan, theme, crash, guest
        self._clock = SystemClock()
        self._closing = asyncio.Event()
        self._instance = SingleInstance(plan.paths.profile_dir(plan.profile.name))
        self._window: MainWindow | None = None
        self._asking: StartWindow | None = None

    async def run(self) -> int:
        """Return the exit code."""
        if not self._instance.claim(self._come_to_front):
            if not self._instance.call_first():
                raise WindowSilent
            print(Message("app.window_open").english(), file=sys.stderr)  # noqa: T201 - as in `_open`
            return ExitCode.DONE
        try:
            with self._signals():
                return await self._open()
        finally:
            self._instance.release()

    async def _open(self) -> int:
        plan = self._plan
        while True:
            try:
                async with open_desk(plan, self._clock) as desk:
                    return await self._live(desk)
            except DeskError as problem:
                print(problem, file=sys.stderr)  # noqa: T201 - for whoever started it from a terminal
                closed_vault = isinstance(problem, (PassphraseMissing, WrongPassphrase))
                typed = await self._ask(problem, asks_passphrase=closed_vault)
                if typed is None:
                    return problem.exit_code
                plan = replace(plan, secrets=partial(Secrets.open, plan.paths, passphrase=typed))

    async def _ask(self, problem: DeskError, *, asks_passphrase: bool) -> str | None:
        """Show the failure, and return the passphrase that was typed, if one was."""
        if self._guest is not None:
            return None
        from cloverdesk.ui.start_window import StartWindow

        answers: asyncio.Queue[str | None] = asyncio.Queue()
        writer = LocaleWriter(reader_locale(), self._clock)
        window = StartWindow(problem, writer, asks_passphrase=asks_passphrase)
        window.answered.connect(answers.put_nowait)
        self._asking = window
        window.show()
        try:
            return await answers.get()
        finally:
            self._asking = None
            window.close()
            window.deleteLater()

    async def _live(self, desk: "Desk") -> int:
        folder = self._plan.paths.profile_dir(self._plan.profile.name)
        funnel = FailureFunnel(self._crash.report)
        window = MainWindow(desk, self._theme, funnel, state=WindowState.load(folder))
        self._window = window
        self._crash.install(window.show_report)
        painted = asyncio.Event()
        window.first_rows_painted.connect(painted.set)
        window.first_rows_painted.connect(self._tell_benchmark)
        window.close_requested.connect(self._closing.set)
        window.show()
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(painted.wait(), LATEST_START_SECONDS)
            window.scope.start(desk.run)
            return await self._used(window, desk)
        finally:
            await self._end(window)

    async def _used(self, window: MainWindow, desk: "Desk") -> int:
        if self._guest is not None:
            return await self._guest(window, desk)
        await self._closing.wait()
        return ExitCode.DONE

    async def _end(self, window: MainWindow) -> None:
        """Phase two of closing: what the window started has ended before the window goes."""
        self._window = None
        state = window.window_state()
        folder = self._plan.paths.profile_dir(self._plan.profile.name)
        await window.close_tasks()
        self._crash.remove()
        with contextlib.suppress(DeskError):  # where the window was is worth no failure
            state.save(folder)
        window.allow_close()
        window.close()
        window.deleteLater()

    def _come_to_front(self) -> None:
        window = self._window or self._asking
        if window is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.show()
            window.raise_()
            window.activateWindow()

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Ctrl+C and SIGTERM close the window like its own button does."""
        before = {one: signal.signal(one, self._on_signal) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    def _on_signal(self, _number: int, _frame: object) -> None:
        asyncio.get_running_loop().call_soon_threadsafe(self._close)

    def _close(self) -> None:
        self._closing.set()
        if self._asking is not None:
            self._asking.close()

    def _tell_benchmark(self) -> None:
        mark = os.environ.get(FIRST_ROW_MARK)
        if mark:
            print(f"first-row {round(self._clock.monotonic() * 1e9)}", file=sys.stderr, flush=True)  # noqa: T201
        if mark == "1":
            self._closing.set()
