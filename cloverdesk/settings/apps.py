"""Which Clover app a profile signs in to. None is shipped: without an app's id and address, only pasted tokens are offered."""

from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

if TYPE_CHECKING:
    from cloverdesk.domain.sign_in import App
    from cloverdesk.settings.options import Options

_LONGEST_ID = 64
_LONGEST_ADDRESS = 500
_THIS_COMPUTER = frozenset({"127.0.0.1", "localhost"})
DEFAULT_REDIRECT = "http://127.0.0.1"
"""Any free port of this computer: for whoever names an app and no address."""


def offered_app(options: "Options") -> "App | None":
    """The app that a profile can sign in to through the browser; None where only pasted tokens are offered."""
    from cloverdesk.domain.sign_in import App  # options are read at the start, apps are not used there

    return App(options.client_id, options.redirect) if options.client_id and options.redirect else None


def is_client_id(text: str) -> bool:
    """Whether this can be the id of an app."""
    return 0 < len(text) <= _LONGEST_ID and text.isascii() and text.isprintable() and " " not in text


def is_redirect(text: str) -> bool:
    """Whether a sign-in page may go back to this: http to this computer, https anywhere; nothing after the path."""
    parts = _split(text)
    if parts is None or not (len(text) <= _LONGEST_ADDRESS and text.isascii() and text.isprintable()):
        return False
    if parts.username is not None or parts.query or parts.fragment or set(text) & set(' "<>\\^`{|}?#'):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _THIS_COMPUTER)


def is_local(redirect: str) -> bool:
    """Whether the browser comes back to this very computer, so that the desk can hear it."""
    return redirect.startswith("http:")


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a broken address
        return None
    return parts if usable else None
