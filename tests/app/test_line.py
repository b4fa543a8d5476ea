"""The line of a desk is as the options and the addresses of its profile have it."""

import dataclasses
from pathlib import Path

import pytest

from cloverdesk import __version__
from cloverdesk.api.auth import Door
from cloverdesk.api.errors import ExtraCaUnusable
from cloverdesk.api.limits import Limits
from cloverdesk.app.line import Line
from cloverdesk.cache.cache import Cache
from cloverdesk.domain.addresses import HostsApart
from cloverdesk.domain.changes import ChangeHub
from cloverdesk.domain.clock import SystemClock
from cloverdesk.domain.environment import Environment
from cloverdesk.settings.options import Options
from cloverdesk.settings.paths import Paths
from cloverdesk.settings.profiles import KeyHome, Profile
from cloverdesk.settings.secrets import Secrets
from tests.support.aio import run
from tests.support.raw_server import TLS, raw_server, reply

SHOP = Profile(
    name="shop",
    environment=Environment.CUSTOM,
    url="https://127.0.0.1:9",
    merchant_id="M1",
    owner="",
    store_name="Shop",
    currency="USD",
    key_home=KeyHome.VAULT,
)
KEY = bytes(range(32))


def line_of(folder: Path, profile: Profile, options: Options) -> Line:
    paths = Paths(folder)
    secrets = Secrets.open(paths, passphrase="correct horse")
    secrets.save_tokens(profile, {"private": "the-private-token"})
    return Line(profile, paths=paths, secrets=lambda: secrets, clock=SystemClock(), options=options)


def test_it_has_the_manners_of_its_options(tmp_path: Path) -> None:
    options = Options(
        requests_per_second=3,
        first_load_requests_per_second=8,
        forwarded_for="203.0.113.7",
        extra_ca_file=str(TLS / "ca.pem"),
    )

    async def main() -> tuple[list[bytes], list[Limits]]:
        async with raw_server(reply(200, {"id": "R"}), certificate="good") as server:
            line = line_of(tmp_path, dataclasses.replace(SHOP, url=server.url), options)
            cache = await Cache.open(tmp_path / "cache.db", key=KEY, clock=SystemClock())
            try:
                session = await line.session()
                await session.send_money("createRefund", "/v1/refunds", {}, idempotency_key="k")
                engine = await line.engine(cache, ChangeHub())()
                limits = [session.limiter._limits]
                for on in (True, False):
                    engine._first_load(on=on)
                    limits.append(session.limiter._limits)
            finally:
                await line.close()
                await cache.close()
            return server.heads, limits

    (head,), limits = run(main())
    lines = head.lower().split(b"\r\n")
    assert b"x-forwarded-for: 203.0.113.7" in lines
    assert f"user-agent: cloverdesk/{__version__} (desktop)".encode() in lines
    assert b"authorization: bearer the-private-token" in lines
    assert limits == [Limits(3, 4), Limits(8, 5), Limits(3, 4)]


def test_parts_of_a_server_may_live_apart(tmp_path: Path) -> None:
    apart = HostsApart(token="https://token.example", recurring="https://plans.example")

    async def main() -> list[str]:
        line = line_of(tmp_path, dataclasses.replace(SHOP, apart=apart), Options())
        session = await line.session()
        try:
            return [
                session.host(door) for door in (Door.ECOMMERCE, Door.TOKEN, Door.PLATFORM, Door.RECURRING)
            ]
        finally:
            await line.close()

    assert run(main()) == ["127.0.0.1", "token.example", "127.0.0.1", "plans.example"]


def test_certificates_that_cannot_be_read_are_told_when_the_line_is_built(tmp_path: Path) -> None:
    async def main() -> None:
        line = line_of(tmp_path, SHOP, Options(extra_ca_file=str(tmp_path / "gone.pem")))
        try:
            with pytest.raises(ExtraCaUnusable, match="gone"):
                await line.session()
        finally:
            await line.close()

    run(main())
