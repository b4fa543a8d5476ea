"""Which hosts a profile talks to, and which addresses it refuses."""

import pytest

from cloverdesk.api.addresses import (
    AddressMissing,
    AddressNotPrivate,
    AddressNotTaken,
    AddressProblem,
    CloverItself,
    DemoElsewhere,
)
from cloverdesk.api.environments import hosts_for
from cloverdesk.api.session import Hosts
from cloverdesk.domain.addresses import HostsApart
from cloverdesk.domain.environment import Environment
from cloverdesk.domain.errors import ExitCode


def test_clovers_own_hosts() -> None:
    assert hosts_for(Environment.LIVE, None) == Hosts(
        "https://scl.clover.com", "https://token.clover.com", "https://api.clover.com"
    )
    assert hosts_for(Environment.SANDBOX, "") == Hosts(
        "https://scl-sandbox.dev.clover.com",
        "https://token-sandbox.dev.clover.com",
        "https://apisandbox.dev.clover.com",
    )


@pytest.mark.parametrize(
    ("environment", "url", "base"),
    [
        (Environment.DEMO, "http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        (Environment.DEMO, "http://localhost:8080/", "http://localhost:8080"),
        (Environment.CUSTOM, "http://[::1]:8080", "http://[::1]:8080"),
        (Environment.CUSTOM, " https://shop.example ", "https://shop.example"),
        (Environment.CUSTOM, "https://shop.example/clover/", "https://shop.example/clover"),
        (Environment.CUSTOM, "https://notclover.com", "https://notclover.com"),
    ],
)
def test_one_address_serves_every_path(environment: Environment, url: str, base: str) -> None:
    assert hosts_for(environment, url) == Hosts(base, base, base)


def test_parts_may_live_apart() -> None:
    base, token, platform, plans = (f"https://{name}.example" for name in ("shop", "token", "api", "plans"))
    assert hosts_for(Environment.CUSTOM, base, HostsApart(token=token)) == Hosts(base, token, base)
    apart = HostsApart(platform=f"{platform}/", recurring=plans)
    assert hosts_for(Environment.CUSTOM, base, apart) == Hosts(base, base, platform, plans)


@pytest.mark.parametrize(
    ("environment", "apart", "problem"),
    [
        (Environment.CUSTOM, HostsApart(token="http://token.example"), AddressNotPrivate),
        (Environment.CUSTOM, HostsApart(platform="https://api.clover.com"), CloverItself),
        (Environment.CUSTOM, HostsApart(recurring="plans.example"), AddressProblem),
        (Environment.LIVE, HostsApart(recurring="https://plans.example"), AddressNotTaken),
    ],
)
def test_parts_are_refused_as_the_whole_is(
    environment: Environment, apart: HostsApart, problem: type
) -> None:
    url = "https://shop.example" if environment is Environment.CUSTOM else None
    with pytest.raises(AddressProblem) as caught:
        hosts_for(environment, url, apart)
    assert type(caught.value) is problem


@pytest.mark.parametrize(
    ("environment", "url", "problem"),
    [
        (Environment.CUSTOM, None, AddressMissing),
        (Environment.CUSTOM, "", AddressMissing),
        (Environment.DEMO, None, AddressMissing),
        (Environment.CUSTOM, "shop.example", AddressProblem),
        (Environment.CUSTOM, "ftp://shop.example", AddressProblem),
        (Environment.CUSTOM, "https://", AddressProblem),
        (Environment.CUSTOM, "https://shop.example:port", AddressProblem),
        (Environment.CUSTOM, "https://shop.example:99999", AddressProblem),
        (Environment.CUSTOM, "https://[::1", AddressProblem),
        (Environment.CUSTOM, "https://me:secret@shop.example", AddressProblem),
        (Environment.CUSTOM, "https://shop.example?merchant=1", AddressProblem),
        (Environment.CUSTOM, "https://shop.example#there", AddressProblem),
        (Environment.CUSTOM, "https://shop example", AddressProblem),
        (Environment.CUSTOM, "http://shop.example", AddressNotPrivate),
        (Environment.CUSTOM, "http://192.168.0.7", AddressNotPrivate),
        (Environment.CUSTOM, "http://127.0.0.1.shop.example", AddressNotPrivate),
        (Environment.CUSTOM, "https://scl.clover.com", CloverItself),
        (Environment.CUSTOM, "https://SCL.Clover.COM./", CloverItself),
        (Environment.CUSTOM, "https://clover.com", CloverItself),
        (Environment.CUSTOM, "https://scl-sandbox.dev.clover.com", CloverItself),
        (Environment.DEMO, "https://shop.example", DemoElsewhere),
        (Environment.LIVE, "https://shop.example", AddressNotTaken),
        (Environment.SANDBOX, "https://shop.example", AddressNotTaken),
    ],
)
def test_addresses_that_are_refused(environment: Environment, url: str | None, problem: type) -> None:
    with pytest.raises(AddressProblem) as caught:
        hosts_for(environment, url)
    assert type(caught.value) is problem
    assert caught.value.exit_code is ExitCode.USAGE
    assert "secret" not in str(caught.value)
