"""A table of any length over pages that are read when they are looked at."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from cloverdesk.domain.pages import PageSource
from cloverdesk.ui.tables.column import Cell, TableColumn
from cloverdesk.ui.tables.pages import PageCache

E = TypeVar("E")
_Index = QModelIndex | QPersistentModelIndex

_WANTED_AT_ONCE = 6
_ROUNDS = 3


class Scope(Protocol):
    """Starts coroutines and owns them (`TaskScope`)."""

    def start(self, work: Callable[[], Coroutine[Any, Any, None]], /) -> object:
        """Run `work()` until it ends or the scope closes; failures go to the funnel."""


class Watch(NamedTuple):
    """What a view shows: its current row (-1 for none) and the first and last row on the screen."""

    current: int = -1
    first: int = 0
    last: int = 0


class _Mark(NamedTuple):
    """An entity to find again: its row, its id and the key at which its page began."""

    row: int
    identity: str
    anchor: int


class EntityTableModel(QAbstractTableModel, Generic[E]):
    """Rows of a `PageSource`; `identity(entity)` is the id by which the current row survives a refresh.

    Nothing is read until `set_source` or `refresh`. While a page is under way its rows have no entity. A page whose
    reading failed is not asked for again before the next refresh: the failure was shown, a storm of it helps nobody.
    """

    outline_changed = Signal(int)
    """How many rows there are, after each refresh."""
    loading_changed = Signal(bool)
    about_to_swap = Signal()
    swapped = Signal(int, int)
    """For the view: the row of what was current (-1 if it is gone), and by how many rows the screen moved."""

    def __init__(
        self,
        columns: Sequence[TableColumn[E]],
        identity: Callable[[E], str],
        scope: Scope,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._identity, self._scope = identity, scope
        self._source: PageSource[E] | None = None
        self._cache: PageCache[E] = PageCache()
        self._watch: Callable[[], Watch] = Watch
        self._wanted: dict[int, None] = {}
        self._ahead: list[int] = []
        self._failed: set[int] = set()
        self._loading = self._reloading = self._again = self._from_top = False
        self._busy = False

    def set_watch(self, watch: Callable[[], Watch]) -> None:
        """Let a view say what it shows, so that a refresh can keep that in place."""
        self._watch = watch

    def set_source(self, source: PageSource[E]) -> None:
        """Show another list (another filter) from its top; what is current stays so if it is in that list too."""
        self._source = source
        self._from_top = True
        self.refresh()

    def refresh(self) -> None:
        """Read the list again; current row and what is on the screen stay where they are."""
        if self._source is None:
            return
        self._again = True
        if not self._reloading:
            self._reloading = True
            self._tell_busy()
            self._scope.start(self._reload_until_done)

    # ---- reading the list anew

    async def _reload_until_done(self) -> None:
        try:
            while self._again and self._source is not None:
                self._again = False
                await self._reload(self._source)
        finally:
            self._reloading = False
            self._tell_busy()

    async def _reload(self, source: PageSource[E]) -> None:
        """Read outline and whatever is on the screen, then show both at once."""
        fresh: PageCache[E] = PageCache(await source.outline())
        for _ in range(_ROUNDS):  # more than one, since a person may scroll meanwhile
            pages = self._missing(fresh)
            for page in pages:
                fresh.put(page, await source.page(fresh.outline.anchors[page]))
                if source is not self._source:
                    return
            if not pages:
                break
        self._swap(fresh)

    def _marks(self) -> tuple[_Mark | None, _Mark | None]:
        """The current row and the one at the top of the screen."""
        watch = self._watch()
        return self._mark(watch.current), self._mark(watch.first)

    def _mark(self, row: int) -> _Mark | None:
        entity = self._cache.get(row) if 0 <= row < self._cache.outline.total else None
        if entity is None:
            return None
        anchor = self._cache.outline.anchors[self._cache.page_of(row)]
        return _Mark(row, self._identity(entity), anchor)

    def _missing(self, fresh: PageCache[E]) -> list[int]:
        """Pages of `fresh` that are needed to find the marks again and to fill the screen, and are not there yet."""
        needed = [page for mark in self._marks() if mark for page in self._near(fresh, mark)]
        if all(fresh.holds(page) for page in needed):
            watch, shift = self._watch(), self._shift(fresh)
            last = max(fresh.outline.total - 1, 0)
            first_page, last_page = (
                fresh.page_of(min(max(row + shift, 0), last)) for row in (watch.first, watch.last)
            )
            needed += range(first_page, last_page + 1)
        return [page for page in dict.fromkeys(needed) if fresh.exists(page) and not fresh.holds(page)]

    def _near(self, fresh: PageCache[E], mark: _Mark) -> list[int]:
        """Where an entity of an old page can be: that page began inside one new page and may reach into the next."""
        page = fresh.page_at(mark.anchor)
        return [each for each in (page, page + 1) if fresh.exists(each)]

    def _find(self, fresh: PageCache[E], mark: _Mark | None) -> int | None:
        if mark is None:
            return None
        return fresh.find(self._identity, mark.identity, self._near(fresh, mark))

    def _shift(self, fresh: PageCache[E]) -> int:
        """By how many rows the screen's top moved. At the very top nothing moves: new rows are to be seen."""
        watch = self._watch()
        if self._from_top:
            return -watch.first
        if watch.first <= 0:
            return 0
        current, top = self._marks()
        for mark in (top, current):
            row = self._find(fresh, mark)
            if mark is not None and row is not None:
                return row - mark.row
        return 0

    def _swap(self, fresh: PageCache[E]) -> None:
        current, _ = self._marks()
        row = self._find(fresh, current)
        shift = self._shift(fresh)
        self.about_to_swap.emit()
        # Rows come and go at the end only, and the view moves by `shift`: no reset, so nothing flickers or jumps.
        old, new = self._cache.outline.total, fresh.outline.total
        if new > old:
            self.beginInsertRows(QModelIndex(), old, new - 1)
        elif new < old:
            self.beginRemoveRows(QModelIndex(), new, old - 1)
        self._cache = fresh
        self._wanted.clear()
        self._ahead.clear()
        self._failed.clear()
        self._from_top = False
        if new > old:
            self.endInsertRows()
        elif new < old:
            self.endRemoveRows()
        if new:
            self.dataChanged.emit(self.index(0, 0), self.index(new - 1, len(self.columns) - 1))
        self.swapped.emit(-1 if row is None else row, shift)
        self.outline_changed.emit(new)

    # ---- reading pages as they are looked at

    def _want(self, page: int) -> None:
        if self._source is None or page in self._failed or not self._cache.exists(page):
            return
        self._wanted.pop(page, None)
        self._wanted[page] = None
        while len(self._wanted) > _WANTED_AT_ONCE:  # scrolled past: nobody looks at the oldest any more
            del self._wanted[next(iter(self._wanted))]
        if not self._loading:
            self._loading = True
            self._tell_busy()
            self._scope.start(self._load_wanted)

    async def _load_wanted(self) -> None:
        try:
            while (page := self._next_page()) is not None:
                await self._load(page)
        finally:
            self._loading = False
            self._tell_busy()

    def _next_page(self) -> int | None:
        """What was asked for last comes first; with nothing asked for, the neighbours of what was."""
        while self._wanted:
            page, _ = self._wanted.popitem()
            if not self._cache.holds(page):
                self._ahead = [page - 1, page + 1]
                return page
        while self._ahead:
            page = self._ahead.pop()
            if self._cache.exists(page) and not self._cache.holds(page) and page not in self._failed:
                return page
        return None

    async def _load(self, page: int) -> None:
        cache, source = self._cache, self._source
        if source is None:
            return
        try:
            rows = await source.page(cache.outline.anchors[page])
        except Exception:
            self._failed.add(page)
            raise
        cache.put(page, rows)
        if cache is self._cache and (shown := cache.rows_of(page)):
            self.dataChanged.emit(self.index(shown[0], 0), self.index(shown[-1], len(self.columns) - 1))

    def _tell_busy(self) -> None:
        busy = self._loading or self._reloading
        if busy != self._busy:
            self._busy = busy
            self.loading_changed.emit(busy)

    # ---- what views ask

    def entity(self, row: int) -> E | None:
        """The entity at `row`, or None while its page is under way, which this asks for."""
        if not 0 <= row < self._cache.outline.total:
            return None
        entity = self._cache.get(row)
        if entity is None and not self._cache.holds(self._cache.page_of(row)):
            self._want(self._cache.page_of(row))
        return entity

    def cell(self, row: int, column: int) -> Cell | None:
        """What the cell shows, or None while its page is under way."""
        entity = self.entity(row)
        if entity is None:
            return None
        shown = self.columns[column]
        return shown.cell(shown.column.value(entity))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """All rows at once, so that the scroll bar spans the whole list."""
        return 0 if parent.isValid() else self._cache.outline.total

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One for each column."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for screen readers, copying and tests; the delegate asks `cell`."""
        if (
            role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
            or not index.isValid()
        ):
            return None
        cell = self.cell(index.row(), index.column())
        return None if cell is None else f"{cell.text} {cell.second}".strip()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.columns[section].title
