"""A shop's page that takes cards through hosted fields, on a port of its own, under the policy that such a page has."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

POLICY = (
    "script-src 'self' {store} https://www.google.com https://www.gstatic.com; "
    "frame-src {store} https://www.google.com; connect-src 'self' https://www.google.com; "
    "img-src 'self' data: {store}; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""As Clover's hosted fields need it; `{store}` is where they come from."""
_HTML = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>A shop</title><link rel="stylesheet" href="/shop.css">
<script src="/watch.js"></script><script src="{script}"></script></head>
<body><h1>Pay</h1><main id="form"></main><script src="/shop.js"></script></body>
</html>
"""
_CSS = """body { margin: 24px; font: 15px/20px sans-serif; }
h1 { font-size: 20px; }
#form { display: grid; grid-template-columns: 1fr 1fr; gap: 4px 12px; }
#form > div { height: 88px; }
#form > .CARD_NUMBER, #form > .CARD_NAME, #form > .CARD_STREET_ADDRESS { grid-column: span 2; }
#form > .CARD, #form > .GIFT_CARD_ELEMENTS, #form > .ACH_ELEMENTS { grid-column: span 2; height: auto; }
.clover-ach-modal { position: fixed; inset: 60px; padding: 24px; background: #fff; border: 1px solid #888; }
"""
_WATCH = """window.breaches = []; window.heard = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.breaches.push(event.violatedDirective + " " + event.blockedURI);
});
window.addEventListener("message", (event) => window.heard.push(String(event.data)));
"""
_SCRIPT = """window.told = [];
window.clover = new Clover({key}, {{merchantId: {merchant}}});
window.fields = clover.elements();
window.mount = (type, styles) => {{
  const place = Object.assign(document.createElement("div"), {{id: "at-" + type, className: type}});
  document.getElementById("form").append(place);
  const element = fields.create(type, styles);
  if (type !== "CARD") {{
    for (const name of ["change", "focus", "blur", "paymentMethod"]) {{
      element.addEventListener(name, (payload) => told.push({{type, name, payload}}));
    }}
  }}
  element.mount("#at-" + type);
}};
"""


@contextmanager
def shop(store: str, key: str, *, script: str = "/sdk.js", merchant: str = "M") -> Iterator[str]:
    """The address of a page that loads the store's script and has `mount(type, styles)`.

    On the page, `told` are the events of fields, `heard` the messages of frames and `breaches` what the policy refused.
    """
    pages = {
        "/": ("text/html", _HTML.format(script=store + script)),
        "/shop.css": ("text/css", _CSS),
        "/watch.js": ("text/javascript", _WATCH),
        "/shop.js": ("text/javascript", _SCRIPT.format(key=repr(key), merchant=repr(merchant))),
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            media_type, text = pages.get(self.path, ("image/x-icon", ""))
            body = text.encode()
            self.send_response(200)
            self.send_header("content-type", media_type)
            self.send_header("content-length", str(len(body)))
            self.send_header("content-security-policy", POLICY.format(store=store))
            self.send_header("referrer-policy", "strict-origin-when-cross-origin")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="shop")
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
