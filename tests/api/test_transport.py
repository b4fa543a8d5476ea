"""Whatever the network does: one clear sentence, in time, and nothing is taken for an answer that is none."""

import asyncio
import socket

import pytest

from cloverdesk.api import errors
from cloverdesk.api.exchange import LARGEST_BODY, Patience
from cloverdesk.api.limits import FIRST_LOAD
from cloverdesk.api.resources.charges import ChargesApi
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.clock import SystemClock
from cloverdesk.domain.errors import DeskError
from tests.support.aio import ManualClock, run
from tests.support.api import Script, answer, flying, session, while_time_flies
from tests.support.raw_server import (
    Behaviour,
    drop,
    flood,
    half,
    raw_server,
    reply,
    stall,
    trickle,
    trickle_body,
)

IMPATIENT = Patience(connect=5, silence=0.1, whole=0.2)
TEN_MB = 10_000_000
PAGE = b"<!DOCTYPE html><html><body>Please sign in to the guest network</body></html>"
REFUND = ("createRefund", "/v1/refunds", {"charge": "C"})

TROUBLES: dict[str, tuple[Behaviour, type[DeskError], str]] = {
    "a web page": (reply(200, PAGE), errors.BadAnswer, "Please sign in"),
    "a web page for an error": (reply(403, PAGE), errors.BadAnswer, "Please sign in"),
    "10 MB, announced": (reply(200, b" " * TEN_MB), errors.TooLarge, "far larger"),
    "10 MB, unannounced": (flood(TEN_MB), errors.TooLarge, "far larger"),
    "silence": (stall, errors.NoAnswer, "did not answer in time"),
    "a head byte by byte": (trickle, errors.NoAnswer, "did not answer in time"),
    "a body byte by byte": (trickle_body, errors.NoAnswer, "did not answer in time"),
    "half an answer": (half(200, b'{"data": []}'), errors.NoAnswer, "did not answer in time"),
    "a cut": (drop, errors.NoAnswer, "did not answer in time"),
}


async def meeting(behave: Behaviour, *, money: bool) -> tuple[DeskError, int]:
    """What a call ends in where the server behaves so, and how many requests it saw."""
    async with (
        raw_server(behave) as server,
        session(
            url=server.url, clock=SystemClock(), read_patience=IMPATIENT, money_patience=IMPATIENT
        ) as made,
    ):
        sent = made.send_money(*REFUND, idempotency_key="k")
        asked = ChargesApi(made).list_page(interactive=True)
        (asked if money else sent).close()
        with pytest.raises(DeskError) as caught:
            await (sent if money else asked)
        return caught.value, server.count


@pytest.mark.parametrize(("behave", "problem", "words"), TROUBLES.values(), ids=TROUBLES)
def test_a_read_ends_in_one_clear_sentence(behave: Behaviour, problem: type, words: str) -> None:
    caught, _ = run(meeting(behave, money=False))
    assert type(caught) is problem
    assert words in caught.failure.message.english()


@pytest.mark.parametrize("name", [name for name in TROUBLES if "web page" not in name])
def test_money_is_not_known_then(name: str) -> None:
    caught, asked = run(meeting(TROUBLES[name][0], money=True))
    assert type(caught) is errors.OutcomeUnknown
    assert asked == 1


def test_the_largest_body_is_taken() -> None:
    async def main() -> int:
        body = b" " * (LARGEST_BODY - 2) + b"[]"
        async with raw_server(reply(200, body)) as server, session(url=server.url) as made:
            return len((await made.read("/v1/charges")).body)

    assert run(main()) == LARGEST_BODY


def test_a_body_that_is_too_large_is_not_read_to_its_end() -> None:
    """The server never gets rid of it."""
    sent = 0

    async def endless(writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"10000\r\n" + b" " * 65_536 + b"\r\n")
            await writer.drain()
            sent += 65_536

    async def main() -> None:
        async with raw_server(endless) as server, session(url=server.url) as made:
            with pytest.raises(errors.TooLarge):
                await made.read("/v1/charges")

    run(main())
    assert sent < LARGEST_BODY * 3


@pytest.mark.parametrize("number", [socket.EAI_NONAME, socket.EAI_AGAIN])
def test_a_name_that_nobody_knows(monkeypatch, number: int) -> None:
    def nobody(*_args: object, **_kwargs: object) -> list:
        raise socket.gaierror(number, "whatever the system says")

    async def main() -> list[DeskError]:
        monkeypatch.setattr(socket, "getaddrinfo", nobody)
        clock = ManualClock()
        async with session(url="https://clover.invalid", clock=clock) as made:
            problems = []
            for call in (made.read("/v1/charges"), made.send_money(*REFUND, idempotency_key="k")):
                with pytest.raises(DeskError) as caught:
                    await while_time_flies(clock, call)
                problems.append(caught.value)
            return problems

    for problem in run(main()):
        assert type(problem) is errors.NameUnknown
        assert "The name clover.invalid could not be looked up. Nothing was sent" in str(problem)


# ---------------------------------------------------------------- what goes out


def test_names_and_values_go_out_as_they_are_meant() -> None:
    async def work(made: ApiSession) -> object:
        params = {"limit": 5, "created.gte": 1, "filter": ["a=1 2", "b>é&c"], "q": "100%"}
        return await made.read("/v1/charges", params)

    _, requests = run(flying(work, answer({"data": []})))
    assert requests[0].url.params.multi_items() == [
        ("limit", "5"),
        ("created.gte", "1"),
        ("filter", "a=1 2"),
        ("filter", "b>é&c"),
        ("q", "100%"),
    ]


@pytest.mark.parametrize("forwarded_for", ["203.0.113.7", None])
def test_a_buyers_address_goes_with_money_where_it_is_set_and_is_never_made_up(
    forwarded_for: str | None,
) -> None:
    async def main() -> list[str | None]:
        script = Script(answer({"id": "R"}))
        async with session(script, forwarded_for=forwarded_for) as made:
            await made.send_money(*REFUND, idempotency_key="k")
            await made.write("createOrder", "/v1/orders", {})
            await made.read("/v1/charges")
        return [request.headers.get("x-forwarded-for") for request in script.requests]

    assert run(main()) == [forwarded_for, None, None]


def test_cookies_are_never_sent() -> None:
    async def main() -> list[bytes]:
        async with raw_server(reply(200, {"data": []}, set_cookie="who=you; Path=/")) as server:
            async with session(url=server.url) as made:
                for _ in range(2):
                    await made.read("/v1/charges")
            return server.heads

    assert not any(b"cookie" in head.lower() for head in run(main()))


# ---------------------------------------------------------------- what a 429 says


@pytest.mark.parametrize(
    ("headers", "slowest", "fewest"),
    [
        ({"x_ratelimit_tokenlimit": "16"}, 8, 5),
        ({"x_ratelimit_crosstokenlimit": "50"}, 8, 5),
        ({"x_ratelimit_tokenconcurrentlimit": "5", "retry_after": "1"}, 8, 1),
        ({"x_ratelimit_crosstokenconcurrentlimit": "10", "retry_after": "1"}, 8, 1),
        ({"x_ratelimit_tokenlimit": "16", "x_ratelimit_tokenconcurrentlimit": "5"}, 8, 5),
        (
            {"x_ratelimit_tokenlimit": "16", "x_ratelimit_tokenconcurrentlimit": "5", "retry_after": "1"},
            8,
            1,
        ),
        ({"x_ratelimit_tokenlimit": "6"}, 6, 5),
        ({"x_ratelimit_tokenlimit": "many"}, 8, 5),
        ({"x_ratelimit_tokenlimit": "0"}, 8, 5),
        ({}, 8, 5),
        ({"retry_after": "1"}, 8, 1),
    ],
)
def test_a_429_tells_which_limit_was_hit(headers: dict[str, str], slowest: int, fewest: int) -> None:
    async def work(made: ApiSession) -> ApiSession:
        made.first_load(on=True)
        await made.read("/v1/charges")
        return made

    replies = answer({"message": "429"}, 429, **headers), answer({"data": []})
    made, requests = run(flying(work, *replies, first_load_limits=FIRST_LOAD))
    assert len(requests) == 2
    assert made.limiter._rate.of(made.limiter._per_second) == slowest
    assert made.limiter._places.of(made.limiter._in_flight) == fewest
