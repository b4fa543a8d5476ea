"""The card page as it goes out: its text filled in, its files, and the policy that a browser holds it to."""

import json
from collections.abc import Mapping
from html import escape
from importlib.resources import files
from string import Template
from types import MappingProxyType
from urllib.parse import urlsplit

from cloverdesk.app.card_page.texts import texts_in
from cloverdesk.domain.card_entry import CARD_ON_FILE, CardEntryRequest, HostedFields, consent_text
from cloverdesk.domain.test_cards import TestCard
from cloverdesk.domain.tokens import TokenKind
from cloverdesk.settings.paths import resource

FILES: Mapping[str, str] = MappingProxyType(
    {
        "page.css": "text/css; charset=utf-8",
        "page.js": "text/javascript; charset=utf-8",
        "Inter-Regular.ttf": "font/ttf",
        "Inter-SemiBold.ttf": "font/ttf",
    }
)
"""What the page loads from the desk, beside itself."""
_POLICY = (
    "default-src 'none'; script-src 'self' {checkout} https://www.google.com https://www.gstatic.com; "
    "frame-src {checkout} https://www.google.com; connect-src 'self' https://www.google.com; "
    "img-src 'self' data: {checkout}; style-src 'self'; style-src-attr 'unsafe-inline'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""As Clover's fields need it (hosted-fields.md, section 7), and our own font. Google's are for Clover's reCAPTCHA."""
_HIDDEN = " hidden"


def policy(script: str) -> str:
    """The content security policy of a page whose fields come from where `script` is."""
    parts = urlsplit(script)
    return _POLICY.format(checkout=f"{parts.scheme}://{parts.netloc}")


def file(name: str) -> bytes:
    """One of `FILES`."""
    if name.endswith(".ttf"):
        return resource("fonts", name).read_bytes()
    return files(__package__).joinpath(name).read_bytes()


def page(
    request: CardEntryRequest,
    fields: HostedFields,
    store: str,
    rehearsal: str,
    setup: Mapping[str, str | float],
) -> str:
    """The page as HTML. `setup` is what its script needs to know of the server."""
    filled = {
        **_texts(request, store, rehearsal),
        "path": setup["path"],
        "setup": _told(request, fields, setup),
    }
    shown = {
        "no_badge": bool(rehearsal),
        "no_hint": bool(rehearsal) and request.kind is TokenKind.CARD,
        "no_amount": request.amount is not None,
        "no_consent": request.saves,
    }
    safe = {name: escape(str(text)) for name, text in filled.items()}
    hidden = {name: "" if is_shown else _HIDDEN for name, is_shown in shown.items()}
    return Template(files(__package__).joinpath("page.html").read_text("utf-8")).substitute(safe | hidden)


def _told(request: CardEntryRequest, fields: HostedFields, setup: Mapping[str, str | float]) -> str:
    """What the page's script is told, as JSON."""
    told = {
        **setup,
        "kind": request.kind.value,
        "script": fields.script,
        "key": fields.key.reveal(),
        "merchantId": fields.merchant_id,
        "locale": request.locale.value,
        "saves": request.saves,
        "amount": request.amount.amount if request.amount else 0,
        "texts": dict(texts_in(request.locale)),
    }
    return json.dumps(told, ensure_ascii=False)


def _texts(request: CardEntryRequest, store: str, rehearsal: str) -> dict[str, str]:
    """What stands on the page."""
    texts, kind = texts_in(request.locale), request.kind.value
    plain = {name: texts[name] for name in ("lead", "loading", "again", "cancel", "no_script")}
    return {
        **plain,
        "lang": request.locale.value,
        "kind": kind,
        "environment": rehearsal or "live",
        "title": texts[f"title.{kind}"],
        "for_store": texts["for_store"].format(store=store),
        "badge": texts[f"environment.{rehearsal}"] if rehearsal else "",
        "hint": texts["test_card"].format(number=_grouped(TestCard.VISA.number)),
        "amount": texts["amount"].format(amount=request.amount) if request.amount else "",
        "consent_title": texts["consent.title"],
        "consent_text": consent_text(CARD_ON_FILE, request.locale, store),
        "consent_heard": texts["consent.heard"],
        "send": texts[f"send.{kind}"],
    }


def _grouped(number: str) -> str:
    return "\N{NO-BREAK SPACE}".join(number[at : at + 4] for at in range(0, len(number), 4))
