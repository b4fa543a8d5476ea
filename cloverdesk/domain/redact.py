"""Redaction: the one filter through which logs, crash reports and excerpts of answers pass."""

import re

MASK = "[redacted]"
_TOKEN = re.compile(
    r"\bclv_[0-9A-Za-z]+|\bclvroar-[0-9A-Za-z-]+|\beyJ[\w-]+(?:\.[\w-]+)+|(?i:bearer\s+)[^\s\"',;]+|(?<=[?&]code=)[^\s&\"'#]+"
)
_NAMED = re.compile(
    r"(?i)([\"']?\b(?:authorization|apikey|api_?access_?key|(?:access|refresh|api|private|public|platform|control)_?token|"
    r"client_secret|code_verifier|passphrase|password|pin|cvv|cvc|security_code|number|bank_account_number|"
    r"bank_routing_number|encrypted_pan)\b[\"']?\s*[:=]\s*)(\"[^\"]*\"|'[^']*'|[^\s,;&}\]]+)"
)
_HEX_KEY = re.compile(r"(?i)\b(?:[0-9a-f]{64}|[0-9a-f]{32})\b")
# Card and account numbers: 12 to 19 digits, perhaps grouped. Times in milliseconds have 13 and start with 1.
_DIGITS = re.compile(r"(?<![\w.])(?!1\d{12}(?!\d))\d(?:[ -]?\d){11,18}(?![\w])")


def redact(text: str) -> str:
    """Return `text` without card and account numbers, tokens, keys and security values."""
    text = _TOKEN.sub(MASK, text)
    text = _NAMED.sub(lambda match: f"{match[1]}{MASK}", text)
    text = _HEX_KEY.sub(MASK, text)
    return _DIGITS.sub(MASK, text)
