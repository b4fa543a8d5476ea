"""OAuth as Clover speaks it: the sign-in page's address, codes and refresh tokens, and every way they are refused."""

import base64
import hashlib
import logging
import re
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from cloverdesk.api import errors
from cloverdesk.api.http import HttpClient
from cloverdesk.api.oauth import (
    Challenge,
    CodeRefused,
    OAuthService,
    SignInEnded,
    authorize_address,
    web_base,
)
from cloverdesk.demo.accounts.oauth import client_secret
from cloverdesk.demo.options import MINUTE_MS, DemoOptions
from cloverdesk.domain.environment import Environment
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.sign_in import App, TokenPair
from tests.support.aio import NOON_MS, run
from tests.support.api import LOCAL, Reply, Script, answer
from tests.support.demo import Demo, demo_app
from tests.support.sign_in import code_of, service, signed_in

APP = App("AP9X4TESTAPP1", "http://127.0.0.1:51234/callback")
PAIR = {
    "access_token": "eyJhbGciOiJFUzI1NiJ9.example.a1",
    "access_token_expiration": 1767227400,
    "refresh_token": "clvroar-example-0001",
    "refresh_token_expiration": 1798761600,
}


def traded(*replies: Reply) -> tuple[TokenPair, Script]:
    """What comes of a refresh that is answered so, and what was asked."""
    script = Script(*replies)
    made = OAuthService(LOCAL, partial(HttpClient, [LOCAL], {"user-agent": "tests/1"}, script))
    return run(made.refresh("AP9X4TESTAPP1", Secret("clvroar-example-0000"))), script


def test_a_challenge_is_the_hash_of_its_verifier_and_no_two_are_alike() -> None:
    made = [Challenge.make() for _ in range(50)]
    for one in made:
        verifier = one.verifier.reveal()
        assert re.fullmatch(r"[A-Za-z0-9._~-]{43,128}", verifier)
        digest = hashlib.sha256(verifier.encode()).digest()
        assert one.challenge == base64.urlsafe_b64encode(digest).decode().rstrip("=")
        assert len(one.challenge) == 43
        assert verifier not in repr(one)
    assert len({one.verifier for one in made}) == len({one.state for one in made}) == 50


@pytest.mark.parametrize(
    ("environment", "url", "base"),
    [
        (Environment.SANDBOX, None, "https://sandbox.dev.clover.com"),
        (Environment.LIVE, None, "https://www.clover.com"),
        (Environment.CUSTOM, "https://shop.example/", "https://shop.example"),
        (Environment.DEMO, "http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ],
)
def test_where_the_browser_goes(environment: Environment, url: str | None, base: str) -> None:
    assert web_base(environment, url) == base


def test_the_address_of_the_page_says_what_clover_wants_and_keeps_the_verifier() -> None:
    challenge = Challenge.make()
    address = authorize_address("https://www.clover.com", APP, challenge, merchant_id="7MRCH4NT9KQ21")
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "https://www.clover.com/oauth/v2/authorize"
    assert parse_qs(parts.query) == {
        "client_id": ["AP9X4TESTAPP1"],
        "redirect_uri": ["http://127.0.0.1:51234/callback"],
        "response_type": ["code"],
        "state": [challenge.state],
        "code_challenge": [challenge.challenge],
        "code_challenge_method": ["S256"],
        "merchant_id": ["7MRCH4NT9KQ21"],
    }
    assert challenge.verifier.reveal() not in address
    assert "merchant_id" not in authorize_address("https://www.clover.com", APP, challenge)


def test_a_code_gives_a_pair_once_and_to_its_verifier_only() -> None:
    async def main(demo: Demo) -> None:
        challenge, oauth = Challenge.make(), service(demo)
        code = await code_of(demo, challenge)
        with pytest.raises(CodeRefused):
            await oauth.exchange(demo.identity.app_id, code, Challenge.make().verifier)
        with pytest.raises(CodeRefused):
            await oauth.exchange("ANOTHERAPP123", code, challenge.verifier)
        pair = await oauth.exchange(demo.identity.app_id, code, challenge.verifier)
        assert pair.access_expires_at == NOON_MS // 1000 + 30 * 60
        assert pair.refresh_expires_at == NOON_MS // 1000 + 365 * 86_400
        async with demo.client(pair.access.reveal()) as client:
            assert (await client.get("/v1/charges")).status_code == 200
        with pytest.raises(CodeRefused) as caught:
            await oauth.exchange(demo.identity.app_id, code, challenge.verifier)
        assert caught.value.exit_code == 5
        assert code.reveal() not in str(caught.value)

    with demo_app() as demo:
        run(main(demo))


@pytest.mark.parametrize("options", [DemoOptions(), DemoOptions(oauth_bad_code_is_401=True)])
def test_a_code_that_is_too_old(options: DemoOptions) -> None:
    async def main(demo: Demo) -> None:
        challenge = Challenge.make()
        code = await code_of(demo, challenge)
        demo.store.advance(6 * MINUTE_MS)
        with pytest.raises(CodeRefused):
            await service(demo).exchange(demo.identity.app_id, code, challenge.verifier)

    with demo_app(options=options) as demo:
        run(main(demo))


def test_a_refresh_token_works_once() -> None:
    async def main(demo: Demo) -> None:
        first = (await signed_in(demo)).pair
        oauth, app = service(demo), demo.identity.app_id
        second = await oauth.refresh(app, first.refresh)
        assert second.access != first.access
        assert second.refresh != first.refresh
        third = await oauth.refresh(app, second.refresh)
        for used in (first, second):
            with pytest.raises(SignInEnded):
                await oauth.refresh(app, used.refresh)
        with pytest.raises(SignInEnded):
            await oauth.refresh("ANOTHERAPP123", third.refresh)
        for malformed in ("", "clvroar-", "x" * 5000, "\N{SNOWMAN}"):
            with pytest.raises(SignInEnded):
                await oauth.refresh(app, Secret(malformed))

    with demo_app() as demo:
        run(main(demo))


async def _with_secret(demo: Demo, secret: Secret) -> Secret:
    """The refresh token of an app that has a server, and so a secret."""
    page = {"client_id": demo.identity.app_id, "redirect_uri": APP.redirect, "decision": "allow"}
    async with httpx.AsyncClient(transport=demo.transport, base_url=LOCAL) as client:
        at = (await client.get("/oauth/v2/authorize", params=page)).headers["location"]
        told = {"client_id": demo.identity.app_id, "client_secret": secret.reveal()}
        body = {**told, "code": httpx.URL(at).params["code"]}
        return Secret((await client.post("/oauth/v2/token", json=body)).json()["refresh_token"])


def test_what_only_an_app_with_a_secret_may_do_is_spoken_all_the_same() -> None:
    async def main(demo: Demo) -> None:
        oauth, app = service(demo), demo.identity.app_id
        secret = Secret(client_secret(demo.identity))
        lost = await _with_secret(demo, secret)
        await oauth.refresh(app, lost)
        with pytest.raises(SignInEnded):
            await oauth.recover(app, Secret("another"), lost)
        found = await oauth.recover(app, secret, lost)
        assert (await oauth.refresh(app, found.refresh)).access != found.access

    with demo_app() as demo:
        run(main(demo))


def test_a_token_of_the_first_oauth_becomes_a_code() -> None:
    async def main(demo: Demo) -> None:
        challenge, oauth, identity = Challenge.make(), service(demo), demo.identity
        legacy = Secret(identity.api_token)
        with pytest.raises(SignInEnded):
            await oauth.migrate(identity.app_id, identity.merchant_id, Secret("none"), challenge)
        found = await oauth.migrate(identity.app_id, identity.merchant_id, legacy, challenge)
        assert found.expires_at > NOON_MS // 1000
        assert found.code.reveal() not in repr(found)
        pair = await oauth.exchange(identity.app_id, found.code, challenge.verifier)
        assert pair.access_expires_at > NOON_MS // 1000

    with demo_app() as demo:
        run(main(demo))


def test_what_goes_out_is_json_without_a_client_secret() -> None:
    pair, script = traded(answer(PAIR))
    (request,) = script.requests
    assert (request.method, request.url.path) == ("POST", "/oauth/v2/refresh")
    assert request.headers["content-type"] == "application/json"
    assert request.headers["user-agent"] == "tests/1"
    assert "authorization" not in request.headers
    assert request.content == b'{"client_id":"AP9X4TESTAPP1","refresh_token":"clvroar-example-0000"}'
    assert pair.refresh.reveal() == "clvroar-example-0001"
    assert pair.access_expires_at == 1767227400


@pytest.mark.parametrize(
    ("told", "end"),
    [
        ({**PAIR, "access_token_expiration": "1767227400"}, 1767227400),
        ({"access_token": "a", "access_token_expiration": 1767227400}, 1767227400),
        ({"access_token": "a"}, 0),
    ],
)
def test_an_answer_may_say_less(told: dict[str, object], end: int) -> None:
    pair, _ = traded(answer(told))
    assert pair.access_expires_at == end
    assert bool(pair.refresh) == ("refresh_token" in told)


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (answer("{"), errors.BadAnswer),
        (answer({"refresh_token": "clvroar-example-0001"}), errors.BadAnswer),
        (answer({**PAIR, "access_token": ""}), errors.BadAnswer),
        (answer({**PAIR, "access_token_expiration": "eyJhbGciOiJFUzI1NiJ9.example.a1"}), errors.BadAnswer),
        (answer("<html>Sign in to the network</html>"), errors.BadAnswer),
        (answer("<html>No</html>", 401), errors.BadAnswer),
        (answer({}, 302, location="https://elsewhere.example"), errors.BadAnswer),
        (answer({}, 404), errors.BadAnswer),
        (answer({}, 415), errors.BadAnswer),
        (answer({"message": "Invalid refresh token"}, 401), SignInEnded),
        (answer("", 401), SignInEnded),
        (answer({"message": "Invalid OAuth credentials"}, 400), SignInEnded),
        (answer({}, 429, retry_after="7"), errors.RateLimited),
        (answer({}, 503), errors.ServerTrouble),
        (httpx.ConnectError("no route"), errors.Unreachable),
        (httpx.ReadTimeout("silence"), errors.NoAnswer),
        (httpx.RemoteProtocolError("cut"), errors.NoAnswer),
        (httpx.ProxyError("407"), errors.ProxyRefused),
    ],
)
def test_every_other_answer_is_a_failure_that_quotes_no_token(reply: Reply, failure: type[Exception]) -> None:
    with pytest.raises(failure) as caught:
        traded(reply)
    assert type(caught.value) is failure
    assert "example" not in str(caught.value)


def test_no_log_names_a_token(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    caplog.set_level(logging.DEBUG)
    traded(answer(PAIR))
    with pytest.raises(errors.NoAnswer):
        traded(httpx.ReadTimeout("silence"))
    ours = [one.getMessage() for one in caplog.records if one.name.startswith("cloverdesk")]
    assert ours == ["POST /oauth/v2/refresh 200", "POST /oauth/v2/refresh timeout"]
    assert "clvroar" not in caplog.text
