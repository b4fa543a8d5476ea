"""A table of a million rows reads a few pages, and stays where it is when the list below it changes."""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cloverdesk.domain.pages import Outline
from cloverdesk.services.columns.column import Column, ColumnKind
from cloverdesk.ui.failures import FailureFunnel
from cloverdesk.ui.tables.column import Cell, TableColumn
from cloverdesk.ui.tables.model import EntityTableModel
from cloverdesk.ui.tables.view import EntityTable
from cloverdesk.ui.tasks import TaskScope
from cloverdesk.ui.theme.theme import Scheme, apply_theme
from cloverdesk.ui.theme.tokens import LIGHT, Tone
from tests.support.aio import run

# The offscreen platform has no window manager to tell about sizes, and says so each time.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

PAGE = 100


async def a_turn() -> None:
    """Let the other tasks go one step."""
    await asyncio.sleep(0)  # noqa: TID251 - no time passes


@dataclass(frozen=True)
class Row:
    """Something with an id, the key by which lists are ordered, and a state."""

    key: int
    state: str = "Paid"

    @property
    def id(self) -> str:
        return f"R{self.key}"


class Listing:
    """Rows by falling key, read as the cache reads them: by key, never by place."""

    def __init__(self, keys: Sequence[int]) -> None:
        self.keys = keys
        self.states: dict[int, str] = {}
        self.asked: list[int] = []
        self.fails = False

    async def outline(self) -> Outline:
        return Outline(len(self.keys), PAGE, tuple(self.keys[i] for i in range(0, len(self.keys), PAGE)))

    async def page(self, anchor: int) -> Sequence[Row]:
        await a_turn()
        self.asked.append(anchor)
        if self.fails:
            msg = "the disk is gone"
            raise OSError(msg)
        first = self._place(anchor)
        return [Row(key, self.states.get(key, "Paid")) for key in self.keys[first : first + PAGE]]

    def _place(self, anchor: int) -> int:
        low, high = 0, len(self.keys)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.keys[middle] > anchor else (low, middle)
        return low


COLUMNS = (
    TableColumn(
        Column("time", "t", lambda row: row.key, ColumnKind.MOMENT),
        "Time",
        lambda v: Cell("Today", str(v)),
        140,
        sortable=True,
    ),
    TableColumn(
        Column("amount", "a", lambda row: row.key, ColumnKind.MONEY), "Amount", lambda v: Cell(f"${v}"), 96
    ),
    TableColumn(
        Column("state", "s", lambda row: row.state, ColumnKind.STATE),
        "State",
        lambda v: Cell(str(v), tone=Tone.OK, icon="check"),
        148,
    ),
    TableColumn(
        Column("id", "i", lambda row: row.id, ColumnKind.ID), "Charge", lambda v: Cell(str(v)), 158, stretch=1
    ),
)


class Desk:
    """A table on the screen, the list below it, and the failures."""

    def __init__(self, listing: Listing, qtbot) -> None:
        self.listing = listing
        self.bugs: list[BaseException] = []
        self.table = EntityTable(object_name="table", accessible_name="Charges")
        qtbot.addWidget(self.table)
        self.scope = TaskScope(self.table, FailureFunnel(self.bugs.append))
        self.model = EntityTableModel(COLUMNS, lambda row: row.id, self.scope, self.table)
        self.table.set_entities(self.model)
        self.heard: list[Row | None] = []
        self.table.current_changed.connect(self.heard.append)
        self.table.resize(640, 480)
        self.table.show()

    async def rest(self) -> None:
        """Paint and read until nothing more is asked for."""
        for _ in range(6):
            self.table.grab()
            while self.scope.busy:
                await a_turn()

    async def open(self) -> None:
        self.model.set_source(self.listing)
        await self.rest()

    async def refresh(self) -> None:
        self.model.refresh()
        await self.rest()

    @property
    def top(self) -> Row | None:
        return self.model.entity(self.table.rowAt(1))


class Desks:
    """Makes desks and puts them away: no table may look for rows after its loop has ended."""

    def __init__(self, qtbot) -> None:
        self._qtbot = qtbot
        self._made: list[Desk] = []

    def __call__(self, listing: Listing) -> Desk:
        self._made.append(Desk(listing, self._qtbot))
        return self._made[-1]

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        async def whole() -> None:
            try:
                await work
            finally:
                for desk in self._made:
                    await desk.scope.close()

        run(whole())


@pytest.fixture
def desks(theme, qtbot) -> Desks:
    return Desks(qtbot)


@pytest.fixture
def theme(qapp: QApplication):
    yield apply_theme(qapp, Scheme.LIGHT, text_scale=1.0)
    apply_theme(qapp, Scheme.LIGHT, text_scale=1.0)


def falling(count: int) -> list[int]:
    return list(range(count, 0, -1))


def test_a_million_rows_take_a_few_pages_wherever_one_looks(desks):
    async def main() -> None:
        desk = desks(Listing(range(1_000_000, 0, -1)))
        await desk.open()
        assert desk.model.rowCount() == 1_000_000
        assert desk.top == Row(1_000_000)
        assert len(desk.listing.asked) <= 3

        bar = desk.table.verticalScrollBar()
        for share in (2, 3, 7, 1):
            desk.listing.asked.clear()
            bar.setValue(bar.maximum() // share)
            await desk.rest()
            assert desk.top is not None
            assert desk.top.key == 1_000_000 - desk.table.rowAt(1)
            assert len(desk.listing.asked) <= 4
        assert desk.model.entity(999_999) == Row(1)
        assert not desk.bugs

    desks.run(main())


def test_dragging_across_the_list_skips_what_nobody_looks_at(desks):
    async def main() -> None:
        desk = desks(Listing(range(1_000_000, 0, -1)))
        await desk.open()
        desk.listing.asked.clear()
        bar = desk.table.verticalScrollBar()
        for step in range(200):
            bar.setValue(bar.maximum() * step // 200)
            desk.table.grab()
        await desk.rest()
        assert desk.top is not None
        assert len(desk.listing.asked) <= 12

    desks.run(main())


def test_what_was_read_is_not_read_again(desks):
    async def main() -> None:
        desk = desks(Listing(falling(1000)))
        await desk.open()
        before = len(desk.listing.asked)
        for _ in range(5):
            await desk.rest()
        assert len(desk.listing.asked) == before

    desks.run(main())


def test_rows_under_way_are_bars_and_have_no_entity(desks):
    async def main() -> None:
        desk = desks(Listing(falling(1000)))
        await desk.open()
        desk.table.verticalScrollBar().setValue(500 * 36)
        image = desk.table.viewport().grab().toImage()
        assert desk.model.entity(500) is None
        assert desk.model.data(desk.model.index(500, 0)) is None
        found = {image.pixelColor(x, 18).name() for x in range(12, 60)}
        assert LIGHT.subtle.lower() in found
        await desk.rest()
        assert desk.model.entity(500) == Row(500)
        assert desk.model.data(desk.model.index(500, 0)) == "Today 500"

    desks.run(main())


@pytest.mark.parametrize("new", [1, 37, 100, 250])
def test_new_rows_above_move_neither_selection_nor_screen(desks, new):
    async def main() -> None:
        listing = Listing(falling(5000))
        desk = desks(listing)
        await desk.open()
        desk.table.select_row(2010)
        await desk.rest()
        seen, top = desk.heard[-1], desk.top
        value = desk.table.verticalScrollBar().value()
        assert seen == Row(2990)
        desk.heard.clear()

        listing.keys = falling(5000 + new)
        await desk.refresh()

        assert desk.table.current_entity() == seen
        assert desk.top == top
        assert desk.table.verticalScrollBar().value() == value + new * 36
        assert desk.table.currentIndex().row() == 2010 + new
        assert all(each == seen for each in desk.heard)
        assert len(desk.table.selectionModel().selectedRows()) == 1

    desks.run(main())


def test_at_the_top_new_rows_are_seen(desks):
    async def main() -> None:
        listing = Listing(falling(5000))
        desk = desks(listing)
        await desk.open()
        desk.table.select_row(3)
        await desk.rest()
        listing.keys = falling(5002)
        await desk.refresh()
        assert desk.top == Row(5002)
        assert desk.table.current_entity() == Row(4997)
        assert desk.table.currentIndex().row() == 5

    desks.run(main())


def test_a_row_that_changed_is_told_again(desks):
    async def main() -> None:
        listing = Listing(falling(300))
        desk = desks(listing)
        await desk.open()
        desk.table.select_row(4)
        listing.states[296] = "Refunded"
        await desk.refresh()
        assert desk.heard[-1] == replace(Row(296), state="Refunded")
        assert desk.table.currentIndex().row() == 4

    desks.run(main())


def test_a_current_row_that_is_gone_leaves_nothing_current(desks):
    """Another row must not slip under a pane that offers to give money back."""

    async def main() -> None:
        listing = Listing(falling(300))
        desk = desks(listing)
        await desk.open()
        desk.table.select_row(4)
        listing.keys = [key for key in falling(300) if key != 296]
        await desk.refresh()
        assert desk.heard[-1] is None
        assert desk.table.current_entity() is None
        assert not desk.table.selectionModel().selectedRows()

    desks.run(main())


def test_a_list_may_shrink_to_nothing_and_grow_again(desks):
    async def main() -> None:
        listing = Listing(falling(300))
        desk = desks(listing)
        totals = []
        desk.model.outline_changed.connect(totals.append)
        await desk.open()
        desk.table.select_row(250)
        await desk.rest()
        listing.keys = []
        await desk.refresh()
        assert desk.model.rowCount() == 0
        assert desk.heard[-1] is None
        listing.keys = falling(10)
        await desk.refresh()
        assert desk.top == Row(10)
        assert totals == [300, 0, 10]

    desks.run(main())


def test_another_filter_keeps_a_common_row_in_sight_and_starts_at_the_top_without_one(desks):
    async def main() -> None:
        desk = desks(Listing(falling(5000)))
        await desk.open()
        desk.table.select_row(2000)
        await desk.rest()
        desk.model.set_source(Listing(list(range(5000, 0, -2))))
        await desk.rest()
        assert desk.table.current_entity() == Row(3000)
        assert desk.table.viewport().rect().intersects(desk.table.visualRect(desk.table.currentIndex()))
        desk.model.set_source(Listing(list(range(4999, 0, -2))))
        await desk.rest()
        assert desk.table.current_entity() is None
        assert desk.top == Row(4999)

    desks.run(main())


def test_the_last_of_several_filters_wins(desks):
    async def main() -> None:
        desk = desks(Listing(falling(5000)))
        desk.model.set_source(desk.listing)
        await a_turn()
        desk.model.set_source(Listing(falling(70)))
        desk.model.set_source(Listing(falling(20)))
        await desk.rest()
        assert desk.model.rowCount() == 20
        assert desk.top == Row(20)

    desks.run(main())


def test_a_page_that_fails_is_told_once_and_read_again_by_a_refresh(desks):
    async def main() -> None:
        desk = desks(Listing(falling(1000)))
        await desk.open()
        desk.listing.fails = True
        desk.table.verticalScrollBar().setValue(500 * 36)
        await desk.rest()
        assert [str(bug) for bug in desk.bugs] == ["the disk is gone"]
        desk.listing.fails = False
        await desk.refresh()
        assert desk.model.entity(500) == Row(500)

    desks.run(main())


def test_busy_is_told_once_and_ends(desks):
    async def main() -> None:
        desk = desks(Listing(falling(1000)))
        busy = []
        desk.model.loading_changed.connect(busy.append)
        await desk.open()
        assert busy[0] is True
        assert busy[-1] is False
        assert all(one is not other for one, other in pairwise(busy))

    desks.run(main())


def test_keys_move_through_the_whole_list(desks):
    async def main() -> None:
        desk = desks(Listing(falling(1000)))
        desk.table.select_first()
        await desk.open()
        assert desk.heard == [Row(1000)]
        activated = []
        desk.table.entity_activated.connect(activated.append)
        for key, row in (
            (Qt.Key.Key_Down, 1),
            (Qt.Key.Key_Right, 1),
            (Qt.Key.Key_End, 999),
            (Qt.Key.Key_Up, 998),
            (Qt.Key.Key_Home, 0),
        ):
            QTest.keyClick(desk.table, key)
            await desk.rest()
            assert desk.table.currentIndex().row() == row
            assert desk.heard[-1] == Row(1000 - row)
        QTest.keyClick(desk.table, Qt.Key.Key_PageDown)
        page = desk.table.currentIndex().row()
        assert page > 5
        QTest.keyClick(desk.table, Qt.Key.Key_PageUp)
        assert desk.table.currentIndex().row() == 0
        QTest.keyClick(desk.table, Qt.Key.Key_Return)
        assert activated == [Row(1000)]

    desks.run(main())


def test_the_current_row_shows_where_the_keyboard_is(desks):
    async def main() -> None:
        desk = desks(Listing(falling(50)))
        await desk.open()
        desk.table.select_row(1)
        QTest.qWaitForWindowActive(desk.table)
        desk.table.clearFocus()
        desk.table.setFocus(Qt.FocusReason.TabFocusReason)
        edge = desk.table.viewport().grab().toImage().pixelColor(200, 36)
        assert edge.name() == LIGHT.focus.lower()
        QTest.mouseClick(
            desk.table.viewport(),
            Qt.MouseButton.LeftButton,
            pos=desk.table.visualRect(desk.model.index(2, 1)).center(),
        )
        edge = desk.table.viewport().grab().toImage().pixelColor(200, 72)
        assert edge.name() != LIGHT.focus.lower()
        assert desk.table.currentIndex().row() == 2

    desks.run(main())


def test_widths_fill_the_screen_and_a_dragged_one_stays(desks):
    async def main() -> None:
        desk = desks(Listing(falling(50)))
        await desk.open()
        head = desk.table.horizontalHeader()
        assert sum(head.sectionSize(i) for i in range(4)) == desk.table.viewport().width()
        head.resizeSection(0, 200)
        desk.table.resize(900, 480)
        assert head.sectionSize(0) == 200
        assert sum(head.sectionSize(i) for i in range(4)) == desk.table.viewport().width()

    desks.run(main())


def test_a_click_on_a_sortable_head_asks_to_sort(desks):
    async def main() -> None:
        desk = desks(Listing(falling(50)))
        await desk.open()
        asked = []
        desk.table.sort_requested.connect(asked.append)
        head = desk.table.horizontalHeader()
        for section in (1, 0):
            spot = head.viewport().rect().topLeft()
            spot.setX(head.sectionViewportPosition(section) + 20)
            spot.setY(10)
            QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert asked == ["time"]
        before = desk.table.grab().toImage()
        desk.table.set_sorted("time", descending=True)
        assert desk.table.grab().toImage() != before

    desks.run(main())


def test_rows_grow_with_the_text(desks, qapp):
    async def main() -> None:
        desk = desks(Listing(falling(50)))
        await desk.open()
        assert desk.table.rowHeight(0) == 36
        apply_theme(qapp, Scheme.LIGHT, text_scale=2.0)
        assert desk.table.rowHeight(0) == 72

    desks.run(main())
