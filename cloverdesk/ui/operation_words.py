"""What to say about a money operation: as a notice when it moves, and as a line in the story of its charge."""

from typing import TYPE_CHECKING, NamedTuple

from cloverdesk.domain.operations import MoneyOperation, OperationState
from cloverdesk.domain.refunds import Refund
from cloverdesk.ui.messages import failure_text
from cloverdesk.ui.states import OPERATION_ICONS
from cloverdesk.ui.theme.tokens import Tone
from cloverdesk.ui.translate import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cloverdesk.domain.money import Money
    from cloverdesk.ui.locale import LocaleWriter

_S = OperationState
MAY_BE_TRIED_AGAIN = frozenset({_S.NOT_SENT, _S.NOT_HAPPENED})
"""States from which a person may start a new attempt."""
_PASSING = frozenset({_S.CONFIRMED, _S.CANCELLED, _S.SET_ASIDE})
"""Outcomes that nobody has to act on: their notice goes by itself."""


class OperationWords(NamedTuple):
    """Title and text in a tone. `stays`: somebody has to read it."""

    title: str
    text: str
    tone: Tone
    stays: bool


def moved_amount(operation: MoneyOperation) -> "Money":
    """What really moved, or else what was asked for."""
    return operation.effect.moved if operation.effect else operation.amount


def is_effect_of(operation: MoneyOperation, refund: Refund) -> bool:
    """Whether `refund` is what `operation` did: by Clover's answer, or by our own reference on it."""
    answered = operation.effect is not None and operation.effect.id == refund.id
    return answered or operation.id == refund.external_reference_id


def outcome_words(operation: MoneyOperation, writer: "LocaleWriter") -> OperationWords | None:
    """The notice for the state an operation has reached; None for states that the hold bar shows."""
    amount = writer.money(moved_amount(operation))
    title, text = _outcome_texts(operation, amount).get(operation.state, ("", ""))
    if not title:
        return None
    if operation.failure is not None and operation.state is not _S.UNKNOWN:
        said = failure_text(operation.failure, writer)
        title, text = said.title, said.body
    tone = OPERATION_ICONS[operation.state][1]
    return OperationWords(title, text, tone, stays=operation.state not in _PASSING)


def _outcome_texts(operation: MoneyOperation, amount: str) -> "Mapping[OperationState, tuple[str, str]]":
    texts = {
        _S.CONFIRMED: _confirmed(operation),
        _S.UNKNOWN: _unknown(operation),
        _S.DECLINED: (
            translate("Operation", "Clover declined the refund"),
            translate("Operation", "{amount} did not go back. No money moved."),
        ),
        _S.NOT_SENT: (
            translate("Operation", "It was not sent"),
            translate("Operation", "Clover was never asked to give back {amount}. No money moved."),
        ),
        _S.STOPPED: (
            translate("Operation", "Stopped before sending"),
            translate(
                "Operation", "The charge changed meanwhile, so {amount} was not sent. Look at it again."
            ),
        ),
        _S.NOT_HAPPENED: (
            translate("Operation", "The refund did not happen"),
            translate("Operation", "Clover has no refund of {amount}. No money moved; you can try again."),
        ),
        _S.CANCELLED: (
            translate("Operation", "Taken back"),
            translate("Operation", "{amount} was not sent. No money moved."),
        ),
        _S.SET_ASIDE: (
            translate("Operation", "Set aside"),
            translate("Operation", "The refund of {amount} stays unsettled, and nobody is asked again."),
        ),
    }
    return {
        state: (title.format(amount=amount), text.format(amount=amount))
        for state, (title, text) in texts.items()
    }


def _confirmed(operation: MoneyOperation) -> tuple[str, str]:
    if operation.effect is not None and operation.effect.status == "pending":
        return (
            translate("Operation", "{amount} is on its way back"),
            translate("Operation", "Clover took the refund and is still working on it. We keep looking."),
        )
    return translate("Operation", "Given back {amount}. Clover confirmed."), ""


def _unknown(operation: MoneyOperation) -> tuple[str, str]:
    if operation.needs_you:
        return (
            translate("Operation", "A refund of {amount} needs you"),
            translate(
                "Operation",
                "Its answer was lost, and what Clover shows does not settle it. Do not send it again: "
                "look at the charge and say what happened.",
            ),
        )
    return (
        translate("Operation", "Clover did not answer"),
        translate(
            "Operation",
            "We do not know yet whether the refund of {amount} happened; we are checking. Do not send it again.",
        ),
    )


def story_title(operation: MoneyOperation, writer: "LocaleWriter") -> str:
    """One line about an operation, for the story of its charge."""
    titles = {
        _S.DRAFTED: translate("Operation", "Giving back {amount}"),
        _S.HELD: translate("Operation", "Giving back {amount}: waiting"),
        _S.SENDING: translate("Operation", "Giving back {amount}: sending"),
        _S.CONFIRMED: translate("Operation", "{amount} given back"),
        _S.DECLINED: translate("Operation", "Giving back {amount}: declined"),
        _S.NOT_SENT: translate("Operation", "Giving back {amount}: not sent"),
        _S.UNKNOWN: translate("Operation", "Giving back {amount}: no answer, we are checking"),
        _S.NOT_HAPPENED: translate("Operation", "Giving back {amount}: did not happen"),
        _S.CANCELLED: translate("Operation", "Giving back {amount}: taken back in time"),
        _S.STOPPED: translate("Operation", "Giving back {amount}: stopped before sending"),
        _S.SET_ASIDE: translate("Operation", "Giving back {amount}: set aside"),
    }
    return titles[operation.state].format(amount=writer.money(moved_amount(operation)))


def story_detail(operation: MoneyOperation, writer: "LocaleWriter") -> str:
    """Who asked for it, and why it ended as it did."""
    who = translate("Operation", "by {who}").format(who=operation.actor.name)
    if operation.failure is None:
        return who
    return f"{who}. {failure_text(operation.failure, writer).message}"
