"""Which hosts are this computer: plain HTTP is for them alone."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Whether `host`, a name or an address without its port, is this computer."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
