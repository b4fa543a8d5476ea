"""What the first rows are not kept waiting for (decision 008)."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

CODE = """
    import asyncio, sys
    from pathlib import Path
    from cloverdesk.app.host import AppHost, _loading

    with _loading():
        from cloverdesk.app.container import DeskPlan
        from cloverdesk.app.lifecycle import run_window
    from cloverdesk.cache.cache import Batch, Cache
    from cloverdesk.domain.clock import SystemClock
    from cloverdesk.settings.profiles import DEMO_PROFILE
    from cloverdesk.ui.main_window import MainWindow
    from tests.support.rows import a_charge

    host = AppHost()
    paths = host.paths(Path(sys.argv[1]))
    secrets = host.secrets(paths)

    async def fill():
        paths.make(paths.profile_dir("demo"))
        key = secrets.database_key(DEMO_PROFILE)
        cache = await Cache.open(paths.cache("demo"), key=key, clock=SystemClock())
        await cache.save(Batch(charges=tuple(a_charge(number) for number in range(30))), who="test")
        await cache.close()

    def on_first_rows():
        from PySide6 import QtWidgets
        print(*sys.modules, *vars(QtWidgets))

    class Told(MainWindow):
        def __init__(self, *args, **more):
            super().__init__(*args, **more)
            self.first_rows_painted.connect(on_first_rows)

    async def guest(window, desk):
        return 0

    asyncio.run(fill())
    sys.modules["cloverdesk.app.lifecycle"].MainWindow = Told
    sys.exit(run_window(DeskPlan(DEMO_PROFILE, paths, lambda: secrets), guest=guest))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Modules, and classes of QtWidgets, that were loaded when the first rows had been painted."""
    folder = tmp_path_factory.mktemp("start")
    told = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(CODE), str(folder)],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return set(told.stdout.split())


def test_the_line_and_the_store_come_later(loaded: set[str]) -> None:
    assert "cloverdesk.ui.tabs.charges.tab" in loaded
    later = {"httpx", "uvicorn", "keyring", "msgspec", "filelock", "cloverdesk.app.demo_process"}
    assert not later & loaded


def test_what_moves_money_comes_later(loaded: set[str]) -> None:
    assert "cloverdesk.journal.store" in loaded
    assert not {"cloverdesk.journal.life", "cloverdesk.journal.recovery", "cloverdesk.api.errors"} & loaded


def test_taking_cards_comes_later(loaded: set[str]) -> None:
    assert not {"cloverdesk.services.card_entry", "cloverdesk.domain.card_entry"} & loaded


def test_the_pane_comes_later(loaded: set[str]) -> None:
    assert "cloverdesk.ui.tabs.charges.detail" not in loaded


def test_only_widgets_that_are_used_are_known_to_python(loaded: set[str]) -> None:
    assert "QTableView" in loaded
    assert not {"QWizard", "QStyle", "QFileDialog"} & loaded
