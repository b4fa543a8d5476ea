"""Signing in: the page, the way back, codes for tokens, and tokens for newer ones."""

import base64
import hashlib
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest

from cloverdesk.demo.accounts.oauth import client_secret
from cloverdesk.demo.app import create_app
from cloverdesk.demo.options import DAY_MS, MINUTE_MS, DemoOptions
from cloverdesk.demo.store import GRANT
from tests.support.aio import NOON_MS
from tests.support.demo import Demo, DemoTransport, play

BACK = "http://127.0.0.1:51234/callback"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
NOON_S = NOON_MS // 1000
AT_ONCE = DemoOptions(oauth_asks=False)


class _Form(HTMLParser):
    """The fields of a page's form, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self.buttons: dict[str, str] = {}
        self.people: dict[str, str] = {}
        self.action = self.text = self._value = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = told["action"]
        if tag == "input":
            self.fields.append((told["name"], told["value"]))
        self._value = told["value"] if tag in {"button", "option"} else ""
        self._tag = tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._value:
            (self.buttons if self._tag == "button" else self.people)[data] = self._value
            self._value = ""


def _asked(demo: Demo, **more: str | None) -> dict[str, str]:
    asked = {
        "client_id": demo.identity.app_id,
        "redirect_uri": BACK,
        "response_type": "code",
        "state": "af0ifjsldkj",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        **more,
    }
    return {name: value for name, value in asked.items() if value is not None}


async def _authorize(demo: Demo, client: httpx.AsyncClient, **more: str | None) -> httpx.Response:
    return await client.get("/oauth/v2/authorize", params=_asked(demo, **more), headers={"authorization": ""})


async def _code(demo: Demo, client: httpx.AsyncClient, **more: str | None) -> str:
    answer = await _authorize(demo, client, decision="allow", **more)
    assert answer.status_code == 302, answer.text
    return httpx.URL(answer.headers["location"]).params["code"]


async def _post(demo: Demo, client: httpx.AsyncClient, what: str, **told: object) -> httpx.Response:
    body = {"client_id": demo.identity.app_id, **told}
    return await client.post(f"/oauth/v2/{what}", json=body, headers={"authorization": ""})


async def _pair(demo: Demo, client: httpx.AsyncClient, **more: object) -> dict[str, Any]:
    code = await _code(demo, client)
    answer = await _post(demo, client, "token", code=code, code_verifier=VERIFIER, **more)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def _server_pair(demo: Demo, client: httpx.AsyncClient) -> dict[str, Any]:
    code = await _code(demo, client, code_challenge=None, code_challenge_method=None)
    secret = client_secret(demo.identity)
    return dict((await _post(demo, client, "token", code=code, client_secret=secret)).json())


async def _opens(demo: Demo, client: httpx.AsyncClient, token: str) -> bool:
    headers = {"authorization": f"Bearer {token}"}
    urls = ("/v1/charges", f"/v3/merchants/{demo.identity.merchant_id}", "/pakms/apikey")
    statuses = {(await client.get(url, headers=headers)).status_code for url in urls}
    assert statuses in ({200}, {401})
    return statuses == {200}


def test_the_challenge_of_the_standard() -> None:
    digest = hashlib.sha256(VERIFIER.encode()).digest()
    assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == CHALLENGE


def test_the_page_asks_and_its_form_goes_back_to_the_app() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        page = await _authorize(demo, client)
        assert page.status_code == 200
        assert page.headers["content-type"].startswith("text/html")
        assert "script" not in page.text
        form = _Form(page.text)
        assert list(form.buttons) == ["Allow", "Deny"]
        assert "Maple & Main" in form.text
        assert len(form.people) == 9
        fields = [
            *form.fields,
            ("employee_id", form.people["Sam Ortiz"]),
            ("decision", form.buttons["Allow"]),
        ]
        answer = await client.get(form.action, params=fields)
        assert answer.status_code == 302
        location = httpx.URL(answer.headers["location"])
        assert str(location).startswith(BACK + "?")
        assert dict(location.params) == {
            "merchant_id": demo.identity.merchant_id,
            "client_id": demo.identity.app_id,
            "employee_id": form.people["Sam Ortiz"],
            "code": location.params["code"],
            "state": "af0ifjsldkj",
        }
        url = f"/v3/merchants/{demo.identity.merchant_id}/employees/{location.params['employee_id']}"
        assert (await client.get(url)).json()["name"] == "Sam Ortiz"
        tokens = await _post(demo, client, "token", code=location.params["code"], code_verifier=VERIFIER)
        assert await _opens(demo, client, tokens.json()["access_token"])

    play(script)


def test_denying_goes_back_without_a_code_or_stays_where_switched() -> None:
    async def back(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await _authorize(demo, client, decision="deny")
        assert answer.headers["location"] == f"{BACK}?error=access_denied&state=af0ifjsldkj"

    async def stays(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await _authorize(demo, client, decision="deny")
        assert (answer.status_code, "location" in answer.headers) == (200, False)
        assert "not let in" in answer.text

    play(back)
    play(stays, options=DemoOptions(oauth_denial_returns=False))


def test_it_goes_back_at_once_and_names_the_owner_or_nobody_where_switched() -> None:
    async def owner(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await _authorize(demo, client, state=None, employee_id="NOBODY0000000")
        told = httpx.URL(answer.headers["location"]).params
        url = f"/v3/merchants/{demo.identity.merchant_id}/employees/{told['employee_id']}"
        assert (await client.get(url)).json()["isOwner"] is True
        assert "state" not in told

    async def nobody(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await _authorize(demo, client)
        assert "employee_id" not in httpx.URL(answer.headers["location"]).params

    play(owner, options=AT_ONCE)
    play(nobody, options=DemoOptions(oauth_asks=False, oauth_names_employee=False))


def test_what_the_app_sends_is_no_part_of_the_page() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        state = '"><script>alert(1)</script>'
        page = await _authorize(demo, client, state=state)
        assert "<script" not in page.text
        assert ("state", state) in _Form(page.text).fields
        back = await _authorize(demo, client, state=state, decision="allow", redirect_uri=BACK + "?a=b&c")
        location = httpx.URL(back.headers["location"])
        assert (location.params["a"], location.params["state"]) == ("b", state)

    play(script)


def test_the_page_of_the_quebec_store_is_french() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        demo.store.make_note("merchant", "ca")
        assert list(_Form((await _authorize(demo, client)).text).buttons) == ["Autoriser", "Refuser"]

    play(script)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"client_id": "AP9X4TESTAPP1"}, "client_id"),
        ({"client_id": None}, "client_id"),
        ({"redirect_uri": None}, "redirect_uri"),
        ({"redirect_uri": "https://app.example.com/callback"}, "redirect_uri"),
        ({"redirect_uri": "http://127.0.0.1.example.com/"}, "redirect_uri"),
        ({"redirect_uri": "http://127.0.0.1@example.com/"}, "redirect_uri"),
        ({"redirect_uri": "http://example.com\\@127.0.0.1/"}, "redirect_uri"),
        ({"redirect_uri": "https://127.0.0.1/callback"}, "redirect_uri"),
        ({"redirect_uri": "javascript:alert(1)"}, "redirect_uri"),
        ({"redirect_uri": BACK + "#fragment"}, "redirect_uri"),
        ({"redirect_uri": BACK + "\r\nx: y"}, "redirect_uri"),
        ({"redirect_uri": "http://[127.0.0.1/"}, ""),
        ({"response_type": "token"}, "response_type"),
        ({"code_challenge": "short"}, "code_challenge"),
        ({"code_challenge": CHALLENGE[:-1] + "="}, "code_challenge"),
        ({"code_challenge_method": "plain"}, "code_challenge_method"),
        ({"merchant_id": "7MRCH4NT9KQ21"}, "merchant_id"),
    ],
)
def test_a_request_that_is_wrong_stays_on_the_page(change: dict[str, str | None], named: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await _authorize(demo, client, **change)
        assert (answer.status_code, "location" in answer.headers) == (400, False)
        assert named in answer.text

    play(script, options=AT_ONCE)


@pytest.mark.parametrize(
    ("back", "goes"),
    [
        ("https://app.example.com/desk", True),
        ("https://app.example.com/desk/callback?a=b", True),
        (None, True),
        ("https://app.example.com/desktop", False),
        ("https://app.example.com/desk/../admin", False),
        ("http://app.example.com/desk", False),
        ("https://app.example.com:8443/desk", False),
        ("http://localhost:1/", False),
    ],
)
def test_the_apps_own_site(back: str | None, goes: bool) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        answer = await _authorize(demo, client, redirect_uri=back)
        assert answer.status_code == (302 if goes else 400)
        if goes:
            assert answer.headers["location"].startswith("https://app.example.com/desk")

    site = "https://app.example.com/desk"
    play(script, options=DemoOptions(oauth_asks=False, oauth_site_url=site, oauth_loopback=False))


def test_an_app_that_is_not_installed_gets_no_code_and_its_tokens_open_nothing() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        pair, code = await _pair(demo, client), await _code(demo, client)
        demo.transport = DemoTransport(create_app(demo.store, DemoOptions(oauth_app_installed=False)))
        async with demo.client() as later:
            answer = await _authorize(demo, later, decision="allow")
            assert (answer.status_code, "location" in answer.headers) == (200, False)
            assert "App Market" in answer.text
            assert not await _opens(demo, later, pair["access_token"])
            refused = await _post(demo, later, "refresh", refresh_token=pair["refresh_token"])
            assert (refused.status_code, refused.json()) == (401, {"message": "Invalid refresh token"})
            late = await _post(demo, later, "token", code=code, code_verifier=VERIFIER)
            assert late.status_code == 400

    play(script)


def test_a_code_is_exchanged_for_a_pair_that_opens_everything_until_it_expires() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        pair = await _pair(demo, client)
        assert pair == {
            "access_token": pair["access_token"],
            "access_token_expiration": NOON_S + 30 * 60,
            "refresh_token": pair["refresh_token"],
            "refresh_token_expiration": NOON_S + 365 * 24 * 3600,
        }
        assert await _opens(demo, client, pair["access_token"])
        assert not await _opens(demo, client, pair["refresh_token"])
        demo.store.advance(30 * MINUTE_MS - 1)
        assert await _opens(demo, client, pair["access_token"])
        demo.store.advance(1)
        assert not await _opens(demo, client, pair["access_token"])

    play(script)


@pytest.mark.parametrize("where", ["body", "query"])
def test_an_app_may_do_without_a_refresh_token(where: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        told: dict[str, object] = {"client_id": demo.identity.app_id, "code_verifier": VERIFIER}
        told["code"] = await _code(demo, client)
        params = {"no_refresh_token": "true"} if where == "query" else {}
        if where == "body":
            told["no_refresh_token"] = True
        pair = (await client.post("/oauth/v2/token", json=told, params=params)).json()
        assert set(pair) == {"access_token", "access_token_expiration"}

    play(script)


def test_a_code_works_once_and_for_a_while() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        code = await _code(demo, client)
        told = {"code": code, "code_verifier": VERIFIER}
        assert (await _post(demo, client, "token", **told)).status_code == 200
        again = await _post(demo, client, "token", **told)
        assert (again.status_code, again.json()) == (
            400,
            {"message": "Failed to validate authentication code"},
        )
        late = await _code(demo, client)
        demo.store.advance(5 * MINUTE_MS)
        expired = await _post(demo, client, "token", code=late, code_verifier=VERIFIER)
        assert expired.status_code == 400

    play(script)


@pytest.mark.parametrize("status", [400, 401])
@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"code_verifier": VERIFIER[:-1] + "x"}, "Failed to validate authentication code"),
        ({"code_verifier": "short"}, "Failed to validate authentication code"),
        ({}, "Failed to validate authentication code"),
        ({"client_secret": "{secret}"}, "Failed to validate authentication code"),
        ({"code_verifier": VERIFIER, "client_id": "AP9X4TESTAPP1"}, "Invalid OAuth credentials"),
        ({"code_verifier": VERIFIER, "code": "x"}, "Failed to validate authentication code"),
    ],
)
def test_what_does_not_fit_the_code(told: dict[str, object], message: str, status: int) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        code = await _code(demo, client)
        filled = {
            name: client_secret(demo.identity) if value == "{secret}" else value
            for name, value in told.items()
        }
        answer = await _post(demo, client, "token", **{"code": code, **filled})
        assert (answer.status_code, answer.json()) == (status, {"message": message})
        assert (await _post(demo, client, "token", code=code, code_verifier=VERIFIER)).status_code == 200

    play(script, options=DemoOptions(oauth_bad_code_is_401=status == 401))


def test_an_app_with_a_server_shows_its_secret() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        code = await _code(demo, client, code_challenge=None, code_challenge_method=None)
        for wrong in ({"client_secret": "00000000-example-secret"}, {"code_verifier": VERIFIER}):
            answer = await _post(demo, client, "token", code=code, **wrong)
            assert (answer.status_code, answer.json()) == (400, {"message": "Invalid OAuth credentials"})
        right = await _post(demo, client, "token", code=code, client_secret=client_secret(demo.identity))
        assert await _opens(demo, client, right.json()["access_token"])

    play(script)


@pytest.mark.parametrize("path", ["v2/token", "v2/refresh", "v2/recovery", "token/migrate_v2"])
def test_json_only(path: str) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        form = await client.post(f"/oauth/{path}", data={"client_id": demo.identity.app_id})
        assert (form.status_code, form.json()) == (415, {"message": "HTTP 415 Unsupported Media Type"})
        json_type = {"content-type": "application/json; charset=utf-8"}
        broken = await client.post(f"/oauth/{path}", content=b"{", headers=json_type)
        assert (broken.status_code, list(broken.json())) == (400, ["message"])
        empty = await client.post(f"/oauth/{path}", content=b"{}", headers=json_type)
        assert (empty.status_code, empty.json()["message"][-11:]) == (400, "is required")

    play(script)


def test_a_refresh_token_works_once() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        old = await _pair(demo, client)
        demo.store.advance(20 * MINUTE_MS)
        new = (await _post(demo, client, "refresh", refresh_token=old["refresh_token"])).json()
        assert new["access_token_expiration"] == old["access_token_expiration"] + 20 * 60
        assert not set(new.values()) & {old["access_token"], old["refresh_token"]}
        assert await _opens(demo, client, old["access_token"])
        again = await _post(demo, client, "refresh", refresh_token=old["refresh_token"])
        assert (again.status_code, again.json()) == (401, {"message": "Invalid refresh token"})
        assert "x-clover-recovery-available" not in again.headers
        assert (await _post(demo, client, "refresh", refresh_token=new["refresh_token"])).status_code == 200
        for wrong in (new["access_token"], "clvroar-unknown"):
            assert (await _post(demo, client, "refresh", refresh_token=wrong)).status_code == 401

    play(script)


def test_a_refresh_that_fails_in_transit_has_still_used_the_token_up() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        pair = await _pair(demo, client)
        demo.trouble({"operation": "refreshTokens", "nth": 1, "after": {"drop": True}})
        with pytest.raises(httpx.RemoteProtocolError):
            await _post(demo, client, "refresh", refresh_token=pair["refresh_token"])
        assert (await _post(demo, client, "refresh", refresh_token=pair["refresh_token"])).status_code == 401

    play(script)


def test_refresh_tokens_expire_and_only_so_many_live() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        pairs = [await _pair(demo, client) for _ in range(3)]
        oldest = await _post(demo, client, "refresh", refresh_token=pairs[0]["refresh_token"])
        assert oldest.status_code == 401
        renewed = (await _post(demo, client, "refresh", refresh_token=pairs[1]["refresh_token"])).json()
        assert (
            await _post(demo, client, "refresh", refresh_token=pairs[2]["refresh_token"])
        ).status_code == 200
        demo.store.advance(365 * DAY_MS)
        late = await _post(demo, client, "refresh", refresh_token=renewed["refresh_token"])
        assert late.status_code == 401

    play(script, options=DemoOptions(oauth_live_refresh_tokens=2))


def test_a_lost_answer_is_recovered_by_an_app_with_a_server() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        first = (await _server_pair(demo, client))["refresh_token"]
        lost = (await _post(demo, client, "refresh", refresh_token=first)).json()["refresh_token"]
        again = await _post(demo, client, "refresh", refresh_token=first)
        assert (again.status_code, again.headers["x-clover-recovery-available"]) == (401, "true")
        secret = {"client_secret": client_secret(demo.identity)}
        wrong = await _post(demo, client, "recovery", recovery_token=first, client_secret="no")
        assert wrong.status_code == 400
        demo.store.advance(14 * DAY_MS - 1)
        answer = await _post(demo, client, "recovery", recovery_token=first, **secret)
        assert await _opens(demo, client, answer.json()["access_token"])
        assert (await _post(demo, client, "refresh", refresh_token=lost)).status_code == 401
        newest = await _post(demo, client, "recovery", recovery_token=first, **secret)
        used = newest.json()["refresh_token"]
        assert (await _post(demo, client, "refresh", refresh_token=used)).status_code == 200
        no_more = await _post(demo, client, "recovery", recovery_token=first, **secret)
        assert (no_more.status_code, no_more.json()) == (401, {"message": "Invalid refresh token"})
        demo.store.advance(14 * DAY_MS)
        late = await _post(demo, client, "recovery", recovery_token=used, **secret)
        assert late.status_code == 401

    play(script)


def test_an_app_without_a_server_recovers_nothing() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        used = (await _pair(demo, client))["refresh_token"]
        await _post(demo, client, "refresh", refresh_token=used)
        secret = client_secret(demo.identity)
        answer = await _post(demo, client, "recovery", recovery_token=used, client_secret=secret)
        assert answer.status_code == 401

    play(script)


@pytest.mark.parametrize("challenge", [CHALLENGE, None])
def test_a_token_that_never_expires_is_moved(challenge: str | None) -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        known = demo.identity
        told = {"merchant_uuid": known.merchant_id, "app_uuid": known.app_id, "auth_token": known.api_token}
        body = {**told, "code_challenge": challenge} if challenge else told
        answer = (await client.post("/oauth/token/migrate_v2", json=body)).json()
        assert answer["expiration"] == NOON_S + 5 * 60
        proof = {"code_verifier": VERIFIER} if challenge else {"client_secret": client_secret(known)}
        tokens = await _post(demo, client, "token", code=answer["authorization_code"], **proof)
        assert await _opens(demo, client, tokens.json()["access_token"])
        for name in told:
            wrong = await client.post("/oauth/token/migrate_v2", json={**body, name: "no"})
            assert wrong.status_code == 401
        bad = await client.post("/oauth/token/migrate_v2", json={**told, "code_challenge": "no"})
        assert bad.status_code == 400

    play(script)


def test_no_token_is_kept_as_it_is_and_the_dead_are_forgotten() -> None:
    async def script(demo: Demo, client: httpx.AsyncClient) -> None:
        code = await _code(demo, client)
        pair = await _pair(demo, client)
        kept = repr(demo.store.all_of(GRANT))
        assert len(demo.store.all_of(GRANT)) == 3
        for secret in (code, pair["access_token"], pair["refresh_token"], client_secret(demo.identity)):
            assert secret not in kept
        demo.store.advance(DAY_MS)
        await _post(demo, client, "refresh", refresh_token=pair["refresh_token"])
        assert len(demo.store.all_of(GRANT)) == 3

    play(script)
