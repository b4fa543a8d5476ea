"""No number, token or key passes the filter; what is harmless does."""

import pytest

from cloverdesk.domain.redact import MASK, redact


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("card 4242424242424242 declined", "4242424242424242"),
        ("card 4242 4242 4242 4242 declined", "4242 4242"),
        ("378282246310005", "378282246310005"),
        ("source clv_1TSTSa7QmZ3Lw9Rk2Vb8Np4X used", "1TSTSa7"),
        ("Authorization: Bearer 0a1b-2c3d", "0a1b"),
        ('{"apiAccessKey": "5c1f0e7b9a2d4863b0f4d2c6e8a19735"}', "5c1f0e7b"),
        ("apikey=5c1f0e7b9a2d4863b0f4d2c6e8a19735&x=1", "5c1f0e7b"),
        ('"security_code": "12345678"', "12345678"),
        ('"number": "1234567890123"', "1234567890123"),
        ("x'" + "ab" * 32 + "'", "abab"),
        ("passphrase=correct horse", "correct"),
        ("renewed with clvroar-5c1f0e7b-9a2d for this store", "5c1f0e7b"),
        ("token eyJhbGciOiJFUzI1NiJ9.eyJleGFtcGxl.c2ln_a-1 refused", "c2ln_a-1"),
        ("back at http://127.0.0.1/?merchant_id=M&code=3f1c8a52-7b0e&state=s", "3f1c8a52"),
        ("back at /callback?code=3f1c8a52-7b0e", "3f1c8a52"),
    ],
)
def test_secrets_do_not_pass(text: str, secret: str) -> None:
    assert secret not in redact(text)
    assert MASK in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "GET /v1/charges/7H2Q9XKD4W8TA 200",
        "created 1718035312345",
        "operation 9Q2WERTYUAS1 confirmed, $5.00",
        "ref 416200501",
        '{"error": {"code": "card_declined"}}',
    ],
)
def test_harmless_text_passes(text: str) -> None:
    assert redact(text) == text
