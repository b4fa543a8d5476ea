"""Drives an installed Chromium over its debugging pipe: one page, typed and clicked into as a person would."""

import itertools
import json
import os
import re
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.aio import PATIENCE_S

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM = None if sys.platform == "win32" else next(filter(None, map(shutil.which, NAMES)), None)
"""The browser, or None: then nothing here works."""
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--remote-debugging-pipe"),
    # Nothing but this computer is reached, whatever the browser has in mind.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--window-size=560,1100",
)
_LAUNCH = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); "
    "os.execv(sys.argv[3], sys.argv[3:])"
)
"""The browser reads its pipe from 3 and writes to 4."""
_UNTIL = """new Promise((resolve) => {{
  const look = () => {{ if ({condition}) {{ watch.disconnect(); resolve(true); }} }};
  const watch = new MutationObserver(look);
  watch.observe(document, {{subtree: true, childList: true, attributes: true, characterData: true}});
  look();
}})"""
_MIDDLE = """(() => {{
  const box = document.querySelector({selector}).getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}})()"""
_CORNER = "(() => {{ const box = document.querySelector({selector}).getBoundingClientRect(); return [box.x, box.y]; }})()"


class NoBrowser(Exception):
    """What is installed does not start here."""


class PageBroke(AssertionError):
    """A script of the page threw."""


@dataclass
class Wire:
    """The debugging pipe: a call, and its answer. What the browser tells in between is kept in `told`."""

    into: int
    out: int
    told: list[dict[str, Any]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _raw: bytes = b""

    def call(self, method: str, session: str | None = None, **params: object) -> dict[str, Any]:
        """The result of a call. Raises AssertionError when the browser refuses it."""
        number = next(self._numbers)
        message: dict[str, object] = {"id": number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self.into, json.dumps(message).encode() + b"\0")
        while True:
            heard = self._hear()
            if heard.get("id") == number:
                assert "error" not in heard, (method, heard["error"])
                return dict(heard["result"])
            self.told.append(heard)

    def await_told(self, method: str) -> None:
        """Wait until the browser has told of something."""
        while not any(heard["method"] == method for heard in self.told):
            self.await_more()

    def await_more(self) -> None:
        """Wait until the browser tells anything."""
        self.told.append(self._hear())

    def _hear(self) -> dict[str, Any]:
        while b"\0" not in self._raw:
            ready, _, _ = select.select([self.out], [], [], PATIENCE_S)
            assert ready, "the browser says nothing"
            more = os.read(self.out, 1 << 16)
            assert more, "the browser is gone"
            self._raw += more
        first, _, self._raw = self._raw.partition(b"\0")
        return dict(json.loads(first))


@dataclass
class Page:
    """The one page. Frames are named by the `type` in their address; "" is the page itself."""

    wire: Wire
    session: str

    def open(self, url: str) -> None:
        """Go to an address and wait until it has loaded."""
        for domain in ("Page", "Runtime", "Log"):
            self._call(f"{domain}.enable")
        self.wire.told = [heard for heard in self.wire.told if heard["method"] != "Page.loadEventFired"]
        self._call("Page.navigate", url=url)
        self.wire.await_told("Page.loadEventFired")

    def ask(self, script: str, frame: str = "") -> Any:
        """What a script (or the promise that it is) comes to. Raises `PageBroke` if it throws."""
        answer = self._call(
            "Runtime.evaluate",
            expression=script,
            uniqueContextId=self._context(frame),
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in answer:
            raise PageBroke(answer["exceptionDetails"])
        return answer["result"].get("value")

    def until(self, condition: str, frame: str = "") -> None:
        """Wait until a condition holds in the document."""
        self.ask(_UNTIL.format(condition=condition), frame)

    def type(self, frame: str, text: str, field: str = "") -> None:
        """Click into a field and type; the field is named as its frame is unless told otherwise."""
        self.click(f"#{field or frame}", frame)
        self.insert(text)

    def insert(self, text: str) -> None:
        """Type where the cursor is."""
        self._call("Input.insertText", text=text)

    def press(self, key: str, code: int) -> None:
        """One key, such as Tab (9)."""
        for kind in ("rawKeyDown", "keyUp"):
            self._call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def click(self, selector: str, frame: str = "") -> None:
        """Click in the middle of what a selector finds, once it is there."""
        quoted = json.dumps(selector)
        self.until(f"document.querySelector({quoted})", frame)
        x, y = self._middle(quoted, frame)
        if self.ask(f"{y} < 0 || {y} >= innerHeight"):
            self.ask(f"scrollBy({{top: {y} - innerHeight / 2, behavior: 'instant'}})")
            x, y = self._middle(quoted, frame)
        for kind in ("mousePressed", "mouseReleased"):
            self._call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def _middle(self, quoted: str, frame: str) -> tuple[float, float]:
        left, top = 0.0, 0.0
        if frame:
            outer = json.dumps(f'iframe[src*="type={frame}&"]')
            left, top = self.ask(_CORNER.format(selector=outer))
        x, y = self.ask(_MIDDLE.format(selector=quoted), frame)
        return left + x, top + y

    def picture(self) -> str:
        """The page as a PNG, in base64."""
        return str(self._call("Page.captureScreenshot", format="png")["data"])

    def complaints(self) -> list[str]:
        """What the console and the page's scripts complained about so far."""
        found = []
        for heard in self.wire.told:
            if heard["method"] == "Runtime.exceptionThrown":
                found.append(json.dumps(heard["params"]["exceptionDetails"]))
            elif heard["method"] == "Log.entryAdded" and heard["params"]["entry"]["level"] == "error":
                found.append(json.dumps(heard["params"]["entry"]))
        return found

    def _call(self, method: str, **params: object) -> dict[str, Any]:
        return self.wire.call(method, self.session, **params)

    def _context(self, frame: str) -> str:
        """The place where a frame's scripts run, once the frame is there."""
        while True:
            tree = self._call("Page.getFrameTree")["frameTree"]
            wanted = [one["frame"]["id"] for one in _branches(tree) if _type(one["frame"]["url"]) == frame]
            alive = self._contexts()
            if wanted and wanted[0] in alive:
                return alive[wanted[0]]
            self.wire.await_more()

    def _contexts(self) -> dict[str, str]:
        alive: dict[str, str] = {}
        for heard in self.wire.told:
            if heard["method"] == "Runtime.executionContextCreated":
                context = heard["params"]["context"]
                alive[context["auxData"]["frameId"]] = context["uniqueId"]
            elif heard["method"] == "Runtime.executionContextDestroyed":
                gone = heard["params"]["executionContextUniqueId"]
                alive = {frame: context for frame, context in alive.items() if context != gone}
        return alive


def _branches(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield tree
    for child in tree.get("childFrames", []):
        yield from _branches(child)


def _type(url: str) -> str:
    found = re.search(r"/widget\.html\?type=(\w+)&", url)
    return found[1] if found else ""


@contextmanager
def browser(folder: Path) -> Iterator[Page]:
    """A browser with an empty page; `folder` is for its files. It is gone at the end. Raises `NoBrowser`."""
    (hears, into), (out, says) = (_high_pipe() for _ in range(2))
    process = _start(folder, hears, says)
    os.close(hears)
    os.close(says)
    try:
        wire = Wire(into, out)
        yield _first_page(wire)
        wire.call("Browser.close")
        process.wait(PATIENCE_S)
    finally:
        os.close(into)
        os.close(out)
        process.kill()
        process.wait()


def _start(folder: Path, hears: int, says: int) -> "subprocess.Popen[bytes]":
    """The process; what it keeps in a home goes to `folder`."""
    homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), str(folder))
    return subprocess.Popen(
        [
            *(sys.executable, "-S", "-c", _LAUNCH, str(hears), str(says)),
            *(CHROMIUM or "", *_FLAGS, f"--user-data-dir={folder / 'profile'}", "about:blank"),
        ],
        pass_fds=(hears, says),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **homes},
    )


def _first_page(wire: Wire) -> Page:
    try:
        targets = wire.call("Target.getTargets")["targetInfos"]
    except (AssertionError, OSError) as problem:
        raise NoBrowser(CHROMIUM) from problem
    (first, *_) = [one["targetId"] for one in targets if one["type"] == "page"]
    return Page(wire, wire.call("Target.attachToTarget", targetId=first, flatten=True)["sessionId"])


def _high_pipe() -> tuple[int, int]:
    """Both ends of a pipe, with numbers out of the way of 3 and 4."""
    import fcntl  # not on every system

    low = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in low]
    for end in low:
        os.close(end)
    return high[0], high[1]
