"""Where each environment lives (payments.md, section 1): the United States and Canada share their hosts."""

from collections.abc import Mapping
from types import MappingProxyType

from cloverdesk.api.addresses import (
    AddressMissing,
    AddressNotTaken,
    CloverItself,
    DemoElsewhere,
    checked,
    host_of,
)
from cloverdesk.api.session import Hosts
from cloverdesk.domain.addresses import TOGETHER, HostsApart, is_clover, is_loopback
from cloverdesk.domain.environment import Environment

CLOVERS_OWN: Mapping[Environment, Hosts] = MappingProxyType(
    {
        Environment.SANDBOX: Hosts(
            ecommerce="https://scl-sandbox.dev.clover.com",
            token="https://token-sandbox.dev.clover.com",  # noqa: S106 - a host, not a secret
            platform="https://apisandbox.dev.clover.com",
        ),
        Environment.LIVE: Hosts(
            ecommerce="https://scl.clover.com",
            token="https://token.clover.com",  # noqa: S106 - a host, not a secret
            platform="https://api.clover.com",
        ),
    }
)


def hosts_for(environment: Environment, url: str | None, apart: HostsApart = TOGETHER) -> Hosts:
    """The hosts of `environment`; `url` serves every path of a demo or custom one, but for those named in `apart`.

    Raises a subclass of `AddressProblem`: no address where one is needed, one where none is taken, plain HTTP off
    loopback, a demo store on another computer, Clover's own hosts for a custom environment.
    """
    own = CLOVERS_OWN.get(environment)
    if own is not None:
        for address in (url, *apart):
            if address:
                raise AddressNotTaken(url=address)
        return own
    if not url:
        raise AddressMissing
    base = _usable(environment, url)
    token, platform, recurring = (_usable(environment, one) if one else "" for one in apart)
    return Hosts(base, token or base, platform or base, recurring)


def _usable(environment: Environment, url: str) -> str:
    address = checked(url)
    if is_clover(host_of(address)):
        raise CloverItself(url=address)
    if environment is Environment.DEMO and not is_loopback(host_of(address)):
        raise DemoElsewhere(url=address)
    return address
