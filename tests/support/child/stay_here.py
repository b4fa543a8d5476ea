"""Keeps a Python process on loopback: whatever reaches beyond is refused, and written down for the guards."""

# Every Python process that a test starts runs this, so it imports as little as it can.
import os
import sys

REPORT = "CLOVERDESK_TEST_BEYOND_LOOPBACK"
"""The environment variable that names the file which refusals are written to, one a line."""

# Python and a test may both import this module, under two names; the hook is one for the process.
_REPORT_HERE = "_beyond_loopback_report"
_BY_ADDRESS = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg")
_BY_NAME = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")


class BeyondLoopback(RuntimeError):
    """No test talks to anything but this computer."""


def is_loopback(host: object) -> bool:
    """Whether a socket for `host` stays on this computer. An empty host is every interface, so it does not."""
    if isinstance(host, bytes | bytearray):
        host = host.decode(errors="replace")
    if not isinstance(host, str):
        return host is None
    name = host.partition("%")[0].rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    import ipaddress

    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _host(event: str, arguments: tuple[object, ...]) -> object:
    """Where a socket call goes; None where it cannot leave: a socket file, or an address given earlier."""
    if event in _BY_NAME:
        return arguments[0]
    address = arguments[1] if event in _BY_ADDRESS else None
    return address[0] if isinstance(address, tuple) and address else None


def _refuse_beyond(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith("socket."):
        return
    host = _host(event, arguments)
    if is_loopback(host):
        return
    message = f"{event} {host!r}"
    with open(getattr(sys, _REPORT_HERE), "a", encoding="utf-8") as report:  # noqa: PTH123 - see the top
        report.write(message + "\n")
    raise BeyondLoopback(message)


def stay_here(report: str = "") -> None:
    """Refuse everything beyond loopback until this process ends: an audit hook cannot be removed.

    Without `report`, the file is the one that the environment names; without any, nothing is refused.
    """
    report = report or os.environ.get(REPORT, "")
    is_new = not hasattr(sys, _REPORT_HERE)
    if report:
        setattr(sys, _REPORT_HERE, report)
        if is_new:
            sys.addaudithook(_refuse_beyond)
