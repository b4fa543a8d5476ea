"""What happened to a charge, newest first: Clover's refunds, our own operations with who asked, and the payment itself."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from cloverdesk.domain.charges import Charge, ChargeState
from cloverdesk.domain.operations import MoneyOperation
from cloverdesk.domain.refunds import Refund
from cloverdesk.ui.locale import LocaleWriter
from cloverdesk.ui.operation_words import is_effect_of, story_detail, story_title
from cloverdesk.ui.states import OPERATION_ICONS
from cloverdesk.ui.translate import translate
from cloverdesk.ui.widgets.timeline import TimelineEntry
from cloverdesk.ui.words import decline_words, reason_words


class _Event(NamedTuple):
    at: datetime
    icon: str
    title: str
    detail: str = ""


def story(
    charge: Charge, refunds: Sequence[Refund], operations: Sequence[MoneyOperation], writer: LocaleWriter
) -> tuple[TimelineEntry, ...]:
    """The entries to show."""
    events = [*_refund_events(refunds, operations, writer), *_operation_events(refunds, operations, writer)]
    events.sort(key=lambda event: event.at, reverse=True)
    events += _payment_events(charge)
    return tuple(
        TimelineEntry(event.icon, event.title, writer.short(event.at), event.detail) for event in events
    )


def _refund_events(
    refunds: Sequence[Refund], operations: Sequence[MoneyOperation], writer: LocaleWriter
) -> Iterator[_Event]:
    for refund in refunds:
        mine = next((one for one in operations if is_effect_of(one, refund)), None)
        who = translate("Story", "by {who}").format(who=mine.actor.name) if mine else ""
        detail = ". ".join(filter(None, (who, refund.failure_reason)))
        icon = "undo-2" if refund.counts else "x"
        yield _Event(refund.created_at, icon, _refund_title(refund, writer), detail)


def _refund_title(refund: Refund, writer: LocaleWriter) -> str:
    titles = {
        "succeeded": translate("Story", "{amount} given back"),
        "pending": translate("Story", "{amount} on its way back"),
        "failed": translate("Story", "{amount} could not be given back"),
        "canceled": translate("Story", "Giving back {amount} was cancelled"),
    }
    title = titles.get(refund.status, translate("Story", "Refund of {amount}"))
    title = title.format(amount=writer.money(refund.amount))
    reason = reason_words(refund.reason)
    return f"{title}, {reason[:1].lower()}{reason[1:]}" if reason else title


def _operation_events(
    refunds: Sequence[Refund], operations: Sequence[MoneyOperation], writer: LocaleWriter
) -> Iterator[_Event]:
    for operation in operations:
        if any(is_effect_of(operation, refund) for refund in refunds):
            continue  # the refund itself tells more
        icon = OPERATION_ICONS[operation.state][0]
        title, detail = story_title(operation, writer), story_detail(operation, writer)
        yield _Event(operation.updated_at, icon, title, detail)


def _payment_events(charge: Charge) -> Iterator[_Event]:
    at = charge.created_at
    state = charge.state
    if state is ChargeState.DECLINED:
        yield _Event(at, "x", translate("Story", "Declined"), decline_words(charge))
        return
    if state is ChargeState.PENDING:
        yield _Event(at, "hourglass", translate("Story", "Waiting for the bank"))
        return
    if charge.is_hold:
        yield _Event(at, "clock", translate("Story", "Held, nothing taken yet"))
    else:
        yield _Event(at, "check", translate("Story", "Captured"))
    if charge.auth_code:
        yield _Event(at, "shield-check", translate("Story", "Approved by the bank"))
