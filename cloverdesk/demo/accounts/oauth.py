"""OAuth v2 of the merchant's one app: codes, access tokens and refresh tokens, kept as hashes and never as they are."""

import base64
import hashlib
import hmac
import re
import secrets
import uuid
from collections.abc import Mapping
from typing import cast

from cloverdesk.demo.errors import Rejected
from cloverdesk.demo.identity import Identity
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import GRANT, Record

CODE, ACCESS, REFRESH, USED = "code", "access", "refresh", "used"
"""What a grant is good for: to be exchanged, to open operations, to be refreshed, or, for a while, to be recovered."""
RECOVERABLE = {"X-Clover-Recovery-Available": "true"}
_HEAD = "eyJhbGciOiJFUzI1NiJ9"
"""What Clover's access tokens begin with."""
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}", re.ASCII)


def client_secret(identity: Identity) -> str:
    """The secret of an app with a server of its own. It follows from the store's, so that old stores have one, too."""
    return hmac.new(identity.control_token.encode(), b"client secret", hashlib.sha256).hexdigest()[:32]


def check_client(shop: Shop, client_id: object) -> None:
    """Raise `Rejected` unless this is the app."""
    if client_id != shop.store.identity.app_id:
        raise _not_accepted(shop, "Invalid OAuth credentials")


def check_secret(shop: Shop, given: object) -> None:
    """Raise `Rejected` unless this is the app's secret."""
    told = given if isinstance(given, str) else ""
    if not hmac.compare_digest(told.encode(), client_secret(shop.store.identity).encode()):
        raise _not_accepted(shop, "Invalid OAuth credentials")


def opens(shop: Shop, token: str) -> bool:
    """Whether this is an access token that has not expired, of an app that the merchant still has."""
    grant = _find(shop, token) if token else None
    return grant is not None and grant.status == ACCESS and _lives(shop, grant)


def issue_code(shop: Shop, challenge: str | None) -> tuple[str, int]:
    """A new authorization code, and when it ends (milliseconds). `challenge` binds it to whoever knows the verifier."""
    code = str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))
    until = shop.store.now_ms() + shop.options.oauth_code_ms
    _keep(shop, code, CODE, until, challenge=challenge)
    return code, until


def exchange(shop: Shop, told: Mapping[str, object], *, with_refresh: bool) -> Body:
    """A pair of tokens for the code of a request. Who has no verifier to show needs the secret. Raises `Rejected`."""
    check_client(shop, told.get("client_id"))
    grant = _find(shop, told.get("code"))
    if grant is None or grant.status != CODE or not _lives(shop, grant):
        raise _not_accepted(shop, "Failed to validate authentication code")
    challenge = grant.facts["challenge"]
    if challenge is None:
        check_secret(shop, told.get("client_secret"))
    elif challenge_of(told.get("code_verifier")) != challenge:
        raise _not_accepted(shop, "Failed to validate authentication code")
    shop.store.remove(GRANT, grant.id)
    return _pair(shop, by_secret=challenge is None, with_refresh=with_refresh)[0]


def refresh(shop: Shop, token: object) -> Body:
    """A new pair for a refresh token, which is used up by it. Raises `Rejected`."""
    grant = _find(shop, token)
    if grant is None or grant.status != REFRESH or not _lives(shop, grant):
        lost = grant is not None and _is_recoverable(shop, grant)
        raise _no_refresh(RECOVERABLE if lost else {})
    by_secret = bool(grant.facts["by_secret"])
    until = shop.store.now_ms() + shop.options.oauth_recovery_ms
    shop.store.change(GRANT, grant.body, status=USED, facts={"by_secret": by_secret, "until": until})
    return _succeed(shop, grant, {"by_secret": by_secret, "until": until})


def recover(shop: Shop, token: object) -> Body:
    """Another pair for the refresh token that was used last, instead of one that got lost. Raises `Rejected`."""
    grant = _find(shop, token)
    if grant is None or not _is_recoverable(shop, grant):
        raise _no_refresh({})
    shop.store.remove(GRANT, str(grant.facts["successor"]))
    return _succeed(shop, grant, grant.facts)


def challenge_of(verifier: object) -> str | None:
    """What a verifier was announced by, or None for what is no verifier."""
    if not isinstance(verifier, str) or not _VERIFIER.fullmatch(verifier):
        return None
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _succeed(shop: Shop, grant: Record, facts: Mapping[str, object]) -> Body:
    """A new pair for a refresh token that was used, which remembers what came of it."""
    pair, successor = _pair(shop, by_secret=bool(facts["by_secret"]))
    shop.store.change(GRANT, grant.body, facts={**facts, "successor": successor})
    return pair


def _pair(shop: Shop, *, by_secret: bool, with_refresh: bool = True) -> tuple[Body, str]:
    """A new pair as it is answered, in seconds, and the id that the refresh token is kept by ("" without one)."""
    _forget_the_dead(shop)
    now = shop.store.now_ms()
    access = f"{_HEAD}.{secrets.token_urlsafe(48)}.{secrets.token_urlsafe(48)}"
    until = now + shop.options.oauth_access_ms
    _keep(shop, access, ACCESS, until)
    told: Body = {"access_token": access, "access_token_expiration": until // 1000}
    if not with_refresh:
        return told, ""
    token = f"clvroar-{secrets.token_hex(16)}"
    until = now + shop.options.oauth_refresh_ms
    kept = _keep(shop, token, REFRESH, until, by_secret=by_secret)
    _keep_few(shop)
    return {**told, "refresh_token": token, "refresh_token_expiration": until // 1000}, kept


def _keep(shop: Shop, token: str, status: str, until: int, **facts: object) -> str:
    grant_id = _hash(token)
    now = shop.store.now_ms()
    shop.store.add(GRANT, {"id": grant_id}, created=now, status=status, facts={"until": until, **facts})
    return grant_id


def _find(shop: Shop, token: object) -> Record | None:
    """What is known of a token; nothing where the merchant has no such app any more."""
    if not isinstance(token, str) or not shop.options.oauth_app_installed:
        return None
    return shop.store.get(GRANT, _hash(token))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _lives(shop: Shop, grant: Record) -> bool:
    return shop.store.now_ms() < cast("int", grant.facts["until"])


def _is_recoverable(shop: Shop, grant: Record) -> bool:
    """Whether this was used last: what it was exchanged for is still unused. Only an app with a secret recovers."""
    if grant.status != USED or not grant.facts["by_secret"] or not _lives(shop, grant):
        return False
    successor = shop.store.get(GRANT, str(grant.facts["successor"]))
    return successor is not None and successor.status == REFRESH


def _forget_the_dead(shop: Shop) -> None:
    """Let go of whatever has ended by itself."""
    for grant in shop.store.all_of(GRANT):
        if not _lives(shop, grant):
            shop.store.remove(GRANT, grant.id)


def _keep_few(shop: Shop) -> None:
    """End the oldest refresh tokens where there are too many."""
    living = [grant for grant in shop.store.all_of(GRANT) if grant.status == REFRESH]
    for grant in living[: max(0, len(living) - shop.options.oauth_live_refresh_tokens)]:
        shop.store.remove(GRANT, grant.id)


def _not_accepted(shop: Shop, message: str) -> Rejected:
    return Rejected(401 if shop.options.oauth_bad_code_is_401 else 400, {"message": message})


def _no_refresh(headers: Mapping[str, str]) -> Rejected:
    return Rejected(401, {"message": "Invalid refresh token"}, headers)
