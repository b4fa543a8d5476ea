"""Lists: cursors, limits, filters in every spelling, and the shapes of their elements."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from cloverdesk.demo.options import DAY_MS, DemoOptions
from tests.support.aio import NOON_MS
from tests.support.demo import Demo, play

KINDS = ["charges", "refunds", "orders"]


async def _list(client: httpx.AsyncClient, kind: str, **params: Any) -> dict[str, Any]:
    answer = await client.get(f"/v1/{kind}", params=params)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def _ids(page: dict[str, Any]) -> list[str]:
    return [one["id"] for one in page["data"]]


@pytest.mark.parametrize("kind", KINDS)
def test_pages_cover_the_list_once_newest_first(kind: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        whole: list[dict[str, Any]] = []
        cursor: dict[str, str] = {}
        while True:
            page = await _list(client, kind, limit=7, **cursor)
            assert (page["object"], page["url"]) == ("list", f"/v1/{kind}")
            whole += page["data"]
            if not page["has_more"]:
                break
            assert len(page["data"]) == 7
            cursor = {"starting_after": page["data"][-1]["id"]}
        ids = [one["id"] for one in whole]
        assert len(set(ids)) == len(ids)
        moments = [one["created"] for one in whole]
        assert moments == sorted(moments, reverse=True)
        assert all(moment % 1000 == 0 for moment in moments)
        if kind != "refunds":
            assert len(ids) == 160
        backwards = await _list(client, kind, limit=5, ending_before=ids[6])
        assert _ids(backwards) == ids[1:6]
        assert backwards["has_more"] is True
        to_the_top = await _list(client, kind, limit=10, ending_before=ids[3])
        assert (_ids(to_the_top), to_the_top["has_more"]) == (ids[:3], False)
        between = await _list(client, kind, starting_after=ids[1], ending_before=ids[5])
        assert _ids(between) == ids[2:5]
        assert len(_ids(await _list(client, kind))) == min(10, len(ids))

    play(script, orders=160)


def test_cursors_may_include_their_object_and_has_more_be_left_out() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        ids = _ids(await _list(client, "charges", limit=20))
        assert _ids(await _list(client, "charges", starting_after=ids[4], limit=3)) == ids[4:7]
        assert _ids(await _list(client, "charges", ending_before=ids[4], limit=3)) == ids[2:5]
        last = await _list(client, "charges", limit=20)
        assert "has_more" not in last

    play(script, orders=20, options=DemoOptions(cursor_inclusive=True, has_more_at_end=False))


def _spellings(moment_ms: int) -> list[str]:
    at = datetime.fromtimestamp(moment_ms // 1000, tz=UTC)
    shapes = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H%M%S", "%Y-%m-%dT%H:%M:%S")
    return [str(moment_ms), *(at.strftime(shape) for shape in shapes)]


@pytest.mark.parametrize("kind", KINDS)
def test_created_filters_in_every_spelling(kind: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        rows = (await _list(client, kind, limit=100))["data"]
        pivot = rows[3]["created"]
        tests = {
            "created": lambda at: at == pivot,
            "created.gt": lambda at: at > pivot,
            "created.gte": lambda at: at >= pivot,
            "created.lt": lambda at: at < pivot,
            "created.lte": lambda at: at <= pivot,
        }
        for name, holds in tests.items():
            wanted = [row["id"] for row in rows if holds(row["created"])]
            for spelling in _spellings(pivot):
                assert _ids(await _list(client, kind, limit=100, **{name: spelling})) == wanted, (
                    name,
                    spelling,
                )
        day = datetime.fromtimestamp(pivot // 1000, tz=UTC).strftime("%Y-%m-%d")
        midnight = int(datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC).timestamp()) * 1000
        wanted = [row["id"] for row in rows if row["created"] >= midnight]
        assert _ids(await _list(client, kind, limit=100, **{"created.gte": day})) == wanted
        window = {"created.gte": pivot, "created.lt": rows[1]["created"], "starting_after": rows[1]["id"]}
        between = [row["id"] for row in rows[2:] if pivot <= row["created"] < rows[1]["created"]]
        assert _ids(await _list(client, kind, limit=100, **window)) == between
        for nothing in ({"created.gt": NOON_MS}, {"created.lt": 1}, {"created": pivot + 1}):
            assert _ids(await _list(client, kind, **nothing)) == []

    play(script, orders=90)


@pytest.mark.parametrize(
    "params",
    [
        {"limit": "0"},
        {"limit": "101"},
        {"limit": "many"},
        {"limit": ""},
        {"limit": "-1"},
        {"limit": "1.5"},
        {"limit": "²"},
        {"limit": "9" * 40},
        {"created.gt": "yesterday"},
        {"created.gte": "2021-13-01"},
        {"created": "9" * 40},
        {"created.lt": "-5"},
        {"starting_after": "NOTHING"},
        {"ending_before": "NOTHING"},
        {"expand": "a,b,c,d"},
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_parameter_that_means_nothing_is_refused(kind: str, params: dict[str, str]) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await client.get(f"/v1/{kind}", params=params)
        assert answer.status_code == 400
        error = answer.json()["error"]
        assert (error["type"], error["code"]) == ("invalid_request_error", "invalid_request")
        assert error["param"] in params

    play(script)


@pytest.mark.parametrize(
    "params", [{"expand": "order,customer"}, {"expand": ["order", "refunds"]}, {"of": "note"}]
)
def test_expand_and_unknown_parameters_are_taken(params: dict[str, Any]) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        assert len(_ids(await _list(client, "charges", **params))) == 5

    play(script, orders=5)


@pytest.mark.parametrize("kind", ["charges", "orders"])
def test_by_customer(kind: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        rows = (await _list(client, kind, limit=100))["data"]
        customer = next(row["customer"] for row in rows if "customer" in row)
        wanted = [row["id"] for row in rows if row.get("customer") == customer]
        assert _ids(await _list(client, kind, limit=100, customer=customer)) == wanted
        assert _ids(await _list(client, kind, customer="NOBODY")) == []
        assert _ids(await _list(client, kind, customer="")) == []

    play(script, orders=60)


def test_charges_by_threeds() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        assert len(_ids(await _list(client, "charges", is_threeds="false"))) == 5
        assert _ids(await _list(client, "charges", is_threeds="true")) == []
        assert (
            _ids(await _list(client, "charges", threeds_validation_result="AUTHENTICATION_SUCCESSFUL")) == []
        )
        assert (await client.get("/v1/charges", params={"is_threeds": "maybe"})).status_code == 400

    play(script, orders=5)


def test_orders_by_id_status_transition_and_direction() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        ids = _ids(await _list(client, "orders", limit=40))
        assert _ids(await _list(client, "orders", sort="ASC", limit=40)) == ids[::-1]
        assert (
            _ids(await _list(client, "orders", sort="ASC", limit=3, starting_after=ids[30]))
            == ids[27:30][::-1]
        )
        assert (
            _ids(await _list(client, "orders", sort="ASC", limit=3, ending_before=ids[30]))
            == ids[31:34][::-1]
        )
        assert _ids(await _list(client, "orders", ids=[ids[7], ids[2]])) == [ids[2], ids[7]]
        counted = 0
        for status in ("created", "paid", "refunded", "returned", "canceled"):
            found = await _list(client, "orders", status=status, limit=100)
            counted += len(found["data"])
        assert counted == 40
        paid = (await client.get(f"/v1/orders/{ids[0]}")).json()
        at = paid["status_transitions"]["paid"]
        assert ids[0] in _ids(await _list(client, "orders", **{"status_transitions.gte": at}))
        assert ids[0] not in _ids(await _list(client, "orders", **{"status_transitions.lt": at}))
        for params in ({"status": "lost"}, {"sort": "UP"}):
            assert (await client.get("/v1/orders", params=params)).status_code == 400

    play(script, orders=40)


def test_orders_in_a_list_are_sparse_unless_switched() -> None:
    async def sparse(demo: Demo, client: httpx.AsyncClient) -> None:
        listed = (await _list(client, "orders", limit=1))["data"][0]
        whole = (await client.get(f"/v1/orders/{listed['id']}")).json()
        assert set(listed) < set(whole)
        assert listed["items"] == whole["items"]

    async def full(demo: Demo, client: httpx.AsyncClient) -> None:
        listed = (await _list(client, "orders", limit=1))["data"][0]
        assert listed == (await client.get(f"/v1/orders/{listed['id']}")).json()

    play(sparse, orders=5)
    play(full, orders=5, options=DemoOptions(orders_list_sparse=False))


def test_lists_may_be_cut_to_90_days() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        oldest = (await _list(client, "charges", sort="ASC", limit=100, **{"created.gt": 0}))["data"][-1]
        charge = await demo.charge(client)
        demo.store.advance(95 * DAY_MS)
        assert _ids(await _list(client, "charges")) == []
        since = {"created.gte": oldest["created"]}
        assert charge["id"] in _ids(await _list(client, "charges", **since))

    play(script, orders=5, options=DemoOptions(lists_cut_to_90_days=True))
