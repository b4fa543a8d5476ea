"""No money call is ever sent twice, whatever becomes of it: counted at a real server."""

import asyncio
import json

import pytest

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
from cloverdesk.api.money.refunds import RefundCalls
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.clock import SystemClock
from cloverdesk.domain.refunds import Refund, RefundReason
from tests.support.aio import eventually, run
from tests.support.api import session
from tests.support.raw_server import Behaviour, drop, half, raw_server, reply, stall, trickle

IMPATIENT = Patience(connect=5, silence=0.2, whole=0.4)
KEY = "3f0d2c5e-8f43-4b5e-9a44-5b1a7c9f2d10"
REFUND = {
    "id": "1B8XQK5T0VJ6W",
    "object": "refund",
    "amount": 500,
    "charge": "7H2Q9XKD4W8TA",
    "created": 1718121712345,
    "reason": "requested_by_customer",
    "status": "succeeded",
    "metadata": {"refundType": "AUTH", "authCode": "OK5521"},
}


async def give_back(made: ApiSession, amount: int | None = 500) -> Refund:
    return await RefundCalls(made).create(
        charge_id="7H2Q9XKD4W8TA",
        amount_minor=amount,
        reason=RefundReason.REQUESTED_BY_CUSTOMER,
        idempotency_key=KEY,
        external_reference_id="ABCDEFGHJKMN",
    )


def error(status: int, **fields: object) -> Behaviour:
    return reply(status, {"message": f"{status} Whatever", "error": fields} if fields else {"message": "no"})


ENDINGS = {
    "the line is cut": (drop, OutcomeUnknown),
    "half an answer": (half(200, b'{"id": "1B8XQK5T0VJ6W", "amount": 500}'), OutcomeUnknown),
    "half a refusal": (half(400, b'{"message": "400 Bad Request"}'), OutcomeUnknown),
    "nothing, for ever": (stall, OutcomeUnknown),
    "one byte at a time": (trickle, OutcomeUnknown),
    "two hundred, nothing in it": (reply(200), OutcomeUnknown),
    "two hundred, a web page": (reply(200, b"<html>welcome</html>"), OutcomeUnknown),
    "two hundred, half JSON": (reply(200, b'{"id": "1B8XQK5T0VJ6W", "amo'), OutcomeUnknown),
    "two hundred, no id": (reply(200, {"amount": 500, "status": "succeeded"}), OutcomeUnknown),
    "two hundred, an empty id": (reply(200, REFUND | {"id": ""}), OutcomeUnknown),
    "two hundred, a message": (reply(200, {"message": "500 Internal Server Error"}), OutcomeUnknown),
    "two hundred, another charge": (reply(200, REFUND | {"charge": "0000000000000"}), OutcomeUnknown),
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


@pytest.mark.parametrize("ending", ENDINGS)
def test_whatever_comes_back_it_was_sent_once(ending: str) -> None:
    behave, expected = ENDINGS[ending]

    async def main() -> None:
        async with (
            raw_server(behave) as server,
            session(url=server.url, clock=SystemClock(), money_patience=IMPATIENT) as made,
        ):
            with pytest.raises(expected) as caught:
                await give_back(made)
            assert type(caught.value) is expected
            assert caught.value.operation_name == "createRefund"
        assert server.count == 1
        assert server.connections == 1

    run(main())


def test_a_cut_before_the_request_was_read_is_unknown_and_final() -> None:
    async def main() -> None:
        opened = 0

        async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal opened
            opened += 1
            writer.close()

        server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, session(url=f"http://127.0.0.1:{port}") as made:
            with pytest.raises(OutcomeUnknown):
                await give_back(made)
        assert opened == 1

    run(main())


def test_a_kept_connection_that_dies_is_not_tried_again() -> None:
    async def main() -> None:
        answers = iter([reply(200, {"object": "list", "data": []}), drop])

        async def behave(writer: asyncio.StreamWriter) -> None:
            await next(answers)(writer)

        async with (
            raw_server(behave) as server,
            session(url=server.url) as made,
        ):
            await made.read("/v1/refunds")
            with pytest.raises(OutcomeUnknown):
                await give_back(made)
        assert [head.split(b" ")[0] for head in server.heads] == [b"GET", b"POST"]

    run(main())


def test_a_cancellation_passes_and_sends_nothing_more() -> None:
    async def main() -> None:
        async with raw_server(stall) as server, session(url=server.url) as made:
            sending = asyncio.get_running_loop().create_task(give_back(made))
            await eventually(lambda: server.count)
            sending.cancel()
            with pytest.raises(asyncio.CancelledError):
                await sending
        assert server.count == 1

    run(main())


def test_no_connection_is_the_one_proof_that_nothing_left() -> None:
    async def main() -> None:
        server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        server.close()
        await server.wait_closed()
        async with session(url=f"http://127.0.0.1:{port}") as made:
            with pytest.raises(Unreachable) as caught:
                await give_back(made)
        assert type(caught.value) is Unreachable
        assert caught.value.status is None

    run(main())


def test_what_is_sent() -> None:
    async def main() -> tuple[Refund, list[bytes], list[bytes]]:
        async with raw_server(reply(200, REFUND)) as server, session(url=server.url) as made:
            return await give_back(made), server.heads, server.bodies

    refund, heads, bodies = run(main())
    assert (refund.id, refund.amount_minor, refund.currency) == ("1B8XQK5T0VJ6W", 500, "USD")
    assert (refund.status, refund.refund_type, refund.created_ms) == ("succeeded", "AUTH", 1718121712345)
    assert heads[0].startswith(b"POST /v1/refunds HTTP/1.1\r\n")
    assert b"idempotency-key: " + KEY.encode() in heads[0]
    assert b"x-forwarded-for" not in heads[0]
    assert [json.loads(body) for body in bodies] == [
        {
            "charge": "7H2Q9XKD4W8TA",
            "external_reference_id": "ABCDEFGHJKMN",
            "amount": 500,
            "reason": "requested_by_customer",
        }
    ]


@pytest.mark.parametrize("status", ["failed", "pending", "canceled", "", "brand_new"])
def test_every_status_of_a_two_hundred_is_handed_on(status: str) -> None:
    async def main() -> Refund:
        made_of = REFUND | {"status": status}
        async with raw_server(reply(200, made_of)) as server, session(url=server.url) as made:
            return await give_back(made, amount=None)

    assert run(main()).status == status


def test_the_whole_is_asked_for_by_leaving_the_amount_out() -> None:
    async def main() -> bytes:
        async with (
            raw_server(reply(200, REFUND)) as server,
            session(url=server.url, forwarded_for="203.0.113.7") as made,
        ):
            await give_back(made, amount=None)
            assert b"x-forwarded-for: 203.0.113.7" in server.heads[0]
            return server.bodies[0]

    assert b"amount" not in run(main())
