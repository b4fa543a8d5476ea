"""The stand-in for Clover's hosted fields: the script that a card page loads, and the frames in which a card is typed.

What it serves lies in `cloverdesk/demo/hosted`; a page of any origin may load it, and nothing of it is a secret.
"""

import functools
from datetime import UTC, datetime
from pathlib import Path

from cloverdesk.demo.door.calls import JSON_TYPE, Answer, Call, Credential, Operation
from cloverdesk.demo.paying import cards

SAMPLE_BANK = {"routing": "123456780", "account": "1234567890"}
"""The account of Clover's own sample: the frames take no other, so that nobody types a real one into a demo store."""

_FOLDER = Path(__file__).resolve().parents[1] / "hosted"
_TYPES = {
    ".js": "application/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'none'; base-uri 'none'"
)
"""Of a frame. No `frame-ancestors`: any page may show one."""
_HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "cross-origin",
    "referrer-policy": "no-referrer",
    "content-security-policy": _POLICY,
}
_SHARED = {**_HEADERS, "cache-control": "max-age=60"}
"""Of a frame's files: the frames of a page ask for the same ones all at once."""
FRAME_FILES = (
    "agreement.js",
    "checks.js",
    "field.js",
    "forms.js",
    "lock.svg",
    "page.js",
    "texts.js",
    "tokens.js",
    "wallet.js",
    "widget.css",
    "widget.js",
)
"""What a frame loads, at `/widget/*`."""


def get_facts(call: Call) -> Answer:
    """What the frames check against: the test cards, the month by the store's clock, and the sample bank account."""
    today = datetime.fromtimestamp(call.store.now_ms() // 1000, tz=UTC)
    known = [_card(number) for number in cards.TEST_CARDS]
    answer = Answer.json({"year": today.year, "month": today.month, "cards": known, "bank": SAMPLE_BANK})
    return Answer(answer.status, answer.body, JSON_TYPE, _HEADERS)


def _card(number: str) -> dict[str, object]:
    """A test card; `cvv` is how many digits its security code has."""
    brand = cards.brand_of(number)
    return {"number": number, "brand": brand, "cvv": 4 if brand == "AMEX" else 3}


@functools.cache
def _file(name: str) -> Answer:
    path = _FOLDER / name
    headers = _SHARED if name in FRAME_FILES else _HEADERS
    return Answer(200, path.read_text(encoding="utf-8"), _TYPES[path.suffix], headers)


def _serving(name: str, path: str) -> Operation:
    def get_file(_call: Call) -> Answer:
        return _file(name)

    return Operation(f"hosted.{name}", "GET", path, get_file, credential=Credential.NONE)


OPERATIONS = (
    _serving("sdk.js", "/sdk.js"),
    _serving("widget.html", "/widget.html"),
    *(_serving(name, f"/widget/{name}") for name in FRAME_FILES),
    Operation("hosted.facts", "GET", "/widget/facts.json", get_facts, credential=Credential.NONE),
)
