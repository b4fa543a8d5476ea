"""Inter, shipped with the program: each weight loaded when first wanted, handed out by role with tabular figures."""

import sys
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from cloverdesk.settings.paths import resource
from cloverdesk.ui.theme.tokens import Type

_FILES = {400: "Inter-Regular.ttf", 500: "Inter-Medium.ttf", 600: "Inter-SemiBold.ttf", 700: "Inter-Bold.ttf"}
# Tabular figures line up; a round comma and a one-storey "a" read well at 13 px.
_FEATURES = ("tnum", "ss03", "cv11")


@cache
def _family(weight: int) -> str:
    """The family under which the platform knows a weight, loaded now: some list every weight as a family of its own."""
    font_id = QFontDatabase.addApplicationFont(str(resource("fonts", _FILES[weight])))
    names = QFontDatabase.applicationFontFamilies(font_id) if font_id >= 0 else []
    return names[0] if names else QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def make_font(type_: Type, scale: float) -> QFont:
    """The font of a role at a text scale (1.0 is 100 %)."""
    font = QFont(_family(type_.weight))
    font.setPixelSize(round(type_.size * scale))
    font.setWeight(QFont.Weight(type_.weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in _FEATURES:
        font.setFeature(QFont.Tag(feature), 1)
    return font


def system_text_scale() -> float:
    """How much larger than usual the system asks texts to be, from 1.0 to 3.0.

    Platforms differ in their usual size, so only what goes beyond the largest usual one counts as a wish.
    """
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if font.pointSizeF() <= 0:
        return 1.0
    usual = {"win32": 9.0, "darwin": 13.0}.get(sys.platform, 11.0)
    wish = font.pointSizeF() / usual
    return min(3.0, max(1.0, round(wish * 20) / 20))
