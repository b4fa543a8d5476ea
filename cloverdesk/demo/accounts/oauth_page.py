"""The page on which somebody lets an app in, or does not: one form that works without scripts, in the store's language."""

from collections.abc import Sequence
from html import escape

from cloverdesk.demo.door.calls import Answer

Pairs = Sequence[tuple[str, str]]
HTML_TYPE = "text/html; charset=utf-8"
HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
    ),
}
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#1c2b22;background:#f3f6f4;margin:0;padding:10vh 1rem}"
    "main{max-width:27rem;margin:auto;background:#fff;border:1px solid #cdd8d1;border-radius:10px;padding:2rem}"
    "h1{font-size:1.3rem;margin:0 0 1rem}label{display:block;margin:1.2rem 0 .3rem}"
    "select{font:inherit;width:100%;padding:.5rem}p.act{display:flex;gap:.7rem;margin:1.7rem 0 0}"
    "button{font:inherit;flex:1;padding:.6rem;border-radius:6px;border:1px solid #1f7a3d;background:#fff;color:#1f7a3d}"
    "button.yes{background:#1f7a3d;color:#fff}"
)
_TEXTS = {
    "en": {
        "title": "Sign in",
        "ask": "The app {app} asks to act for {store}.",
        "who": "Sign in as",
        "yes": "Allow",
        "no": "Deny",
        "denied": "The app was not let in. You may close this page.",
        "market": "{store} has not installed the app {app}. It can be had in the App Market of this demo store.",
        "bad": "This sign-in cannot go on: {why}",
    },
    "fr": {
        "title": "Connexion",
        "ask": "L'application {app} demande à agir pour {store}.",
        "who": "Se connecter en tant que",
        "yes": "Autoriser",
        "no": "Refuser",
        "denied": "L'application n'a pas été autorisée. Vous pouvez fermer cette page.",
        "market": "{store} n'a pas installé l'application {app}. Elle se trouve dans l'App Market de cette boutique.",
        "bad": "La connexion ne peut pas continuer : {why}",
    },
}


def question(locale: str, *, app: str, store: str, kept: Pairs, people: Pairs) -> Answer:
    """The form. `kept` are the parameters of the request, `people` ids and names of whoever may sign in, first first."""
    texts = _texts(locale)
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in kept
    )
    options = "".join(f'<option value="{escape(one)}">{escape(name)}</option>' for one, name in people)
    return _page(
        locale,
        f"<p>{escape(texts['ask'].format(app=app, store=store))}</p>"
        f'<form method="get" action="/oauth/v2/authorize">{hidden}'
        f'<label for="who">{texts["who"]}</label><select id="who" name="employee_id">{options}</select>'
        f'<p class="act"><button class="yes" name="decision" value="allow">{texts["yes"]}</button>'
        f'<button name="decision" value="deny">{texts["no"]}</button></p></form>',
    )


def said(locale: str, name: str, status: int = 200, **told: str) -> Answer:
    """A page with one sentence: `denied`, `market` or `bad`."""
    return _page(locale, f"<p>{escape(_texts(locale)[name].format(**told))}</p>", status)


def _page(locale: str, content: str, status: int = 200) -> Answer:
    title = _texts(locale)["title"]
    text = (
        f'<!DOCTYPE html><html lang="{escape(locale)}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><main><h1>{title}</h1>{content}</main></body></html>"
    )
    return Answer(status, text, HTML_TYPE, HEADERS)


def _texts(locale: str) -> dict[str, str]:
    return _TEXTS["fr" if locale.startswith("fr") else "en"]
