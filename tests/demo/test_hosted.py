"""What the store serves of the hosted fields: whole, to anybody, fit to be framed, and with the test cards it knows."""

import re

import httpx
import pytest

from cloverdesk.demo.options import DAY_MS, DemoOptions
from cloverdesk.demo.paying import cards
from cloverdesk.demo.routes import hosted
from tests.support.demo import Demo, play, with_demo
from tests.support.js_engine import HOSTED

TYPES = {
    ".js": "application/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
PATHS = tuple(operation.path for operation in hosted.OPERATIONS)


@pytest.mark.parametrize("path", PATHS)
def test_anybody_gets_it_in_any_page(path: str) -> None:
    async def script(demo: Demo, _client: httpx.AsyncClient) -> None:
        async with httpx.AsyncClient(transport=demo.transport, base_url=demo.url) as stranger:
            answer = await stranger.get(path, headers={"user-agent": ""})
        assert (answer.status_code, bool(answer.text.strip())) == (200, True)
        assert answer.headers["content-type"] == TYPES[path[path.rindex(".") :]]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        is_file = path.removeprefix("/widget/") in hosted.FRAME_FILES
        assert answer.headers["cache-control"] == ("max-age=60" if is_file else "no-store")
        assert "x-frame-options" not in answer.headers
        policy = answer.headers["content-security-policy"]
        assert ("frame-ancestors" in policy, "unsafe" in policy) == (False, False)

    play(script, options=DemoOptions(user_agent_required=True))


def test_every_file_is_served() -> None:
    there = {path.name for path in HOSTED.iterdir()}
    assert there == {"sdk.js", "widget.html", *hosted.FRAME_FILES}


def test_frames_load_only_what_is_served() -> None:
    texts = [path.read_text(encoding="utf-8") for path in HOSTED.iterdir()]
    named = {name for text in texts for name in re.findall(r"/(?:widget|v1)/[\w.]+", text)}
    assert named == {*PATHS, "/v1/tokens"} - {"/sdk.js", "/widget.html"}


def test_scripts_of_the_frame_page_are_files_of_their_own() -> None:
    page = (HOSTED / "widget.html").read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*src=)|<style|\son\w+=|\sstyle=", page) == []


def test_no_number_is_written_into_a_script() -> None:
    for path in HOSTED.iterdir():
        assert re.findall(r"[0-9](?:[ -]?[0-9]){11,}", path.read_text(encoding="utf-8")) == [], path.name


@with_demo()
async def test_the_frames_know_the_test_cards(demo: Demo, client: httpx.AsyncClient) -> None:
    known = (await client.get("/widget/facts.json")).json()["cards"]
    assert {card["number"]: card["brand"] for card in known} == {
        number: cards.brand_of(number) for number in cards.TEST_CARDS
    }
    assert {card["brand"] for card in known if card["cvv"] == 4} == {"AMEX"}
    assert {card["cvv"] for card in known} == {3, 4}


@with_demo()
async def test_the_month_is_the_stores(demo: Demo, client: httpx.AsyncClient) -> None:
    told = [(await client.get("/widget/facts.json")).json()]
    demo.store.advance(40 * DAY_MS)
    told.append((await client.get("/widget/facts.json")).json())
    assert [(facts["year"], facts["month"]) for facts in told] == [(2026, 11), (2027, 1)]


@with_demo()
async def test_the_sample_account_is_one_that_could_be(demo: Demo, client: httpx.AsyncClient) -> None:
    bank = (await client.get("/widget/facts.json")).json()["bank"]
    weighted = sum(int(digit) * weight for digit, weight in zip(bank["routing"], (3, 7, 1) * 3, strict=True))
    assert weighted % 10 == 0
    assert re.fullmatch(r"[0-9]{10,12}", bank["account"])


@with_demo()
async def test_a_script_can_be_in_trouble_like_anything_else(demo: Demo, client: httpx.AsyncClient) -> None:
    demo.trouble({"operation": "hosted.sdk.js", "nth": 1, "before": {"status": 503}})
    assert [(await client.get("/sdk.js")).status_code for _ in range(2)] == [503, 200]


@with_demo()
async def test_it_is_for_reading(demo: Demo, client: httpx.AsyncClient) -> None:
    assert (await client.post("/sdk.js")).status_code == 405
    assert (await client.get("/widget/../cards.py")).status_code == 404
