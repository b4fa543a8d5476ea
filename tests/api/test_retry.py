"""Reads are tried again while that may help, a bounded number of times; nothing else is."""

import httpx
import pytest

from cloverdesk.api import errors
from cloverdesk.api.resources.charges import ChargesApi
from cloverdesk.api.retry import TRIES, TRIES_WHILE_SOMEBODY_WAITS
from cloverdesk.api.session import ApiSession
from tests.support.aio import ManualClock, run
from tests.support.api import Reply, Script, answer, flying, session, while_time_flies

EMPTY = {"object": "list", "data": []}
PASSING: list[Reply] = [
    httpx.ConnectError("refused"),
    httpx.ConnectTimeout("slow"),
    httpx.ReadTimeout("slow"),
    httpx.RemoteProtocolError("cut"),
    answer(b"", 500),
    answer(b"", 503),
    answer({"message": "429 Too Many Requests"}, 429),
]
LASTING: list[Reply] = [
    answer({"message": "401 Unauthorized"}, 401),
    answer(b"", 403),
    answer(b"", 404),
    answer(b"", 400),
    answer("<html/>"),
    answer(b""),
    httpx.ProxyError("407"),
]


async def page(made: ApiSession) -> object:
    return await ChargesApi(made).list_page()


@pytest.mark.parametrize("reply", PASSING)
def test_what_passes_is_tried_again(reply: Reply) -> None:
    _, requests = run(flying(page, reply, reply, answer(EMPTY)))
    assert len(requests) == 3


@pytest.mark.parametrize("interactive", [False, True])
@pytest.mark.parametrize("reply", PASSING)
def test_what_does_not_pass_ends(reply: Reply, interactive: bool) -> None:
    async def work(made: ApiSession) -> None:
        with pytest.raises(errors.ApiError):
            await ChargesApi(made).list_page(interactive=interactive)

    _, requests = run(flying(work, reply))
    assert len(requests) == (TRIES_WHILE_SOMEBODY_WAITS if interactive else TRIES)


@pytest.mark.parametrize("reply", LASTING)
def test_what_lasts_is_asked_once(reply: Reply) -> None:
    async def work(made: ApiSession) -> None:
        with pytest.raises(errors.ApiError):
            await page(made)

    _, requests = run(flying(work, reply))
    assert len(requests) == 1


def test_retry_after_is_obeyed_by_everybody() -> None:
    async def main() -> tuple[float, float]:
        clock = ManualClock()
        script = Script(answer({"message": "429"}, 429, retry_after="7"), answer(EMPTY))
        async with session(script, clock=clock) as made:
            await while_time_flies(clock, page(made))
            first = clock.monotonic()
            script = Script(answer({"message": "429"}, 429, retry_after="5"), answer(EMPTY))
        async with session(script, clock=clock) as made:
            with pytest.raises(errors.RateLimited):
                await made.send_money("createRefund", "/v1/refunds", {}, idempotency_key="k")
            begun = clock.monotonic()
            await while_time_flies(clock, page(made))
            return first, clock.monotonic() - begun

    after_own, after_others = run(main())
    assert after_own >= 6.99  # less what rounding takes
    assert after_others >= 4.99


def test_a_pause_nobody_can_wait_for_is_told_at_once() -> None:
    async def main() -> int:
        clock = ManualClock()
        script = Script(answer({"message": "429"}, 429, retry_after="3600"))
        async with session(script, clock=clock) as made:
            for _ in range(2):
                with pytest.raises(errors.RateLimited) as caught:
                    await page(made)
                assert (caught.value.retry_after or 0) > 3000
            with pytest.raises(errors.RateLimited):
                await made.send_money("createRefund", "/v1/refunds", {}, idempotency_key="k")
        assert clock.monotonic() == 0
        return len(script.requests)

    assert run(main()) == 1
