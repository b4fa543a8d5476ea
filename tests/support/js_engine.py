"""Runs scripts of hosted fields in Qt's JavaScript engine: the page that the SDK meets is a few objects, told apart here.

A test plays the frames: it looks at what was posted to one and says what it answers.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QJSEngine, QJSValue

HOSTED = Path(__file__).parents[2] / "cloverdesk" / "demo" / "hosted"
STORE = "http://127.0.0.1:8080"
_PAGE = """
var window = this, listeners = [], settled = {}, before = {focus() { document.activeElement = before; }};
class Node {
  constructor(name) {
    this.name = name; this.parent = null; this.children = []; this.style = {}; this.attributes = {};
    this.handlers = {}; this.textContent = ""; this.className = ""; this.innerHTML = ""; this.id = "";
    this.contentWindow = name === "iframe" ? new Frame() : null;
  }
  get firstChild() { return this.children[0] || null; }
  get isConnected() { return this === document.body || (this.parent !== null && this.parent.isConnected); }
  appendChild(child) { child.parent = this; this.children.push(child); return child; }
  remove() { this.parent.children = this.parent.children.filter((one) => one !== this); this.parent = null; }
  setAttribute(name, value) { this.attributes[name] = value; }
  addEventListener(name, handler) { this.handlers[name] = handler; }
  focus() { document.activeElement = this; }
  all() { return this.children.reduce((found, one) => found.concat([one], one.all()), []); }
}
class Frame {
  constructor() { this.posted = []; }
  postMessage(text, origin) { this.posted.push({asked: JSON.parse(text), origin}); }
}
var document = {
  body: new Node("body"), activeElement: before, scripts: [], currentScript: {src: "SCRIPT"},
  createElement: (name) => new Node(name),
  querySelector: (selector) => document.body.all().find((one) => "#" + one.id === selector) || null,
};
window.location = {origin: "http://127.0.0.1:9000"};
window.addEventListener = (name, handler) => { if (name === "message") { listeners.push(handler); } };
var put = (id) => { document.body.appendChild(new Node("div")).id = id; };
var found = (className) => document.body.all().filter((one) => one.className === className);
var frame = (title) => document.body.all().find((one) => one.title === title);
var say = (title, data, origin) =>
  listeners.forEach((heard) => heard({source: frame(title).contentWindow, origin, data}));
var keep = (name, promise) => { promise.then((result) => { settled[name] = result; }); };
"""


class Threw(Exception):
    """A script threw; the text is the error's message."""


class ScriptPage:
    """A page that has loaded the SDK from `script`. Scripts may use put(id), frame(title), found(class name), settled."""

    def __init__(self, script: str = f"{STORE}/sdk.js") -> None:
        self._engine = QJSEngine()
        self.run(_PAGE.replace("SCRIPT", script))
        self.run((HOSTED / "sdk.js").read_text(encoding="utf-8"))

    def run(self, script: str) -> Any:
        """What a script comes to, and whatever its promises do at once. Raises `Threw`."""
        value = self._engine.evaluate(script)
        if value.isError():
            raise Threw(value.property("message").toString())
        QCoreApplication.sendPostedEvents(None, 0)
        return value.toVariant()

    def data(self, script: str) -> Any:
        """What a script comes to, as JSON has it."""
        told = self.run(f"JSON.stringify({script})")
        return json.loads(told) if told else None

    def say(self, title: str, message: object, origin: str = STORE) -> None:
        """The frame with this title posts a message."""
        text = message if isinstance(message, str) else json.dumps(message)
        self.run(f"say({json.dumps(title)}, {json.dumps(text)}, {json.dumps(origin)})")

    def posted(self, title: str = "MESSAGES") -> list[Any]:
        """What the page posted to a frame so far."""
        return list(self.data(f"frame({json.dumps(title)}).contentWindow.posted"))


class Module:
    """One of the scripts that are modules by themselves; its functions are called with plain values."""

    def __init__(self, name: str) -> None:
        self._engine = QJSEngine()
        self._module = self._engine.importModule(str(HOSTED / name))
        if self._module.isError():
            raise Threw(self._module.toString())

    def call(self, function: str, *arguments: object) -> Any:
        """What a function gives, as JSON has it. Raises `Threw`."""
        return self._plain(self._called(self._module.property(function), arguments))

    def given(self, function: str, arguments: Sequence[object], then: Sequence[object]) -> Any:
        """What the function gives that a function gives. Raises `Threw`."""
        return self._plain(self._called(self._called(self._module.property(function), arguments), then))

    def _called(self, function: QJSValue, arguments: Sequence[object]) -> QJSValue:
        value = function.call([self._value(one) for one in arguments])
        if value.isError():
            raise Threw(value.property("message").toString())
        return value

    def _value(self, plain: object) -> QJSValue:
        return self._engine.evaluate(f"({json.dumps(plain)})")

    def _plain(self, value: QJSValue) -> Any:
        told = self._engine.globalObject().property("JSON").property("stringify").call([value])
        return None if told.isUndefined() else json.loads(told.toString())


def facts(**changed: object) -> Mapping[str, object]:
    """What the store tells the checks, with one card of three digits and one of four."""
    cards = [
        {"number": "4242424242424242", "brand": "VISA", "cvv": 3},
        {"number": "378282246310005", "brand": "AMEX", "cvv": 4},
    ]
    bank = {"routing": "123456780", "account": "1234567890"}
    return {"year": 2026, "month": 11, "cards": cards, "bank": bank, **changed}
