"""The tour: look around, find a charge, give 5.00 back, take it back, do it again, and see Clover confirm it."""

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cloverdesk.app.container import DeskPlan
from cloverdesk.app.lifecycle import has_display, run_window
from cloverdesk.app.line import DemoSize
from cloverdesk.app.tour.driver import Driver, StepFailed
from cloverdesk.domain.changes import Kind
from cloverdesk.domain.charges import Charge, ChargeState
from cloverdesk.domain.errors import ExitCode
from cloverdesk.domain.money import Money
from cloverdesk.domain.operations import MoneyOperation, OperationState
from cloverdesk.services.connection import LineState
from cloverdesk.settings.options import Options
from cloverdesk.settings.paths import Paths
from cloverdesk.settings.profiles import DEMO_PROFILE
from cloverdesk.settings.secrets import Secrets
from cloverdesk.ui.theme.theme import Scheme

if TYPE_CHECKING:
    from cloverdesk.services.desk import Desk
    from cloverdesk.ui.main_window import MainWindow
    from cloverdesk.ui.tabs.charges.tab import ChargesTab

ORDERS = 600
SEED = 7
HOLD_SECONDS = 3
SIZE = (1280, 800)
ROWS_LOOKED_AT = 80
AMOUNT = Money(500, "USD")
AMPLE = Money(1000, "USD")


def run_tour(out: Path, paths: Paths | None) -> int:
    """Drive the window on a demo store of its own, and leave the pictures in `out`. Non-zero if a step did not happen."""
    if not has_display(os.environ):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # pictures need no screen
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("[0-9][0-9]-*.png"):
        old.unlink()
    with ExitStack() as stack:
        if paths is None:
            paths = Paths(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cloverdesk-tour-"))))
        folder = paths.make(paths.profile_dir(DEMO_PROFILE.name))
        replace(Options.load(folder), hold_seconds=HOLD_SECONDS).save(folder)
        plan = DeskPlan(
            DEMO_PROFILE,
            paths,
            lambda: Secrets.open(paths, passphrase=None),
            demo=DemoSize(ORDERS, SEED),
        )
        return run_window(plan, guest=_Tour(out).walk, scheme=Scheme.LIGHT)


class _Tour:
    """The steps, in order."""

    def __init__(self, out: Path) -> None:
        self._out = out

    async def walk(self, window: "MainWindow", desk: "Desk") -> int:
        """Return the exit code."""
        window.resize(*SIZE)
        self.window, self.desk = window, desk
        self.driver = Driver(window, desk.clock, self._out)
        try:
            for step in (
                self._look_around,
                self._search,
                self._choose,
                self._change_your_mind,
                self._give_back,
            ):
                await step()
        except StepFailed as step_failed:
            print(f"The tour stopped: {step_failed} did not happen.", file=sys.stderr)  # noqa: T201
            await self.driver.picture("stopped")
            return ExitCode.BUG
        print(f"The tour is in {self._out}", file=sys.stderr)  # noqa: T201
        return ExitCode.DONE

    async def _look_around(self) -> None:
        await self.driver.until("the first charges", lambda: self._current() is not None)
        await self.driver.until("the store being read", self._is_whole)
        self.driver.press(Qt.Key.Key_Home)
        await self.driver.picture("charges")

    async def _search(self) -> None:
        self.driver.press(Qt.Key.Key_Slash)
        self.driver.type("4242")
        await self.driver.until(
            "charges of one card", lambda: self._all_match(lambda one: one.last4 == "4242")
        )
        await self.driver.picture("search")
        self.driver.press(Qt.Key.Key_Escape)
        self.driver.press(Qt.Key.Key_Escape)
        await self.driver.until("the whole list again", self._shows_all)

    async def _choose(self) -> None:
        self.driver.press(Qt.Key.Key_Home)
        for _ in range(ROWS_LOOKED_AT):
            await self.driver.until("the next charge", lambda: self._current() is not None)
            charge = self._current()
            by_amount = charge.refundable_by_amount if charge else None
            if by_amount and by_amount >= AMPLE and charge and charge.state is ChargeState.PAID:
                self.target = charge.id
                await self.driver.picture("chosen")
                return
            self.driver.press(Qt.Key.Key_Down)
        what = "a charge that Clover gives back by amount"
        raise StepFailed(what)

    async def _change_your_mind(self) -> None:
        await self._ask_for_it(pictures=True)
        await self.driver.until("the hold", lambda: self._newest_is(OperationState.HELD))
        await self.driver.picture("held")
        self.driver.press(Qt.Key.Key_Escape)
        await self.driver.until("taken back", lambda: self._newest_is(OperationState.CANCELLED))
        await self.driver.picture("taken-back")

    async def _give_back(self) -> None:
        await self._ask_for_it(pictures=False)
        await self.driver.until("Clover's word", lambda: self._newest_is(OperationState.CONFIRMED))
        await self.driver.until("the charge partly refunded", self._is_partly_refunded)
        await self.driver.picture("confirmed")
        self.driver.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        await self.driver.until(
            "the refund in its list", lambda: self.window.tabs.current() is not self._charges()
        )
        await self.driver.picture("refunds")
        self.driver.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        await self.driver.until("the charge partly refunded", self._is_partly_refunded)
        await self.driver.picture("partly-refunded")

    async def _ask_for_it(self, *, pictures: bool) -> None:
        give_back = self._charges().pane.give_back
        await self.driver.until("the button that gives money back", give_back.isEnabled)
        self.driver.press(Qt.Key.Key_R)
        await self.driver.until("the refund dialog", lambda: self.window.sheet() is not None)
        self.driver.type("5.00")
        if pictures:
            await self.driver.picture("refund")
        self.driver.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        if pictures:
            await self.driver.picture("review")
        self.driver.press(Qt.Key.Key_Return)
        await self.driver.until("the dialog closing", lambda: self.window.sheet() is None)

    # ---- what is seen

    def _charges(self) -> "ChargesTab":
        from cloverdesk.ui.tabs.charges.tab import ChargesTab

        return next(tab for tab in self.window.tabs.built() if isinstance(tab, ChargesTab))

    def _current(self) -> Charge | None:
        return self._charges().current()

    def _all_match(self, fits: Callable[[Charge], bool]) -> bool:
        model = self._charges().list_side.model
        shown = [model.entity(row) for row in range(min(model.rowCount(), 10))]
        return bool(shown) and all(charge is not None and fits(charge) for charge in shown)

    def _shows_all(self) -> bool:
        stamps = {stamp.kind: stamp.rows for stamp in self.desk.connection.freshness()}
        return self._charges().list_side.model.rowCount() == stamps[Kind.CHARGE]

    def _is_whole(self) -> bool:
        stamps = self.desk.connection.freshness()
        connected = self.desk.connection.state is LineState.CONNECTED
        return connected and bool(stamps) and all(stamp.whole for stamp in stamps)

    async def _newest_is(self, state: OperationState) -> bool:
        newest: MoneyOperation | None = next(iter(await self.desk.operations.list(1)), None)
        return newest is not None and newest.target == self.target and newest.state is state

    def _is_partly_refunded(self) -> bool:
        charge = self._current()
        return (
            charge is not None
            and charge.id == self.target
            and charge.state is ChargeState.PARTLY_REFUNDED
            and charge.refunded == AMOUNT
        )
