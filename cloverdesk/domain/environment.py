"""Which Clover a profile talks to. The window frames it, money dialogs name it."""

from enum import Enum


class Environment(Enum):
    """Where the money is: nowhere, in a sandbox, or real."""

    DEMO = "demo"
    SANDBOX = "sandbox"
    LIVE = "live"
    CUSTOM = "custom"
