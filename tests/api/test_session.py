"""The session keeps secrets, hosts and time limits as it promises."""

import logging
import ssl
import subprocess
import sys

import httpx
import pytest

from cloverdesk.api import errors
from cloverdesk.api.addresses import AddressNotPrivate
from cloverdesk.api.auth import Credentials
from cloverdesk.api.exchange import Patience
from cloverdesk.api.session import ApiSession, Hosts
from cloverdesk.domain.clock import SystemClock
from cloverdesk.domain.secret import Secret
from tests.support.aio import ManualClock, run
from tests.support.api import AGENT, LOCAL, TOKEN, answer, flying, session
from tests.support.raw_server import raw_server, reply, stall, trickle

EMPTY = {"object": "list", "data": []}
IMPATIENT = Patience(connect=5, silence=0.1, whole=0.2)


def built(url: str, token: str = TOKEN) -> ApiSession:
    return ApiSession(Hosts(url, url, url), Credentials(Secret(token)), clock=ManualClock(), user_agent=AGENT)


async def look(made: ApiSession) -> object:
    return await made.read("/v1/charges", {"limit": 1})


def test_what_a_read_says_of_itself() -> None:
    _, requests = run(flying(look, answer(EMPTY), forwarded_for="203.0.113.7"))
    headers = requests[0].headers
    assert requests[0].method == "GET"
    assert str(requests[0].url) == f"{LOCAL}/v1/charges?limit=1"
    assert headers["authorization"] == f"Bearer {TOKEN}"
    assert headers["user-agent"] == AGENT
    assert "x-forwarded-for" not in headers
    assert "idempotency-key" not in headers


def test_connections_are_kept() -> None:
    async def main() -> tuple[int, int]:
        async with raw_server(reply(200, EMPTY)) as server, session(url=server.url) as made:
            for _ in range(5):
                await look(made)
            return server.count, server.connections

    assert run(main()) == (5, 1)


def test_a_base_address_with_a_path() -> None:
    async def main() -> bytes:
        async with raw_server(reply(200, EMPTY)) as server, session(url=f"{server.url}/clover/") as made:
            await look(made)
            return server.heads[0]

    assert run(main()).startswith(b"GET /clover/v1/charges?limit=1 HTTP/1.1\r\n")


@pytest.mark.parametrize("behave", [stall, trickle])
def test_a_read_ends_in_time(behave) -> None:
    async def main() -> int:
        async with (
            raw_server(behave) as server,
            session(url=server.url, clock=SystemClock(), read_patience=IMPATIENT) as made,
        ):
            with pytest.raises(errors.NoAnswer):
                await made.read("/v1/charges", interactive=True)
            return server.count

    assert run(main()) == 3


def test_a_proxy_of_the_system_never_sees_this_computer(monkeypatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)

    async def main() -> int:
        async with raw_server(reply(200, EMPTY)) as server:
            async with session(url=server.url) as made:
                await look(made)
            hosts = Hosts(server.url, "https://token.clover.com", "https://api.clover.com")
            mixed = ApiSession(hosts, Credentials(Secret(TOKEN)), clock=ManualClock(), user_agent=AGENT)
            await look(mixed)
            await mixed.close()
            return server.count

    assert run(main()) == 2


def test_a_proxy_of_the_system_is_used_beyond(monkeypatch) -> None:
    async def main() -> bytes:
        async with raw_server(reply(407, b"<html>Who are you?</html>")) as proxy:
            for name in ("HTTPS_PROXY", "https_proxy"):
                monkeypatch.setenv(name, proxy.url)
            monkeypatch.delenv("NO_PROXY", raising=False)
            monkeypatch.delenv("no_proxy", raising=False)
            made = built("https://shop.example")
            with pytest.raises(errors.ProxyRefused):
                await look(made)
            await made.close()
            return proxy.heads[0]

    head = run(main())
    assert head.startswith(b"CONNECT shop.example:443 ")
    assert TOKEN.encode() not in head


def test_a_proxy_that_cannot_be_used_is_told(monkeypatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "gopher://127.0.0.1:70")
    with pytest.raises(errors.ProxyUnusable):
        built("https://shop.example")


def test_a_certificate_that_nobody_vouches_for() -> None:
    untrusted = httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED]")
    untrusted.__cause__ = ssl.SSLCertVerificationError("self-signed certificate")
    with pytest.raises(errors.NotTrusted):
        run(flying(look, untrusted))


@pytest.mark.parametrize("url", ["http://shop.example", "http://10.0.0.1:8080"])
def test_nothing_goes_in_the_clear_beyond_this_computer(url: str) -> None:
    with pytest.raises(AddressNotPrivate):
        built(url)


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "line\r\nx-evil: 1", "ünïcode", "\x00"])
def test_a_token_that_cannot_stand_in_a_header(token: str) -> None:
    with pytest.raises(errors.TokenUnusable) as caught:
        built(LOCAL, token)
    assert token not in str(caught.value) or not token


def test_no_log_spells_a_secret(caplog) -> None:
    caplog.set_level(logging.DEBUG)

    async def main() -> None:
        async with raw_server(reply(200, EMPTY)) as server, session(url=server.url) as made:
            await look(made)
            await made.read("/v1/clv_1TSTSa7QmZ3Lw9Rk2Vb8Np4X", {"secret": "in the query"})
        async with session(url="http://127.0.0.1:9") as made:
            with pytest.raises(errors.Unreachable):
                await made.send_money("createRefund", "/v1/refunds", {"card": "c"}, idempotency_key="the-key")

    run(main())
    ours = [record.getMessage() for record in caplog.records if record.name == "cloverdesk.api.session"]
    assert ours == [
        "GET /v1/charges 200",
        "GET /v1/[redacted] 200",
        "POST /v1/refunds no connection",
    ]
    others = {record.name for record in caplog.records} - {"cloverdesk.api.session", "asyncio"}
    assert others == set()
    for secret in (TOKEN, "in the query", "the-key", "clv_1"):
        assert secret not in caplog.text


def test_it_can_be_closed_twice() -> None:
    async def main() -> None:
        made = built(LOCAL)
        await made.close()
        await made.close()

    run(main())


def test_http_is_imported_with_the_first_session_only() -> None:
    program = """
import sys
import cloverdesk.api.errors, cloverdesk.api.session, cloverdesk.api.environments, cloverdesk.api.limits
import cloverdesk.api.resources.charges, cloverdesk.api.money.refunds
assert not {"httpx", "httpcore", "truststore"} & set(sys.modules)
from cloverdesk.api.auth import Credentials
from cloverdesk.api.session import ApiSession, Hosts
from cloverdesk.domain.clock import SystemClock
from cloverdesk.domain.secret import Secret
local = "http://127.0.0.1:9"
ApiSession(Hosts(local, local, local), Credentials(Secret("t")), clock=SystemClock(), user_agent="t/1")
assert "httpx" in sys.modules and "truststore" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)
