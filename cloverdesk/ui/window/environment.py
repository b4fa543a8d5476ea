"""How the window shows whose money this is: a frame and a pill for play money, a quiet word for real money."""

from typing import TYPE_CHECKING, NamedTuple

from cloverdesk.domain.environment import Environment
from cloverdesk.ui.theme.tokens import Tone
from cloverdesk.ui.translate import translate

if TYPE_CHECKING:
    from cloverdesk.settings.profiles import Profile


class EnvironmentLook(NamedTuple):
    """Word, icon and tone of the pill; `frame` is the tone around the window, None for real money."""

    text: str
    icon: str
    tone: Tone
    frame: Tone | None


def look_of(profile: "Profile") -> EnvironmentLook:
    """The look of a profile's environment. A server elsewhere than on this computer may move real money."""
    if profile.environment is Environment.DEMO:
        return EnvironmentLook(
            translate("Environment", "Demo store"), "flask-conical", Tone.VIOLET, Tone.VIOLET
        )
    if profile.environment is Environment.SANDBOX:
        return EnvironmentLook(translate("Environment", "Sandbox"), "test-tube", Tone.INFO, Tone.INFO)
    if profile.environment is Environment.CUSTOM and profile.is_on_this_computer:
        return EnvironmentLook(translate("Environment", "Test server"), "test-tube", Tone.INFO, Tone.INFO)
    return EnvironmentLook(translate("Environment", "Live"), "", Tone.NEUTRAL, None)
