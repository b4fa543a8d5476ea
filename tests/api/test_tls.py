"""Certificates: of the system's store, of a private authority with and without the option, of the wrong day or server."""

import socket
from pathlib import Path

import pytest

from cloverdesk.api import errors
from cloverdesk.api.auth import Credentials
from cloverdesk.api.session import ApiSession, Hosts
from cloverdesk.domain.errors import DeskError, ExitCode
from cloverdesk.domain.secret import Secret
from tests.support.aio import ManualClock, run
from tests.support.api import AGENT, TOKEN, session, while_time_flies
from tests.support.raw_server import TLS, raw_server, reply

EMPTY = {"object": "list", "data": []}
CA = TLS / "ca.pem"


def failing(certificate: str, extra_ca: Path | None, *, money: bool = False) -> tuple[DeskError, int]:
    """What a call to a server with that certificate ends in, and how many requests the server saw."""

    async def main() -> tuple[DeskError, int]:
        clock = ManualClock()
        async with (
            raw_server(reply(200, EMPTY), certificate=certificate) as server,
            session(url=server.url, clock=clock, extra_ca=extra_ca) as made,
        ):
            if money:
                call = made.send_money("createRefund", "/v1/refunds", {}, idempotency_key="k")
            else:
                call = made.read("/v1/charges")
            with pytest.raises(DeskError) as caught:
                await while_time_flies(clock, call)
            return caught.value, server.count

    return run(main())


def test_a_private_authority_is_trusted_where_the_option_names_it() -> None:
    async def main() -> tuple[bytes, int, int]:
        async with (
            raw_server(reply(200, EMPTY), certificate="good") as server,
            session(url=server.url, extra_ca=CA) as made,
        ):
            for _ in range(3):
                answer = await made.read("/v1/charges")
            return answer.body, server.count, server.connections

    body, count, connections = run(main())
    assert body
    assert (count, connections) == (3, 1)


@pytest.mark.parametrize("money", [False, True])
@pytest.mark.parametrize(
    ("certificate", "extra_ca", "problem"),
    [
        ("good", None, errors.NotTrusted),
        ("elsewhere", CA, errors.NotTrusted),
        ("expired", CA, errors.NotOfToday),
        ("early", CA, errors.NotOfToday),
    ],
)
def test_a_certificate_that_does_not_do(
    certificate: str, extra_ca: Path | None, problem: type, money: bool
) -> None:
    caught, asked = failing(certificate, extra_ca, money=money)
    assert type(caught) is problem
    assert caught.exit_code is ExitCode.NETWORK
    assert asked == 0
    assert "Nothing was sent, no money moved." in caught.failure.message.english()


def test_a_clock_that_is_wrong_is_named() -> None:
    caught, _ = failing("early", CA)
    assert "date and time" in caught.failure.advice.english()
    assert "127.0.0.1" in caught.failure.message.english()


def built(url: str, extra_ca: Path) -> ApiSession:
    return ApiSession(
        Hosts(url, url, url),
        Credentials(Secret(TOKEN)),
        clock=ManualClock(),
        user_agent=AGENT,
        extra_ca=extra_ca,
    )


@pytest.mark.parametrize("content", [None, b"", b"no certificate", b"\x00\xff", TLS])
def test_a_file_of_certificates_that_is_none(tmp_path: Path, content: bytes | Path | None) -> None:
    file = content if isinstance(content, Path) else tmp_path / "ca.pem"
    if isinstance(content, bytes):
        file.write_bytes(content)
    with pytest.raises(errors.ExtraCaUnusable) as caught:
        built("https://shop.example", file)
    assert str(file) in str(caught.value)


def test_the_systems_authorities_are_trusted_too(monkeypatch, tmp_path: Path) -> None:
    """The system's store is the private authority here; the extra file holds another certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CA))

    async def main() -> int:
        async with (
            raw_server(reply(200, EMPTY), certificate="good") as server,
            session(url=server.url, extra_ca=TLS / "elsewhere.pem") as made,
        ):
            await made.read("/v1/charges")
            return server.count

    assert run(main()) == 1


def test_a_name_that_leads_to_ipv6_alone(monkeypatch) -> None:
    real = socket.getaddrinfo

    def only_six(host: object, port: object, *args: object, **kwargs: object) -> list:
        return real("::1" if host in {"localhost", b"localhost"} else host, port, *args, **kwargs)

    async def main() -> int:
        try:
            server = raw_server(reply(200, EMPTY), host="::1", certificate="good")
            async with server as running:
                monkeypatch.setattr(socket, "getaddrinfo", only_six)
                for name in ("localhost", "[::1]"):
                    url = running.url.replace("[::1]", name)
                    async with session(url=url, extra_ca=CA) as made:
                        await made.read("/v1/charges")
                return running.count
        except OSError as problem:
            pytest.skip(f"no IPv6 here: {problem}")

    assert run(main()) == 2
