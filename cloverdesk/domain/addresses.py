"""Which hosts are this computer, for which alone plain HTTP is, which are Clover's, and where a store's parts live."""

from ipaddress import ip_address
from typing import NamedTuple


def is_loopback(host: str) -> bool:
    """Whether `host`, a name or an address without its port, is this computer."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_clover(host: str) -> bool:
    """Whether `host`, in lower case, is one of Clover's own."""
    return host == "clover.com" or host.endswith(".clover.com")


class HostsApart(NamedTuple):
    """Addresses of the parts of a custom environment that do not share the one of charges and orders; "" for those that do.

    Plans are where the platform is, unless they are said to be elsewhere.
    """

    token: str = ""
    platform: str = ""
    recurring: str = ""


TOGETHER = HostsApart()
"""All at one address."""
