"""Signing in: out to the browser, back over loopback or by hand, and never as somebody else."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import pytest

from cloverdesk.api.errors import WrongMerchant
from cloverdesk.api.oauth import CodeRefused
from cloverdesk.app.loopback import CameBack, PortTaken, SignInDenied, loopback
from cloverdesk.app.sign_in import (
    MerchantUnknown,
    PasteUnusable,
    SignInTimedOut,
    Surroundings,
    pasted,
    sign_in,
)
from cloverdesk.cli.host import SignedIn, SignInRequest
from cloverdesk.demo.options import DemoOptions
from cloverdesk.domain.environment import Environment
from cloverdesk.domain.sign_in import App
from tests.support.aio import ManualClock, run
from tests.support.demo import DEMO_URL, Demo, demo_app
from tests.support.sign_in import REDIRECT

Visit = Callable[[str], Awaitable[None]]


@dataclass
class Person:
    """Somebody at a browser, who does on the sign-in page what they are told to."""

    demo: Demo
    decision: str = "allow"
    clock: ManualClock = field(default_factory=ManualClock)
    shown: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    pages: list[httpx.Response] = field(default_factory=list)
    paste: Callable[[str], str] = str
    visit: Visit | None = None

    async def allow(self, address: str) -> str:
        """Where the sign-in page goes back to."""
        async with httpx.AsyncClient(transport=self.demo.transport) as client:
            answer = await client.get(f"{address}&decision={self.decision}")
        return str(answer.headers["location"])

    async def go(self, address: str) -> None:
        """The whole way of a browser: the page, and back to whoever listens."""
        async with httpx.AsyncClient(trust_env=False) as client:
            self.pages.append(await client.get(await self.allow(address)))

    def open(self, address: str) -> bool:
        """What `webbrowser.open` is."""
        self.opened.append(address)
        self._loop.call_soon_threadsafe(self._begin_visit, address)
        return True

    def _begin_visit(self, address: str) -> None:
        self._visit = self._loop.create_task((self.visit or self.go)(address))
        self._visit.add_done_callback(lambda ended: ended.exception() and self._attempt.cancel())

    async def sign_in(self, **more: Any) -> SignedIn:
        """One attempt."""
        self._loop = asyncio.get_running_loop()

        async def read_code() -> str:
            return self.paste(await self.allow(self.shown[-1]))

        asked = SignInRequest(
            environment=Environment.CUSTOM,
            url=DEMO_URL,
            app=App(self.demo.identity.app_id, "http://127.0.0.1/callback"),
            merchant_id="",
            use_browser=True,
            show=self.shown.append,
            read_code=read_code,
        )
        around = Surroundings(self.clock, "tests/1", self.open, self.demo.transport)
        self._visit = None
        self._attempt = self._loop.create_task(sign_in(replace(asked, **more), around))
        try:
            return await self._attempt
        finally:
            if self._visit is not None:
                await self._visit  # what went wrong in the browser is told first


def at_the_page(script: Callable[[Person], Awaitable[None]], **options: Any) -> None:
    """Run a script about a person at the sign-in page of a demo store with these options."""

    async def main(demo: Demo) -> None:
        await script(Person(demo))

    with demo_app(options=DemoOptions(**options)) as demo:
        run(main(demo))


def test_through_the_browser_and_back() -> None:
    async def script(person: Person) -> None:
        signed = await person.sign_in()
        identity = person.demo.identity
        assert (signed.sign_in.merchant_id, signed.sign_in.client_id) == (
            identity.merchant_id,
            identity.app_id,
        )
        assert signed.sign_in.employee_id
        assert signed.notes == ()
        assert person.shown == person.opened
        (page,) = person.pages
        assert (page.status_code, "You can close this page" in page.text) == (200, True)
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
        assert page.url.params["code"] not in page.text
        async with person.demo.client(signed.sign_in.pair.access.reveal()) as client:
            assert (await client.get("/v1/charges")).status_code == 200
        async with httpx.AsyncClient(trust_env=False) as client:
            with pytest.raises(httpx.ConnectError):  # it heard one redirect, and is gone
                await client.get(page.url)

    at_the_page(script)


def test_nothing_secret_goes_to_the_browser() -> None:
    async def script(person: Person) -> None:
        signed = await person.sign_in()
        address = httpx.URL(person.opened[0])
        assert set(address.params) == {
            "client_id",
            "redirect_uri",
            "response_type",
            "state",
            "code_challenge",
            "code_challenge_method",
        }
        for secret in (signed.sign_in.pair.access, signed.sign_in.pair.refresh):
            assert secret.reveal() not in str(address)

    at_the_page(script)


def test_somebody_says_no() -> None:
    async def script(person: Person) -> None:
        person.decision = "deny"
        with pytest.raises(SignInDenied) as caught:
            await person.sign_in()
        assert caught.value.exit_code == 8
        assert person.pages[0].status_code == 200

    at_the_page(script)


def test_nobody_comes_back() -> None:
    async def script(person: Person) -> None:
        async def stay(_address: str) -> None:
            await asyncio.get_running_loop().create_task(person.clock.advance(299))
            assert person.clock.sleepers
            await person.clock.advance(1)

        person.visit = stay
        with pytest.raises(SignInTimedOut, match="App Market") as caught:
            await person.sign_in()
        assert caught.value.exit_code == 5

    at_the_page(script)


@pytest.mark.parametrize("use_browser", [True, False])
def test_a_site_of_the_app_is_gone_back_to_by_hand(use_browser: bool) -> None:
    async def script(person: Person) -> None:
        app = App(person.demo.identity.app_id, "https://shop.example/back")
        visited = []

        async def look(address: str) -> None:
            visited.append(address)

        person.visit = look
        signed = await person.sign_in(app=app, use_browser=use_browser)
        assert signed.sign_in.merchant_id == person.demo.identity.merchant_id
        assert len(person.opened) == use_browser

    at_the_page(script, oauth_site_url="https://shop.example")


def only_code(address: str) -> str:
    return f"  {httpx.URL(address).params['code']}\n"


def test_the_code_alone_will_do_and_clover_says_whose_it_is() -> None:
    async def script(person: Person) -> None:
        person.paste = only_code
        signed = await person.sign_in(use_browser=False)
        assert signed.sign_in.merchant_id == person.demo.identity.merchant_id
        assert signed.sign_in.employee_id == ""
        assert person.opened == []

    at_the_page(script)


@pytest.mark.parametrize(
    ("paste", "failure"),
    [
        (lambda _: "", PasteUnusable),
        (lambda _: "two words", PasteUnusable),
        (lambda _: "http://127.0.0.1/callback", PasteUnusable),
        (lambda _: "http://[127.0.0.1/callback?code=a", PasteUnusable),
        (lambda _: "http://127.0.0.1/callback?code=a&state=another", PasteUnusable),
        (lambda address: address.partition("&state=")[0], PasteUnusable),
        (lambda address: address + "&code=second", PasteUnusable),
        (lambda _: "x" * 513, PasteUnusable),
        (lambda _: "3f1c8a52-7b0e-4a7e-9d55-1c20b4f7a6e1", CodeRefused),
    ],
)
def test_what_is_not_this_sign_in_is_refused_and_not_shown(
    paste: Callable[[str], str], failure: type[Exception]
) -> None:
    async def script(person: Person) -> None:
        person.paste = paste
        with pytest.raises(failure) as caught:
            await person.sign_in(use_browser=False)
        assert "3f1c8a52" not in str(caught.value)

    at_the_page(script)


def test_a_pasted_no_is_a_no() -> None:
    with pytest.raises(SignInDenied):
        pasted("http://127.0.0.1/?error=access_denied&state=s", "s")


def test_another_merchant_is_told_before_anything_is_kept() -> None:
    async def script(person: Person) -> None:
        person.paste = only_code
        with pytest.raises(WrongMerchant, match="ANOTHER123456") as caught:
            await person.sign_in(use_browser=False, merchant_id="ANOTHER123456")
        assert caught.value.exit_code == 5

    # The page itself knows better: it is asked for one merchant only.
    async def refused(person: Person) -> None:
        with pytest.raises(KeyError):
            await person.sign_in(use_browser=False, merchant_id="ANOTHER123456")

    async def rewritten(person: Person) -> None:
        own = person.demo.identity.merchant_id
        person.paste = lambda address: address.replace(own, "ANOTHER123456")
        with pytest.raises(WrongMerchant, match=own):
            await person.sign_in(use_browser=False)

    at_the_page(refused)
    at_the_page(rewritten)

    async def asked_without(person: Person) -> None:
        plain = person.allow

        async def allow(address: str) -> str:
            return await plain(address.replace("&merchant_id=ANOTHER123456", ""))

        person.allow = allow  # type: ignore[method-assign]
        await script(person)

    at_the_page(asked_without)


def test_a_merchant_without_the_public_key() -> None:
    async def noted(person: Person) -> None:
        signed = await person.sign_in()
        assert [note.code for note in signed.notes] == ["app.no_public_key"]
        assert signed.sign_in.merchant_id == person.demo.identity.merchant_id

    async def unknown(person: Person) -> None:
        person.paste = only_code
        with pytest.raises(MerchantUnknown):
            await person.sign_in(use_browser=False)

    for script in (noted, unknown):
        at_the_page(script, permissions_missing=frozenset({"Online payments"}))


@asynccontextmanager
async def ear(state: str = "right") -> AsyncIterator[tuple[Any, httpx.AsyncClient]]:
    async with (
        loopback(REDIRECT.replace(":51234", ""), state) as heard,
        httpx.AsyncClient(trust_env=False) as client,
    ):
        yield heard, client


def test_whatever_else_comes_to_the_door_is_not_heard() -> None:
    async def main() -> None:
        async with ear() as (door, client):
            base = door.address.removesuffix("/callback")
            good = f"{door.address}?code=c&state=right"
            strangers = [
                await client.get(f"{base}/"),
                await client.get(f"{base}/favicon.ico"),
                await client.get(f"{base}/callback/more?code=c&state=right"),
                await client.post(good),
                await client.get(good, headers={"host": "evil.example"}),
                await client.get(good, headers={"host": ""}),
            ]
            assert [one.status_code for one in strangers] == [404] * 6
            wrong = [
                await client.get(door.address),
                await client.get(f"{door.address}?code=c"),
                await client.get(f"{door.address}?code=c&state=wrong"),
                await client.get(f"{door.address}?state=right"),
                await client.get(f"{door.address}?merchant_id=M&state=right"),
                await client.get(f"{door.address}?code=c&code=d&state=right"),
                await client.get(f"{door.address}?error=access_denied&state=wrong"),
                await client.get(f"{door.address}?" + "&".join(f"a{n}=b" for n in range(50))),
            ]
            assert [one.status_code for one in wrong] == [400] * 8
            await _raw(door.address, b"\x16\x03\x01 no browser\r\n\r\n")
            await _raw(door.address, b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n")
            assert not door.heard.done()
            assert (await client.get(f"{good}&merchant_id=M&employee_id=E")).status_code == 200
            assert (await client.get(f"{door.address}?code=later&state=right")).status_code == 200
            assert await door.heard == CameBack(
                code=(await door.heard).code, merchant_id="M", employee_id="E"
            )
            assert (await door.heard).code.reveal() == "c"

    run(main())


async def _raw(address: str, content: bytes) -> None:
    url = httpx.URL(address)
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(content)
    with_answer = await reader.read()
    assert b"200" not in with_answer[:20]
    writer.close()


def test_a_browser_that_only_connects_holds_nothing_up() -> None:
    async def main() -> None:
        async with ear() as (door, client):
            url = httpx.URL(door.address)
            _, writer = await asyncio.open_connection(url.host, url.port)
            assert (await client.get(f"{door.address}?code=c&state=right")).status_code == 200
        writer.close()

    run(main())


def test_only_this_computer_can_come_in() -> None:
    async def main() -> None:
        async with loopback("http://localhost/back", "s") as door:
            assert door.address.startswith("http://localhost:")
            port = httpx.URL(door.address).port
            assert port is not None
            with socket.socket() as probe:  # nobody listens on any other address of this computer
                probe.bind(("127.0.0.2", port))

    run(main())


def test_a_port_that_is_taken_is_told() -> None:
    async def main() -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            with pytest.raises(PortTaken, match=str(port)) as caught:
                async with loopback(f"http://127.0.0.1:{port}/callback", "s"):
                    raise AssertionError("it cannot listen")
            assert caught.value.exit_code == 2

    run(main())


def test_the_words_of_a_browser_stay_out_of_our_output() -> None:
    program = "from cloverdesk.app.browser import open_browser; print(open_browser('http://127.0.0.1:9/'))"
    noisy = f"{sys.executable} -c \"print('noise')\" %s"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "BROWSER": noisy},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (ran.stdout, ran.stderr) == ("True\n", "noise\n")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_no_browser_is_tried() -> None:
    program = "from cloverdesk.app.browser import open_browser; print(open_browser('http://127.0.0.1:9/'))"
    bare = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "BROWSER"}
    }
    ran = subprocess.run(
        [sys.executable, "-c", program], env=bare, capture_output=True, text=True, check=True
    )
    assert (ran.stdout, ran.stderr) == ("False\n", "")
