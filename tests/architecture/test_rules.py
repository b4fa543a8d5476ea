"""The rules that linters do not know: they hold here, and each sees a violation that is planted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.rules.clocks import clocks_of_their_own
from tests.architecture.rules.money import floats_near_money
from tests.architecture.rules.names import nameless_widgets
from tests.architecture.rules.sizes import too_long
from tests.architecture.rules.source import ROOT, Violation
from tests.architecture.rules.waiting import freezing_calls, qt_network, qt_threads

Rule = Callable[[Path], list[Violation]]
RULES: tuple[Rule, ...] = (
    too_long,
    freezing_calls,
    qt_threads,
    qt_network,
    clocks_of_their_own,
    floats_near_money,
    nameless_widgets,
)
UI, APP, SERVICES = "cloverdesk/ui/x.py", "cloverdesk/app/x.py", "cloverdesk/services/x.py"
WIDGETS = (
    "from PySide6.QtWidgets import QLabel, QWidget, QVBoxLayout, QMessageBox, QFileDialog, QInputDialog\n"
)
NAMED = "from cloverdesk.ui.widgets.naming import named\n"

BREACHES: tuple[tuple[Rule, str, str], ...] = (
    (too_long, UI, "x = 1\n" * 401),
    (too_long, "tests/test_x.py", "x = 1\n" * 501),
    (too_long, "packaging/x.py", "def f():\n" + "    x = 1\n" * 50),
    (too_long, SERVICES, "class A:\n    async def f(self):\n" + "        x = 1\n" * 50),
    (freezing_calls, UI, "dialog.exec()\n"),
    (freezing_calls, UI, "self._menu.exec_(point)\n"),
    (freezing_calls, APP, "app.exec()\n"),
    (freezing_calls, UI, WIDGETS + "QMessageBox.question(None, 'a', 'b')\n"),
    (freezing_calls, UI, WIDGETS + "QFileDialog.getSaveFileName(None)\n"),
    (freezing_calls, UI, "from PySide6 import QtWidgets\nQtWidgets.QInputDialog.getText(None, 'a', 'b')\n"),
    (freezing_calls, UI, "from PySide6.QtWidgets import QMessageBox as Box\nBox.warning(None, 'a', 'b')\n"),
    (qt_threads, UI, "from PySide6.QtCore import QThread\n"),
    (qt_threads, APP, "from PySide6 import QtCore\nQtCore.QThreadPool.globalInstance()\n"),
    (qt_network, UI, "from PySide6.QtNetwork import QNetworkAccessManager\n"),
    (qt_network, APP, "from PySide6 import QtNetwork\n"),
    (clocks_of_their_own, SERVICES, "import time\n"),
    (clocks_of_their_own, SERVICES, "from time import time_ns\n"),
    (clocks_of_their_own, UI, "from datetime import datetime\ndatetime.now()\n"),
    (clocks_of_their_own, UI, "import datetime\ndatetime.date.today()\n"),
    (clocks_of_their_own, UI, "from PySide6.QtCore import QDateTime\nQDateTime.currentDateTime()\n"),
    (clocks_of_their_own, SERVICES, "await asyncio.sleep(1)  # noqa: TID251 - just this once\n"),
    (floats_near_money, "cloverdesk/domain/money.py", "def f(x: float) -> None: ...\n"),
    (floats_near_money, "cloverdesk/domain/money.py", "def half(self):\n    return self.amount / 2\n"),
    (floats_near_money, "cloverdesk/api/money/x.py", "y = float(text)\n"),
    (floats_near_money, "cloverdesk/domain/operations.py", "share: float | None = None\n"),
    (floats_near_money, "cloverdesk/domain/charges.py", "part = 0.5 * amount\n"),
    (floats_near_money, "cloverdesk/journal/x.py", "remaining: float | None = None\n"),
    (floats_near_money, "cloverdesk/cache/x.py", "total /= 100\n"),
    (floats_near_money, SERVICES, "def total() -> float: ...\n"),
    (floats_near_money, SERVICES, "text = f'{(charge.refunded_minor + 1) / 100}'\n"),
    (floats_near_money, UI, "def f(amount_minor: float) -> None: ...\n"),
    (floats_near_money, UI, "text = str(charge.amount_minor / 100)\n"),
    (floats_near_money, "cloverdesk/demo/x.py", "dollars = float(row['amount'])\n"),
    (floats_near_money, "cloverdesk/cli/x.py", "total: float = 0\n"),
    (nameless_widgets, UI, WIDGETS + "label = QLabel('x')\n"),
    (nameless_widgets, APP, "from PySide6 import QtWidgets\nQtWidgets.QLabel('x')\n"),
    (nameless_widgets, UI, "from PySide6.QtWidgets import QLabel as L\nL()\n"),
    (
        nameless_widgets,
        UI,
        WIDGETS + "class Card(QWidget):\n    def __init__(self):\n        super().__init__()\n",
    ),
    (
        nameless_widgets,
        UI,
        WIDGETS + NAMED + "class Card(QWidget):\n    def f(self):\n        named(other, 'a', 'b')\n",
    ),
)
FINE: tuple[tuple[Rule, str, str], ...] = (
    (too_long, UI, "x = 1\n" * 400),
    (too_long, "tests/test_x.py", "x = 1\n" * 500),
    (too_long, UI, "def f():\n" + "    x = 1\n" * 49),
    (freezing_calls, UI, WIDGETS + "dialog.open()\nQMessageBox(None)\nconnection.execute('x')\n"),
    (freezing_calls, "cloverdesk/storage/x.py", "cursor.exec('x')\n"),
    (qt_network, APP, "from PySide6.QtNetwork import QLocalServer, QLocalSocket\n"),
    (clocks_of_their_own, "cloverdesk/domain/clock.py", "import time\ntime.time()  # noqa: TID251\n"),
    (
        clocks_of_their_own,
        UI,
        "from datetime import datetime, UTC\ndatetime.fromtimestamp(0, tz=UTC)\nclock.now()\n",
    ),
    (
        floats_near_money,
        "cloverdesk/journal/x.py",
        "whole, rest = divmod(amount, 100)\nname = folder / 'journal.db'\n",
    ),
    (
        floats_near_money,
        "cloverdesk/journal/x.py",
        "def wait(self, at: float) -> None:\n    sleep(due_ms / 1000)\n",
    ),
    (floats_near_money, UI, "def paint(width: float) -> float:\n    return width / 2\n"),
    (nameless_widgets, UI, WIDGETS + NAMED + "label = named(QLabel('x'), 'label', 'Label')\nQVBoxLayout()\n"),
    (
        nameless_widgets,
        UI,
        WIDGETS
        + NAMED
        + "class Card(QWidget):\n    def __init__(self, name):\n        named(self, name, name)\n",
    ),
    (
        nameless_widgets,
        UI,
        "from cloverdesk.ui.widgets.card import Card\nCard(object_name='a', accessible_name='b')\n",
    ),
)


def _name(value: object) -> str | None:
    return getattr(value, "__name__", None)


def _planted(root: Path, place: str, text: str) -> Path:
    (root / place).parent.mkdir(parents=True)
    (root / place).write_text(text)
    return root


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_the_rule_holds(rule) -> None:
    assert [str(breach) for breach in rule(ROOT)] == []


@pytest.mark.parametrize(("rule", "place", "text"), BREACHES, ids=_name)
def test_a_planted_violation_is_seen(rule, place, text, tmp_path) -> None:
    found = rule(_planted(tmp_path, place, text))
    assert [breach.place for breach in found] == [place]


@pytest.mark.parametrize(("rule", "place", "text"), FINE, ids=_name)
def test_what_is_allowed_is_left_alone(rule, place, text, tmp_path) -> None:
    assert rule(_planted(tmp_path, place, text)) == []
