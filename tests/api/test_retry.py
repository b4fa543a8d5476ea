"""Reads are tried again while that may help, a bounded number of times; nothing else is."""

from collections.abc import Awaitable, Callable

import httpx
import pytest

from cloverdesk.api import errors
from cloverdesk.api.resources.charges import ChargesApi
from cloverdesk.api.retry import OF_THE_MACHINE, WHILE_SOMEBODY_WAITS
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
REFUSED: list[Reply] = [
    answer({"message": "401 Unauthorized"}, 401),
    answer(b"", 403),
    answer(b"", 404),
    answer(b"", 400),
    httpx.ProxyError("407"),
]
LASTING: list[Reply] = [*REFUSED, answer("<html/>"), answer(b"")]
CHANGE = ("createToken", "/v1/tokens", {"card": "c"})


class Slow(httpx.AsyncBaseTransport):
    """Does as told with each request, and counts them."""

    def __init__(self, answered: Callable[[httpx.Request], Awaitable[None]]) -> None:
        self._answered = answered
        self.asked = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        await self._answered(request)
        return httpx.Response(200)


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
    assert len(requests) == (WHILE_SOMEBODY_WAITS if interactive else OF_THE_MACHINE).tries


@pytest.mark.parametrize("reply", LASTING)
def test_what_lasts_is_asked_once(reply: Reply) -> None:
    async def work(made: ApiSession) -> None:
        with pytest.raises(errors.ApiError):
            await page(made)

    _, requests = run(flying(work, reply))
    assert len(requests) == 1


@pytest.mark.parametrize("reply", PASSING)
def test_a_harmless_change_is_tried_again(reply: Reply) -> None:
    async def work(made: ApiSession) -> object:
        return await made.write(*CHANGE, repeatable=True)

    _, requests = run(flying(work, reply, answer({"id": "clv_1"})))
    assert len(requests) == 2


@pytest.mark.parametrize("reply", PASSING)
def test_no_other_change_is(reply: Reply) -> None:
    async def work(made: ApiSession) -> None:
        with pytest.raises(errors.ApiError):
            await made.write(*CHANGE)

    _, requests = run(flying(work, reply, answer({"id": "clv_1"})))
    assert len(requests) == 1


@pytest.mark.parametrize("reply", [*PASSING, *REFUSED])
def test_no_money_call_is(reply: Reply) -> None:
    async def work(made: ApiSession) -> None:
        with pytest.raises(errors.ApiError):
            await made.send_money("createRefund", "/v1/refunds", {}, idempotency_key="k")

    _, requests = run(flying(work, reply, answer({"id": "R"})))
    assert len(requests) == 1


@pytest.mark.parametrize(("interactive", "tries"), [(True, 1), (False, 2)])
def test_nobody_waits_for_a_third_minute_of_silence(interactive: bool, tries: int) -> None:
    """A read that took a minute to fail is not tried again while somebody waits."""

    async def main() -> int:
        clock = ManualClock()

        async def silent(_request: httpx.Request) -> None:
            await clock.sleep(60)
            raise httpx.ReadTimeout("slow")

        transport = Slow(silent)
        async with session(transport, clock=clock) as made:
            with pytest.raises(errors.NoAnswer):
                await while_time_flies(clock, made.read("/v1/charges", interactive=interactive))
        return transport.asked

    assert run(main()) == tries


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
