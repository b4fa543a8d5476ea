"""How each state looks: one icon and one tone for the same thing everywhere."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from cloverdesk.domain.charges import ChargeState
from cloverdesk.domain.operations import OperationState
from cloverdesk.ui.messages import text_of_code
from cloverdesk.ui.theme.tokens import Tone


class StateLook(NamedTuple):
    """Word, icon and tone of a state."""

    text: str
    icon: str
    tone: Tone


_CHARGES: Mapping[ChargeState, tuple[str, Tone]] = MappingProxyType(
    {
        ChargeState.PAID: ("check", Tone.OK),
        ChargeState.PARTLY_REFUNDED: ("undo-2", Tone.INFO),
        ChargeState.REFUNDED: ("undo-2", Tone.NEUTRAL),
        ChargeState.HELD: ("clock", Tone.WARN),
        ChargeState.RELEASED: ("undo-2", Tone.NEUTRAL),
        ChargeState.DECLINED: ("x", Tone.BAD),
        ChargeState.PENDING: ("hourglass", Tone.WARN),
    }
)

_REFUNDS: Mapping[str, tuple[str, Tone]] = MappingProxyType(
    {
        "succeeded": ("check", Tone.OK),
        "pending": ("hourglass", Tone.WARN),
        "failed": ("x", Tone.BAD),
        "canceled": ("ban", Tone.NEUTRAL),
    }
)

OPERATION_ICONS: Mapping[OperationState, tuple[str, Tone]] = MappingProxyType(
    {
        OperationState.DRAFTED: ("clock", Tone.NEUTRAL),
        OperationState.HELD: ("clock", Tone.WARN),
        OperationState.SENDING: ("hourglass", Tone.WARN),
        OperationState.CONFIRMED: ("undo-2", Tone.OK),
        OperationState.DECLINED: ("x", Tone.BAD),
        OperationState.NOT_SENT: ("circle-alert", Tone.WARN),
        OperationState.UNKNOWN: ("hourglass", Tone.WARN),
        OperationState.NOT_HAPPENED: ("circle-x", Tone.INFO),
        OperationState.CANCELLED: ("ban", Tone.NEUTRAL),
        OperationState.STOPPED: ("ban", Tone.WARN),
        OperationState.SET_ASIDE: ("inbox", Tone.NEUTRAL),
    }
)


def charge_look(state: ChargeState) -> StateLook:
    """How the state of a charge looks."""
    icon, tone = _CHARGES[state]
    return StateLook(text_of_code(f"charge.state.{state.value}"), icon, tone)


def refund_look(status: str) -> StateLook:
    """How Clover's status of a refund looks; a status that is new to us keeps Clover's own word."""
    icon, tone = _REFUNDS.get(status, ("circle-question-mark", Tone.NEUTRAL))
    return StateLook(text_of_code(f"refund.state.{status}"), icon, tone)
