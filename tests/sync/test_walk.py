"""A mark never claims what was not read, and leads to everything, whatever is cut short and whatever is added meanwhile."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from cloverdesk.cache.marks import FeedMark
from cloverdesk.domain.changes import Kind
from cloverdesk.domain.charges import Charge
from cloverdesk.sync.walk import Seen, begin, go_on
from tests.support.rows import a_charge

PAGE = 3


@dataclass
class Store:
    """Clover's list, newest first, and what a feed has kept of it."""

    times: list[int] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    mark: FeedMark = field(default_factory=lambda: FeedMark(Kind.CHARGE))
    looks: int = 0

    def add(self, ages: list[int]) -> None:
        """New objects; several may be of one second."""
        now = self.times[-1] if self.times else 1_000_000
        for age in ages:
            now += age * 500
            self.times.append(now)

    def listed(self) -> list[Charge]:
        numbers = range(len(self.times) - 1, -1, -1)
        return [a_charge(n, created_ms=self.times[n] // 1000 * 1000) for n in numbers]

    def page(self, after: str | None, *, inclusive: bool) -> Seen:
        found = self.listed()
        if after is not None:
            place = [each.id for each in found].index(after)
            found = found[place if inclusive else place + 1 :]
        rows = found[:PAGE]
        self.kept |= {each.id for each in rows}
        fresh = [each for each in rows if each.id != after]
        return Seen(fresh, rows[-1].id if rows else "", len(found) > PAGE)

    def look(self, pages: int, *, inclusive: bool) -> None:
        """A look that is cut short after so many pages."""
        self.looks += 1
        self.mark = begin(self.mark, self.page(None, inclusive=inclusive), self.looks)
        self.check()
        while pages > 1 and not self.mark.complete:
            self.step(inclusive=inclusive)
            pages -= 1

    def step(self, *, inclusive: bool) -> None:
        self.mark = go_on(self.mark, self.page(self.mark.stretches[0].oldest_id, inclusive=inclusive))
        self.check()

    def check(self) -> None:
        """Everything from the newest to the oldest of each stretch was really read."""
        ids = [each.id for each in self.listed()]
        for place, stretch in enumerate(self.mark.stretches):
            last = place == len(self.mark.stretches) - 1
            end = len(ids) if last and self.mark.whole else ids.index(stretch.oldest_id) + 1
            claimed = set(ids[ids.index(stretch.newest_id) : end])
            assert claimed <= self.kept


@settings(deadline=None)
@given(
    inclusive=st.booleans(),
    rounds=st.lists(
        st.tuples(st.lists(st.integers(0, 4), max_size=12), st.integers(1, 4)), min_size=1, max_size=8
    ),
)
def test_any_history_of_cuts_ends_complete(inclusive: bool, rounds: list[tuple[list[int], int]]) -> None:
    store = Store()
    for ages, pages in rounds:
        store.add(ages)
        store.look(pages, inclusive=inclusive)
    pages_needed = 2 * len(store.times) + 2
    while not store.mark.complete:
        store.step(inclusive=inclusive)
        pages_needed -= 1
        assert pages_needed > 0
    assert store.kept == {each.id for each in store.listed()}


def test_what_was_read_by_itself_hides_no_gap() -> None:
    """An object that is known from elsewhere is no proof that its neighbours are."""
    store = Store()
    store.add([2] * 4)
    store.look(9, inclusive=False)
    assert store.mark.complete
    store.add([2] * 10)
    store.kept.add(store.listed()[0].id)
    store.look(1, inclusive=False)
    assert not store.mark.complete
    assert len(store.mark.stretches) == 2
    store.look(1, inclusive=False)
    assert store.mark.looked_ms == store.looks


def test_a_store_without_anything_is_complete() -> None:
    store = Store()
    store.look(1, inclusive=False)
    assert store.mark == FeedMark(Kind.CHARGE, 1, whole=True)
    store.add([2] * 5)
    store.look(5, inclusive=False)
    assert store.mark.complete
    assert store.kept == {each.id for each in store.listed()}
