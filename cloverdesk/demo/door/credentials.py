"""Who may ask for what: the merchant's tokens, an app's access tokens, the public key, and the control token."""

import hmac
from collections.abc import Iterable
from urllib.parse import urlsplit

from cloverdesk.demo import errors
from cloverdesk.demo.accounts import oauth
from cloverdesk.demo.door.calls import Call, Credential, Operation
from cloverdesk.demo.door.permissions import lacks
from cloverdesk.demo.errors import Rejected

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def authorize(operation: Operation, call: Call) -> None:
    """Raise `Rejected` unless the call may ask for this."""
    if operation.credential is Credential.NONE:
        return
    if not _opens(operation.credential, call) or _is_elsewhere(call) or lacks(operation.id, call):
        raise errors.unauthorized(as_text=operation.id == "getApiKey" and call.options.pakms_refusal_is_text)
    if operation.credential is Credential.CONTROL and not _is_local(call.headers.get("host", "")):
        raise Rejected(403, errors.envelope(403))
    if call.options.user_agent_required and not call.headers.get("user-agent"):
        raise errors.invalid("Please provide a valid User-Agent.", param="User-Agent")


def bearer(call: Call) -> str:
    """The token of the Authorization header, or ""."""
    scheme, _, given = call.headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.lower() == "bearer" else ""


def _opens(credential: Credential, call: Call) -> bool:
    identity = call.store.identity
    if credential is Credential.PUBLIC_KEY:
        return _is_one_of(call.headers.get("apikey", ""), (identity.public_token, identity.pakms_key))
    given = bearer(call)
    if credential is Credential.CONTROL:
        return _is_one_of(given, (identity.control_token,))
    if _is_one_of(given, (identity.api_token,)):
        return call.options.private_token_opens_platform or "merchant_id" not in call.path
    return oauth.opens(call.shop, given)


def _is_elsewhere(call: Call) -> bool:
    """Whether the path names a merchant that is not the token's."""
    own = call.store.identity.merchant_id
    return call.path.get("merchant_id", own) != own


def _is_one_of(given: str, wanted: Iterable[str]) -> bool:
    return any(hmac.compare_digest(given.encode(), one.encode()) for one in wanted)


def _is_local(host: str) -> bool:
    """Whether a Host header names this computer: a web page elsewhere cannot send such a one here."""
    try:
        return urlsplit(f"//{host}").hostname in LOOPBACK
    except ValueError:
        return False
