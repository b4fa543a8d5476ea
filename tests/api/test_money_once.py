"""No money call is ever sent twice, whatever becomes of it: counted at a real server, for every call that moves money."""

import asyncio
from collections.abc import Mapping

import pytest

from cloverdesk.api.auth import Door
from cloverdesk.api.errors import (
    CardDeclined,
    NotAllowed,
    NotSignedIn,
    OutcomeUnknown,
    RateLimited,
    Refused,
    Unreachable,
)
from cloverdesk.api.exchange import Patience
from cloverdesk.api.session import ApiSession, Hosts
from cloverdesk.domain.clock import SystemClock
from tests.api.operations.case import AnyCase, Kind
from tests.api.operations.every import CASES
from tests.support.aio import ManualClock, eventually, run
from tests.support.api import AGENT, session
from tests.support.raw_server import Behaviour, drop, half, raw_server, reply, stall, trickle

MONEY = [case for case in CASES if case.kind is Kind.MONEY]
MERCHANT = "3M7DPEVQ91HKA"
IMPATIENT = Patience(connect=5, silence=0.5, whole=1)
every_money_call = pytest.mark.parametrize("case", MONEY, ids=[case.id for case in MONEY])


def error(status: int, **fields: object) -> Behaviour:
    return reply(status, {"message": f"{status} Whatever", "error": fields} if fields else {"message": "no"})


ENDINGS: Mapping[str, tuple[Behaviour, type[Exception]]] = {
    "the line is cut": (drop, OutcomeUnknown),
    "half an answer": (half(200, b'{"id": "1B8XQK5T0VJ6W", "amount": 500}'), OutcomeUnknown),
    "half a refusal": (half(400, b'{"message": "400 Bad Request"}'), OutcomeUnknown),
    "two hundred, nothing in it": (reply(200), OutcomeUnknown),
    "two hundred, a web page": (reply(200, b"<html>welcome</html>"), OutcomeUnknown),
    "two hundred, half JSON": (reply(200, b'{"id": "1B8XQK5T0VJ6W", "amo'), OutcomeUnknown),
    "two hundred, not UTF-8": (reply(200, b'{"id": "\xff\xfe", "amount": 500}'), OutcomeUnknown),
    "two hundred, no id": (reply(200, {"amount": 500, "status": "succeeded"}), OutcomeUnknown),
    "two hundred, an empty id": (reply(200, {"id": "", "amount": 500, "currency": "USD"}), OutcomeUnknown),
    "two hundred, a message": (reply(200, {"message": "500 Internal Server Error"}), OutcomeUnknown),
    "two hundred, a list": (reply(200, {"object": "list", "data": []}), OutcomeUnknown),
    "no content": (reply(204), OutcomeUnknown),
    "moved": (reply(301, location="/v1/elsewhere"), OutcomeUnknown),
    "moved, ask again": (reply(307, location="/v1/refunds"), OutcomeUnknown),
    "too slow": (error(408), OutcomeUnknown),
    "conflict without a word": (error(409), OutcomeUnknown),
    "key in use": (error(409, type="idempotency_error", code="processing_error"), OutcomeUnknown),
    "key of another body": (error(400, type="idempotency_error", code="invalid_request"), OutcomeUnknown),
    "a proxy's page": (reply(400, b"<html>Bad gateway, they say</html>"), OutcomeUnknown),
    "a proxy's not found": (reply(404, b"<html/>"), OutcomeUnknown),
    "500": (error(500, type="api_error", code="processing_error"), OutcomeUnknown),
    "502": (reply(502, b"Bad Gateway"), OutcomeUnknown),
    "503": (error(503, code="processing_error"), OutcomeUnknown),
    "503, declined it says": (
        error(503, code="card_declined", declineCode="issuer_declined"),
        OutcomeUnknown,
    ),
    "504": (reply(504), OutcomeUnknown),
    "429": (error(429), RateLimited),
    "429 with a pause": (reply(429, {"message": "429 Too Many Requests"}, retry_after="7"), RateLimited),
    "401": (error(401), NotSignedIn),
    "403": (error(403), NotAllowed),
    "402": (error(402, code="card_declined", declineCode="issuer_declined"), CardDeclined),
    "402 without a word": (reply(402), CardDeclined),
    "400, declined as documented": (error(400, type="card_error", decline_code="x"), CardDeclined),
    "400": (error(400, type="invalid_request_error", code="charge_already_refunded"), Refused),
    "400 without a type": (error(400, code="processing_error", message="over"), Refused),
    "404": (error(404, code="processing_error", message="Not Found"), Refused),
    "404 in plain words": (reply(404, b"404 Not Found"), Refused),
    "409": (error(409, type="invalid_request_error", code="order_already_paid"), Refused),
}


async def failure(case: AnyCase, made: ApiSession) -> Exception | None:
    """What a call ends in."""
    try:
        await case.call(made, case.sample)
    except Exception as problem:  # noqa: BLE001 - whatever it is, it is compared
        return problem
    return None


@every_money_call
def test_whatever_comes_back_it_was_sent_once(case: AnyCase) -> None:
    async def main() -> Mapping[str, object]:
        met = {}
        async with raw_server(drop) as server:
            for name, (server.behave, _) in ENDINGS.items():
                before = server.count
                async with session(url=server.url, merchant_id=MERCHANT) as made:
                    problem = await failure(case, made)
                met[name] = type(problem), getattr(problem, "operation_name", ""), server.count - before
        return met

    wanted = {name: (expected, case.operation_id, 1) for name, (_, expected) in ENDINGS.items()}
    assert run(main()) == wanted


def test_silence_is_unknown_and_final() -> None:
    async def one(case: AnyCase, behave: Behaviour) -> tuple[object, int]:
        async with (
            raw_server(behave) as server,
            session(
                url=server.url, clock=SystemClock(), money_patience=IMPATIENT, merchant_id=MERCHANT
            ) as made,
        ):
            return type(await failure(case, made)), server.count

    async def main() -> list[tuple[object, int]]:
        return await asyncio.gather(*(one(case, behave) for case in MONEY for behave in (stall, trickle)))

    assert run(main()) == [(OutcomeUnknown, 1)] * len(MONEY) * 2


@every_money_call
def test_a_cut_before_the_request_was_read_is_unknown_and_final(case: AnyCase) -> None:
    async def main() -> tuple[object, int]:
        opened = 0

        async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal opened
            opened += 1
            writer.close()

        server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, session(url=f"http://127.0.0.1:{port}", merchant_id=MERCHANT) as made:
            return type(await failure(case, made)), opened

    assert run(main()) == (OutcomeUnknown, 1)


@every_money_call
def test_money_has_a_connection_of_its_own_and_is_not_tried_again_when_that_dies(case: AnyCase) -> None:
    """One that was kept may be dying, or hold an answer that belongs to nobody; that shows only when the request has left."""

    async def main() -> tuple[object, int, int]:
        async with (
            raw_server(reply(200, {"object": "list", "data": []})) as server,
            session(url=server.url, merchant_id=MERCHANT) as made,
        ):
            await made.read("/v1/refunds")
            server.behave = drop
            return type(await failure(case, made)), server.count, server.connections

    assert run(main()) == (OutcomeUnknown, 2, 2)


@every_money_call
def test_a_cancellation_passes_and_sends_nothing_more(case: AnyCase) -> None:
    async def main() -> int:
        async with raw_server(stall) as server, session(url=server.url, merchant_id=MERCHANT) as made:
            sending = asyncio.get_running_loop().create_task(case.call(made, case.sample))
            await eventually(lambda: server.count)
            sending.cancel()
            with pytest.raises(asyncio.CancelledError):
                await sending
        return server.count

    assert run(main()) == 1


@every_money_call
def test_a_cancellation_in_the_queue_sends_nothing(case: AnyCase) -> None:
    async def main() -> int:
        clock = ManualClock()
        async with (
            raw_server(error(500)) as server,
            session(url=server.url, clock=clock, merchant_id=MERCHANT) as made,
        ):
            made.limiter.pause(20)
            waiting = asyncio.get_running_loop().create_task(case.call(made, case.sample))
            await clock.until_asleep()
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
            await clock.advance(60)
        return server.count

    assert run(main()) == 0


@every_money_call
def test_no_connection_is_the_one_proof_that_nothing_left(case: AnyCase) -> None:
    async def main() -> Exception | None:
        server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        server.close()
        await server.wait_closed()
        async with session(url=f"http://127.0.0.1:{port}", merchant_id=MERCHANT) as made:
            return await failure(case, made)

    problem = run(main())
    assert type(problem) is Unreachable
    assert problem.status is None


class Renewable:
    """A sign-in whose token is refused, and that has another one each time it is asked."""

    def __init__(self) -> None:
        self.renewed = 0

    async def headers(self, _door: Door) -> Mapping[str, str]:
        return {"authorization": f"Bearer token-{self.renewed}"}

    async def renew(self, _door: Door, _refused: Mapping[str, str]) -> bool:
        self.renewed += 1
        return True


@every_money_call
def test_a_sign_in_that_was_renewed_waits_for_the_next_attempt(case: AnyCase) -> None:
    async def main() -> tuple[object, list[bytes], object, list[bytes]]:
        async with raw_server(error(401)) as server:
            hosts, clock = Hosts(server.url, server.url, server.url), ManualClock()
            made = ApiSession(hosts, Renewable(), clock=clock, user_agent=AGENT, merchant_id=MERCHANT)
            try:
                first = type(await failure(case, made))
                before = _tokens(server.heads)
                server.behave = reply(200, case.answer)
                return first, before, await failure(case, made), _tokens(server.heads)
            finally:
                await made.close()

    assert run(main()) == (NotSignedIn, [b"token-0"], None, [b"token-0", b"token-1"])


def _tokens(heads: list[bytes]) -> list[bytes]:
    lines = [line for head in heads for line in head.split(b"\r\n")]
    return [
        line.removeprefix(b"authorization: Bearer ") for line in lines if line.startswith(b"authorization: ")
    ]
