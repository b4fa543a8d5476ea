"""Cursor paging brings every object once and always ends, whatever the server makes of the cursor."""

from contextlib import aclosing
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloverdesk.api.pages import ApiPage, every_page
from cloverdesk.api.resources.charges import ChargesApi
from cloverdesk.api.session import ApiSession
from tests.support.aio import run
from tests.support.api import answer, flying, query

CHARGE = {"amount": 1800, "currency": "USD", "created": 1718035312000, "status": "succeeded", "paid": True}


@dataclass(frozen=True)
class Thing:
    id: str


class Server:
    """Pages of `ids`; knows how Clover has been seen to differ."""

    def __init__(
        self, ids: list[str], limit: int, *, inclusive: bool, says: bool, deaf: bool = False
    ) -> None:
        self.ids, self.limit, self.inclusive, self.says, self.deaf = ids, limit, inclusive, says, deaf
        self.asked = 0

    async def fetch(self, cursor: str | None) -> ApiPage[Thing]:
        self.asked += 1
        begin = 0 if cursor is None or self.deaf else self.ids.index(cursor) + (not self.inclusive)
        found = self.ids[begin : begin + self.limit]
        more = begin + self.limit < len(self.ids) if self.says else len(found) == self.limit
        return ApiPage(tuple(map(Thing, found)), more, 0)


async def brought(server: Server) -> list[str]:
    async with aclosing(every_page(server.fetch)) as pages:
        return [thing.id async for page in pages for thing in page.items]


@settings(deadline=None)
@given(
    count=st.integers(0, 40),
    limit=st.integers(2, 10),
    inclusive=st.booleans(),
    says=st.booleans(),
)
def test_every_object_comes_once(count: int, limit: int, inclusive: bool, says: bool) -> None:
    ids = [f"ID{number}" for number in range(count)]
    server = Server(ids, limit, inclusive=inclusive, says=says)
    assert run(brought(server)) == ids
    assert server.asked <= count // (limit - 1) + 2


def test_a_server_that_does_not_know_cursors_is_left_after_two_pages() -> None:
    server = Server(["A", "B", "C", "D"], 2, inclusive=False, says=True, deaf=True)
    assert run(brought(server)) == ["A", "B"]
    assert server.asked == 2


def listed(*ids: object, **more: object) -> dict[str, object]:
    return {"object": "list", "data": [CHARGE | {"id": one} for one in ids], **more}


async def charges(made: ApiSession) -> tuple[list[str], int, list[bool]]:
    async def fetch(cursor: str | None) -> ApiPage:
        return await ChargesApi(made).list_page(limit=2, starting_after=cursor)

    pages = [page async for page in every_page(fetch)]
    ids = [charge.id for page in pages for charge in page.items]
    return ids, sum(page.rejected for page in pages), [page.has_more for page in pages]


def test_an_absent_has_more_is_judged_by_fullness() -> None:
    (ids, _, _), requests = run(flying(charges, answer(listed("A", "B")), answer(listed("C"))))
    assert ids == ["A", "B", "C"]
    assert [query(request) for request in requests] == [
        {"limit": "2"},
        {"limit": "2", "starting_after": "B"},
    ]


def test_has_more_in_words_and_elements_in_other_clothes() -> None:
    first = {"data": {"elements": [CHARGE | {"id": "A"}, CHARGE | {"id": "B"}]}, "has_more": "true"}
    (ids, _, more), _ = run(flying(charges, answer(first), answer(listed("C", "D", has_more="false"))))
    assert ids == ["A", "B", "C", "D"]
    assert more == [True, False]


@pytest.mark.parametrize(
    "odd",
    [
        {"id": "X"},
        {"id": "X", "amount": "lots", "currency": "USD"},
        {"id": "X", "amount": 18.5, "currency": "USD"},
        {"id": "X", "amount": 1800, "currency": "dollars"},
        {"id": "X", "amount": 1800, "currency": "USD", "created": -1},
        {"id": "X", "amount": 10**30, "currency": "USD"},
        {"id": "", "amount": 1800, "currency": "USD"},
        "X",
        None,
        [],
    ],
)
def test_one_that_does_not_fit_is_counted_and_does_not_stop_the_page(odd: object, caplog) -> None:
    caplog.set_level("INFO")
    body = {"data": [CHARGE | {"id": "A"}, odd], "has_more": True}
    (ids, rejected, _), requests = run(flying(charges, answer(body), answer(listed("B", has_more=False))))
    assert (ids, rejected) == (["A", "B"], 1)
    assert len(requests) == 2
    assert "one element was left out" in caplog.text


def test_a_page_on_which_nothing_fits_is_passed_over() -> None:
    body = {"data": [{"id": "X"}, {"id": "Y"}], "has_more": True}
    (ids, rejected, _), requests = run(flying(charges, answer(body), answer(listed("B", has_more=False))))
    assert (ids, rejected) == (["B"], 2)
    assert query(requests[1])["starting_after"] == "Y"


def test_a_page_on_which_nothing_fits_again_and_again_ends() -> None:
    body = {"data": [{"id": "X"}, {"id": "Y"}], "has_more": True}
    (ids, rejected, _), requests = run(flying(charges, answer(body)))
    assert (ids, rejected) == ([], 4)
    assert len(requests) == 2


def test_the_filters_are_sent() -> None:
    async def work(made: ApiSession) -> object:
        return await ChargesApi(made).list_page(created_gte_ms=0, created_lt_ms=1718035312000)

    _, requests = run(flying(work, answer(listed())))
    assert query(requests[0]) == {"limit": "100", "created.gte": "0", "created.lt": "1718035312000"}
