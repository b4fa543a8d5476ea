"""Where Clover's hosted fields come from (hosted-fields.md, section 1)."""

from collections.abc import Mapping
from types import MappingProxyType

from cloverdesk.domain.environment import Environment

_CLOVERS_OWN: Mapping[Environment, str] = MappingProxyType(
    {
        Environment.SANDBOX: "https://checkout.sandbox.dev.clover.com",
        Environment.LIVE: "https://checkout.clover.com",
    }
)
_SCRIPT = "/sdk.js"


def fields_script(environment: Environment, own: str, chosen: str = "") -> str:
    """The address of the script that makes the fields.

    `own` is the address of a demo or custom server, which has them itself; `chosen`, the option of a custom profile, names
    another one. Clover's own environments have theirs, whatever else is said.
    """
    if environment in _CLOVERS_OWN:
        return _CLOVERS_OWN[environment] + _SCRIPT
    if environment is Environment.CUSTOM and chosen:
        return chosen.rstrip("/") + _SCRIPT
    return own + _SCRIPT
