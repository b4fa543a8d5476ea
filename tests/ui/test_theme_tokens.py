"""Every word can be read on every ground it stands on, in both schemes."""

import re

import pytest

from cloverdesk.ui.theme.tokens import DARK, LIGHT, Token, Tokens, Tone

SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
READABLE = 4.5
OWN_GROUND = 4.8

PAIRS = [
    *((ink, ground) for ink in (Token.TEXT, Token.SECOND) for ground in (Token.WINDOW, Token.SURFACE)),
    *((ink, ground) for ink in (Token.TEXT, Token.SECOND) for ground in (Token.SUBTLE, Token.SELECTED)),
    *((Token.MUTED, ground) for ground in (Token.WINDOW, Token.SURFACE, Token.SUBTLE)),
    *((Token.ACCENT, ground) for ground in (Token.WINDOW, Token.SURFACE, Token.SELECTED)),
    *((Token.ON_ACCENT, ground) for ground in (Token.ACCENT, Token.ACCENT_HOVER, Token.ACCENT_DOWN)),
    *((tone.ink, ground) for tone in Tone for ground in (tone.ground, Token.SURFACE, Token.WINDOW)),
    (Token.OK, Token.SELECTED),
    (Token.SURFACE, Token.TEXT),
]


def luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@SCHEMES
@pytest.mark.parametrize(("ink", "ground"), PAIRS, ids=[f"{ink} on {ground}" for ink, ground in PAIRS])
def test_words_can_be_read(tokens: Tokens, ink: Token, ground: Token):
    assert contrast(tokens.of(ink), tokens.of(ground)) >= READABLE


@SCHEMES
@pytest.mark.parametrize("tone", Tone)
def test_a_tone_keeps_its_promise_on_its_own_ground(tokens: Tokens, tone: Tone):
    assert contrast(tokens.of(tone.ink), tokens.of(tone.ground)) >= OWN_GROUND


@SCHEMES
@pytest.mark.parametrize("ground", [Token.WINDOW, Token.SURFACE, Token.SELECTED])
def test_the_focus_ring_can_be_seen(tokens: Tokens, ground: Token):
    assert contrast(tokens.focus, tokens.of(ground)) >= 3


@SCHEMES
def test_every_token_is_a_colour_and_has_a_name(tokens: Tokens):
    values = tokens._asdict()
    assert set(values) == {token.value for token in Token}
    for value in values.values():
        assert re.fullmatch(r"#(?:[0-9A-F]{6}|[0-9A-F]{8})", value)
