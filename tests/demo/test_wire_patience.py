"""Callers who say nothing, or half of something, or are too many: they are ended, and the others are answered."""

import asyncio

import pytest

from cloverdesk.demo.door.connections import Patience
from tests.support.aio import eventually
from tests.support.store_server import Caller, Served, serve

HASTY = Patience(head_s=0.5, body_s=0.5, answer_s=0.5)
FEW = Patience(most_open=20)
HALF_A_HEAD = b"GET /v1/charges HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: "


async def drip(caller: Caller) -> bytes:
    """Send a byte now and then until the other side has had enough; returns its last words."""
    while True:
        try:
            async with asyncio.timeout(0.03):
                return await caller.rest()
        except TimeoutError:
            caller.writer.write(b"a")


def test_who_says_nothing_is_ended_without_a_word() -> None:
    async def script(served: Served) -> None:
        silent = [await served.caller() for _ in range(5)]
        assert [await one.rest() for one in silent] == [b""] * 5
        await eventually(lambda: len(served.server.connections) == 0)
        assert (await served.said(served.get())).status == 200

    serve(script, HASTY)


@pytest.mark.parametrize("slowly", [False, True])
def test_half_a_head_is_waited_for_so_long_however_it_comes(slowly: bool) -> None:
    async def script(served: Served) -> None:
        caller = await served.caller()
        await caller.send(HALF_A_HEAD)
        told = await drip(caller) if slowly else await caller.rest()
        assert told.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
        assert told.endswith(b"\r\n\r\n408 Request Timeout")

    serve(script, HASTY)


@pytest.mark.parametrize("slowly", [False, True])
def test_half_a_body_is_waited_for_so_long_however_it_comes(slowly: bool) -> None:
    async def script(served: Served) -> None:
        caller = await served.caller()
        await caller.send(served.request("POST", "/v1/refunds", "content-length: 5000") + b"{")
        told = await drip(caller) if slowly else await caller.rest()
        assert told.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
        await eventually(lambda: not served.server.server_state.tasks)
        assert served.demo.ledger == []

    serve(script, HASTY)


def test_half_a_second_request_is_waited_for_no_longer() -> None:
    async def script(served: Served) -> None:
        caller = await served.caller()
        await caller.send(served.get() + HALF_A_HEAD)
        assert (await caller.answer()).status == 200
        assert (await drip(caller)).startswith(b"HTTP/1.1 408 ")

    serve(script, HASTY)


def test_what_follows_a_refusal_is_not_waited_for_for_ever() -> None:
    async def script(served: Served) -> None:
        caller = await served.caller()
        await caller.send(served.request("POST", "/v1/nothing", "content-length: 5000") + b"{")
        assert (await caller.answer()).status == 404
        await drip(caller)
        await eventually(lambda: len(served.server.connections) == 0)

    serve(script, HASTY)


def test_a_call_that_takes_long_is_not_hurried() -> None:
    async def script(served: Served) -> None:
        served.demo.trouble({"operation": "listCharges", "before": {"delay_ms": 1200}})
        assert (await served.said(served.get())).status == 200

    serve(script, HASTY)


def test_with_too_many_the_silent_ones_go_first_and_the_oldest_of_them() -> None:
    async def script(served: Served) -> None:
        served.demo.trouble({"operation": "getCharge", "before": {"stall": True}})
        busy = await served.caller()
        await busy.send(served.get("/v1/charges/NONE"))
        await served.demo.faults.wait_stalled()
        idle = await served.caller()
        await idle.send(served.get())
        assert (await idle.answer()).status == 200
        silent = [await served.caller() for _ in range(60)]
        for _ in range(5):
            assert (await served.said(served.get())).status == 200
        assert len(served.server.connections) <= 20
        await asyncio.gather(*(one.rest() for one in silent[:40]))  # they were ended
        assert silent[-1].is_open
        await idle.send(served.get())
        assert (await idle.answer()).status == 200
        served.demo.faults.release()
        assert (await busy.answer()).status == 404

    serve(script, FEW)


def test_where_all_are_being_answered_a_newcomer_is_told_so() -> None:
    async def script(served: Served) -> None:
        served.demo.trouble({"operation": "getCharge", "before": {"stall": True}})
        busy = [await served.caller() for _ in range(20)]
        for one in busy:
            await one.send(served.get("/v1/charges/NONE"))
        await served.demo.faults.wait_stalled(20)
        newcomer = await served.caller()
        told = await newcomer.answer()
        assert (told.status, told.body) == (503, b"503 Service Unavailable")
        served.demo.faults.release()
        assert [(await one.answer()).status for one in busy] == [404] * 20
        assert (await served.said(served.get())).status == 200

    serve(script, FEW)


def test_a_caller_that_takes_no_answer_is_ended() -> None:
    async def script(served: Served) -> None:
        caller = await served.caller()
        caller.writer.transport.pause_reading()
        caller.writer.write(served.get("/v1/charges?limit=100") * 3000)
        await eventually(lambda: len(served.server.connections) == 0)

    serve(script, HASTY)
