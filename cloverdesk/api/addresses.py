"""Which addresses a desk may talk to: nothing in the clear beyond this computer, and Clover's own only where meant."""

from urllib.parse import SplitResult, urlsplit

from cloverdesk.domain.addresses import is_loopback
from cloverdesk.domain.errors import DeskError, ExitCode


class AddressProblem(DeskError):
    """An address that a profile cannot use. Params: url."""

    code = "address.invalid"
    exit_code = ExitCode.USAGE


class AddressMissing(AddressProblem):
    """No address where one is needed. No params."""

    code = "address.missing"


class AddressNotPrivate(AddressProblem):
    """Plain HTTP beyond this computer. Params: url."""

    code = "address.not_private"


class CloverItself(AddressProblem):
    """Clover's own host where it is not meant. Params: url."""

    code = "address.clover_itself"


class DemoElsewhere(AddressProblem):
    """A demo store on another computer. Params: url."""

    code = "address.demo_elsewhere"


class AddressNotTaken(AddressProblem):
    """An address for an environment that has its own. Params: url."""

    code = "address.not_taken"


def host_of(url: str) -> str:
    """The host of a checked address, lower case."""
    return (urlsplit(url).hostname or "").rstrip(".")


def checked(url: str) -> str:
    """Return `url` without a trailing slash. Raises `AddressProblem` if it is no address, or plain HTTP off loopback."""
    parts = _split(url.strip())
    if parts is None:
        raise AddressProblem(url=_shown(url))
    if parts.scheme == "http" and not is_loopback(host_of(url.strip())):
        raise AddressNotPrivate(url=_shown(url))
    return parts.geturl().rstrip("/")


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a broken IPv6 address
        return None
    surplus = parts.query or parts.fragment or parts.username or parts.password
    return parts if usable and not surplus and not any(mark.isspace() for mark in url) else None


def _shown(url: str) -> str:
    """The address without whatever stands before an @: it may be a password."""
    scheme, slashes, rest = url.rpartition("://")
    return f"{scheme}{slashes}{rest.rpartition('@')[2]}"[:120]
