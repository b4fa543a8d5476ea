"""What is kept of a consent can be read again, word by word."""

from datetime import UTC, datetime

from cloverdesk.domain.card_entry import CARD_ON_FILE, Consent, PageLocale

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_a_consent_says_what_was_agreed_to() -> None:
    consent = Consent(CARD_ON_FILE, PageLocale.EN, "Maple {Main}", AT, "Dana")
    assert consent.text.startswith("The card holder agrees that Maple {Main} keeps this card on file")
    french = Consent(CARD_ON_FILE, PageLocale.FR_CA, "Maple", AT, "Dana")
    assert french.text.startswith("Le titulaire accepte que Maple conserve cette carte")
