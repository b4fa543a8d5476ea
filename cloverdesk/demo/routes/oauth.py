"""`/oauth`: the page on which an app is let in, and the token service that its codes and refresh tokens go to."""

import re
from collections.abc import Callable
from urllib.parse import SplitResult, urlencode, urlsplit, urlunsplit

from cloverdesk.demo.accounts import oauth, oauth_page, platform_staff
from cloverdesk.demo.door.calls import Answer, Call, Credential, Operation
from cloverdesk.demo.door.credentials import LOOPBACK
from cloverdesk.demo.errors import Rejected
from cloverdesk.demo.store import EMPLOYEE

AUTHORIZE = "/oauth/v2/authorize"
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_ADDRESS = re.compile(r"[!-\[\]-~]{1,2000}", re.ASCII)
"""Printable and without a backslash, which browsers take for something else than other programs do."""


def authorize(call: Call) -> Answer:
    """Ask whether the app may come in, or, with `decision=allow` or `deny`, go back to it.

    The form of the page sends its parameters here once more, with the decision and the employee who signs in.
    """
    try:
        back = _checked(call)
    except ValueError as problem:
        return oauth_page.said(_locale(call), "bad", 400, why=str(problem))
    app, store = call.store.identity.app_id, call.store.merchant.name
    if not call.options.oauth_app_installed:
        return oauth_page.said(_locale(call), "market", app=app, store=store)
    decision = call.asked("decision") or ("" if call.options.oauth_asks else "allow")
    if decision == "allow":
        return _allowed(call, back)
    if decision == "deny":
        return _denied(call, back)
    kept = [(name, value) for name, value in call.query if name not in {"decision", "employee_id"}]
    return oauth_page.question(_locale(call), app=app, store=store, kept=kept, people=_people(call))


def exchange_code(call: Call) -> Answer:
    """A pair of tokens for a code; without a refresh token, where none is wanted."""
    _need(call, "client_id", "code")
    unwanted = call.body.get("no_refresh_token") is True or call.asked("no_refresh_token") == "true"
    return _private(oauth.exchange(call.shop, call.body, with_refresh=not unwanted))


def refresh_tokens(call: Call) -> Answer:
    """A new pair for a refresh token."""
    _need(call, "client_id", "refresh_token")
    oauth.check_client(call.shop, call.body["client_id"])
    return _private(oauth.refresh(call.shop, call.body["refresh_token"]))


def recover_tokens(call: Call) -> Answer:
    """A new pair instead of one that got lost on its way."""
    _need(call, "client_id", "client_secret", "recovery_token")
    oauth.check_client(call.shop, call.body["client_id"])
    oauth.check_secret(call.shop, call.body["client_secret"])
    return _private(oauth.recover(call.shop, call.body["recovery_token"]))


def migrate_token(call: Call) -> Answer:
    """A code for a token that never expires, for which the merchant's private one stands here."""
    _need(call, "merchant_uuid", "app_uuid", "auth_token")
    identity = call.store.identity
    asked = (call.body["merchant_uuid"], call.body["app_uuid"], call.body["auth_token"])
    if asked != (identity.merchant_id, identity.app_id, identity.api_token):
        raise Rejected(401, {"message": "Invalid OAuth credentials"})
    challenge = call.body.get("code_challenge")
    if challenge is not None and not (isinstance(challenge, str) and _CHALLENGE.fullmatch(challenge)):
        raise malformed("code_challenge is not valid")
    code, until = oauth.issue_code(call.shop, challenge)
    return _private({"authorization_code": code, "expiration": until // 1000})


def malformed(message: str) -> Rejected:
    """A request that cannot be read."""
    return Rejected(400, {"message": message})


# ---------------------------------------------------------------- the page


def _checked(call: Call) -> SplitResult:
    """The address to go back to. Raises ValueError, with a sentence, for a request that no app is told about."""
    if call.asked("client_id") != call.store.identity.app_id:
        raise ValueError("no such app (client_id).")
    back = _way_back(call)
    if call.asked("response_type") not in {None, "code"}:
        raise ValueError("only codes are given out (response_type).")
    challenge = call.asked("code_challenge")
    if challenge is not None and not _CHALLENGE.fullmatch(challenge):
        raise ValueError("the challenge is no SHA-256 in base64url (code_challenge).")
    if call.asked("code_challenge_method") not in {None, "S256"}:
        raise ValueError("only S256 is supported (code_challenge_method).")
    if call.asked("merchant_id") not in {None, "", call.store.identity.merchant_id}:
        raise ValueError("no such merchant (merchant_id).")
    return back


def _way_back(call: Call) -> SplitResult:
    """The `redirect_uri`, or the app's site. Raises ValueError for what is neither below that site nor this computer."""
    site = call.options.oauth_site_url
    asked = call.asked("redirect_uri") or site or ""
    if not _ADDRESS.fullmatch(asked):
        raise ValueError("it names no address to go back to (redirect_uri).")
    parts = urlsplit(asked)
    if parts.fragment:
        raise ValueError("the address to go back to has a fragment (redirect_uri).")
    is_here = parts.scheme == "http" and parts.hostname in LOOPBACK and call.options.oauth_loopback
    if not is_here and not (site and _is_below(parts, urlsplit(site))):
        raise ValueError("the address to go back to is not the app's (redirect_uri).")
    return parts


def _is_below(parts: SplitResult, site: SplitResult) -> bool:
    """Whether an address is the app's site or lies below it."""
    if (parts.scheme, parts.netloc) != (site.scheme, site.netloc) or ".." in parts.path.split("/"):
        return False
    return f"{parts.path}/".startswith(site.path.rstrip("/") + "/")


def _allowed(call: Call, back: SplitResult) -> Answer:
    identity = call.store.identity
    told = {"merchant_id": identity.merchant_id, "client_id": identity.app_id}
    if call.options.oauth_names_employee:
        told["employee_id"] = _employee(call)
    code, _ = oauth.issue_code(call.shop, call.asked("code_challenge"))
    return _redirect(call, back, {**told, "code": code})


def _denied(call: Call, back: SplitResult) -> Answer:
    if not call.options.oauth_denial_returns:
        return oauth_page.said(_locale(call), "denied")
    return _redirect(call, back, {"error": "access_denied"})


def _redirect(call: Call, back: SplitResult, told: dict[str, str]) -> Answer:
    state = call.asked("state")
    added = urlencode(told if state is None else {**told, "state": state})
    location = urlunsplit(back._replace(query=f"{back.query}&{added}" if back.query else added))
    return Answer(302, "", oauth_page.HTML_TYPE, {**oauth_page.HEADERS, "location": location})


def _employee(call: Call) -> str:
    """Who signs in: whom the form names, else the owner."""
    owner = platform_staff.owner(call).id
    asked = call.asked("employee_id")
    return asked if asked and call.store.get(EMPLOYEE, asked) else owner


def _people(call: Call) -> list[tuple[str, str]]:
    """Ids and names of the staff, the owner first."""
    owner = platform_staff.owner(call)
    others = [one for one in call.store.all_of(EMPLOYEE) if one.id != owner.id]
    return [(one.id, str(one.body["name"])) for one in (owner, *others)]


def _locale(call: Call) -> str:
    return call.store.merchant.locale


# ---------------------------------------------------------------- the token service


def _need(call: Call, *names: str) -> None:
    """Raise `Rejected` unless each of these is there, as a text."""
    for name in names:
        if not isinstance(call.body.get(name), str):
            msg = f"{name} is required"
            raise malformed(msg)


def _private(body: object) -> Answer:
    """An answer that nobody on the way keeps."""
    told = Answer.json(body)
    return Answer(told.status, told.body, headers={"cache-control": "no-store"})


def _service(name: str, path: str, run: Callable[[Call], Answer]) -> Operation:
    return Operation(name, "POST", path, run, credential=Credential.NONE, malformed=malformed, json_only=True)


OPERATIONS = (
    Operation("authorize", "GET", AUTHORIZE, authorize, credential=Credential.NONE),
    _service("exchangeCode", "/oauth/v2/token", exchange_code),
    _service("refreshTokens", "/oauth/v2/refresh", refresh_tokens),
    _service("recoverTokens", "/oauth/v2/recovery", recover_tokens),
    _service("migrateLegacyToken", "/oauth/token/migrate_v2", migrate_token),
)
