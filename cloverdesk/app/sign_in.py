"""Signing in at Clover through the system's browser, or by a code that a person pastes; nothing is kept here."""

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cloverdesk.api.auth import Credentials
from cloverdesk.api.environments import hosts_for
from cloverdesk.api.errors import Missing, NotAllowed, NotSignedIn, WrongMerchant
from cloverdesk.api.http import HttpClient
from cloverdesk.api.oauth import Challenge, OAuthService, authorize_address, web_base
from cloverdesk.api.session import ApiSession
from cloverdesk.app.browser import OpenBrowser, opened
from cloverdesk.app.local_server import in_time
from cloverdesk.app.loopback import CameBack, came_back, loopback
from cloverdesk.cli.host import SignedIn
from cloverdesk.domain.errors import DeskError, ExitCode
from cloverdesk.domain.message import Message
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.sign_in import SignIn
from cloverdesk.settings.apps import is_local

if TYPE_CHECKING:
    import asyncio

    from cloverdesk.cli.host import SignInRequest
    from cloverdesk.domain.clock import Clock
    from cloverdesk.domain.sign_in import TokenPair

WAIT_SECONDS = 300
"""How long a person may take on the sign-in page. Where the app is not installed, the page never comes back."""
_CODE = re.compile(r"[!-~]{1,512}", re.ASCII)


class SignInTimedOut(DeskError):
    """Nobody came back from the sign-in page. Params: minutes."""

    code = "app.sign_in_timed_out"
    exit_code = ExitCode.NOT_PERMITTED


class PasteUnusable(DeskError):
    """What was pasted is no code, or belongs to another attempt. It is never shown. No params."""

    code = "app.paste_unusable"
    exit_code = ExitCode.USAGE


class MerchantUnknown(DeskError):
    """Clover said nowhere which merchant signed in. No params."""

    code = "app.merchant_unknown"
    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an attempt needs of the program: its clock, its name for Clover and a browser.

    `transport` is one of the HTTP library's, which only `api` knows, in place of sockets.
    """

    clock: "Clock"
    user_agent: str
    open_browser: OpenBrowser
    transport: Any = None


async def sign_in(request: "SignInRequest", around: Surroundings) -> SignedIn:
    """One attempt, from the sign-in page to a pair of tokens whose merchant is known.

    Raises `SignInDenied`, `SignInTimedOut`, `PasteUnusable`, `PortTaken`, `CodeRefused`, `WrongMerchant`,
    `MerchantUnknown`, or what a call to Clover raises. Nothing has been kept then.
    """
    hosts = hosts_for(request.environment, request.url, request.apart)
    challenge = Challenge.make()
    back = await _went_and_came_back(request, challenge, around)
    headers = {"user-agent": around.user_agent, "accept": "application/json"}
    connect = partial(HttpClient, [hosts.platform], headers, around.transport, extra_ca=request.extra_ca)
    pair = await OAuthService(hosts.platform, connect).exchange(
        request.app.client_id, back.code, challenge.verifier
    )
    session = ApiSession(
        hosts,
        Credentials(pair.access),
        clock=around.clock,
        user_agent=around.user_agent,
        transport=around.transport,
        extra_ca=request.extra_ca,
    )
    try:
        return await _checked(request, back, pair, session)
    finally:
        await session.close()


async def _went_and_came_back(
    request: "SignInRequest", challenge: Challenge, around: Surroundings
) -> CameBack:
    base = web_base(request.environment, request.url, request.apart)
    page = partial(authorize_address, base, challenge=challenge, merchant_id=request.merchant_id)
    if not (request.use_browser and is_local(request.app.redirect)):
        address = page(app=request.app)
        request.show(address)
        if request.use_browser:
            await opened(around.open_browser, address)
        return pasted(await request.read_code(), challenge.state)
    async with loopback(request.app.redirect, challenge.state, around.clock) as ear:
        address = page(app=replace(request.app, redirect=ear.address))
        request.show(address)
        await opened(around.open_browser, address)
        return await _in_time(ear.heard, around.clock)


def pasted(text: str, state: str) -> CameBack:
    """What a person pasted: the code alone, or the whole address that the browser ended at.

    Raises `PasteUnusable` or `SignInDenied`.
    """
    text = text.strip()
    if "code=" in text or "://" in text:
        try:
            back = came_back(urlsplit(text).query, state)
        except ValueError:  # a broken address
            back = None
    else:
        back = CameBack(Secret(text), "", "") if _CODE.fullmatch(text) else None
    if back is None:
        raise PasteUnusable
    return back


async def _checked(
    request: "SignInRequest", back: CameBack, pair: "TokenPair", session: ApiSession
) -> SignedIn:
    """The sign-in, if its merchant is the one that was meant."""
    notes: tuple[Message, ...] = ()
    own = ""
    try:
        own = (await session.public_key()).merchant_id
    except (NotSignedIn, NotAllowed, Missing):
        notes = (Message("app.no_public_key"),)
    said = back.merchant_id or own
    if not said:
        raise MerchantUnknown
    meant = request.merchant_id or said
    for one in (said, own or said):
        if one != meant:
            raise WrongMerchant(merchant=meant, own=one, operation_name="authorize")
    return SignedIn(SignIn(pair, request.app.client_id, said, back.employee_id), notes)


async def _in_time(heard: "asyncio.Future[CameBack]", clock: "Clock") -> CameBack:
    """What is heard within `WAIT_SECONDS`. Raises `SignInTimedOut`, or what was heard instead."""
    try:
        return await in_time(heard, WAIT_SECONDS, clock)
    except TimeoutError:
        raise SignInTimedOut(minutes=WAIT_SECONDS // 60) from None
